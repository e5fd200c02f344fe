"""What one sheet gave, and the words in which rows are left out."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import ValidationError

from tiebreak import LeftOut, MarginalTable, PurchaseContract, SpendLine, normalise
from tiebreak_spreadsheet.headers import Header
from tiebreak_spreadsheet.tables import Cell, Sheet
from tiebreak_spreadsheet.values import UnreadableValueError, read_count

MAX_MONTHS = 600

TOTAL_ROW = "ligne de total ou de sous-total"
NO_AMOUNT = "aucun montant"
NO_WORDS = "ni fournisseur, ni libellé"
PART_OF_ANOTHER = "détail d’une autre ligne (« dont »)"
REPEATED_TITLES = "titres répétés au milieu de la table"
COLUMN_NUMBERS = "numéros de colonnes"
NOT_SPENDING = "recette, ou pièce annulée, rejetée ou seulement prévue"
OTHER_CURRENCY = "autre devise que l’euro"
SUMMARY_SHEET = "feuille de synthèse : le détail est lu dans une autre feuille"
UNREADABLE = "ligne illisible, écartée à la demande"


@dataclass(frozen=True)
class SheetReading:
    """What one sheet gave."""

    heading_rows: int
    spend_lines: tuple[SpendLine, ...] = ()
    contracts: tuple[PurchaseContract, ...] = ()
    marginal: MarginalTable | None = None
    left_out: tuple[LeftOut, ...] = ()
    bad_rows: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    year: int | None = None
    """Budget year that the sheet states; `None` when it states none."""


def problem_of(error: UnreadableValueError | ValidationError) -> str:
    """What is wrong with a row, in French, whoever found it."""
    if isinstance(error, UnreadableValueError):
        return str(error)
    fields = ", ".join(sorted({f"{fault['loc'][0]} = {fault['input']!r}" for fault in error.errors() if fault["loc"]}))
    return f"valeur hors des limites ({fields}). Corrigez-la."


def read_months(cell: Cell, header: Header) -> int | None:
    """A duration in months; a title in years counts twelve for each.

    Raises:
        UnreadableValueError: when it is no whole positive number, or is longer than any contract.
    """
    count = read_count(cell)
    if count is None:
        return None
    months = count * 12 if {"an", "ans", "annee", "annees"} & set(normalise(header.title("months")).split()) else count
    if months > MAX_MONTHS:
        raise UnreadableValueError(f"durée de {months} mois hors des limites ({MAX_MONTHS} au plus). Corrigez-la.")
    return months


def heading_rows(sheet: Sheet, header: Header) -> int:
    """Filled rows down to the titles, included."""
    return sum(index <= header.row_index for index in sheet.filled[: header.row_index + 1])
