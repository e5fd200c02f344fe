"""What osquery reports: the rows of a query (`osqueryi --json`), and the results log of scheduled queries.

A log holds snapshots, of which the last counts, and differences, which are replayed: what was added and not
removed since is there. The same machine may be said by its name or its number, as configured.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

from tiebreak_inventory.osquery_tables import HOST_COLUMNS, Row, entry_of, table_of
from tiebreak_inventory.reports import NAME, UUID, Entry, Keys, Report, machine_keys, text_of
from tiebreak_inventory.secrets_in_names import Secrets

OTHER_TABLE = "table osquery qui n’est pas une liste de logiciels"
NO_RESULT = "ligne de journal qui n’est pas un résultat"
REMOVED = "désinstallé depuis, selon le journal"
OLDER = "relevé plus ancien du même poste"
NO_START = (
    "un journal osquery ne commence pas par un relevé complet : ce qui était installé avant lui n’y est pas. "
    "Préférez une requête « snapshot »"
)

USER_COLUMNS = ("username", "user", "logged_in_user")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)

LeftRows = dict[str, "array[int]"]
"""Why rows are left out, to their ranks: a log may hold millions of them."""


@dataclass
class _State:
    """What one query last said of one machine."""

    time: int = -1
    run: tuple[str, int] | None = None
    """Epoch and time of the complete run that began it; `None` when the log has no beginning."""
    present: dict[Entry, list[int]] = field(default_factory=dict)
    has_programs: bool = False
    """Whether a row of it was ever a program; one that had none tells nothing of the machine."""

    def forget(self, reading: OsqueryReading) -> None:
        for ranks in self.present.values():
            reading.leave_out(OLDER, ranks)
        self.present = {}


@dataclass
class OsqueryReading:
    """The reports of every machine of a file, and the rows that are none of theirs."""

    reports: list[Report] = field(default_factory=list)
    row_count: int = 0
    has_no_start: bool = False
    _left: LeftRows = field(default_factory=dict)

    def leave_out(self, reason: str, ranks: Iterable[int]) -> None:
        """Rows that are in no report."""
        self._left.setdefault(reason, array("Q")).extend(ranks)

    def left_out(self) -> Iterator[tuple[int, str]]:
        """Rank and reason of each row that is in no report."""
        return ((rank, reason) for reason, ranks in self._left.items() for rank in ranks)


def read_osquery(values: Iterable[object]) -> OsqueryReading:
    """The reports of result rows, or of the lines of a log, in the order of the file."""
    reading = OsqueryReading()
    states: dict[tuple[Keys, str], _State] = {}
    secrets: dict[tuple[str, bytes], set[str]] = {}
    for value in values:
        if not isinstance(value, dict) or "severity" in value:
            _leave_out(reading, NO_RESULT)
            continue
        line = cast("Row", value)
        keys, names = _host(line)
        for key in keys:
            secrets.setdefault(key, set()).update(names)
        if not {"columns", "snapshot", "diffResults"} & set(line):
            _add_rows([line], "", reading, _state(states, keys, line, ""))
            continue
        _read_line(line, keys, reading, states)
    sections: dict[Keys, dict[str, tuple[list[int], list[Entry]]]] = {}
    dates: dict[Keys, int] = {}
    for (keys, query), state in states.items():
        if not state.has_programs:
            continue
        reading.has_no_start |= state.run is None and state.time >= 0
        placed = sorted((rank, entry) for entry, ranks in state.present.items() for rank in ranks)
        ranks, entries = [rank for rank, _ in placed], [entry for _, entry in placed]
        sections.setdefault(keys, {})[f"osquery {query}"] = (ranks, entries)
        dates[keys] = max(dates.get(keys, -1), state.time)
    hidden = {key: Secrets(texts) for key, texts in secrets.items()}
    for keys, found in sections.items():
        shared = tuple(hidden[key] for key in keys)
        reading.reports.append(Report(keys, _stated(dates[keys]), {**found}, shared_secrets=shared))
    return reading


def _read_line(line: Row, keys: Keys, reading: OsqueryReading, states: dict[tuple[Keys, str], _State]) -> None:
    query, time = text_of(line.get("name")), _number(line.get("unixTime"))
    if "snapshot" in line:
        state = _state(states, keys, line, query)
        rows = _rows(line.get("snapshot"))
        if time < state.time:
            _leave_out(reading, OLDER, len(rows))
            return
        state.forget(reading)
        state.time, state.run = time, ("snapshot", time)
        _add_rows(rows, query, reading, state)
        return
    state = _state(states, keys, line, query)
    run = (text_of(line.get("epoch")), time)
    if text_of(line.get("counter")) == "0" and state.run != run:
        state.forget(reading)
        state.run = run
    state.time = max(state.time, time)
    differences = line.get("diffResults")
    batch = cast("Row", differences) if isinstance(differences, dict) else {}
    is_removal = text_of(line.get("action")) == "removed"
    single = [line.get("columns")] if "columns" in line else []
    _remove_rows([*_rows(batch.get("removed")), *(single if is_removal else [])], query, reading, state)
    _add_rows([*_rows(batch.get("added")), *([] if is_removal else single)], query, reading, state)


def _add_rows(rows: Iterable[object], query: str, reading: OsqueryReading, state: _State) -> None:
    for row in rows:
        entry = _entry(row, query)
        if entry is None:
            _leave_out(reading, OTHER_TABLE)
            continue
        reading.row_count += 1
        state.present.setdefault(entry, []).append(reading.row_count)
        state.has_programs = True


def _remove_rows(rows: Iterable[object], query: str, reading: OsqueryReading, state: _State) -> None:
    for row in rows:
        entry = _entry(row, query)
        _leave_out(reading, OTHER_TABLE if entry is None else REMOVED)
        if entry is not None and (ranks := state.present.get(entry)):
            reading.leave_out(REMOVED, [ranks.pop()])


def _entry(row: object, query: str) -> Entry | None:
    if not isinstance(row, dict):
        return None
    fields = cast("Row", row)
    table = table_of(frozenset(fields), query)
    return None if table is None else entry_of(table, fields)


def _leave_out(reading: OsqueryReading, reason: str, count: int = 1) -> None:
    reading.leave_out(reason, range(reading.row_count + 1, reading.row_count + count + 1))
    reading.row_count += count


def _state(states: dict[tuple[Keys, str], _State], keys: Keys, line: Row, query: str) -> _State:
    """The state of a query on a machine; the rows of a plain result are told apart by their table."""
    return states.setdefault((keys, query or table_of(frozenset(line)) or ""), _State())


def _host(line: Row) -> tuple[Keys, set[str]]:
    """What identifies the machine of a line, and what must not be shown of it."""
    decorations = line.get("decorations")
    said = {**line, **cast("Row", decorations)} if isinstance(decorations, dict) else line
    texts = [text for column in HOST_COLUMNS if (text := text_of(said.get(column)))]
    if not texts:
        return (), set()
    keys = machine_keys(*((UUID if _UUID.fullmatch(text) else NAME, text) for text in texts))
    users = {text_of(said.get(column)) for column in USER_COLUMNS}
    return keys, {*texts, *users}


def _rows(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _number(value: object) -> int:
    text = text_of(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 11 else -1


def _stated(time: int) -> str | None:
    return datetime.fromtimestamp(time, tz=UTC).strftime("%Y-%m-%d %H:%M:%S") if time >= 0 else None
