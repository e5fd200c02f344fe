"""Registers of contracts: dates, notice and renewal; money only when nothing else gives any."""

from __future__ import annotations

from tiebreak import AmountKind, LeftOut, PurchaseContract, SpendLine
from tiebreak_spreadsheet.expenses import AmountMeaning, amount_meaning, spend_type_of
from tiebreak_spreadsheet.headers import Header
from tiebreak_spreadsheet.sheet_reading import (
    TOTAL_ROW,
    UNREADABLE,
    Row,
    SheetContext,
    SheetReading,
    heading_rows,
    rows_under,
)
from tiebreak_spreadsheet.tables import Sheet, is_blank
from tiebreak_spreadsheet.values import UnreadableValueError, read_amount, read_count, read_date, read_yes_no


def read_contracts(sheet: Sheet, header: Header, context: SheetContext) -> SheetReading:
    """The contracts of a register; their amounts become expenses only in a file without expenses."""
    meaning = amount_meaning(header, default=AmountKind.COMMITTED) if header.has("amount") else None
    contracts: list[PurchaseContract] = []
    lines: list[SpendLine] = []
    left_out: list[LeftOut] = []
    bad_rows: list[str] = []
    for row in rows_under(sheet, header, context.file):
        if row.is_total:
            left_out.append(row.left_out(TOTAL_ROW))
            continue
        try:
            contract = _contract(row, meaning)
        except UnreadableValueError as error:
            if context.leaves_out_unreadable:
                left_out.append(row.left_out(UNREADABLE))
            else:
                bad_rows.append(row.problem(str(error)))
            continue
        contracts.append(contract)
        if meaning is not None and contract.annual_amount is not None and not context.has_expenses:
            lines.append(_line(row, contract, meaning))
    return SheetReading(
        heading_rows=heading_rows(sheet, header),
        spend_lines=tuple(lines),
        contracts=tuple(contracts),
        left_out=tuple(left_out),
        bad_rows=tuple(bad_rows),
        notices=("montants lus dans le registre des marchés, comme engagés",) if lines else (),
    )


def _contract(row: Row, meaning: AmountMeaning | None) -> PurchaseContract:
    amount = None
    if meaning is not None and not is_blank(row.cell("amount")):
        amount = read_amount(row.cell("amount")) * meaning.scale
    return PurchaseContract(
        id=row.identifier,
        number=row.text("contract_number") or None,
        supplier_text=row.text("supplier") or None,
        subject=row.text("label"),
        start=read_date(row.cell("start")),
        end=read_date(row.cell("end")),
        notice_months=read_count(row.cell("notice")),
        renews_tacitly=read_yes_no(row.cell("renewal")),
        annual_amount=amount,
        provenance=row.provenance,
    )


def _line(row: Row, contract: PurchaseContract, meaning: AmountMeaning) -> SpendLine:
    if contract.annual_amount is None:
        raise ValueError("un marché sans montant ne donne pas de dépense")
    return SpendLine(
        id=f"engage-{contract.id}",
        supplier_text=contract.supplier_text,
        label=contract.subject,
        amount=contract.annual_amount,
        amount_kind=meaning.kind,
        tax_basis=meaning.tax_basis,
        spend_type=spend_type_of(row.text("spend_type")),
        contract_number=contract.number,
        service=row.text("service") or None,
        licence_count=read_count(row.cell("licence_count")),
        provenance=row.provenance,
    )
