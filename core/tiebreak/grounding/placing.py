"""Facts that print their place instead of their figure: sentences of ours become drafts whose figures code puts in."""

from __future__ import annotations

from tiebreak.model.drafting import DraftedSentence
from tiebreak.model.facts import Fact, FactRegister


class PlacedFacts(FactRegister):
    """A register that prints `{fact:identifier}`, and remembers what was printed since the last sentence was drafted."""

    def __init__(self, facts: FactRegister) -> None:
        """Args: facts: the register whose figures will be put in."""
        super().__init__(facts)
        self._used: dict[str, None] = {}

    def __getitem__(self, identifier: str) -> Fact:
        fact = super().__getitem__(identifier)
        self._used[identifier] = None
        return _Placed(**dict(fact))

    def drafted(self, text: str, *cite_refs: str) -> DraftedSentence:
        """The sentence as a draft, with the facts that were used to make it; a full stop is added where none ends it."""
        used = tuple(each for each in self._used if f"{{fact:{each}}}" in text)
        self._used.clear()
        ended = text if text.endswith((".", "!", "?", "…", ":")) else f"{text}."
        return DraftedSentence(text=ended, fact_refs=used, cite_refs=cite_refs)


class _Placed(Fact):
    """A fact that prints its place."""

    def __str__(self) -> str:
        return f"{{fact:{self.id}}}"

    def __format__(self, _spec: str) -> str:
        return str(self)
