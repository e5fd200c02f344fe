"""Twins of electronic invoices in their three formats, with fictitious content."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from pypdf import PdfWriter

from tests.tiebreak_finance.pes_files import ADDRESS, BIC, IBAN, SIREN_ALPHA, SURNAME
from tiebreak import Reading, SourceOptions
from tiebreak.testing import check_source
from tiebreak_finance.source_invoices import InvoiceSource

CII_SPACES = (
    'xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" '
    'xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" '
    'xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"'
)
UBL_SPACES = (
    'xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2" '
    'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" '
    'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"'
)


@dataclass(frozen=True)
class Bill:
    """An invoice to write in any format; by default 100 + 20 − 10 + 5 = 115 euros before tax."""

    number: str = "F-001"
    kind: str = "380"
    date: str = "20260131"
    currency: str = "EUR"
    seller: str = "ALPHA LOGICIELS"
    identifier: str = SIREN_ALPHA
    scheme: str = "0002"
    lines: Sequence[tuple[str, str]] = (("Licence", "100.00"), ("Assistance", "20.00"))
    allowances: Sequence[tuple[str, str]] = (("Remise fidélité", "10.00"),)
    charges: Sequence[tuple[str, str]] = (("Port", "5.00"),)
    total: str = "115.00"
    contract: str | None = "2026-M-01"
    service: str | None = "DSI"
    corrects: str | None = None
    line_status: Sequence[str | None] = field(default=())
    logistics: str | None = None


def cii(bill: Bill) -> str:
    """The invoice as a Cross Industry Invoice."""
    lines = "".join(
        f"<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>{rank + 1}</ram:LineID>"
        f"{_tag('ram:LineStatusReasonCode', bill.line_status[rank] if rank < len(bill.line_status) else None)}"
        f"</ram:AssociatedDocumentLineDocument><ram:SpecifiedTradeProduct>{_tag('ram:Name', label)}</ram:SpecifiedTradeProduct>"
        "<ram:SpecifiedLineTradeSettlement><ram:SpecifiedTradeSettlementLineMonetarySummation>"
        f"{_tag('ram:LineTotalAmount', amount)}</ram:SpecifiedTradeSettlementLineMonetarySummation>"
        "</ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>"
        for rank, (label, amount) in enumerate(bill.lines)
    )
    extras = "".join(
        f"<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator>{_tag('udt:Indicator', flag)}</ram:ChargeIndicator>"
        f"{_tag('ram:ActualAmount', amount)}{_tag('ram:Reason', label)}</ram:SpecifiedTradeAllowanceCharge>"
        for flag, found in (("false", bill.allowances), ("true", bill.charges))
        for label, amount in found
    )
    if bill.logistics is not None:
        extras += _in("ram:SpecifiedLogisticsServiceCharge", _tag("ram:AppliedAmount", bill.logistics))
    reference = _in("ram:InvoiceReferencedDocument", _tag("ram:IssuerAssignedID", bill.corrects))
    contract = _in("ram:ContractReferencedDocument", _tag("ram:IssuerAssignedID", bill.contract))
    return (
        f"<rsm:CrossIndustryInvoice {CII_SPACES}><rsm:ExchangedDocument>{_tag('ram:ID', bill.number)}{_tag('ram:TypeCode', bill.kind)}"
        f'<ram:IssueDateTime><udt:DateTimeString format="102">{bill.date}</udt:DateTimeString></ram:IssueDateTime>'
        f"</rsm:ExchangedDocument>"
        f"<rsm:SupplyChainTradeTransaction>{lines}<ram:ApplicableHeaderTradeAgreement>{_tag('ram:BuyerReference', bill.service)}"
        f"<ram:SellerTradeParty>{_tag('ram:Name', bill.seller)}<ram:SpecifiedLegalOrganization>"
        f'<ram:ID schemeID="{bill.scheme}">{bill.identifier}</ram:ID></ram:SpecifiedLegalOrganization>'
        f"<ram:DefinedTradeContact>{_tag('ram:PersonName', SURNAME)}</ram:DefinedTradeContact>"
        f"<ram:PostalTradeAddress>{_tag('ram:LineOne', ADDRESS)}</ram:PostalTradeAddress></ram:SellerTradeParty>{contract}"
        "</ram:ApplicableHeaderTradeAgreement><ram:ApplicableHeaderTradeDelivery/><ram:ApplicableHeaderTradeSettlement>"
        f"{_tag('ram:InvoiceCurrencyCode', bill.currency)}<ram:SpecifiedTradeSettlementPaymentMeans>"
        f"{_in('ram:PayeePartyCreditorFinancialAccount', _tag('ram:IBANID', IBAN))}"
        f"{_in('ram:PayeeSpecifiedCreditorFinancialInstitution', _tag('ram:BICID', BIC))}"
        f"</ram:SpecifiedTradeSettlementPaymentMeans>{extras}<ram:SpecifiedTradeSettlementHeaderMonetarySummation>"
        f"{_tag('ram:TaxBasisTotalAmount', bill.total)}</ram:SpecifiedTradeSettlementHeaderMonetarySummation>{reference}"
        "</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"
    )


def ubl(bill: Bill) -> str:
    """The invoice in UBL 2.1: a `CreditNote` for type 381."""
    root = "CreditNote" if bill.kind == "381" else "Invoice"
    extras = "".join(
        _in(
            "cac:AllowanceCharge",
            f"{_tag('cbc:ChargeIndicator', flag)}{_tag('cbc:AllowanceChargeReason', label)}{_tag('cbc:Amount', amount)}",
        )
        for flag, found in (("false", bill.allowances), ("true", bill.charges))
        for label, amount in found
    )
    lines = "".join(
        _in(
            f"cac:{root}Line",
            f"{_tag('cbc:ID', str(rank))}{_tag('cbc:LineExtensionAmount', amount)}{_in('cac:Item', _tag('cbc:Name', label))}",
        )
        for rank, (label, amount) in enumerate(bill.lines, start=1)
    )
    date = f"{bill.date[:4]}-{bill.date[4:6]}-{bill.date[6:]}" if bill.date.isdecimal() else bill.date
    return (
        f"<{root} {UBL_SPACES.format(root=root)}>{_tag('cbc:ID', bill.number)}{_tag('cbc:IssueDate', date)}"
        f"{_tag(f'cbc:{root}TypeCode', bill.kind)}{_tag('cbc:DocumentCurrencyCode', bill.currency)}"
        f"{_tag('cbc:BuyerReference', bill.service)}"
        f"{_in('cac:BillingReference', _in('cac:InvoiceDocumentReference', _tag('cbc:ID', bill.corrects)))}"
        f"{_in('cac:ContractDocumentReference', _tag('cbc:ID', bill.contract))}"
        f"<cac:AccountingSupplierParty><cac:Party>{_in('cac:PostalAddress', _tag('cbc:StreetName', ADDRESS))}<cac:PartyLegalEntity>"
        f'{_tag("cbc:RegistrationName", bill.seller)}<cbc:CompanyID schemeID="{bill.scheme}">{bill.identifier}</cbc:CompanyID>'
        f"</cac:PartyLegalEntity>{_in('cac:Contact', _tag('cbc:Name', SURNAME))}</cac:Party></cac:AccountingSupplierParty>"
        f"<cac:PaymentMeans><cac:PayeeFinancialAccount>{_tag('cbc:ID', IBAN)}"
        f"{_in('cac:FinancialInstitutionBranch', _tag('cbc:ID', BIC))}</cac:PayeeFinancialAccount></cac:PaymentMeans>{extras}"
        f"{_in('cac:LegalMonetaryTotal', _tag('cbc:TaxExclusiveAmount', bill.total))}{lines}</{root}>"
    )


def pdf(attached: str | None, *, name: str = "factur-x.xml", password: str | None = None) -> bytes:
    """A PDF of one page, with an XML within it unless `None`."""
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    if attached is not None:
        writer.add_attachment(name, attached.encode())
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def write_bill(path: Path, bill: Bill | None = None) -> Path:
    """The invoice on disk, in the format that its name says: `.pdf`, `….ubl.xml`, or CII."""
    path.parent.mkdir(parents=True, exist_ok=True)
    chosen = bill or Bill()
    text = ubl(chosen) if ".ubl" in path.name else cii(chosen)
    path.write_bytes(pdf(text) if path.suffix == ".pdf" else f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode())
    return path


def read_bills(path: Path, **options: object) -> Reading:
    """What the plugin reads, the account of its lines checked; a folder is read once."""
    chosen = SourceOptions(**options)  # type: ignore[arg-type]
    if path.is_dir():
        assert InvoiceSource().accepts(path)
        return InvoiceSource().read(path, chosen)
    return check_source(InvoiceSource(), path, chosen)


def _tag(name: str, text: str | None) -> str:
    return "" if text is None else f"<{name}>{escape(text)}</{name}>"


def _in(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>" if content else ""
