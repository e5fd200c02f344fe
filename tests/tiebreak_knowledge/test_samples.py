"""The fictitious commune says that it is, and is read whole."""

from __future__ import annotations

from decimal import Decimal

from tiebreak import CaseFile, Workbench

LINES, TOTAL = 143, Decimal("786262.78")
"""Counted by the script that writes the workbook, before any reading."""


def test_the_fictitious_commune_is_read_to_the_line_and_cent(commune: CaseFile) -> None:
    (reading,) = commune.readings

    assert commune.authority.is_fictitious
    assert (len(reading.spend_lines), sum(line.amount for line in reading.spend_lines)) == (LINES, TOTAL)
    assert len(reading.contracts) == 37
    assert {row.reason for row in reading.left_out} == {"ligne de total ou de sous-total"}


def test_what_cannot_be_recognised_stays_unknown(workbench: Workbench, commune: CaseFile) -> None:
    diagnosis = workbench.diagnose(commune)
    invented = [
        each for each in diagnosis.assessments if "FICTIF" in each.dependency.label or "IMAGINAIRE" in each.dependency.label
    ]

    assert invented
    assert all(each.dependency.recognition.editor is None for each in invented)
