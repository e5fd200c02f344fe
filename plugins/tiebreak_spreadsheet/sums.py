"""Rows that sum others without saying so: found by arithmetic, left out, and said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import takewhile

from tiebreak import normalise
from tiebreak_spreadsheet.sheet_reading import Row
from tiebreak_spreadsheet.tables import is_blank

ENOUGH_ALONE = 3
"""In a table of two columns, how many rows a sum must have to be one: fewer may be chance."""
CENT = Decimal("0.01")
IDENTIFYING_FIELDS = ("voucher", "supplier_id", "contract_number", "account", "start", "end")
"""Fields that a total has no reason to fill."""


@dataclass(frozen=True)
class Counted:
    """A row of a table and what it holds."""

    row: Row
    amount: Decimal | None
    """As it is written; `None` when it has none, or counts for nothing by its own words."""
    is_total: bool = False
    """Whether its words already say that it sums others, or it has no word at all."""

    @cached_property
    def is_bare(self) -> bool:
        """Whether it says one thing and identifies nothing, as a total does."""
        identifies = any(not is_blank(self.row.cell(field)) for field in IDENTIFYING_FIELDS)
        return not identifies and len(self.row.filled_texts) == 1

    @property
    def number(self) -> int:
        """Row of the sheet."""
        return self.row.number

    def names(self, line: Counted) -> bool:
        """Whether its words hold the supplier or the service of another row, as "Total ALPHA" does."""
        said = f" {normalise(' '.join(self.row.filled_texts))} "
        return any(f" {name} " in said for field in ("supplier", "service") if (name := normalise(line.row.text(field))))


@dataclass
class _Run:
    """Consecutive lines, by their sum."""

    total: Decimal = Decimal(0)
    lines: int = 0
    detailed: int = 0
    """Lines that are not bare."""
    first: Counted | None = None
    last: Counted | None = None

    def take(self, line: Counted) -> None:
        """One more line."""
        self.total += line.amount or Decimal(0)
        self.first = self.first or line
        self.last = line
        self.lines += 1
        self.detailed += not line.is_bare

    def is_summed_by(self, line: Counted) -> bool:
        """Whether a line holds the sum of this run, to the cent; nothing is the sum of nothing."""
        return self.lines > 0 and bool(line.amount) and abs(self.total - (line.amount or 0)) < CENT

    @property
    def rows(self) -> str:
        """From which row to which."""
        return f"{self.first.number} à {self.last.number}" if self.first and self.last else ""


def unsaid_totals(rows: Sequence[Counted]) -> dict[int, str]:
    """Row of the sheet to the reason why it counts for nothing.

    A row that says one thing only and holds exactly the sum of the rows above it, since the last total or since the
    start, is a total; so is one that is named as a total is and holds that sum; so is one that holds exactly the sum of
    the rows that detail it below; so are the rows under a grand total, or under the table, that add up to it again.
    """
    lines = [each for each in rows if each.amount is not None]
    found = _totals(lines)
    found |= _recapitulated(lines, found)
    return found | _headed([each for each in lines if each.number not in found])


def _totals(lines: Sequence[Counted]) -> dict[int, str]:
    """Rows that hold the sum of those above them, and may be their total."""
    found: dict[int, str] = {}
    block, everything = _Run(), _Run()
    for each in lines:
        summed = [run for run in (block, everything) if run.is_summed_by(each)]
        summed = [run for run in summed if each.is_total or _is_sum(each, run, is_last=each is lines[-1])]
        if summed and not each.is_total:
            found[each.number] = f"total non dit : somme des lignes {summed[0].rows}"
        if each.is_total or summed:
            block = _Run()
        else:
            block.take(each)
            everything.take(each)
    return found


def _is_sum(line: Counted, run: _Run, *, is_last: bool) -> bool:
    """Whether a line that holds the sum of a run is its total rather than an expense that happens to equal it."""
    if line.row.names_total and (run.lines >= 2 or line.is_bare or (run.first is not None and line.names(run.first))):
        return True
    if not line.is_bare:
        return False
    return (run.lines >= 2 and run.detailed * 2 >= run.lines) or (is_last and run.lines >= ENOUGH_ALONE)


def _recapitulated(lines: Sequence[Counted], found: dict[int, str]) -> dict[int, str]:
    """Rows under the grand total, or under the table when it has none, that add up to it again."""
    kept = [each for each in lines if not each.is_total and each.number not in found]
    everything = _sum(kept)
    above = _Run()
    for each in lines:
        if each.is_total or each.number in found:
            if above.lines >= 2 and above.is_summed_by(each) and abs(everything - above.total * 2) < CENT:
                below = [line for line in kept if line.number > each.number]
                return {line.number: f"récapitulatif sous le total de la ligne {each.number}" for line in below}
        else:
            above.take(each)
    summary = list(takewhile(lambda each: each.is_bare, reversed(kept)))
    detail = kept[: len(kept) - len(summary)]
    suppliers = {line.row.text("supplier") for line in detail}
    names_nobody = all(line.row.filled_texts[0] not in suppliers for line in summary)
    if len(summary) >= 2 and len(detail) >= 2 and names_nobody and abs(_sum(summary) - _sum(detail)) < CENT:
        return {each.number: "récapitulatif sous la table" for each in summary}
    return {}


def _headed(lines: Sequence[Counted]) -> dict[int, str]:
    """Bare rows that hold exactly the sum of all the rows that may detail them."""
    heads: list[tuple[Counted, _Run]] = []
    is_open = False
    for each in lines:
        if is_open and not each.is_total and _details(*heads[-1], each):
            heads[-1][1].take(each)
        elif is_open := each.is_bare and not each.is_total:
            heads.append((each, _Run()))
    summing = [(head, run) for head, run in heads if run.is_summed_by(head)]
    is_layout = len(summing) >= 2 and len(summing) == len(heads)
    return {
        head.number: f"sous-total non dit : somme des lignes {run.rows}"
        for head, run in summing
        if is_layout or run.lines >= 2 or (run.first is not None and not run.first.row.text("supplier"))
    }


def _details(head: Counted, run: _Run, line: Counted) -> bool:
    """Whether a line may detail a bare row: it says more, or it names no supplier, like those before it, where that row does."""
    is_named = bool(line.row.text("supplier"))
    if head.row.text("supplier") and not (run.first.row.text("supplier") if run.first else is_named):
        return not is_named
    return not line.is_bare


def _sum(lines: Sequence[Counted]) -> Decimal:
    return sum((line.amount or Decimal(0) for line in lines), Decimal(0))
