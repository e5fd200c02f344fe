"""Every PES that a path holds, read one after the other."""

from __future__ import annotations

from pathlib import Path

from tiebreak import InputError, Reading, SourceOptions, UnreadableFileError
from tiebreak_finance.gathered import BROKEN_FILE, OTHER_FORMAT, Entry, entries_of
from tiebreak_finance.perimeter import load_perimeter
from tiebreak_finance.pes_codes import load_codes
from tiebreak_finance.pes_decisions import Decider
from tiebreak_finance.pes_stream import read_pes
from tiebreak_finance.pes_year import PesYear
from tiebreak_finance.xml_heads import HEAD_BYTES, INVOICE_KINDS, XmlKind, kind_of
from tiebreak_finance.xml_streams import XmlStream, plain_errors

MAX_BYTES = 20_000_000_000
INVOICE = "facture électronique : à donner à part"
PROGRESS_LINES = 50_000


def read_year(path: Path, options: SourceOptions) -> Reading:
    """The expenses of a PES, or of all those of a folder or archive.

    Raises:
        InputError: when something cannot be read, with every such line and file.
    """
    year = PesYear(path, load_perimeter(), leaves_out_unreadable=options.leaves_out_unreadable)
    decider = Decider(load_perimeter(), load_codes(), options.is_known_digital)
    said = 0
    for entry in entries_of(path, (".xml",), max_bytes=MAX_BYTES):
        try:
            _add_file(entry, year, decider)
        except InputError as error:
            if entry.sheet is None:
                raise
            year.left_out.add(BROKEN_FILE, entry.sheet, 1)
            if not options.leaves_out_unreadable:
                year.problems.append(str(error))
        if year.line_count >= said + PROGRESS_LINES:
            said = year.line_count
            options.progress(f"Lecture de {path.name} : {said} lignes de mandat…")
    return year.reading()


def _add_file(entry: Entry, year: PesYear, decider: Decider) -> None:
    if entry.problem:
        raise UnreadableFileError(entry.problem)
    if entry.member is None:
        year.left_out.add(entry.why_not_read, entry.sheet, 1)
        return
    with plain_errors(entry.shown):
        with entry.member.opens() as stream:
            kind = kind_of(stream.read(HEAD_BYTES))
        if kind is XmlKind.PES:
            with entry.member.opens() as stream:
                file = read_pes(XmlStream(stream, entry.shown), decider)
            year.add(file, entry.sheet, entry.shown)
            return
    if entry.sheet is None:
        raise UnreadableFileError(
            f"« {entry.shown} » : n’est pas un flux PES. Donnez celui que votre logiciel de finances envoie."
        )
    year.left_out.add(INVOICE if kind in INVOICE_KINDS else OTHER_FORMAT, entry.sheet, 1)
