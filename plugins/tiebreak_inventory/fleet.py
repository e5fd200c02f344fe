"""All the machines seen, each once: only the last report of a machine counts, section by section.

Programs are kept once for all machines and a machine keeps numbers, so that a fleet holds in little memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tiebreak_inventory.reports import KINDS, NAME, UUID, Entry, Keys, Report, shortened, without_secrets

Place = tuple[int, int]
"""Number of the file, from 1, and rank of the entry in it."""


@dataclass
class _Section:
    """The entries of one section of a machine, as numbers."""

    dated: str | None
    file: int
    ranks: array[int]
    entries: array[int]


@dataclass
class _Machine:
    keys: dict[str, bytes]
    sections: dict[str, _Section] = field(default_factory=dict)


class Seen(NamedTuple):
    """One entry of a machine that counts."""

    machine: int
    entry: int
    place: Place


@dataclass
class Fleet:
    """The machines of a folder, and the entries of all of them."""

    entries: list[Entry] = field(default_factory=list)
    """Each different entry, once."""
    older: list[Place] = field(default_factory=list)
    """Places of the first entry of each section that a later report replaced."""
    older_count: int = 0
    """Entries of those sections."""
    replaced_reports: int = 0
    undated: int = 0
    """Reports of a machine already seen of which it is not known which is the later."""
    shared_numbers: int = 0
    """Machines that share their number with another, and neither its name nor its agent."""
    _numbers: dict[Entry, int] = field(default_factory=dict)
    _machines: list[_Machine] = field(default_factory=list)
    _known: dict[tuple[str, bytes], list[int]] = field(default_factory=dict)

    @property
    def machine_count(self) -> int:
        """Machines of which a section was read."""
        return len(self._machines)

    def add(self, report: Report, file: int) -> None:
        """Take a report in; a section of a machine already seen is kept or replaced, by date."""
        machine = self._machines[self._machine_of(report.keys)]
        is_replaced = False
        for name, (ranks, entries) in report.sections.items():
            numbers = array("I", map(self._number, without_secrets(entries, report.secrets)))
            found = _Section(report.dated, file, array("I", ranks), numbers)
            kept = machine.sections.setdefault(name, found)
            if kept is found:
                continue
            is_replaced = True
            if (found.dated or "") > (kept.dated or ""):
                machine.sections[name], found = found, kept
            self.older_count += len(found.ranks)
            if found.ranks:
                self.older.append((found.file, min(found.ranks)))
        self.replaced_reports += is_replaced
        self.undated += is_replaced and report.dated is None

    def seen(self) -> Iterator[Seen]:
        """Every entry that counts, machine by machine."""
        for index, machine in enumerate(self._machines):
            for section in machine.sections.values():
                for rank, entry in zip(section.ranks, section.entries, strict=True):
                    yield Seen(index, entry, (section.file, rank))

    def _number(self, entry: Entry) -> int:
        number = self._numbers.get(entry)
        if number is None:
            short = shortened(entry)
            number = self._numbers.setdefault(short, len(self.entries))
            if number == len(self.entries):
                self.entries.append(short)
        return number

    def _machine_of(self, keys: Keys) -> int:
        """The machine that these keys name, new when none does."""
        wanted = dict(keys)
        for key in keys:
            for index in self._known.get(key, ()):
                if self._is_same(key[0], wanted, self._machines[index].keys):
                    self._learn(index, keys)
                    return index
        if UUID in wanted and (UUID, wanted[UUID]) in self._known:
            self.shared_numbers += 1
        self._machines.append(_Machine({}))
        self._learn(len(self._machines) - 1, keys)
        return len(self._machines) - 1

    def _learn(self, index: int, keys: Keys) -> None:
        for kind, digest in keys:
            known = self._machines[index].keys
            if known.setdefault(kind, digest) == digest and index not in (same := self._known.setdefault((kind, digest), [])):
                same.append(index)

    @staticmethod
    def _is_same(kind: str, wanted: dict[str, bytes], known: dict[str, bytes]) -> bool:
        """Whether a key in common is enough: no surer one differs, and a number alone does not join two other names."""
        surer = KINDS[: KINDS.index(kind)]
        if any(each in wanted and each in known and wanted[each] != known[each] for each in surer):
            return False
        others = [each for each in KINDS if each != kind and each in wanted and each in known]
        return kind != UUID or NAME not in others or any(wanted[each] == known[each] for each in others)
