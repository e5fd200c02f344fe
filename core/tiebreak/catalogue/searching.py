"""Entries whose names are near some words: for a person who looks, never for counting money."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from tiebreak.catalogue.index import Catalogue
from tiebreak.model.catalogue import Solution, Supplier
from tiebreak.spelling import normalise

LEAST_LIKENESS = 75
"""Least weighted ratio of rapidfuzz for an entry to be shown."""


def search_catalogue(catalogue: Catalogue, words: str, *, limit: int = 15) -> tuple[Supplier | Solution, ...]:
    """Suppliers and solutions whose name or alias is near these words, the nearest first."""
    names = [(normalise(name), entry) for entry in catalogue.entries for name in _every_name(entry)]
    wanted = normalise(words)
    near = process.extract(wanted, [name for name, _ in names], scorer=fuzz.WRatio, score_cutoff=LEAST_LIKENESS, limit=None)
    ranked = sorted(near, key=lambda each: (each[0] != wanted, -each[1], each[2]))
    found = {(type(names[index][1]), names[index][1].id): names[index][1] for _, _, index in ranked}
    return tuple(found.values())[:limit]


def _every_name(entry: Supplier | Solution) -> tuple[str, ...]:
    return (entry.name, *entry.aliases, *(name.name for name in entry.ambiguous))
