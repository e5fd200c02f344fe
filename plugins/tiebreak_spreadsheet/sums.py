"""Rows that sum others without saying so: found by arithmetic, left out, and said."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, islice, takewhile
from operator import sub

from tiebreak import normalise
from tiebreak_spreadsheet.bare_rows import bare_rows
from tiebreak_spreadsheet.table_rows import TableRows

ENOUGH_ALONE = 3
"""In a table of two columns, how many rows a sum must have to be one: fewer may be chance."""
CENT = Decimal("0.01")
_NUMBER = re.compile(r"\d+")


class Lines:
    """The rows of a table that hold an amount, by position."""

    def __init__(self, table: TableRows, amounts: Sequence[Decimal | None], *, totals: Collection[int]) -> None:
        self.table = table
        self.totals = totals
        """Rows whose words already say that they sum others, or that have no word at all."""
        self.amounts = {position: amount for position, amount in enumerate(amounts) if amount is not None}
        """As they are written, of the rows that may count or sum."""
        self._suppliers = table.texts("supplier").cells

    @cached_property
    def bare(self) -> AbstractSet[int]:
        """Rows that say one thing and identify nothing, as a total does."""
        return bare_rows(self.table)

    def has_supplier(self, position: int) -> bool:
        """Whether a row names who is paid."""
        return bool(self._suppliers[position])

    def names(self, position: int, other: int) -> bool:
        """Whether the words of a row hold the supplier or the service of another, as "Total ALPHA" does."""
        said = f" {normalise(' '.join(self.table.row(position).filled_texts))} "
        texts = (self.table.texts(field).cells[other] for field in ("supplier", "service"))
        return any(f" {name} " in said for text in texts if (name := normalise(text)))

    def form(self, position: int) -> str:
        """How a row is named, but for its numbers: "article #" for "Article 6156"."""
        return _NUMBER.sub("#", normalise(" ".join(self.table.row(position).filled_texts)))

    def sum(self, positions: Collection[int]) -> Decimal:
        """What rows amount to together."""
        return sum((self.amounts[position] for position in positions), Decimal(0))

    def said(self, run: Run) -> str:
        """From which row to which."""
        return f"{self.table.number(run.taken[0])} à {self.table.number(run.taken[-1])}" if run.taken else ""


class Run:
    """Consecutive lines, by their sum."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.taken: list[int] = []
        self._judged = 0
        self._detailed = 0

    def take(self, position: int, amount: Decimal) -> None:
        """One more line."""
        self.total += amount
        self.taken.append(position)

    def is_summed_by(self, amount: Decimal) -> bool:
        """Whether an amount is the sum of this run, to the cent; nothing is the sum of nothing."""
        return abs(self.total - amount) < CENT and bool(self.taken) and bool(amount)

    def detailed(self, bare: AbstractSet[int]) -> int:
        """How many of the lines are not bare."""
        self._detailed += sum(position not in bare for position in self.taken[self._judged :])
        self._judged = len(self.taken)
        return self._detailed


def unsaid_totals(lines: Lines) -> dict[int, str]:
    """Position of a row to the reason why it counts for nothing.

    A row that says one thing only and holds exactly the sum of the rows above it, since the last total or since the
    start, is a total; so is one that is named as a total is and holds that sum; so is one that holds exactly the sum of
    the rows that detail it below; so are the rows under a grand total, or under the table, that add up to it again.
    """
    found = _totals(lines)
    found |= _recapitulated(lines, found)
    return found | _headed(lines, found)


def _totals(lines: Lines) -> dict[int, str]:
    """Rows that hold the sum of those above them, and may be their total."""
    found: dict[int, str] = {}
    forms: set[str] = set()
    """How the totals found so far are named, but for their numbers."""
    if not _may_hold_sums(lines):
        return found
    last = next(reversed(lines.amounts), None)
    everything = Run()
    runs: tuple[Run, ...] = (everything,)
    """The rows since the last total, and all of them: the same until there is a total."""
    for position, amount in lines.amounts.items():
        is_total = position in lines.totals
        summed = [run for run in runs if run.is_summed_by(amount)]
        if summed and not is_total:
            is_like_another = position in lines.bare and lines.form(position) in forms
            summed = [run for run in summed if is_like_another or _is_sum(lines, position, run, is_last=position == last)]
            if summed:
                forms.add(lines.form(position))
                found[position] = f"total non dit : somme des lignes {lines.said(summed[0])}"
        if is_total or summed:
            runs = (Run(), everything)
        else:
            for run in runs:
                run.take(position, amount)
    return found


