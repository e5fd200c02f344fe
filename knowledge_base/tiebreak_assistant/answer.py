"""What the assistant answers: sentences with what they rest on, and how the answer was made."""

from __future__ import annotations

from enum import StrEnum

from tiebreak import Frozen
from tiebreak_knowledge.retrieval.telling import Told

CASE = "case:"
"""Beginning of the identifiers of passages that the case file says."""


class Writer(StrEnum):
    """Who worded a sentence."""

    TEMPLATE = "template"
    MODEL = "model"


class Status(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    NEEDS = "needs"
    """Something must be given before it can be answered."""


class CitedSource(Frozen):
    """One thing that the answer rests on, as its reader sees it."""

    number: int
    """From 1, as it is cited in the text."""
    passage: str
    """Identifier of the passage."""
    title: str
    told: Told | None = None
    """All that must be known of it; `None` for the case file itself."""


class AnswerSentence(Frozen):
    """One sentence, ready to be printed."""

    text: str
    """With its figures."""
    writer: Writer
    cited: tuple[int, ...] = ()
    """Numbers of sources."""
    facts: tuple[str, ...] = ()
    """Facts of the register that it states."""

    @property
    def shown(self) -> str:
        """The sentence followed by its references."""
        return f"{self.text} {''.join(f'[{each}]' for each in self.cited)}".rstrip()


class Answer(Frozen):
    """The whole of one answer."""

    question: str
    status: Status
    sentences: tuple[AnswerSentence, ...]
    sources: tuple[CitedSource, ...]
    notices: tuple[str, ...] = ()
    """What went otherwise than it should, in French."""
    made_by: str
    """Who worded it, where, and what was sent there: always shown."""

    @property
    def is_of_case(self) -> bool:
        """Whether it speaks of the case file."""
        return any(source.passage.startswith(CASE) for source in self.sources)

    @property
    def text(self) -> str:
        """All the sentences, a line each."""
        return "\n".join(each.shown for each in self.sentences)
