"""Values of the constraints file: each is read in the few ways in which people write it, or refused with how to write it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from tiebreak.constraining.toml_file import shown
from tiebreak.errors import InputError
from tiebreak.model.diagnosis import SOLUTION_CLASS_LABELS, SolutionClass
from tiebreak.model.money import TOO_LARGE, parse_euros
from tiebreak.model.planning import AMBITION_LABELS, Ambition
from tiebreak.spelling import normalise

CLASS_WORDS = {
    SolutionClass.PUBLIC_COMMON: "commun public",
    SolutionClass.FREE_SOFTWARE: "logiciel libre",
    SolutionClass.EDITOR: "éditeur",
}
"""Classes of solution as a person types them."""
MOST_COUNT = 1_000_000
LARGEST_RATE = 5
"""A rate above, without a percent sign, is a percentage whose sign was forgotten."""
FRENCH_DAY = "%d/%m/%Y"


def euros(value: object) -> Decimal:
    """Zero or more euros, as a number or in French writing."""
    if isinstance(value, str):
        amount = parse_euros(value)
    elif _is_number(value):
        amount = _decimal(value)
    else:
        raise InputError(f"{shown(value)} n’est pas un montant. Écrivez un nombre d’euros, par exemple 40000.")
    if amount < 0:
        raise InputError(f"{shown(value)} est négatif. Écrivez un montant positif.")
    return amount


def days(value: object) -> Decimal:
    """Zero or more working days."""
    number = _decimal(value) if _is_number(value) else Decimal(-1)
    if not 0 <= number < MOST_COUNT:
        raise InputError(f"{shown(value)} n’est pas un nombre de jours. Écrivez par exemple 30, ou 12.5.")
    return round(number, 2)


def count(value: object) -> int:
    """A whole number, one or more."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_COUNT:
        raise InputError(f"{shown(value)} n’est pas un nombre entier d’au moins 1.")
    return value


def yes_or_no(value: object) -> bool:
    """True or false, as TOML writes them."""
    if not isinstance(value, bool):
        raise InputError(f"{shown(value)} n’est ni true, ni false.")
    return value


def horizon(value: object) -> int:
    """Years of a plan."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 6:
        raise InputError(f"{shown(value)} : l’horizon va de 1 à 6 ans.")
    return value


def year(value: object) -> int:
    """A civil year, as a number or as the name of a key."""
    text = str(value) if isinstance(value, (int, str)) and not isinstance(value, bool) else ""
    if not (text.isascii() and text.isdigit() and 2000 <= int(text[:5]) <= 2100):
        raise InputError(f"{shown(value)} n’est pas une année. Écrivez-en une, par exemple 2028.")
    return int(text)


def share(value: object) -> Decimal:
    """A share between 0 and 1, or a percentage with its sign."""
    number = _ratio(value)
    if number is None or not 0 <= number <= 1:
        raise InputError(f'{shown(value)} n’est pas une part. Écrivez "60 %" ou 0.6.')
    return number


def rate(value: object) -> Decimal:
    """A rise or fall, as a percentage with its sign or as a number: 0.33 for a third more."""
    number = _ratio(value)
    if number is not None and not isinstance(value, str) and abs(number) > LARGEST_RATE:
        raise InputError(f'{shown(value)} multiplierait le prix par {number + 1}. Écrivez "{number} %" si c’est un pourcentage.')
    if number is None or not -1 < number < 1000:
        raise InputError(f'{shown(value)} n’est pas une hausse. Écrivez "33 %", 0.33, ou "-10 %" pour une baisse.')
    return number


def weight(value: object) -> Decimal:
    """A preference: zero or more."""
    number = _decimal(value) if _is_number(value) else Decimal(-1)
    if not 0 <= number < MOST_COUNT:
        raise InputError(f"{shown(value)} n’est pas un poids. Écrivez un nombre, zéro ou plus, par exemple 0.02.")
    return number


def day(value: object) -> date:
    """A day, as TOML or as French writing has it."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str):
        for pattern in (FRENCH_DAY, "%Y-%m-%d"):
            try:
                return datetime.strptime(value.strip(), pattern).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
    raise InputError(f'{shown(value)} n’est pas une date. Écrivez "30/06/2027", ou 2027-06-30.')


def text(value: object) -> str:
    """A text that says something."""
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"{shown(value)} n’est pas un texte. Écrivez-le entre guillemets droits.")
    return value.strip()


def ambition(value: object) -> Ambition:
    """One of the three, by its French word."""
    words = {normalise(label): each for each, label in AMBITION_LABELS.items()} | {each.value: each for each in Ambition}
    found = words.get(normalise(value)) or words.get(f"{normalise(value)}e") if isinstance(value, str) else None
    if found is None:
        choices = ", ".join(f'"{label}"' for label in AMBITION_LABELS.values())
        raise InputError(f"{shown(value)} n’est pas une ambition. Choisissez : {choices}.")
    return found


def solution_class(value: object) -> SolutionClass:
    """A class of solution, by its French words or its identifier."""
    words = {
        name: each
        for each in SolutionClass
        for name in (each.value, *map(normalise, (CLASS_WORDS[each], SOLUTION_CLASS_LABELS[each])))
    }
    found = words.get(value) or words.get(normalise(value)) if isinstance(value, str) else None
    if found is None:
        choices = ", ".join(f'"{label}"' for label in CLASS_WORDS.values())
        raise InputError(f"{shown(value)} n’est pas une classe de solution. Choisissez : {choices}.")
    return found


def _is_number(value: object) -> bool:
    """Whether it is a number of a size that can be reckoned with."""
    if not isinstance(value, (int, Decimal)) or isinstance(value, bool):
        return False
    return Decimal(value).is_finite() and Decimal(value).copy_abs() < TOO_LARGE


def _decimal(value: object) -> Decimal:
    return Decimal(value) if isinstance(value, (int, Decimal)) else Decimal("nan")


def _ratio(value: object) -> Decimal | None:
    if _is_number(value):
        return _decimal(value)
    if isinstance(value, str) and value.strip().endswith("%"):
        try:
            return parse_euros(value.strip().removesuffix("%").strip().lstrip("+")) / 100
        except InputError:
            return None
    return None
