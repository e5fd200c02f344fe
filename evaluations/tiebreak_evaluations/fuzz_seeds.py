"""Small valid files of every kind that is read, with fictitious content: what mutations and bad files start from.

Each is built here, byte by byte where a library would not let a part of it be spoilt; none is a copy of a real file.
"""

from __future__ import annotations

import csv
import io
import json
import struct
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

Cell = str | float
Table = Sequence[Sequence[Cell]]

SPENDING: Table = (
    ("Fournisseur", "Libellé", "Montant mandaté TTC", "Début", "Fin", "Licences"),
    ("EXEMPLE ALPHA", "Maintenance du site", 1200.5, "01/01/2026", "31/12/2027", 3),
    ("EXEMPLE BÊTA", "Messagerie", 800, "", "", ""),
    ("EXEMPLE GAMMA", "Sauvegarde", 99.99, "", "", 12),
)
PROGRAMS: Table = (("Nom du logiciel", "Version", "Éditeur", "Nombre d'installations"), ("Exemple Bureau", "7.2", "EXEMPLE", 12))
BUYER = "219999990"
AWARDS: Table = (
    ("uid", "id", "acheteur_id", "objet", "montant", "codeCPV", "dureeMois", "dateNotification", "titulaire_id", "titulaire_nom"),
    ("u1", "m1", f"{BUYER}00010", "Hébergement", "12000.0", "72415000", "24", "2025-03-01", "73282932000074", "EXEMPLE ALPHA"),
    ("u2", "m2", f"{BUYER}00010", "Voirie", "90000", "45233140", "12", "2025-04-01", "73282932000074", "EXEMPLE BÊTA"),
)
SURVEY: Table = (
    ("insee", "name", "mail_domain", "mail_provider", "confidence", "flags"),
    ("99999", "Commune d’essai", "essai.example", "exemple", "90", ""),
)
BALANCES: Table = (
    ("exer", "siren", "lbudg", "nomen", "compte", "obnetdeb", "obnetcre"),
    ("2025", BUYER, "COMMUNE D ESSAI", "M57", "6262", "1500.25", "0"),
    ("2025", BUYER, "COMMUNE D ESSAI", "M57", "60612", "900", "0"),
)
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"


@dataclass(frozen=True)
class Seed:
    """A kind of file: its suffix, and how the smallest valid one is made."""

    suffix: str
    make: Callable[[], bytes]


def csv_bytes(rows: Table, *, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """A text table, decimals written as French people do when cells are parted by semicolons."""
    stream = io.StringIO(newline="")
    point = "," if delimiter == ";" else "."
    texts = [[str(cell).replace(".", point) if isinstance(cell, float) else cell for cell in row] for row in rows]
    csv.writer(stream, delimiter=delimiter).writerows(texts)
    return stream.getvalue().encode(encoding)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip archive of these entries, with no date of its own."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def sheet_xml(rows: Table, *, extra: str = "") -> bytes:
    """A sheet of an xlsx with its texts in its cells; `extra` follows the cells."""
    lines = [
        f'<row r="{number}">{"".join(_cell(cell, index, number) for index, cell in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    ]
    return f'<worksheet xmlns="{_SPREADSHEET}"><sheetData>{"".join(lines)}</sheetData>{extra}</worksheet>'.encode()


def _cell(cell: Cell, index: int, number: int) -> str:
    place = f'r="{chr(ord("A") + index)}{number}"'
    if isinstance(cell, str):
        return f'<c {place} t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    return f"<c {place}><v>{cell}</v></c>"


def xlsx_parts(sheets: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """The parts of an xlsx, by the names of its sheets."""
    sheets = sheets or {"Dépenses": sheet_xml(SPENDING)}
    numbered = list(enumerate(sheets, start=1))
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for number, _ in numbered
    )
    listed = "".join(f'<sheet name="{escape(name)}" sheetId="{number}" r:id="r{number}"/>' for number, name in numbered)
    links = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number, _ in numbered
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r0" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
    }
    encoded = {name: text.encode() for name, text in parts.items()}
    return encoded | {f"xl/worksheets/sheet{number}.xml": sheets[name] for number, name in numbered}


def ods_parts(rows: Table = SPENDING, *, cells: str | None = None) -> dict[str, bytes]:
    """The parts of an ods; `cells` is the XML of its rows when the table is not enough."""
    lines = cells or "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    names = "".join(f' xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f"<office:document-content{names}><office:body><office:spreadsheet>"
        f'<table:table table:name="Dépenses">{lines}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    listed = f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
    manifest = f'{listed}manifest:media-type="{kind}"/></manifest:manifest>'
    return {"mimetype": kind.encode(), "META-INF/manifest.xml": manifest.encode(), "content.xml": content.encode()}


def _ods_cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'


def xls_bytes(rows: Table = SPENDING) -> bytes:
    """A workbook of 1997: records of cells in the one stream of a compound file."""
    first = _record(0x0809, struct.pack("<HHHHII", 0x600, 0x5, 0, 0, 0, 0))
    name = "Depenses"
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    sheet += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, len(rows[0]), 0))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                text = cell.encode("utf-16-le")
                sheet += _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text) // 2, 1) + text) if cell else b""
            else:
                sheet += _record(0x0203, struct.pack("<HHHd", row, column, 0, cell))
    listed = struct.pack("<IBBBB", len(first) + 4 + 8 + len(name) + 4, 0, 0, len(name), 0) + name.encode()
    stream = first + _record(0x0085, listed) + _record(0x000A, b"") + sheet + _record(0x000A, b"")
    return _compound(stream.ljust(4096, b"\0"))


