"""What a user sees of the catalogue: its check, its entries, what is to be read again, what is proposed to it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tiebreak import CaseFile, Pins, RecognitionDecision
from tiebreak.testing import A_DAY, AN_AUTHORITY

FAULTY = """\
checked: 2026-11-22
references:
  r: {title: T, url: "https://example.org", consulted: 2026-11-22}
suppliers:
  - id: essai
    name: Essai
    kinds: [editor]
    aliases: [Berger-Levrault]
    registered_office: {value: UK, status: reviewed, ref: r}
    ultimate_owner: {value: null, status: unverified, note: "Recherche « Essai »"}
"""
PUBLICCODE = """\
publiccodeYmlVersion: "0.4"
name: Outil fictif
url: "https://example.org/outil.git"
legal: {license: EUPL-1.2, repoOwner: Commune fictive}
description: {fr: {shortDescription: Un outil.}}
"""


def catalogue(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tiebreak_cli", "catalogue", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_shipped_catalogue_keeps_its_rules_and_shows_its_counts() -> None:
    run = catalogue("check", "--date", "2026-11-26")

    assert run.returncode == 0, run.stdout
    assert "aucune faute" in run.stdout
    assert "Solutions par fonction" in run.stdout


def test_a_bad_file_is_named_by_line_and_the_check_fails_while_the_rest_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "proposé.yaml"
    path.write_text(FAULTY, encoding="utf-8")

    run = catalogue("check", path)

    assert run.returncode == 1
    said = " ".join(run.stdout.split())
    assert "proposé.yaml, ligne 5 : essai" in said
    assert "code pays inconnu : 'UK'" in said
    assert "Vérification : 1 faute." in said


def test_a_name_taken_by_the_shipped_catalogue_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "proposé.yaml"
    path.write_text(FAULTY.replace("UK", "GB"), encoding="utf-8")

    run = catalogue("check", path)

    assert run.returncode == 1
    assert "le nom 'berger levrault' est aussi celui de" in " ".join(run.stdout.split())


def test_an_entry_is_shown_with_status_day_and_source_of_each_fact() -> None:
    run = catalogue("show", "libreoffice")

    assert run.returncode == 0
    assert "The Document Foundation" in run.stdout
    assert "relu à la source, au " in run.stdout
    assert "https://" in run.stdout


def test_an_unknown_entry_is_refused_with_near_ones() -> None:
    run = catalogue("show", "libre-ofice")

    assert run.returncode == 1
    assert "Proches : libreoffice" in run.stderr


def test_a_search_says_names_and_the_alternatives_of_a_function() -> None:
    assert "berger-levrault" in catalogue("search", "berger", "levro").stdout
    assert "ni classé ni conseillé" in catalogue("search", "Messagerie et agendas").stdout
    refused = catalogue("search", "zzzzqqq")
    assert refused.returncode == 1
    assert "Essayez un autre mot" in refused.stderr


def test_what_is_to_be_read_again_is_listed_with_its_source() -> None:
    run = catalogue("stale", "--date", "2029-01-01")

    assert run.returncode == 0
    assert "propriétaire ultime" in run.stdout
    assert "à relire" in run.stdout


def test_lists_of_free_software_become_proposals_that_the_check_refuses(tmp_path: Path) -> None:
    sill, publiccode, output = tmp_path / "sill.json", tmp_path / "publiccode.yml", tmp_path / "p.yaml"
    sill.write_text(
        json.dumps(
            [{"i": "LibreOffice", "l": "GPL-2.0", "id": 999, "f": "Suite"}, {"i": "Neuf", "l": "MIT", "id": 998, "f": "Outil"}]
        ),
        encoding="utf-8",
    )
    publiccode.write_text(PUBLICCODE, encoding="utf-8")

    run = catalogue("propose", sill, publiccode, "--output", output)

    assert run.returncode == 0
    assert "3 propositions à relire" in run.stdout
    rows = yaml.safe_load(output.read_text(encoding="utf-8"))["proposals"]
    assert rows[0]["about"] == "solutions/libreoffice"
    assert rows[0]["licence"] == "GPL-2.0"
    assert [row.get("new") for row in rows[1:]] == ["Neuf", "Outil fictif"]
    assert "proposition que personne n’a relue" in catalogue("check", output).stdout.replace("\n", " ")


def test_corrections_of_a_case_file_are_offered_without_its_amounts(tmp_path: Path) -> None:
    path, output = tmp_path / "d.tiebreak.json", tmp_path / "p.yaml"
    case = CaseFile(
        authority=AN_AUTHORITY,
        as_of=A_DAY,
        zone_policy="eu_eea",
        readings=(),
        recognition_decisions=(RecognitionDecision(supplier_text="B.L. SUD OUEST", supplier="berger-levrault"),),
        pins=Pins(method="1", nomenclature="1", catalogue="1", zones="1"),
    )
    path.write_text(case.to_json(), encoding="utf-8")

    run = catalogue("propose", path, "--output", output)

    assert run.returncode == 0, run.stderr
    (row,) = yaml.safe_load(output.read_text(encoding="utf-8"))["proposals"]
    assert (row["about"], row["alias"]) == ("suppliers/berger-levrault", "B.L. SUD OUEST")
    assert AN_AUTHORITY.name not in output.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("p.yml", "name: Outil\n", "« name » ou « legal: license » manque"),
        ("p.yml", "- a\n", "ce n’est pas un fichier de catalogue"),
        ("p.csv", "a;b\n", "ni le SILL"),
        ("absent.yml", None, "fichier illisible"),
        ("s.json", "{", "JSON coupé"),
    ],
)
def test_what_proposes_nothing_is_refused(tmp_path: Path, name: str, content: str | None, said: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, encoding="utf-8")

    run = catalogue("propose", path, "--output", tmp_path / "o.yaml")

    assert run.returncode == 1
    assert said in run.stderr
    assert not (tmp_path / "o.yaml").exists()


def test_proposals_never_replace_a_file(tmp_path: Path) -> None:
    path, output = tmp_path / "publiccode.yml", tmp_path / "o.yaml"
    path.write_text(PUBLICCODE, encoding="utf-8")
    output.write_text("précieux", encoding="utf-8")

    assert catalogue("propose", path, "--output", output).returncode == 1
    assert output.read_text(encoding="utf-8") == "précieux"
