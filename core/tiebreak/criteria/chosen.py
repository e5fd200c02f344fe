"""The answer to one criterion, as scores take it."""

from __future__ import annotations

from typing import NamedTuple

from tiebreak.model.criteria_score import AnswerOrigin


class Chosen(NamedTuple):
    """The rung that answers a criterion, and where it comes from."""

    rung: str
    origin: AnswerOrigin = AnswerOrigin.GIVEN
