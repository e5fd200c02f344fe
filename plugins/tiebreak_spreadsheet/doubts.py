"""Tables whose sum would not be an expense of one year in euros: refused, with what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tiebreak import MappingError, RowsError, normalise
from tiebreak_spreadsheet.headers import Header, known_fields
from tiebreak_spreadsheet.sheet_reading import Row, SheetContext
from tiebreak_spreadsheet.tables import Sheet, cell_text, is_blank
from tiebreak_spreadsheet.values import is_number, read_year
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
    if is_partial(header.title("amount")):
        raise MappingError(
            f"{where} est un montant par unité, par mois ou par trimestre. "
            "Ajoutez une colonne du montant de l’année, ou indiquez-la par --map."
        )


def refuse_doubtful(rows: Sequence[Row], sheet: Sheet, header: Header, context: SheetContext) -> None:
    """Refuse expenses that are not euros of one year, and tables that are two.

    Raises:
        MappingError: another currency, a unit, a month, several years together, another table below, a caption
            over titles printed again.
        RowsError: text rows with more cells than titles.
    """
    refuse_other_amounts(sheet, header, context)
    _refuse_second_table(rows, sheet, context)
    _refuse_captions(rows, sheet, header, context)
    _refuse_extra_cells(rows, sheet, header, context)
    _refuse_several_years(rows, sheet, context)
    _refuse_periods(rows, sheet, header, context)


def _refuse_second_table(rows: Sequence[Row], sheet: Sheet, context: SheetContext) -> None:
    """Refuse another row of titles further down: its columns may hold something else."""
    for row in rows:
        amount = row.cell("amount")
        if not isinstance(amount, str) or is_number(amount) or row.repeats_titles:
            continue
        texts = row.filled_texts
        exact = [text for text in texts if normalise(text) in load_vocabulary().titles]
        if {"amount"} < known_fields(exact, {}):
            raise MappingError(
                f"Fichier « {context.file} »{sheet.where}, ligne {row.number} : une autre table commence, "
                f"avec d’autres titres ({', '.join(f'« {text} »' for text in texts)}). Mettez-la dans une autre feuille."
            )


def _refuse_captions(rows: Sequence[Row], sheet: Sheet, header: Header, context: SheetContext) -> None:
    """Refuse titles printed again under a caption of their own: the rows below may be of another year or another kind."""
    page_tops = {cell_text(cell) for row in sheet.rows[: header.row_index] for cell in row}
    for caption, titles in pairwise(rows):
        if not titles.repeats_titles or not is_blank(caption.cell("amount")):
            continue
        texts = caption.filled_texts
        is_caption = len(texts) == 1 and texts[0] not in page_tops
        if is_caption and not caption.is_total and not _PAGE.search(normalise(texts[0])):
            raise MappingError(
                f"Fichier « {context.file} »{sheet.where}, ligne {caption.number} : une autre table commence, "
                f"« {texts[0]} ». Gardez celle qui compte, ou mettez-les dans des feuilles distinctes."
            )


def _refuse_extra_cells(rows: Sequence[Row], sheet: Sheet, header: Header, context: SheetContext) -> None:
    """Refuse text rows wider than their titles: a separator stands inside a value, and cuts it in two."""
    if sheet.name is not None:
        return
    wide = [row for row in rows if any(not is_blank(cell) for cell in row.cells[header.width :])]
    if wide:
        raise RowsError(
            f"Fichier « {context.file} » : des lignes ont plus de cellules que de titres (en tout, {len(wide)}). "
            "Le séparateur figure sans doute dans une valeur (« 1200,50 ») : enregistrez le fichier au format XLSX, "
            "ou en CSV séparé par des points-virgules.",
            [row.problem(row.content) for row in wide[:SHOWN_ROWS]],
        )


def _refuse_several_years(rows: Sequence[Row], sheet: Sheet, context: SheetContext) -> None:
    """Refuse to add up several budget years as if they were one."""
    dated = (read_year(row.cell("year")) for row in rows if not is_blank(row.cell("amount")))
    years = sorted({str(year) for year in dated if year is not None})
    if len(years) > 1:
        raise MappingError(
            f"Fichier « {context.file} »{sheet.where} : {len(years)} exercices dans la même table ({', '.join(years)}). "
            "Leur somme n’est pas une dépense annuelle : gardez un seul exercice."
        )


def _refuse_periods(rows: Sequence[Row], sheet: Sheet, header: Header, context: SheetContext) -> None:
    """Refuse amounts of which one cannot say whether they are those of a month or of the year."""
    if is_yearly(header.title("amount")):
        return
    parts = [row for row in rows if is_part_of_year(row.text("period"))]
    if parts:
        said = ", ".join(sorted({f"« {row.text('period')} »" for row in parts}))
        raise MappingError(
            f"Fichier « {context.file} »{sheet.where} : la colonne « {header.title('period')} » dit {said} "
            f"(ligne {parts[0].number}). "
            f"« {header.title('amount')} » est-il le montant d’une échéance ou de l’année ? "
            "Ajoutez une colonne « Montant annuel »."
        )
