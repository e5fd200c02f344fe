"""Real public files: contracts in their official examples, the mail of all communes, the SILL of 2022."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from tiebreak import Authority, InputError, Reading, Source, SourceOptions
from tiebreak.testing import check_source
from tiebreak_opendata import read_sill
from tiebreak_opendata.contracts_source import ContractsSource
from tiebreak_opendata.mail_survey import MailSurveySource


def read(source: Source, path: Path, *, siren: str | None = None, insee: str | None = None) -> Reading:
    return check_source(source, path, SourceOptions(authority=Authority(name="Essai", siren=siren, insee=insee)))


def left_out(reading: Reading) -> dict[str, int]:
    return {row.reason: row.row_count for row in reading.left_out}


@pytest.mark.parametrize(
    ("name", "siren", "rows"),
    [
        ("decp-format/exemples/json/marches_avec_modifications.json", "217500016", 2),
        ("decp-format/exemples/json/marches_concessions.json", "217500016", 4),
        ("decp-format/exemples/xml/Marche.xml", "217500016", 2),
        ("decp-processing/tests/data/decp_test_2019.json", "219740222", 2),
        ("decp-processing/tests/data/decp_test_2022.json", "219740222", 5),
    ],
)
def test_official_examples_hold_no_digital_contract_and_all_is_accounted_for(
    shared_data: Path, name: str, siren: str, rows: int
) -> None:
    found = read(ContractsSource(), shared_data / name, siren=siren)

    assert found.contracts == ()
    assert found.rows_in_file == rows == sum(left_out(found).values())


def test_modifications_of_the_official_example_of_defects_are_applied(shared_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The contract of 1e17 euros and garbled holders: its last modifications say 22 540 euros and 100 months."""
    monkeypatch.setattr("tiebreak_opendata.decp_entries.digital_label", lambda _: "tout")

    (group, *holders) = read(
        ContractsSource(), shared_data / "decp-processing/tests/data/decp_test_2022.json", siren="221300015"
    ).contracts

    assert (group.amount, group.months) == (Decimal(22540), 100)
    assert len(holders) == 3
    assert {holder.amount for holder in holders} == {None}


def test_a_file_of_several_buyers_asks_for_one(shared_data: Path) -> None:
    with pytest.raises(InputError, match="plusieurs acheteurs"):
        read(ContractsSource(), shared_data / "decp-processing/tests/data/decp_test_2022.json")


def test_the_extract_of_2018_stays_with_the_spreadsheet_source(shared_data: Path) -> None:
    assert not ContractsSource().accepts(shared_data / "derived" / "decp_it_2018_2019_extrait.csv")


def test_one_commune_is_found_among_all_by_either_of_its_codes(shared_data: Path) -> None:
    path = shared_data / "derived" / "communes_mail_2026-07-20.csv"

    by_insee = read(MailSurveySource(), path, insee="72210")
    (use,) = by_insee.uses

    assert by_insee.rows_in_file == 34_953
    assert left_out(by_insee) == {"messagerie d’une autre commune": 34_951}
    assert use.product_text == "OVHcloud"
    assert use.detail.endswith("relevé du 20/07/2026.")


@pytest.mark.parametrize(("insee", "product"), [("61024", "Orange"), ("54185", "La Poste"), ("60578", None)])
def test_contact_mailboxes_and_weak_clues_are_no_hosting_contract(shared_data: Path, insee: str, product: str | None) -> None:
    (use,) = read(MailSurveySource(), shared_data / "mxmap-fr" / "validation_report.csv", insee=insee).uses

    assert (use.product_text, use.ground.value) == (product, "inferred")
    assert ("pas un contrat d’hébergement" in use.detail) == (product is not None)


def test_the_sill_of_2022_is_read_whole(shared_data: Path) -> None:
    proposals = read_sill(shared_data / "sill-2022" / "sill.json")

    assert len(proposals) == 240
    assert all(proposal.licence and proposal.function_text for proposal in proposals)
    assert Counter(proposal.is_withdrawn for proposal in proposals) == {False: 228, True: 12}
