from __future__ import annotations

import io

import pytest

from tiebreak import UnreadableFileError
from tiebreak_finance import invoice_xml, xml_passing
from tiebreak_finance.invoice_xml import read_invoice
from tiebreak_finance.xml_heads import XmlKind
from tiebreak_finance.xml_passing import elements_of
from tiebreak_finance.xml_streams import XmlStream

NOISE = b"<bruit a='1'>x</bruit>" * 5_000
"""More than three chunks of what nobody reads."""


def passed(raw: bytes) -> list[tuple[str, int]]:
    """The elements met, with how many children each then has."""
    stream = XmlStream(io.BytesIO(raw), "essai.xml")
    return [(each.tag, len(each)) for each in elements_of(stream, ("ligne", "piece"), kept=frozenset({"ligne"}))]


@pytest.mark.parametrize("before", [b"", NOISE])
@pytest.mark.parametrize("between", [b"", NOISE, b"<autre>" + NOISE + b"</autre>"])
def test_what_nobody_reads_changes_nothing_to_what_is_read(before: bytes, between: bytes) -> None:
    line = b"<ligne>" + b"<v/>" * 20_000 + b"</ligne>"
    raw = b"<n:r xmlns:n='x'>" + before + line + between + b"<bloc>" + between + line + between + b"</bloc><piece/></n:r>"

    assert passed(raw) == [("ligne", 20_000), ("ligne", 20_000), ("piece", 0)]


def test_what_nobody_reads_is_freed_as_it_passes() -> None:
    stream = XmlStream(io.BytesIO(b"<r><piece/>" + NOISE * 4 + b"<piece/>" + NOISE + b"</r>"), "essai.xml")
    *_, piece = elements_of(stream, ("piece",), kept=frozenset())

    assert len(piece.getroottree().getroot()) < len(NOISE) // 22


def test_an_element_that_is_kept_and_never_ends_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_passing, "MAX_KEPT_BYTES", 40_000)
    with pytest.raises(UnreadableFileError, match="une partie « ligne » démesurée"):
        passed(b"<r><piece/><ligne>" + NOISE + b"</ligne></r>")


def test_a_beginning_that_holds_nothing_to_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_passing, "MAX_KEPT_BYTES", 40_000)
    with pytest.raises(UnreadableFileError, match="une partie « début » démesurée"):
        passed(b"<r>" + NOISE + b"<piece/></r>")


def test_an_invoice_of_too_many_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invoice_xml, "MAX_MARKS", 3)
    with pytest.raises(UnreadableFileError, match="ce n’est pas une facture"):
        read_invoice(b"<Invoice><a/><b/></Invoice>", XmlKind.UBL_INVOICE, "facture.xml")
