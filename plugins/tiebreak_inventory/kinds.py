"""What kind of inventory a file is, by its first bytes: certain, or none."""

from __future__ import annotations

import json
import re
import zlib
from enum import Enum, auto
from typing import cast

from tiebreak_inventory.agent_xml import GZIP, ZLIB
from tiebreak_inventory.osquery_tables import table_of
from tiebreak_inventory.safe_json import decoded
from tiebreak_inventory.tables import looks_like_programs

HEAD_BYTES = 65_536
JSON_SUFFIXES = (".json", ".log")
XML_SUFFIXES = (".xml", ".ocs")
TABLE_SUFFIXES = (".csv", ".tsv", ".txt")
MEMBER_SUFFIXES = (*JSON_SUFFIXES, *XML_SUFFIXES, *TABLE_SUFFIXES)

_GLPI_KEYS = r"deviceid|action|itemtype|jobid|partial|tag|content"
_GLPI = re.compile(rf'\s*(?:\[\s*)?\{{\s*"(?:{_GLPI_KEYS})"\s*:')
_CONTENT = re.compile(r'"content"\s*:\s*\{')
_SECTION = re.compile(r'"(?:accesslog|bios|hardware|softwares|operatingsystem|versionclient|versionprovider|network_device)"\s*:')
"""Sections that every inventory has some of, and no other JSON has."""
_RESULT = re.compile(r'\s*\{\s*"(?:snapshot"\s*:\s*\[|diffResults"\s*:\s*\{)')
_REQUEST = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:(?><!--.*?-->\s*)|(?><!DOCTYPE[^>\[]*(?:\[.*?\])?>\s*))*+<REQUEST\s*+>", re.DOTALL
)
"""What stands before the root is passed over once, never reconsidered: many comments cost no more than their length."""
RESULT_KEYS = frozenset({"columns", "snapshot", "diffResults"})


class Kind(Enum):
    """The kinds of file that are read."""

    GLPI = auto()
    OSQUERY = auto()
    """Rows of a query, in one JSON value."""
    OSQUERY_LOG = auto()
    """A line for each result."""
    AGENT_XML = auto()
    PROGRAMS = auto()


def kind_of(head: bytes, suffix: str) -> Kind | None:
    """The kind of a file of which these are the first bytes; `None` when it is no inventory."""
    if suffix in JSON_SUFFIXES:
        return _kind_of_json(decoded_head(head))
    if suffix in XML_SUFFIXES:
        return Kind.AGENT_XML if _REQUEST.match(decoded_head(_expanded_head(head))) else None
    return Kind.PROGRAMS if suffix in TABLE_SUFFIXES and looks_like_programs(head) else None


def decoded_head(head: bytes) -> str:
    """The first bytes as text; a last character may be cut."""
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return decoded(head[: len(head) // 2 * 2] if is_wide else head)[0]


def _kind_of_json(text: str) -> Kind | None:
    if _GLPI.match(text) and (content := _CONTENT.search(text)) and _SECTION.search(text, content.end()):
        return Kind.GLPI
    start = text.lstrip()
    if _RESULT.match(text):
        return Kind.OSQUERY_LOG
    first = _first_object(start.removeprefix("[").lstrip())
    if first is None:
        return None
    if RESULT_KEYS & set(first) and {"name", "hostIdentifier", "hostname"} & set(first):
        return Kind.OSQUERY if start.startswith("[") else Kind.OSQUERY_LOG
    return Kind.OSQUERY if start.startswith("[") and table_of(frozenset(first)) else None


def _first_object(text: str) -> dict[str, object] | None:
    if not text.startswith("{"):
        return None
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, object]", value)


def _expanded_head(head: bytes) -> bytes:
    if not head.startswith((ZLIB, GZIP)):
        return head
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32).decompress(head, HEAD_BYTES)
    except zlib.error:
        return b""