def _record(number: int, content: bytes) -> bytes:
    return struct.pack("<HH", number, len(content)) + content


def _compound(stream: bytes) -> bytes:
    """A compound file of one stream: its table of sectors, its directory, then the stream."""
    count = -(-len(stream) // 512)
    sectors = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + count), 0xFFFFFFFE]
    header = _OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * (4 * 108)
    table = struct.pack(f"<{len(sectors)}I", *sectors).ljust(512, b"\xff")

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        written = name.encode("utf-16-le")
        place = struct.pack("<HBBIII", len(written) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return written.ljust(64, b"\0") + place + bytes(36) + struct.pack("<IQ", start, size)

    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, 2, len(stream))
    return header + table + directory.ljust(512, b"\0") + stream.ljust(count * 512, b"\0")


def parquet_bytes(rows: Table = AWARDS) -> bytes:
    """A parquet of texts, titles first."""
    import duckdb  # noqa: PLC0415 - heavy, and needed for this format only

    titles = ", ".join('"' + str(title).replace('"', '""') + '" VARCHAR' for title in rows[0])
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        path = Path(folder) / "table.parquet"
        connection.execute(f"CREATE TABLE written ({titles})")
        connection.executemany(f"INSERT INTO written VALUES ({', '.join('?' * len(rows[0]))})", [list(row) for row in rows[1:]])  # noqa: S608
        connection.execute(f"COPY written TO '{path}' (FORMAT parquet)")
        return path.read_bytes()


def pes_xml(*, label: str = "Maintenance logiciel", supplier: str = "EXEMPLE ALPHA", extra: str = "") -> bytes:
    """One voucher of one line; `extra` follows its bordereau."""
    values = {"Exer": "2026", "IdBord": "1", "DteBordEm": "2026-01-31", "TypBord": "01", "NbrPce": "1", "MtBordHT": "1000.00"}
    line = {"IdLigne": "1", "Nature": "2051", "LibVir1": label, "MtHT": "1000.00", "MtTVA": "200.00", "TxTva": "20"}
    party = {"CatTiers": "50", "NatJur": "03", "NatIdTiers": "01", "IdTiers": "73282932000074", "Nom": supplier}
    piece = {"IdPce": "1", "TypPce": "01", "NatPce": "01", "Obj": label}
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<n:PES_Aller xmlns:n="http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller">'
        f"<EnTetePES>{_values({'DteStr': '2026-02-01', 'IdColl': BUYER, 'CodBud': '01'})}</EnTetePES>"
        f"<PES_DepenseAller><Bordereau><BlocBordereau>{_values(values)}</BlocBordereau>"
        f"<Piece><BlocPiece><InfoPce>{_values(piece)}</InfoPce></BlocPiece><LigneDePiece><BlocLignePiece>"
        f"<InfoLignePce>{_values(line)}</InfoLignePce></BlocLignePiece><Tiers><InfoTiers>{_values(party)}</InfoTiers></Tiers>"
        f"</LigneDePiece></Piece></Bordereau>{extra}</PES_DepenseAller></n:PES_Aller>"
    ).encode()


def _values(values: Mapping[str, str]) -> str:
    return "".join(f'<{name} V="{escape(value)}"/>' for name, value in values.items())


