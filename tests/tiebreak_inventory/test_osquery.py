"""What osquery writes: rows of a query, snapshots, and differences that are replayed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tiebreak_inventory.twins import (
    WHO,
    batch,
    event,
    glpi,
    osquery_deb,
    osquery_program,
    products,
    program,
    read,
    reasons,
    snapshot,
    write,
)
from tiebreak import UnreadableFileError
from tiebreak_inventory import file_reading
from tiebreak_inventory.source import InventorySource

AGENDA, PAIE = osquery_program("Agenda"), osquery_program("Paie")
REMOVED = "désinstallé depuis, selon le journal"
OLDER = "relevé plus ancien du même poste"


def log(tmp_path: Path, *lines: str) -> Path:
    return write(tmp_path / "osqueryd.results.log", "\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("row", "product", "version", "publisher"),
    [
        (AGENDA, "Agenda", "1.0", "Éditions Exemple"),
        (
            {
                "name": "Agenda.app",
                "bundle_name": "Agenda",
                "bundle_identifier": "org.exemple",
                "bundle_short_version": "4.2",
                "path": f"/Users/{WHO}/Applications/Agenda.app",
            },
            "Agenda",
            "4.2",
            None,
        ),
        (
            osquery_deb("logiciel-paye", "4.2", maintainer="Exemple SAS <contact@exemple.example>"),
            "logiciel-paye",
            "4.2",
            "Exemple SAS",
        ),
        (
            {
                "name": "logiciel-paye",
                "version": "4.2",
                "release": "1",
                "vendor": "Exemple SAS",
                "arch": "x86_64",
                "package_group": "Applications",
            },
            "logiciel-paye",
            "4.2-1",
            "Exemple SAS",
        ),
        (
            {
                "name": "Ubuntu",
                "version": "22.04.3 LTS",
                "major": "22",
                "minor": "4",
                "platform": "ubuntu",
                "platform_like": "debian",
            },
            "Ubuntu",
            "22.04.3 LTS",
            None,
        ),
        (
            {"name": "agenda", "version": "4.2", "summary": "", "author": "Exemple", "license": "", "path": "C:\\"},
            "agenda",
            "4.2",
            "Exemple",
        ),
        ({"type": "Antivirus", "name": "Bouclier", "state": "On", "signatures_up_to_date": "1"}, "Bouclier", None, None),
    ],
    ids=["programs", "apps", "deb", "rpm", "os_version", "chocolatey", "antivirus"],
)
def test_each_table_of_programs_is_read(
    tmp_path: Path, row: dict[str, str], product: str, version: str | None, publisher: str | None
) -> None:
    (item,) = read(write(tmp_path / "r.json", [row])).inventory

    assert (item.product_text, item.versions, item.publisher_text) == (product, (version,) if version else (), publisher)


def test_what_is_no_program_is_left_out(tmp_path: Path) -> None:
    rows = [
        AGENDA,
        {"hotfix_id": "KB5031356", "description": "Security Update", "csname": "x"},
        {"type": "Firewall", "name": "Pare-feu", "state": "On", "signatures_up_to_date": "1"},
        {"name": "Notes", "bundle_name": "Notes", "bundle_identifier": "org.systeme", "path": "/System/Applications/Notes.app"},
        osquery_deb("bash", "5.2-2", maintainer="Une Équipe <bash@packages.debian.org>", section="shells"),
        {"pid": "42", "name": "agenda.exe"},
    ]

    reading = read(write(tmp_path / "r.json", rows))

    assert products(reading) == {"Agenda": 1}
    assert reasons(reading) == {
        "table osquery qui n’est pas une liste de logiciels": 2,
        "mise à jour ou correctif, pas un produit": 1,
        "partie du système d’exploitation": 1,
        "paquet de la distribution Linux, pas un produit choisi": 1,
    }


def test_rows_that_say_their_machine_are_of_several(tmp_path: Path) -> None:
    rows = [{**AGENDA, "hostname": "poste-1"}, {**AGENDA, "hostname": "poste-2"}, {**PAIE, "hostname": "poste-1"}]

    reading = read(write(tmp_path / "r.json", rows))

    assert (products(reading), reading.machine_count) == ({"Agenda": 2, "Paie": 1}, 2)


def test_a_list_of_anything_else_is_not_accepted(tmp_path: Path) -> None:
    for content in ([{"nom": "x"}], [{"name": "x", "version": "1"}], [], [1], {"a": 1}, "[{", "{", "[[[["):
        assert not InventorySource().accepts(write(tmp_path / "r.json", content))


def test_differences_are_replayed(tmp_path: Path) -> None:
    path = log(
        tmp_path,
        event(AGENDA),
        event(PAIE),
        event(AGENDA, action="removed", time=1_770_000_100, counter=1),
        event(osquery_program("Agenda", "2.0"), time=1_770_000_100, counter=1),
    )

    reading = read(path)

    assert [(item.product_text, item.versions, item.provenance.row) for item in reading.inventory] == [
        ("Agenda", ("2.0",), 4),
        ("Paie", ("1.0",), 2),
    ]
    assert (reading.rows_in_file, reasons(reading), reading.notices) == (4, {REMOVED: 2}, ())


def test_differences_said_together_are_replayed(tmp_path: Path) -> None:
    path = log(
        tmp_path,
        batch([AGENDA, PAIE], []),
        batch([osquery_program("Zeta")], [PAIE, osquery_program("Inconnu")], time=1_770_000_100, counter=1),
    )

    reading = read(path)

    assert (products(reading), reasons(reading)) == ({"Agenda": 1, "Zeta": 1}, {REMOVED: 3})


def test_a_new_complete_run_forgets_the_one_before(tmp_path: Path) -> None:
    path = log(tmp_path, event(AGENDA), event(PAIE, time=1_770_900_000))

    assert (products(read(path)), reasons(read(path))) == ({"Paie": 1}, {OLDER: 1})


def test_a_log_that_does_not_begin_with_all_says_so(tmp_path: Path) -> None:
    reading = read(log(tmp_path, event(AGENDA, counter=12)))

    assert products(reading) == {"Agenda": 1}
    assert "ne commence pas par un relevé complet" in reading.notices[0]


def test_the_last_snapshot_of_a_query_counts(tmp_path: Path) -> None:
    path = log(
        tmp_path,
        snapshot([AGENDA, PAIE]),
        snapshot([AGENDA], time=1_770_000_900),
        snapshot([PAIE, PAIE], time=1_760_000_000),
        snapshot([AGENDA], host="poste-2"),
    )

    reading = read(path)

    assert (products(reading), reading.machine_count, reasons(reading)) == ({"Agenda": 2}, 2, {OLDER: 4})


def test_two_queries_of_a_machine_are_both_there(tmp_path: Path) -> None:
    system = {"name": "Ubuntu", "version": "22.04", "platform": "ubuntu", "platform_like": "debian"}

    reading = read(log(tmp_path, snapshot([AGENDA]), snapshot([system], query="systeme")))

    assert (products(reading), reading.machine_count) == ({"Agenda": 1, "Ubuntu": 1}, 1)


def test_a_query_named_after_its_table_needs_no_more_than_a_name_and_a_version(tmp_path: Path) -> None:
    rows = [{"name": "logiciel-paye", "version": "4.2"}]

    assert products(read(log(tmp_path, snapshot(rows, query="pack_parc_rpm_packages")))) == {"logiciel-paye": 1}
    with pytest.raises(UnreadableFileError, match="table osquery qui n’est pas une liste de logiciels"):
        read(log(tmp_path, snapshot(rows, query="divers")))


def test_results_that_hold_no_row_are_left_out(tmp_path: Path) -> None:
    odd = ('{"snapshot": [3], "name": "autre"}', '{"columns": 3, "name": "autre", "action": "added"}')

    assert reasons(read(log(tmp_path, snapshot([AGENDA]), *odd))) == {"table osquery qui n’est pas une liste de logiciels": 2}


def test_lines_that_are_no_result_are_left_out(tmp_path: Path) -> None:
    path = log(
        tmp_path,
        snapshot([AGENDA]),
        '{"severity": "0", "message": "x", "hostIdentifier": "p"}',
        "42",
        '{"snapshot": 3, "name": "p"}',
    )

    assert reasons(read(path)) == {"ligne de journal qui n’est pas un résultat": 2}


def test_a_machine_said_by_osquery_and_by_another_agent_is_one(tmp_path: Path) -> None:
    write(tmp_path / "parc" / "a.json", glpi((program("Agenda"),)))
    write(tmp_path / "parc" / "b.log", event(osquery_program("Agenda")))

    reading = read(tmp_path / "parc")

    assert (products(reading), reading.machine_count) == ({"Agenda": 1}, 1)


def test_a_log_that_is_too_large_for_memory_is_read_line_by_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = log(tmp_path, *(event(osquery_program(f"Agenda {chr(65 + rank)}"), host=f"poste-{rank}") for rank in range(26)))
    whole = read(path)
    monkeypatch.setattr(file_reading, "MAX_FILE_BYTES", 5_000)
    monkeypatch.setattr(file_reading, "HEAD_BYTES", 2_000)

    reading = read(path)

    assert reading == whole
    assert reading.rows_in_file == 26


def test_a_line_or_a_log_beyond_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = log(tmp_path, *[event(AGENDA)] * 20)
    monkeypatch.setattr(file_reading, "MAX_FILE_BYTES", 5_000)
    monkeypatch.setattr(file_reading, "HEAD_BYTES", 2_000)
    monkeypatch.setattr(file_reading, "MAX_LOG_BYTES", 6_000)
    with pytest.raises(UnreadableFileError, match="en plusieurs parties"):
        read(path)
    path = log(tmp_path, event(AGENDA), snapshot([AGENDA] * 100))
    monkeypatch.setattr(file_reading, "MAX_LOG_BYTES", 1_000_000)

    with pytest.raises(UnreadableFileError, match="une ligne du journal est démesurée"):
        read(path)
