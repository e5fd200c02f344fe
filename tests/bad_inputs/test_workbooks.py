"""Workbooks: spoilt archives, cells far away, texts that swell, entities, formulas, and numbers that are none."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.bad_inputs.test_text_tables import HEAD, ORDERS, noise
from tests.bad_inputs.trials import Case, Readers, a_file, judge, parameters
from tiebreak_evaluations.fuzz_seeds import SPENDING, ods_parts, sheet_xml, xls_bytes, xlsx_parts, zipped

SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)) + "]>"
)
SECRET = "secret-de-la-machine"
KILO_EUROS = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="0&quot; k€&quot;"/></numFmts>{}</styleSheet>'
)


def of(name: str, identifier: str, content: Callable[[], bytes], **expected: object) -> Case:
    return Case(identifier, a_file(name, content), **expected)  # type: ignore[arg-type]


def xlsx(identifier: str, change: Callable[[dict[str, bytes]], Mapping[str, bytes]], **expected: object) -> Case:
    return of(f"{identifier}.xlsx", f"xlsx-{identifier}", lambda: zipped(change(xlsx_parts())), **expected)


def sheet(identifier: str, rows: Callable[[], str], **expected: object) -> Case:
    """An xlsx whose good rows are followed by others, written as XML."""

    def content() -> bytes:
        good = sheet_xml([HEAD, ("EXEMPLE ALPHA", "Maintenance", 100)])
        return zipped(xlsx_parts({"Dépenses": good.replace(b"</sheetData>", rows().encode() + b"</sheetData>")}))

    return of(f"{identifier}.xlsx", f"xlsx-{identifier}", content, **expected)


def row(amount: str, *, number: int = 3, label: str = "x", kind: str = "") -> str:
    cells = (
        f'<c r="A{number}" t="inlineStr"><is><t>EXEMPLE</t></is></c><c r="B{number}" t="inlineStr"><is><t>{label}</t></is></c>'
    )
    return f'<row r="{number}">{cells}<c r="C{number}"{kind}><v>{amount}</v></c></row>'


def spoilt(content: bytes, name: str, spoil: Callable[[bytes], bytes]) -> bytes:
    """An archive of which the stored bytes of one entry are changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entry = archive.getinfo(name)
        start = entry.header_offset + 30 + len(entry.filename.encode())
        end = start + entry.compress_size
    return content[:start] + spoil(content[start:end]) + content[end:]


def in_directory(content: bytes, name: str, offset: int, value: bytes) -> bytes:
    """An archive of which a field of the directory is changed for one entry."""
    start = content.rindex(name.encode()) - 46 + offset
    return content[:start] + value + content[start + len(value) :]


def with_shared_strings(text: bytes, count: int) -> bytes:
    """A text written once, and cells that all show it."""
    head = '<row r="1">' + "".join(
        f'<c r="{place}1" t="inlineStr"><is><t>{title}</t></is></c>' for place, title in zip("ABC", HEAD, strict=True)
    )
    rows = "".join(f'<row r="{n}"><c r="B{n}" t="s"><v>0</v></c><c r="C{n}"><v>{n}</v></c></row>' for n in range(2, count + 2))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = xlsx_parts({"Dépenses": f'<worksheet xmlns="{main}"><sheetData>{head}</row>{rows}</sheetData></worksheet>'.encode()})
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}"><si><t>'.encode() + text + b"</t></si></sst>"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = f'<Relationship Id="s1" Type="{kind}" Target="sharedStrings.xml"/>'.encode()
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>", link + b"</Relationships>"
    )
    return zipped(parts)


