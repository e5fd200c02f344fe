"""The lint of clauses: those that it must refuse, written by others, and the lawful ones that it must let pass."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

from tiebreak import Workbench, lint_clause, normalise
from tiebreak_evaluations.measure import Effort, Measure

REFUSED_TARGET = 0.85
FALSE_ALARM_TARGET = 0.05


def clause_lint_quality(_: Effort) -> list[Measure]:
    """Unlawful clauses refused, by reason, and lawful ones refused by mistake; our own clauses all pass."""
    text = files("tiebreak_evaluations").joinpath("data/clauses.yaml").read_text("utf-8")
    clauses: list[dict[str, Any]] = yaml.safe_load(text)["clauses"]
    catalogue = Workbench().catalogue
    entries: list[Any] = [*catalogue.suppliers.values(), *catalogue.solutions.values()]
    ambiguous = {normalise(each.name) for entry in entries for each in entry.ambiguous}
    names = [name for entry in entries for name in (entry.name, *entry.aliases) if normalise(name) not in ambiguous]
    proper = [entry.name.partition(" (")[0] for entry in entries]

    def is_refused(clause: dict[str, Any]) -> bool:
        return bool(lint_clause(clause["clause"], product_names=names, proper_names=proper))

    unlawful, lawful = ([each for each in clauses if each["refused"] is wanted] for wanted in (True, False))
    caught = sum(map(is_refused, unlawful)) / len(unlawful)
    alarms = sum(map(is_refused, lawful)) / len(lawful)
    reasons = sorted({each["why"] for each in unlawful})
    by_reason = {why: [is_refused(each) for each in unlawful if each["why"] == why] for why in reasons}
    told = ", ".join(f"{why} {sum(found)}/{len(found)}" for why, found in by_reason.items())
    before = "avant toute correction : 43 % puis 71 %"
    return [
        Measure(
            "clauses illicites refusées", f"{caught:.3f}", f"≥ {REFUSED_TARGET}", caught >= REFUSED_TARGET, f"{told} ; {before}"
        ),
        Measure(
            "clauses licites refusées à tort",
            f"{alarms:.3f}",
            f"≤ {FALSE_ALARM_TARGET}",
            alarms <= FALSE_ALARM_TARGET,
            f"{len(lawful)} clauses ; avant toute correction : 9 % puis 6 %",
        ),
    ]
