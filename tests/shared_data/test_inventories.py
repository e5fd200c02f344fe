"""Real inventories of GLPI and FusionInventory: every entry is accounted for, and nobody is named."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tiebreak import Reading, SourceOptions, UnreadableFileError
from tiebreak_inventory.package_rules import DISTRIBUTION, PART
from tiebreak_inventory.source import InventorySource


@pytest.fixture(scope="module")
def samples(shared_data: Path) -> Path:
    return shared_data / "glpi-inventory_format"


def read(path: Path) -> Reading:
    assert InventorySource().accepts(path)
    return InventorySource().read(path, SourceOptions())


def products(reading: Reading) -> set[str]:
    return {item.product_text for item in reading.inventory}


def identities(value: object, path: str = "") -> Iterator[str]:
    """Texts that name a machine or a person, wherever they stand in an inventory."""
    keys = r"ssn|msn|uuid|mac|ip|ipaddress|fqdn|login|lastloggeduser|deviceid|ssh_key|serial|hostid|winprodid|hardware\.name"
    if isinstance(value, dict):
        for key, each in value.items():
            yield from identities(each, f"{path}.{key}")
    elif isinstance(value, list):
        for each in value:
            yield from identities(each, path)
    elif isinstance(value, str) and len(value) > 5 and re.search(rf"\.({keys})$", path):
        yield value


def test_the_packages_of_a_workstation_are_a_handful_of_products(samples: Path) -> None:
    path = samples / "examples" / "computer_3.json"
    reading = read(path)
    entries = json.loads(path.read_text(encoding="utf-8"))["content"]["softwares"]

    assert (len(entries), reading.rows_in_file, reading.machine_count) == (3033, 3034, 1)
    left = {each.reason: each.row_count for each in reading.left_out}
    kept = sum(item.row_count for item in reading.inventory)
    assert set(left) == {DISTRIBUTION, PART}
    assert kept + sum(left.values()) == 3034
    assert 30 <= len(reading.inventory) <= 50
    assert {"LibreOffice", "Mozilla Firefox", "GLPI", "PostgreSQL", "Fedora"} <= products(reading)


def test_what_another_vendor_than_a_distribution_packages_is_kept(samples: Path) -> None:
    path = samples / "examples" / "computer_3.json"
    entries = json.loads(path.read_text(encoding="utf-8"))["content"]["softwares"]
    of_a_vendor = {each["name"] for each in entries if each.get("publisher") == "Teclib"}
    kept = {item.product_text for item in read(path).inventory if item.publisher_text == "Teclib"}

    assert of_a_vendor - kept == {"teclib-release"}, "l’adresse d’un dépôt n’est pas un produit"


def test_a_windows_machine_keeps_its_products_and_its_antivirus(samples: Path) -> None:
    reading = read(samples / "tests" / "data" / "2.xml")

    assert (reading.rows_in_file, len(reading.inventory)) == (11, 7)
    assert {"CCleaner", "OpenVPN", "FusionInventory Agent", "Microsoft Windows 8.1 Professionnel"} <= products(reading)
    assert Counter(each.row_count for each in reading.left_out) == {2: 1, 1: 2}


def test_a_phone_keeps_what_was_added_to_it(samples: Path) -> None:
    reading = read(samples / "tests" / "data" / "18.xml")

    assert [each.row_count for each in reading.left_out] == [262]
    assert (reading.rows_in_file, sum(item.row_count for item in reading.inventory)) == (311, 49)
    assert "Android" in products(reading)


@pytest.mark.parametrize("folder", ["examples", "tests/data"])
def test_a_folder_of_real_files_is_read_whole(samples: Path, folder: str) -> None:
    reading = read(samples / folder)

    assert reading.machine_count == 4
    assert all(re.fullmatch(r"machine \d+", item.provenance.sheet or "") for item in reading.inventory)
    said = {each.reason for each in reading.left_out}
    assert {
        "relevé plus ancien du même poste",
        "un inventaire de réseau, d’imprimante ou de découverte, pas celui d’un poste",
    } <= said


def test_nobody_and_no_machine_of_the_real_files_is_named(samples: Path, tmp_path: Path) -> None:
    path = Path(shutil.copytree(samples / "examples", tmp_path / "parc"))
    wanted = {text for each in path.glob("*.json") for text in identities(json.loads(each.read_text(encoding="utf-8")))}
    said = read(path).model_dump_json()

    assert len(wanted) > 100
    assert [text for text in sorted(wanted) if text in said] == []


def test_each_real_file_is_read_or_refused_in_french(samples: Path) -> None:
    refused = []
    for path in sorted([*samples.glob("examples/*.json"), *samples.glob("tests/data/*.xml")]):
        try:
            assert read(path).rows_in_file > 0
        except UnreadableFileError as error:
            refused.append(str(error))

    assert len(refused) == 26
    assert all("aucun logiciel de poste" in each for each in refused)
