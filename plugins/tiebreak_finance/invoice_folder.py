"""Every electronic invoice that a path holds, each once, as lines before tax."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tiebreak import (
    AmountKind,
    InputError,
    MappingError,
    Provenance,
    Reading,
    RowsError,
    SourceOptions,
    SpendLine,
    TaxBasis,
    UnreadableFileError,
)
from tiebreak_finance.gathered import (
    BROKEN_FILE,
    OTHER_FORMAT,
    PLUGIN,
    Entry,
    LeftOutByReason,
    entries_of,
    said_count,
)
from tiebreak_finance.invoice_files import xml_of
from tiebreak_finance.invoice_xml import WHOLE_INVOICE, read_invoice
from tiebreak_finance.invoices import EURO, PREPAYMENT_TYPES, Invoice
from tiebreak_finance.xml_heads import XmlKind
from tiebreak_finance.xml_streams import plain_errors

SUFFIXES = (".xml", ".pdf")
MAX_BYTES = 5_000_000_000
CORRECTION_TYPE = "384"
SAME_INVOICE = "facture déjà lue : même vendeur, même numéro"
OTHER_CURRENCY = "facture dans une autre monnaie que l’euro"
PREPAYMENT = "facture d’acompte : la facture finale peut la reprendre"
GROUPING = "ligne de regroupement ou d’information, sans montant propre"
CONTRADICTED = "facture contredite par une autre, écartée à la demande"
PES_FILE = "flux PES : à donner à part"
SHOWN_PROBLEMS = 200


def read_invoices(path: Path, options: SourceOptions) -> Reading:
    """The lines of every invoice of a file, folder or archive.

    Raises:
        InputError: when something cannot be read or does not add up, with every such file.
    """
    gathering = _Gathering(path, leaves_out_unreadable=options.leaves_out_unreadable)
    for entry in entries_of(path, SUFFIXES, max_bytes=MAX_BYTES):
        try:
            gathering.add(entry)
        except InputError as error:
            if entry.sheet is None:
                raise
            gathering.left_out.add(BROKEN_FILE, entry.sheet, 1)
            gathering.refuse(str(error))
    return gathering.reading()


class _Gathering:
    """What was read so far."""

    def __init__(self, path: Path, *, leaves_out_unreadable: bool) -> None:
        self.left_out = LeftOutByReason(path.name)
        self._path = path
        self._leaves_out_unreadable = leaves_out_unreadable
        self._problems: list[str] = []
        self._found: dict[tuple[str, str], tuple[Invoice, Entry]] = {}

    def refuse(self, problem: str) -> None:
        """Note what the user must correct, unless leaving it out was chosen."""
        if not self._leaves_out_unreadable:
            self._problems.append(problem)

    def add(self, entry: Entry) -> None:
        """Read a file, and keep its invoice if it is to count."""
        if entry.problem:
            raise UnreadableFileError(entry.problem)
        if entry.member is None:
            self.left_out.add(entry.why_not_read, entry.sheet, 1)
            return
        with plain_errors(entry.shown):
            found = xml_of(entry.member, entry.shown, is_alone=entry.sheet is None)
        if found is None:
            self.left_out.add(OTHER_FORMAT, entry.sheet, 1)
            return
        raw, kind = found
        if kind is XmlKind.PES:
            self.left_out.add(PES_FILE, entry.sheet, 1)
            return
        invoice = read_invoice(raw, kind, entry.shown)
        known = self._found.get(invoice.key)
        if invoice.currency != EURO:
            self.left_out.add(OTHER_CURRENCY, entry.sheet, 1, count=len(invoice.lines))
        elif invoice.type_code in PREPAYMENT_TYPES:
            cents = invoice.sign * int(invoice.total * 100)
            self.left_out.add(PREPAYMENT, entry.sheet, 1, count=len(invoice.lines), cents=cents)
        elif known is None:
            self._found[invoice.key] = (invoice, entry)
        elif (known[0].total, known[0].type_code) == (invoice.total, invoice.type_code):
            self.left_out.add(SAME_INVOICE, entry.sheet, 1, count=len(invoice.lines))
        else:
            self.left_out.add(CONTRADICTED, entry.sheet, 1, count=len(invoice.lines))
            self.refuse(
                f"« {entry.shown} » : même vendeur et même numéro que « {known[1].shown} », autre total. Gardez la bonne."
            )

    def reading(self) -> Reading:
        """All that was read.

        Raises:
            RowsError: with every file that cannot be read or that another contradicts.
            UnreadableFileError: when there is no invoice.
            MappingError: when invoices are of several years.
        """
        name = self._path.name
        kept = self._uncorrected()
        if self._problems:
            more = len(self._problems) - SHOWN_PROBLEMS
            shown = [*self._problems[:SHOWN_PROBLEMS], *([f"… et {more} autres"] if more > 0 else [])]
            raise RowsError(f"« {name} » : à corriger, {said_count(len(self._problems), 'facture', 'factures')}.", shown)
        years = Counter(invoice.year for invoice, _ in kept)
        if len(years) > 1:
            said = ", ".join(f"{said_count(count, 'facture', 'factures')} de {year}" for year, count in sorted(years.items()))
            raise MappingError(
                f"« {name} » : plusieurs années, {said}. Leur somme n’est pas une dépense annuelle : gardez-en une."
            )
        lines = [line for invoice, entry in kept for line in self._lines(invoice, entry)]
        if not lines and not self.left_out.count:
            raise UnreadableFileError(f"« {name} » : aucune facture. Donnez des factures Factur-X (PDF), CII ou UBL.")
        return Reading(
            file=name,
            plugin=PLUGIN,
            rows_in_file=len(lines) + self.left_out.count,
            heading_rows=0,
            spend_lines=tuple(lines),
            left_out=self.left_out.rows(),
            year=next(iter(years), None),
            notices=tuple(_notices([invoice for invoice, _ in kept])),
        )

    def _uncorrected(self) -> list[tuple[Invoice, Entry]]:
        """The invoices, but those that another one corrects: which of the two counts is for the user to say."""
        corrections = {
            (invoice.key[0], number): entry.shown
            for invoice, entry in self._found.values()
            if invoice.type_code == CORRECTION_TYPE
            for number in invoice.corrects
        }
        kept = []
        for key, (invoice, entry) in self._found.items():
            if key in corrections:
                self.left_out.add(CONTRADICTED, entry.sheet, 1, count=len(invoice.lines))
                self.refuse(f"« {entry.shown} » : corrigée par « {corrections[key]} ». Gardez celle qui vaut.")
            else:
                kept.append((invoice, entry))
        return kept

    def _lines(self, invoice: Invoice, entry: Entry) -> Iterator[SpendLine]:
        for rank, line in enumerate(invoice.lines, start=1):
            if not line.is_counted:
                self.left_out.add(GROUPING, entry.sheet, rank)
                continue
            yield SpendLine(
                id=f"{invoice.digest}-{rank}",
                supplier_text=invoice.seller,
                label=line.label,
                amount=invoice.sign * line.amount,
                amount_kind=AmountKind.COMMITTED,
                tax_basis=TaxBasis.EXCLUDED,
                supplier_siren=invoice.siren,
                contract_number=invoice.contract_number,
                service=invoice.buyer_reference,
                provenance=Provenance(file=self._path.name, sheet=entry.sheet, row=rank, plugin=PLUGIN),
            )


def _notices(invoices: list[Invoice]) -> Iterator[str]:
    credits_count = sum(invoice.is_credit for invoice in invoices)
    credit_notes = f", dont {said_count(credits_count, 'avoir', 'avoirs')}" if credits_count else ""
    read = said_count(len(invoices), "facture lue", "factures lues")
    yield f"{read}{credit_notes} : toutes leurs lignes sont prises, ne donnez que celles du numérique."
    yield (
        "Montants HT, comptés comme engagés : une facture est due, elle n’est pas encore un mandat. Ils ne s’additionnent pas "
        "aux mandats."
    )
    if whole := sum(any(line.label == WHOLE_INVOICE for line in invoice.lines) for invoice in invoices):
        yield f"{said_count(whole, 'facture', 'factures')} sans ligne (profil minimal) : une seule ligne, du total HT."
