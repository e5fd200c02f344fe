"""What the words of a row say of its amount: that it is no expense, that it is to be taken off, that it is in doubt."""

from __future__ import annotations

import re

from tiebreak import AmountKind, normalise
from tiebreak_spreadsheet.sheet_reading import (
    COLUMN_NUMBERS,
    NO_AMOUNT,
    NO_WORDS,
    NOT_SPENDING,
    OTHER_CURRENCY,
    PART_OF_ANOTHER,
    REPEATED_TITLES,
    TOTAL_ROW,
    Row,
)
from tiebreak_spreadsheet.tables import is_blank
from tiebreak_spreadsheet.values import read_yes_no
from tiebreak_spreadsheet.vocabulary import amount_kind_of, load_vocabulary

CODED_TITLES = frozenset({"sens", "type de piece", "type piece"})
"""Titles of the only columns in which one letter is a direction: receipt, credit."""

_UNDONE = re.compile(r"\b(?:mandat|facture|piece|bordereau|paiement) (?:annule|rejete)e?\b|^(?:annule|rejete)e?$")
"""What a remark or a label says of a voucher that does not stand."""
_CREDIT = re.compile(r"(?:facture d )?avoir(?! fiscal)\b")
_COLUMN_NUMBER = re.compile(r"\(\d{1,2}\)")


def why_not_spending(row: Row) -> str | None:
    """Why a row is no expense, from its own words; `None` when it may be one."""
    if row.is_total:
        return TOTAL_ROW
    if row.repeats_titles:
        return REPEATED_TITLES
    if is_blank(row.cell("amount")):
        return NO_AMOUNT
    if all(_COLUMN_NUMBER.fullmatch(str(cell)) for cell in row.cells if not is_blank(cell)):
        return COLUMN_NUMBERS
    if row.is_nameless:
        return NO_WORDS
    return _why_not_counted(row)


def _why_not_counted(row: Row) -> str | None:
    """Why a row with words and an amount is still no expense of its own."""
    if not row.text("supplier") and normalise(row.text("label")).startswith("dont "):
        return PART_OF_ANOTHER
    if _is_undone(row) or read_yes_no(row.cell("cancelled")):
        return NOT_SPENDING
    currency = normalise(row.text("currency").replace("€", "euro"))
    return OTHER_CURRENCY if currency and not set(currency.split()) & load_vocabulary().euro_names else None


def is_credit(row: Row) -> bool:
    """Whether its own words say that its amount is to be taken off."""
    vocabulary = load_vocabulary()
    status = normalise(row.text("status"))
    is_coded = _has_codes(row) and status in vocabulary.credit_codes
    return is_coded or status in vocabulary.credit_statuses or normalise(row.text("spend_type")) in vocabulary.credit_statuses


def doubt(row: Row) -> str | None:
    """What the row says that contradicts its amount, in French; `None` when nothing does, or a status settles it."""
    amount = row.readable_amount
    if row.text("status") or amount is None or amount <= 0:
        return None
    label = row.text("label")
    told = [text for text in (row.text("remark"), label) if "annul" in text.casefold() or "rejet" in text.casefold()]
    if said := next((text for text in told if _UNDONE.search(normalise(text))), None):
        return f"« {said[:60]} » : la pièce compte-t-elle ? Dites-le dans une colonne « Statut », ou retirez la ligne."
    if "avoir" in label.casefold() and _CREDIT.match(normalise(label)) and not is_credit(row):
        return "avoir dont le montant est positif. Écrivez-le en négatif, ou donnez-lui le statut « Avoir »."
    return None


def _is_undone(row: Row) -> bool:
    """Whether the status says that the voucher is a receipt, or does not stand, or is only foreseen."""
    if normalise(row.text("spend_type")) in load_vocabulary().receipts:
        return True
    status = normalise(row.text("status"))
    if not status:
        return False
    vocabulary = load_vocabulary()
    words = set(status.split())
    if words & vocabulary.undone_words or (_has_codes(row) and status in vocabulary.receipt_codes):
        return True
    is_foreseen = bool(words & vocabulary.foreseen_words)
    return is_foreseen and amount_kind_of(row.header.title("amount")) not in {AmountKind.BUDGETED, AmountKind.ESTIMATED}


def _has_codes(row: Row) -> bool:
    return normalise(row.header.title("status")) in CODED_TITLES if row.header.has("status") else False
