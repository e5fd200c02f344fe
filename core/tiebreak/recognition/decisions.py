"""What the user said of a supplier or a label, found by the words as they are written."""

from __future__ import annotations

from collections.abc import Iterable

from tiebreak.model.case_file import RecognitionDecision
from tiebreak.spelling import normalise


def same_words(text: str | None) -> str | None:
    """What makes two texts the same to a decision; `None` when nothing is written.

    >>> same_words("U.G.A.P. "), same_words("—"), same_words(" ")
    ('ugap', '—', None)
    """
    written = (text or "").strip()
    return (normalise(written) or written.casefold()) or None


class Decisions:
    """Decisions by their words; the first one of the same words wins, and one about a label wins over one about a supplier."""

    def __init__(self, decisions: Iterable[RecognitionDecision]) -> None:
        self._by_words: dict[tuple[str | None, str | None], RecognitionDecision] = {}
        for decision in decisions:
            words = same_words(decision.supplier_text), same_words(decision.label)
            self._by_words.setdefault(words, decision)

    def about_label(self, supplier_text: str | None, label: str) -> RecognitionDecision | None:
        """What was said of that very label of that supplier, or of a label without supplier."""
        words = same_words(label)
        return self._by_words.get((same_words(supplier_text), words)) if words else None

    def about_supplier(self, supplier_text: str | None) -> RecognitionDecision | None:
        """What was said of a supplier, whatever the label."""
        words = same_words(supplier_text)
        return self._by_words.get((words, None)) if words else None
