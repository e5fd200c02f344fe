"""The questions as data: `questionnaire.toml`, checked once. No favouritism: options are in alphabetical order."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated, Self

from pydantic import Field, StringConstraints, ValidationError, model_validator

from tiebreak import Frozen, KnowledgeError, normalise

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\n]*$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
FunctionKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_.][a-z0-9]+)*$")]

OTHER = "Autre (à préciser)"
NONE = "Nous n’en avons pas"
UNKNOWN = "Je ne sais pas (mais il y en a)"
STANDARD_CHOICES = (OTHER, NONE, UNKNOWN)
"""Offered at every question, after its options."""
COST_INCLUDED = "Compris dans une autre réponse"
COST_UNKNOWN = "Je ne sais pas"


class FollowUp(StrEnum):
    """What may be asked once a question is answered."""

    COST = "cost"
    USERS = "users"
    CONTRACT_END = "contract_end"


class Option(Frozen):
    """A product or supplier that an answer may name."""

    label: Line
    product: Line | None = None
    """What is recorded, when the label says more than a name; `None` when they are the same."""
    catalogued: bool = True
    """False for a common product that the catalogue does not know: it is recorded as written and stays unknown."""

    @property
    def product_text(self) -> str:
        """The name recorded as evidence."""
        return self.product or self.label


class Question(Frozen):
    """One question, about one function of the nomenclature."""

    id: Key
    function: FunctionKey
    text: Line
    help: Line
    asks: tuple[FollowUp, ...]
    users_label: Line | None = None
    """What is counted when the number of users is asked."""
    options: Annotated[tuple[Option, ...], Field(min_length=1)]

    @property
    def choices(self) -> tuple[str, ...]:
        """All that may be answered, in the order in which it is shown."""
        return (*(option.label for option in self.options), *STANDARD_CHOICES)

    def choice(self, text: str) -> str | None:
        """The choice that a text is; what stands between brackets may be left out."""
        return next((choice for choice in self.choices if same_text(text) in _spellings(choice)), None)

    @model_validator(mode="after")
    def _favours_no_option(self) -> Self:
        labels = [normalise(option.label) for option in self.options]
        if labels != sorted(labels):
            raise ValueError(f"question {self.id!r} : les choix ne sont pas dans l’ordre alphabétique")
        if repeated := _repeated(spelling for choice in self.choices for spelling in _spellings(choice)):
            raise ValueError(f"question {self.id!r} : choix qui se lisent pareil : {', '.join(repeated)}")
        if (FollowUp.USERS in self.asks) != (self.users_label is not None):
            raise ValueError(f"question {self.id!r} : users_label va avec « users » dans asks, et seulement avec lui")
        return self


class Theme(Frozen):
    """Questions asked together."""

    id: Key
    label: Line
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Band(Frozen):
    """A range of annual euros, VAT included, both bounds within."""

    label: Line
    low: Annotated[int, Field(ge=0)]
    high: Annotated[int, Field(ge=0)] | None = None
    """`None` for the last one, which is open."""


class Questionnaire(Frozen):
    """All the questions of one version."""

    version: Line
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]
    themes: Annotated[tuple[Theme, ...], Field(min_length=1)]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order in which it is asked."""
        return tuple(question for theme in self.themes for question in theme.questions)

    @property
    def cost_choices(self) -> tuple[str, ...]:
        """All that may be answered about an annual cost."""
        return (*(band.label for band in self.bands), COST_INCLUDED, COST_UNKNOWN)

    @model_validator(mode="after")
    def _can_be_answered_one_way(self) -> Self:
        if repeated := _repeated(question.id for question in self.questions):
            raise ValueError(f"questions de même identifiant : {', '.join(repeated)}")
        if repeated := _repeated(same_text(choice) for choice in self.cost_choices):
            raise ValueError(f"tranches qui se lisent pareil : {', '.join(repeated)}")
        lows = [band.low for band in self.bands]
        is_open = [band.high is None for band in self.bands]
        if lows != sorted(lows) or any(band.high is not None and band.high < band.low for band in self.bands):
            raise ValueError("tranches de coût à l’envers")
        if any(is_open[:-1]):
            raise ValueError("seule la dernière tranche de coût peut être ouverte")
        return self


def same_text(text: str) -> str:
    """Texts that differ by case, accents, spaces or punctuation are the same choice.

    >>> same_text("1 000 à 2 500 €") == same_text("1000 a 2500")
    True
    """
    return normalise(text).replace(" ", "")


@cache
def load_questionnaire() -> Questionnaire:
    """The questionnaire shipped.

    Raises:
        KnowledgeError: when its data break the rules above.
    """
    return parse_questionnaire(files("tiebreak_questionnaire").joinpath("questionnaire.toml").read_text("utf-8"))


def parse_questionnaire(text: str) -> Questionnaire:
    """A questionnaire from its TOML.

    Raises:
        KnowledgeError: with every fault found.
    """
    try:
        return Questionnaire.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise KnowledgeError(f"questionnaire.toml : {error}") from error


def _spellings(choice: str) -> set[str]:
    return {same_text(choice), same_text(choice.split(" (", maxsplit=1)[0])}


def _repeated(values: Iterable[str]) -> list[str]:
    return sorted(value for value, count in Counter(values).items() if count > 1)
