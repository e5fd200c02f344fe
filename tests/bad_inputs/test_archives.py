"""Archives and folders: bombs, passwords, names that climb, entries that lie, files that are none of those wanted."""

from __future__ import annotations

import io
import os
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bad_inputs.test_text_tables import noise
from tests.bad_inputs.test_workbooks import in_directory, overlapping, spoilt
from tests.bad_inputs.trials import Case, Make, Readers, a_file, judge, parameters
from tiebreak_evaluations.fuzz_seeds import agent_xml, cii_xml, glpi_json, pdf_bytes, pes_xml, ubl_xml, zipped

KINDS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "pes": ("mandats.xml", pes_xml),
    "invoices": ("facture.xml", cii_xml),
    "inventory": ("poste.json", glpi_json),
}


def of(name: str, identifier: str, content: Callable[[], bytes], **expected: object) -> Case:
    return Case(identifier, a_file(name, content), **expected)  # type: ignore[arg-type]


def packed(entries: list[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive in which a name may stand twice."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a name written twice, which is what is wanted
        for entry, content in entries:
            archive.writestr(entry, content, method)
    return stream.getvalue()


def a_folder(files: dict[str, bytes], arrange: Callable[[Path], None] = lambda _: None) -> Make:
    """A folder of these files, to which something more may be done."""

    def make(folder: Path) -> Path:
        place = folder / "dossier"
        for name, content in files.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(content)
        place.mkdir(exist_ok=True)
        arrange(place)
        return place

    return make


def each(kind: str) -> list[Case]:
    """What may be done to the archive of any source."""
    name, make = KINDS[kind]
    good = zipped({name: make()})
    two = zipped({name: make(), f"b-{name}": make()})
    file = f"{kind}.zip"
    return [
        of(file, f"{kind}-zip-cut", lambda: good[: len(good) // 2], kind="refused"),
        of(file, f"{kind}-zip-encrypted", lambda: in_directory(good, name, 8, b"\1\0"), kind="refused", says="mot de passe"),
        of(file, f"{kind}-zip-of-the-future", lambda: in_directory(good, name, 6, b"\xff\0"), kind="refused"),
        of(file, f"{kind}-zip-unknown-compression", lambda: in_directory(two, f"b-{name}", 10, b"\x63\0")),
        of(
            file,
            f"{kind}-zip-lzma-of-noise",
            lambda: in_directory(
                spoilt(two, name, lambda raw: b"\x09\x04\x05\0" + noise(len(raw) - 4)), f"b-{name}", 10, b"\x0e\0"
            ),
        ),
        of(
            file,
            f"{kind}-zip-lzma-with-wrong-properties",
            lambda: in_directory(
                spoilt(good, name, lambda raw: (b"\x09\x04\x05\0\xff\xff\xff\xff\xff" + raw)[: len(raw)]), name, 10, b"\x0e\0"
            ),
            kind="refused",
        ),
        of(file, f"{kind}-zip-bzip2-of-noise", lambda: in_directory(two, f"b-{name}", 10, b"\x0c\0")),
        of(file, f"{kind}-zip-checksum-wrong", lambda: in_directory(good, name, 16, b"\1\2\3\4"), kind="refused"),
        of(
            file, f"{kind}-zip-compressed-bytes-wrong", lambda: spoilt(good, name, lambda raw: b"\xff" * len(raw)), kind="refused"
        ),
        of(
            file,
            f"{kind}-zip-name-that-is-no-text",
            lambda: in_directory(in_directory(good, name, 8, b"\0\x08"), name, 46, b"\xff"),
            kind="refused",
        ),
        of(file, f"{kind}-zip-name-that-is-empty", lambda: in_directory(two, f"b-{name}", 46, b"\0")),
        of(file, f"{kind}-zip-name-that-differs-in-its-two-places", lambda: in_directory(good, name, 46, b"X")),
        of(
            file,
            f"{kind}-zip-name-that-differs-and-is-no-text",
            lambda: good[:6] + b"\0\x08" + good[8:30] + b"\xff" + good[31:],
        ),
        of(
            file,
            f"{kind}-zip-entry-that-stands-nowhere",
            lambda: in_directory(good, name, 42, b"\xff\xff\xff\x7f"),
            kind="refused",
        ),
        of(file, f"{kind}-zip-size-that-lies", lambda: in_directory(good, name, 24, b"\x0a\0\0\0")),
        of(file, f"{kind}-zip-size-of-four-gigabytes", lambda: in_directory(good, name, 24, b"\xfe\xff\xff\xff"), kind="refused"),
        of(file, f"{kind}-zip-name-twice", lambda: packed([(name, make()), (name, make())])),
        of(
            file,
            f"{kind}-zip-names-that-climb",
            lambda: zipped({f"../../../tmp/{name}": make(), f"/etc/{name}": make(), f"C:\\con\\{name}": make()}),
        ),
        of(
            file,
            f"{kind}-zip-names-of-windows-devices",
            lambda: zipped({f"con{Path(name).suffix}": make(), "NUL": b"", "aux.txt": b"x"}),
        ),
        of(file, f"{kind}-zip-names-with-commands", lambda: zipped({f"\x1b[2J\u202e\n{name}": make(), f"\x1b]0;x{name}": b"<"})),
        of(file, f"{kind}-zip-name-of-sixty-thousand-letters", lambda: zipped({f"{'a' * 60_000}{Path(name).suffix}": make()})),
        of(
            file,
            f"{kind}-zip-entry-that-is-a-link",
            lambda: packed([(a_link(name), b"/etc/passwd")]),
            kind="refused",
            never=("root:",),
        ),
        of(file, f"{kind}-zip-of-a-zip", lambda: zipped({"dedans.zip": good}), kind="refused"),
        of(file, f"{kind}-zip-with-an-empty-file", lambda: zipped({name: b""}), kind="refused"),
        of(file, f"{kind}-zip-bomb", lambda: zipped({name: make() + b" " * 60_000_000}), kind="refused"),
    ]


def a_link(name: str) -> zipfile.ZipInfo:
    """An entry that says it is a symbolic link."""
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = 0o120777 << 16
    return entry


def zip64_lie() -> bytes:
    """A directory that says eighteen billion billions of bytes."""
    good = zipped({"mandats.xml": pes_xml()})
    start = good.rindex(b"PK\1\2")
    end = good.rindex(b"PK\5\6")
    entry = bytearray(good[start:end])
    entry[24:28] = b"\xff" * 4
    entry[30:32] = struct.pack("<H", 12)
    extra = struct.pack("<HHQ", 1, 8, (1 << 64) - 1)
    listed = bytes(entry) + extra
    tail = bytearray(good[end:])
    tail[12:16] = struct.pack("<I", len(listed))
    return good[:start] + listed + bytes(tail)


def loop(place: Path) -> None:
    (place / "boucle").symlink_to(place, target_is_directory=True)
    (place / "a.xml").symlink_to(place / "b.xml")
    (place / "b.xml").symlink_to(place / "a.xml")


def outside(place: Path) -> None:
    (place / "fuite.xml").symlink_to("/etc/passwd")
    (place / "fuite.json").symlink_to("/etc/hostname")


def unreadable_name(place: Path) -> None:
    (Path(os.fsdecode(os.fsencode(place) + b"/\xff\xfe.xml"))).write_bytes(pes_xml(label="Licence logiciel"))


def pipes(place: Path) -> None:
    for name in ("tuyau.xml", "tuyau.json", "tuyau.zip", "tuyau.pdf"):
        os.mkfifo(place / name)


EVERY = [case for kind in KINDS for case in each(kind)]
OTHERS = [
    of("rien.zip", "zip-empty-archive", lambda: zipped({}), kind="refused"),
    of("bruit.zip", "zip-noise", lambda: noise(30_000), kind="refused"),
    of("fin.zip", "zip-end-alone", lambda: b"PK\5\6" + bytes(18), kind="refused"),
    of("images.zip", "zip-of-images", lambda: zipped({"a.png": b"\x89PNG", "b.jpg": b"\xff\xd8"}), kind="refused"),
    of("chevauche.zip", "zip-overlapping-entries", lambda: overlapping(5_000), kind="refused"),
    of("zip64.zip", "zip-a-size-beyond-measure", zip64_lie, kind="refused"),
    of("milliers.zip", "zip-ten-thousand-empty-files", lambda: zipped({f"{n}.xml": b"" for n in range(10_000)}), kind="refused"),
    of(
        "elements.zip",
        "zip-three-hundred-kilobytes-of-elements",
        lambda: zipped({"mandats.xml": pes_xml(extra="<x/>" * 5_000_000), "bruit.bin": noise(300_000)}),
        seconds=12,
    ),
    of(
        "objets.zip",
        "zip-a-million-inventories-in-one",
        lambda: zipped({"a.json": glpi_json()[:-1] + b',"x":[' + b"{}," * 5_000_000 + b"{}]}", "bruit.bin": noise(300_000)}),
        seconds=12,
    ),
    of(
        "melange.zip",
        "zip-of-everything",
        lambda: zipped(
            {
                "a.xml": pes_xml(),
                "b.xml": cii_xml(),
                "c.json": glpi_json(),
                "d.pdf": pdf_bytes(),
                "e.xml": agent_xml(),
                "f.xml": ubl_xml(),
            }
        ),
    ),
    of("pdf.zip", "zip-of-broken-pdfs", lambda: zipped({f"{n}.pdf": b"%PDF-1.7\n" + noise(2_000, n) for n in range(5)})),
    Case("folder-empty", a_folder({}), kind="refused"),
    Case(
        "folder-named-like-a-file",
        lambda folder: a_folder({"a.png": b"x"})(folder).rename(folder / "depenses.csv"),
        kind="refused",
    ),
    Case(
        "folder-named-like-a-workbook", lambda folder: a_folder({"a.xml": agent_xml()})(folder).rename(folder / "depenses.xlsx")
    ),
    Case("folder-of-images", a_folder({"a.png": b"x", "b/c.jpg": b"y"}), kind="refused"),
    Case("folder-with-links-in-a-loop", a_folder({"mandats.xml": pes_xml()}, loop), kind="read", lines=1),
    Case(
        "folder-with-links-that-leave-it", a_folder({"mandats.xml": pes_xml()}, outside), kind="read", lines=1, never=("root:x",)
    ),
    Case("folder-with-a-name-that-is-no-text", a_folder({"mandats.xml": pes_xml()}, unreadable_name)),
    Case("folder-of-inventories-with-a-name-that-is-no-text", a_folder({"poste.xml": agent_xml()}, unreadable_name)),
    Case("folder-with-pipes", a_folder({"mandats.xml": pes_xml()}, pipes), kind="read", lines=1),
    Case("folder-of-pipes", a_folder({}, pipes), kind="refused"),
    Case(
        "folder-with-a-broken-archive", a_folder({"mandats.xml": pes_xml(), "annee.zip": b"PK\3\4" + noise(500)}), kind="refused"
    ),
    Case(
        "folder-of-inventories-with-a-bomb",
        a_folder({"poste.xml": agent_xml(), "autre.zip": zipped({"b.xml": b" " * 60_000_000})}),
        kind="refused",
    ),
    Case(
        "folder-with-a-damaged-report",
        a_folder({"a.json": glpi_json(), "b.json": glpi_json()[:-20], "c.xml": agent_xml()[:-20]}),
        kind="refused",
    ),
    Case(
        "folder-with-a-damaged-report-left-out",
        a_folder({"a.json": glpi_json(), "b.json": glpi_json()[:-20], "c.xml": agent_xml()[:-20]}),
        kind="read",
        left_out_unreadable=True,
    ),
    Case("folder-a-hundred-levels-deep", a_folder({"/".join(["n"] * 100) + "/mandats.xml": pes_xml()}), kind="read", lines=1),
    Case("folder-of-hidden-files", a_folder({".mandats.xml": pes_xml(), ".git/mandats.xml": pes_xml()}), kind="refused"),
    Case(
        "folder-of-two-years",
        a_folder({"a.xml": pes_xml(), "b.xml": pes_xml(label="x").replace(b'Exer V="2026"', b'Exer V="2025"')}),
        kind="refused",
    ),
]


@pytest.mark.parametrize("case", parameters([*EVERY, *OTHERS]))
def test_a_bad_archive_or_folder_is_refused_or_read_as_plain_data(case: Case, readers: Readers, tmp_path: Path) -> None:
    judge(case, readers.ask(case, tmp_path), tmp_path)
