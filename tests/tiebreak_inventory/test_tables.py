"""Tables of programs, of one machine or of a whole fleet, and what is left to the spreadsheet plugin."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tiebreak_inventory.twins import products, read, reasons, write
from tiebreak import MappingError, Request, RowsError, SourceOptions, UnreadableFileError, Workbench
from tiebreak.testing import A_DAY, AN_AUTHORITY
from tiebreak_inventory.source import InventorySource

OLD_GLPI = (
    '"Nom";"Entité";"Éditeur";"Versions - Nom";"Nombre d\'installations";"Licences - Nombre de licences";\n'
    '"Agenda Exemple";"Ville";"Exemple SAS";"3.2\n3.1";"1 012";"50";\n'
    '"Paie Exemple";"Ville";"Exemple SAS";"12.4";"3";"";\n'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_list_of_glpi_is_read_whatever_its_encoding(tmp_path: Path, encoding: str) -> None:
    reading = read(write(tmp_path / "logiciels.csv", OLD_GLPI, encoding))

    assert [(item.product_text, item.installations, item.publisher_text, item.versions) for item in reading.inventory] == [
        ("Agenda Exemple", 1012, "Exemple SAS", ("3.1", "3.2")),
        ("Paie Exemple", 3, "Exemple SAS", ("12.4",)),
    ]
    assert (reading.machine_count, reading.rows_in_file, reading.heading_rows) == (None, 3, 1)
    assert [(use.title, use.meaning) for use in reading.columns] == [
        ("Nom", "produit"),
        ("Entité", None),
        ("Éditeur", "editeur"),
        ("Versions - Nom", "version"),
        ("Nombre d'installations", "installations"),
        ("Licences - Nombre de licences", None),
    ]


@pytest.mark.parametrize(
    "titles",
    [
        "Nom;Éditeur;Versions;Nombre d’installations",
        "Nom;Editeur;Version;Nb installations",
        "NOM;FABRICANT;Versions - Nom;NOMBRE D'INSTALLATIONS",
        "Caractéristiques - Nom;Éditeur;Versions - Nom;Nombre d'installations",
        "Name;Publisher;Versions - Name;Number of installations",
        "Logiciel;Éditeur;Version;Nombre",
        "Nom du logiciel;Éditeur;Version;Nb",
        "Software;Vendor;Version;Count",
    ],
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_titles_have_several_spellings(tmp_path: Path, titles: str, delimiter: str) -> None:
    text = f"{titles}\nAgenda;Exemple;1.0;12\n".replace(";", delimiter)

    (item,) = read(write(tmp_path / "t.csv", text)).inventory

    assert (item.product_text, item.publisher_text, item.versions, item.installations) == ("Agenda", "Exemple", ("1.0",), 12)


def test_the_count_of_the_console_of_ocs_is_read(tmp_path: Path) -> None:
    assert products(read(write(tmp_path / "export.csv", "Nombre;Logiciel\r\n12;Agenda;\r\n3;Paie;\r\n"))) == {
        "Agenda": 12,
        "Paie": 3,
    }


def test_rows_of_one_product_are_added_and_it_is_said(tmp_path: Path) -> None:
    text = "Nom;Éditeur;Version;Nombre d'installations\nAgenda 1.0;Exemple;1.0;12\nAgenda 2.0;Exemple;2.0;3\nPaie;Exemple;1;1\n"

    reading = read(write(tmp_path / "t.csv", text))

    assert (products(reading), reading.inventory[0].row_count) == ({"Agenda": 15, "Paie": 1}, 2)
    assert "1 produit sur plusieurs lignes de la liste" in reading.notices[0]


def test_rows_that_count_nothing_are_left_out(tmp_path: Path) -> None:
    text = "Nom;Éditeur;Nombre d'installations\nAgenda;Exemple;2\nVieux;Exemple;0\nVide;Exemple;\n;;3\nKB5031356;Microsoft;9\n\n"

    reading = read(write(tmp_path / "t.csv", text))

    assert (products(reading), reading.rows_in_file) == ({"Agenda": 2}, 6)
    assert reasons(reading) == {
        "aucune installation": 1,
        "nombre d’installations vide": 1,
        "entrée sans nom lisible": 1,
        "mise à jour ou correctif, pas un produit": 1,
    }


@pytest.mark.parametrize("count", ["-3", "1e308", "douze", "3,5", "NaN", "∞", "0x10", "99999999999999999999", "1 2 3"])
def test_a_number_of_installations_that_is_none_is_named(tmp_path: Path, count: str) -> None:
    path = write(tmp_path / "t.csv", f"Nom;Éditeur;Nombre d'installations\nAgenda;Exemple;2\nPaie;Exemple;{count}\n")

    with pytest.raises(RowsError, match="par exemple 12") as refused:
        read(path)
    assert refused.value.problems[0].startswith(f"Ligne 3 : nombre d’installations {count!r}")
    assert reasons(read(path, leaves_out_unreadable=True)) == {"ligne illisible, écartée à la demande": 1}


def test_the_programs_of_a_machine_are_read_from_what_powershell_writes(tmp_path: Path) -> None:
    text = (
        "#TYPE Selected.System.Management.Automation.PSCustomObject\r\n"
        '"DisplayName","DisplayVersion","Publisher","InstallDate"\r\n'
        '"Agenda (x64)","3.2","Exemple SAS","20260102"\r\n'
        ",,,\r\n"
        '"KB5031356",,,\r\n'
    )

    reading = read(write(tmp_path / "pc.csv", text, "utf-16"))

    assert (products(reading), reading.machine_count) == ({"Agenda": 1}, 1)
    assert (reading.rows_in_file, reading.heading_rows) == (4, 2)


@pytest.mark.parametrize(
    "text",
    [
        "\r\nNode,Name,Vendor,Version\r\nPC-1,Agenda,Exemple,1.0\r\nPC-2,Agenda,Exemple,1.1\r\nPC-1,Paie,Exemple,2.0\r\n",
        '"PSComputerName","DisplayName","Publisher","DisplayVersion"\nPC-1,Agenda,Exemple,1.0\npc-2,Agenda,Exemple,1.1\nPC-1,Paie,Exemple,2.0\n',
        "Poste;Logiciel\nPC-1;Agenda\nPC-2;Agenda\nPC-1;Paie\n",
        "Nom de l’ordinateur;Nom;Éditeur;Version\nPC-1;Agenda;E;1\nPC-2;Agenda;E;1\nPC-1;Paie;E;1\n",
    ],
)
def test_a_column_that_names_machines_makes_as_many(tmp_path: Path, text: str) -> None:
    reading = read(write(tmp_path / "parc.csv", text))

    assert (products(reading), reading.machine_count) == ({"Agenda": 2, "Paie": 1}, 2)
    assert "PC-1" not in reading.model_dump_json()


def test_a_row_that_does_not_name_its_machine_is_left_out(tmp_path: Path) -> None:
    reading = read(write(tmp_path / "parc.csv", "Poste;Logiciel\nPC-1;Agenda\n;Paie\n"))

    assert (products(reading), reasons(reading)) == ({"Agenda": 1}, {"ligne sans nom de poste": 1})


@pytest.mark.parametrize(
    "titles",
    [
        "Fournisseur;Libellé;Montant TTC",
        "Logiciel;Éditeur;Nombre d'installations;Coût annuel TTC",
        "Logiciel;Éditeur;Nombre d'installations;Prix",
        "Nom;Éditeur;Nombre d'installations;Budget 2026",
        "Logiciel;Nombre;Total €",
        "N° de marché;Logiciel;Nombre;Date de fin",
        "Logiciel;Nombre;Préavis (mois)",
        "Nom;Prénom;Application;Version",
        "Nom;Logiciel;Version",
        "Nom;Version",
        "Commune;Code INSEE;Nombre",
        "Date;Quantité;Unité",
        "",
    ],
)
def test_an_account_a_register_or_any_other_table_is_not_accepted(tmp_path: Path, titles: str) -> None:
    assert not InventorySource().accepts(write(tmp_path / "t.csv", f"{titles}\na;b;1;2\n"))


@pytest.mark.parametrize("content", ["Logiciel;Nombre\0\na;1\n", "x"])
def test_a_text_that_is_no_table_is_not_accepted(tmp_path: Path, content: str) -> None:
    assert not InventorySource().accepts(write(tmp_path / "t.csv", content))


def test_the_list_of_a_fleet_without_counts_says_which_column_to_add(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "Nom;Éditeur;Versions - Nom\nAgenda;Exemple;1.0\n")

    with pytest.raises(MappingError, match="Ajoutez la colonne « Nombre d’installations »"):
        read(path)


def test_a_column_may_be_corrected(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "Nom;Maison;Nombre d'installations\nAgenda;Exemple;1\n")

    assert read(path).inventory[0].publisher_text is None
    assert read(path, column_meanings={"Maison": "editeur"}).inventory[0].publisher_text == "Exemple"
    with pytest.raises(MappingError, match="Champs possibles : categorie, editeur, installations"):
        read(path, column_meanings={"Maison": "prix"})


def test_a_table_that_a_correction_unmakes_says_what_it_saw(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "Nom;Éditeur;Nombre d'installations\nAgenda;Exemple;1\n")

    with pytest.raises(MappingError, match="Colonnes vues : « Nom », « Éditeur »"):
        read(path, column_meanings={"Nom": "categorie"})


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("Nom;Éditeur;Nombre d'installations\n\"Agenda;Exemple;1\nPaie;Exemple;1\n", id="a quote never closed"),
        pytest.param(f"Nom;Éditeur;Nombre d'installations\n{'A' * 200_000};E;1\n", id="a cell beyond measure"),
        pytest.param(
            "Nom;Éditeur;Nombre d'installations\n" + "Agenda;Exemple;1\n" * 8_000 + "\0;E;1\n", id="NUL far from the start"
        ),
    ],
)
def test_a_text_that_is_no_table_is_refused(tmp_path: Path, content: object) -> None:
    with pytest.raises(UnreadableFileError, match="CSV"):
        InventorySource().read(write(tmp_path / "t.csv", content), SourceOptions())


def test_an_empty_list_says_that_it_has_no_product(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"aucun logiciel.*aucune installation \(1\)"):
        read(write(tmp_path / "t.csv", "Nom;Éditeur;Nombre d'installations\nAgenda;Exemple;0\n"))


def test_the_inventory_wins_over_the_spreadsheet_and_leaves_it_the_accounts(tmp_path: Path, workbench: Workbench) -> None:
    inventory = write(tmp_path / "logiciels.csv", OLD_GLPI)
    account = write(
        tmp_path / "depenses.csv", "Logiciel;Éditeur;Nombre d'installations;Montant mandaté TTC\nAgenda;Exemple;12;300\n"
    )

    case = workbench.open_case([inventory, account], Request(authority=AN_AUTHORITY, as_of=A_DAY))

    assert [(reading.plugin, len(reading.inventory), len(reading.spend_lines)) for reading in case.readings] == [
        ("inventory", 2, 0),
        ("spreadsheet", 0, 1),
    ]


def test_the_same_inventory_given_twice_is_refused(tmp_path: Path, workbench: Workbench) -> None:
    paths = [write(tmp_path / name, OLD_GLPI) for name in ("a.csv", "b.csv")]

    with pytest.raises(UnreadableFileError, match="a le même contenu"):
        workbench.open_case(paths, Request(authority=AN_AUTHORITY, as_of=A_DAY))
