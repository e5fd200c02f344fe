"""Marks that stand for names, figures and identifiers in what is sent to a model, and are put back in what it answers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tiebreak import DraftedSentence, Fact, Passage

_AMOUNT = re.compile(r"\d[\d\s\u00a0\u202f.,]*(?:€|k€|M€|euros?\b|milliers\b|millions?\b)", re.IGNORECASE)
_FACT_PLACE = re.compile(r"\{fact:([a-z0-9._-]+)\}")
_MARKED_FACT = re.compile(r"\{(F\d+)\}")
_MARK = re.compile(r"\b[NM]\d+\b")
SHORTEST_NAME = 3


class Marks:
    """The marks of one conversation: the same thing keeps the same mark."""

    def __init__(self, names: Iterable[str], *, sends_names: bool, sends_amounts: bool) -> None:
        """Args: names: those to hide unless `sends_names`; sends_amounts: whether figures may be sent."""
        self.sends_amounts = sends_amounts
        self._marks: dict[tuple[str, str], str] = {}
        self._meanings: dict[str, str] = {}
        kept = sorted({name for name in names if len(name) >= SHORTEST_NAME}, key=lambda name: (-len(name), name))
        self._names = None
        if kept and not sends_names:
            self._names = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, kept))})(?!\w)", re.IGNORECASE)

    def passage(self, passage: Passage) -> str:
        """The mark of a passage."""
        return self._mark("P", passage.id)

    def fact(self, identifier: str) -> str:
        """The mark of a fact."""
        return self._mark("F", identifier)

    def sent(self, text: str) -> str:
        """A text as it may be sent: names and amounts hidden, figures of the case file in their places."""
        placed = _FACT_PLACE.sub(lambda match: f"{{{self.fact(match.group(1))}}}", text)
        if self._names is not None:
            placed = self._names.sub(lambda match: self._mark("N", match.group(0)), placed)
        if not self.sends_amounts:
            placed = _AMOUNT.sub(lambda match: self._mark("M", match.group(0).strip()), placed)
        return placed

    def value(self, fact: Fact) -> str:
        """A figure as it may be sent."""
        return str(fact) if self.sends_amounts else "valeur non communiquée"

    def back(self, text: str) -> str:
        """A text received, with names, amounts and places of figures put back."""
        placed = _MARKED_FACT.sub(lambda match: f"{{fact:{self._meanings.get(match.group(1), match.group(1))}}}", text)
        return _MARK.sub(lambda match: self._meanings.get(match.group(0), match.group(0)), placed)

    def drafted(self, text: str, facts: Iterable[str], passages: Iterable[str]) -> DraftedSentence | None:
        """A sentence received, as a draft of ours; `None` when it is empty. An unknown mark stays as it is, and is refused later."""
        said = " ".join(self.back(text).split())
        if not said:
            return None
        return DraftedSentence(
            text=said,
            fact_refs=tuple(dict.fromkeys(self._meanings.get(each.strip("{} "), each) for each in facts)),
            cite_refs=tuple(dict.fromkeys(self._meanings.get(each.strip("[] "), each) for each in passages)),
        )

    @property
    def hides_names(self) -> bool:
        """Whether names are hidden."""
        return self._names is not None

    def _mark(self, kind: str, meaning: str) -> str:
        key = (kind, meaning)
        if key not in self._marks:
            mark = f"{kind}{sum(held == kind for held, _ in self._marks) + 1}"
            self._marks[key] = mark
            self._meanings[mark] = meaning
        return self._marks[key]
