"""Small files in the shapes of public data, all fictitious, and their reading by the plugin."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tiebreak import Authority, Reading, Source, SourceOptions
from tiebreak.testing import check_source

SIREN = "219999999"
SIRET = "21999999900012"
OTHER_SIRET = "21888888800011"

Entry = Mapping[str, object]

MARKET: Entry = {
    "id": "2024M01",
    "acheteur": {"id": SIRET, "nom": "Commune fictive"},
    "objet": "Maintenance du logiciel de paie",
    "codeCPV": "72267000-4",
    "montant": 48000,
    "dureeMois": 48,
    "dateNotification": "2024-03-15",
    "datePublicationDonnees": "2024-04-01",
    "titulaires": [{"titulaire": {"typeIdentifiant": "SIRET", "id": "11111111100011", "denominationSociale": "ALPHA FICTIF"}}],
}


def market(**changes: object) -> Entry:
    """A digital contract of the fictitious commune, with these fields changed; a field set to `...` is absent."""
    return {key: value for key, value in {**MARKET, **changes}.items() if value is not ...}


def holder(name: str, identifier: str = "11111111100011") -> Entry:
    """One holder, as the format of 2022 wraps it."""
    return {"titulaire": {"typeIdentifiant": "SIRET", "id": identifier, "denominationSociale": name}}


def change(number: object, **fields: object) -> Entry:
    """One modification, as the format of 2022 wraps it."""
    return {"modification": {"id": number, **fields}}


def write_json(path: Path, content: object) -> Path:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def write_markets(folder: Path, *markets: object) -> Path:
    """Contracts as the format of 2022 lists them."""
    return write_json(folder / "decp.json", {"marches": {"marche": list(markets)}})


def write_rows(path: Path, titles: Sequence[str], rows: Iterable[Sequence[object]], *, delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows([titles, *rows])
    return path


TABLE_ROW: Mapping[str, object] = {
    "uid": f"{SIRET}2024M01",
    "id": "2024M01",
    "acheteur_id": SIRET,
    "acheteur_nom": "COMMUNE FICTIVE",
    "titulaire_id": "11111111100011",
    "titulaire_typeIdentifiant": "SIRET",
    "titulaire_nom": "ALPHA FICTIF",
    "objet": "Maintenance du logiciel de paie",
    "montant": "48000.0",
    "codeCPV": "72267000-4",
    "dureeMois": "48",
    "dateNotification": "2024-03-15",
    "datePublicationDonnees": "2024-04-01",
    "modification_id": "0",
    "donneesActuelles": "true",
}


def write_table(folder: Path, *rows: Mapping[str, object], name: str = "decp.csv", delimiter: str = ",") -> Path:
    """Rows of the tabular format, each the fictitious one with its changes."""
    return write_rows(folder / name, list(TABLE_ROW), [list({**TABLE_ROW, **row}.values()) for row in rows], delimiter=delimiter)


def read(source: Source, path: Path, *, siren: str | None = SIREN, insee: str | None = None, **options: object) -> Reading:
    """What a source reads for the fictitious commune, the account of its rows checked, twice."""
    authority = Authority(name="Commune fictive", siren=siren, insee=insee)
    return check_source(source, path, SourceOptions(authority=authority, **options))  # type: ignore[arg-type]


def reasons(reading: Reading) -> dict[str, int]:
    """How many rows were left out for each reason."""
    counts: dict[str, int] = {}
    for row in reading.left_out:
        counts[row.reason] = counts.get(row.reason, 0) + row.row_count
    return counts
