"""The lines of evidence of a table of expenses, and the contracts that the same rows tell of, made column by column."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import compress, repeat
from typing import TypeVar

from tiebreak import Provenance, PurchaseContract, SpendLine, TaxBasis, to_cents
from tiebreak_spreadsheet.amount_meaning import AmountMeaning, spend_type_of
from tiebreak_spreadsheet.column import Column
from tiebreak_spreadsheet.days import last_day, read_date, read_end
from tiebreak_spreadsheet.pieces import pieces_by_column
from tiebreak_spreadsheet.row import PLUGIN
from tiebreak_spreadsheet.row_words import doubt
from tiebreak_spreadsheet.sheet_reading import read_months
from tiebreak_spreadsheet.suspects import credits_of, maybe_doubtful
from tiebreak_spreadsheet.table_rows import TableRows
from tiebreak_spreadsheet.tables import Cell, cell_text
from tiebreak_spreadsheet.values import Unread, attempt, read_count, read_notice, read_siren, read_yes_no
from tiebreak_spreadsheet.vocabulary import is_yearly, tax_basis_of

Value = TypeVar("Value")

CENT = Decimal("0.01")
TAX_WORDS = ("ht", "ttc")
_TAX_AFTER = re.compile(r"(?:ht|ttc)$", re.IGNORECASE)


class LineValues:
    """What the columns of a table of expenses give to its lines, by position; each different cell is read once."""

    def __init__(self, table: TableRows, meaning: AmountMeaning) -> None:
        self.table = table
        self.meaning = meaning
        is_of_a_year = is_yearly(table.header.title("amount"))
        self.months = None if is_of_a_year else self._read("months", partial(read_months, header=table.header))
        self.licence_counts = self._read("licence_count", read_count)
        self.starts = self._read("start", read_date)
        self.ends = self._read("end", read_end)
        self.notices = self._read("notice", read_notice)
        self.renewals = self._read("renewal", read_yes_no)

    def _read(self, field: str, read: Callable[[Cell], Value]) -> tuple[Value | Unread, ...] | None:
        """The values of a field; `None` when it has no column."""
        return self.table.column(field).each(partial(attempt, read)) if self.table.header.has(field) else None

    def problems(self, known: Mapping[int, str], left_out: Collection[int]) -> dict[int, str]:
        """What is wrong with each row that does not count as it should: the first thing that is.

        `known` is what was found of the rows already; those left out are not looked at.
        """
        found = dict(known)
        for position in maybe_doubtful(self.table) - found.keys():
            if position not in left_out and (said := doubt(self.table.row(position))):
                found[position] = said
        for values in (self.months, self.table.amounts, self.licence_counts, self.starts, self.ends):
            if values and Unread in set(map(type, values)):
                for position, value in enumerate(values):
                    if isinstance(value, Unread) and position not in left_out:
                        found.setdefault(position, value.said)
        return found

    def unread_notices(self, left_out: Collection[int]) -> list[int]:
        """Rows that count and whose notice cannot be read: an expense is not refused for it, and the notice stays unknown."""
        values = enumerate(self.notices or ())
        return [position for position, value in values if isinstance(value, Unread) and position not in left_out]

    def lines(self, kept: Sequence[bool]) -> list[SpendLine]:
        """The lines of the rows kept, in order."""
        table, meaning = self.table, self.meaning
        numbers = list(compress(table.numbers, kept))
        places = pieces_by_column(
            Provenance,
            len(numbers),
            file=repeat(table.context.file),
            sheet=repeat(table.sheet.name),
            row=numbers,
            column=repeat(table.header.title("amount")),
            plugin=repeat(PLUGIN),
        )
        start = table.identifier_start
        return pieces_by_column(
            SpendLine,
            len(numbers),
            id=[f"{start}{number}" for number in numbers],
            supplier_text=self._texts("supplier", kept),
            label=compress(table.texts("label").cells, kept),
            editor_text=self._texts("editor", kept),
            amount=compress(self._euros(), kept),
            amount_kind=repeat(meaning.kind),
            tax_basis=compress(self._tax_bases(), kept),
            months=(months or None for months in _values(self.months, kept)),
            account=self._texts("account", kept),
            spend_type=self._each_text("spend_type", spend_type_of, kept),
            supplier_siren=self._each_cell("supplier_id", read_siren, kept),
            contract_number=self._texts("contract_number", kept),
            service=self._texts("service", kept),
            licence_count=_values(self.licence_counts, kept),
            provenance=places,
        )

    def contracts(self, lines: Sequence[SpendLine], kept: Sequence[bool]) -> list[PurchaseContract]:
        """The contracts of the lines that give a date; `lines` are those of the rows kept."""
        if self.starts is None and self.ends is None:
            return []
        said = (self.starts, self.ends, self.notices, self.renewals)
        rows = zip(lines, *(_values(values, kept) for values in said), strict=False)
        return [
            contract
            for line, start, end, notice, renewal in rows
            if (contract := _contract(line, start, end, notice_months=notice, renews_tacitly=renewal))
        ]

    def _texts(self, field: str, kept: Sequence[bool]) -> Iterator[str | None]:
        """The texts of a field, `None` where there is none."""
        if not self.table.header.has(field):
            return repeat(None)
        texts = compress(self.table.texts(field).cells, kept)
        return (text or None for text in texts) if "" in self.table.texts(field).values else texts

    def _each_text(self, field: str, read: Callable[[str], Value], kept: Sequence[bool]) -> Iterator[Value | None]:
        return compress(self.table.texts(field).each(read), kept) if self.table.header.has(field) else repeat(None)

    def _each_cell(self, field: str, read: Callable[[Cell], Value], kept: Sequence[bool]) -> Iterator[Value | None]:
        return compress(self.table.column(field).each(read), kept) if self.table.header.has(field) else repeat(None)

    def _euros(self) -> list[Decimal]:
        """The amounts in euros at the cent, credit notes taken off; 0 where none can be read."""
        scale = self.meaning.scale
        euros = [_at_the_cent(amount, scale) for amount in self.table.amounts]
        for position in credits_of(self.table):
            euros[position] = -abs(euros[position])
        return euros

    def _tax_bases(self) -> Iterable[TaxBasis]:
        """What each row says of VAT, in a column of its own or after its amount, else what the title says."""
        said = self.meaning.tax_basis
        after = self.table.column("amount").holding(TAX_WORDS)
        has_column = self.table.header.has("tax")
        if not after and not has_column:
            return repeat(said)
        endings = self.table.column("amount").each(_tax_after)
        own = Column([f"{tax} {ending}" for tax, ending in zip(self.table.texts("tax").cells, endings, strict=True)])
        return [said if basis is TaxBasis.UNSTATED else basis for basis in own.each(tax_basis_of)]


def _at_the_cent(amount: Decimal | Unread, scale: Decimal) -> Decimal:
    """An amount in euros: most are at the cent already, and `to_cents` takes ten times as long as knowing it."""
    if isinstance(amount, Unread):
        return Decimal(0)
    return amount if scale == 1 and amount.same_quantum(CENT) else to_cents(amount * scale)


def _tax_after(cell: Cell) -> str:
    """What stands after an amount: HT, TTC or nothing."""
    found = _TAX_AFTER.search(cell_text(cell)) if isinstance(cell, str) else None
    return found.group() if found else ""


def _values(values: Sequence[Value | Unread] | None, kept: Sequence[bool]) -> Iterator[Value | None]:
    """Values of the rows kept, which can all be read."""
    if values is None:
        return repeat(None)
    return (None if isinstance(value, Unread) else value for value in compress(values, kept))


def _contract(
    line: SpendLine, start: date | None, end: date | None, *, notice_months: int | None, renews_tacitly: bool | None
) -> PurchaseContract | None:
    """The contract that a row of expenses tells of, when it gives a date."""
    if end is None and start is not None and line.months is not None:
        end = last_day(start, line.months)
    if start is None and end is None:
        return None
    return PurchaseContract(
        id=f"marche-{line.id}",
        number=line.contract_number,
        supplier_text=line.supplier_text,
        subject=line.label,
        start=start,
        end=end,
        notice_months=notice_months,
        renews_tacitly=renews_tacitly,
        provenance=line.provenance,
    )
