"""Cells and names that no table should hold: dates of no contract, endless numbers, commands to a terminal."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.tiebreak_spreadsheet.files import read
from tiebreak import RowsError
from tiebreak_spreadsheet.days import read_date, read_end
from tiebreak_spreadsheet.headers import find_header, known_fields
from tiebreak_spreadsheet.row import SheetContext, identifier_starts
from tiebreak_spreadsheet.table_rows import TableRows
from tiebreak_spreadsheet.tables import Cell, Sheet, cell_text
from tiebreak_spreadsheet.values import UnreadableValueError, read_amount, read_count

TITLES = ("Fournisseur", "Libellé", "Montant mandaté")


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(math.nan, id="not a number"),
        pytest.param(math.inf, id="infinite"),
        pytest.param("31/12/0202", id="of antiquity"),
        pytest.param("31/12/202", id="a year of three digits is not the start of another"),
        pytest.param("31/12/20262", id="nor one of five"),
        pytest.param("01/01/1949", id="before 1950"),
        pytest.param(date(2151, 1, 1), id="after 2150"),
        pytest.param(datetime(44, 3, 15), id="a time of antiquity"),  # noqa: DTZ001 - workbooks give times without a zone
        pytest.param(date.max, id="the last day of the calendar begins nothing"),
    ],
)
def test_what_is_no_day_of_a_contract_is_to_be_corrected(cell: Cell) -> None:
    with pytest.raises(UnreadableValueError, match=r"^date .*(?:Écrivez-la|Corrigez-la)"):
        read_date(cell)


@pytest.mark.parametrize(
    ("cell", "day"), [("01/01/1950", date(1950, 1, 1)), (date(2150, 12, 31), date(2150, 12, 31)), ("2026-01-31T00:00", None)]
)
def test_the_days_of_two_centuries_are_read(cell: Cell, day: date | None) -> None:
    assert read_date(cell) == (day or date(2026, 1, 31))


@pytest.mark.parametrize("cell", ["31/12/9999", "9999-12-31", date.max, datetime(9999, 12, 31, 23, 59), None])  # noqa: DTZ001
def test_the_last_day_of_the_calendar_is_no_end(cell: Cell) -> None:
    assert read_end(cell) is None


@pytest.mark.parametrize("titles", [(*TITLES, "Début", "Fin"), ("Fournisseur", "Objet", "N° de marché", "Début", "Fin")])
def test_contracts_without_end_are_said(table: Callable[..., Path], titles: tuple[str, ...]) -> None:
    reading = read(table([titles, ("ALPHA", "x", 5, "01/01/2025", "31/12/9999"), ("BETA", "y", 6, "01/01/2025", "31/12/2026")]))
    assert [contract.end for contract in reading.contracts] == [None, date(2026, 12, 31)]
    assert "dates de fin au 31/12/9999, lues comme « sans date de fin connue » : 1" in reading.notices


def test_a_count_of_too_many_digits_is_to_be_corrected() -> None:
    assert read_count("9" * 18) == 10**18 - 1
    with pytest.raises(UnreadableValueError, match=r"nombre '9{60}…' hors de toute mesure"):
        read_count("9" * 5_000)


def test_a_cell_is_quoted_short() -> None:
    with pytest.raises(UnreadableValueError, match=r"^montant '9{60}…' hors de toute mesure"):
        read_amount("9" * 100_000)


@pytest.mark.parametrize(
    ("names", "starts"),
    [
        ([None], ["d-"]),
        (["Dépenses", "2025"], ["d-depenses-", "d-2025-"]),
        (["支出", "费用", "-"], ["d-", "d-feuille.2-", "d-feuille.3-"]),
        (
            ["Dépenses informatiques de 1", "Dépenses informatiques de 22"],
            [f"d-{'depenses-informatiques-d'}{x}-" for x in ("", ".2")],
        ),
    ],
)
def test_each_sheet_has_identifiers_of_its_own(names: list[str | None], starts: list[str]) -> None:
    assert identifier_starts("d", names) == starts


def test_sheets_whose_names_have_no_letter_are_both_read(book: Callable[..., Path]) -> None:
    reading = read(book({"支出": (TITLES, ("ALPHA", "x", 5)), "费用": (TITLES, ("BETA", "y", 7))}))
    assert len({line.id for line in reading.spend_lines}) == 2


def test_commands_to_a_terminal_are_taken_off_cells_and_names() -> None:
    assert cell_text("Fournis\x9b2Jseur\x1b[31m\x85") == "Fournis 2Jseur [31m"


def test_a_name_of_a_sheet_with_commands_is_shown_without(book: Callable[..., Path]) -> None:
    with pytest.raises(RowsError, match="Feuille « 2025 31m  2 »"):
        read(book({"2025\x9b31m  2": (TITLES, ("ALPHA", "x", "à voir"))}))


def test_a_look_at_a_sheet_with_commands_finds_it(book: Callable[..., Path]) -> None:
    def dress(made: object) -> None:
        made["2025\x9b1"]["C2"].number_format = '# ##0 "k€"'  # type: ignore[index]

    with pytest.raises(RowsError, match="milliers d’euros"):
        read(book({"2025\x9b1": (TITLES, ("ALPHA", "x", 100))}, dress))


def test_a_long_text_is_known_by_its_first_words() -> None:
    assert known_fields(["Montant mandaté " + "mot " * 1_000], {}) == {"amount"}
    assert known_fields(["mot " * 1_000 + "Montant mandaté"], {}) == set()


def test_blocks_merged_over_one_another_are_each_looked_at_once(book: Callable[..., Path]) -> None:
    columns = (("Fournisseur", "ALPHA", None, "BETA", None), ("Libellé", *"abcd"), ("Montant mandaté", 1, 2, 3, 4))
    sheet = Sheet("D", columns, merged=(((3, 0), (4, 0)), ((1, 0), (3, 0))))
    header = find_header(sheet, {}, "a.xlsx")
    assert header is not None
    table = TableRows(sheet, header, SheetContext(Path("a.xlsx"), "abcdef12-d-", leaves_out_unreadable=False))
    assert table.columns[0].cells == ("ALPHA", "ALPHA", "ALPHA", "BETA")
