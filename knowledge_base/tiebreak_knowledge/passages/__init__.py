"""What the base holds, turned into passages that a search can find and an answer can cite."""

from __future__ import annotations

from tiebreak import Catalogue, KnowledgeBase, Nomenclature, Passage
from tiebreak_knowledge.passages.from_catalogue import catalogue_passages
from tiebreak_knowledge.passages.from_migrations import migration_passages
from tiebreak_knowledge.passages.from_records import record_passage

__all__ = ["catalogue_passages", "migration_passages", "record_passage", "shipped_passages"]


def shipped_passages(base: KnowledgeBase, catalogue: Catalogue, nomenclature: Nomenclature) -> tuple[Passage, ...]:
    """Passages of every record, migration and entry of the catalogue, sorted by identifier."""
    passages = [
        *(record_passage(record, base) for record in base.records.values()),
        *migration_passages(catalogue.migrations, nomenclature),
        *catalogue_passages(catalogue, nomenclature),
    ]
    return tuple(sorted(passages, key=lambda passage: passage.id))
