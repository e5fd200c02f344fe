"""Names that differ by a few letters, found among those that share the beginning or the end of a word.

`rapidfuzz` measures; the index only spares it the names that cannot be near, so that a longer catalogue costs little.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz.distance import OSA

from tiebreak.recognition.names import Named

LEAST_LETTERS = 6
"""Shorter names are too close to one another to be matched by nearness."""
LEAST_WORD_LETTERS = 5
"""In a shorter word, another letter makes another word."""
LETTERS_FOR_TWO = 9
"""Letters of a word from which two faults are still that word."""
LETTERS_TO_REPLACE = 8
"""In a shorter word, a letter missing, doubled or swapped is a slip; another letter makes another name (Equant, Equans)."""
KEY_LETTERS = 3
LEAST_BEGINNING = 4
"""Letters of the first word of an abbreviated name."""
MANY_BEGINNINGS = 3
"""Words abbreviated together of which even the first may be short."""
LEAST_ABBREVIATED = 6
"""Letters of an abbreviated name, all words together."""

_ALIKE = str.maketrans("l105cqydz", "iioskkits")
"""Letters that a scanner reads for one another, or that sound the same."""
_ILL_READ = re.compile(r"(?<=[a-z])[105](?=[a-z])")
"""A digit among letters that a scanner read for one of them."""


@dataclass(frozen=True, slots=True)
class Near:
    """The nearest name, and how near."""

    named: Named
    likeness: Decimal
    """1 when nothing differs."""


class NearNames:
    """Finds the one name that a text is nearly, if there is only one."""

    def __init__(self, names: Iterable[Named]) -> None:
        self._names = [named for named in names if sum(map(len, named.words)) >= LEAST_LETTERS]
        keyed: defaultdict[str, list[int]] = defaultdict(list)
        for rank, named in enumerate(self._names):
            for key in _keys(named.words):
                keyed[key].append(rank)
        self._keyed = dict(keyed)

    def abbreviated(self, words: Sequence[str], ignorable: frozenset[str]) -> Near | None:
        """The entry whose name these words begin, word by word; `None` when none is, or several are."""
        found = {
            self._names[rank].entry: self._names[rank]
            for key in _keys(words)
            for rank in self._keyed.get(key, ())
            if is_abbreviation(words, self._names[rank].words, ignorable)
        }
        if len(found) != 1:
            return None
        (named,) = found.values()
        return Near(named, round(Decimal(sum(map(len, words))) / sum(map(len, named.words)), 2))

    def nearest(self, words: Sequence[str]) -> Near | None:
        """The entry whose name is these words but for a few letters; `None` when none is, or several are as near.

        A fault is a letter wrong, doubled, missing or swapped with its neighbour.
        """
        if sum(map(len, words)) < LEAST_LETTERS:
            return None
        best, found = 0, dict[str, Named]()
        for rank in {rank for key in _keys(words) for rank in self._keyed.get(key, ())}:
            named = self._names[rank]
            faults = faults_between(words, named.words)
            if faults is None or (found and faults > best):
                continue
            if faults < best:
                found = {}
            best = faults
            found[named.entry] = named
        if len(found) != 1:
            return None
        (named,) = found.values()
        return Near(named, round(1 - Decimal(best) / sum(map(len, words)), 2))


def is_abbreviation(words: Sequence[str], name: Sequence[str], ignorable: frozenset[str]) -> bool:
    """Whether each word is the beginning of the name's, whose further words say nothing of who it is.

    >>> is_abbreviation(["konica", "min", "bus", "sol"], ["konica", "minolta", "business", "solutions"], frozenset())
    True
    >>> is_abbreviation(["orange", "pri"], ["orange", "business"], frozenset()), is_abbreviation(["ciri"], ["ciril"], frozenset())
    (False, False)
    """
    if len(words) > len(name) or sum(map(len, words)) < LEAST_ABBREVIATED or not ignorable.issuperset(name[len(words) :]):
        return False
    pairs = list(zip(words, name, strict=False))
    is_begun = len(words[0]) >= LEAST_BEGINNING or len(words) >= MANY_BEGINNINGS
    return is_begun and all(len(word) >= KEY_LETTERS and other.startswith(word) for word, other in pairs)


def faults_between(words: Sequence[str], name: Sequence[str]) -> int | None:
    """How many letters differ, `None` when it is too many for these to be the same name.

    >>> faults_between(["microsft"], ["microsoft"]), faults_between(["gras", "editeur"], ["gros", "editeur"])
    (1, None)
    >>> faults_between(["berger", "levraultt"], ["berger", "levrault"]), faults_between(["soft", "cloud"], ["softcloud"])
    (1, 0)
    >>> faults_between(["smic", "18"], ["smic17"]), faults_between(["anjou", "libre"], ["anjou", "fibre"])
    (None, None)
    >>> faults_between(["konika", "minolta"], ["konica", "minolta"])
    1
    """
    if _digits(words) != _digits(name):
        return None
    if len(words) != len(name):
        return _faults_when_glued("".join(words), "".join(name))
    total = 0
    for word, other in zip(words, name, strict=True):
        if word == other:
            continue
        length = min(len(word), len(other))
        allowed = 0 if length < LEAST_WORD_LETTERS or other.isdigit() else 2 if length >= LETTERS_FOR_TWO else 1
        faults = OSA.distance(word, other, score_cutoff=allowed)
        if faults > allowed or (length < LETTERS_TO_REPLACE and _is_replaced(word, other)):
            return None
        total += faults
    return total


def _digits(words: Sequence[str]) -> str:
    """The digits written, but for letters ill read: another one makes another department, version or company."""
    return "".join(each for word in words for each in _ILL_READ.sub("", word) if each.isdigit())


def _faults_when_glued(glued: str, other: str) -> int | None:
    """One letter at most, when spaces differ too, and none in place of another."""
    faults = OSA.distance(glued, other, score_cutoff=1)
    return None if faults > 1 or _is_replaced(glued, other) else faults


def _is_replaced(word: str, other: str) -> bool:
    """Whether a letter stands for another; not when they look or sound the same (I and l, c and k)."""
    return len(word) == len(other) and sorted(word.translate(_ALIKE)) != sorted(other.translate(_ALIKE))


def _keys(words: Sequence[str]) -> tuple[str, str]:
    """How the whole begins and ends, spaces left out: faults in the middle change neither, one at an end spares the other."""
    glued = "".join(words)
    return f"<{glued[:KEY_LETTERS]}", f"{glued[-KEY_LETTERS:]}>"
