"""Entry point of the questionnaire plugin."""

from __future__ import annotations

from collections.abc import Sequence

from tiebreak import Source, hookimpl
from tiebreak_questionnaire.source import QuestionnaireSource


@hookimpl
def tiebreak_sources() -> Sequence[Source]:
    """Answers to the guided questions."""
    return [QuestionnaireSource()]
