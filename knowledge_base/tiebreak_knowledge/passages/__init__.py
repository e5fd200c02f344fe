"""What the base holds, turned into passages that a search can find and an answer can cite."""

from __future__ import annotations

from tiebreak import Catalogue, KnowledgeBase, Nomenclature, Passage
from tiebreak_knowledge.passages.from_catalogue import catalogue_passages
from tiebreak_knowledge.passages.from_help import help_passage
from tiebreak_knowledge.passages.from_migrations import migration_passages
from tiebreak_knowledge.passages.from_records import record_passage
from tiebreak_knowledge.passages.from_texts import text_passage

__all__ = ["catalogue_passages", "help_passage", "migration_passages", "record_passage", "shipped_passages", "text_passage"]


def shipped_passages(base: KnowledgeBase, catalogue: Catalogue, nomenclature: Nomenclature) -> tuple[Passage, ...]:
    """Passages of every record, text, migration, entry of the catalogue and of the tool itself, sorted by identifier."""
    passages = [
        *(record_passage(record, base) for record in base.records.values()),
        *(text_passage(text) for text in base.texts.values() if text.about),
        *(help_passage(entry) for entry in base.help.values()),
        *migration_passages(catalogue.migrations, nomenclature),
        *catalogue_passages(catalogue, nomenclature),
    ]
    return tuple(sorted(passages, key=lambda passage: passage.id))
