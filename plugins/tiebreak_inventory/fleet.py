"""All the machines seen, each once: only the last report of a machine counts, section by section.

Programs are kept once for all machines and a machine keeps numbers, so that a fleet holds in little memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tiebreak_inventory.reports import DEVICE, NAME, UUID, Entry, Key, Keys, Report, shortened
from tiebreak_inventory.secrets_in_names import Secrets, without_secrets

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
    _known: dict[Key, list[int]] = field(default_factory=dict)
    """A key to the machines that have it, in the order in which it was learnt of them."""
    _pairs: dict[tuple[bytes, bytes], int] = field(default_factory=dict)
    """The number of a machine and another of its keys, to the first that has both."""
    _passed: dict[tuple[Key, tuple[str, ...]], int] = field(default_factory=dict)
    """How many of the first machines of a key have one of the kinds, and will keep it."""

    @property
    def machine_count(self) -> int:
        """Machines of which a section was read."""
        return len(self._machines)

    def add(self, report: Report, file: int) -> None:
        """Take a report in; a section of a machine already seen is kept or replaced, by date."""
        machine = self._machines[self._machine_of(report.keys)]
        secrets = (Secrets(report.secrets), *report.shared_secrets)
        is_replaced = False
        for name, (ranks, entries) in report.sections.items():
            numbers = array("I", map(self._number, without_secrets(entries, *secrets)))
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
        found = self._same(dict(keys))
        if found is None:
            self.shared_numbers += any(key in self._known for key in keys if key[0] == UUID)
            self._machines.append(_Machine({}))
            found = len(self._machines) - 1
        self._learn(found, keys)
        return found

    def _same(self, wanted: dict[str, bytes]) -> int | None:
        """The machine of the surest key in common, unless a surer one differs; a number alone does not join two other names."""
        uuid, device, name = (wanted.get(kind) for kind in (UUID, DEVICE, NAME))
        found = None
        if uuid is not None:
            found = self._of_number(uuid, device, name)
        if found is None and device is not None:
            found = self._first_without((DEVICE, device), () if uuid is None else (UUID,))
        if found is None and name is not None:
            surer = tuple(kind for kind in (UUID, DEVICE) if kind in wanted)
            found = self._first_without((NAME, name), surer)
        return found

    def _of_number(self, uuid: bytes, device: bytes | None, name: bytes | None) -> int | None:
        """The first machine of that number which has no name, or the same name or agent."""
        if name is None:
            return self._first_without((UUID, uuid), ())
        nameless = self._first_without((UUID, uuid), (NAME,))
        others = (self._pairs.get((uuid, other)) for other in (device, name) if other is not None)
        candidates = {each for each in (nameless, *others) if each is not None}
        if len(candidates) < 2:
            return next(iter(candidates), None)
        return min(candidates, key=self._known[UUID, uuid].index)

    def _first_without(self, key: Key, kinds: tuple[str, ...]) -> int | None:
        """The first machine that has a key and none of the kinds; those that have one are looked at once for all."""
        known = self._known.get(key, [])
        start = place = self._passed.get((key, kinds), 0) if kinds else 0
        while place < len(known) and any(kind in self._machines[known[place]].keys for kind in kinds):
            place += 1
        if place > start:
            self._passed[key, kinds] = place
        return known[place] if place < len(known) else None

    def _learn(self, index: int, keys: Keys) -> None:
        known = self._machines[index].keys
        for key in keys:
            if key[0] not in known:
                known[key[0]] = key[1]
                self._known.setdefault(key, []).append(index)
        if (uuid := known.get(UUID)) is not None:
            for kind in (DEVICE, NAME):
                if kind in known:
                    self._pairs.setdefault((uuid, known[kind]), index)
