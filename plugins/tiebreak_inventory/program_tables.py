"""Tables of programs as evidence: one row a program of a machine, or one row a product and its installations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tiebreak import MappingError
from tiebreak_inventory.product_names import cleaned
from tiebreak_inventory.reports import LISTED, NAME, Entry, Report, machine_keys, shortened
from tiebreak_inventory.tables import Header, Shape, cells_of, find_header, is_title

SHOWN_TITLES, SHOWN_TITLE = 30, 80
MOST_INSTALLATIONS = 10_000_000
NO_INSTALLATION = "aucune installation"
NO_MACHINE = "ligne sans nom de poste"
NO_NUMBER = "nombre d’installations vide"
UNREADABLE = "ligne illisible, écartée à la demande"
_WHOLE = re.compile(r"\d+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+")
_VERSION_BREAKS = re.compile(r"\s*(?:\n|<br ?/?>|\$\$#?#?\$?\$?)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Listed:
    """One product of a list, with the number of machines on which it is."""

    rank: int
    entry: Entry
    versions: tuple[str, ...]
    installations: int


@dataclass
class TableReading:
    """What a table gave: the machines or the products of its rows, those left out and those that are wrong."""

    header: Header
    encoding: str
    row_count: int = 0
    heading_rows: int = 0
    reports: list[Report] = field(default_factory=list)
    products: list[Listed] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    bad_rows: list[tuple[int, str]] = field(default_factory=list)


def read_programs(raw: bytes, where: str, meanings: Mapping[str, str]) -> TableReading:
    """The rows of a table of programs.

    Raises:
        UnreadableFileError: when it is no readable text table.
        MappingError: when its titles are not those of a table of programs.
    """
    rows, encoding = cells_of(raw, where)
    header = find_header(rows, meanings)
    if header is None:
        titles = [title[:SHOWN_TITLE] for row in rows[:1] for cell in row if (title := cleaned(cell))]
        more = [f"… et {len(titles) - SHOWN_TITLES} autres"] if len(titles) > SHOWN_TITLES else []
        seen = ", ".join([*(f"« {title} »" for title in titles[:SHOWN_TITLES]), *more]) or "aucune"
        raise MappingError(
            f"{where} : ces colonnes ne sont pas celles d’une table de logiciels. Colonnes vues : {seen}. Il faut au moins le nom, "
            "et le nombre d’installations ou la version et l’éditeur. Corrigez les titres, ou exportez la table de nouveau."
        )
    if header.shape is Shape.UNCOUNTED:
        raise MappingError(
            f"{where} : rien ne dit sur combien de postes est chaque logiciel. Ajoutez la colonne « Nombre d’installations » à la vue "
            "avant de l’exporter, ou donnez les inventaires des postes."
        )
    reading = TableReading(header, encoding)
    machines: dict[str, tuple[list[int], list[Entry]]] = {}
    for number, row in enumerate(rows, start=1):
        if not any(cell.strip() for cell in row):
            continue
        reading.row_count += 1
        if number - 1 <= header.row or is_title(row):
            reading.heading_rows += 1
        elif header.shape is Shape.PRODUCT:
            _read_product(reading, number, row)
        elif "machine" in header.columns and not _cell(header, row, "machine"):
            reading.left_out.append((number, NO_MACHINE))
        else:
            ranks, entries = machines.setdefault(_cell(header, row, "machine").casefold(), ([], []))
            ranks.append(number)
            entries.append(_entry(header, row))
    reading.reports += [
        Report(machine_keys((NAME, name)), None, {"programs": found}, (name,)) for name, found in machines.items()
    ]
    return reading


def _read_product(reading: TableReading, number: int, row: list[str]) -> None:
    header = reading.header
    written = _cell(header, row, header.counts)
    entry = _entry(header, row)
    if not written:
        reading.left_out.append((number, NO_NUMBER))
    elif not _WHOLE.fullmatch(written) or (count := int(re.sub(r"\D", "", written)[:12])) > MOST_INSTALLATIONS:
        reading.bad_rows.append(
            (number, f"nombre d’installations {written[:40]!r} illisible. Écrivez un nombre entier, par exemple 12.")
        )
    elif count == 0:
        reading.left_out.append((number, NO_INSTALLATION))
    else:
        versions = tuple(version for version in _VERSION_BREAKS.split(entry.version) if version)
        first = versions[0] if versions else ""
        reading.products.append(Listed(number, entry._replace(version=first), versions, count))


def _entry(header: Header, row: list[str]) -> Entry:
    name, version, publisher, category = (_cell(header, row, each) for each in ("product", "version", "publisher", "category"))
    return shortened(Entry(name, version, publisher, LISTED, "", category))


def _cell(header: Header, row: list[str], field: str) -> str:
    place = header.columns.get(field)
    return row[place].strip() if place is not None and place < len(row) else ""