def cii_xml(*, label: str = "Abonnement", seller: str = "EXEMPLE ALPHA", amount: str = "100.00") -> bytes:
    """A Cross Industry Invoice of one line."""
    base = "urn:un:unece:uncefact:data:standard"
    line = (
        "<ram:IncludedSupplyChainTradeLineItem><ram:SpecifiedTradeProduct>"
        f"<ram:Name>{escape(label)}</ram:Name></ram:SpecifiedTradeProduct><ram:SpecifiedLineTradeSettlement>"
        f"<ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>{amount}</ram:LineTotalAmount>"
        "</ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>"
        "</ram:IncludedSupplyChainTradeLineItem>"
    )
    return (
        f'<rsm:CrossIndustryInvoice xmlns:rsm="{base}:CrossIndustryInvoice:100" '
        f'xmlns:ram="{base}:ReusableAggregateBusinessInformationEntity:100" xmlns:udt="{base}:UnqualifiedDataType:100">'
        "<rsm:ExchangedDocument><ram:ID>F-1</ram:ID><ram:TypeCode>380</ram:TypeCode><ram:IssueDateTime>"
        '<udt:DateTimeString format="102">20260115</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>'
        f"<rsm:SupplyChainTradeTransaction>{line}<ram:ApplicableHeaderTradeAgreement><ram:SellerTradeParty>"
        f"<ram:Name>{escape(seller)}</ram:Name></ram:SellerTradeParty></ram:ApplicableHeaderTradeAgreement>"
        "<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>"
        "<ram:SpecifiedTradeSettlementHeaderMonetarySummation>"
        f"<ram:TaxBasisTotalAmount>{amount}</ram:TaxBasisTotalAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>"
        "</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"
    ).encode()


def ubl_xml(*, label: str = "Abonnement") -> bytes:
    """A UBL 2.1 invoice of one line."""
    base = "urn:oasis:names:specification:ubl:schema:xsd"
    return (
        f'<Invoice xmlns="{base}:Invoice-2" xmlns:cac="{base}:CommonAggregateComponents-2" '
        f'xmlns:cbc="{base}:CommonBasicComponents-2"><cbc:ID>F-2</cbc:ID><cbc:IssueDate>2026-01-15</cbc:IssueDate>'
        "<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>"
        "<cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>EXEMPLE BÊTA</cbc:Name></cac:PartyName></cac:Party>"
        "</cac:AccountingSupplierParty><cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount>50.00</cbc:TaxExclusiveAmount>"
        "</cac:LegalMonetaryTotal><cac:InvoiceLine><cbc:LineExtensionAmount>50.00</cbc:LineExtensionAmount>"
        f"<cac:Item><cbc:Name>{escape(label)}</cbc:Name></cac:Item></cac:InvoiceLine></Invoice>"
    ).encode()


def pdf_bytes(xml: bytes | None = None) -> bytes:
    """A PDF of one blank page with an invoice attached."""
    import pypdf  # noqa: PLC0415 - heavy, and needed for this format only

    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("factur-x.xml", xml or cii_xml())
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def glpi_json(*, name: str = "Exemple Bureau") -> bytes:
    """The inventory of one machine, as GLPI keeps it."""
    software = {"name": name, "version": "7.2", "publisher": "EXEMPLE", "from": "registry"}
    content = {"hardware": {"name": "PC-ESSAI", "uuid": "11111111-2222-3333-4444-555555555555"}, "softwares": [software]}
    return json.dumps({"deviceid": "essai-1", "itemtype": "Computer", "action": "inventory", "content": content}).encode()


def agent_xml(*, name: str = "Exemple Bureau", extra: str = "") -> bytes:
    """The inventory of one machine, as an agent writes it; `extra` follows its programs."""
    software = f"<SOFTWARES><NAME>{escape(name)}</NAME><VERSION>7.2</VERSION><PUBLISHER>EXEMPLE</PUBLISHER></SOFTWARES>"
    hardware = "<HARDWARE><NAME>PC-ESSAI</NAME><OSNAME>Exemple OS 11</OSNAME></HARDWARE>"
    query = "<QUERY>INVENTORY</QUERY><DEVICEID>essai-1</DEVICEID>"
    return f'<?xml version="1.0"?><REQUEST>{query}<CONTENT>{hardware}{software}{extra}</CONTENT></REQUEST>'.encode()


def osquery_json(*, name: str = "Exemple Bureau") -> bytes:
    """The rows of a query."""
    return json.dumps([{"name": name, "version": "7.2", "publisher": "EXEMPLE", "install_location": "C:\\Essai"}]).encode()


def osquery_log() -> bytes:
    """Two results of scheduled queries, one a line."""
    row = {"name": "Exemple Bureau", "version": "7.2", "publisher": "EXEMPLE", "install_location": "C:\\Essai"}
    line = {"name": "programmes", "hostIdentifier": "PC-ESSAI", "unixTime": 1760000000, "epoch": 0, "counter": 0}
    later = line | {"unixTime": 1760086400, "action": "removed", "columns": row}
    return "\n".join(json.dumps(each) for each in (line | {"action": "snapshot", "snapshot": [row]}, later)).encode()


