"""One answer as typed, and what it declares once checked. The page, the terminal and the file all go through here."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tiebreak import french_number
from tiebreak_questionnaire.questions import (
    COST_INCLUDED,
    NONE,
    OTHER,
    UNKNOWN,
    Band,
    FollowUp,
    Question,
    Questionnaire,
    same_text,
)

MAX_NAME_LENGTH = 100
MAX_USERS = 100_000
FIRST_YEAR, LAST_YEAR = 2000, 2099
MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")
_NUMBER = re.compile(r"[0-9]{1,6}")
_MONTH = re.compile(r"(0?[1-9]|1[0-2]) ?/ ?([0-9]{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was typed or chosen; an empty text is no answer."""

    choice: str = ""
    name: str = ""
    """The product, when the choice is « Autre »."""
    cost: str = ""
    users: str = ""
    contract_end: str = ""
    """Month and year, as in `06/2027`."""


KEYS = {
    "choice": "reponse",
    "name": "precision",
    "cost": "cout_annuel",
    "users": "utilisateurs",
    "contract_end": "fin_de_contrat",
}
"""Field of an answer to its key in the file."""


class Outcome(StrEnum):
    """What became of a question."""

    USED = "used"
    """A product is named, or one is used and nobody knows which."""
    NOT_USED = "not_used"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What an answer says."""

    outcome: Outcome
    product_text: str | None = None
    """`None` when it is not known which."""
    band: Band | None = None
    """`None` when no range was declared: unknown, or part of another answer."""
    is_cost_elsewhere: bool = False
    """True when its cost is in that of another answer."""
    users: int | None = None
    contract_end: date | None = None
    """Last day of the month declared."""
    details: tuple[str, ...] = ()
    """The answer in French, as shown to the user."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be understood in an answer, and in which of its fields."""

    field: str
    message: str


def typed(answer: Answer) -> Answer:
    """The same answer without the spaces around what was typed."""
    return Answer(**{each.name: getattr(answer, each.name).strip() for each in fields(Answer)})


def asked_fields(question: Question) -> tuple[str, ...]:
    """The fields of an answer that this question has."""
    return ("choice", "name", *(each.value for each in FollowUp if each in question.asks))


def declare(questionnaire: Questionnaire, question: Question, answer: Answer) -> Declaration | tuple[Fault, ...]:
    """What an answer declares, or all that is wrong with it."""
    given = typed(answer)
    chosen = question.choice(given.choice)
    faults = [*_faults_of_choice(question, given, chosen), *_faults_of_follow_ups(questionnaire, question, given)]
    if faults:
        return tuple(faults)
    if chosen is None:
        return Declaration(outcome=Outcome.SKIPPED)
    if chosen == NONE:
        return Declaration(outcome=Outcome.NOT_USED, details=(NONE,))
    product = _product(question, chosen, given)
    band = _band(questionnaire, given.cost)
    users = _whole(given.users)
    end = _last_day(given.contract_end) if given.contract_end else None
    return Declaration(
        outcome=Outcome.USED,
        product_text=product,
        band=band,
        is_cost_elsewhere=same_text(given.cost) == same_text(COST_INCLUDED),
        users=users,
        contract_end=end,
        details=tuple(_said(question, given, chosen, band, users, end)),
    )


def _faults_of_choice(question: Question, given: Answer, chosen: str | None) -> Iterator[Fault]:
    follow_ups = [name for name in ("name", "cost", "users", "contract_end") if getattr(given, name)]
    if chosen is None and given.choice:
        known = ", ".join(f"« {choice} »" for choice in question.choices)
        yield Fault("choice", f"{shown(given.choice)} n’est pas un des choix. Écrivez l’un de : {known}.")
        return
    if chosen in {None, NONE} and follow_ups:
        said = "sans réponse à la question" if chosen is None else f"avec « {NONE} »"
        yield Fault(follow_ups[0], f"{shown(getattr(given, follow_ups[0]))} {said}. Répondez, ou effacez cette précision.")
        return
    if chosen == OTHER and not given.name:
        yield Fault("name", f"« {OTHER} » sans nom. Écrivez le nom du produit ou de l’entreprise, ou choisissez « {UNKNOWN} ».")
    if chosen != OTHER and given.name:
        yield Fault("name", f"{shown(given.name)} ne va qu’avec « {OTHER} ». Choisissez-le, ou effacez cette précision.")
    if len(given.name) > MAX_NAME_LENGTH:
        yield Fault("name", f"{shown(given.name)} dépasse {MAX_NAME_LENGTH} caractères. Écrivez seulement le nom.")
    elif not given.name.isprintable():
        yield Fault("name", f"{shown(given.name)} contient un caractère qui ne s’écrit pas. Tapez-le de nouveau.")


def _faults_of_follow_ups(questionnaire: Questionnaire, question: Question, given: Answer) -> Iterator[Fault]:
    for name in FollowUp:
        if getattr(given, name.value) and name not in question.asks:
            yield Fault(name.value, "n’est pas demandé à cette question. Effacez-le.")
    if given.cost and all(same_text(given.cost) != same_text(choice) for choice in questionnaire.cost_choices):
        known = ", ".join(f"« {choice} »" for choice in questionnaire.cost_choices)
        yield Fault("cost", f"{shown(given.cost)} n’est pas une des tranches. Écrivez l’une de : {known}.")
    if given.users and _whole(given.users) is None:
        yield Fault("users", f"{shown(given.users)} n’est pas un nombre entier de 0 à {MAX_USERS}. Écrivez par exemple 4.")
    if given.contract_end and _last_day(given.contract_end) is None:
        yield Fault(
            "contract_end",
            f"{shown(given.contract_end)} n’est pas un mois de {FIRST_YEAR} à {LAST_YEAR}. Écrivez par exemple 06/2027.",
        )


def shown(text: str) -> str:
    """What was typed, shortened, as messages quote it."""
    return repr(text if len(text) <= 60 else f"{text[:60]}…")


def _product(question: Question, chosen: str, given: Answer) -> str | None:
    if chosen in {OTHER, UNKNOWN}:
        return given.name or None
    return next(option.product_text for option in question.options if option.label == chosen)


def _band(questionnaire: Questionnaire, cost: str) -> Band | None:
    return next((band for band in questionnaire.bands if same_text(band.label) == same_text(cost)), None)


def _last_day(month: str) -> date | None:
    found = _MONTH.fullmatch(month)
    if found is None or not FIRST_YEAR <= int(found[2]) <= LAST_YEAR:
        return None
    year, number = int(found[2]), int(found[1])
    return date(year, number, monthrange(year, number)[1])


def _whole(number: str) -> int | None:
    digits = "".join(number.split())
    return int(digits) if _NUMBER.fullmatch(digits) and int(digits) <= MAX_USERS else None


def _said(  # noqa: PLR0917 - each part of one answer
    question: Question, given: Answer, chosen: str, band: Band | None, users: int | None, end: date | None
) -> Iterator[str]:
    yield f"{chosen.split(' (', maxsplit=1)[0]} : {given.name}" if chosen == OTHER else chosen
    if band is not None:
        yield f"coût annuel TTC : {_lowered(band.label)}"
    elif same_text(given.cost) == same_text(COST_INCLUDED):
        yield "coût compris dans une autre réponse"
    if users is not None:
        yield f"{_lowered(question.users_label or '')} : {french_number(Decimal(users))}"
    if end is not None:
        yield f"fin du contrat : {MONTHS[end.month - 1]} {end.year}"


def _lowered(label: str) -> str:
    return f"{label[:1].lower()}{label[1:]}"
