"""XML of the treasury, of invoices, of agents and of public contracts: entities, depths, repetitions, and what no document holds."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bad_inputs.test_text_tables import ORDERS, noise
from tests.bad_inputs.test_workbooks import LAUGHS, SECRET
from tests.bad_inputs.trials import Case, Readers, a_file, judge, parameters
from tiebreak_evaluations.fuzz_seeds import agent_xml, cii_xml, decp_xml, pdf_bytes, pes_xml, ubl_xml

HOSTNAME = Path("/etc/hostname").read_text("utf-8").strip() if Path("/etc/hostname").is_file() else SECRET
OUTSIDE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname"><!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]>'
MAKERS: dict[str, Callable[[], bytes]] = {
    "pes": pes_xml,
    "cii": cii_xml,
    "ubl": ubl_xml,
    "agent": agent_xml,
    "decp-xml": decp_xml,
}
LABELS = {
    "pes": b"Maintenance logiciel",
    "cii": b"Abonnement",
    "ubl": b"Abonnement",
    "agent": b"Exemple Bureau",
    "decp-xml": "Hébergement du site".encode(),
}


def of(name: str, identifier: str, content: Callable[[], bytes], **expected: object) -> Case:
    return Case(identifier, a_file(name, content), **expected)  # type: ignore[arg-type]


def bare(kind: str) -> bytes:
    """A good file without its declaration, so that something can stand before its root."""
    return MAKERS[kind]().removeprefix(b'<?xml version="1.0" encoding="UTF-8"?>').removeprefix(b'<?xml version="1.0"?>')


def with_label(kind: str, label: bytes) -> bytes:
    return bare(kind).replace(LABELS[kind], label)


def each(kind: str) -> list[Case]:
    """What may be done to any XML."""
    good, body = MAKERS[kind](), bare(kind)
    name = f"{kind}.xml"
    return [
        of(name, f"{kind}-cut", lambda: good[:-40], kind="refused"),
        of(name, f"{kind}-billion-laughs", lambda: LAUGHS.encode() + with_label(kind, b"&j;"), kind="refused"),
        of(
            name,
            f"{kind}-billion-laughs-after-a-long-comment",
            lambda: b"<!--" + b"x" * 70_000 + b"-->" + LAUGHS.encode() + with_label(kind, b"&j;"),
            kind="refused",
        ),
        of(name, f"{kind}-entity-of-the-machine", lambda: OUTSIDE + with_label(kind, b"&e;"), kind="refused", never=(HOSTNAME,)),
        of(
            name,
            f"{kind}-document-type-in-utf-16",
            lambda: ("\ufeff" + OUTSIDE.decode() + with_label(kind, b"&e;").decode()).encode("utf-16-le"),
            kind="refused",
            never=(HOSTNAME,),
        ),
        of(name, f"{kind}-unknown-entity", lambda: with_label(kind, b"&nbsp;"), kind="refused"),
        of(name, f"{kind}-unknown-encoding", lambda: b'<?xml version="1.0" encoding="x-rien"?>' + body, kind="refused"),
        of(name, f"{kind}-encoding-that-lies", lambda: b'<?xml version="1.0" encoding="UTF-16"?>' + body),
        of(name, f"{kind}-nul-in-a-text", lambda: with_label(kind, b"a\0b")),
        of(name, f"{kind}-control-character", lambda: with_label(kind, b"a&#x1b;[2Jb")),
        of(name, f"{kind}-bad-bytes", lambda: with_label(kind, b"\xe9\xff\xfe")),
        of(
            name,
            f"{kind}-orders",
            lambda: with_label(kind, ORDERS[2].encode()),
            kind="read",
            holds=() if kind == "agent" else (ORDERS[2],),
        ),
        of(name, f"{kind}-hidden-directions", lambda: with_label(kind, "a\u202eb\u200bc".encode()), kind="read"),
        of(
            name,
            f"{kind}-ten-thousand-levels",
            lambda: with_label(kind, LABELS[kind]).replace(b"</", b"<a>" * 10_000 + b"</a>" * 10_000 + b"</", 1),
            kind="refused" if kind == "pes" else "",
        ),
        of(name, f"{kind}-something-after-the-end", lambda: good + b"<x/>", kind="refused"),
        of(name, f"{kind}-a-label-of-eleven-megabytes", lambda: with_label(kind, b"x" * 11_000_000)),
        of(name, f"{kind}-twice", lambda: good * 2, kind="refused"),
    ]


EVERY = [case for kind in MAKERS for case in each(kind)]
OTHERS = [
    of("vide.xml", "xml-empty-document", lambda: b'<?xml version="1.0"?>', kind="refused"),
    of("html.xml", "xml-that-is-html", lambda: b"<!doctype html><html><body>bonjour</body></html>", kind="refused"),
    of("commentaires.xml", "xml-forty-empty-comments", lambda: b"<!---->" * 40 + b"<autre/>", kind="refused", seconds=2),
    of("doctypes.xml", "xml-forty-document-types", lambda: b"<!DOCTYPE a>" * 40 + b"<autre/>", kind="refused", seconds=2),
    of(
        "instructions.xml",
        "xml-fifteen-thousand-instructions",
        lambda: b"<?a?>" * 15_000 + b"<autre/>",
        kind="refused",
        seconds=2,
    ),
    of("pes.xml", "pes-amount-1e308", lambda: pes_xml().replace(b'MtHT V="1000.00"', b'MtHT V="1e308"'), kind="refused"),
    of("pes.xml", "pes-amount-not-a-number", lambda: pes_xml().replace(b'MtHT V="1000.00"', b'MtHT V="NaN"'), kind="refused"),
    of(
        "pes.xml",
        "pes-amount-in-other-digits",
        lambda: pes_xml().replace(b'MtHT V="1000.00"', 'MtHT V="١٠٠"'.encode()),
        kind="refused",
    ),
    of("pes.xml", "pes-year-0202", lambda: pes_xml().replace(b'Exer V="2026"', b'Exer V="0202"'), kind="refused"),
    of("pes.xml", "pes-no-year", lambda: pes_xml().replace(b'<Exer V="2026"/>', b""), kind="refused"),
    of("pes.xml", "pes-no-voucher", lambda: pes_xml().replace(b"<Piece>", b"<Autre>").replace(b"</Piece>", b"</Autre>")),
    of(
        "pes.xml",
        "pes-parts-at-the-wrong-place",
        lambda: pes_xml(extra="<LigneDePiece/><Piece/><BlocPiece/><PJ/><Bordereau><Bordereau/></Bordereau>"),
    ),
    of(
        "pes.xml",
        "pes-a-line-without-anything",
        lambda: pes_xml().replace(b"<LigneDePiece>", b"<LigneDePiece/><LigneDePiece>"),
        kind="refused",
    ),
    of("pes.xml", "pes-a-label-of-one-hundred-thousand-letters", lambda: pes_xml(label="A" * 100_000), kind="read"),
    of("pes.xml", "pes-two-million-elements-that-nobody-reads", lambda: pes_xml(extra="<x/>" * 2_500_000)),
    of(
        "pes.xml",
        "pes-two-million-parts-of-an-attachment",
        lambda: pes_xml().replace(b"</n:PES_Aller>", b"<PES_PJ>" + b"<y/>" * 2_500_000 + b"</PES_PJ></n:PES_Aller>"),
    ),
    of("pes.xml", "pes-a-bordereau-of-nothing", lambda: pes_xml(extra="<Bordereau></Bordereau>" * 50_000), kind="read"),
    of("facture.xml", "cii-amount-1e308", lambda: cii_xml(amount="1e308"), kind="refused"),
    of("facture.xml", "cii-amount-not-a-number", lambda: cii_xml(amount="NaN"), kind="refused"),
    of("facture.xml", "cii-amount-in-other-digits", lambda: cii_xml(amount="١٠٠"), kind="refused"),
    of("facture.xml", "cii-31-february", lambda: cii_xml().replace(b"20260115", b"20260231")),
    of("facture.xml", "cii-year-0202", lambda: cii_xml().replace(b"20260115", b"02020115"), kind="refused"),
    of("facture.xml", "cii-no-seller", lambda: cii_xml(seller=""), kind="read"),
    of(
        "facture.xml",
        "cii-a-root-alone",
        lambda: cii_xml().split(b"<rsm:ExchangedDocument>", maxsplit=1)[0] + b"</rsm:CrossIndustryInvoice>",
        kind="refused",
    ),
    of(
        "facture.xml",
        "cii-that-does-not-add-up",
        lambda: cii_xml().replace(b"<ram:LineTotalAmount>100.00", b"<ram:LineTotalAmount>99.00"),
        kind="refused",
    ),
    of(
        "facture.xml",
        "cii-two-million-elements",
        lambda: cii_xml().replace(
            b"</rsm:SupplyChainTradeTransaction>", b"<x/>" * 2_500_000 + b"</rsm:SupplyChainTradeTransaction>"
        ),
    ),
    of("facture.pdf", "pdf-cut", lambda: pdf_bytes()[:-200]),
    of("facture.pdf", "pdf-noise", lambda: b"%PDF-1.7\n" + noise(20_000), kind="refused"),
    of("facture.pdf", "pdf-that-is-text", lambda: b"bonjour", kind="refused"),
    of("facture.pdf", "pdf-without-invoice", lambda: pdf_bytes(b"<x/>"), kind="refused"),
    of("facture.pdf", "pdf-with-laughs", lambda: pdf_bytes(LAUGHS.encode() + with_label("cii", b"&j;")), kind="refused"),
    of(
        "facture.pdf",
        "pdf-encrypted",
        lambda: pdf_bytes().replace(b"trailer\n<<", b"trailer\n<<\n/Encrypt 1 0 R"),
        kind="refused",
    ),
    of("facture.pdf", "pdf-pages-in-a-loop", lambda: pdf_bytes().replace(b"/Count 1", b"/Parent 1 0 R /Count 1"), seconds=8),
    of(
        "facture.pdf",
        "pdf-a-size-that-lies",
        lambda: pdf_bytes().replace(b"/Length", b"/Length 99999999999 /Longueur"),
        seconds=8,
    ),
    of("agent.xml", "agent-two-million-elements", lambda: agent_xml(extra="<A/>" * 2_500_000)),
    of("agent.ocs", "agent-zlib-cut", lambda: zlib.compress(agent_xml())[:-20], kind="refused"),
    of("agent.ocs", "agent-zlib-bomb-of-spaces", lambda: zlib.compress(agent_xml(extra=" " * 60_000_000)), kind="refused"),
    of("agent.ocs", "agent-zlib-bomb-of-elements", lambda: zlib.compress(agent_xml(extra="<A/>" * 5_000_000), 1), seconds=10),
    of(
        "agent.xml",
        "agent-twenty-thousand-users",
        lambda: agent_xml(
            extra="".join(f"<USERS><LOGIN>agent-{n}</LOGIN></USERS>" for n in range(20_000))
            + "".join(f"<SOFTWARES><NAME>Exemple {n} (agent-{n})</NAME></SOFTWARES>" for n in range(20_000))
        ),
        seconds=2,
    ),
    of(
        "agent.xml",
        "agent-names-like-unfinished-addresses",
        lambda: agent_xml(extra="".join(f"<SOFTWARES><NAME>{n}{'a.' * 900}@</NAME></SOFTWARES>" for n in range(1_000))),
        seconds=6,
    ),
    of("agent.xml", "agent-a-root-alone", lambda: b"<REQUEST></REQUEST>", kind="refused"),
    of("agent.xml", "agent-content-twice", lambda: agent_xml().replace(b"<CONTENT>", b"<CONTENT></CONTENT><CONTENT>")),
    of("marches.xml", "decp-xml-year-0202", lambda: decp_xml().replace(b"2025-03-01", b"0202-03-01"), kind="read"),
    of("marches.xml", "decp-xml-amount-1e308", lambda: decp_xml().replace(b"<montant>12000", b"<montant>1e308"), kind="read"),
    of(
        "marches.xml",
        "decp-xml-two-hundred-thousand-same-fields",
        lambda: decp_xml(extra="<objet>x</objet>" * 200_000),
        seconds=2,
    ),
    of("marches.xml", "decp-xml-another-root", lambda: decp_xml().replace(b"marches>", b"marchesx>"), kind="refused"),
]


@pytest.mark.parametrize("case", parameters([*EVERY, *OTHERS]))
def test_a_bad_xml_is_refused_or_read_as_plain_data(case: Case, readers: Readers, tmp_path: Path) -> None:
    judge(case, readers.ask(case, tmp_path), tmp_path)
