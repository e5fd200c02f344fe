"""Where the names of the catalogue stand in a text: whole words, the longest first, at a cost that its size does not change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tiebreak.catalogue.claims import names_of
from tiebreak.model.catalogue import AmbiguousName, Solution, Supplier
from tiebreak.spelling import normalise

LEAST_GLUED = 8
"""Letters from which a name written without its spaces is still that name."""


@dataclass(frozen=True, slots=True)
class Named:
    """One name of one entry."""

    words: tuple[str, ...]
    entry: str
    rule: AmbiguousName | None = None
    """What it needs around it, when the name is not the entry's alone."""


@dataclass(frozen=True, slots=True)
class Place:
    """Names that stand at one place of a text: several when the same words name several entries."""

    start: int
    end: int
    """Past the last word."""
    named: tuple[Named, ...]


class NameIndex:
    """The names of suppliers, or of solutions. A safe name that two entries share is no name of either."""

    def __init__(self, entries: Iterable[Supplier | Solution]) -> None:
        by_words: defaultdict[tuple[str, ...], list[Named]] = defaultdict(list)
        for entry in entries:
            for words in {tuple(normalise(name).split()) for name in names_of(entry)} - {()}:
                by_words[words].append(Named(words, entry.id))
            for rule in entry.ambiguous:
                if words := tuple(normalise(rule.name).split()):
                    by_words[words].append(Named(words, entry.id, rule))
        self._by_words = {words: tuple(named) for words, named in by_words.items() if _is_usable(named)}
        self._lengths: dict[str, tuple[int, ...]] = {}
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for words in self._by_words:
            lengths[words[0]].add(len(words))
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
        self._glued = {
            glued: named
            for words, named in self._by_words.items()
            if len(words) > 1 and len(glued := "".join(words)) >= LEAST_GLUED
        }

    @property
    def safe_names(self) -> tuple[Named, ...]:
        """The names that are one entry's alone."""
        return tuple(named[0] for named in self._by_words.values() if named[0].rule is None)

    @property
    def every_name(self) -> tuple[Named, ...]:
        """The names that one entry has, ambiguous ones included."""
        return tuple(named[0] for named in self._by_words.values() if len(named) == 1)

    def whole(self, words: Sequence[str]) -> tuple[Named, ...]:
        """The names that are these words and no other; a long one may be written in one word, or cut in several."""
        if found := self._by_words.get(tuple(words)):
            return found
        glued = "".join(words)
        is_spelt = len(words) > 1 and max(map(len, words)) == 1
        if len(glued) < LEAST_GLUED and not is_spelt:
            return ()
        return self._glued.get(glued) or self._by_words.get((glued,), ())

    def within(self, words: Sequence[str]) -> Iterator[Place]:
        """Where names stand among these words: the longest names first, then from left to right."""
        places: list[Place] = []
        for start, word in enumerate(words):
            places += [
                Place(start, start + length, named)
                for length in self._lengths.get(word, ())
                if (named := self._by_words.get(tuple(words[start : start + length])))
            ]
            if len(word) >= LEAST_GLUED and (named := self._glued.get(word)):
                places.append(Place(start, start + 1, named))
        return iter(sorted(places, key=lambda place: (-sum(map(len, place.named[0].words)), place.start)))


def _is_usable(named: Sequence[Named]) -> bool:
    """One safe name, or ambiguous names that the words around may tell apart; never a safe one beside another."""
    return len(named) == 1 or all(each.rule is not None for each in named)
