"""What this package adds to TIE Break."""

from __future__ import annotations

from collections.abc import Sequence

from tiebreak import Source, hookimpl


@hookimpl
def tiebreak_sources() -> Sequence[Source]:
    """The sources of this package."""
    return []
