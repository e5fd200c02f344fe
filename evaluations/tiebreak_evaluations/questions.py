"""Questions with what answers them, and questions that nothing here answers; half for tuning, half looked at only at the end."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

from tiebreak import Frozen

Register = Literal["elu", "tech", "juriste"]
REGISTER_LABELS: dict[Register, str] = {"elu": "élu", "tech": "technicien", "juriste": "juriste"}
Half = Literal["tuning", "kept"]


class Question(Frozen):
    """One question as it was asked, and the assessor's answer to « what answers it? »."""

    id: str
    asked_by: Register
    family: str
    question: str
    answer: str
    """What a right answer says, in one sentence, by its author."""
    refs: tuple[str, ...] = ()
    """Articles that answer; a longer number answers too (`data-act:25.2` for `data-act:25`)."""
    records: tuple[str, ...] = ()
    """Records that answer by themselves, the most exact first; `migration:` and `function:` for those of the catalogue."""
    sound: bool = True
    missing: str = ""
    """What no record says, in the assessor's words."""

    @property
    def half(self) -> Half:
        """Which half it belongs to, from its name alone."""
        return half_of(self.id)


class Unanswerable(Frozen):
    """One question that nothing here answers, and why."""

    id: str
    asked_by: Register
    question: str
    why: str

    @property
    def half(self) -> Half:
        """Which half it belongs to, from its name alone."""
        return half_of(self.id)


def half_of(identifier: str) -> Half:
    """The half of a question: decided before anyone looked at them."""
    return "tuning" if int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % 2 == 0 else "kept"


@cache
def _held() -> tuple[tuple[Question, ...], tuple[Unanswerable, ...]]:
    text = files("tiebreak_evaluations").joinpath("data/questions.yaml").read_text("utf-8")
    held = yaml.safe_load(text)
    return (
        tuple(Question.model_validate(each) for each in held["questions"]),
        tuple(Unanswerable.model_validate(each) for each in held["unanswerable"]),
    )


def questions(half: Half) -> Sequence[Question]:
    """The sound questions of one half that something here answers."""
    return [each for each in _held()[0] if each.half == half and each.sound]


def unanswerable(half: Half) -> Sequence[Unanswerable]:
    """The questions of one half that nothing here answers."""
    return [each for each in _held()[1] if each.half == half]
