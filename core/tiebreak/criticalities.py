"""How critical the user says functions are, written down in the case file; it wins over the nomenclature."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from tiebreak.errors import InputError
from tiebreak.model.case_file import CaseFile, CriticalityDecision
from tiebreak.model.nomenclature import Function, Nomenclature
from tiebreak.spelling import normalise

LEVELS = {"1": "confort", "2": "utile", "3": "importante", "4": "vitale"}
AS_BEFORE = "défaut"
"""What is said of a function to give it back the criticality of the nomenclature."""


def with_criticalities(case: CaseFile, nomenclature: Nomenclature, said: Mapping[str, str]) -> CaseFile:
    """The same case file with the criticality that the user gives to functions.

    Args:
        case: left as it is.
        nomenclature: its functions, named by identifier or by label, accents and capitals as one likes.
        said: a function to « 1 » to « 4 », to the word of that level, or to « défaut ».

    Raises:
        InputError: naming every unknown function, every unknown level, and every function said to have two.
    """
    problems: list[str] = []
    given: dict[str, int | None] = {}
    lost = {each.function for each in case.criticality_decisions if nomenclature.function(each.function) is None}
    for name, text in said.items():
        function, level = _function(name, nomenclature), _level(text)
        is_forgotten = normalise(text) == normalise(AS_BEFORE)
        if is_forgotten and name in lost:
            given[name] = None
        elif function is None:
            problems.append(f"« {name} » : fonction inconnue ; proches : {', '.join(_near(name, nomenclature))}")
        elif level is None and not is_forgotten:
            levels = ", ".join(f"{number} ({word})" for number, word in LEVELS.items())
            problems.append(f"« {name} » : {text!r} n’est pas une criticité ; écrivez {levels} ou {AS_BEFORE}")
        elif given.setdefault(function.id, level) != level:
            problems.append(f"« {function.label} » reçoit deux criticités ; gardez-en une")
    if problems:
        raise InputError("Criticité de fonctions refusée :\n" + "\n".join(f"  - {each}" for each in problems))
    kept = [decision for decision in case.criticality_decisions if decision.function not in given]
    new = [CriticalityDecision(function=key, criticality=level) for key, level in given.items() if level is not None]
    return case.model_copy(update={"criticality_decisions": (*kept, *new)})


def _function(name: str, nomenclature: Nomenclature) -> Function | None:
    """The function of that name, or the only one whose label begins so."""
    words = normalise(name)
    for each in nomenclature.functions:
        if words in {normalise(each.id), normalise(each.label)}:
            return each
    begun = [each for each in nomenclature.functions if words and f"{normalise(each.label)} ".startswith(f"{words} ")]
    return begun[0] if len(begun) == 1 else None


def _level(text: str) -> int | None:
    return next((int(number) for number, word in LEVELS.items() if normalise(text) in {number, normalise(word)}), None)


def _near(name: str, nomenclature: Nomenclature) -> list[str]:
    labels = [function.label for function in nomenclature.functions]
    found = process.extract(name, labels, scorer=fuzz.WRatio, processor=normalise, limit=3)
    return [f"« {label} »" for label, _, _ in found]
