"""Nothing of what a report says of a machine or of a person is kept, shown or said, errors included."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tiebreak_inventory.twins import (
    ADDRESS,
    CARD,
    HOST,
    MAIL,
    PRIVATE,
    SERIAL,
    WHO,
    event,
    fusion,
    glpi,
    ocs_export,
    osquery_program,
    package,
    products,
    program,
    read,
    snapshot,
    write,
    zipped,
)
from tiebreak import InputError, SourceOptions
from tiebreak_inventory.reports import Entry, machine_keys, top_folders
from tiebreak_inventory.secrets_in_names import Secrets, without_secrets
from tiebreak_inventory.source import InventorySource

BAD_NAMES = (
    program(f"Agenda de {HOST}"),
    program(f"Agenda ({WHO})"),
    program(f"Agenda - {MAIL}"),
    program(f"Agenda {CARD}", f"1.0 {SERIAL}", f"Exemple <{MAIL}>"),
    program(f"Agenda ({ADDRESS})", username=WHO, userid="S-1-5-21", folder=f"/Users/{WHO}"),
)
SHAPES = {
    "glpi.json": glpi(BAD_NAMES, system={"name": "Système", "version": "1", "hostid": HOST}),
    "fusion.xml": fusion([{"NAME": f"Agenda de {HOST}", "USERNAME": WHO}, {"NAME": f"Agenda {SERIAL}"}]),
    "ocs.xml": ocs_export([{"NAME": f"Agenda ({ADDRESS})", "PUBLISHER": MAIL, "FOLDER": f"C:\\Users\\{WHO}"}]),
    "osquery.json": [{**osquery_program(f"Agenda {HOST}"), "hostname": HOST}],
    "osquery.log": "\n".join(
        (event(osquery_program(f"Agenda {HOST}")), snapshot([osquery_program(f"Paie - {WHO}")], query="autre"))
    ),
    "table.csv": f"Poste;Logiciel;Version\n{HOST};Agenda ({HOST});1\n",
    "linux.json": glpi((package("logiciel-paye", "1.0", f"Une Équipe <{MAIL}>", origin="deb", comments=MAIL),)),
}


def everything(path: Path) -> str:
    """All that the plugin says of a path: its reading, its progress or its error."""
    said: list[str] = []
    try:
        reading = InventorySource().read(path, SourceOptions(progress=said.append))
    except InputError as error:
        return f"{error} {said}"
    return reading.model_dump_json() + repr(reading) + "".join(said)


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_a_report_says_nothing_of_its_machine_or_of_its_user(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, SHAPES[name])
    reading = read(path)

    assert reading.inventory
    assert [secret for secret in PRIVATE if secret in everything(path).casefold()] == []


@pytest.mark.parametrize("is_archive", [False, True], ids=["folder", "archive"])
def test_files_named_after_machines_and_people_are_not_named(tmp_path: Path, *, is_archive: bool) -> None:
    files = {
        f"{WHO}/{HOST}-{number}.{name.partition('.')[2]}": content
        for number, (name, content) in enumerate(sorted(SHAPES.items()))
    }
    if is_archive:
        path = zipped(tmp_path / "parc.zip", files)
    else:
        path = tmp_path / "parc"
        for name, content in files.items():
            write(path / name, content)

    assert read(path).inventory
    assert [secret for secret in PRIVATE if secret in everything(path).casefold()] == []


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(json.dumps(glpi(BAD_NAMES))[:-40], id="cut"),
        pytest.param(json.dumps(glpi("pas une liste")), id="wrong type"),
        pytest.param(json.dumps({**glpi(), "action": "netinventory"}), id="another kind"),
        pytest.param(json.dumps(glpi(None)), id="nothing in it"),
        pytest.param(json.dumps(glpi()).replace('"users"', f'"{MAIL}": 1, "{MAIL}": 2, "users"'), id="a key twice"),
        pytest.param("", id="empty"),
    ],
)
def test_an_error_says_nothing_of_the_machine_either(tmp_path: Path, content: str) -> None:
    write(tmp_path / "parc" / f"{HOST}.json", content)
    write(tmp_path / "parc" / f"{WHO}.xml", fusion()[:-30])
    write(tmp_path / "parc" / "ok.json", glpi((program("Agenda"),)))
    said = everything(tmp_path / "parc")

    assert "fichier n°" in said
    assert [secret for secret in PRIVATE if secret in said] == []


def test_what_names_a_machine_is_taken_out_and_the_product_stays(tmp_path: Path) -> None:
    reading = read(write(tmp_path / "p.json", glpi((program(f"Base Exemple ({HOST})"), program(f"{HOST}"), program("Paie")))))

    assert products(reading) == {"Base Exemple": 1, "Paie": 1}


def test_a_user_whose_name_is_that_of_a_product_hides_no_product(tmp_path: Path) -> None:
    report = glpi(
        (program("Oracle Exemple"), program("Paie (oracle)"), program("Paie 2010", "2010")),
        users=[{"login": "oracle"}, {"login": "2010"}],
    )

    assert products(read(write(tmp_path / "p.json", report))) == {"Oracle Exemple": 1, "Paie": 1, "Paie 2010": 1}


def test_the_maintainer_of_a_package_loses_his_address(tmp_path: Path) -> None:
    reading = read(write(tmp_path / "linux.json", SHAPES["linux.json"]))

    assert [item.publisher_text for item in reading.inventory] == ["Une Équipe"]


def test_only_digests_of_identifiers_are_kept() -> None:
    keys = machine_keys(("uuid", "5F0C"), ("device", ""), ("name", "PC-1.ville.example"))

    assert [(kind, len(digest)) for kind, digest in keys] == [("uuid", 16), ("name", 16)]
    assert b"5f0c" not in keys[0][1]


@pytest.mark.parametrize(
    ("folders", "kept"),
    [
        (("Users", "untel", "x"), "/Users"),
        (("home", "untel"), "/home"),
        (("data", "app", "x"), "/data/app"),
        (("opt",), "/opt"),
        ((), "/"),
    ],
)
def test_the_folder_of_a_program_is_kept_without_the_name_of_a_person(folders: tuple[str, ...], kept: str) -> None:
    assert top_folders("/".join(("", *folders))) == kept


def test_secrets_too_short_or_absent_change_nothing() -> None:
    entries = [Entry("Agenda ab")]

    assert without_secrets(entries, Secrets(["ab", "", "localhost", "absent-1"])) is entries
    assert without_secrets(entries) is entries


def test_many_users_are_hidden_each_where_its_name_stands() -> None:
    users = Secrets(f"agent-{number}" for number in range(20_000))
    entries = [Entry(f"Agenda (agent-{number})") for number in (7, 19_999, 20_000)]

    assert [each.name for each in without_secrets(entries, users)] == ["Agenda", "Agenda", "Agenda (agent-20000)"]
