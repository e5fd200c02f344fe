"""Tables whose sum would not be an expense of one year in euros: refused, with what to do."""

from __future__ import annotations

import re

from tiebreak import MappingError, RowsError, normalise
from tiebreak_spreadsheet.headers import Header, known_fields
from tiebreak_spreadsheet.row import SheetContext
from tiebreak_spreadsheet.suspects import maybe_titles
from tiebreak_spreadsheet.table_rows import TableRows
from tiebreak_spreadsheet.tables import Cell, Sheet, cell_text, is_blank
from tiebreak_spreadsheet.values import Unread, is_number, read_year
from tiebreak_spreadsheet.vocabulary import is_part_of_year, is_partial, is_yearly, load_vocabulary, states_other_currency

SHOWN_ROWS = 5
_PAGE = re.compile(r"\bpage \d|^page\b|^suite\b|^\d+ \d+$")


def refuse_other_amounts(sheet: Sheet, header: Header, context: SheetContext) -> None:
    """Refuse a column that its own title says is not in euros, or is that of a unit or of a month.

    Raises:
        MappingError: with what to do.
    """
    where = f"Fichier « {context.file} »{sheet.where} : la colonne « {header.title('amount')} »"
    if states_other_currency(header.title("amount")):
        raise MappingError(f"{where} n’est pas en euros. Convertissez-la d’abord.")
    if is_partial(header.title("amount")) and not header.sums_periods:
        raise MappingError(
            f"{where} est un montant par unité, par mois ou par trimestre. "
            "Ajoutez une colonne du montant de l’année, ou indiquez-la par --map."
        )


def refuse_doubtful(table: TableRows) -> None:
    """Refuse expenses that are not euros of one year, and tables that are two.

    Raises:
        MappingError: another currency, a unit, a month, several years together, another table below, a caption
            over titles printed again.
        RowsError: text rows with more cells than titles.
    """
    refuse_other_amounts(table.sheet, table.header, table.context)
    _refuse_second_table(table)
    _refuse_captions(table)
    _refuse_extra_cells(table)
    _refuse_several_years(table)
    _refuse_periods(table)
    _refuse_debit_alone(table)


def _where(table: TableRows) -> str:
    return f"Fichier « {table.context.file} »{table.sheet.where}"


def _refuse_second_table(table: TableRows) -> None:
    """Refuse another row of titles further down: its columns may hold something else."""
    cells = table.column("amount").cells
    worded = [
        position
        for position, (cell, amount) in enumerate(zip(cells, table.amounts, strict=True))
        if isinstance(cell, str) and (isinstance(amount, Unread) or not amount) and not is_number(cell)
    ]
    for row in table.rows(worded):
        if row.repeats_titles:
            continue
        texts = row.filled_texts
        exact = [text for text in texts if normalise(text) in load_vocabulary().titles]
        if {"amount"} < known_fields(exact, {}):
            raise MappingError(
                f"{_where(table)}, ligne {row.number} : une autre table commence, "
                f"avec d’autres titres ({', '.join(f'« {text} »' for text in texts)}). Mettez-la dans une autre feuille."
            )


def _refuse_captions(table: TableRows) -> None:
    """Refuse titles printed again under a caption of their own: the rows below may be of another year or another kind."""
    page_tops = {cell_text(cell) for row in table.sheet.rows(0, table.header.row_index) for cell in row}
    for position in sorted(maybe_titles(table) - {0}):
        caption = table.row(position - 1)
        if not table.row(position).repeats_titles or not is_blank(caption.cell("amount")):
            continue
        texts = caption.filled_texts
        is_caption = len(texts) == 1 and texts[0] not in page_tops
        if is_caption and not caption.is_total and not _PAGE.search(normalise(texts[0])):
            raise MappingError(
                f"{_where(table)}, ligne {caption.number} : une autre table commence, "
                f"« {texts[0]} ». Gardez celle qui compte, ou mettez-les dans des feuilles distinctes."
            )


def _refuse_extra_cells(table: TableRows) -> None:
    """Refuse text rows wider than their titles: a separator stands inside a value, and cuts it in two."""
    if table.sheet.name is not None:
        return
    wide: set[int] = set()
    for column in table.columns[table.header.width :]:
        wide |= column.where(_is_filled)
    if wide:
        raise RowsError(
            f"Fichier « {table.context.file} » : des lignes ont plus de cellules que de titres (en tout, {len(wide)}). "
            "Le séparateur figure sans doute dans une valeur (« 1200,50 ») : enregistrez le fichier au format XLSX, "
            "ou en CSV séparé par des points-virgules.",
            [row.problem(row.content) for row in table.rows(sorted(wide)[:SHOWN_ROWS])],
        )


def _is_filled(cell: Cell) -> bool:
    return not is_blank(cell)


def _refuse_several_years(table: TableRows) -> None:
    """Refuse to add up several budget years as if they were one."""
    if not table.header.has("year"):
        return
    with_amount = table.column("amount").cells
    dated = {cell for cell, amount in zip(table.column("year").cells, with_amount, strict=True) if amount is not None}
    years = sorted({str(year) for year in map(read_year, dated) if year is not None})
    if len(years) > 1:
        raise MappingError(
            f"{_where(table)} : {len(years)} exercices dans la même table ({', '.join(years)}). "
            "Leur somme n’est pas une dépense annuelle : gardez un seul exercice."
        )


def _refuse_debit_alone(table: TableRows) -> None:
    """Refuse the debits of an account when credits stand beside them: the credit notes would be forgotten."""
    title = table.header.title("amount")
    credit = next((index for index, each in enumerate(table.header.titles) if normalise(each).split()[:1] == ["credit"]), None)
    if normalise(title).split()[:1] != ["debit"] or credit is None:
        return
    filled = table.columns[credit].where(_is_filled) & table.column("amount").empty
    if filled:
        raise MappingError(
            f"{_where(table)} : « {table.header.titles[credit]} » est rempli là où « {title} » est vide "
            f"(ligne {table.number(min(filled))}) : ces avoirs seraient oubliés. Ajoutez une colonne « Montant » (débit − crédit)."
        )


def _refuse_periods(table: TableRows) -> None:
    """Refuse amounts of which one cannot say whether they are those of a month or of the year."""
    if is_yearly(table.header.title("amount")) or not table.header.has("period"):
        return
    periods = table.texts("period")
    if parts := sorted(periods.where(is_part_of_year)):
        said = ", ".join(sorted({f"« {periods.cells[position]} »" for position in parts}))
        raise MappingError(
            f"{_where(table)} : la colonne « {table.header.title('period')} » dit {said} "
            f"(ligne {table.number(parts[0])}). "
            f"« {table.header.title('amount')} » est-il le montant d’une échéance ou de l’année ? "
            "Ajoutez une colonne « Montant annuel »."
        )
