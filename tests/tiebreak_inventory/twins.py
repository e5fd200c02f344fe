"""Files of every shape that agents and servers write, with the same keys and nesting and nothing real in them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from tiebreak import Reading, SourceOptions
from tiebreak_inventory.source import InventorySource

Fields = Mapping[str, object]

WHO = "jeanne.fictive"
HOST = "pc-fictif-042"
SERIAL = "FICT0042X"
MAIL = "jeanne.fictive@ville-fictive.example"
ADDRESS = "192.0.2.42"
CARD = "02:00:5e:10:00:2a"
UUID = "5f0c1d2e-0042-4a3b-8c9d-00000000002a"
PRIVATE = (WHO, HOST, SERIAL, MAIL, ADDRESS, CARD, UUID, "ville-fictive")
"""What no reading, notice or error may say."""


def program(name: object, version: object = "1.0", publisher: object = "Éditions Exemple", **more: object) -> dict[str, object]:
    """An entry of the registry of Windows."""
    return {
        "arch": "x86_64",
        "from": "registry",
        "guid": "{42}",
        "name": name,
        "publisher": publisher,
        "version": version,
        **more,
    }


def package(
    name: str, version: str = "2.1-1.fc38", publisher: str | None = "Fedora Project", *, origin: str = "rpm", **more: object
) -> dict[str, object]:
    """A package of a Linux machine."""
    named = {} if publisher is None else {"publisher": publisher}
    return {
        "arch": "x86_64",
        "comments": "Un paquet",
        "filesize": 42,
        "from": origin,
        "name": name,
        "version": version,
        **named,
        **more,
    }


def glpi(
    softwares: object = (),
    *,
    host: str = HOST,
    uuid: str | None = UUID,
    date: str | None = "2026-03-04 05:06:07",
    system: Fields | None = None,
    **sections: object,
) -> dict[str, object]:
    """The inventory of a machine as the agent of GLPI sends it; `content` comes first, as it does there."""
    hardware = {"chassis_type": "Laptop", "lastloggeduser": WHO, "memory": 8000, "name": host, "winowner": MAIL}
    content: dict[str, object] = {
        **({"accesslog": {"logdate": date}} if date else {}),
        "bios": {"assettag": "0", "msn": f"/{SERIAL}/", "smanufacturer": "Fabricant", "ssn": SERIAL},
        "hardware": {**hardware, **({"uuid": uuid} if uuid else {})},
        "networks": [{"description": "eth0", "ipaddress": ADDRESS, "mac": CARD}],
        "users": [{"login": WHO, "domain": "ville-fictive"}],
        "versionclient": "GLPI-Agent_v1.9",
        **sections,
    }
    if system is not None:
        content["operatingsystem"] = {"fqdn": f"{host}.ville-fictive.example", **system}
    if softwares is not None:
        content["softwares"] = list(softwares) if isinstance(softwares, tuple) else softwares
    return {"content": content, "deviceid": f"{host}-2026-01-01-08-00-00", "action": "inventory", "itemtype": "Computer"}


def element(tag: str, fields: Fields) -> str:
    return f"<{tag}>" + "".join(f"<{key}>{escape(str(value))}</{key}>" for key, value in fields.items()) + f"</{tag}>"


def fusion(
    softwares: Sequence[Fields] = (),
    *,
    host: str = HOST,
    uuid: str = UUID,
    date: str = "2026-03-04 05:06:07",
    query: str = "INVENTORY",
    more: str = "",
    encoding: str = "UTF-8",
) -> str:
    """The XML of FusionInventory: `CONTENT` first, `QUERY` last."""
    return "\n".join(
        (
            f'<?xml version="1.0" encoding="{encoding}" ?>',
            "<REQUEST><CONTENT>",
            f"<ACCESSLOG><LOGDATE>{date}</LOGDATE></ACCESSLOG>",
            element("BIOS", {"SSN": SERIAL, "SMANUFACTURER": "Fabricant"}),
            element("HARDWARE", {"NAME": host, "UUID": uuid, "USERID": WHO, "LASTLOGGEDUSER": WHO, "IPADDR": ADDRESS}),
            element("NETWORKS", {"IPADDRESS": ADDRESS, "MACADDR": CARD}),
            *(element("SOFTWARES", each) for each in softwares),
            element("USERS", {"LOGIN": WHO}),
            more,
            f"</CONTENT><DEVICEID>{host}-2026-01-01-08-00-00</DEVICEID><QUERY>{query}</QUERY></REQUEST>",
        )
    )


def ocs_export(softwares: Sequence[Fields], *, tag: str = "SOFTWARES", lastdate: str = "2026-03-04 05:06:07") -> str:
    """What the OCS console exports: tables of its base, empty fields kept, what identifies last."""
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8" ?>',
            "<REQUEST>",
            f"\t<DEVICEID>{HOST}-2026-01-01-08-00-00</DEVICEID>",
            "\t<CONTENT>",
            *(f"\t\t<{tag}>" + "".join(_tag(key, value) for key, value in each.items()) + f"</{tag}>" for each in softwares),
            "\t\t<HARDWARE>"
            + "".join(
                _tag(key, value)
                for key, value in {
                    "NAME": HOST,
                    "OSNAME": "Microsoft Windows 10 Professionnel",
                    "OSVERSION": "10.0.19045",
                    "USERID": WHO,
                    "IPADDR": ADDRESS,
                    "LASTDATE": lastdate,
                    "WINCOMPANY": "",
                    "UUID": UUID,
                }.items()
            )
            + "</HARDWARE>",
            "\t\t<ACCOUNTINFO><KEYNAME>TAG</KEYNAME><KEYVALUE>accueil</KEYVALUE></ACCOUNTINFO>",
            "\t</CONTENT>",
            "\t<QUERY>INVENTORY</QUERY>",
            "</REQUEST>",
        )
    )


def _tag(key: str, value: object) -> str:
    return f"<{key}>{escape(str(value))}</{key}>" if str(value) else f"<{key} />"


def osquery_program(name: str, version: str = "1.0", publisher: str = "Éditions Exemple") -> dict[str, str]:
    """A row of `SELECT * FROM programs`: every value is a text."""
    return {
        "identifying_number": "{42}",
        "install_date": "20260102",
        "install_location": f"C:\\Users\\{WHO}\\AppData",
        "install_source": "",
        "language": "1036",
        "name": name,
        "publisher": publisher,
        "uninstall_string": "",
        "version": version,
    }


def osquery_deb(name: str, version: str, *, maintainer: str, section: str = "web") -> dict[str, str]:
    """A row of `SELECT * FROM deb_packages`."""
    return {
        "arch": "amd64",
        "maintainer": maintainer,
        "name": name,
        "priority": "optional",
        "revision": "",
        "section": section,
        "size": "42",
        "source": "",
        "status": "install ok installed",
        "version": version,
    }


def event(
    row: Fields, *, action: str = "added", query: str = "parc", host: str = HOST, time: int = 1_770_000_000, counter: int = 0
) -> str:
    """A line of the results log: one change."""
    return json.dumps(
        {
            "name": query,
            "hostIdentifier": host,
            "calendarTime": "Mon Feb  2 02:40:00 2026 UTC",
            "unixTime": time,
            "epoch": 0,
            "counter": counter,
            "numerics": False,
            "decorations": {"host_uuid": UUID, "username": WHO},
            "columns": row,
            "action": action,
        }
    )


def snapshot(rows: Sequence[Fields], *, query: str = "parc", host: str = HOST, time: int = 1_770_000_000) -> str:
    """A line of the snapshots log: all that was there."""
    return json.dumps(
        {
            "snapshot": rows,
            "action": "snapshot",
            "name": query,
            "hostIdentifier": host,
            "unixTime": time,
            "epoch": 0,
            "counter": 0,
        }
    )


def batch(
    added: Sequence[Fields], removed: Sequence[Fields], *, query: str = "parc", time: int = 1_770_000_000, counter: int = 0
) -> str:
    """A line of the results log where changes are said together."""
    return json.dumps(
        {
            "diffResults": {"added": added, "removed": removed},
            "name": query,
            "hostIdentifier": HOST,
            "unixTime": str(time),
            "epoch": "0",
            "counter": str(counter),
        }
    )


def write(path: Path, content: object, encoding: str = "utf-8") -> Path:
    """A file that holds a text, bytes, or a value as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str | bytes) else json.dumps(content, ensure_ascii=False)
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def zipped(path: Path, files: Mapping[str, object]) -> Path:
    """An archive of files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content if isinstance(content, str | bytes) else json.dumps(content))
    return path


def read(path: Path, **options: object) -> Reading:
    """What the plugin reads of a path that it accepts, twice the same."""
    source = InventorySource()
    assert source.accepts(path), "la source n’accepte pas ce fichier"
    first, second = (source.read(path, SourceOptions(**options)) for _ in range(2))  # type: ignore[arg-type]
    assert first == second
    assert (first.file, first.plugin) == (path.name, "inventory")
    return first


def products(reading: Reading) -> dict[str, int]:
    """The installations of each product."""
    return {item.product_text: item.installations for item in reading.inventory}


def reasons(reading: Reading) -> dict[str, int]:
    """The entries left out for each reason."""
    return {each.reason: each.row_count for each in reading.left_out}
