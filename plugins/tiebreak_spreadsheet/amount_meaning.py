"""What the amounts of a table are, from the title of their column and what stands above the table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from tiebreak import AmountKind, TaxBasis, load_nomenclature, normalise
from tiebreak_spreadsheet.headers import Header
from tiebreak_spreadsheet.tables import Sheet, cell_text
from tiebreak_spreadsheet.vocabulary import amount_kind_of, is_yearly, scale_above, scale_of, tax_basis_of

_TAX_ABOVE = re.compile(r"\b(?:montants?|sommes|depenses|euros?)(?: \w+){0,3} (ttc|ht|hors taxes?|toutes taxes comprises)\b")
"""What a title block says of all the amounts below, such as "Montants en € TTC"."""
_IN_EUROS = re.compile(r"€|\beuros?\b", re.IGNORECASE)


@dataclass(frozen=True)
class AmountMeaning:
    """What the amounts of a table are, from the title of their column."""

    kind: AmountKind
    tax_basis: TaxBasis
    scale: Decimal
    notice: str | None


def amount_meaning(header: Header, *, default: AmountKind = AmountKind.PAID) -> AmountMeaning:
    """Kind, tax basis and scale of the amounts; says what it had to assume.

    With a column of durations, amounts are those of whole contracts: ceilings.
    """
    title = header.title("amount")
    stated = amount_kind_of(title)
    notice = None
    if stated is not None:
        kind = stated
    elif header.has("months") and not is_yearly(title):
        kind = AmountKind.CEILING
        notice = f"une durée accompagne la colonne « {title} » : montants lus comme des plafonds de marché, ramenés à l’année"
    else:
        kind = default
        notice = (
            f"la colonne « {title} » ne dit pas la nature du montant : lu comme mandaté" if default is AmountKind.PAID else None
        )
    return AmountMeaning(kind, tax_basis_of(title), scale_of(title), notice)


def scaled(meaning: AmountMeaning, sheet: Sheet, header: Header) -> AmountMeaning:
    """The meaning, with what the block above the table says of all amounts: thousands or millions, with or without VAT."""
    above = text_above(sheet, header)
    if meaning.tax_basis is TaxBasis.UNSTATED and (said := _TAX_ABOVE.search(normalise(above))):
        meaning = replace(meaning, tax_basis=tax_basis_of(said.group(1)))
    scale = scale_above(above)
    if scale == 1 or meaning.scale != 1 or _IN_EUROS.search(header.title("amount")):
        return meaning
    return replace(meaning, scale=scale, notice="montants multipliés : le titre du tableau les dit en milliers ou millions")


def text_above(sheet: Sheet, header: Header) -> str:
    """All that is written above the titles."""
    return " ".join(cell_text(cell) for row in sheet.rows(0, header.row_index) for cell in row)


def spend_type_of(text: str) -> str | None:
    """The type of expense that a cell names; `None` when it is none of the 14."""
    return _spend_types().get(normalise(text))


@cache
def _spend_types() -> Mapping[str, str]:
    """Normalised label to identifier; the first one named so wins."""
    return {normalise(each.label): each.id for each in reversed(load_nomenclature().spend_types)}
