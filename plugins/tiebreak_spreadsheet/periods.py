"""Amounts written month by month, quarter by quarter or half-year by half-year: together they are that of the year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise

from tiebreak import normalise
from tiebreak_spreadsheet.tables import Cell, is_blank
from tiebreak_spreadsheet.values import UnreadableValueError, amount_or_none, read_amount
from tiebreak_spreadsheet.vocabulary import load_vocabulary

LEAST_MONTHS = 3
"""Fewer columns of months are rarely a table by month."""
LEAST_GROWING_ROWS = 2
"""Rows that only grow, and are most of them: fewer may be chance."""
AMOUNT_WORDS = frozenset(
    {"montant", "montants", "depense", "depenses", "facture", "ttc", "ht", "euro", "euros", "eur", "en", "de", "du", "le", "mois"}
)
"""Words that say no more of a column than that it holds euros."""
PARTS = {"month": 12, "quarter": 4, "half": 2}
_QUARTER = re.compile(r"\bt([1-4])\b|\b([1-4])(?:er|e|eme|nd|st|rd|th)? trim(?:estre)?s?\b|\btrim(?:estre)? ([1-4])\b")
_YEAR = re.compile(r"\b20\d\d\b")
_HALF = re.compile(r"\b([12])(?:er|e|eme|nd)? sem(?:estre)?s?\b|\bsem(?:estre)? ([12])\b")


def periods_of(titles: Sequence[str]) -> tuple[int, ...]:
    """Indexes of the columns that are the parts of one year, and nothing else tells apart; empty when there are none.

    Months may be fewer than twelve, as those of a year under way; quarters and half-years are all there.

    >>> periods_of(("Fournisseur", "T1", "T2", "T3", "T4"))
    (1, 2, 3, 4)
    """
    kinds: dict[tuple[str, str], dict[int, int]] = {}
    for index, title in enumerate(titles):
        if part := _part_of_year(title):
            kind, rank, rest = part
            if kinds.setdefault((kind, rest), {}).setdefault(rank, index) != index:
                return ()
    years = {year for title in titles if _part_of_year(title) for year in _YEAR.findall(title)}
    if len(kinds) != 1 or len(years) > 1 or not all(_says_amount(word) for _, rest in kinds for word in rest.split()):
        return ()
    (((kind, _), ranks),) = kinds.items()
    least = LEAST_MONTHS if kind == "month" else PARTS[kind]
    return tuple(sorted(ranks.values())) if len(ranks) >= least else ()


def says_amount(text: str) -> bool:
    """Whether a text above columns of months says no more than that they hold euros; nothing says it too.

    >>> says_amount("Montants en euros"), says_amount("Heures consommées"), says_amount("")
    (True, False, True)
    """
    return all(_says_amount(word) for word in _rest(normalise(text)).split())


def looks_cumulative(rows: Iterable[Sequence[Cell]]) -> bool:
    """Whether the parts of most rows only grow, as running totals do: a sum of them would count the same euros again."""
    growing = whole = 0
    for cells in rows:
        amounts = [cell for cell in map(amount_or_none, cells) if cell is not None]
        if len(amounts) < len(cells):
            continue
        whole += 1
        growing += all(after >= before for before, after in pairwise(amounts)) and amounts[-1] > amounts[0]
    return growing >= LEAST_GROWING_ROWS and growing * 2 > whole


def summed(cells: Sequence[Cell]) -> Cell:
    """The amount of a year from its parts, as a text; `None` when none is filled, the first unreadable one when there is one."""
    filled = [cell for cell in cells if not is_blank(cell)]
    total = Decimal(0)
    for cell in filled:
        try:
            total += read_amount(cell)
        except UnreadableValueError:
            return cell
    return f"{total:f}" if filled else None


def said_of_periods(titles: Sequence[str]) -> str:
    """How the amount was made, and that the year is not whole when it is not."""
    kind = next(part[0] for title in titles if (part := _part_of_year(title)))
    missing = "" if len(titles) == PARTS[kind] else f" ; il n’y a que {len(titles)} mois : ce n’est pas une année entière"
    return f"montant de l’année = somme de {len(titles)} colonnes, de « {titles[0]} » à « {titles[-1]} »{missing}"


def _part_of_year(title: str) -> tuple[str, int, str] | None:
    """What part of a year a title names: its kind, its rank, and the words that remain but for the year."""
    said = normalise(title)
    for kind, pattern in (("quarter", _QUARTER), ("half", _HALF)):
        if found := pattern.search(said):
            rank = next(int(group) for group in found.groups() if group)
            return kind, rank, _rest(pattern.sub(" ", said))
    words = said.split()
    named = [word for word in words if word in _months()]
    if len(named) != 1:
        return None
    return "month", _months()[named[0]], _rest(" ".join(word for word in words if word != named[0]))


def _says_amount(word: str) -> bool:
    """Whether a word beside a period only says which amount it is; "cumul" does not."""
    return word in AMOUNT_WORDS or any(word.startswith(kind) for kind in load_vocabulary().amount_kinds)


def _rest(said: str) -> str:
    return " ".join(_YEAR.sub(" ", said).split())


@cache
def _months() -> Mapping[str, int]:
    """Each way of writing a month, and its rank: they stand in the order of the year, the longest first."""
    ranks: dict[str, int] = {}
    rank = 0
    last = ""
    for name in load_vocabulary().month_names:
        rank += not last.startswith(name)
        last = last if last.startswith(name) else name
        ranks[name] = rank
    return ranks
