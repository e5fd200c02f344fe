"""How figures and other people's sentences are put into ours."""

from __future__ import annotations

import re

from tiebreak import PlacedFacts, formatted

PLACE = re.compile(r"\{fact:[^}]*\}")
"""Where code will put a figure."""
SHOWN = 5
"""Things named in one answer."""


def between(facts: PlacedFacts, prefix: str, *, is_of: bool = True) -> str:
    """A figure between its bounds, or the one that both are; `is_of` after « est »."""
    low, high = facts[f"{prefix}.low"], facts[f"{prefix}.high"]
    if formatted(low) == formatted(high):
        return f"de {low}" if is_of else str(low)
    return f"{'comprise ' if is_of else ''}entre {low} et {high}"


def scored(facts: PlacedFacts, prefix: str) -> str:
    """A score between its bounds, or the one that both are."""
    low, high = facts[f"{prefix}-low"], facts[f"{prefix}-high"]
    return str(low) if formatted(low) == formatted(high) else f"{low} à {high}"


def lowered(text: str) -> str:
    """A sentence as it goes on another: its first letter small, without its full stop.

    >>> lowered("Le contrat finit. "), lowered("SIREN inconnu")
    ('le contrat finit', 'SIREN inconnu')
    """
    kept = text.strip().rstrip(".")
    return kept if kept[1:2].isupper() else f"{kept[:1].lower()}{kept[1:]}"
