"""The public survey of the mail of communes: the row of one commune, and what it is worth."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tiebreak_opendata.files import read, reasons, write_rows
from tiebreak import InputError, UnreadableFileError, UseGround
from tiebreak_opendata.mail_survey import MailSurveySource

SOURCE = MailSurveySource()
TITLES = ("insee", "nom", "siren", "mail_domain", "mail_provider", "confidence", "flags")
REPORT_TITLES = ("insee", "name", "provider", "domain", "confidence", "flags")
INSEE = "99001"


def survey(folder: Path, *rows: tuple[object, ...], name: str = "messagerie_2026-07-20.csv") -> Path:
    """The survey, with the row of another commune first."""
    return write_rows(folder / name, TITLES, [("99002", "Autre", "218888888", "autre.fr", "ovh", "90", ""), *rows])


def row(domain: str, provider: str, confidence: object, flags: str = "") -> tuple[object, ...]:
    return (INSEE, "Commune fictive", "219999999", domain, provider, confidence, flags)


@pytest.mark.parametrize(
    ("domain", "provider", "confidence", "flags", "product", "ground"),
    [
        ("fictive.fr", "microsoft", 90, "mx_spf_match; provider_classified", "Microsoft 365", UseGround.OBSERVED),
        ("fictive.fr", "google", 70, "mx_spf_match", "Google Workspace", UseGround.OBSERVED),
        ("fictive.fr", "microsoft", 95, "provider_via_gateway_spf", "Microsoft 365", UseGround.INFERRED),
        ("fictive.fr", "microsoft", 69, "mx_spf_match", "Microsoft 365", UseGround.INFERRED),
        ("fictive.fr", "ovh", 88, "independent_mx_with_cloud_spf", "OVHcloud", UseGround.INFERRED),
        ("fictive.fr", "exchange", 90, "mx_spf_match", "Microsoft Exchange Server", UseGround.INFERRED),
        ("fictive.fr", "zimbra", 25, "no_mx; no_spf", None, UseGround.INFERRED),
        ("fictive.fr", "zimbra", 70, "", "Zimbra Collaboration", UseGround.INFERRED),
        ("fictive.fr", "independent", 100, "french_regional_hoster", None, UseGround.INFERRED),
        ("fictive.fr", "local", 88, "", None, UseGround.INFERRED),
        ("fictive.fr", "prestataire", 90, "", "prestataire", UseGround.OBSERVED),
        ("fictive.fr", "microsoft", "beaucoup", "", None, UseGround.INFERRED),
        ("fictive.fr", "microsoft", 1000, "", None, UseGround.INFERRED),
        ("wanadoo.fr", "orange", 85, "classified_via_known_email_domain", "Orange", UseGround.INFERRED),
        ("gmail.com", "google", 85, "", "Google", UseGround.INFERRED),
        ("laposte.net", "independent", 100, "mx_spf_match", "La Poste", UseGround.INFERRED),
        ("inconnu-fai.fr", "orange", 85, "classified_via_known_email_domain", "Orange", UseGround.INFERRED),
    ],
)
def test_a_row_is_worth_what_the_rules_say(
    tmp_path: Path, domain: str, provider: str, confidence: object, flags: str, product: str | None, ground: UseGround
) -> None:
    found = read(SOURCE, survey(tmp_path, row(domain, provider, confidence, flags)), insee=INSEE)

    (use,) = found.uses
    assert (use.function, use.product_text, use.ground) == ("mail", product, ground)
    assert domain in use.detail
    assert "relevé du 20/07/2026" in use.detail
    assert use.provenance.row == 3
    assert reasons(found) == {"messagerie d’une autre commune": 1}


@pytest.mark.parametrize("domain", ["orange.fr", "gmail.com", "free.fr", "bbox.fr"])
def test_a_contact_mailbox_is_said_to_be_no_hosting_contract(tmp_path: Path, domain: str) -> None:
    (use,) = read(SOURCE, survey(tmp_path, row(domain, "orange", 85)), insee=INSEE).uses

    assert "ce n’est pas un contrat d’hébergement de messagerie" in use.detail


@pytest.mark.parametrize("provider", ["unknown", ""])
def test_nothing_found_is_left_out_and_not_invented(tmp_path: Path, provider: str) -> None:
    found = read(SOURCE, survey(tmp_path, row("", provider, 0)), insee=INSEE)

    assert found.uses == ()
    assert reasons(found)["aucun hébergeur de messagerie trouvé par le relevé"] == 1


def test_a_row_repeated_counts_once(tmp_path: Path) -> None:
    found = read(SOURCE, survey(tmp_path, row("fictive.fr", "ovh", 90), row("fictive.fr", "ovh", 90)), insee=INSEE)

    assert len(found.uses) == 1
    assert reasons(found)["ligne répétée de la commune"] == 1


def test_the_commune_is_found_by_its_siren_when_no_insee_code_is_given(tmp_path: Path) -> None:
    assert len(read(SOURCE, survey(tmp_path, row("fictive.fr", "ovh", 90))).uses) == 1


def test_a_report_without_siren_asks_for_the_insee_code(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "rapport.csv", REPORT_TITLES, [(INSEE, "Fictive", "ovh", "fictive.fr", "90", "")])

    (use,) = read(SOURCE, path, insee=INSEE).uses
    assert use.detail.endswith("relevé sans date.")
    with pytest.raises(InputError, match=r"il n’a pas de SIREN[.] Indiquez le code INSEE"):
        read(SOURCE, path)


def test_several_communes_and_nothing_to_choose_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="2 communes, et ni code INSEE ni SIREN"):
        read(SOURCE, survey(tmp_path, row("fictive.fr", "ovh", 90)), siren=None)


def test_the_only_commune_of_a_file_is_retained_and_it_is_said(tmp_path: Path) -> None:
    found = read(SOURCE, survey(tmp_path), siren=None)

    assert found.uses[0].product_text == "OVHcloud"
    assert "le fichier n’a qu’une commune" in found.notices[0]


def test_an_absent_commune_is_said(tmp_path: Path) -> None:
    assert read(SOURCE, survey(tmp_path), insee=INSEE).notices == (
        "la commune n’est pas dans ce relevé : vérifiez son code INSEE",
    )


def test_a_row_of_another_width_is_left_out_and_blank_lines_are_nothing(tmp_path: Path) -> None:
    path = survey(tmp_path, ("99003", "x"), row("fictive.fr", "ovh", 90))
    path.write_text(path.read_text(encoding="utf-8").replace("99003,x\n", "\n99003,x\n"), encoding="utf-8")

    found = read(SOURCE, path, insee=INSEE)

    assert reasons(found)["ligne qui n’a pas autant de cellules que de titres"] == 1
    assert found.rows_in_file == 4


@pytest.mark.parametrize("added", [b"\xe9,1,2,3,4,5,6\n", b'"' + b"x" * (2 << 20) + b'"\n'], ids=["latin", "endless"])
def test_a_file_that_is_no_csv_in_utf8_is_refused(tmp_path: Path, added: bytes) -> None:
    path = survey(tmp_path)
    path.write_bytes(path.read_bytes() + added)

    with pytest.raises(UnreadableFileError, match="ce n’est pas un CSV lisible en UTF-8"):
        read(SOURCE, path, insee=INSEE)


def test_other_tables_are_left_to_others(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.csv", ["insee", "confidence", "flags"], [])

    assert not SOURCE.accepts(path)
    assert not SOURCE.accepts(tmp_path)
