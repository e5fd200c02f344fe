"""One file, read alone: the reports of its machines, or the rows of its table. Its name is never used."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

from tiebreak import Member, UnreadableFileError
from tiebreak_inventory.agent_xml import expanded, read_agent_xml
from tiebreak_inventory.glpi_json import read_glpi
from tiebreak_inventory.kinds import HEAD_BYTES, Kind, kind_of
from tiebreak_inventory.osquery import read_osquery
from tiebreak_inventory.program_tables import TableReading, read_programs
from tiebreak_inventory.reports import Report
from tiebreak_inventory.safe_json import decoded, load_json, load_values

READ_ERRORS = (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)
"""What reading a damaged or locked member of an archive raises."""
MAX_FILE_BYTES = 50_000_000
MAX_LOG_BYTES = 2_000_000_000
"""A log of scheduled queries is read line by line."""


@dataclass(frozen=True)
class FileReading:
    """What one file gave, before any of it counts."""

    digest: str
    reports: Sequence[Report] = ()
    left_out: Iterable[tuple[int, str]] = ()
    """Rank and reason of the rows that are in no report and in no table."""
    table: TableReading | None = None
    encoding: str = "utf-8"
    starts_late: bool = False
    """Whether it is a log that does not begin with all that was there."""


def read_file(member: Member, suffix: str, where: str, meanings: Mapping[str, str]) -> FileReading | None:
    """What a file gives; `None` when it is no inventory.

    Raises:
        UnreadableFileError: when it is damaged, too large, or not well formed.
        MappingError: when the columns of a table are not those of programs.
        NotAMachineError: when it is the inventory of something else than a machine.
    """
    try:
        with member.opens() as stream:
            head = stream.read(HEAD_BYTES)
            if not head:
                raise UnreadableFileError(f"{where} : vide (0 octet). Exportez-le de nouveau.")
            kind = kind_of(head, suffix)
            if kind is None:
                return None
            if kind is Kind.OSQUERY_LOG and member.size > MAX_FILE_BYTES:
                return _read_long_log(_Lines(head, stream, where), member.size)
            raw = head + stream.read(MAX_FILE_BYTES + 1 - len(head))
    except READ_ERRORS:
        raise UnreadableFileError(f"{where} : illisible (endommagé, ou protégé). Copiez-le ou exportez-le de nouveau.") from None
    if len(raw) > MAX_FILE_BYTES:
        raise UnreadableFileError(
            f"{where} : plus de {MAX_FILE_BYTES // 1_000_000} Mo pour un relevé. Donnez un fichier par poste."
        )
    return _read_kind(kind, raw, where, meanings)


def _read_kind(kind: Kind, raw: bytes, where: str, meanings: Mapping[str, str]) -> FileReading:
    digest = hashlib.sha256(raw).hexdigest()
    if kind is Kind.PROGRAMS:
        table = read_programs(raw, where, meanings)
        return FileReading(digest, table.reports, table.left_out, table, table.encoding)
    if kind is Kind.AGENT_XML:
        report, encoding = read_agent_xml(expanded(raw, where, max_bytes=MAX_FILE_BYTES), where)
        return FileReading(digest, [report], encoding=encoding or "utf-8")
    text, encoding = decoded(raw)
    if kind is Kind.GLPI:
        return FileReading(digest, list(read_glpi(load_json(text, where), where)), encoding=encoding)
    found = read_osquery(load_values(text, where))
    return FileReading(digest, found.reports, found.left_out(), encoding=encoding, starts_late=found.has_no_start)


def _read_long_log(lines: _Lines, size: int) -> FileReading:
    if size > MAX_LOG_BYTES:
        raise UnreadableFileError(f"{lines.where} : plus de {MAX_LOG_BYTES // 1_000_000} Mo. Donnez-le en plusieurs parties.")
    found = read_osquery(lines.values())
    return FileReading(lines.digest.hexdigest(), found.reports, found.left_out(), starts_late=found.has_no_start)


@dataclass
class _Lines:
    """A log that is too large to be read whole."""

    head: bytes
    stream: IO[bytes]
    where: str
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    def values(self) -> Iterator[object]:
        """The values of its lines, read one at a time."""
        number = 0
        while line := self._next():
            number += 1
            self.digest.update(line)
            yield from load_values(decoded(line)[0], f"{self.where}, ligne {number}")

    def _next(self) -> bytes:
        end = self.head.find(b"\n") + 1
        line, self.head = (self.head[:end], self.head[end:]) if end else (self.head + self.stream.readline(MAX_FILE_BYTES), b"")
        if len(line) >= MAX_FILE_BYTES:
            raise UnreadableFileError(
                f"{self.where} : une ligne du journal est démesurée. Retirez-la, ou exportez-le de nouveau."
            )
        return line
