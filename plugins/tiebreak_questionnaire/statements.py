"""The answers file as statements, one a line: what makes it readable by hand also gives every fault its line.

A strict part of TOML: a table name or a key with its value on each line, no text nor list over several lines.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

MAX_LINE = 3_000
"""Characters: a key of many parts takes a time in their square to read, and a longer number cannot be written back."""
_HEADER = re.compile(r"\s*\[")


@dataclass(frozen=True, slots=True)
class Header:
    """The name of a table, in square brackets."""

    line: int
    table: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A key and its value, under the last table named."""

    line: int
    key: str
    value: object


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line that is neither, and what it says."""

    line: int
    content: str


def statements(text: str) -> Iterator[Header | Setting | Unreadable]:
    """Every line of the file that says something, in order; comments and empty lines say nothing."""
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.removesuffix("\r")
        if line.strip() and not line.lstrip().startswith("#"):
            yield _statement(number, line)


def _statement(number: int, line: str) -> Header | Setting | Unreadable:
    if len(line) > MAX_LINE:
        return Unreadable(number, line)
    try:
        read = tomllib.loads(line)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return Unreadable(number, line)
    ((name, value),) = read.items()
    if not _HEADER.match(line):
        return Setting(number, name, value)
    return Header(number, name) if value == {} else Unreadable(number, line)
