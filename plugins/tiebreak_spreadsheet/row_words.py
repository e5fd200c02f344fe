"""What the words of a row say of its amount: that it is no expense, that it is to be taken off, that it is in doubt."""

from __future__ import annotations

import re

from tiebreak import AmountKind, normalise
from tiebreak_spreadsheet.headers import Header
from tiebreak_spreadsheet.row import Row
from tiebreak_spreadsheet.sheet_reading import (
    COLUMN_NUMBERS,
    NO_AMOUNT,
    NO_WORDS,
    NOT_SPENDING,
    OTHER_CURRENCY,
    PART_OF_ANOTHER,
    REPEATED_TITLES,
    TOTAL_ROW,
)
from tiebreak_spreadsheet.tables import Cell, is_blank
from tiebreak_spreadsheet.values import read_yes_no
from tiebreak_spreadsheet.vocabulary import amount_kind_of, load_vocabulary

CODED_TITLES = frozenset({"sens", "type de piece", "type piece"})
"""Titles of the only columns in which one letter is a direction: receipt, credit."""

UNDONE_HINTS = ("annul", "rejet")
CREDIT_HINTS = ("avoir",)

_UNDONE = re.compile(r"\b(?:mandat|facture|piece|bordereau|paiement) (?:annule|rejete)e?\b|^(?:annule|rejete)e?$")
"""What a remark or a label says of a voucher that does not stand."""
_CREDIT = re.compile(r"(?:facture d )?avoir(?! fiscal)\b")
_CANCELS = re.compile(r"\b(?:mandat|piece|bordereau|ecriture) d annulation\b")
"""A voucher that cancels another, which is not one that was cancelled."""
_COLUMN_NUMBER = re.compile(r"\(\d{1,2}\)")


def why_not_spending(row: Row) -> str | None:
    """Why a row is no expense, from its own words; `None` when it may be one."""
    if row.is_total:
        return TOTAL_ROW
    if row.repeats_titles:
        return REPEATED_TITLES
    if is_blank(row.cell("amount")):
        return NO_AMOUNT
    if all(is_column_number(cell) for cell in row.cells if not is_blank(cell)):
        return COLUMN_NUMBERS
    if row.is_nameless:
        return NO_WORDS
    return _why_not_counted(row)


def is_column_number(cell: Cell) -> bool:
    """Whether a cell is the number of its column, as forms print them: "(3)"."""
    return _COLUMN_NUMBER.fullmatch(str(cell)) is not None


def _why_not_counted(row: Row) -> str | None:
    """Why a row with words and an amount is still no expense of its own."""
    if not row.text("supplier") and is_part(row.text("label")):
        return PART_OF_ANOTHER
    if is_receipt(row.text("spend_type")) or is_undone(row.text("status"), row.header) or read_yes_no(row.cell("cancelled")):
        return NOT_SPENDING
    return OTHER_CURRENCY if is_other_currency(row.text("currency")) else None


def is_part(label: str) -> bool:
    """Whether a label says that its row details another."""
    return normalise(label).startswith("dont ")


def is_receipt(spend_type: str) -> bool:
    """Whether the type of a voucher is that of a receipt."""
    return normalise(spend_type) in load_vocabulary().receipts


def is_undone(status: str, header: Header) -> bool:
    """Whether a status says that the voucher is a receipt, or does not stand, or is only foreseen."""
    said = normalise(status)
    if not said:
        return False
    if is_credit_status(status, header):
        return False
    vocabulary = load_vocabulary()
    words = set(said.split())
    if words & vocabulary.undone_words or (_has_codes(header) and said in vocabulary.receipt_codes):
        return True
    is_foreseen = bool(words & vocabulary.foreseen_words)
    return is_foreseen and amount_kind_of(header.title("amount")) not in {AmountKind.BUDGETED, AmountKind.ESTIMATED}


def is_other_currency(text: str) -> bool:
    """Whether a cell of the column of currencies names another one than the euro."""
    currency = normalise(text.replace("€", "euro"))
    return bool(currency) and not set(currency.split()) & load_vocabulary().euro_names


def is_credit_status(status: str, header: Header) -> bool:
    """Whether a status says that the amount is to be taken off: a credit note, or a voucher that cancels another."""
    said = normalise(status)
    vocabulary = load_vocabulary()
    if said in vocabulary.credit_statuses or set(said.split()) & vocabulary.credit_words or _CANCELS.search(said):
        return True
    return _has_codes(header) and said in {*vocabulary.credit_codes, "annulation"}


def is_credit_type(spend_type: str) -> bool:
    """Whether the type of a voucher says that the amount is to be taken off."""
    return normalise(spend_type) in load_vocabulary().credit_statuses


def is_credit(row: Row) -> bool:
    """Whether its own words say that its amount is to be taken off."""
    return is_credit_status(row.text("status"), row.header) or is_credit_type(row.text("spend_type"))


def says_undone(text: str) -> bool:
    """Whether a remark or a label says that the voucher does not stand; it then holds one of `UNDONE_HINTS`."""
    return any(hint in text.casefold() for hint in UNDONE_HINTS) and _UNDONE.search(normalise(text)) is not None


def says_credit(label: str) -> bool:
    """Whether a label says that the voucher is a credit note; it then holds one of `CREDIT_HINTS`."""
    return any(hint in label.casefold() for hint in CREDIT_HINTS) and _CREDIT.match(normalise(label)) is not None


def doubt(row: Row) -> str | None:
    """What the row says that contradicts its amount, in French; `None` when nothing does, or a status settles it."""
    amount = row.readable_amount
    if row.text("status") or amount is None or amount <= 0:
        return None
    label = row.text("label")
    if said := next((text for text in (row.text("remark"), label) if says_undone(text)), None):
        return f"« {said[:60]} » : la pièce compte-t-elle ? Dites-le dans une colonne « Statut », ou retirez la ligne."
    if says_credit(label) and not is_credit(row):
        return "avoir dont le montant est positif. Écrivez-le en négatif, ou donnez-lui le statut « Avoir »."
    return None


def _has_codes(header: Header) -> bool:
    return normalise(header.title("status")) in CODED_TITLES if header.has("status") else False
