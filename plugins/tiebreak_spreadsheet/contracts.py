"""Registers of contracts: dates, notice, renewal, and amounts that the core uses only when no expense is given."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import ValidationError

from tiebreak import AmountKind, LeftOut, PurchaseContract, TaxBasis
from tiebreak_spreadsheet.amount_meaning import AmountMeaning, amount_meaning, spend_type_of
from tiebreak_spreadsheet.days import is_endless, last_day, read_date, read_end, said_of_endless
from tiebreak_spreadsheet.doubts import refuse_other_amounts
from tiebreak_spreadsheet.headers import Header
from tiebreak_spreadsheet.row import Row, SheetContext
from tiebreak_spreadsheet.sheet_reading import (
    TOTAL_ROW,
    UNREADABLE,
    SheetReading,
    heading_rows,
    problem_of,
    read_months,
)
from tiebreak_spreadsheet.table_rows import TableRows
from tiebreak_spreadsheet.tables import Sheet, is_blank
from tiebreak_spreadsheet.values import UnreadableValueError, read_amount, read_notice, read_yes_no
from tiebreak_spreadsheet.vocabulary import is_yearly

MONTHS_PER_YEAR = 12
NOTICE = "registre de marchés : ses montants ne s’ajoutent jamais à ceux d’un tableau de dépenses"


def read_contracts(sheet: Sheet, header: Header, context: SheetContext) -> SheetReading:
    """The contracts of a register; a row that cannot be read is to be corrected."""
    meaning = None
    if header.has("amount"):
        refuse_other_amounts(sheet, header, context)
        meaning = amount_meaning(header, default=AmountKind.COMMITTED)
    contracts: list[PurchaseContract] = []
    left_out: list[LeftOut] = []
    bad_rows: list[str] = []
    table = TableRows(sheet, header, context)
    for row in table.rows():
        if row.is_total:
            left_out.append(row.left_out(TOTAL_ROW))
            continue
        try:
            contracts.append(_contract(row, meaning))
        except (UnreadableValueError, ValidationError) as error:
            if context.leaves_out_unreadable:
                left_out.append(row.left_out(UNREADABLE))
            else:
                bad_rows.append(row.problem(problem_of(error)))
    return SheetReading(
        heading_rows=heading_rows(sheet, header),
        contracts=tuple(contracts),
        left_out=tuple(left_out),
        bad_rows=tuple(bad_rows),
        notices=(
            *header.notices,
            *((NOTICE,) if meaning is not None else ()),
            *_without_duration(contracts, header),
            *said_of_endless(len(table.column("end").where(is_endless))),
        ),
    )


def _without_duration(contracts: Iterable[PurchaseContract], header: Header) -> tuple[str, ...]:
    """What to do when amounts cannot be brought to a year because nothing says how long they cover."""
    without = sum(contract.amount is not None and contract.months is None for contract in contracts)
    if not without:
        return ()
    said = f"la colonne « {header.title('amount')} » ne dit pas la durée que ses montants couvrent ({without} sans durée) : "
    todo = "si ce sont des montants d’une année, titrez-la « Montant annuel » ; sinon ajoutez une colonne « Durée (mois) »"
    return (said + todo,)


def _contract(row: Row, meaning: AmountMeaning | None) -> PurchaseContract:
    amount = None
    if meaning is not None and not is_blank(row.cell("amount")):
        amount = read_amount(row.cell("amount")) * meaning.scale
    start, end = read_date(row.cell("start")), read_end(row.cell("end"))
    duration = read_months(row.cell("months"), row.header)
    if end is None and start is not None and duration:
        end = last_day(start, duration)
    return PurchaseContract(
        id=f"c-{row.identifier}",
        number=row.text("contract_number") or None,
        supplier_text=row.text("supplier") or None,
        subject=row.text("label"),
        start=start,
        end=end,
        notice_months=read_notice(row.cell("notice")),
        renews_tacitly=read_yes_no(row.cell("renewal")),
        amount=amount,
        amount_kind=meaning.kind if meaning else AmountKind.COMMITTED,
        tax_basis=meaning.tax_basis if meaning else TaxBasis.UNSTATED,
        months=_months(row),
        spend_type=spend_type_of(row.text("spend_type")),
        provenance=row.provenance,
    )


def _months(row: Row) -> int | None:
    """What the amount covers: a year when its title says so, else the stated duration, else unknown."""
    if not row.header.has("amount"):
        return None
    return MONTHS_PER_YEAR if is_yearly(row.header.title("amount")) else read_months(row.cell("months"), row.header)
