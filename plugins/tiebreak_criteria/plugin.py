"""Entry point of the criteria plugin."""

from __future__ import annotations

from collections.abc import Sequence

from tiebreak import CriteriaSet, hookimpl
from tiebreak_criteria.loader import load_sets


@hookimpl
def tiebreak_criteria_sets() -> Sequence[CriteriaSet]:
    """The sets shipped with the project."""
    return load_sets()
