"""The dossier: read back as it was written, refused when it is not one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiebreak import CaseFile, CaseFileError, Workbench


def test_a_case_file_is_read_back_identically(commune: CaseFile, tmp_path: Path) -> None:
    path = tmp_path / "dossier.tiebreak.json"
    path.write_text(commune.to_json(), encoding="utf-8")

    again = CaseFile.from_file(path)

    assert again == commune
    assert again.to_json() == commune.to_json()


@pytest.mark.parametrize("content", ["", "{}", '{"schema_version": 99}', "bonjour"])
def test_what_is_no_case_file_is_refused_with_its_name(content: str, tmp_path: Path) -> None:
    path = tmp_path / "faux.tiebreak.json"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(CaseFileError, match=r"faux\.tiebreak\.json"):
        CaseFile.from_file(path)


def test_a_case_file_of_another_catalogue_says_so_when_recomputed(workbench: Workbench, commune: CaseFile) -> None:
    older = commune.model_copy(update={"pins": commune.pins.model_copy(update={"catalogue": "2020.01"})})

    notices = workbench.diagnose(older).notices

    assert any("catalogue 2020.01" in notice and "recalculé" in notice for notice in notices)
