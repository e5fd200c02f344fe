"""Entry point of the knowledge base."""

from __future__ import annotations

from collections.abc import Sequence

from tiebreak import CatalogueEntries, KnowledgeDocuments, hookimpl
from tiebreak_knowledge.loader import load_catalogue
from tiebreak_knowledge.records import load_records


@hookimpl
def tiebreak_catalogue_entries() -> Sequence[CatalogueEntries]:
    """The catalogue shipped with the project."""
    return [load_catalogue()]


@hookimpl
def tiebreak_knowledge_documents() -> Sequence[KnowledgeDocuments]:
    """The records shipped with the project."""
    return [load_records()]
