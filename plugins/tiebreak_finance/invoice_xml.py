"""The invoice in an XML of either family: Cross Industry Invoice (Factur-X), or UBL 2.1."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from tiebreak import UnreadableFileError
from tiebreak_finance.invoices import Invoice, InvoiceLine, amount_of, checked, year_of
from tiebreak_finance.siren import siren_of
from tiebreak_finance.texts import kept_text
from tiebreak_finance.xml_heads import XmlKind
from tiebreak_finance.xml_streams import PARSER_OPTIONS, XmlStream, plain_errors

DIGEST_LENGTH = 12
MAX_MARKS = 1_000_000
"""Tags and attributes: each holds some two hundred bytes of memory, and an invoice of ten thousand lines has fewer."""
SIREN_SCHEMES = frozenset({"0002", "0009"})
"""ISO 6523: 0002 is the SIRENE register, 0009 a SIRET."""
WHOLE_INVOICE = "Facture sans ligne"
_UNCOUNTED = frozenset({"GROUP", "INFORMATION"})
_CII = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
}
_UBL = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}


def read_invoice(raw: bytes, kind: XmlKind, shown: str) -> Invoice:
    """The invoice that an XML holds, its total checked.

    Raises:
        UnreadableFileError: when the XML is not well formed or too full, lacks what an invoice must say, or does not add up.
    """
    if raw.count(b"<") + raw.count(b"=") > MAX_MARKS:
        raise UnreadableFileError(
            f"« {shown} » : plus de {MAX_MARKS} balises et attributs, ce n’est pas une facture. Demandez une facture conforme."
        )
    with plain_errors(shown):
        root = etree.parse(XmlStream(io.BytesIO(raw), shown), etree.XMLParser(**PARSER_OPTIONS)).getroot()
    digest = hashlib.sha256(raw).hexdigest()[:DIGEST_LENGTH]
    return checked(_of_cii(root, digest, shown) if kind is XmlKind.CII else _of_ubl(root, digest, shown), shown)


def _of_cii(root: Any, digest: str, shown: str) -> Invoice:
    node = _Node(root, _CII)
    document, transaction = node.first("rsm:ExchangedDocument"), node.first("rsm:SupplyChainTradeTransaction")
    agreement = transaction.first("ram:ApplicableHeaderTradeAgreement")
    settlement = transaction.first("ram:ApplicableHeaderTradeSettlement")
    seller = agreement.first("ram:SellerTradeParty")
    total = settlement.text("ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:TaxBasisTotalAmount")
    return Invoice(
        number=_required(document.text("ram:ID"), "numéro de facture", shown),
        type_code=_required(document.text("ram:TypeCode"), "type de document", shown),
        year=year_of(document.text("ram:IssueDateTime/udt:DateTimeString"), shown),
        currency=_required(settlement.text("ram:InvoiceCurrencyCode"), "monnaie", shown),
        seller=kept_text(seller.text("ram:Name")) or None,
        siren=seller.siren("ram:SpecifiedLegalOrganization/ram:ID", "ram:GlobalID"),
        contract_number=kept_text(agreement.text("ram:ContractReferencedDocument/ram:IssuerAssignedID")) or None,
        buyer_reference=kept_text(agreement.text("ram:BuyerReference")) or None,
        corrects=frozenset(settlement.texts("ram:InvoiceReferencedDocument/ram:IssuerAssignedID")),
        lines=_or_whole((*_cii_lines(transaction, shown), *_cii_extras(settlement, shown)), total, shown),
        total=amount_of(total, "total hors taxe", shown),
        digest=digest,
    )


def _cii_lines(transaction: _Node, shown: str) -> Iterator[InvoiceLine]:
    for line in transaction.all("ram:IncludedSupplyChainTradeLineItem"):
        product, settlement = line.first("ram:SpecifiedTradeProduct"), line.first("ram:SpecifiedLineTradeSettlement")
        amount = settlement.text("ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount")
        status = line.text("ram:AssociatedDocumentLineDocument/ram:LineStatusReasonCode")
        is_counted = status not in _UNCOUNTED
        yield InvoiceLine(
            label=kept_text(product.text("ram:Name"), product.text("ram:Description")),
            amount=amount_of(amount if is_counted else amount or "0", "montant d’une ligne", shown),
            is_counted=is_counted,
        )


def _cii_extras(settlement: _Node, shown: str) -> Iterator[InvoiceLine]:
    for each in settlement.all("ram:SpecifiedTradeAllowanceCharge"):
        is_charge = each.text("ram:ChargeIndicator/udt:Indicator")
        yield _extra(is_charge, each.text("ram:Reason"), each.text("ram:ActualAmount"), shown)
    for each in settlement.all("ram:SpecifiedLogisticsServiceCharge"):
        yield _extra("true", each.text("ram:Description"), each.text("ram:AppliedAmount"), shown)


def _of_ubl(root: Any, digest: str, shown: str) -> Invoice:
    node = _Node(root, _UBL)
    is_note = etree.QName(root).localname == "CreditNote"
    name = "CreditNote" if is_note else "Invoice"
    party = node.first("cac:AccountingSupplierParty/cac:Party")
    total = node.text("cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount")
    return Invoice(
        number=_required(node.text("cbc:ID"), "numéro de facture", shown),
        type_code="381" if is_note else _required(node.text("cbc:InvoiceTypeCode"), "type de document", shown),
        year=year_of(node.text("cbc:IssueDate"), shown),
        currency=_required(node.text("cbc:DocumentCurrencyCode"), "monnaie", shown),
        seller=kept_text(party.text("cac:PartyLegalEntity/cbc:RegistrationName") or party.text("cac:PartyName/cbc:Name")) or None,
        siren=party.siren("cac:PartyLegalEntity/cbc:CompanyID", "cac:PartyIdentification/cbc:ID"),
        contract_number=kept_text(node.text("cac:ContractDocumentReference/cbc:ID")) or None,
        buyer_reference=kept_text(node.text("cbc:BuyerReference")) or None,
        corrects=frozenset(node.texts("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID")),
        lines=_or_whole((*_ubl_lines(node, name, shown), *_ubl_extras(node, shown)), total, shown),
        total=amount_of(total, "total hors taxe", shown),
        digest=digest,
    )


def _ubl_lines(node: _Node, name: str, shown: str) -> Iterator[InvoiceLine]:
    for line in node.all(f"cac:{name}Line"):
        item = line.first("cac:Item")
        label = kept_text(item.text("cbc:Name"), item.text("cbc:Description"))
        yield InvoiceLine(label, amount_of(line.text("cbc:LineExtensionAmount"), "montant d’une ligne", shown))


def _ubl_extras(node: _Node, shown: str) -> Iterator[InvoiceLine]:
    for each in node.all("cac:AllowanceCharge"):
        yield _extra(each.text("cbc:ChargeIndicator"), each.text("cbc:AllowanceChargeReason"), each.text("cbc:Amount"), shown)


def _extra(is_charge: str | None, label: str | None, written: str | None, shown: str) -> InvoiceLine:
    """An allowance, subtracted, or a charge, added, on the whole document."""
    if is_charge not in {"true", "false", "1", "0"}:
        raise UnreadableFileError(f"« {shown} » : une remise ou des frais, sans dire lequel. Demandez une facture conforme.")
    amount = amount_of(written, "montant d’une remise ou de frais", shown)
    if is_charge in {"true", "1"}:
        return InvoiceLine(kept_text(label) or "Frais", amount)
    return InvoiceLine(kept_text(label) or "Remise", -amount)


def _or_whole(lines: tuple[InvoiceLine, ...], total: str | None, shown: str) -> tuple[InvoiceLine, ...]:
    """The lines, or one for the whole of an invoice whose profile has none."""
    return lines or (InvoiceLine(WHOLE_INVOICE, amount_of(total, "total hors taxe", shown)),)


def _required(written: str | None, what: str, shown: str) -> str:
    if not written:
        raise UnreadableFileError(f"« {shown} » : {what} absent. Demandez une facture conforme au fournisseur.")
    return kept_text(written)


class _Node:
    """An element that may be absent, asked by paths."""

    def __init__(self, element: Any, names: dict[str, str]) -> None:
        self._element, self._names = element, names

    def first(self, path: str) -> _Node:
        """The first element of that path, or an absent one."""
        return _Node(None if self._element is None else self._element.find(path, self._names), self._names)

    def all(self, path: str) -> Iterator[_Node]:
        """Every element of that path."""
        found = () if self._element is None else self._element.iterfind(path, self._names)
        return (_Node(each, self._names) for each in found)

    def text(self, path: str) -> str | None:
        """What the first element of that path says; `None` when absent or blank."""
        return next(iter(self.texts(path)), None)

    def texts(self, path: str) -> list[str]:
        """What each element of that path says, but the blank ones."""
        found = [] if self._element is None else self._element.iterfind(path, self._names)
        return [text for each in found if (text := (each.text or "").strip())]

    def siren(self, *paths: str) -> str | None:
        """The first right SIREN among identifiers of the registers that give one."""
        for path in paths:
            for each in () if self._element is None else self._element.iterfind(path, self._names):
                if each.get("schemeID") in SIREN_SCHEMES and (siren := siren_of(each.text)):
                    return siren
        return None
