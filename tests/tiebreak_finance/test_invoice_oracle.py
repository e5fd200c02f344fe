"""Invoices written by another implementation and valid against the official schemas, read as they were meant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from facturx import generate_cii_xml, generate_ubl_xml

from tiebreak_finance.invoice_xml import read_invoice
from tiebreak_finance.xml_heads import HEAD_BYTES, kind_of


def meant(kind: str) -> dict[str, object]:
    """100 + 20 − 10 + 5 = 115 euros before tax, by the terms of EN 16931."""
    party = {"name": "ALPHA LOGICIELS", "legal_identifier": "111111118", "legal_identifier_schemeid": "0002"}
    place = {"country_code": "FR", "city": "VILLE ESSAI"}
    lines = [("1", "Licence", 100.0), ("2", "Assistance", 20.0)]
    tax = {"vat_category": "S", "vat_rate": 20.0}
    return {
        "BT-1": "F-001",
        "BT-2": date(2026, 1, 31),
        "BT-3": kind,
        "BT-5": "EUR",
        "BT-10": "DSI",
        "BT-12": "2026-M-01",
        "BT-24": "urn:cen.eu:en16931:2017",
        "BT-72": date(2026, 1, 31),
        "BG-4": {**party, **place, "vat_identifier": "FR00111111118"},
        "BG-7": {"name": "COMMUNE D’ESSAI", **place},
        "BG-25": [
            {
                "BT-126": number,
                "BT-129": 1.0,
                "BT-130": "C62",
                "BT-131": amount,
                "BT-146": amount,
                "BT-153": label,
                "BT-151": "S",
                "BT-152": 20.0,
            }
            for number, label, amount in lines
        ],
        "BG-20": [{"amount": 10.0, "reason": "Remise fidélité", **tax}],
        "BG-21": [{"amount": 5.0, "reason": "Port", **tax}],
        "BG-23": [{"BT-116": 115.0, "BT-117": 23.0, "BT-118": "S", "BT-119": 20.0}],
        "BT-106": 120.0,
        "BT-107": 10.0,
        "BT-108": 5.0,
        "BT-109": 115.0,
        "BT-110": 23.0,
        "BT-112": 138.0,
        "BT-115": 138.0,
    }


@pytest.mark.parametrize("kind", ["380", "381"])
@pytest.mark.parametrize("prefixed", [True, False])
@pytest.mark.parametrize("generate", [generate_cii_xml, generate_ubl_xml])
def test_what_another_implementation_writes_is_read_as_meant(generate: Callable[..., bytes], prefixed: bool, kind: str) -> None:
    raw = generate(meant(kind), check_xsd=True, check_schematron=False, prefixed_namespaces=prefixed)
    raw = raw if isinstance(raw, bytes) else raw[0]
    family = kind_of(raw[:HEAD_BYTES])
    assert family is not None

    invoice = read_invoice(raw, family, "oracle.xml")

    assert [(line.label, line.amount) for line in invoice.lines] == [
        ("Licence", Decimal(100)),
        ("Assistance", Decimal(20)),
        ("Remise fidélité", Decimal(-10)),
        ("Port", Decimal(5)),
    ]
    assert (invoice.number, invoice.type_code, invoice.year, invoice.currency) == ("F-001", kind, 2026, "EUR")
    assert (invoice.seller, invoice.siren, invoice.contract_number, invoice.buyer_reference) == (
        "ALPHA LOGICIELS",
        "111111118",
        "2026-M-01",
        "DSI",
    )
