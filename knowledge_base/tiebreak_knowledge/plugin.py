"""Entry point of the knowledge base."""

from __future__ import annotations

from collections.abc import Sequence

from tiebreak import CatalogueEntries, hookimpl
from tiebreak_knowledge.loader import load_catalogue


@hookimpl
def tiebreak_catalogue_entries() -> Sequence[CatalogueEntries]:
    """The catalogue shipped with the project."""
    return [load_catalogue()]
