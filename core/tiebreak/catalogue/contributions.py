"""What a user corrected, offered to the catalogue: proposals that somebody reviews, never entries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tiebreak.catalogue.index import Catalogue
from tiebreak.model.case_file import RecognitionDecision
from tiebreak.recognition.recogniser import Recogniser


class Contribution(NamedTuple):
    """A name that a user says is an entry's, which the catalogue alone does not see so."""

    section: str
    """`suppliers` or `solutions`."""
    entry: str
    alias: str
    seen_as: str
    """What the catalogue alone makes of it, in French."""


def contributions_of(decisions: Iterable[RecognitionDecision], catalogue: Catalogue) -> tuple[Contribution, ...]:
    """The names that would have made a decision needless, those that the catalogue already knows left out.

    A decision on a supplier gives its name as it was written; one on a product gives the label it stands in, which the
    reviewer shortens to the name alone. Nothing else of the case file is in it: no amount, no collectivité.
    """
    recogniser = Recogniser(catalogue)
    offered: dict[tuple[str, str, str], Contribution] = {}
    for decision in decisions:
        alone = recogniser.recognise(decision.supplier_text, decision.label or "")
        if decision.solution is not None and decision.solution in catalogue.solutions:
            text, known = decision.label or decision.supplier_text, alone.solution == decision.solution
            section, entry = "solutions", decision.solution
        elif decision.supplier is not None and decision.supplier in catalogue.suppliers:
            text, known = decision.supplier_text, decision.supplier in {alone.editor, alone.payee}
            section, entry = "suppliers", decision.supplier
        else:
            continue
        if text and not known:
            offered.setdefault((section, entry, text), Contribution(section, entry, text, alone.explanation))
    return tuple(offered[key] for key in sorted(offered))
