"""Files of contracts that cannot be read: refused with what, where and what to do, never by a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tiebreak_opendata.files import SIREN, market, write_markets
from tiebreak import Authority, InputError, SourceOptions, UnreadableFileError
from tiebreak_opendata.contracts_source import ContractsSource

OPTIONS = SourceOptions(authority=Authority(name="Commune fictive", siren=SIREN))
WHOLE = json.dumps({"marches": [dict(market()), dict(market(id="2"))]})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"marches": [', "à l’entrée n° 1|dès le début"),
        (WHOLE[:-40], "à l’entrée n° 2, le texte est coupé ou mal formé"),
        (WHOLE[:-1], "« , » attendu"),
        (WHOLE[:-2], "« , » attendu"),
        (WHOLE + "x", "du texte après la fin"),
        ('{"marches": [{"id": 1} {"id": 2}]}', "« , » attendu"),
        ('{"marches": [{"id": }]}', "à l’entrée n° 1, le texte est coupé ou mal formé"),
        ('{"marches": {1: []}}', "une clé attendue"),
        ('{"marches" []}', "« : » attendu"),
        ("[1, 2]", "« { » attendu"),
        ("", "« { » attendu"),
        ('{"autre": []}', "aucune clé « marches »"),
        ('{"marches": [' + "[" * 100_000, "des niveaux imbriqués sans mesure"),
        ('{"marches": [' + '{"a":' * 100_000, "des niveaux imbriqués sans mesure"),
        (
            WHOLE.replace('"montant": 48000', '"montant": 48000, "montant": 9', 1),
            "n° 1, la clé « montant » y a deux valeurs différentes",
        ),
        (WHOLE.replace('"id": "21999', '"id": "21888888800011", "id": "21999', 1), "la clé « id » y a deux valeurs différentes"),
    ],
)
def test_json_that_is_cut_or_malformed_is_refused_at_its_place(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "decp.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(UnreadableFileError, match=said):
        ContractsSource().read(path, OPTIONS)


def test_an_entry_without_end_is_refused_before_the_file_is_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tiebreak_opendata.json_stream.MAX_ENTRY", 2 << 20)
    path = tmp_path / "decp.json"
    path.write_text('{"marches": [{"objet": "' + "x" * (9 << 20), encoding="utf-8")

    with pytest.raises(UnreadableFileError, match="une entrée mal formée, ou de plus de 2 Mo"):
        ContractsSource().read(path, OPTIONS)


def test_numbers_longer_than_python_reads_are_only_unusable(tmp_path: Path) -> None:
    path = tmp_path / "decp.json"
    path.write_text(json.dumps({"marches": [dict(market(montant=7))]}).replace(": 7,", f": {'9' * 5000},"), encoding="utf-8")

    (contract,) = ContractsSource().read(path, OPTIONS).contracts

    assert contract.amount is None


def test_a_number_that_nothing_can_hold_is_an_unknown_amount(tmp_path: Path) -> None:
    path = tmp_path / "decp.json"
    path.write_text(json.dumps({"marches": [dict(market(montant=7))]}).replace(": 7,", f": 1E{'9' * 30},"), encoding="utf-8")

    assert ContractsSource().read(path, OPTIONS).contracts[0].amount is None


def test_a_key_that_says_the_same_twice_is_no_doubt(tmp_path: Path) -> None:
    path = tmp_path / "decp.json"
    path.write_text(WHOLE.replace('"montant": 48000', '"montant": 48000, "montant": 48000.0'), encoding="utf-8")

    assert [contract.amount for contract in ContractsSource().read(path, OPTIONS).contracts] == [48000, 48000]


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_constants_that_json_has_not_are_unknown_amounts(tmp_path: Path, constant: str) -> None:
    path = tmp_path / "decp.json"
    path.write_text(json.dumps({"marches": [dict(market(montant=7))]}).replace(": 7,", f": {constant},"), encoding="utf-8")

    assert ContractsSource().read(path, OPTIONS).contracts[0].amount is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<marches><marche><id>1</id>", "XML coupé ou mal formé"),
        ("<marches><marche></marches>", "XML coupé ou mal formé"),
        ("", "XML coupé ou mal formé"),
        ("<autre></autre>", "racine « autre », « marches » attendue. Téléchargez-le de nouveau"),
        ("<marches><marche>" + "<x/>" * 300_000 + "</marche></marches>", "plus de 262144 éléments, vers la ligne 1"),
        ('<!DOCTYPE marches [<!ENTITY e "x">]><marches><marche><id>&e;</id></marche></marches>', "DOCTYPE"),
        ('<!DOCTYPE marches SYSTEM "http://127.0.0.1:9/x.dtd"><marches></marches>', "DOCTYPE"),
    ],
)
def test_xml_that_is_cut_or_declares_a_type_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "decp.xml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(UnreadableFileError, match=said):
        ContractsSource().read(path, OPTIONS)


def test_every_refusal_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "decp.json"
    path.write_text("{", encoding="utf-8")

    with pytest.raises(InputError, match=r"« decp[.]json »"):
        ContractsSource().read(path, OPTIONS)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b'{"content": {"hardware": {}}}'),
        ("a.xml", b"<n:PES_Aller/>"),
        ("a.csv", "Fournisseur;Libellé;Montant\n".encode()),
        ("a.csv", b"\xff\xfe\x00"),
        ("a.csv", b""),
        ("a.parquet", b"autre chose"),
        ("a.parquet", b"PAR1 nom prix PAR1"),
    ],
)
def test_files_of_others_are_left_to_them(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    assert not ContractsSource().accepts(path)


def test_a_folder_is_not_read(tmp_path: Path) -> None:
    write_markets(tmp_path)

    assert not ContractsSource().accepts(tmp_path)
