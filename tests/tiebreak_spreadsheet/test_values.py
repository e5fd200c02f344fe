"""Cells as people write them; what can be read two ways is refused."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiebreak_spreadsheet.days import read_date
from tiebreak_spreadsheet.tables import Cell
from tiebreak_spreadsheet.values import UnreadableValueError, read_amount, read_count, read_siren, read_yes_no


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (1200, "1200"),
        (12.5, "12.5"),
        ("12 450,00", "12450.00"),
        ("12\u202f450,00\u00a0€", "12450.00"),
        ("3 200 €", "3200"),
        ("1.234.567,8", "1234567.8"),
        ("1,234,567.8", "1234567.8"),
        ("1.234.567", "1234567"),
        ("262054.6", "262054.6"),
        ("1234.567", "1234.567"),
        ("-15,20", "-15.20"),
        ("(1 200)", "-1200"),
        ("1 200-", "-1200"),
        ("5 EUR", "5"),
        (",50", "0.50"),
        ("(1 200,00 €)", "-1200.00"),
        ("1 200,00 € TTC", "1200.00"),
        ("€ 1 200", "1200"),
        ("-   €", "0"),
    ],
)
def test_amounts_are_read_as_french_people_write_them(cell: Cell, expected: str) -> None:
    assert read_amount(cell) == Decimal(expected)


@pytest.mark.parametrize("cell", ["12 k€", "à voir", "12.450", "1,234", "1-2", "", True, None, "12 450,00 $", "1,2,3.4.5"])
def test_an_amount_that_is_none_or_has_two_readings_is_refused_with_what_to_write(cell: Cell) -> None:
    with pytest.raises(UnreadableValueError, match="Écrivez"):
        read_amount(cell)


@given(st.integers(min_value=-(10**11), max_value=10**11))
def test_an_amount_written_the_french_way_is_read_back(cents: int) -> None:
    whole, fraction = divmod(abs(cents), 100)
    written = f"{'-' if cents < 0 else ''}{whole:,}".replace(",", "\u202f") + f",{fraction:02} €"

    assert read_amount(written) == Decimal(cents) / 100


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("31/12/2027", date(2027, 12, 31)),
        ("2019-01-29+01:00", date(2019, 1, 29)),
        ("01.02.2026", date(2026, 2, 1)),
        (46022, date(2025, 12, 31)),
        ("46022", date(2025, 12, 31)),
        (datetime(2026, 1, 2, 3, 4), date(2026, 1, 2)),  # noqa: DTZ001 - as a workbook gives it
        ("", None),
        (None, None),
    ],
)
def test_dates_are_read_in_the_forms_of_exports(cell: Cell, expected: date | None) -> None:
    assert read_date(cell) == expected


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(UnreadableValueError, match="JJ/MM/AAAA"):
        read_date("fin d’année")


def test_counts_yes_and_siren() -> None:
    assert (read_count("36 mois"), read_count(12.0), read_count("")) == (36, 12, None)
    assert (read_yes_no("Oui"), read_yes_no("NON"), read_yes_no("peut-être")) == (True, False, None)
    assert (read_yes_no("Tacite"), read_yes_no("expresse")) == (True, False)
    assert (read_siren("123 456 789 00012"), read_siren(123456789), read_siren("12")) == ("123456789", "123456789", None)
    with pytest.raises(UnreadableValueError):
        read_count("beaucoup")
