"""The names of products as a person would write them, and which of them are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tiebreak_inventory.twins import glpi, products, program, read, write
from tiebreak_inventory.product_names import cleaned, product_name, publisher_key, publisher_name, version_text


@pytest.mark.parametrize(
    ("written", "version", "name"),
    [
        ("Agenda (x64 fr)", "3.2", "Agenda"),
        ("Agenda 3.2.1 (64-bit)", "3.2.1", "Agenda"),
        ("Agenda 3.2.1 ESR (x64 fr)", "3.2.1", "Agenda ESR"),
        ("Agenda - fr-fr", "", "Agenda"),
        ("Agenda 2024 - Français (French)", "", "Agenda 2024"),
        ("Agenda v2.3", "", "Agenda"),
        ("Agenda 2.3.8-I001 ", "2.3.8-I001", "Agenda"),
        ("Agenda 3.11.4 Core (64-bit)", "3.11.4150.0", "Agenda Core"),
        ("Agenda (Machine - MSI)", "", "Agenda"),
        ("Agenda, version 2.3", "", "Agenda, version"),
        ("Agenda 2019", "16.0", "Agenda 2019"),
        ("Agenda 2", "2.7.1", "Agenda 2"),
        ("Suite 365", "16.0", "Suite 365"),
        ("7-Agenda 23.01 (x64)", "23.01", "7-Agenda"),
        ("Agenda++ (64-bit x64)", "", "Agenda++"),
        ("Agenda (lecteur)", "", "Agenda (lecteur)"),
        ("X-Plan", "", "X-Plan"),
        ("(x64)", "", "(x64)"),
        ("日程", "", "日程"),
        ("Age\x00nda\u202e", "", "Age nda"),
        ("1.2.3", "", ""),
        ("", "", ""),
        ("A" * 201, "", ""),
    ],
)
def test_a_name_loses_its_version_architecture_and_language_and_nothing_else(written: str, version: str, name: str) -> None:
    assert product_name(written, version) == name


@pytest.mark.parametrize(
    ("written", "publisher"),
    [
        ("Exemple SAS <contact@exemple.example>", "Exemple SAS"),
        ("https://exemple.example/produit", ""),
        ("exemple**", "exemple"),
        ("42", ""),
        ("  ", ""),
        ("B" * 500, "B" * 200),
    ],
)
def test_a_publisher_is_a_name_without_addresses(written: str, publisher: str) -> None:
    assert publisher_name(written) == publisher


def test_the_legal_form_of_a_publisher_does_not_make_another() -> None:
    assert {publisher_key(name) for name in ("Exemple Corporation", "EXEMPLE Corp.", "Exemple, Inc.", "Exemple")} == {"exemple"}
    assert publisher_key("Inc.") == "inc"


def test_addresses_of_people_and_cards_are_taken_out_of_any_text() -> None:
    assert cleaned("Agenda de une.personne@ville.example (02:00:5E:10:00:2A) https://x.example/y") == "Agenda de"


def test_a_version_that_is_no_version_any_more_is_shortened() -> None:
    assert version_text("9" * 100) == "9" * 60 + "…"


def test_spellings_of_one_product_are_one_and_the_commonest_is_shown(tmp_path: Path) -> None:
    softwares = (
        program("AGENDA 1.0", "1.0", "Exemple Corp."),
        program("Agenda (x64)", "1.1", "Exemple Corporation"),
        program("Agenda (x86)", "1.1", "Exemple Corporation"),
    )

    (item,) = read(write(tmp_path / "p.json", glpi(softwares))).inventory

    assert (item.product_text, item.publisher_text, item.versions, item.row_count) == (
        "Agenda",
        "Exemple Corporation",
        ("1.0", "1.1"),
        3,
    )


def test_two_publishers_make_two_products(tmp_path: Path) -> None:
    reading = read(write(tmp_path / "p.json", glpi((program("Agenda", publisher="A"), program("Agenda", publisher="B")))))

    assert [(item.product_text, item.publisher_text) for item in reading.inventory] == [("Agenda", "A"), ("Agenda", "B")]


def test_a_missing_publisher_is_the_only_one_known_for_the_name(tmp_path: Path) -> None:
    one = (program("Agenda", publisher="A"), program("Agenda", publisher=None))
    two = (*one, program("Agenda", publisher="B"))

    assert len(read(write(tmp_path / "un.json", glpi(one))).inventory) == 1
    reading = read(write(tmp_path / "deux.json", glpi(two)))
    assert [(item.publisher_text, item.row_count) for item in reading.inventory] == [("A", 1), (None, 1), ("B", 1)]


def test_names_without_latin_letters_are_not_confused(tmp_path: Path) -> None:
    reading = read(
        write(tmp_path / "p.json", glpi((program("日程"), program("工資"), program("C++ Outil"), program("C# Outil"))))
    )

    assert set(products(reading)) == {"日程", "工資", "C++ Outil", "C# Outil"}
