"""Recall and nDCG of a ranking, as pure functions of what each hit is and of what answers."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple


class Shown(NamedTuple):
    """One hit of a ranking: its identifier, and every article that it says or stands beside."""

    id: str
    places: frozenset[str]


def answers_place(place: str, ref: str) -> bool:
    """Whether an article is the one wanted, or a part of it.

    >>> answers_place("data-act:25.2", "data-act:25"), answers_place("rgpd:28", "rgpd:2")
    (True, False)
    """
    return place == ref or place.startswith(f"{ref}.")


def is_relevant(hit: Shown, refs: Collection[str], records: Collection[str]) -> bool:
    """Whether a hit is a record that answers, or says an article that does."""
    return hit.id in records or any(answers_place(place, ref) for place in hit.places for ref in refs)


def targets(refs: Collection[str], records: Collection[str], places_of: Callable[[str], Collection[str]]) -> list[frozenset[str]]:
    """What a perfect ranking would show, each once: an article, with the records that say it; a record that says none of them.

    The records of a question without article are one target: any of them answers.

    >>> [sorted(each) for each in targets(["a:1"], ["r", "s"], {"r": ["a:1"], "s": []}.get)]
    [['a:1', 'r']]
    """
    if refs:
        return [
            frozenset({ref, *(each for each in records if any(answers_place(place, ref) for place in places_of(each)))})
            for ref in refs
        ]
    return [frozenset(records)] if records else []


def needed(wanted: Sequence[frozenset[str]]) -> int:
    """Hits that a perfect ranking needs to reach every target: one record may say several articles.

    >>> needed([frozenset({"a:1", "r"}), frozenset({"a:2", "r"}), frozenset({"a:3"})])
    2
    """
    left = list(wanted)
    count = 0
    while left:
        names = {name for target in left for name in target}
        best = max(sorted(names), key=lambda name: sum(name in target for target in left))
        left = [target for target in left if best not in target]
        count += 1
    return count


def reached(hit: Shown, target: Collection[str]) -> bool:
    """Whether a hit reaches a target: it is one of its records, or says its article."""
    return hit.id in target or any(":" in wanted and answers_place(place, wanted) for wanted in target for place in hit.places)


def recall_at(ranking: Sequence[Shown], wanted: Sequence[Collection[str]], most: int = 10) -> float:
    """Share of the targets that the first hits reach.

    >>> recall_at([Shown("x", frozenset({"a:1"}))], [{"a:1"}, {"a:2"}])
    0.5
    """
    return sum(any(reached(hit, target) for hit in ranking[:most]) for target in wanted) / len(wanted)


def ndcg_at(ranking: Sequence[Shown], refs: Collection[str], records: Collection[str], count: int, most: int = 10) -> float:
    """Normalised discounted gain of the first hits: 1 when the first `count` of them answer.

    Args:
        ranking: the hits, the best first.
        refs: articles that answer.
        records: records that answer.
        count: hits that answer in a perfect ranking; no more of them are counted.
        most: hits looked at.

    >>> round(ndcg_at([Shown("x", frozenset()), Shown("r", frozenset())], [], ["r"], 1), 3)
    0.631
    """
    gains = 0.0
    left = count
    for rank, hit in enumerate(ranking[:most]):
        if left and is_relevant(hit, refs, records):
            gains += 1 / math.log2(rank + 2)
            left -= 1
    return gains / sum(1 / math.log2(rank + 2) for rank in range(min(count, most)))
