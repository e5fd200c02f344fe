"""A plan as Markdown for the page, and what differs from the former one; every figure comes from the register of facts."""

from __future__ import annotations

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
    changed_constraints_words,
    compared_facts,
    conflict_words,
    difference_sentences,
    front_rows,
    nothing_done_words,
    plan_differences,
    plan_sentence,
    printed_range,
    state_facts,
)
from tiebreak_ui.words import escaped, table, warning

MOST_DIFFERENCES = 4
"""Actions of each sort told on the page; the others are counted."""


def trajectory(result: Diagnosis, planned: Trajectory, former: Trajectory | None = None) -> str:
    """What cannot hold, what differs from the former plan, where this one leads, the others, its actions, and what stays."""
    facts = state_facts(result, planned)
    parts = [warning(conflict_words(each)) for each in planned.conflicts]
    parts += [CONFLICTS_ABOVE] if planned.conflicts else []
    parts += _differences(result, former, planned) if former is not None else []
    parts.append(f"**{plan_sentence(facts)}.**")
    parts += _years(result, planned, facts)
    if said := nothing_done_words(result, planned, facts):
        parts.append(said)
    parts += _front(result, planned, facts)
    actions = [each for each in planned.actions if each.kind is not ActionKind.IDENTIFY]
    if actions:
        rows = [_row(action, facts) for action in actions]
        parts += ["#### Les actions", table(("Dates", "Action, et pourquoi alors", "Coût ponctuel"), rows)]
    parts += _remaining(planned, facts)
    parts += [f"À savoir : {escaped(notice)}" for notice in planned.notices]
    return "\n\n".join(parts)


def _differences(result: Diagnosis, former: Trajectory, planned: Trajectory) -> list[str]:
    """What changed with the constraints, in words; new contradictions stand above already."""
    found, facts = plan_differences(former, planned), compared_facts(former, planned)
    told = found.model_copy(update={"new_conflicts": ()})
    sentences = difference_sentences(told, facts, has_shares=result.is_of_spending, most=MOST_DIFFERENCES)
    lines = [f"- {escaped(sentence)}" for sentence in sentences]
    changed = changed_constraints_words(former, planned, facts)
    return [f"#### Et si : {escaped(changed)}", "\n".join(lines), "#### Le plan"]


def _years(result: Diagnosis, planned: Trajectory, facts: FactRegister) -> list[str]:
    if not result.is_of_spending:
        return []
    rows = [
        (
            str(each.year),
            _on_two_lines(printed_range(facts, f"plan.{each.year}") or "–"),
            _on_two_lines(printed_range(facts, f"plan.{each.year}.studied") or "–"),
            str(facts[f"plan.{each.year}.cost"]),
        )
        for each in planned.years
        if each.outside is not None
    ]
    return [table(("Fin", "Hors de la zone", "Si études abouties", "Coût"), rows)] if rows else []


def _front(result: Diagnosis, planned: Trajectory, facts: FactRegister) -> list[str]:
    rows = front_rows(result, planned, facts)
    if not rows:
        return []
    has_shares = all(row.outside for row in rows)
    titles = ("Trajectoire", "Coût connu", "Évite", *(["Hors de la zone"] if has_shares else []))
    cells = [
        (
            f"**{row.name}** (retenue)" if row.is_chosen else row.name,
            _on_two_lines(row.cost),
            row.avoided,
            *([_on_two_lines(str(row.outside))] if has_shares else []),
        )
        for row in rows
    ]
    note = "« Évite » : dépendance évitée (montant × risque × durée), comparée au plan qui en évite le plus."
    notes = [note, *([SAME_TRAJECTORY] if len(rows) < len(Ambition) else [])]
    return ["#### Les trajectoires possibles", table(titles, cells), *notes]


def _row(action: Action, facts: FactRegister) -> tuple[str, ...]:
    """Three cells, so that a phone holds them."""
    cost = _on_two_lines(printed_range(facts, f"action.{action.id}") or "à chiffrer")
    if action.paid_twice:
        cost += f"<br>+ {facts[f'action.{action.id}.paid-twice']}<br>payés deux fois"
    what = f"{ACTION_KIND_LABELS[action.kind].capitalize()} : {action.title.split(' : ', 1)[-1]}"
    with_whom = WITH_WHOM.get(action.mode, "") if action.mode else ""
    return (
        f"{action.start:%m/%Y}<br>{action.end:%m/%Y}",
        f"**{escaped(what)}**<br>{escaped(action.why_then)} {with_whom}",
        cost,
    )


def _on_two_lines(bounds: str) -> str:
    return bounds.replace(" à ", " à<br>") if bounds[:1].isdigit() else bounds


def _remaining(planned: Trajectory, facts: FactRegister) -> list[str]:
    reasons = sorted({each.reason for each in planned.remaining})
    lines = [
        f"- {agree(facts[f'plan.remaining-{index}.count'], '{} laissée en place', '{} laissées en place')} : {escaped(reason)}"
        for index, reason in enumerate(reasons, start=1)
    ]
    return ["#### Ce qui reste", "\n".join(lines)] if lines else []
