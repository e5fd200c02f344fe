"""Figures as they are printed: a bound is never printed more favourable than it is, and two figures never disagree."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tiebreak import CaseFile, Catalogue, Diagnosis, FactRegister, Pins, SpendLine, diagnose, state_facts
from tiebreak.testing import AN_AUTHORITY, a_reading, a_spend_line, a_supplier, some_entries

PINS = Pins(method="1", nomenclature="1", catalogue="1", zones="1")
CATALOGUE = Catalogue([some_entries((a_supplier("america", "US"), a_supplier("europa", "DE")))])


def diagnosis_of(*lines: SpendLine) -> Diagnosis:
    case = CaseFile(
        authority=AN_AUTHORITY, as_of=date(2026, 6, 1), zone_policy="eu_eea", readings=(a_reading(*lines),), pins=PINS
    )
    return diagnose(case, CATALOGUE)


def printed(outside: str, inside: str, unknown: str) -> FactRegister:
    amounts = {"America": outside, "Europa": inside, "Nul ne sait": unknown}
    lines = [
        a_spend_line(number, supplier=name, amount=amount)
        for number, (name, amount) in enumerate(amounts.items(), start=1)
        if Decimal(amount)
    ]
    return state_facts(diagnosis_of(*lines), None)


@pytest.mark.parametrize(
    ("amounts", "low", "high", "known"),
    [
        pytest.param(("0", "79.96", "20.04"), "0,0", "20,1", "79,9", id="just under the threshold is not printed as it"),
        pytest.param(("0", "9997", "3"), "0,0", "0,1", "99,9", id="a little unknown is not nothing"),
        pytest.param(("9997", "0", "3"), "99,9", "100,0", "99,9", id="a little unknown is not certainty"),
        pytest.param(("1", "2", "0"), "33,3", "33,3", "100,0", id="what is wholly known is one figure"),
        pytest.param(("345", "174", "481"), "34,5", "82,6", "51,9", id="exact bounds stay"),
    ],
)
def test_bounds_are_rounded_to_the_side_that_promises_nothing(
    amounts: tuple[str, str, str], low: str, high: str, known: str
) -> None:
    facts = printed(*amounts)

    assert [str(facts[f"share.ultimate_owner.{name}"]) for name in ("low", "high", "known")] == [
        f"{figure}\u00a0%" for figure in (low, high, known)
    ]


@pytest.mark.parametrize("amounts", [("34478", "17480", "48042"), ("1", "1", "1"), ("9997", "0", "3"), ("7", "93", "0")])
def test_the_gap_printed_is_the_difference_of_the_bounds_printed(amounts: tuple[str, str, str]) -> None:
    facts = printed(*amounts)

    low, high, gap = (
        Decimal(str(facts[f"share.ultimate_owner.{name}"]).removesuffix("\u00a0%").replace(",", "."))
        for name in ("low", "high", "gap")
    )

    assert gap == high - low


def test_the_shares_say_what_they_are_shares_of_when_credits_exceed_expenses() -> None:
    diagnosis = diagnosis_of(
        a_spend_line(1, supplier="Europa", amount="100"), a_spend_line(2, supplier="America", amount="-150.40")
    )

    facts = state_facts(diagnosis, None)

    assert (str(facts["total"]), str(facts["share-base"]), str(facts["negative-balance"])) == (
        "-50\u00a0€",
        "100\u00a0€",
        "-150\u00a0€",
    )
