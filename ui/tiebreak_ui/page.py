"""The page itself: three steps on one screen, in French, with nothing fetched from elsewhere."""

from __future__ import annotations

from functools import partial
from typing import Any

import gradio as gr
from gradio.themes import Base, Default

from tiebreak import AUTHORITY_KIND_LABELS, CaseFile, Registry, Workbench, load_zone_policies
from tiebreak_knowledge.samples import SAMPLES, Sample
from tiebreak_ui import steps

TITLE = "TIE Break – trajectoire d’indépendance numérique européenne"
FILE_TYPES = [".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods"]
KEPT_SECONDS = 3600
ACCENT, ACCENT_DARK = "#1f4e5f", "#163a47"
CSS = """
footer { display: none !important; }
.gradio-container { max-width: 1100px !important; margin: 0 auto !important; }
table { width: 100%; font-variant-numeric: tabular-nums; }
"""


def theme() -> Base:
    """A plain theme that uses the fonts of the machine."""
    fonts = ["system-ui", "Liberation Sans", "Arial", "sans-serif"]
    plain = Default(primary_hue="teal", font=fonts, font_mono=["monospace"])
    return plain.set(button_primary_background_fill=ACCENT, button_primary_background_fill_hover=ACCENT_DARK)


def build_page(registry: Registry | None = None) -> gr.Blocks:
    """The page, ready to be served; each visitor has a case file of his own."""
    zones = load_zone_policies()

    def workbench() -> Workbench:
        return Workbench(registry)

    def on_measure(paths: list[str] | None, *fields: Any) -> tuple[CaseFile | None, str, str, str, None]:
        return _measured(steps.measure(paths or [], steps.Form(*fields), workbench()))

    def on_sample(sample: Sample) -> tuple[CaseFile | None, str, str, str, None, str]:
        budget = "" if sample.annual_budget_eur is None else str(sample.annual_budget_eur)
        return (*_measured(steps.measure_sample(sample, workbench())), budget)

    def on_plan(case: CaseFile | None, budget: str | None, horizon_years: float) -> tuple[CaseFile | None, str]:
        shown = steps.plan(case, budget, horizon_years, workbench())
        return shown.case, shown.result

    def on_write(case: CaseFile | None) -> tuple[str, list[str] | None]:
        shown = steps.write(case, workbench())
        return shown.result, shown.files or None

    page: gr.Blocks = gr.Blocks(title=TITLE, analytics_enabled=False, delete_cache=(KEPT_SECONDS, KEPT_SECONDS))
    with page:
        held = gr.State(None, time_to_live=KEPT_SECONDS)
        gr.Markdown(
            "# TIE Break\nMesurer la dépendance numérique de votre collectivité et tracer la sortie. "
            "**Rien ne quitte cet ordinateur.** Les chiffres sont calculés ; aucun n’est écrit par un modèle de langue."
        )
        gr.Markdown("## 1. Mesurer")
        with gr.Row():
            with gr.Column(scale=3):
                files = gr.File(
                    label="Vos tableaux de dépenses et de contrats (CSV, XLSX, XLS, ODS)",
                    file_count="multiple",
                    file_types=FILE_TYPES,
                )
                with gr.Row():
                    examples = [gr.Button(f"Essayer : {sample.title}", size="sm") for sample in SAMPLES]
            with gr.Column(scale=2):
                name = gr.Textbox(label="Collectivité")
                kind = gr.Dropdown(
                    [(label, kind.value) for kind, label in AUTHORITY_KIND_LABELS.items()], label="Sorte", value="other"
                )
                with gr.Row():
                    year = gr.Textbox(label="Exercice", placeholder="2026", min_width=90)
                    inhabitants = gr.Textbox(label="Habitants", min_width=90)
                    workstations = gr.Textbox(label="Postes", min_width=90)
        with gr.Accordion("Réglages : zone, colonnes, lignes illisibles", open=False):
            zone = gr.Dropdown([(policy.label, policy.id) for policy in zones.policies], label="Zone", value=zones.default)
            mapping = gr.Textbox(label="Sens des colonnes, une par ligne : Titre de la colonne=champ", lines=2)
            skip = gr.Checkbox(label="Continuer sans les lignes illisibles (elles restent listées)")
        measure = gr.Button("Mesurer", variant="primary")
        reading, result = gr.Markdown(elem_id="reading"), gr.Markdown(elem_id="diagnosis")
        gr.Markdown("## 2. Tracer la trajectoire")
        with gr.Row():
            budget = gr.Textbox(label="Budget annuel de migration (€), vide si inconnu", placeholder="50000")
            horizon = gr.Slider(1, 6, value=4, step=1, label="Horizon (années)")
        plan = gr.Button("Tracer la trajectoire", variant="primary")
        planned = gr.Markdown(elem_id="trajectory")
        gr.Markdown("## 3. Écrire les documents")
        write = gr.Button("Écrire les documents", variant="primary")
        written = gr.Markdown(elem_id="documents")
        downloads = gr.File(label="Documents", file_count="multiple", interactive=False)

        fields = [name, kind, year, inhabitants, workstations, zone, mapping, skip]
        measured: list[Any] = [held, reading, result, planned, downloads]
        measure.click(on_measure, [files, *fields], measured)
        for button, sample in zip(examples, SAMPLES, strict=True):
            button.click(partial(on_sample, sample), None, [*measured, budget])
        plan.click(on_plan, [held, budget, horizon], [held, planned])
        write.click(on_write, [held], [written, downloads])
    return page


def _measured(shown: steps.Shown) -> tuple[CaseFile | None, str, str, str, None]:
    """A new measure clears the trajectory and documents of the former one."""
    return shown.case, shown.reading, shown.result, "", None
