"""The fictitious commune says that it is, and is read whole."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import openpyxl

from tests.tiebreak_knowledge.write_commune import WORKBOOK, workbook
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


def test_the_shipped_workbook_is_what_its_script_writes() -> None:
    shipped, written = openpyxl.load_workbook(WORKBOOK), workbook()

    assert shipped.sheetnames == written.sheetnames
    for name in written.sheetnames:
        cells = [[cell.value for cell in row] for row in shipped[name].iter_rows()]
        assert [[_day(value) for value in row] for row in cells] == [
            [cell.value for cell in row] for row in written[name].iter_rows()
        ]


def _day(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value
