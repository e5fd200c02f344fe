"""Parquet files, whose columns state their types."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.tiebreak_spreadsheet.files import read
from tiebreak import UnreadableFileError
from tiebreak_spreadsheet import parquet
from tiebreak_spreadsheet.parquet import read_parquet

LINES = """
    SELECT * FROM (VALUES
        ('ALPHA', 'Maintenance', 1234.5, 6156, DATE '2027-12-31'),
        ('BETA', 'Abonnement', 12.345, 65811, NULL),
        ('TOTAL', NULL, 1246.845, NULL, NULL)
    ) AS lines("Fournisseur", "Libellé", "Montant mandaté TTC", "Compte", "Date de fin")
"""


def _write(path: Path, query: str) -> Path:
    target = str(path).replace("'", "''")
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({query}) TO '{target}' (FORMAT parquet)")
    return path


def test_a_table_of_expenses_is_read_with_the_types_it_states(tmp_path: Path) -> None:
    reading = read(_write(tmp_path / "mandats.parquet", LINES))
    assert [line.amount for line in reading.spend_lines] == [Decimal("1234.50"), Decimal("12.34")]
    assert [line.account for line in reading.spend_lines] == ["6156", "65811"]
    assert [contract.end for contract in reading.contracts] == [date(2027, 12, 31)]
    assert [row.provenance.row for row in reading.left_out] == [4]
    assert (reading.rows_in_file, reading.heading_rows) == (4, 1)


@pytest.mark.parametrize("name", ["mandats[1].parquet", "mandats*.parquet", "mandats?.parquet", "l'année.parquet"])
def test_a_name_is_that_of_one_file(tmp_path: Path, name: str) -> None:
    _write(tmp_path / "mandats1.parquet", LINES)
    assert len(read(_write(tmp_path / name, LINES)).spend_lines) == 2


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("0.10::DECIMAL(18, 2)", 0.1),
        ("999999999999.99::DECIMAL(18, 2)", 999_999_999_999.99),
        ("7::BIGINT", 7),
        ("true", True),
        ("TIMESTAMP '2025-01-02 03:04:05'", datetime(2025, 1, 2, 3, 4, 5)),  # noqa: DTZ001 - without a zone in the file
        ("TIMESTAMPTZ '2025-01-02 03:04:05+01'", "2025-01-02 02:04:05+00"),
        ("[1, 2]", "[1, 2]"),
        ("{'a': 1}", "{'a': 1}"),
        ("INTERVAL 3 DAY", "3 days"),
        ("'a'::ENUM('a', 'b')", "a"),
        ("NULL::INTEGER", None),
    ],
)
def test_a_value_becomes_a_cell(tmp_path: Path, value: str, cell: object) -> None:
    (sheet,) = read_parquet(_write(tmp_path / "valeur.parquet", f'SELECT {value} AS "titre ""x"""')).sheets
    ((title, found),) = sheet.columns
    assert (title, found, type(found)) == ('titre "x"', cell, type(cell))


def test_a_file_that_is_no_parquet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mandats.parquet"
    path.write_text("Fournisseur;Montant", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=r"« mandats\.parquet » : ce n’est pas un parquet lisible") as refused:
        read(path)
    assert str(tmp_path) not in str(refused.value)


@pytest.mark.parametrize("limit", ["MAX_CELLS", "MAX_TEXT"])
def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(parquet, limit, 12)
    with pytest.raises(UnreadableFileError, match=r"trop volumineux \(3 lignes, 5 colonnes\)"):
        read(_write(tmp_path / "mandats.parquet", LINES))


def test_a_parquet_without_rows_is_said_to_have_none(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="aucune ligne au-dessous"):
        read(_write(tmp_path / "vide.parquet", f"SELECT * FROM ({LINES}) WHERE false"))
