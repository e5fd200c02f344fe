"""The SILL: proposals for whoever reviews the catalogue, in its two shapes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tiebreak_opendata.files import write_json
from tiebreak import UnreadableFileError
from tiebreak_opendata import SillProposal, read_sill

OF_2022 = {"i": "Outil fictif", "l": "GPL-3.0-only", "c": "Messagerie", "f": "Envoyer du courrier", "st": "R", "id": "7"}
IN_SERVICE = {
    "id": 7,
    "name": "Outil fictif",
    "license": "GPL-3.0-only",
    "description": {"fr": "Envoyer du courrier", "en": "Send mail"},
    "categories": ["Messagerie"],
}
WITH_LONG_NAMES = {
    "softwareId": 7,
    "softwareName": "Outil fictif",
    "license": "GPL-3.0-only",
    "softwareDescription": "Envoyer du courrier",
    "applicationCategories": ["Messagerie"],
}
PROPOSAL = SillProposal(
    sill_id="7", name="Outil fictif", licence="GPL-3.0-only", function_text="Envoyer du courrier", categories=("Messagerie",)
)


@pytest.mark.parametrize(
    "content",
    [
        [OF_2022],
        [IN_SERVICE],
        {"source": {"address": "x", "day": None}, "software": [IN_SERVICE]},
        [{**IN_SERVICE, "description": "Envoyer du courrier"}],
        [WITH_LONG_NAMES],
    ],
)
def test_every_shape_gives_the_same_proposal(tmp_path: Path, content: object) -> None:
    assert read_sill(write_json(tmp_path / "sill.json", content)) == (PROPOSAL,)


@pytest.mark.parametrize("entry", [{**OF_2022, "st": "FR"}, {**IN_SERVICE, "dereferencing": {"time": 1}}])
def test_what_is_recommended_no_more_says_so(tmp_path: Path, entry: object) -> None:
    assert read_sill(write_json(tmp_path / "s.json", [entry]))[0].is_withdrawn


def test_what_is_not_given_is_empty_and_not_invented(tmp_path: Path) -> None:
    (proposal,) = read_sill(write_json(tmp_path / "s.json", [{"id": 1, "name": "Outil", "categories": "x"}]))

    assert (proposal.licence, proposal.function_text, proposal.categories) == ("", "", ())


def test_entries_without_name_or_identifier_are_all_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"3 entrées sans nom ou sans identifiant \(n° 1, 3, 4\)"):
        read_sill(write_json(tmp_path / "s.json", [{}, IN_SERVICE, "x", {"i": "", "l": "", "id": "1"}]))


@pytest.mark.parametrize("text", ["[", "{}", '"x"', "[" * 100_000])
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "s.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(UnreadableFileError, match=r"« s[.]json »"):
        read_sill(path)


def test_a_file_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tiebreak_opendata.sill.MAX_BYTES", 1)

    with pytest.raises(UnreadableFileError, match="ce n’est pas le SILL"):
        read_sill(write_json(tmp_path / "s.json", []))
