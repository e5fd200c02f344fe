"""Objects of JSON whose keys have one value each: of two, one would be forgotten without a word."""

from __future__ import annotations

from collections.abc import Sequence

from tiebreak_opendata.values import quotable

MAX_KEY = 60


class RepeatedKeyError(ValueError):
    """A key that an object gives with two different values; says so in French."""


def with_single_values(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    """The object of these keys and values, as `object_pairs_hook` of a decoder.

    Raises:
        RepeatedKeyError: when a key has two different values; the same value given again is no doubt.
    """
    found = dict(pairs)
    if len(found) != len(pairs):
        first: dict[str, object] = {}
        for key, value in pairs:
            if first.setdefault(key, value) != value:
                raise RepeatedKeyError(f"la clé « {quotable(key, limit=MAX_KEY)} » y a deux valeurs différentes")
    return found
