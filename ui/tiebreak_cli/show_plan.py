"""A plan on a terminal: what cannot hold, the dated actions, where they lead, the other plans, and what stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.table import Table

from tiebreak import (
    ACTION_KIND_LABELS,
    CONFLICTS_ABOVE,
    SAME_TRAJECTORY,
    WITH_WHOM,
    Action,
    ActionKind,
    Ambition,
    Diagnosis,
    FactRegister,
    Trajectory,
    agree,
    conflict_words,
    front_rows,
    nothing_done_words,
    plan_sentence,
    printed_range,
    state_facts,
)
from tiebreak_cli.show import console

EARLY = "gain dans l’année"
KEEP_THEM = (
    "Le dossier n’a pas changé. Pour retenir ces contraintes, écrivez-les dans un fichier (docs/trajectoire.md), puis : "
    "tiebreak roadmap DOSSIER --constraints FICHIER.toml"
)


def trajectory(result: Diagnosis, planned: Trajectory) -> None:
    """The whole plan, in the order in which it is decided."""
    facts = state_facts(result, planned)
    for conflict in planned.conflicts:
        console.print(f"À trancher : {conflict_words(conflict)}", style="yellow", soft_wrap=True)
    if planned.conflicts:
        console.print(CONFLICTS_ABOVE)
    _actions(result, planned, facts)
    _identifications(result, planned)
    _years(result, planned, facts)
    if said := nothing_done_words(result, planned, facts):
        console.print(said)
    _front(result, planned, facts)
    _summary(planned, facts)


def curve(result: Diagnosis, planned: Trajectory) -> None:
    """Where the plan leads and what it leaves in place, without its actions."""
    facts = state_facts(result, planned)
    _years(result, planned, facts)
    _summary(planned, facts)


def differences(changed: str, sentences: Sequence[str]) -> None:
    """What another plan would change."""
    console.print(f"Et si : {changed}.", style="bold", soft_wrap=True)
    for sentence in sentences:
        style = "yellow" if sentence.startswith("Contradiction nouvelle") else None
        console.print(f"  - {sentence}", style=style, soft_wrap=True)
    console.print(KEEP_THEM, style="dim", soft_wrap=True)


def _actions(result: Diagnosis, planned: Trajectory, facts: FactRegister) -> None:
    labels = {each.dependency.id: each.dependency.label for each in result.assessments}
    table = Table(title="Trajectoire (usage interne)", title_justify="left", show_lines=True)
    table.add_column("Dates", no_wrap=True)
    table.add_column("Quoi, et pourquoi alors", ratio=1)
    table.add_column("Coût ponctuel", justify="right", no_wrap=True)
    for action in (each for each in planned.actions if each.kind is not ActionKind.IDENTIFY):
        table.add_row(
            f"{action.start:%d/%m/%Y}\n{action.end:%d/%m/%Y}",
            "\n".join(_what(action, labels.get(action.dependency, action.dependency))),
            _cost(action, facts),
        )
    if table.row_count:
        console.print(table)


def _what(action: Action, label: str) -> Iterator[str]:
    early = f" – {EARLY}" if action.is_early_win else ""
    yield f"{ACTION_KIND_LABELS[action.kind].capitalize()} : {label}{early}"
    if action.mode and action.mode in WITH_WHOM:
        yield WITH_WHOM[action.mode]
    yield action.why_then


def _cost(action: Action, facts: FactRegister) -> str:
    prefix = f"action.{action.id}"
    cost = printed_range(facts, prefix) or "à chiffrer"
    return f"{cost}\n+ {facts[f'{prefix}.paid-twice']}\npayés deux fois" if action.paid_twice else cost


def _identifications(result: Diagnosis, planned: Trajectory) -> None:
    labels = {each.dependency.id: each.dependency.label for each in result.assessments}
    found = [each for each in planned.actions if each.kind is ActionKind.IDENTIFY]
    if found:
        first, last = min(each.start for each in found), max(each.end for each in found)
        names = ", ".join(labels.get(each.dependency, each.dependency) for each in found)
        console.print(f"Propriétaire à identifier, du {first:%d/%m/%Y} au {last:%d/%m/%Y} : {names}")


def _years(result: Diagnosis, planned: Trajectory, facts: FactRegister) -> None:
    years = [each for each in planned.years if each.outside is not None] if result.is_of_spending else []
    if not years:
        return
    has_twice = any(each.paid_twice for each in years)
    table = Table(title="Part hors de la zone, à la fin de chaque année", title_justify="left")
    titles = ("", "Migrations\nchiffrées seules", "Si les études\naboutissent", "Coût\nde l’année")
    for title in (*titles, *(["Payé\ndeux fois"] if has_twice else [])):
        table.add_column(title, justify="right" if title else "left", no_wrap=True)
    for each in years:
        prefix = f"plan.{each.year}"
        shares = [printed_range(facts, name) or "–" for name in (prefix, f"{prefix}.studied")]
        twice = [str(facts[f"{prefix}.paid-twice"])] if has_twice else []
        table.add_row(f"Fin {each.year}", *shares, str(facts[f"{prefix}.cost"]), *twice)
    console.print(table)


def _front(result: Diagnosis, planned: Trajectory, facts: FactRegister) -> None:
    """The trajectories side by side, a bound under the other: three of them hold in a narrow terminal."""
    rows = front_rows(result, planned, facts)
    if not rows:
        return
    table = Table(title="Les trajectoires possibles, à l’horizon", title_justify="left")
    table.add_column("")
    for row in rows:
        name = f"{row.name}\n(retenue)" if row.is_chosen else row.name
        table.add_column(name, justify="right", no_wrap=True, style="bold" if row.is_chosen else None)
    measures: dict[str, list[str | None]] = {
        "Coût connu": [row.cost for row in rows],
        "Dépendance évitée": [row.avoided for row in rows],
        "Migrations chiffrées": [row.migrations for row in rows],
        "Sorties à étudier": [row.studies for row in rows],
        "Hors de la zone": [row.outside for row in rows],
        "… si les études aboutissent": [row.studied for row in rows],
    }
    for measure, cells in measures.items():
        if all(cells):
            table.add_row(measure, *(str(cell).replace(" à ", "\nà ") for cell in cells))
    console.print(table)
    if len(rows) < len(Ambition):
        console.print(SAME_TRAJECTORY)
    console.print("Pour en retenir une autre : --ambition prudente, equilibree ou volontariste", style="dim")


def _summary(planned: Trajectory, facts: FactRegister) -> None:
    console.print(f"{plan_sentence(facts)}.")
    for index, reason in enumerate(sorted({each.reason for each in planned.remaining}), start=1):
        left = agree(facts[f"plan.remaining-{index}.count"], "{} laissée en place", "{} laissées en place")
        console.print(f"  {left} : {reason}")
    for notice in planned.notices:
        console.print(f"À savoir : {notice}")
