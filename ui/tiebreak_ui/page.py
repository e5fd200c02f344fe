"""The page itself: three steps on one screen, in French, with nothing fetched from elsewhere."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.themes import Base, Default

from tiebreak import AUTHORITY_KIND_LABELS, ColumnMemory, Registry, load_zone_policies
from tiebreak_assistant.configured import Models
from tiebreak_knowledge.official.library import TextLibrary
from tiebreak_knowledge.samples import SAMPLES
from tiebreak_ui.actions import Actions, empty_form, forget, is_stale
from tiebreak_ui.asking_block import ASKING_CSS, asking_block
from tiebreak_ui.columns import column_picker, offer
from tiebreak_ui.planning_block import PLANNING_CSS, clear_if_stale, planning_fields, wire_planning
from tiebreak_ui.questionnaire_block import QUESTIONNAIRE_CSS, questionnaire_block
from tiebreak_ui.unknowns import offer_unknowns, unknown_picker

TITLE = "TIE Break – trajectoire d’indépendance numérique européenne"
KEPT_SECONDS = 3600
ACCENT, ACCENT_DARK = "#1f4e5f", "#163a47"
CSS = (
    """
footer { display: none !important; }
.gradio-container { max-width: 1100px !important; margin: 0 auto !important; }
#reading, #diagnosis, #trajectory, #documents { max-width: calc(100vw - 64px); overflow-x: auto; }
.prose table { width: auto; min-width: 60%; font-variant-numeric: tabular-nums; }
.prose td, .prose th { word-break: normal; overflow-wrap: normal; hyphens: none; }
.prose td[style*="right"], .prose th[style*="right"], .prose td[align="right"], .prose th[align="right"] {
  text-align: right !important; white-space: nowrap;
}
"""
    + QUESTIONNAIRE_CSS
    + PLANNING_CSS
    + ASKING_CSS
)


def theme() -> Base:
    """A plain theme that uses the fonts of the machine."""
    fonts = ["system-ui", "Liberation Sans", "Arial", "sans-serif"]
    plain = Default(primary_hue="teal", font=fonts, font_mono=["monospace"])
    return plain.set(button_primary_background_fill=ACCENT, button_primary_background_fill_hover=ACCENT_DARK, slider_color=ACCENT)


def build_page(
    registry: Registry | None = None,
    *,
    memory: ColumnMemory | None = None,
    library: TextLibrary | None = None,
    models: Models | None = None,
    keep_in: Path | None = None,
) -> gr.Blocks:
    """The page, ready to be served; each visitor has a case file of his own."""
    actions = Actions(registry, memory, library, models, keep_in)
    page: gr.Blocks = gr.Blocks(title=TITLE, analytics_enabled=False, delete_cache=(KEPT_SECONDS, KEPT_SECONDS))
    with page:
        held = gr.State(None, time_to_live=KEPT_SECONDS)
        tried, measured_form, planned_under = gr.State(None), gr.State(None), gr.State(None)
        former = gr.State((), time_to_live=KEPT_SECONDS)
        gr.Markdown(
            "# TIE Break\nMesurer la dépendance numérique de votre collectivité et tracer la sortie. "
            f"**{_what_leaves(actions.models)}** Les chiffres sont calculés ; aucun n’est écrit par un modèle de langue."
        )
        gr.Markdown("## 1. Mesurer")
        with gr.Row():
            with gr.Column(scale=3):
                files = gr.File(
                    label="Vos fichiers : tableaux, réponses, PES ou factures (zip), inventaires, données publiques, dossier gardé",
                    file_count="multiple",
                )
                with gr.Row():
                    examples = [gr.Button(f"Essayer : {sample.title}", size="sm") for sample in SAMPLES]
            with gr.Column(scale=2):
                authority = _authority_fields()
        given = questionnaire_block(files)
        settings = _settings()
        measure = gr.Button("Mesurer", variant="primary")
        reading = gr.Markdown(elem_id="reading")
        picker, column, meaning, correct = column_picker()
        seen, unrecognised = gr.State([]), gr.State([])
        result = gr.Markdown(elem_id="diagnosis")
        unknowns = unknown_picker()
        fields, plan, planned = _trajectory()
        gr.Markdown("## 3. Écrire les documents")
        write = gr.Button("Écrire les documents", variant="primary")
        written = gr.Markdown(elem_id="documents")
        downloads = gr.File(label="Documents", file_count="multiple", interactive=False)

        asking_block(actions.ask, actions.models, [held, former])

        form = [*authority, *settings]
        budget, wanted = fields[0], list(fields[:-1])
        answer: list[Any] = [held, measured_form, reading, result, seen, unrecognised, planned, former, written, downloads]
        asked: list[Any] = [measured_form, files, tried, *form]
        measure.click(actions.measure, [files, tried, *form], answer).then(_forget_if_stale, asked, answer)
        seen.change(offer, [seen], [picker, column, meaning])
        correct.click(actions.correct, [column, meaning, files, tried, *form], [settings[1], *answer])
        _wire_unknowns(actions, (unrecognised, *unknowns), [files, tried, *form], [settings[2], *answer])
        for button, sample in zip(examples, SAMPLES, strict=True):
            button.click(partial(actions.try_sample, sample), None, [*answer, tried, files, budget, *form])
        drawn: list[Any] = [planned_under, planned, former, written, downloads]
        under: list[Any] = [planned_under, measured_form, *wanted]
        plan.click(actions.plan, [held, former, measured_form, *wanted], drawn).then(clear_if_stale, under, drawn)
        signed: list[Any] = [planned_under, written, downloads]
        write.click(actions.write, [held, measured_form, *wanted], signed).then(clear_if_stale, under, drawn)
        wire_planning(actions, fields, [held, former, planned_under, measured_form], drawn)
        received = [*answer, tried, budget, *form, *fields[1:3], fields[-1]]
        gr.on([files.upload, files.clear, files.delete, given.change], partial(_receive, actions), [files, tried], received)
        gr.on([each.change for each in form], _forget_if_stale, asked, answer)
        page.load(actions.prepare, None, None, show_progress="hidden")
    return page


def _what_leaves(models: Models) -> str:
    if models.new_chat is None:
        return "Rien ne quitte cet ordinateur."
    return "Vos fichiers restent sur cet ordinateur ; seules les questions posées en bas de page vont au modèle que vous avez choisi."


def _trajectory() -> tuple[Any, ...]:
    """The fields of the plan, the button that draws it, and what it shows."""
    gr.Markdown("## 2. Tracer la trajectoire")
    fields = planning_fields()
    return fields, gr.Button("Tracer la trajectoire", variant="primary"), gr.Markdown(elem_id="trajectory")


def _documents() -> tuple[Any, ...]:
    """The button that writes, what it says, and the files."""
    gr.Markdown("## 3. Écrire les documents")
    write = gr.Button("Écrire les documents", variant="primary")
    return write, gr.Markdown(elem_id="documents"), gr.File(label="Documents", file_count="multiple", interactive=False)


def _wire_unknowns(actions: Actions, parts: tuple[Any, ...], asked: list[Any], answer: list[Any]) -> None:
    """Offers who was not recognised after each measure, and measures again once the user said who it is."""
    unrecognised, block, text, entry, button = parts

    def offered(texts: list[str] | None) -> tuple[Any, ...]:
        return offer_unknowns(actions.catalogue(), texts)

    unrecognised.change(offered, [unrecognised], [block, text, entry])
    button.click(actions.identify, [text, entry, *asked], answer)


def _forget_if_stale(answered: tuple[Any, ...] | None, *asked: Any) -> Any:
    """Clears what answers other files or another form; a field filled by a sample changes nothing."""
    return forget() if is_stale(answered, *asked) else gr.skip()


def _receive(actions: Actions, paths: list[str] | None, filled_by: Any) -> Any:
    """Nothing measured; a case file kept fills the fields, and what a sample or another case file had filled leaves them."""
    reopened = actions.reopened(paths)
    if reopened is not None:
        return (*forget(), *reopened)
    form = empty_form()
    if filled_by is None:
        return (*forget(), *([gr.skip()] * (len(form) + 3)))
    return (*forget(), *form, gr.skip(), gr.skip(), "")


def _authority_fields() -> tuple[Any, ...]:
    """Name, kind, year, inhabitants, workstations, SIREN and INSEE code, in the order of the form."""
    name = gr.Textbox(label="Collectivité")
    kinds = [(label, kind.value) for kind, label in AUTHORITY_KIND_LABELS.items()]
    kind = gr.Dropdown(kinds, label="Type de collectivité", value="other")
    with gr.Row():
        year = gr.Textbox(label="Exercice", placeholder="2025", min_width=90)
        inhabitants = gr.Textbox(label="Habitants", min_width=90)
        workstations = gr.Textbox(label="Postes", min_width=90)
    with gr.Row():
        siren = gr.Textbox(label="SIREN", min_width=140)
        insee = gr.Textbox(label="Code INSEE", min_width=140)
    return name, kind, year, inhabitants, workstations, siren, insee


def _settings() -> tuple[Any, ...]:
    """Zone, columns, suppliers, criticality of functions, unreadable rows and strict mode, in the order of the form."""
    zones = load_zone_policies()
    with gr.Accordion("Réglages : zone, colonnes, fournisseurs, criticité, lignes illisibles, mode strict", open=False):
        zone = gr.Dropdown([(policy.label, policy.id) for policy in zones.policies], label="Zone", value=zones.default)
        mapping = gr.Textbox(label="Sens des colonnes, une par ligne : Titre de la colonne=champ", lines=2)
        identified = gr.Textbox(label="Qui sont des fournisseurs, un par ligne : Nom écrit=entrée du catalogue", lines=2)
        criticalities = gr.Textbox(
            label="Criticité de fonctions chez vous, une par ligne : Messagerie=4 (1 confort, 2 utile, 3 importante, 4 vitale)",
            lines=2,
        )
        skip = gr.Checkbox(label="Continuer sans les lignes illisibles (elles restent listées)")
        strict = gr.Checkbox(label="Mode strict : compter comme inconnu ce qui n’est que présumé")
    return zone, mapping, identified, criticalities, skip, strict
