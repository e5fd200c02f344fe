"""The source of public contracts (DECP): a file of any of their formats, the digital contracts of the collectivité in it."""

from __future__ import annotations

from pathlib import Path

from tiebreak import LeftOut, Provenance, Reading, SourceOptions
from tiebreak_opendata.award_contracts import kept_contracts
from tiebreak_opendata.awards import Award
from tiebreak_opendata.buyers import no_contract_notice, only_buyer_notice, wanted_siren
from tiebreak_opendata.csv_header import peeked_header
from tiebreak_opendata.decp_entries import select_entries
from tiebreak_opendata.decp_json import json_entries
from tiebreak_opendata.decp_table_awards import awards_of
from tiebreak_opendata.decp_tables import select_rows
from tiebreak_opendata.decp_xml import xml_entries
from tiebreak_opendata.left_out_groups import LeftOutGroups
from tiebreak_opendata.values import clean_text

PLUGIN = "opendata"
HEAD = 1 << 13
FOOTER = 1 << 20
PARQUET_MAGIC = b"PAR1"
TABLE_MARKS = ("acheteur_id", "codeCPV")
BUYER_UNKNOWN = "aucun marché dans ce fichier"


class ContractsSource:
    """Reads public contracts; gives contracts and dates, never expenses."""

    name = "contracts"
    label = "Données essentielles de la commande publique (JSON, XML, CSV, parquet)"
    suffixes = (".json", ".xml", ".csv", ".parquet")

    def accepts(self, path: Path) -> bool:
        """By the first bytes, or the titles of columns."""
        if not path.is_file():
            return False
        suffix = path.suffix.lower()
        if suffix == ".parquet":
            return _is_parquet_of_contracts(path)
        if suffix == ".csv":
            header = peeked_header(path)
            return header is not None and header.has(*TABLE_MARKS)
        with path.open("rb") as stream:
            head = stream.read(HEAD)
        return (suffix == ".json" and b'"marches"' in head) or (suffix == ".xml" and b"<marches" in head)

    def read(self, path: Path, options: SourceOptions) -> Reading:
        """The digital contracts of the buyer, the others counted by reason.

        Raises:
            InputError: when no SIREN is given and the file has several buyers.
            UnreadableFileError: when the file cannot be read to its end.
        """
        groups = LeftOutGroups(path.name, PLUGIN)
        asked = wanted_siren(options.authority)
        if path.suffix.lower() in {".csv", ".parquet"}:
            return _of_table(path, asked, groups, options)
        entries = json_entries(path) if path.suffix.lower() == ".json" else xml_entries(path)
        selection = select_entries(entries, asked, groups, options.progress)
        return _reading(selection.awards, groups, (), asked, selection.siren, heading_rows=0, rows=selection.row_count)


def _of_table(path: Path, asked: str | None, groups: LeftOutGroups, options: SourceOptions) -> Reading:
    options.progress(f"Recherche des marchés dans {path.name}…")
    table = select_rows(path, asked, groups, leaves_out_unreadable=options.leaves_out_unreadable)
    found = awards_of(table.rows)
    contents = {place: clean_text(row.get("objet"), limit=200) for place, row in table.rows}
    left_out = tuple(
        LeftOut(reason=reason, content=contents[place], provenance=Provenance(file=path.name, row=place, plugin=PLUGIN))
        for place, reason in found.left_out
    )
    heading_rows = 0 if path.suffix.lower() == ".parquet" else 1
    rows = table.row_count + heading_rows
    return _reading(list(found.awards), groups, left_out, asked, table.siren, heading_rows=heading_rows, rows=rows)


def _reading(
    awards: list[Award],
    groups: LeftOutGroups,
    left_out: tuple[LeftOut, ...],
    asked: str | None,
    siren: str | None,
    *,
    heading_rows: int,
    rows: int,
) -> Reading:
    kept = kept_contracts(awards, groups.file, PLUGIN)
    said = [] if asked or siren is None else [only_buyer_notice(siren)]
    if not kept.contracts:
        said.append(no_contract_notice(siren) if siren else BUYER_UNKNOWN)
    return Reading(
        file=groups.file,
        plugin=PLUGIN,
        rows_in_file=rows,
        heading_rows=heading_rows,
        contracts=kept.contracts,
        left_out=(*left_out, *kept.left_out, *groups.left_out),
        notices=(*said, *kept.notices),
    )


def _is_parquet_of_contracts(path: Path) -> bool:
    """Whether it begins as parquet and its footer names the columns; one that is cut is accepted, to be refused clearly."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        if stream.read(len(PARQUET_MAGIC)) != PARQUET_MAGIC:
            return False
        stream.seek(max(0, size - FOOTER))
        end = stream.read()
    return not end.endswith(PARQUET_MAGIC) or all(mark.encode() in end for mark in TABLE_MARKS)
