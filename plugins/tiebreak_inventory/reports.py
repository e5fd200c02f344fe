"""What one machine reported, and what of it may be kept: programs, never who uses the machine or what it is called.

The name, numbers and addresses of a machine serve two purposes and are then forgotten: telling two reports
of the same machine, as digests, and being taken out of the names of its programs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tiebreak_inventory.secrets_in_names import Secrets

OPERATING_SYSTEM = "operating-system"
ANTIVIRUS = "antivirus"
DATABASE = "database"
LISTED = "table"
"""Origin of what comes from a list of programs, which does not say how each is packaged."""

UUID, DEVICE, NAME = "uuid", "device", "name"
KINDS = (UUID, DEVICE, NAME)
"""What identifies a machine, the surest first: its number, the installation of its agent, its name."""
Key = tuple[str, bytes]
"""Kind and digest."""
Keys = tuple[Key, ...]

PLACEHOLDERS = re.compile(
    r"[0f]{8}-?([0f]{4}-?){3}[0f]{12}|03000200-0400-0500-0006-000700080009|localhost(\.localdomain)?|n/?a|none|null|unknown"
    r"|not (available|specified|settable|applicable)|default string|system (serial number|product name)|to be filled by o\.?e\.?m\.?",
    re.IGNORECASE,
)
"""What makers and agents write where there is no identifier: shared by machines that have nothing in common."""
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?))?")
MAX_TEXT = 400
"""The registry of Windows holds 255 letters; what is longer names nothing."""


class Entry(NamedTuple):
    """One program as a machine reports it, every field as written and empty when absent."""

    name: str
    version: str = ""
    publisher: str = ""
    origin: str = ""
    """Where it was seen: `rpm`, `deb`, `registry`, `Android`…, or one of the constants above."""
    category: str = ""
    release: str = ""
    """Kind of update, when the agent says that it is one."""
    place: str = ""
    """First two folders of where it stands, never more: the third may be the name of a person."""


class NotAMachineError(Exception):
    """A report of something else than a machine with programs; its text says of what, in French."""


@dataclass(frozen=True)
class Report:
    """What one machine said at one time."""

    keys: Keys
    """What identifies the machine; empty when nothing does."""
    dated: str | None
    """When, as text in the order of time; `None` when it does not say."""
    sections: dict[str, tuple[Sequence[int], list[Entry]]] = field(default_factory=dict)
    """Name of a section to its entries and their ranks in the file; a section that is present may be empty."""
    secrets: tuple[str, ...] = ()
    """What must not stand in the name of a program: the name of the machine, of its users, its numbers."""
    shared_secrets: tuple[Secrets, ...] = ()
    """The same, said of several machines together."""


def machine_keys(*identifiers: tuple[str, str]) -> Keys:
    """Digests of the identifiers of a machine, each with its kind; what makers write for none is none.

    A name counts without its domain, which only some agents say.

    >>> machine_keys(("uuid", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF"), ("name", "localhost"))
    ()
    >>> machine_keys(("name", "PC-1")) == machine_keys(("name", "pc-1.ville.example"))
    True
    """
    found: dict[str, bytes] = {}
    for kind, raw in identifiers:
        text = raw.strip().casefold()
        if text and not PLACEHOLDERS.fullmatch(text):
            said = text.partition(".")[0] if kind == NAME else text
            found.setdefault(kind, hashlib.sha256(said.encode("utf-8", "replace")).digest()[:16])
    return tuple((kind, found[kind]) for kind in KINDS if kind in found)


def stated_date(*texts: str) -> str | None:
    """The latest of the dates that can be read, as text in the order of time."""
    found = [f"{match[1]} {match[2] or '00:00'}" for text in texts if (match := _DATE.match(text.strip()))]
    return max(found, default=None)


def shortened(entry: Entry) -> Entry:
    """The entry, its texts cut where they are no longer those of a program, so that a hostile report fills no memory."""
    if max(map(len, entry)) <= MAX_TEXT:
        return entry
    return Entry(*(text[: MAX_TEXT + 1] for text in entry))


def text_of(value: object) -> str:
    """A text as it is; empty for anything else, for nothing else can name a program."""
    return value if isinstance(value, str) else ""


def top_folders(path: str) -> str:
    """The first two folders of a path.

    >>> top_folders("/data/app/org.example.agenda"), top_folders("/Users/untel/Applications/Agenda.app")
    ('/data/app', '/Users')
    """
    parts = path.strip("/").split("/")[:2]
    return "/" + "/".join(parts[:1] if parts[0] in {"Users", "home"} else parts)
