"""Real contracts of 2018 and 2019, broken characters included: the account closes on the file."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from tests.conftest import DAY

from tiebreak import AmountKind, Authority, Axis, CaseFile, Request, Workbench, state_facts


@pytest.fixture(scope="module")
def extract(shared_data: Path) -> Path:
    return shared_data / "derived" / "decp_it_2018_2019_extrait.csv"


@pytest.fixture(scope="module")
def case(workbench: Workbench, extract: Path) -> CaseFile:
    return workbench.open_case([extract], Request(authority=Authority(name="Extrait DECP", year=2019), as_of=DAY))


def test_what_is_read_and_what_is_left_out_is_the_file(case: CaseFile, extract: Path) -> None:
    with extract.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    (reading,) = case.readings

    assert len(rows) == 372
    assert len(reading.spend_lines) + len(reading.left_out) == len(rows)
    read = sum((line.amount for line in reading.spend_lines), Decimal(0))
    left = sum((row.amount for row in reading.left_out if row.amount is not None), Decimal(0))
    assert read + left == sum((Decimal(row["montant"]).quantize(Decimal("0.01")) for row in rows), Decimal(0))


def test_repeated_contracts_are_those_that_another_reading_finds(case: CaseFile, extract: Path) -> None:
    with extract.open(encoding="utf-8", newline="") as stream:
        counts = Counter((row["id"], row["objet"], Decimal(row["montant"])) for row in csv.DictReader(stream))

    assert len(case.readings[0].left_out) == sum(count - 1 for count in counts.values())


def test_amounts_are_ceilings_brought_to_a_year(case: CaseFile, workbench: Workbench) -> None:
    diagnosis = workbench.diagnose(case)

    assert {line.amount_kind for line in case.readings[0].spend_lines} == {AmountKind.CEILING}
    assert diagnosis.perimeter is not None
    assert diagnosis.perimeter.total < sum(line.amount for line in case.readings[0].spend_lines)


def test_unknown_editors_are_the_interval_they_cause(case: CaseFile, workbench: Workbench) -> None:
    diagnosis = workbench.diagnose(case)

    interval = diagnosis.axis_shares[0].interval
    unknown = sum(
        each.dependency.annual_amount for each in diagnosis.assessments if each.axis(Axis.ULTIMATE_OWNER).is_outside is None
    )
    total = sum(each.dependency.annual_amount for each in diagnosis.assessments)
    assert interval.point is None
    assert abs((interval.high - interval.low) - unknown / total) < Decimal("1e-20")
    assert interval.known < Decimal("0.5")


def test_lost_characters_and_several_buyers_are_said(case: CaseFile) -> None:
    notices = " ".join(case.readings[0].notices)

    assert "caractères perdus" in notices
    assert "acheteurs différents" in notices


def test_the_extract_walks_the_whole_way(case: CaseFile, workbench: Workbench) -> None:
    diagnosis = workbench.diagnose(case)
    trajectory = workbench.plan(case, diagnosis)

    reports = {report.filename: report for report in workbench.reports(case, diagnosis, trajectory)}

    page = reports["note-elus.html"].content.decode("utf-8")
    assert "de plafonds de marchés, ramenés à un an" in page
    assert "dépendent d’un propriétaire ultime" not in page
    assert len(state_facts(diagnosis, trajectory)) > len(diagnosis.assessments)
