"""One machine, in every shape that its agent may give it."""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path

import pytest

from tests.tiebreak_inventory.twins import (
    element,
    fusion,
    glpi,
    ocs_export,
    osquery_program,
    package,
    products,
    program,
    read,
    reasons,
    write,
)
from tiebreak import UnreadableFileError
from tiebreak.testing import check_source
from tiebreak_inventory.source import InventorySource

UPDATES = "mise à jour ou correctif, pas un produit"
TWO = (program("Agenda Exemple (x64 fr)", "3.2"), program("Paie Exemple 12.4.1", "12.4.1"))
AS_XML = (
    {"ARCH": "x86_64", "FROM": "registry", "NAME": "Agenda Exemple (x64 fr)", "PUBLISHER": "Éditions Exemple", "VERSION": "3.2"},
    {"ARCH": "x86_64", "FROM": "registry", "NAME": "Paie Exemple 12.4.1", "PUBLISHER": "Éditions Exemple", "VERSION": "12.4.1"},
)
AS_OCS = (
    {"PUBLISHER": "Éditions Exemple", "NAME": "Agenda Exemple (x64 fr)", "VERSION": "3.2", "FOLDER": "", "SOURCE": 0},
    {"PUBLISHER": "Éditions Exemple", "NAME": "Paie Exemple 12.4.1", "VERSION": "12.4.1", "FOLDER": "N/A", "SOURCE": 0},
)


@pytest.mark.parametrize(
    ("name", "content", "encoding"),
    [
        pytest.param("poste.json", glpi(TWO), "utf-8", id="GLPI"),
        pytest.param("poste.json", glpi(TWO), "utf-8-sig", id="GLPI with a mark"),
        pytest.param("poste.json", glpi(TWO), "utf-16", id="GLPI redirected by PowerShell"),
        pytest.param("poste.json", glpi(TWO), "cp1252", id="GLPI in cp1252"),
        pytest.param(
            "poste.json", json.dumps(glpi(TWO), indent=3, sort_keys=True, separators=(",", " : ")), "utf-8", id="GLPI laid out"
        ),
        pytest.param("poste.json", [glpi(TWO)], "utf-8", id="GLPI in a list"),
        pytest.param("poste.xml", fusion(AS_XML), "utf-8", id="FusionInventory"),
        pytest.param("poste.ocs", fusion(AS_XML, encoding="ISO-8859-1"), "latin-1", id="FusionInventory in Latin-1"),
        pytest.param("poste.xml", fusion(AS_XML, encoding="UTF-16"), "utf-16", id="FusionInventory in UTF-16"),
        pytest.param("poste.xml", fusion(AS_XML), "cp1252", id="FusionInventory that lies on its encoding"),
        pytest.param(
            "poste.json",
            [osquery_program("Agenda Exemple (x64 fr)", "3.2"), osquery_program("Paie Exemple 12.4.1", "12.4.1")],
            "utf-8",
            id="osquery",
        ),
    ],
)
def test_a_machine_gives_its_products_whatever_the_agent(tmp_path: Path, name: str, content: object, encoding: str) -> None:
    reading = read(write(tmp_path / name, content, encoding))

    assert [(item.product_text, item.installations, item.publisher_text, item.versions) for item in reading.inventory] == [
        ("Agenda Exemple", 1, "Éditions Exemple", ("3.2",)),
        ("Paie Exemple", 1, "Éditions Exemple", ("12.4.1",)),
    ]
    assert (reading.machine_count, reading.rows_in_file, reading.heading_rows) == (1, 2, 0)
    assert reading.spend_lines == reading.contracts == ()


@pytest.mark.parametrize("tag", ["SOFTWARES", "SOFTWARE"])
def test_what_the_console_of_ocs_exports_is_read(tmp_path: Path, tag: str) -> None:
    reading = read(write(tmp_path / "poste.xml", ocs_export(AS_OCS, tag=tag)))

    assert products(reading) == {"Agenda Exemple": 1, "Microsoft Windows 10 Professionnel": 1, "Paie Exemple": 1}
    assert reading.inventory[1].versions == ("10.0.19045",)


def test_an_ocs_export_of_numbers_says_what_to_give_instead(tmp_path: Path) -> None:
    path = write(tmp_path / "poste.xml", ocs_export([{"NAME_ID": 12, "PUBLISHER_ID": 3, "VERSION_ID": 8}], tag="SOFTWARE"))

    with pytest.raises(UnreadableFileError, match=r"des numéros au lieu des noms.*--local"):
        read(path)


