"""Every shape of spreadsheet gives the money that a person would read in it, or a question; never something else in silence."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.tiebreak_spreadsheet_shapes import (
    shapes_amounts,
    shapes_beside,
    shapes_columns,
    shapes_corrections,
    shapes_credits,
    shapes_files,
    shapes_layout,
    shapes_registers,
    shapes_sheets,
    shapes_totals,
)
from tests.tiebreak_spreadsheet_shapes.cases import Case, faults
from tiebreak import InputError, Reading, normalise
from tiebreak.testing import check_source
from tiebreak_spreadsheet.source import SpreadsheetSource

CASES = (
    *shapes_columns.CASES,
    *shapes_beside.CASES,
    *shapes_layout.CASES,
    *shapes_totals.CASES,
    *shapes_sheets.CASES,
    *shapes_amounts.CASES,
    *shapes_credits.CASES,
    *shapes_files.CASES,
    *shapes_registers.CASES,
    *shapes_corrections.CASES,
)


def _id(case: Case) -> str:
    return f"{case.family} : {case.id}"


def _parameter(case: Case) -> object:
    marks: list[pytest.MarkDecorator] = []
    if case.needs_office:
        marks.append(pytest.mark.office)
        marks.append(pytest.mark.skipif(shutil.which("soffice") is None, reason="demande LibreOffice"))
    return pytest.param(case, id=normalise(_id(case)), marks=marks)


def _outcome(case: Case, path: Path) -> Reading | InputError:
    try:
        return check_source(SpreadsheetSource(), path, case.options)
    except InputError as question:
        return question


@pytest.mark.parametrize("case", [_parameter(case) for case in CASES])
def test_a_shape_gives_what_a_person_reads_in_it(case: Case, tmp_path: Path) -> None:
    path = tmp_path / f"depenses{case.suffix}"
    case.write(path)

    outcome = _outcome(case, path)

    found = [faults(path, expected, outcome) for expected in case.expected]
    assert not all(found), "\n".join(f"attente {rank} : {'; '.join(each)}" for rank, each in enumerate(found, start=1))


def test_no_two_shapes_have_the_same_name() -> None:
    assert [name for name, count in Counter(map(_id, CASES)).items() if count > 1] == []
