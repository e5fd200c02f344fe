"""What this package adds to TIE Break."""

from __future__ import annotations

from collections.abc import Sequence

from tiebreak import Fetcher, Source, hookimpl


@hookimpl
def tiebreak_sources() -> Sequence[Source]:
    """The sources of this package."""
    return []


@hookimpl
def tiebreak_fetchers() -> Sequence[Fetcher]:
    """The fetchers of this package."""
    return []
