"""Published totals by type or by zone: margins of one total, without any line."""

from __future__ import annotations

from tiebreak import LeftOut, MarginalCell, MarginalDimension, MarginalTable, normalise
from tiebreak_spreadsheet.amount_meaning import AmountMeaning, amount_meaning, spend_type_of
from tiebreak_spreadsheet.headers import Header
from tiebreak_spreadsheet.row import Row, SheetContext
from tiebreak_spreadsheet.sheet_reading import (
    NO_AMOUNT,
    TOTAL_ROW,
    UNREADABLE,
    SheetReading,
    heading_rows,
)
from tiebreak_spreadsheet.table_rows import TableRows
from tiebreak_spreadsheet.tables import Sheet, is_blank
from tiebreak_spreadsheet.values import UnreadableValueError, read_amount
from tiebreak_spreadsheet.vocabulary import load_vocabulary

NOTICE = "totaux publiés sans le détail des lignes : les répartitions ne sont pas croisées entre elles"


def read_marginal(sheet: Sheet, header: Header, context: SheetContext) -> SheetReading:
    """The cells of one split; a key outside the nomenclature is a row to correct, never a guess."""
    meaning = amount_meaning(header)
    dimension = MarginalDimension.ZONE if header.has("zone") else MarginalDimension.SPEND_TYPE
    cells: list[MarginalCell] = []
    left_out: list[LeftOut] = []
    bad_rows: list[str] = []
    for row in TableRows(sheet, header, context).rows():
        if row.is_total or is_blank(row.cell("amount")):
            left_out.append(row.left_out(TOTAL_ROW if row.is_total else NO_AMOUNT))
            continue
        try:
            cells.append(_cell(row, dimension, meaning, {cell.key for cell in cells}))
        except UnreadableValueError as error:
            if context.leaves_out_unreadable:
                left_out.append(row.left_out(UNREADABLE))
            else:
                bad_rows.append(row.problem(str(error)))
    marginal = None
    if cells:
        marginal = MarginalTable(
            dimension=dimension,
            cells=tuple(cells),
            amount_kind=meaning.kind,
            tax_basis=meaning.tax_basis,
            file=context.file,
        )
    return SheetReading(
        heading_rows=heading_rows(sheet, header),
        marginal=marginal,
        left_out=tuple(left_out),
        bad_rows=tuple(bad_rows),
        notices=(NOTICE, *((meaning.notice,) if meaning.notice else ())),
    )


def _cell(row: Row, dimension: MarginalDimension, meaning: AmountMeaning, seen: set[str]) -> MarginalCell:
    text = row.text(dimension.value)
    key = load_vocabulary().zones.get(normalise(text)) if dimension is MarginalDimension.ZONE else spend_type_of(text)
    if key is None:
        raise UnreadableValueError(f"« {text} » n’est pas reconnu. Reprenez le libellé de la nomenclature.")
    if key in seen:
        raise UnreadableValueError(f"« {text} » est déjà donné plus haut. Une répartition n’a qu’un montant par poste.")
    amount = read_amount(row.cell("amount")) * meaning.scale
    if amount < 0:
        raise UnreadableValueError(f"montant négatif pour « {text} ». Une répartition publiée n’en a pas.")
    return MarginalCell(key=key, amount=amount, provenance=row.provenance)
