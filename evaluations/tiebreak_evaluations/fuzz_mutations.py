"""Changes of a file that respect what its format is made of: cells, values of JSON, attributes of XML, parts of an archive.

The same content and the same chance give the same change, so that what it shows can be shown again.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from tiebreak_evaluations.fuzz_seeds import zipped

MAX_PART = 1 << 16
"""Bytes of a part of an archive that is taken apart."""
NASTY = (
    *("", " ", "0", "-0", "-1", "1e308", "1e-308", "NaN", "Infinity", "-Infinity", "9" * 25, "9" * 5000, "0.1234567891", "1,234"),
    *("1,5", "١٢", "¹²", "１２", "0x10", "true", "null", "31/02/2026", "0202-01-01", "31/12/9999", "9999-12-31", "00/00/0000"),
    *("2026-13-01", "1899-12-31", "99999999999999", "\x00", "\x1b[2J", "\u202e\u200b", "\ufffe\uffff", "\u0085", "\u2028"),
    *(
        "../../etc",
        "C:\\con",
        "=cmd|' /C calc'!A0",
        "<script>",
        "&lol;",
        "]]>",
        "{{7*7}}",
        "%s%n",
        "TOTAL",
        "Total HT",
        "k€",
        "$",
    ),
    *("a " * 150, "é" * 2000, '"', "'", ";", "\n", "\r\n", "[" * 500, "None", "PAR1", "Montant", "Fournisseur", "x" * 3000),
)
"""Texts that readers have stumbled on, or might."""
_SPANS = re.compile(r'="[^"]*"|>[^<]+<')
_ELEMENT = re.compile(r"<([\w:.-]+)[^<>]*/>|<([\w:.-]+)[^<>]*>[^<]*</\2>")


def mutated(content: bytes, suffix: str, chance: random.Random) -> bytes:
    """The content with one to three changes of what its format is made of; of its bytes when it cannot be taken apart."""
    for _ in range(chance.randint(1, 3)):
        try:
            content = _MUTATIONS.get(suffix, _of_bytes)(content, chance)
        except Exception:  # noqa: BLE001 - mutated before, it may be anything but its format
            content = _of_bytes(content, chance)
    return content


def _of_bytes(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    end = min(len(content), start + chance.choice((0, 1, 1, 2, 4, 64)))
    return content[:start] + chance.randbytes(chance.choice((0, 1, 1, 2, 8))) + content[end:]


def _nasty(chance: random.Random) -> str:
    return chance.choice(NASTY)


def _of_table(content: bytes, chance: random.Random) -> bytes:
    text = content.decode("utf-8")
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    if not rows:
        return _of_bytes(content, chance)
    row = chance.choice(rows)
    match chance.randrange(7):
        case 0:
            rows.insert(chance.randrange(len(rows) + 1), list(row))
        case 1:
            rows.remove(row)
        case 2:
            row.insert(chance.randrange(len(row) + 1), _nasty(chance))
        case 3:
            rows = [[*each, *each] for each in rows]
        case _ if row:
            row[chance.randrange(len(row))] = _nasty(chance)
        case _:
            row.append(_nasty(chance))
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode("utf-8", "surrogatepass")


def _of_json(content: bytes, chance: random.Random) -> bytes:
    root: Any = json.loads(content)
    places: list[tuple[Any, Any]] = []
    waiting: list[Any] = [root]
    while waiting:
        value = waiting.pop()
        keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
        places += [(value, key) for key in keys]
        waiting += [value[key] for key in keys]
    if not places:
        return _of_bytes(content, chance)
    holder, key = chance.choice(places)
    old = holder[key]
    others: tuple[object, ...] = (
        None,
        True,
        [],
        {},
        -1,
        10**30,
        1e308,
        float("nan"),
        [old],
        {"id": old},
        [old, old],
        "\ud800",
        "a\udfffb",
    )
    if chance.random() < 0.15:
        del holder[key]
    else:
        holder[key] = chance.choice((_nasty(chance), *others))
    return json.dumps(root).encode()


def _of_xml(content: bytes, chance: random.Random) -> bytes:
    text = content.decode("utf-8")
    found = list((_ELEMENT if chance.random() < 0.3 else _SPANS).finditer(text))
    if not found:
        return _of_bytes(content, chance)
    span = chance.choice(found)
    if span.re is _ELEMENT:
        changed = chance.choice(("", span.group() * 2, f"<x>{span.group()}</x>", chance.choice(found).group()))
    else:
        value = _nasty(chance)
        value = escape(value) if chance.random() < 0.8 else value
        changed = f"{span.group()[: 2 if span.group()[0] == '=' else 1]}{value}{span.group()[-1]}"
    return (text[: span.start()] + changed + text[span.end() :]).encode("utf-8", "replace")


def _of_archive(content: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist() if entry.file_size < MAX_PART}
    if not parts or chance.random() < 0.1:
        return _of_bytes(content, chance)
    name = chance.choice(sorted(parts))
    if chance.random() < 0.1:
        parts[chance.choice((_nasty(chance)[:200] or "x", name.upper(), f"../{name}"))] = parts.pop(name)
    else:
        parts[name] = mutated(parts[name], Path(name).suffix if Path(name).suffix in _MUTATIONS else ".xml", chance)
    return zipped(parts)


def _of_lines(content: bytes, chance: random.Random) -> bytes:
    lines = content.decode("utf-8").split("\n")
    place = chance.randrange(len(lines))
    start, sign, _ = lines[place].partition("=")
    quote = chance.choice(('"', "'", ""))
    changed = f"{start}{sign} {quote}{_nasty(chance)}{quote}" if sign else _nasty(chance)
    lines[place : place + 1] = chance.choice(([changed], [changed], [changed], [lines[place]] * 2, []))
    return "\n".join(lines).encode("utf-8", "replace")


_MUTATIONS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    ".csv": _of_table,
    ".json": _of_json,
    ".xml": _of_xml,
    ".rels": _of_xml,
    ".zip": _of_archive,
    ".xlsx": _of_archive,
    ".ods": _of_archive,
    ".toml": _of_lines,
    ".log": _of_lines,
}
