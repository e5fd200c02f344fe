"""Many machines in a folder or an archive: each counts once, and no file says its name."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tiebreak_inventory.twins import (
    event,
    fusion,
    glpi,
    osquery_program,
    package,
    products,
    program,
    read,
    reasons,
    write,
    zipped,
)
from tiebreak import Reading, Request, RowsError, SourceOptions, UnreadableFileError, Workbench
from tiebreak.testing import A_DAY, AN_AUTHORITY
from tiebreak_inventory import source
from tiebreak_inventory.source import InventorySource

OLDER = "relevé plus ancien du même poste"
Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Writes files in a folder named « parc »."""

    def fill(**files: object) -> Path:
        for name, content in files.items():
            write(tmp_path / "parc" / name.replace("__", "."), content)
        return tmp_path / "parc"

    return fill


def machine(number: int, *names: str, **options: object) -> dict[str, object]:
    softwares = tuple(program(name) for name in names)
    return glpi(softwares, host=f"poste-{number}", uuid=f"5f0c1d2e-0042-4a3b-8c9d-{number:012}", **options)  # type: ignore[arg-type]


def places(reading: Reading) -> set[tuple[str | None, int | None]]:
    return {(item.provenance.sheet, item.provenance.row) for item in reading.inventory}


def test_installations_are_the_machines_that_have_the_product(folder: Folder) -> None:
    path = folder(a__json=machine(1, "Agenda", "Agenda (x64)", "Paie"), b__json=machine(2, "Agenda"), c__json=machine(3))

    reading = read(path)

    assert products(reading) == {"Agenda": 2, "Paie": 1}
    assert (reading.machine_count, reading.rows_in_file) == (3, 4)
    assert [item.row_count for item in reading.inventory] == [3, 1]


def test_a_folder_and_its_archive_give_the_same_pieces(folder: Folder, tmp_path: Path) -> None:
    files = {"a.json": machine(1, "Agenda"), "b.json": machine(2, "Paie")}
    in_folder = read(folder(**{name.replace(".", "__"): content for name, content in files.items()}))
    for name in files:
        files[name] = (tmp_path / "parc" / name).read_text()  # type: ignore[assignment]

    archived = read(zipped(tmp_path / "parc.zip", files))

    assert [item.id for item in archived.inventory] == [item.id for item in in_folder.inventory]
    assert products(archived) == products(in_folder) == {"Agenda": 1, "Paie": 1}


def test_a_file_within_a_folder_is_named_by_its_rank(folder: Folder) -> None:
    path = folder(poste_1__json=machine(1, "Agenda"), poste_2__json=machine(2, "Paie"))

    assert places(read(path)) == {("machine 1", 1), ("machine 2", 1)}


def test_agents_may_be_mixed(folder: Folder) -> None:
    xml = fusion([{"NAME": "Agenda", "VERSION": "1.0", "PUBLISHER": "Éditions Exemple"}], host="poste-9", uuid="autre")

    reading = read(folder(a__json=machine(1, "Agenda"), b__xml=xml, c__json=[osquery_program("Agenda")]))

    assert products(reading) == {"Agenda": 3}
    assert reading.machine_count == 3


@pytest.mark.parametrize("names", [("a__json", "b__json"), ("b__json", "a__json")], ids=["older first", "older last"])
def test_of_two_reports_of_a_machine_the_later_counts(folder: Folder, names: tuple[str, str]) -> None:
    older, later = names
    path = folder(
        **{
            older: machine(1, "Agenda", "Ancien", date="2026-01-01 10:00:00"),
            later: machine(1, "Agenda", date="2026-02-01 10:00:00"),
        }
    )

    reading = read(path)

    assert products(reading) == {"Agenda": 1}
    assert (reading.machine_count, reasons(reading)) == (1, {OLDER: 2})
    assert reading.notices == ("1 relevé d’un poste déjà vu : seul le dernier de chaque poste compte",)


def test_two_reports_of_a_machine_in_two_formats_count_once(folder: Folder) -> None:
    xml = fusion([{"NAME": "Agenda", "VERSION": "1.0"}], date="2026-01-01 10:00:00")

    reading = read(folder(a__xml=xml, b__json=glpi((program("Agenda"),))))

    assert (products(reading), reading.machine_count) == ({"Agenda": 1}, 1)


def test_a_report_without_a_date_gives_way_and_it_is_said(folder: Folder) -> None:
    reading = read(folder(a__json=machine(1, "Sans date", date=None), b__json=machine(1, "Daté")))

    assert products(reading) == {"Daté": 1}
    reading = read(folder(a__json=machine(1, "Premier", date=None), b__json=machine(1, "Second", date=None)))
    assert products(reading) == {"Premier": 1}
    assert "1 de ces relevés n’est pas daté" in reading.notices[1]


