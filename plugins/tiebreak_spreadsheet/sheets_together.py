"""Several sheets of expenses in one workbook: added only when nothing says that one repeats another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

from tiebreak import MappingError, SpendLine, normalise
from tiebreak_spreadsheet.sheet_reading import SheetReading
from tiebreak_spreadsheet.tables import Sheet
from tiebreak_spreadsheet.vocabulary import is_month

Spent = tuple[str, Sequence[SpendLine]]
"""Name of a sheet and its lines."""

SHARED_ENOUGH = 2
"""Two sheets with this many lines in common, and half of the smaller one, tell of the same money."""
REMEDY = "Masquez ou supprimez, dans le classeur, celles qui ne doivent pas compter."


def refuse_repeated_sheets(file: str, sheets: Sequence[Sheet], parts: Sequence[SheetReading]) -> None:
    """Refuse to add up sheets that hold the same money, or that of several years.

    Raises:
        MappingError: with the sheets concerned, and what to do.
    """
    spent = [(sheet.name or "", part.spend_lines) for sheet, part in zip(sheets, parts, strict=True) if part.spend_lines]
    if len(spent) > 1:
        _refuse_shared_lines(file, spent)
        _refuse_summary(file, spent)
    years = {
        sheet.name or "": year
        for sheet, part in zip(sheets, parts, strict=True)
        if part.spend_lines and (year := _year(sheet, part))
    }
    if len(set(years.values())) > 1:
        names = ", ".join(f"« {name} » : {year}" for name, year in years.items())
        raise MappingError(
            f"Fichier « {file} » : des feuilles de plusieurs années ({names}). Leur somme n’est pas une dépense annuelle. {REMEDY}"
        )


def _refuse_shared_lines(file: str, spent: Sequence[Spent]) -> None:
    """Refuse two sheets that have lines in common, unless each is that of a period."""
    contents = {name: _contents(lines) for name, lines in spent}
    for (name, lines), (other, others) in combinations(spent, 2):
        if _is_period(name) and _is_period(other):
            continue
        shared = (contents[name] & contents[other]).total()
        if shared >= SHARED_ENOUGH and shared * 2 >= min(len(lines), len(others)):
            raise MappingError(
                f"Fichier « {file} » : les feuilles « {name} » et « {other} » ont {shared} lignes communes. {REMEDY}"
            )


def _refuse_summary(file: str, spent: Sequence[Spent]) -> None:
    """Refuse a sheet that amounts to as much as all the others."""
    totals = [sum((line.amount for line in lines), Decimal(0)) for _, lines in spent]
    for (name, _), total in zip(spent, totals, strict=True):
        if total and total * 2 == sum(totals, Decimal(0)):
            raise MappingError(f"Fichier « {file} » : la feuille « {name} » a le même total que les autres réunies. {REMEDY}")


def _is_period(name: str) -> bool:
    """Whether a sheet is named after a month or a quarter: a subscription comes back in each."""
    return is_month(name) or re.match(r"t[1-4]\b|trimestre|[1-4]e[r]? trimestre", normalise(name)) is not None


def _year(sheet: Sheet, part: SheetReading) -> int | None:
    """The budget year that a sheet states, or that its name tells."""
    named = re.findall(r"(?<!\d)20\d\d(?!\d)", sheet.name or "")
    return part.year or (int(named[0]) if len(named) == 1 else None)


def stated_year(sheets: Sequence[Sheet], parts: Sequence[SheetReading]) -> int | None:
    """The one budget year of the expenses of a workbook; `None` when it is not said."""
    years = {year for sheet, part in zip(sheets, parts, strict=True) if part.spend_lines and (year := _year(sheet, part))}
    return years.pop() if len(years) == 1 else None


def several_tables(sheets: Sequence[Sheet], parts: Sequence[SheetReading]) -> list[str]:
    """Says which sheets were added up."""
    names = [f"« {sheet.name} »" for sheet, part in zip(sheets, parts, strict=True) if part.spend_lines]
    if len(names) < 2:
        return []
    return [f"{len(names)} feuilles de dépenses additionnées ({', '.join(names)}) : vérifiez qu’aucune n’en résume une autre"]


def _contents(lines: Sequence[SpendLine]) -> Counter[tuple[str | None, str, Decimal]]:
    return Counter((line.supplier_text, line.label, line.amount) for line in lines)