@pytest.mark.parametrize("pack", [zlib.compress, gzip.compress], ids=["zlib", "gzip"])
def test_a_report_that_its_agent_compressed_is_read(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    reading = read(write(tmp_path / "poste.ocs", pack(fusion(AS_XML).encode())))

    assert products(reading) == {"Agenda Exemple": 1, "Paie Exemple": 1}


def test_the_checks_of_every_source_pass(tmp_path: Path) -> None:
    check_source(InventorySource(), write(tmp_path / "poste.json", glpi(TWO)))


def test_the_place_of_a_product_is_the_rank_of_its_first_entry(tmp_path: Path) -> None:
    reading = read(write(tmp_path / "poste.json", glpi((program("Agenda"), program("Zeta"), program("Agenda (x64)")))))

    assert [(item.product_text, item.row_count, item.provenance.row, item.provenance.sheet) for item in reading.inventory] == [
        ("Agenda", 2, 1, None),
        ("Zeta", 1, 2, None),
    ]


@pytest.mark.parametrize(
    ("system", "product", "version"),
    [
        (
            {"name": "Windows", "full_name": "Microsoft Windows 11 Professionnel", "version": "23H2"},
            "Microsoft Windows 11 Professionnel",
            "23H2",
        ),
        (
            {"name": "Windows", "full_name": "Microsoft® Windows Server® 2019 Standard", "kernel_version": "10.0.17763"},
            "Microsoft Windows Server 2019 Standard",
            "10.0.17763",
        ),
        (
            {"name": "Windows", "full_name": "Microsoft Windows 8.1 Professionnel", "version": ""},
            "Microsoft Windows 8.1 Professionnel",
            None,
        ),
        ({"name": "Debian", "full_name": "Debian GNU/Linux 12 (bookworm)", "version": "12.4"}, "Debian", "12.4"),
        ({"full_name": "Fedora release 38 (Thirty Eight)"}, "Fedora", "38"),
        ({"name": "MacOSX", "full_name": "macOS", "version": "14.1 (23B74)"}, "macOS", "14.1 (23B74)"),
        ({"name": "Tiramisu Android 13.0", "full_name": "Tiramisu Android 13.0 api 33", "version": "33"}, "Android", "13.0"),
    ],
)
def test_an_operating_system_is_a_product_with_its_version(
    tmp_path: Path, system: dict[str, str], product: str, version: str | None
) -> None:
    reading = read(write(tmp_path / "poste.json", glpi((), system=system)))

    assert [(item.product_text, item.versions) for item in reading.inventory] == [(product, (version,) if version else ())]


def test_the_operating_system_of_fusioninventory_is_a_product(tmp_path: Path) -> None:
    more = element("OPERATINGSYSTEM", {"FULL_NAME": "Debian GNU/Linux 12 (bookworm)", "NAME": "Debian", "VERSION": "12.4"})

    (item,) = read(write(tmp_path / "poste.xml", fusion(more=more))).inventory

    assert (item.product_text, item.versions, item.publisher_text) == ("Debian", ("12.4",), None)


def test_an_operating_system_is_not_a_program_of_the_same_name(tmp_path: Path) -> None:
    system = {"name": "Exemple", "version": "7"}

    reading = read(write(tmp_path / "poste.json", glpi((program("Exemple", "7", ""),), system=system)))

    assert [(item.product_text, item.row_count) for item in reading.inventory] == [("Exemple", 1), ("Exemple", 1)]


def test_an_antivirus_and_a_database_are_products(tmp_path: Path) -> None:
    sections = {
        "antivirus": [{"name": "Bouclier Exemple", "company": "Exemple Sécurité", "enabled": True, "version": "9.1"}],
        "databases_services": [{"name": "MariaDB", "type": "mysql", "version": "10.5", "databases": [{"name": "etat_civil"}]}],
    }

    reading = read(write(tmp_path / "serveur.json", glpi((program("Bouclier Exemple", "9.1", ""),), **sections)))

    assert [(item.product_text, item.publisher_text, item.row_count) for item in reading.inventory] == [
        ("Bouclier Exemple", "Exemple Sécurité", 2),
        ("MariaDB", None, 1),
    ]
    assert "etat_civil" not in reading.model_dump_json()


def test_an_antivirus_of_fusioninventory_is_a_product(tmp_path: Path) -> None:
    more = "<ANTIVIRUS><ENABLED>1</ENABLED><NAME>Bouclier Exemple</NAME><UPTODATE>1</UPTODATE></ANTIVIRUS>"

    assert products(read(write(tmp_path / "poste.xml", fusion(more=more)))) == {"Bouclier Exemple": 1}


def test_the_updates_of_windows_are_left_out_together(tmp_path: Path) -> None:
    updates = (
        program("KB5031356", "", ""),
        program("Update for Microsoft Office 2016 (KB4484103) 64-Bit Edition", "", "Microsoft"),
        program("Correctif quelconque", "", "", release_type="Security Update"),
        program("Autre", "", "", system_category="hotfix"),
    )

    reading = read(write(tmp_path / "poste.json", glpi((*updates, program("Agenda")))))

    assert products(reading) == {"Agenda": 1}
    assert [(each.reason, each.row_count, each.content, each.provenance.row) for each in reading.left_out] == [
        (UPDATES, 4, "", 1)
    ]


def test_what_a_single_left_out_entry_said_is_shown(tmp_path: Path) -> None:
    reading = read(write(tmp_path / "poste.json", glpi((program("KB5031356"), program("Agenda")))))

    assert [each.content for each in reading.left_out] == ["KB5031356"]


def test_what_came_with_a_phone_is_left_out_and_what_was_added_is_not(tmp_path: Path) -> None:
    phone = glpi(
        (
            {
                "name": "Horloge",
                "comments": "org.exemple.horloge",
                "version": "1",
                "from": "Android",
                "folder": "/system/app/Horloge",
            },
            {"name": "Service radio", "version": "1", "from": "Android", "folder": "/apex/com.android.radio/app"},
            {"name": "Messagerie Exemple", "version": "2", "from": "Android", "folder": "/data/app/org.exemple-a1=="},
        )
    )
    phone["itemtype"] = "Phone"

    reading = read(write(tmp_path / "tel.json", phone))

    assert products(reading) == {"Messagerie Exemple": 1}
    assert reasons(reading) == {"livré avec le téléphone ou la tablette, pas choisi": 2}


def test_what_is_part_of_macos_is_left_out(tmp_path: Path) -> None:
    softwares = [
        {"COMMENTS": "[Intel]", "NAME": "Notes", "SYSTEM_CATEGORY": "System/Applications", "VERSION": "4"},
        {"COMMENTS": "[Intel]", "NAME": "Agenda", "SYSTEM_CATEGORY": "Applications", "VERSION": "4", "USERNAME": ""},
        {"NAME": "Fax de marque", "SYSTEM_CATEGORY": "Library/Printers", "VERSION": "5"},
    ]

    reading = read(write(tmp_path / "mac.xml", fusion(softwares)))

    assert products(reading) == {"Agenda": 1}
    assert reasons(reading) == {"partie du système d’exploitation": 1, "pilote ou micrologiciel d’un matériel": 1}


@pytest.mark.parametrize(
    "report",
    [
        pytest.param({**glpi(), "action": "netinventory", "itemtype": "NetworkEquipment"}, id="a switch"),
        pytest.param({**glpi(), "itemtype": "Printer"}, id="a printer"),
    ],
)
def test_the_inventory_of_something_else_says_so(tmp_path: Path, report: object) -> None:
    with pytest.raises(UnreadableFileError, match="réseau, d’imprimante ou de découverte"):
        read(write(tmp_path / "e.json", report))


@pytest.mark.parametrize("query", ["NETDISCOVERY", "SNMPQUERY", "PROLOG"])
def test_another_query_than_an_inventory_says_so(tmp_path: Path, query: str) -> None:
    with pytest.raises(UnreadableFileError, match="réseau, d’imprimante ou de découverte"):
        read(write(tmp_path / "e.xml", fusion(query=query)))


def test_a_partial_report_without_programs_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"relevé sans système ni liste de logiciels \(1\)"):
        read(write(tmp_path / "p.json", {**glpi(None), "partial": True}))


def test_a_machine_without_any_program_is_a_machine(tmp_path: Path) -> None:
    reading = read(write(tmp_path / "p.json", glpi([])))

    assert (reading.machine_count, reading.inventory, reading.rows_in_file) == (1, (), 0)


def test_a_version_written_as_a_number_stays_as_it_is_written(tmp_path: Path) -> None:
    raw = '{"content": {"softwares": [{"name": "Agenda", "version": 1.10}]}, "action": "inventory"}'

    assert read(write(tmp_path / "p.json", raw)).inventory[0].versions == ("1.10",)


def test_a_linux_machine_keeps_its_applications(tmp_path: Path) -> None:
    softwares = (
        package("libreoffice-core"),
        package("libreoffice-writer"),
        package("zlib"),
        package("logiciel-paye", "3.1-4", "Exemple SAS"),
    )

    reading = read(write(tmp_path / "p.json", glpi(softwares)))

    assert [(item.product_text, item.publisher_text, item.row_count) for item in reading.inventory] == [
        ("LibreOffice", None, 2),
        ("logiciel-paye", "Exemple SAS", 1),
    ]
    assert reasons(reading) == {"paquet de la distribution Linux, pas un produit choisi": 1}
