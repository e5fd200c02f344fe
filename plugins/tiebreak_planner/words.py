"""Needs in French words, for titles and reasons: never a product."""

from __future__ import annotations

from collections.abc import Iterable

from tiebreak import Dependency, PlanningProblem, french_number
from tiebreak_planner.costs import functions_of


def need(dependency: Dependency, problem: PlanningProblem) -> str:
    """What a dependency is for; all the functions of a product that serves several."""
    served = functions_of(dependency, problem.catalogue)
    if labels := [function.label for each in served if (function := problem.nomenclature.function(each))]:
        return " + ".join(labels)
    spend_type = problem.nomenclature.spend_type(dependency.spend_type) if dependency.spend_type else None
    return f"dépense « {spend_type.label} »" if spend_type else "dépense non classée"


def subject_label(subject: str, problem: PlanningProblem) -> str:
    """A function, or the need of a dependency with what it costs a year, to tell it from others of the same need."""
    function = problem.nomenclature.function(subject)
    if function is not None:
        return function.label
    found = next((each.dependency for each in problem.diagnosis.assessments if each.dependency.id == subject), None)
    if found is None:
        return subject
    amount = f" ({french_number(found.annual_amount)} € par an)" if found.annual_amount is not None else ""
    return f"{need(found, problem)}{amount}"


def function_labels(functions: Iterable[str], problem: PlanningProblem) -> str:
    """Functions in lower case, between commas."""
    known = [function for each in functions if (function := problem.nomenclature.function(each))]
    return ", ".join(function.label.lower() for function in known)
