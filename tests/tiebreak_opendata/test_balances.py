"""Public balances: what a commune spent in a year under its digital accounts."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests.tiebreak_opendata.files import SIREN, read, reasons, write_json, write_rows
from tiebreak import InputError, MappingError, SourceOptions, UnreadableFileError
from tiebreak_opendata.accounts import digital_accounts
from tiebreak_opendata.balances import BalancesSource

SOURCE = BalancesSource()
ROW = {
    "exer": "2024",
    "ident": "21999999900012",
    "lbudg": "COMMUNE FICTIVE",
    "cbudg": "1",
    "nomen": "M57",
    "siren": SIREN,
    "compte": "6156",
    "obnetdeb": 12000.5,
    "obnetcre": 500.25,
    "oobdeb": 0.0,
    "oobcre": 0.0,
    "sd": 11500.25,
    "sc": 0.0,
}


def balance(folder: Path, *rows: object, name: str = "balance.json") -> Path:
    """Records as the portal gives them, each the fictitious one with its changes."""
    records = [{**ROW, **row} if isinstance(row, dict) else row for row in rows]
    return write_json(folder / name, {"total_count": len(records), "results": records})


def test_a_digital_account_is_its_net_debits_of_the_year(tmp_path: Path) -> None:
    found = read(SOURCE, balance(tmp_path, {}))

    (account,) = found.balances
    assert (account.account, account.amount, account.year) == ("6156", Decimal("11500.25"), 2024)
    assert account.label == "Maintenance (compte mixte : pas seulement numérique) – budget COMMUNE FICTIVE"
    assert found.year is None
    assert "liste des comptes numériques (M57) : non vérifié" in found.notices


def test_internal_transfers_are_no_expense(tmp_path: Path) -> None:
    (account,) = read(
        SOURCE, balance(tmp_path, {"compte": "2051", "obnetdeb": 100, "obnetcre": 10, "oobdeb": 30, "oobcre": 5})
    ).balances

    assert account.amount == Decimal(65)


def test_without_transfers_in_the_file_it_is_said_that_they_count(tmp_path: Path) -> None:
    rows = [{key: value for key, value in ROW.items() if not key.startswith("oob")}]

    found = read(SOURCE, write_json(tmp_path / "b.json", rows))

    assert found.balances[0].amount == Decimal("11500.25")
    assert any("ne donne pas les opérations d’ordre" in notice for notice in found.notices)


@pytest.mark.parametrize(
    ("account", "label"),
    [("65811", "Droits d’utilisation"), ("21838", "Autre matériel"), ("61561", "Maintenance"), ("2051", "Concessions")],
)
def test_subdivisions_follow_their_account(tmp_path: Path, account: str, label: str) -> None:
    (found,) = read(SOURCE, balance(tmp_path, {"compte": account})).balances

    assert found.account == account
    assert found.label.startswith(label)


def test_what_is_not_digital_or_of_others_or_still_is_counted_by_reason(tmp_path: Path) -> None:
    found = read(
        SOURCE,
        balance(
            tmp_path,
            {},
            {"compte": "64111"},
            {"compte": "6068"},
            {"siren": "218888888"},
            {"siren": "21999999"},
            {"compte": "6262", "obnetdeb": 0, "obnetcre": 0},
            {},
            {"compte": "6262", "obnetdeb": None},
            {"compte": "6262", "oobdeb": "x"},
            {"compte": "6262", "exer": ""},
            "texte",
        ),
    )

    assert len(found.balances) == 1
    assert reasons(found) == {
        "compte qui n’est pas tenu pour numérique": 2,
        "compte d’une autre collectivité": 2,
        "compte numérique sans mouvement dans l’année": 1,
        "ligne répétée": 1,
        "montant illisible": 2,
        "ligne sans exercice, et le nom du fichier n’en donne pas": 1,
        "ligne mal formée": 1,
    }


@pytest.mark.parametrize(
    ("written", "name", "year"),
    [
        ("2023", "balances-en-2024.json", 2023),
        ("", "balances-en-2024.json", 2024),
        ("2023-01-01", "b.json", 2023),
        (2023, "b.json", 2023),
    ],
)
def test_the_year_is_that_of_the_row_else_of_the_name(tmp_path: Path, written: object, name: str, year: int) -> None:
    assert read(SOURCE, balance(tmp_path, {"exer": written}, name=name)).balances[0].year == year


def test_two_years_in_a_name_are_none(tmp_path: Path) -> None:
    assert read(SOURCE, balance(tmp_path, {"exer": ""}, name="2023-2024.json")).balances == ()


def test_csv_says_the_same_as_json(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "balance.csv", [key.upper() for key in ROW], [list(ROW.values())], delimiter=";")

    found = read(SOURCE, path)

    assert [each.amount for each in found.balances] == [Decimal("11500.25")]
    assert found.balances[0].id == read(SOURCE, balance(tmp_path, {})).balances[0].id
    assert (found.balances[0].provenance.row, found.rows_in_file, found.heading_rows) == (2, 2, 1)


def test_annual_and_annexed_budgets_are_two_lines_that_say_which(tmp_path: Path) -> None:
    found = read(SOURCE, balance(tmp_path, {}, {"lbudg": "EAU FICTIVE", "cbudg": "3"}))

    assert [each.label.rpartition("– ")[2] for each in found.balances] == ["budget COMMUNE FICTIVE", "budget EAU FICTIVE"]


def test_another_plan_of_accounts_is_said(tmp_path: Path) -> None:
    assert any("plan M14" in notice for notice in read(SOURCE, balance(tmp_path, {"nomen": "M14"})).notices)


def test_without_siren_several_collectivites_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="comptes de 2 collectivités"):
        read(SOURCE, balance(tmp_path, {}, {"siren": "218888888", "lbudg": ""}), siren=None)
    with pytest.raises(InputError, match=re.escape("219999999 (C\ufffdUR FICTIF), 218888888.")):
        read(SOURCE, balance(tmp_path, {"lbudg": "C\x9cUR FICTIF"}, {"siren": "218888888", "lbudg": ""}), siren=None)


def test_without_siren_the_only_collectivite_is_retained(tmp_path: Path) -> None:
    found = read(SOURCE, balance(tmp_path, {}), siren=None)

    assert len(found.balances) == 1
    assert f"le fichier n’a qu’une collectivité, {SIREN}" in found.notices[0]


def test_without_any_siren_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="aucun SIREN bien formé"):
        read(SOURCE, balance(tmp_path, {"siren": "x"}), siren=None)


def test_a_collectivite_without_digital_account_is_said(tmp_path: Path) -> None:
    assert "aucun compte numérique" in read(SOURCE, balance(tmp_path, {"compte": "64111"})).notices[0]


def test_a_missing_field_is_named(tmp_path: Path) -> None:
    path = write_json(tmp_path / "b.json", [{"siren": SIREN, "compte": "6156", "obnetdeb": 1}])

    with pytest.raises(MappingError, match="« obnetcre »"):
        read(SOURCE, path)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b'{"results": [{"compte": "1", "obnetdeb"', "à l’entrée n° 1, le texte est coupé ou mal formé"),
        (b'"compte" "obnetdeb"', "dès le début, « { » attendu"),
        (b'[{"compte": "\xff"}]', "des octets qui ne sont pas en UTF-8"),
        (b"[" * 100_000, "à l’entrée n° 1, des niveaux imbriqués sans mesure"),
        (b'[{"compte": "1", "obnetdeb": 1, "obnetdeb": 2}]', "n° 1, la clé « obnetdeb » y a deux valeurs différentes"),
        (
            b'{"results": [], "a": {"b\x9b": 1, "b\x9b": 2}}'.replace(b"\x9b", b"\xc2\x9b"),
            "la clé « b\ufffd » y a deux valeurs différentes",
        ),
    ],
)
def test_json_that_is_cut_or_malformed_is_refused(tmp_path: Path, raw: bytes, said: str) -> None:
    path = tmp_path / "b.json"
    path.write_bytes(raw)

    with pytest.raises(UnreadableFileError, match=f"JSON illisible .*{said}.*Téléchargez-le de nouveau"):
        SOURCE.read(path, SourceOptions())


@pytest.mark.parametrize("content", [{"error_code": "compte", "obnetdeb": 1}, {"results": {"compte": "1", "obnetdeb": 1}}])
def test_json_without_records_is_refused(tmp_path: Path, content: object) -> None:
    path = write_json(tmp_path / "b.json", content)

    with pytest.raises(UnreadableFileError, match="aucune liste « results »"):
        read(SOURCE, path)


def test_json_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tiebreak_opendata.balance_rows.MAX_JSON", 10)

    with pytest.raises(UnreadableFileError, match="Téléchargez le CSV"):
        read(SOURCE, balance(tmp_path, {}))


def test_a_title_written_twice_but_for_its_capitals_is_refused(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "b.csv", [*ROW, "OBNETDEB"], [[*ROW.values(), 9]])

    assert SOURCE.accepts(path)
    with pytest.raises(UnreadableFileError, match="deux colonnes s’appellent OBNETDEB, obnetdeb"):
        read(SOURCE, path)


def test_csv_rows_of_another_width_are_left_out_and_blank_lines_are_nothing(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "b.csv", list(ROW), [list(ROW.values()), ["1", "2"], []])

    assert reasons(read(SOURCE, path)) == {"ligne mal formée": 1}


def test_csv_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "b.csv", list(ROW), [list(ROW.values())])
    path.write_bytes(path.read_bytes() + b"\xe9\n")

    with pytest.raises(UnreadableFileError, match="ce n’est pas un CSV lisible en UTF-8"):
        read(SOURCE, path)


def test_other_files_are_left_to_others(tmp_path: Path) -> None:
    assert not SOURCE.accepts(write_json(tmp_path / "a.json", {"x": 1}))
    assert not SOURCE.accepts(write_rows(tmp_path / "a.csv", ["compte", "montant"], []))
    assert not SOURCE.accepts(tmp_path)


def test_the_list_of_accounts_says_that_nobody_checked_it() -> None:
    assert digital_accounts().status == "non vérifié"
    assert digital_accounts().of("60") is None
