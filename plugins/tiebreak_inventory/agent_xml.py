"""The XML that FusionInventory, GLPI and OCS agents write, and what the OCS console exports of a machine.

All have a root `REQUEST`; `QUERY`, which says whether it is an inventory, may come last. OCS writes
`ARCHITECTURE` for `ARCH` and, of a deb package, its address on the web for `PUBLISHER`; an OCS console
since 2.8 may export numbers instead of names.
"""

from __future__ import annotations

import gzip
import re
import zlib
from typing import TYPE_CHECKING

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
    top_folders,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

SOFTWARE_TAGS = ("SOFTWARES", "SOFTWARE")
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Characters that XML forbids and that the OCS console copies from its base."""
MAX_MARKS = 1_000_000
"""Tags and attributes: each holds some two hundred bytes of memory, and a machine of ten thousand packages has a quarter of that."""
ZLIB, GZIP = b"\x78", b"\x1f\x8b"


def expanded(raw: bytes, where: str, *, max_bytes: int) -> bytes:
    """The bytes of a report that its agent may have compressed.

    Raises:
        UnreadableFileError: when it is damaged or grows past `max_bytes`.
    """
    if not raw.startswith((ZLIB, GZIP)):
        return raw
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    try:
        text = unpacker.decompress(raw, max_bytes + 1)
    except (zlib.error, gzip.BadGzipFile, EOFError):
        raise UnreadableFileError(f"{where} : fichier compressé illisible. Exportez-le de nouveau.") from None
    if len(text) > max_bytes:
        raise UnreadableFileError(
            f"{where} : démesuré une fois décompressé, ce n’est pas le relevé d’un poste. Exportez-le de nouveau."
        )
    return text


def read_agent_xml(raw: bytes, where: str) -> tuple[Report, str | None]:
    """The report of a machine, and the encoding it was read in when it is not the one it says.

    Raises:
        NotAMachineError: when it is a report on a network, a printer, or no report.
        UnreadableFileError: when it is no well-formed XML, or has a DTD or entities.
    """
    root, encoding = _parsed(raw, where)
    query, kind = _text(root, "QUERY"), _text(root, "ITEMTYPE")
    content = root.find("CONTENT")
    if root.tag != "REQUEST" or content is None:
        raise UnreadableFileError(f"{where} : ce XML n’est pas celui d’un agent d’inventaire. Donnez l’inventaire d’un poste.")
    if query.upper() not in {"", "INVENTORY"} or kind not in {"", "Computer", "Phone", "Unmanaged"}:
        raise NotAMachineError("un inventaire de réseau, d’imprimante ou de découverte, pas celui d’un poste")
    return _report(root, content, where), encoding


def _parsed(raw: bytes, where: str) -> tuple[_Element, str | None]:
    from lxml import etree  # noqa: PLC0415 - heavy, and needed by nothing else  # pyright: ignore[reportAttributeAccessIssue]

    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise _dtd(where)
    if raw.count(b"<") + raw.count(b"=") > MAX_MARKS:
        raise UnreadableFileError(
            f"{where} : plus de {MAX_MARKS} balises et attributs, ce n’est pas le relevé d’un poste. Exportez-le de nouveau."
        )

    def parse(text: bytes, encoding: str | None = None) -> _Element:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, encoding=encoding
        )
        return etree.fromstring(text, parser)

    encoding = None
    try:
        try:
            root = parse(raw)
        except etree.XMLSyntaxError:
            cleaned = _CONTROLS.sub(b"", raw) if not raw.startswith((b"\xff\xfe", b"\xfe\xff")) else raw
            encoding = None if _is_utf8(cleaned) else "cp1252"
            root = parse(cleaned, encoding)
    except etree.XMLSyntaxError as error:
        line = f" (ligne {error.lineno})" if error.lineno else ""
        raise UnreadableFileError(
            f"{where} : le XML n’est pas bien formé, ou s’arrête avant sa fin{line}. Exportez-le de nouveau."
        ) from None
    if root.getroottree().docinfo.doctype:
        raise _dtd(where)
    return root, encoding


def _dtd(where: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{where} : ce XML définit des entités (<!DOCTYPE>), ce qu’aucun inventaire ne fait. Exportez-le de nouveau depuis l’agent."
    )


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _report(root: _Element, content: _Element, where: str) -> Report:
    device, name = _text(root, "DEVICEID") or _text(content, "DEVICEID"), _text(content, "HARDWARE/NAME")
    uuid = _text(content, "HARDWARE/UUID") or _text(content, "BIOS/UUID")
    systems = _systems(content)
    found = {
        "softwares": _softwares(content, where),
        OPERATING_SYSTEM: systems,
        ANTIVIRUS: _listed(content, "ANTIVIRUS", ANTIVIRUS, "COMPANY"),
        DATABASE: _listed(content, "DATABASES_SERVICES", DATABASE, "MANUFACTURER"),
    }
    sections: dict[str, tuple[range, list[Entry]]] = {}
    start = 0
    for section, entries in found.items():
        if entries:
            sections[section] = (range(start + 1, start + 1 + len(entries)), entries)
            start += len(entries)
    hidden = ("HARDWARE/USERID", "HARDWARE/LASTLOGGEDUSER", "HARDWARE/WINOWNER", "HARDWARE/IPADDR", "HARDWARE/WINPRODID")
    lists = ("USERS/LOGIN", "USER/LOGIN", "NETWORKS/IPADDRESS", "NETWORKS/MACADDR", "LOCAL_USERS/LOGIN")
    return Report(
        keys=machine_keys((UUID, uuid), (DEVICE, device), (NAME, name)),
        dated=stated_date(_text(content, "ACCESSLOG/LOGDATE"), _text(content, "HARDWARE/LASTDATE")),
        sections=dict(sections),
        secrets=(
            *(_text(content, path) for path in hidden),
            *(_text(content, f"BIOS/{tag}") for tag in ("SSN", "MSN", "ASSETTAG")),
            *(_text(content, f"OPERATINGSYSTEM/{tag}") for tag in ("FQDN", "HOSTID")),
            *(each.text or "" for path in lists for each in content.iterfind(path)),
            device,
            name,
            uuid,
        ),
    )


def _softwares(content: _Element, where: str) -> list[Entry]:
    entries: list[Entry] = []
    for element in content.iterchildren(*SOFTWARE_TAGS):
        fields = {child.tag: child.text or "" for child in element}
        if "NAME_ID" in fields and "NAME" not in fields:
            raise UnreadableFileError(
                f"{where} : cet export d’OCS donne des numéros au lieu des noms de logiciels. "
                "Donnez plutôt l’inventaire écrit par l’agent (ocsinventory-agent --local)."
            )
        get = fields.get
        folder = get("FOLDER", "")
        entries.append(
            Entry(
                get("NAME", ""),
                get("VERSION", ""),
                get("PUBLISHER", ""),
                get("FROM") or get("SOURCE", ""),
                get("SYSTEM_CATEGORY", ""),
                get("RELEASE_TYPE", ""),
                top_folders(folder) if folder.startswith("/") else "",
            )
        )
    return entries


def _systems(content: _Element) -> list[Entry]:
    system, hardware = content.find("OPERATINGSYSTEM"), content.find("HARDWARE")
    entry = None
    if system is not None:
        entry = system_entry(*(_text(system, tag) for tag in ("NAME", "FULL_NAME", "VERSION", "KERNEL_VERSION")))
    if entry is None and hardware is not None:
        entry = system_entry("", _text(hardware, "OSNAME"), "", _text(hardware, "OSVERSION"))
    return [entry] if entry else []


def _listed(content: _Element, tag: str, origin: str, maker: str) -> list[Entry]:
    return [Entry(_text(each, "NAME"), _text(each, "VERSION"), _text(each, maker), origin) for each in content.iterchildren(tag)]


def _text(element: _Element, path: str) -> str:
    return (element.findtext(path) or "").strip()
