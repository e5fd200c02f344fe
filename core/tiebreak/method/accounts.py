"""The account of each file: nothing that was filled is neither a title, nor evidence, nor left out with a reason."""

from __future__ import annotations

from decimal import Decimal

from tiebreak.model.diagnosis import FileAccount
from tiebreak.model.reading import Reading


def account_of(reading: Reading) -> FileAccount:
    """Rows by what became of them. That they make the whole file was checked when it was read."""
    left_out = sum(row.row_count for row in reading.left_out)
    kinds = {(line.amount_kind, line.tax_basis) for line in reading.spend_lines}
    return FileAccount(
        file=reading.file,
        row_count=reading.rows_in_file,
        heading_count=reading.heading_rows,
        evidence_count=reading.rows_in_file - reading.heading_rows - left_out,
        left_out_count=left_out,
        amount=sum((line.amount for line in reading.spend_lines), Decimal(0)) if len(kinds) == 1 else None,
    )