def decp_json(*, subject: str = "Hébergement du site", **changes: object) -> bytes:
    """One public contract; `changes` replace its fields."""
    contract: dict[str, object] = {
        "id": "m1",
        "acheteur": {"id": f"{BUYER}00010", "nom": "Commune d’essai"},
        "objet": subject,
        "codeCPV": "72415000",
        "dureeMois": 24,
        "dateNotification": "2025-03-01",
        "montant": 12000.5,
        "titulaires": [{"titulaire": {"id": "73282932000074", "typeIdentifiant": "SIRET", "nom": "EXEMPLE ALPHA"}}],
        "modifications": [],
    }
    return json.dumps({"marches": {"marche": [contract | changes]}}).encode()


def decp_xml(*, subject: str = "Hébergement du site", extra: str = "") -> bytes:
    """One public contract in XML; `extra` stands in it."""
    return (
        f"<marches><marche><id>m1</id><acheteur><id>{BUYER}00010</id></acheteur><objet>{escape(subject)}</objet>"
        "<codeCPV>72415000</codeCPV><dureeMois>24</dureeMois><dateNotification>2025-03-01</dateNotification>"
        "<montant>12000</montant><titulaires><titulaire><id>73282932000074</id><denominationSociale>EXEMPLE</denominationSociale>"
        f"</titulaire></titulaires>{extra}</marche></marches>"
    ).encode()


def traces_json(*, domain: str = "essai.example", **changes: object) -> bytes:
    """The traces of mail of one domain; `changes` replace the fields of the first."""
    trace: dict[str, object] = {"kind": "mx", "name": domain, "value": "mx1.exemple-heberge.example", "preference": 10}
    traces = [trace | changes, {"kind": "spf", "name": domain, "value": "v=spf1 include:spf.exemple.example -all"}]
    content = {"format": "tiebreak-mail-1", "domain": domain, "server": "essai", "day": "2026-01-15", "traces": traces}
    return json.dumps(content).encode()


def balances_json(*, label: str = "COMMUNE D ESSAI") -> bytes:
    """The accounts of one collectivité."""
    rows = [dict(zip(map(str, BALANCES[0]), row, strict=True)) | {"lbudg": label} for row in BALANCES[1:]]
    return json.dumps({"results": rows}).encode()


def answers_toml(*, name: str = "Exemple Courriel", cost: str = "250 à 500 €") -> bytes:
    """Two answers to the guided questions."""
    return (
        'questionnaire = "2026.11"\n\n[messagerie]\nreponse = "Autre"\n'
        f'precision = "{name}"\ncout_annuel = "{cost}"\nutilisateurs = "4"\nfin_de_contrat = "06/2027"\n'
    ).encode()


SEEDS: Mapping[str, Seed] = {
    "csv": Seed(".csv", lambda: csv_bytes(SPENDING)),
    "xlsx": Seed(".xlsx", lambda: zipped(xlsx_parts())),
    "ods": Seed(".ods", lambda: zipped(ods_parts())),
    "xls": Seed(".xls", xls_bytes),
    "parquet": Seed(".parquet", lambda: parquet_bytes(SPENDING)),
    "pes": Seed(".xml", pes_xml),
    "cii": Seed(".xml", cii_xml),
    "ubl": Seed(".xml", ubl_xml),
    "pdf": Seed(".pdf", pdf_bytes),
    "invoices-zip": Seed(".zip", lambda: zipped({"f1.xml": cii_xml(), "f2.xml": ubl_xml()})),
    "glpi": Seed(".json", glpi_json),
    "agent": Seed(".xml", agent_xml),
    "osquery": Seed(".json", osquery_json),
    "osquery-log": Seed(".log", osquery_log),
    "programs": Seed(".csv", lambda: csv_bytes(PROGRAMS)),
    "inventory-zip": Seed(".zip", lambda: zipped({"a.json": glpi_json(), "b.xml": agent_xml()})),
    "decp-json": Seed(".json", decp_json),
    "decp-xml": Seed(".xml", decp_xml),
    "decp-csv": Seed(".csv", lambda: csv_bytes(AWARDS, delimiter=",")),
    "decp-parquet": Seed(".parquet", parquet_bytes),
    "survey": Seed(".csv", lambda: csv_bytes(SURVEY, delimiter=",")),
    "traces": Seed(".json", traces_json),
    "balances-json": Seed(".json", balances_json),
    "balances-csv": Seed(".csv", lambda: csv_bytes(BALANCES, delimiter=";")),
    "answers": Seed(".toml", answers_toml),
}
