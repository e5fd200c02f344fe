"""Tables of expenses: one line of evidence a row, and the contracts that the same row tells of."""

from __future__ import annotations

import re
from collections.abc import Collection

from tiebreak import AmountKind, normalise
from tiebreak_spreadsheet.amount_meaning import AmountMeaning, amount_meaning, scaled, text_above
from tiebreak_spreadsheet.days import is_endless, said_of_endless
from tiebreak_spreadsheet.doubts import refuse_doubtful
from tiebreak_spreadsheet.fates import fates_of
from tiebreak_spreadsheet.headers import Header
from tiebreak_spreadsheet.lines import LineValues
from tiebreak_spreadsheet.repeated_ceilings import without_repeated_ceilings
from tiebreak_spreadsheet.row import SheetContext
from tiebreak_spreadsheet.sheet_reading import UNREADABLE, SheetReading, heading_rows
from tiebreak_spreadsheet.table_rows import TableRows
from tiebreak_spreadsheet.tables import Sheet
from tiebreak_spreadsheet.values import read_year

_YEAR = re.compile(r"\b20\d\d\b")
_YEAR_ABOVE = re.compile(r"\b(?:exercice|budget|année)\D{0,12}(20\d\d)\b", re.IGNORECASE)


def read_expenses(sheet: Sheet, header: Header, context: SheetContext) -> SheetReading:
    """The lines of a table of expenses; a total, an empty amount or an unreadable row is left out or refused."""
    table = TableRows(sheet, header, context)
    refuse_doubtful(table)
    meaning = scaled(amount_meaning(header), sheet, header)
    fates = fates_of(table)
    values = LineValues(table, meaning)
    problems = values.problems(fates.problems, fates.left_out)
    reasons = {**fates.left_out, **(dict.fromkeys(problems, UNREADABLE) if context.leaves_out_unreadable else {})}
    kept = [True] * len(table)
    for position in (*reasons, *problems):
        kept[position] = False
    lines = values.lines(kept)
    contracts = values.contracts(lines, kept)
    left_out = [table.row(position).left_out(reason, meaning.scale) for position, reason in sorted(reasons.items())]
    if meaning.kind is AmountKind.CEILING:
        lines, shared = without_repeated_ceilings(lines)
        left_out += shared
        counted = {line.place for line in lines}
        contracts = [contract for contract in contracts if contract.place in counted]
    return SheetReading(
        heading_rows=heading_rows(sheet, header),
        spend_lines=tuple(lines),
        contracts=tuple(contracts),
        left_out=tuple(left_out),
        bad_rows=()
        if context.leaves_out_unreadable
        else tuple(table.row(position).problem(said) for position, said in sorted(problems.items())),
        notices=(*_notices(meaning, table, fates.left_out), *_unread_notices(values, reasons)),
        year=_year(table),
    )


def _unread_notices(values: LineValues, left_out: Collection[int]) -> tuple[str, ...]:
    """Says how many notices are not understood: their contracts stand, with a notice unknown."""
    unread = values.unread_notices(left_out)
    if not unread:
        return ()
    first = values.table.number(unread[0])
    return (f"préavis illisible ligne {first}, pris pour inconnu ({len(unread)} en tout) : écrivez un nombre de mois",)


def _year(table: TableRows) -> int | None:
    """The budget year of the amounts: that of its column, else of their title, else of "Exercice…" above the table."""
    column = {year for cell in table.column("year").values if (year := read_year(cell)) is not None}
    above = _YEAR_ABOVE.findall(text_above(table.sheet, table.header))
    stated = (column, _YEAR.findall(table.header.title("amount")), above)
    years = next((set(map(int, found)) for found in stated if found), set())
    return years.pop() if len(years) == 1 else None


def _notices(meaning: AmountMeaning, table: TableRows, left_out: Collection[int]) -> list[str]:
    """What the user should know of how the table was understood."""
    header = table.header
    notices = [*header.notices, *([meaning.notice] if meaning.notice else [])]
    if not header.has("supplier"):
        notices.append("aucune colonne de fournisseur reconnue : les éditeurs ne sont cherchés que dans les libellés")
    else:
        notices += _written_once(table, left_out)
    if not header.has("label"):
        notices.append("aucune colonne de libellé reconnue : les produits ne peuvent pas l’être")
    if header.has("quantity") or header.has("licence_count"):
        notices += _by_line(header)
    notices += said_of_endless(len(table.column("end").where(is_endless).difference(left_out)))
    buyers = set(table.texts("buyer").values) - {""}
    if len(buyers) > 1:
        notices.append(f"{len(buyers)} acheteurs différents : ce fichier n’est pas celui d’une seule collectivité")
    return notices


def _written_once(table: TableRows, left_out: Collection[int]) -> list[str]:
    """Says how many lines have no supplier in a table where others have one."""
    without = sorted(table.without("supplier").difference(left_out))
    if not without or len(without) == len(table) - len(left_out):
        return []
    first = table.number(without[0])
    said = f"{len(without)} dépenses sans fournisseur (la première ligne {first}) : fournisseur inconnu. "
    return [said + "S’il n’est écrit qu’une fois pour plusieurs lignes, recopiez-le sur chacune"]


def _by_line(header: Header) -> list[str]:
    """Says that an amount beside a quantity was taken for that of the whole line."""
    title = header.title("amount")
    if "total" in normalise(title).split() or header.has("unit_price"):
        return []
    return [f"la colonne « {title} » est lue comme le montant de toute la ligne, non comme un prix par unité"]
