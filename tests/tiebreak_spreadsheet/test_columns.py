"""What is judged by column is what would be judged row by row and cell by cell, for any table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import repeat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiebreak import Provenance
from tiebreak_spreadsheet.bare_rows import IDENTIFYING_FIELDS, bare_rows
from tiebreak_spreadsheet.column import Column
from tiebreak_spreadsheet.headers import find_header
from tiebreak_spreadsheet.pieces import pieces_by_column
from tiebreak_spreadsheet.row import SheetContext
from tiebreak_spreadsheet.row_words import doubt, is_credit, why_not_spending
from tiebreak_spreadsheet.stacking import CHUNK_ROWS, stacked
from tiebreak_spreadsheet.suspects import credits_of, maybe_doubtful, maybe_not_spending, maybe_titles
from tiebreak_spreadsheet.table_rows import TableRows
from tiebreak_spreadsheet.tables import Cell, Sheet, cell_text, is_blank
from tiebreak_spreadsheet.values import UnreadableValueError, is_number, read_amount, read_cents

TITLES = (
    *("Fournisseur", "Libellé", "Montant mandaté TTC", "Statut", "Type de dépense"),
    *("Devise", "Annulé", "Observations", "N° mandat", "2025"),
)
WORDS = (
    *("ALPHA SAS", "Béta", "TOTAL ENERGIES", "Total", "TOTAL GÉNÉRAL", "Total ALPHA", "T.V.A.", "Solde", "Photothèque"),
    *(
        "Achat",
        "Avoir facture 12",
        "avoir fiscal",
        "Mandat annulé",
        "facture rejetée",
        "dont licences",
        "d.o.n.t. x",
        "Do\u0301nt y",
    ),
    *(
        "Annulé",
        "Avoir",
        "R",
        "C",
        "Recette",
        "Prévu",
        "EUR",
        "€",
        "USD",
        "oui",
        "x",
        "2025",
        "(1)",
        "12",
        "12,50",
        "-",
        "à voir",
    ),
    *("To\ufffdtal", "  Libellé ", "Fournisseur", "Libellé", "Montant mandaté TTC", "a\x1ab", "deux\nlignes", "\u00a0", "", " "),
)
NUMBERS = (0, 1, 12, 2025, 0.0, 1.0, 12.5, -0.001, 2025.0, True, False, date(2025, 1, 1), None)
cells = st.sampled_from([*WORDS, *NUMBERS])
sparse = st.one_of(st.sampled_from(["", None]), cells)
tables = st.lists(st.one_of(*(st.tuples(*(each for _ in TITLES)) for each in (cells, sparse))), min_size=1, max_size=12)


def _table(rows: list[tuple[Cell, ...]]) -> TableRows:
    sheet = Sheet("Feuille", stacked([TITLES, *rows]))
    header = find_header(Sheet("Feuille", stacked([TITLES])), {}, "essai.xlsx")
    assert header is not None
    return TableRows(sheet, header, SheetContext(Path("essai.xlsx"), "abcdef12-d-", leaves_out_unreadable=False))


@given(tables)
def test_no_row_that_a_rule_catches_escapes_the_look_by_column(rows: list[tuple[Cell, ...]]) -> None:
    table = _table(rows)
    not_spending, titles, doubtful = maybe_not_spending(table), maybe_titles(table), maybe_doubtful(table)
    for position, row in enumerate(table.rows()):
        assert why_not_spending(row) is None or position in not_spending
        assert not row.repeats_titles or position in titles
        assert doubt(row) is None or position in doubtful


@pytest.mark.parametrize(
    "row",
    [
        pytest.param((None, "Total", 12), id="a total without supplier"),
        pytest.param(("TOTAL", None, 12), id="a total without label"),
        pytest.param(("ALPHA", "Achat", None), id="no amount"),
        pytest.param((None, None, 12), id="nameless"),
        pytest.param((None, "Dont licences", 12), id="a part"),
        pytest.param(("Fournisseur", "Libellé", "Montant"), id="titles"),
        pytest.param(("(1)", "(2)", "(3)"), id="numbers of columns"),
        pytest.param(("ALPHA", "Achat", 12, "Annulé"), id="undone"),
        pytest.param(("ALPHA", "Achat", 12, None, "Recette"), id="a receipt"),
        pytest.param(("ALPHA", "Achat", 12, None, None, "USD"), id="another currency"),
        pytest.param(("ALPHA", "Achat", 12, None, None, None, True), id="cancelled"),
    ],
)
def test_each_reason_is_looked_for(row: tuple[Cell, ...]) -> None:
    table = _table([("BETA", "Achat", 10), row])
    assert maybe_not_spending(table) == {1}
    assert why_not_spending(table.row(1)) is not None


@given(tables)
def test_credits_and_bare_rows_are_the_same_by_column_and_by_row(rows: list[tuple[Cell, ...]]) -> None:
    table = _table(rows)
    bare = {
        position
        for position, row in enumerate(table.rows())
        if len(row.filled_texts) == 1 and all(is_blank(row.cell(field)) for field in IDENTIFYING_FIELDS)
    }
    assert bare_rows(table) == bare
    assert credits_of(table) == {position for position, row in enumerate(table.rows()) if is_credit(row)}


@given(tables)
def test_a_field_reads_the_same_by_column_and_by_row(rows: list[tuple[Cell, ...]]) -> None:
    table = _table(rows)
    for field in table.header.columns:
        said = [(row.cell(field), isinstance(row.cell(field), bool)) for row in table.rows()]
        assert [(cell, isinstance(cell, bool)) for cell in table.column(field).cells] == said
        assert list(table.texts(field).cells) == [row.text(field) for row in table.rows()]


@given(st.lists(cells))
def test_a_question_has_the_same_answer_asked_of_a_column_or_of_each_cell(values: list[Cell]) -> None:
    column = Column(values)
    assert list(column.each(cell_text)) == [cell_text(value) for value in values]
    assert column.where(is_blank) == {position for position, value in enumerate(values) if is_blank(value)}
    assert column.empty == {position for position, value in enumerate(values) if value is None}
    assert column.is_tidy == (bool(values) and all(isinstance(value, str) and cell_text(value) == value for value in values))
    holding = {position for position, value in enumerate(values) if isinstance(value, str) and "tal" in value.casefold()}
    assert column.holding(("tal",)) == holding


def test_true_and_one_are_kept_apart() -> None:
    assert Column((1, True, 0.0, False)).each(cell_text) == ("1", "True", "0", "False")


@given(st.one_of(st.floats(), st.decimals(min_value=-(10**12), max_value=10**12, places=2).map(float), st.integers().map(float)))
def test_the_quick_way_to_read_a_float_gives_the_amount(cell: float) -> None:
    assert _read(read_cents, cell) == _read(read_amount, cell)


def _read(read: object, cell: float) -> Decimal | str:
    try:
        return read(cell)  # type: ignore[operator, no-any-return]
    except UnreadableValueError as error:
        return str(error)


@given(st.text(alphabet="0123456789.,-()€ eurosthcTC'x", max_size=12))
def test_a_text_is_a_number_when_it_reads_as_an_amount_and_has_a_digit(text: str) -> None:
    is_readable = not isinstance(_read(read_amount, text), str)  # type: ignore[arg-type]
    assert is_number(text) == (is_readable and (any(map(str.isdigit, text)) or text.strip() == "-"))


def test_rows_of_any_length_are_stacked_into_columns_of_one() -> None:
    columns = stacked([("a",), ("b", "c"), (), ("d", "e", "f")], left=1)
    assert columns == ((None,) * 4, ("a", "b", None, "d"), (None, "c", None, "e"), (None, None, None, "f"))


def test_a_column_that_begins_after_many_rows_is_as_long_as_the_others() -> None:
    columns = stacked([*([("a",)] * (CHUNK_ROWS + 1)), ("b", "c")])
    assert [len(column) for column in columns] == [CHUNK_ROWS + 2] * 2
    assert columns[1][-2:] == (None, "c")


def test_equal_texts_are_held_once_and_equal_numbers_keep_their_kind() -> None:
    texts, numbers = stacked([("".join(["co", "mpte"]), True), ("".join(["com", "pte"]), 1)])
    assert texts[0] is texts[1]
    assert [type(number) for number in numbers] == [bool, int]


def test_pieces_made_by_column_are_those_that_the_constructor_makes() -> None:
    made = pieces_by_column(Provenance, 2, file=repeat("a.csv"), row=[2, 3], plugin=repeat("essai"))
    assert made == [Provenance(file="a.csv", row=number, plugin="essai") for number in (2, 3)]


class Checked:
    """Not a dataclass that can be made by column."""

    def __post_init__(self) -> None: ...


@pytest.mark.parametrize(
    ("kind", "columns", "said"),
    [
        (Provenance, {"file": ["a.csv"]}, "champ plugin manquant"),
        (Provenance, {"file": ["a.csv"], "plugin": ["essai"], "ligne": [1]}, "champs inconnus ligne"),
        (Checked, {}, "son constructeur vérifie"),
    ],
)
def test_pieces_that_would_not_be_whole_are_refused(kind: type, columns: dict[str, list[object]], said: str) -> None:
    with pytest.raises(TypeError, match=said):
        pieces_by_column(kind, 1, **columns)  # type: ignore[type-var]


def test_a_column_too_short_for_its_pieces_is_refused() -> None:
    with pytest.raises(AttributeError):
        pieces_by_column(Provenance, 2, file=["a.csv"], plugin=repeat("essai"))
