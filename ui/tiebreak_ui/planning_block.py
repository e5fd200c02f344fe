"""What is asked of the plan: budget, horizon, ambition, a file of other constraints; a change plans anew at once."""

from __future__ import annotations

from typing import Any

import gradio as gr

from tiebreak import AMBITION_LABELS, AMBITION_SENTENCES, Ambition
from tiebreak_ui import planning
from tiebreak_ui.actions import Actions, is_stale

FILE_HELP = (
    "Équipes, échéances, périodes sans bascule, ce qui est à garder, vos chiffres, hausses de prix : écrivez-les dans un fichier. "
    "Partez de l’exemple commenté du projet, `docs/contraintes.toml` ; mode d’emploi : `docs/trajectoire.md`."
)
PLANNING_CSS = """
#ambition .wrap { flex-direction: column; align-items: stretch; }
#ambition .wrap > label { width: 100%; }
@media (max-width: 640px) {
  #trajectory td, #trajectory th { padding: 4px 6px !important; font-size: 13px; }
  #trajectory th { white-space: normal !important; }
}
"""
WHAT_IF = "Une fois la trajectoire tracée, changez un champ : elle se recalcule et dit d’abord ce qui diffère."


def planning_fields() -> tuple[Any, ...]:
    """Budget, horizon, ambition, constraints file and what is left out, in the order of `planning.Wanted`; then what is said of it."""
    with gr.Row():
        budget = gr.Textbox(label="Budget annuel de migration (€), vide si inconnu", placeholder="50000")
        horizon = gr.Slider(1, 6, value=4, step=1, label="Horizon (années)")
    ambition = gr.Radio(
        [(f"{AMBITION_LABELS[each].capitalize()} : {AMBITION_SENTENCES[each]}", each.value) for each in Ambition],
        value=Ambition.DETERMINED.value,
        label="Ambition",
        elem_id="ambition",
    )
    with gr.Accordion("Autres contraintes, dans un fichier", open=False):
        gr.Markdown(FILE_HELP)
        file = gr.File(label="Fichier de contraintes (.toml)", file_types=[".toml"], height=120, elem_id="constraints")
        forgets = gr.Checkbox(label="Oublier les autres contraintes d’un dossier rouvert")
    message = gr.Markdown(elem_id="constraints-message")
    gr.Markdown(WHAT_IF)
    return budget, horizon, ambition, file, forgets, message


def wire_planning(actions: Actions, fields: tuple[Any, ...], given: list[Any], drawn: list[Any]) -> None:
    """A change of a field clears the plan and documents that no longer answer it, then plans anew.

    `given` holds the case, the former plan, what the plan shown answers and the measure; `drawn`, what planning shows.
    """
    budget, horizon, ambition, file, forgets, message = fields
    asked = [*given, budget, horizon, ambition, file, forgets]
    under = asked[2:]

    def again(*values: Any) -> Any:
        return actions.replan(*values) or clear_if_stale(*values[2:])

    live: dict[str, Any] = {"trigger_mode": "always_last", "show_progress": "hidden"}
    # Typing an amount passes through others: it clears, and plans once the field is left.
    budget.change(clear_if_stale, under, drawn, **live)
    gr.on(
        [budget.blur, budget.submit, horizon.change, ambition.change, forgets.change],
        again,
        asked,
        drawn,
        trigger_mode="always_last",
    )
    filled = file.upload(_fill, file, [message, budget, horizon, ambition])
    emptied = gr.on([file.clear, file.delete], _fill, file, [message, budget, horizon, ambition])
    for event in (filled, emptied):
        event.then(again, asked, drawn)


def clear_if_stale(planned_under: Any, *asked: Any) -> Any:
    """Clears a trajectory and documents made of another measure or under other fields; the plan to compare with stays."""
    return (None, "", gr.skip(), "", None) if is_stale(planned_under, *asked) else gr.skip()


def _fill(path: str | None) -> Any:
    filled = planning.fill(path)
    values = (filled.budget, filled.horizon_years, filled.ambition)
    return filled.message, *(gr.skip() if value is None else value for value in values)
