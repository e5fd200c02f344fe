"""Rows that sum others without saying so: found by arithmetic, left out, and said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, islice, takewhile

from tiebreak import normalise
from tiebreak_spreadsheet.sheet_reading import Row

MOST_DETAILS = 500
"""How far below a subtotal its detail is looked for."""
ENOUGH_ALONE = 3
"""In a table of two columns, how many rows a sum must have to be one: fewer may be chance."""


@dataclass(frozen=True)
class Counted:
    """A filled row of a table and what it holds."""

    row: Row
    amount: Decimal | None
    """Euros; `None` when it has none."""
    is_total: bool = False
    """Whether its words already say that it sums others."""

    @cached_property
    def is_bare(self) -> bool:
        """Whether it says one thing only, as a total does."""
        return len(self.row.filled_texts) == 1

    @cached_property
    def ends_with_total(self) -> bool:
        """Whether its only words end as the subtotals of a spreadsheet do: "ALPHA Total"."""
        return self.is_bare and normalise(self.row.filled_texts[0]).split()[-1:] == ["total"]

    @property
    def number(self) -> int:
        """Row of the sheet."""
        return self.row.number


@dataclass
class _Run:
    """Consecutive lines, by their sum."""

    total: Decimal = Decimal(0)
    count: int = 0
    first: int = 0
    last: int = 0

    def take(self, line: Counted) -> None:
        """One more line."""
        self.total += line.amount or Decimal(0)
        self.first = self.first or line.number
        self.last = line.number
        self.count += 1

    def is_summed_by(self, line: Counted, enough: int) -> bool:
        """Whether a line holds exactly the sum of this run, which has enough lines for that to be no chance."""
        return self.count >= enough and self.total == line.amount


def unsaid_totals(rows: Sequence[Counted]) -> dict[int, str]:
    """Row of the sheet to the reason why it counts for nothing.

    A row that says one thing only and holds exactly the sum of the rows above it, since the last total or since the
    start, is a total; so is one that holds exactly the sum of the rows that detail it below; so are the rows under a
    grand total, or under the table, that add up to it again.
    """
    lines = [each for each in rows if each.amount is not None]
    found = _totals(lines)
    found |= _recapitulated(lines, found)
    return found | _headed([each for each in lines if each.number not in found])


def _totals(lines: Sequence[Counted]) -> dict[int, str]:
    """Bare rows that hold the sum of those above them."""
    found: dict[int, str] = {}
    has_detail = any(not each.is_bare and not each.is_total for each in lines)
    block, everything = _Run(), _Run()
    for each in lines:
        summed = [run for run in (block, everything) if run.is_summed_by(each, 1)]
        if not each.is_total:
            may_stand_alone = has_detail or each is lines[-1]
            summed = [run for run in summed if _is_sum(each, run, 2 if has_detail else ENOUGH_ALONE, may_stand_alone)]
        if summed and not each.is_total:
            found[each.number] = f"total non dit : somme des lignes {summed[0].first} à {summed[0].last}"
        if each.is_total or summed:
            block = _Run()
        else:
            block.take(each)
            everything.take(each)
    return found


def _is_sum(line: Counted, run: _Run, enough: int, may_stand_alone: bool) -> bool:  # noqa: FBT001 - a condition of its caller
    """Whether a line that holds the sum of a run is its total rather than an expense that happens to equal it."""
    return line.ends_with_total or (may_stand_alone and line.is_bare and run.count >= enough)


def _recapitulated(lines: Sequence[Counted], found: dict[int, str]) -> dict[int, str]:
    """Rows under the grand total, or under the table when it has none, that add up to it again."""
    kept = [each for each in lines if not each.is_total and each.number not in found]
    everything = _sum(kept)
    above = _Run()
    for each in lines:
        if each.is_total or each.number in found:
            if above.is_summed_by(each, 2) and above.total and everything == above.total * 2:
                below = [line for line in kept if line.number > each.number]
                return {line.number: f"récapitulatif sous le total de la ligne {each.number}" for line in below}
        else:
            above.take(each)
    summary = list(takewhile(lambda each: each.is_bare, reversed(kept)))
    detail = kept[: len(kept) - len(summary)]
    if len(summary) >= 2 and len(detail) >= 2 and _sum(summary) == _sum(detail):
        return {each.number: "récapitulatif sous la table" for each in summary}
    return {}


def _headed(lines: Sequence[Counted]) -> dict[int, str]:
    """Bare rows that hold exactly the sum of the next ones, which say more than they do."""
    found: dict[int, str] = {}
    for index, each in enumerate(lines):
        if each.is_total or not each.is_bare or not each.amount or each.number in found:
            continue
        details = []
        for following in islice(lines, index + 1, index + 1 + MOST_DETAILS):
            if following.is_total or not _details(each, following):
                break
            details.append(following)
        sums = list(accumulate(detail.amount or Decimal(0) for detail in details))
        if each.amount in sums and (length := sums.index(each.amount) + 1) and _is_enough(details[:length]):
            found[each.number] = f"sous-total non dit : somme des lignes {details[0].number} à {details[length - 1].number}"
    return found


def _details(head: Counted, line: Counted) -> bool:
    """Whether a line may detail a bare row: it says more, or names no supplier where the bare row does."""
    return not line.is_bare or bool(head.row.text("supplier") and not line.row.text("supplier"))


def _is_enough(details: Sequence[Counted]) -> bool:
    """One line is enough to detail a row only when it names no supplier of its own."""
    return len(details) >= 2 or not details[0].row.text("supplier")


def _sum(lines: Sequence[Counted]) -> Decimal:
    return sum((line.amount or Decimal(0) for line in lines), Decimal(0))