def test_a_partial_report_replaces_only_the_section_that_it_has(folder: Folder) -> None:
    whole = machine(1, "Agenda", date="2026-01-01 10:00:00", system={"name": "Système", "version": "1"})
    part = {**machine(1, "Paie", date="2026-02-01 10:00:00"), "partial": True}

    assert products(read(folder(a__json=whole, b__json=part))) == {"Paie": 1, "Système": 1}


def test_two_machines_of_one_name_and_two_numbers_are_two(folder: Folder) -> None:
    path = folder(a__json=glpi((program("Agenda"),), uuid="11111111-a"), b__json=glpi((program("Agenda"),), uuid="22222222-b"))

    assert read(path).machine_count == 2


def test_two_machines_of_one_number_and_two_names_are_two_and_it_is_said(folder: Folder) -> None:
    path = folder(a__json=glpi((program("Agenda"),), host="poste-1"), b__json=glpi((program("Agenda"),), host="poste-2"))

    reading = read(path)

    assert reading.machine_count == 2
    assert reading.notices == ("1 poste a le même numéro de machine qu’un autre sous un autre nom : il compte à part",)


@pytest.mark.parametrize(
    "number", ["FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "00000000-0000-0000-0000-000000000000", "Not Settable", ""]
)
def test_a_number_that_makers_write_for_none_joins_nobody(folder: Folder, number: str) -> None:
    path = folder(
        a__json=glpi((program("Agenda"),), host="poste-1", uuid=number),
        b__json=glpi((program("Agenda"),), host="poste-2", uuid=number),
    )

    reading = read(path)

    assert (reading.machine_count, reading.notices) == (2, ())


def test_a_name_with_or_without_its_domain_is_one_machine(folder: Folder) -> None:
    path = folder(
        a__json=glpi((program("Agenda"),), host="POSTE-1", uuid=None, date="2026-02-02"),
        b__json={**glpi((program("Agenda"),), host="poste-1.ville.example", uuid=None), "deviceid": ""},
    )

    assert read(path).machine_count == 1


def test_identical_files_that_do_not_say_their_machine_are_several_and_it_is_said(folder: Folder) -> None:
    reading = read(folder(a__json=[osquery_program("Agenda")], b__json=[osquery_program("Agenda")]))

    assert (products(reading), reading.machine_count) == ({"Agenda": 2}, 2)
    assert "1 fichier identique à un autre" in reading.notices[0]


def test_packages_presumed_of_a_distribution_are_said(folder: Folder) -> None:
    softwares = (package("outil-courant", "3.2-2", "Debian", origin="deb", system_category="utils"), program("Agenda"))

    reading = read(folder(a__json=glpi(softwares)))

    assert products(reading) == {"Agenda": 1}
    assert reading.notices == (
        "des paquets Linux sont écartés d’après leur seule version : si l’un d’eux est un logiciel que vous payez, déclarez-le à part",
    )


def test_files_of_another_nature_are_counted_and_left_out(folder: Folder) -> None:
    path = folder(
        a__json=machine(1, "Agenda"),
        b__json={"autre": 1},
        c__csv="Fournisseur;Montant TTC\nALPHA;100\n",
        d__json={**machine(2), "action": "netinventory"},
        e__json=machine(3) | {"content": {"bios": {}}},
        note__docx="x",
    )

    reading = read(path)

    assert reasons(reading) == {
        "fichier d’une autre nature qu’un inventaire": 2,
        "un inventaire de réseau, d’imprimante ou de découverte, pas celui d’un poste": 1,
        "relevé sans système ni liste de logiciels": 1,
    }
    assert [each.provenance.row for each in reading.left_out] == [None, None, None]
    assert reading.notices == ("1 fichier dont le suffixe n’est pas celui d’un inventaire n’est pas lu",)


def test_every_file_that_cannot_be_read_is_said_by_its_rank(folder: Folder) -> None:
    path = folder(a__json=machine(1, "Agenda"), b__json='{"content": {"softwares": [', c__xml="<REQUEST><CONTENT>")

    with pytest.raises(RowsError) as refused:
        InventorySource().read(path, SourceOptions())

    assert [problem.split(" (")[0] for problem in refused.value.problems] == [
        "« parc », fichier n° 2 dans l’ordre des noms",
        "« parc », fichier n° 3 dans l’ordre des noms",
    ]
    reading = read(path, leaves_out_unreadable=True)
    assert (products(reading), reasons(reading)) == ({"Agenda": 1}, {"fichier illisible, écarté à la demande": 2})


def test_a_folder_without_inventory_is_not_accepted_and_says_why_when_read(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()

    assert not InventorySource().accepts(tmp_path / "vide")
    with pytest.raises(UnreadableFileError, match="« vide » : aucun logiciel de poste n’y a été trouvé"):
        InventorySource().read(tmp_path / "vide", SourceOptions())
    assert not InventorySource().accepts(folder(a__json={"autre": 1}))


def test_a_list_of_products_is_not_read_with_machines(folder: Folder) -> None:
    table = "Nom;Éditeur;Nombre d'installations\nAgenda;Exemple;12\n"

    with pytest.raises(UnreadableFileError, match="les mêmes postes compteraient deux fois"):
        read(folder(a__json=machine(1, "Agenda"), b__csv=table))
    reading = read(folder(a__json=b"{}", b__csv=table))
    assert (products(reading), reading.machine_count) == ({"Agenda": 12}, None)
    assert places(reading) == {("table 2", 2)}


def test_archives_within_a_folder_are_read_and_what_is_wrong_with_one_does_not_name_it(folder: Folder) -> None:
    path = folder(a__json=machine(1, "Agenda"))
    zipped(path / "b.zip", {"poste.json": machine(2, "Agenda")})
    assert products(read(path)) == {"Agenda": 2}

    write(path / "poste-de-quelqu-un.zip", b"PK not an archive")
    with pytest.raises(UnreadableFileError, match="Dossier « parc » : une archive qu’il contient") as refused:
        InventorySource().read(path, SourceOptions())
    assert "quelqu" not in str(refused.value)


def test_a_damaged_archive_is_not_accepted_and_says_so_when_read(tmp_path: Path) -> None:
    path = write(tmp_path / "parc.zip", b"PK not an archive")

    assert not InventorySource().accepts(path)
    with pytest.raises(UnreadableFileError, match=r"Archive « parc\.zip » illisible"):
        InventorySource().read(path, SourceOptions())


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = zipped(tmp_path / "bombe.zip", {"poste.json": b"[" * 60_000_000})

    assert not InventorySource().accepts(path)
    with pytest.raises(UnreadableFileError, match="démesurée une fois ouverte"):
        InventorySource().read(path, SourceOptions())


def test_a_member_that_lies_on_its_content_is_a_problem_and_not_a_crash(tmp_path: Path) -> None:
    path = zipped(tmp_path / "parc.zip", {"a.json": machine(1, "Agenda"), "b.json": machine(2, "Paie")})
    raw = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        offset = archive.infolist()[1].header_offset
    path.write_bytes(raw[: offset + 60] + b"\xff" * 40 + raw[offset + 100 :])

    with pytest.raises(RowsError, match=r"fichier n° 2 .* illisible \(endommagé, ou protégé\)"):
        InventorySource().read(path, SourceOptions())


def test_a_damaged_member_is_no_reason_to_refuse_the_archive_at_first_sight(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped(tmp_path / "parc.zip", {"a.json": machine(1, "Agenda")})
    raw = bytearray(path.read_bytes())
    raw[60:100] = b"\xff" * 40
    path.write_bytes(bytes(raw))

    assert not InventorySource().accepts(path)


def test_progress_is_told_while_a_fleet_is_read(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "PROGRESS_EVERY", 2)
    said: list[str] = []

    InventorySource().read(
        folder(a__json=machine(1), b__json=machine(2), c__json=machine(3)), SourceOptions(progress=said.append)
    )

    assert said == ["Lecture de parc : fichier 2 sur 3…"]


@pytest.mark.parametrize("name", ["a.json", "a.xml", "parc", "parc.zip", "a.log", "a.csv"])
def test_no_other_source_takes_an_inventory_first(tmp_path: Path, workbench: Workbench, name: str) -> None:
    contents = {
        "a.json": machine(1, "Agenda"),
        "a.xml": fusion([{"NAME": "Agenda"}]),
        "a.log": event(osquery_program("Agenda")),
        "a.csv": "Nom;Éditeur;Nombre d'installations\nAgenda;Exemple;1\n",
    }
    if name == "parc.zip":
        path = zipped(tmp_path / name, {"a.json": machine(1, "Agenda")})
    elif name == "parc":
        path = write(tmp_path / name / "a.json", machine(1, "Agenda")).parent
    else:
        path = write(tmp_path / name, contents[name])

    case = workbench.open_case([path], Request(authority=AN_AUTHORITY, as_of=A_DAY))

    assert [(reading.plugin, products(reading)) for reading in case.readings] == [("inventory", {"Agenda": 1})]
