"""A quick look at what a file, folder or archive holds: names and first bytes, never a reading."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tiebreak import InputError, Member, members_of
from tiebreak_finance.xml_heads import HEAD_BYTES, XmlKind, kind_of

XML, PDF, ZIP = ".xml", ".pdf", ".zip"
LOOKED_AT = 300
"""Files whose first bytes are read: beyond, a folder holds other things."""
PDFS_OPENED = 3
"""PDF files opened to see whether they hold an invoice, when no XML says what a folder is."""
MAX_PDF_BYTES = 20_000_000
_ANY_SIZE = 1 << 60


@dataclass(frozen=True)
class Look:
    """What was seen."""

    kinds: frozenset[XmlKind] = frozenset()
    has_pdf_invoice: bool = False
    is_broken: bool = False
    """True when nothing can be read of it: its reading says why."""


def look_at(path: Path) -> Look:
    """What a path holds, by the first bytes of its first files."""
    if not path.is_dir() and path.suffix.lower() not in {XML, ZIP}:
        return Look()
    try:
        with members_of(path, (XML, PDF), max_bytes=_ANY_SIZE) as members:
            pdfs = [member for member in members.files if _is_pdf(member)]
            texts = (member for member in members.files if not _is_pdf(member))
            heads = list(_heads(islice(texts, LOOKED_AT), HEAD_BYTES))
            kinds = frozenset(kind for head in heads if head is not None and (kind := kind_of(head)) is not None)
            return Look(
                kinds,
                has_pdf_invoice=not kinds and _holds_invoice(pdfs),
                is_broken=None in heads and not kinds and not path.is_dir(),
            )
    except (InputError, OSError):
        if not path.is_dir():
            return Look(is_broken=path.suffix.lower() == ZIP)
    # An archive of this folder cannot be opened: the others say what it is, and its reading will name that one.
    inside = (each for each in sorted(path.rglob("*")) if each.is_file() and each.suffix.lower() in {XML, ZIP})
    return Look(frozenset(kind for each in islice(inside, LOOKED_AT) for kind in look_at(each).kinds))


def _holds_invoice(pdfs: Sequence[Member]) -> bool:
    """Whether one of the first PDF files holds an electronic invoice."""
    small = [member for member in pdfs if member.size <= MAX_PDF_BYTES][:PDFS_OPENED]
    if not small:
        return False
    from tiebreak_finance.pdf_invoices import holds_invoice  # noqa: PLC0415 - heavy

    return any(raw is not None and holds_invoice(raw) for raw in _heads(small, MAX_PDF_BYTES))


def _heads(members: Iterable[Member], size: int) -> Iterator[bytes | None]:
    """The first bytes of each; `None` for one that cannot be read."""
    for member in members:
        try:
            with member.opens() as stream:
                yield stream.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
            yield None


def _is_pdf(member: Member) -> bool:
    return (member.name or "").lower().endswith(PDF)