def overlapping(count: int) -> bytes:
    """An archive whose entries all point to the same bytes."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    plain = b"0" * 1_000_000
    data = packed.compress(plain) + packed.flush()
    crc = zlib.crc32(plain)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(data), len(plain), 1, 0) + b"a" + data
    listed = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, len(data), len(plain), 5, 0, 0, 0, 0, 0, 0) + b"%05d" % n
        for n in range(count)
    )
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(listed), len(local), 0)
    return local + listed + end


def far(name: str) -> str:
    return row("5") + f'<row r="1048576"><c {name}><v>5</v></c></row>'


def swollen(name: str) -> Callable[[dict[str, bytes]], Mapping[str, bytes]]:
    return lambda parts: parts | {name: b"<a>" + b" " * 30_000_000 + b"</a>"}


def elsewhere(parts: dict[str, bytes]) -> Mapping[str, bytes]:
    """A sheet with a far cell, not in the folder of sheets."""
    links = "xl/_rels/workbook.xml.rels"
    moved = {name: content for name, content in parts.items() if name != SHEET}
    far_away = parts[SHEET].replace(b"</sheetData>", far('r="XFD1048576"').encode() + b"</sheetData>")
    return moved | {"xl/autre.xml": far_away, links: parts[links].replace(b"worksheets/sheet1.xml", b"autre.xml")}


GOOD = zipped(xlsx_parts())
ARCHIVES = [
    of("vide.xlsx", "xlsx-empty", lambda: b"", kind="refused"),
    of("bruit.xlsx", "xlsx-noise", lambda: noise(50_000), kind="refused"),
    of("texte.xlsx", "xlsx-that-is-a-csv", lambda: b"Fournisseur;Montant\nA;5\n", kind="refused"),
    of(
        "page.xls",
        "xls-that-is-a-web-page",
        lambda: b"<html><table><tr><td>Montant</td></tr></table></html>",
        kind="refused",
        says="page web",
    ),
    of("coupe.xlsx", "xlsx-cut", lambda: GOOD[: len(GOOD) // 2], kind="refused"),
    of(
        "verrou.xlsx",
        "xlsx-encrypted",
        lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2_000),
        kind="refused",
        says="mot de passe",
    ),
    of("zip.xlsx", "xlsx-that-is-another-zip", lambda: zipped({"lisez.txt": b"bonjour"}), kind="refused"),
    of("crc.xlsx", "xlsx-a-sheet-whose-checksum-is-wrong", lambda: in_directory(GOOD, SHEET, 16, b"\1\2\3\4"), kind="refused"),
    of(
        "defl.xlsx",
        "xlsx-a-sheet-whose-compressed-bytes-are-wrong",
        lambda: spoilt(GOOD, SHEET, lambda raw: b"\xff" * len(raw)),
        kind="refused",
    ),
    of(
        "methode.xlsx", "xlsx-a-compression-that-does-not-exist", lambda: in_directory(GOOD, SHEET, 10, b"\x63\0"), kind="refused"
    ),
    of("lzma.xlsx", "xlsx-a-sheet-that-claims-lzma", lambda: in_directory(GOOD, SHEET, 10, b"\x0e\0"), kind="refused"),
    of("bzip.xlsx", "xlsx-a-sheet-that-claims-bzip2", lambda: in_directory(GOOD, SHEET, 10, b"\x0c\0"), kind="refused"),
    of("chiffre.xlsx", "xlsx-a-sheet-that-claims-a-password", lambda: in_directory(GOOD, SHEET, 8, b"\1\0"), kind="refused"),
    of("version.xlsx", "xlsx-a-zip-of-the-future", lambda: in_directory(GOOD, SHEET, 6, b"\xff\0"), kind="refused"),
    of(
        "nom.xlsx",
        "xlsx-an-entry-whose-name-is-no-text",
        lambda: in_directory(in_directory(GOOD, SHEET, 8, b"\0\x08"), SHEET, 46, b"\xff\xfe"),
        kind="refused",
    ),
    of(
        "place.xlsx",
        "xlsx-an-entry-that-stands-nowhere",
        lambda: in_directory(GOOD, SHEET, 42, b"\xff\xff\xff\x7f"),
        kind="refused",
    ),
    of("menteur.xlsx", "xlsx-a-size-that-lies", lambda: in_directory(GOOD, SHEET, 24, b"\x0a\0\0\0"), kind="refused"),
    of("chevauche.xlsx", "xlsx-overlapping-entries", lambda: overlapping(5_000), kind="refused"),
    xlsx("bomb", lambda parts: parts | {SHEET: b"0" * 300_000_000}, kind="refused"),
    xlsx("nested-bomb", lambda parts: parts | {"a.zip": zipped({"b.zip": zipped({"c": b"0" * 50_000_000})})}, kind="read"),
    xlsx("swollen-styles", swollen("xl/styles.xml"), kind="refused"),
    of(
        "styles.xlsx",
        "xlsx-three-hundred-megabytes-of-styles",
        lambda: zipped(xlsx_parts() | {"xl/styles.xml": b" " * 350_000_000, "bruit.bin": noise(2_200_000)}),
    ),
    xlsx("absolute-names", lambda parts: {f"/{name}": content for name, content in parts.items()}),
    xlsx("names-that-climb", lambda parts: parts | {"../../../../tmp/fuite.xml": b"x", "C:\\con": b"x"}, kind="read"),
    xlsx("no-content-types", lambda parts: {name: each for name, each in parts.items() if name != "[Content_Types].xml"}),
    xlsx("no-relations", lambda parts: {name: each for name, each in parts.items() if "rels" not in name}, kind="refused"),
    xlsx("no-sheet", lambda parts: {name: each for name, each in parts.items() if name != SHEET}, kind="refused"),
    xlsx(
        "a-sheet-given-as-a-link-outside",
        lambda parts: (
            parts
            | {
                "xl/_rels/workbook.xml.rels": parts["xl/_rels/workbook.xml.rels"].replace(
                    b"worksheets/sheet1.xml", b"file:///etc/passwd"
                )
            }
        ),
        kind="refused",
    ),
]
CONTENTS = [
    xlsx("a-far-cell-in-a-sheet-that-stands-elsewhere", elsewhere, kind="refused", seconds=10),
    xlsx("billion-laughs", lambda parts: parts | {SHEET: LAUGHS.encode() + parts[SHEET].replace(b"Maintenance du site", b"&j;")}),
    xlsx(
        "billion-laughs-in-workbook",
        lambda parts: (
            parts | {"xl/workbook.xml": LAUGHS.encode() + parts["xl/workbook.xml"].replace("Dépenses".encode(), b"&j;")}
        ),
    ),
    xlsx(
        "external-entity",
        lambda parts: (
            parts
            | {
                SHEET: b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
                + parts[SHEET].replace(b"Maintenance du site", b"&e;")
            }
        ),
        never=(Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").is_file() else SECRET,),
    ),
    xlsx("broken-xml", lambda parts: parts | {SHEET: parts[SHEET][:-200]}),
    sheet("a-cell-far-away", lambda: far('r="XFD1048576"'), kind="refused", says="très loin"),
    sheet("a-cell-far-away-said-otherwise", lambda: far('s="0" r="XFD1048576"'), kind="refused", seconds=10),
    sheet("a-cell-far-away-in-single-quotes", lambda: far("r='XFD1048576'"), kind="refused", seconds=10),
    sheet("a-cell-under-the-limit-of-cells", lambda: row("5") + '<row r="1200"><c r="XFD1200"><v>5</v></c></row>'),
    of("partage.xlsx", "xlsx-a-shared-text-that-swells", lambda: with_shared_strings(noise(500_000).hex().encode(), 400)),
    sheet("a-cell-of-two-hundred-thousand-words", lambda: row("5", label=noise(300_000).hex(" ", 2)), seconds=2),
    sheet("a-cell-of-one-megabyte", lambda: row("5", label=noise(500_000).hex()), kind="read"),
    sheet("a-cell-of-one-megabyte-of-one-letter", lambda: row("5", label="x" * 1_000_000), kind="read"),
    sheet("amount-not-a-number", lambda: row("NaN"), kind="refused"),
    sheet("amount-infinite", lambda: row("inf"), kind="refused"),
    sheet("amount-1e400", lambda: row("1e400"), kind="refused"),
    sheet("amount-that-is-no-number", lambda: row("12,5")),
    sheet("amount-that-is-a-word", lambda: row("beaucoup"), kind="refused"),
    sheet("amount-in-error", lambda: row("#DIV/0!", kind=' t="e"')),
    sheet("amount-of-an-unknown-kind", lambda: row("5", kind=' t="z"')),
    sheet("a-text-that-is-not-in-the-list", lambda: row("4000000000", kind=' t="s"')),
    sheet("a-formula-without-its-result", lambda: row("", kind="").replace("<v></v>", "<f>1+1</f>"), kind="refused"),
    sheet("rows-that-go-backwards", lambda: row("5", number=9) + row("6", number=4)),
    sheet("a-row-number-beyond-measure", lambda: row("5", number=99999999999)),
    sheet("a-row-number-of-five-thousand-digits", lambda: row("5", number=77).replace("77", "9" * 5_000)),
    sheet("orders", lambda: row("5", label=ORDERS[2]), kind="read", holds=ORDERS[2:3], lines=2),
    sheet(
        "formulas-that-call-out",
        lambda: row("5").replace("<v>5</v>", '<f>WEBSERVICE("http://exemple.example")</f><v>5</v>'),
        kind="read",
        lines=2,
    ),
    of(
        "date.xlsx",
        "xlsx-a-day-that-is-not-a-number",
        lambda: zipped(xlsx_parts({"a": sheet_xml([(*HEAD, "Fin"), ("EXEMPLE", "x", 5, 46_000)]).replace(b"46000", b"NaN")})),
    ),
    of(
        "infini.xlsx",
        "xlsx-a-day-that-is-infinite",
        lambda: zipped(xlsx_parts({"a": sheet_xml([(*HEAD, "Fin"), ("EXEMPLE", "x", 5, 46_000)]).replace(b"46000", b"inf")})),
    ),
    of(
        "fusion.xlsx",
        "xlsx-fifty-thousand-merged-blocks",
        lambda: zipped(
            xlsx_parts(
                {
                    "a": sheet_xml(
                        [HEAD, *(("EXEMPLE", "x", 5) for _ in range(5_000))],
                        extra="<mergeCells>"
                        + "".join(f'<mergeCell ref="A2:A{5000 + n}"/>' for n in range(50_000))
                        + "</mergeCells>",
                    )
                }
            )
        ),
        seconds=2,
    ),
    of(
        "fusion2.xlsx",
        "xlsx-a-block-merged-over-all",
        lambda: zipped(xlsx_parts({"a": sheet_xml(SPENDING, extra='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')})),
    ),
    of(
        "fusion3.xlsx",
        "xlsx-a-block-merged-backwards",
        lambda: zipped(
            xlsx_parts({"a": sheet_xml(SPENDING, extra='<mergeCells><mergeCell ref="C9:A1"/><mergeCell ref="x"/></mergeCells>')})
        ),
    ),
    of(
        "feuilles.xlsx",
        "xlsx-sheets-whose-names-have-no-letter",
        lambda: zipped(
            xlsx_parts({"支出": sheet_xml([HEAD, ("EXEMPLE", "x", 5)]), "费用": sheet_xml([HEAD, ("EXEMPLE B", "y", 7)])})
        ),
        kind="read",
        lines=2,
    ),
    of(
        "debuts.xlsx",
        "xlsx-sheets-whose-names-begin-alike",
        lambda: zipped(
            xlsx_parts({f"Dépenses informatiques de {end}": sheet_xml([HEAD, ("EXEMPLE", end, len(end))]) for end in ("1", "22")})
        ),
        kind="read",
        lines=2,
    ),
    of("noms.xlsx", "xlsx-a-sheet-name-that-gives-orders", lambda: zipped(xlsx_parts({'<script>"&\x1f': sheet_xml(SPENDING)}))),
    of(
        "mille.xlsx",
        "xlsx-five-hundred-sheets",
        lambda: zipped(xlsx_parts({f"f{n}": sheet_xml([HEAD, (f"E{n}", f"x{n}", n + 1)]) for n in range(500)})),
        seconds=10,
    ),
    xlsx("kilo-euros-without-styles-that-hold", lambda parts: parts | {"xl/styles.xml": KILO_EUROS.format("").encode()}, kind=""),
    xlsx(
        "kilo-euros-and-no-content-types",
        lambda parts: {
            name: each
            for name, each in (parts | {"xl/styles.xml": KILO_EUROS.format("").encode()}).items()
            if name != "[Content_Types].xml"
        },
    ),
    xlsx(
        "kilo-euros-in-broken-styles",
        lambda parts: parts | {"xl/styles.xml": KILO_EUROS.format("<cellXfs><xf numFmtId='x'/></cellXfs>").encode()},
    ),
    sheet("an-error-and-no-workbook-that-openpyxl-takes", lambda: row("", kind=' t="e"')),
    of(
        "macro.xlsm",
        "xlsm-with-a-macro",
        lambda: zipped(xlsx_parts() | {"xl/vbaProject.bin": noise(2_000)}),
        kind="read",
        lines=3,
    ),
]


def ods(identifier: str, cells: str, **expected: object) -> Case:
    good = ods_parts([HEAD, ("EXEMPLE ALPHA", "Maintenance", 100)])
    changed = good | {"content.xml": good["content.xml"].replace(b"</table:table>", cells.encode() + b"</table:table>")}
    return of(f"{identifier}.ods", f"ods-{identifier}", lambda: zipped(changed), **expected)


def ods_row(repeat: str = "", *, rows: str = "", value: str = "5") -> str:
    """One row of an ods; `repeat` and `rows` say how many times its cell and it are there."""
    cell = f'<table:table-cell office:value-type="float" office:value="{value}"'
    times = f' table:number-columns-repeated="{repeat}"' if repeat else ""
    lines = f' table:number-rows-repeated="{rows}"' if rows else ""
    return f"<table:table-row{lines}>{cell}{times}/></table:table-row>"


OTHERS = [
    ods("a-cell-repeated-over-all", ods_row("16384", rows="1048576"), seconds=10),
    ods("a-cell-repeated-beyond-measure", ods_row("18446744073709551615"), seconds=10),
    ods("a-row-repeated-two-hundred-thousand-times", ods_row(rows="200000"), kind="read"),
    of(
        "nom.ods",
        "ods-a-sheet-name-with-commands",
        lambda: zipped(
            ods_parts()
            | {
                "content.xml": ods_parts()["content.xml"]
                .replace("Dépenses".encode(), b"&#x1b;[2J")
                .replace(b"01/01/2026", b"hier")
            }
        ),
        kind="refused",
    ),
    ods("a-negative-repeat", ods_row("-1")),
    ods("a-repeat-of-five-thousand-digits", ods_row("9" * 5_000)),
    ods("not-a-number", ods_row(value="NaN") * 3),
    of(
        "rires.ods",
        "ods-billion-laughs",
        lambda: zipped(
            ods_parts() | {"content.xml": LAUGHS.encode() + ods_parts()["content.xml"].replace(b"Maintenance du site", b"&j;")}
        ),
    ),
    of(
        "verrou.ods",
        "ods-encrypted",
        lambda: zipped(
            ods_parts()
            | {
                "META-INF/manifest.xml": ods_parts()["META-INF/manifest.xml"].replace(
                    b"/></manifest:manifest>", b"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
                )
            }
        ),
        kind="refused",
        says="mot de passe",
    ),
    of("coupe.ods", "ods-cut", lambda: zipped(ods_parts())[:-300], kind="refused"),
    of(
        "crc.ods", "ods-a-part-whose-checksum-is-wrong", lambda: in_directory(zipped(ods_parts()), "content.xml", 16, b"\1\2\3\4")
    ),
    of("bon.xls", "xls-good", xls_bytes, kind="read", lines=3),
    of("coupe.xls", "xls-cut", lambda: xls_bytes()[:3_000], kind="refused"),
    of("coupe2.xls", "xls-cut-in-its-directory", lambda: xls_bytes()[:1_100], kind="refused"),
    of("coupe3.xls", "xls-cut-in-its-table-of-sectors", lambda: xls_bytes()[:542], kind="refused"),
    of("bruit.xls", "xls-noise", lambda: xls_bytes()[:1024] + noise(9_000)),
    of("zip.xls", "xls-that-is-an-xlsx", lambda: GOOD),
    of(
        "loin.xls",
        "xls-a-cell-far-away",
        lambda: xls_bytes([*SPENDING]).replace(
            struct.pack("<HHHd", 1, 2, 0, 1200.5), struct.pack("<HHHd", 65535, 255, 0, 1200.5)
        ),
    ),
    of(
        "dim.xls",
        "xls-a-size-that-lies",
        lambda: xls_bytes().replace(struct.pack("<IIHHH", 0, 4, 0, 6, 0), struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)),
    ),
    of(
        "boucle.xls",
        "xls-sectors-in-a-loop",
        lambda: xls_bytes()[:512] + struct.pack("<3I", 0xFFFFFFFD, 0xFFFFFFFE, 2) + xls_bytes()[524:],
        seconds=10,
    ),
    of(
        "nan.xls",
        "xls-amount-not-a-number",
        lambda: xls_bytes().replace(struct.pack("<d", 1200.5), struct.pack("<d", float("nan"))),
    ),
]


@pytest.mark.parametrize("case", parameters([*ARCHIVES, *CONTENTS, *OTHERS]))
def test_a_bad_workbook_is_refused_or_read_as_plain_data(case: Case, readers: Readers, tmp_path: Path) -> None:
    judge(case, readers.ask(case, tmp_path), tmp_path)
