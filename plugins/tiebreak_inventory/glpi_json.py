"""The inventory JSON of GLPI: one machine a file, as its agent sends it or as the server keeps it.

Described by `inventory.schema.json` of https://github.com/glpi-project/inventory_format. A file may be
partial: a section that is absent is unknown, one that is an empty list is empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from tiebreak import UnreadableFileError
from tiebreak_inventory.operating_systems import system_entry
from tiebreak_inventory.reports import (
    ANTIVIRUS,
    DATABASE,
    DEVICE,
    NAME,
    OPERATING_SYSTEM,
    UUID,
    Entry,
    NotAMachineError,
    Report,
    machine_keys,
    stated_date,
    text_of,
    top_folders,
)

Fields = Mapping[str, object]
MACHINES = frozenset({"", "Computer", "Phone", "Unmanaged"})
INVENTORIES = frozenset({"", "inventory"})


def read_glpi(value: object, where: str) -> Iterator[Report]:
    """The reports of a JSON value: one inventory, or a list of them.

    Raises:
        NotAMachineError: when it is the inventory of a switch, a printer, or no inventory.
        UnreadableFileError: when a list of programs is not one.
    """
    start = 0
    for each in value if isinstance(value, list) else [value]:
        report = _report(_fields(each), start, where)
        start += sum(len(entries) for _, entries in report.sections.values())
        yield report


def _report(inventory: Fields, start: int, where: str) -> Report:
    action, kind = text_of(inventory.get("action")), text_of(inventory.get("itemtype"))
    if action.casefold() not in INVENTORIES or kind not in MACHINES:
        raise NotAMachineError("un inventaire de réseau, d’imprimante ou de découverte, pas celui d’un poste")
    content = inventory.get("content")
    if not isinstance(content, dict):
        raise UnreadableFileError(f"{where} : la partie « content » n’est pas celle d’un inventaire. Exportez-le de nouveau.")
    hardware, system, bios = (_fields(content.get(section)) for section in ("hardware", "operatingsystem", "bios"))
    device, name = text_of(inventory.get("deviceid")), text_of(hardware.get("name"))
    uuid = text_of(hardware.get("uuid"))
    found = {
        "softwares": _softwares(content, where),
        OPERATING_SYSTEM: _system(content, system),
        ANTIVIRUS: _listed(content, "antivirus", ANTIVIRUS, "company", where),
        DATABASE: _listed(content, "databases_services", DATABASE, "manufacturer", where),
    }
    sections: dict[str, tuple[range, list[Entry]]] = {}
    for section, entries in found.items():
        if entries is not None:
            sections[section] = (range(start + 1, start + 1 + len(entries)), entries)
            start += len(entries)
    return Report(
        keys=machine_keys((UUID, uuid), (DEVICE, device), (NAME, name)),
        dated=stated_date(text_of(_fields(content.get("accesslog")).get("logdate"))),
        sections=dict(sections),
        secrets=(
            *(text_of(system.get(key)) for key in ("fqdn", "hostid")),
            *(text_of(hardware.get(key)) for key in ("lastloggeduser", "winowner", "winprodid", "winprodkey")),
            *(text_of(bios.get(key)) for key in ("ssn", "msn", "assettag")),
            *(text_of(each.get("login")) for each in _rows(content.get("users"))),
            *(text_of(each.get(key)) for each in _rows(content.get("networks")) for key in ("ipaddress", "macaddr", "mac")),
            device,
            name,
            uuid,
        ),
    )


def _softwares(content: Fields, where: str) -> list[Entry] | None:
    rows = _section(content, "softwares", where)
    return None if rows is None else [_software(row) for row in rows]


def _software(row: object) -> Entry:
    if not isinstance(row, dict):
        return Entry("")
    get = cast("dict[str, object]", row).get
    name, version, publisher = get("name"), get("version"), get("publisher")
    origin, category, release, folder = get("from"), get("system_category"), get("release_type"), get("folder")
    return Entry(
        name if isinstance(name, str) else "",
        version if isinstance(version, str) else "",
        publisher if isinstance(publisher, str) else "",
        origin if isinstance(origin, str) else "",
        category if isinstance(category, str) else "",
        release if isinstance(release, str) else "",
        top_folders(folder) if isinstance(folder, str) and folder else "",
    )


def _system(content: Fields, system: Fields) -> list[Entry] | None:
    if "operatingsystem" not in content:
        return None
    entry = system_entry(*(text_of(system.get(key)) for key in ("name", "full_name", "version", "kernel_version")))
    return [entry] if entry else []


def _listed(content: Fields, section: str, origin: str, maker: str, where: str) -> list[Entry] | None:
    rows = _section(content, section, where)
    if rows is None:
        return None
    fields = [_fields(row) for row in rows]
    return [Entry(text_of(row.get("name")), text_of(row.get("version")), text_of(row.get(maker)), origin) for row in fields]


def _section(content: Fields, section: str, where: str) -> list[object] | None:
    """The rows of a section; `None` when it is absent or null, for then it is unknown."""
    rows = content.get(section)
    if rows is None:
        return None
    if not isinstance(rows, list):
        raise UnreadableFileError(f"{where} : la partie « {section} » n’est pas une liste. Exportez-le de nouveau.")
    return rows


def _fields(value: object) -> Fields:
    return cast("Fields", value) if isinstance(value, dict) else {}


def _rows(value: object) -> list[Fields]:
    return [cast("Fields", each) for each in value if isinstance(each, dict)] if isinstance(value, list) else []