def _may_hold_sums(lines: Lines) -> bool:
    """A quick look: a row says that it is a total, or is within a cent of the sum of all the rows above it.

    Without any, there is one run, and no row sums it; seen in a third of the time that runs take.
    """
    if any(position in lines.amounts for position in lines.totals):
        return True
    amounts = lines.amounts.values()
    gaps = map(sub, accumulate(amounts), islice(amounts, 1, None))
    return min(map(abs, gaps), default=CENT) < CENT


def _is_sum(lines: Lines, position: int, run: Run, *, is_last: bool) -> bool:
    """Whether a line that holds the sum of a run is its total rather than an expense that happens to equal it."""
    count = len(run.taken)
    is_bare = position in lines.bare
    if lines.table.row(position).names_total and (count >= 2 or is_bare or lines.names(position, run.taken[0])):
        return True
    if not is_bare:
        return False
    return (count >= 2 and run.detailed(lines.bare) * 2 >= count) or (is_last and count >= ENOUGH_ALONE)


def _recapitulated(lines: Lines, found: dict[int, str]) -> dict[int, str]:
    """Rows under the grand total, or under the table when it has none, that add up to it again."""
    kept = [position for position in lines.amounts if position not in lines.totals and position not in found]
    if len(kept) < len(lines.amounts) and (total := _grand_total(lines, found, lines.sum(kept))) is not None:
        said = f"récapitulatif sous le total de la ligne {lines.table.number(total)}"
        return {position: said for position in kept if position > total}
    summary = list(takewhile(lambda position: position in lines.bare, reversed(kept)))
    if len(summary) < 2 or len(kept) - len(summary) < 2:
        return {}
    detail = kept[: len(kept) - len(summary)]
    suppliers = {lines.table.texts("supplier").cells[position] for position in detail}
    names_nobody = all(lines.table.row(position).filled_texts[0] not in suppliers for position in summary)
    if names_nobody and abs(lines.sum(summary) - lines.sum(detail)) < CENT:
        return dict.fromkeys(summary, "récapitulatif sous la table")
    return {}


def _grand_total(lines: Lines, found: dict[int, str], everything: Decimal) -> int | None:
    """The first total of all that stands above it, when what stands below it amounts to as much."""
    above = Run()
    for position, amount in lines.amounts.items():
        if position not in lines.totals and position not in found:
            above.take(position, amount)
        elif len(above.taken) >= 2 and above.is_summed_by(amount) and abs(everything - above.total * 2) < CENT:
            return position
    return None


def _headed(lines: Lines, found: dict[int, str]) -> dict[int, str]:
    """Bare rows that hold exactly the sum of all the rows that may detail them."""
    if not lines.bare:
        return {}
    heads: list[tuple[int, Run]] = []
    is_open = False
    for position, amount in lines.amounts.items():
        if position in found:
            continue
        is_total = position in lines.totals
        if is_open and not is_total and _details(lines, *heads[-1], position):
            heads[-1][1].take(position, amount)
        elif is_open := position in lines.bare and not is_total:
            heads.append((position, Run()))
    summing = [(head, run) for head, run in heads if run.is_summed_by(lines.amounts[head])]
    is_layout = len(summing) >= 2 and len(summing) == len(heads)
    return {
        head: f"sous-total non dit : somme des lignes {lines.said(run)}"
        for head, run in summing
        if is_layout or len(run.taken) >= 2 or not lines.has_supplier(run.taken[0])
    }


def _details(lines: Lines, head: int, run: Run, position: int) -> bool:
    """Whether a line may detail a bare row: it says more, or it names no supplier, like those before it, where that row does."""
    is_named = lines.has_supplier(position)
    if lines.has_supplier(head) and not (lines.has_supplier(run.taken[0]) if run.taken else is_named):
        return not is_named
    return position not in lines.bare
