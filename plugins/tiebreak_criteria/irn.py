"""Reads one's own copy of the IRN (Indice de résilience numérique) and gives its rules; the questionnaire is never shipped.

Its licence forbids derived works, so that the user writes his copy down: a table of two or three columns, « pilier »,
« critère », and « question » if wanted. The rungs, the mean within a pillar and the geometric mean across pillars are
the published rules.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import StringIO
from typing import NamedTuple

from pydantic import ValidationError

from tiebreak import (
    Aggregation,
    CriteriaSet,
    CriteriaSubject,
    Criterion,
    Dimension,
    KnowledgeError,
    Rung,
    normalise,
)

VERSION = "1.1"
RUNGS = (
    Rung(id="nc", label="Non concerné"),
    Rung(id="non-resilient", label="Non résilient", value=Decimal(10)),
    Rung(id="intention", label="Intention", value=Decimal(25)),
    Rung(id="moyens", label="Moyens", value=Decimal(50)),
    Rung(id="resultats", label="Résultats", value=Decimal(95)),
)
COLUMNS = PILLAR, CRITERION, QUESTION = "pilier", "critere", "question"


DELIMITERS = ";\t"
"""Looked for in the title row in this order; a comma when there is none."""


class _Row(NamedTuple):
    """A criterion as the copy writes it, and the line where it ends."""

    line: int
    pillar: str
    criterion: str
    question: str


def read_irn(text: str, *, origin: str, subject: CriteriaSubject = CriteriaSubject.DEPENDENCY) -> CriteriaSet:
    """The set of one's own copy, as CSV text with a title row; `origin` names the file in errors.

    Columns are told apart by semicolons, tabs or commas; a pillar keeps its first spelling.

    Raises:
        KnowledgeError: when a column is missing, the table cannot be read, or with every row that says too little or
            again what another says.
    """
    rows = _rows(text, origin)
    _hold_rows(rows, origin)
    pillars: dict[str, str] = {}
    for row in rows:
        pillars.setdefault(_folded(row.pillar), row.pillar)
    names = {pillar: f"p{rank}" for rank, pillar in enumerate(pillars, start=1)}
    try:
        return CriteriaSet(
            id="irn",
            title="Indice de résilience numérique (copie de l’utilisateur)",
            version=VERSION,
            subject=subject,
            status="Référentiel de l’aDRI, CC BY-NC-ND 4.0 : copie apportée par l’utilisateur, jamais distribuée.",
            dimensions=tuple(Dimension(id=names[pillar], label=label) for pillar, label in pillars.items()),
            criteria=tuple(
                Criterion(
                    id=f"c{rank}",
                    label=row.criterion,
                    question=row.question or row.criterion,
                    dimension=names[_folded(row.pillar)],
                    ladder=RUNGS,
                )
                for rank, row in enumerate(rows, start=1)
            ),
            within=Aggregation.MEAN,
            across=Aggregation.GEOMETRIC,
            scales_are_ours=False,
        )
    except ValidationError as error:
        raise KnowledgeError(f"{origin} : {error.errors()[0]['msg']}") from error


def _rows(text: str, origin: str) -> list[_Row]:
    lines = StringIO(text, newline=None)
    title_row = lines.readline()
    lines.seek(0)
    reader = csv.DictReader(lines, delimiter=next((each for each in DELIMITERS if each in title_row), ","))
    try:
        titles = {normalise(title): title for title in reader.fieldnames or () if title}
        if not {PILLAR, CRITERION} <= set(titles):
            raise KnowledgeError(f"{origin} : il faut une colonne « pilier » et une colonne « critère », avec un titre.")
        rows = [_Row(reader.line_num, *(_said(row, titles.get(name)) for name in COLUMNS)) for row in reader]
    except csv.Error as error:
        raise KnowledgeError(
            f"{origin}, ligne {reader.line_num + 1} : tableau illisible ({error}). Il y manque sans doute un guillemet fermant : "
            "enregistrez de nouveau la copie en CSV."
        ) from error
    if not rows:
        raise KnowledgeError(f"{origin} : aucun critère sous la ligne de titre.")
    return rows


def _hold_rows(rows: Sequence[_Row], origin: str) -> None:
    """Every row that says too little, or again what another says of its pillar."""
    faults: list[str] = []
    empty = [row.line for row in rows if not row.pillar or not row.criterion]
    if empty:
        faults.append(f"pilier ou critère vide, lignes {', '.join(map(str, empty))}")
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        told = _folded(row.pillar), " ".join(row.criterion.casefold().split())
        line = first.setdefault(told, row.line)
        if row.criterion and line != row.line:
            faults.append(f"critère {row.criterion!r} écrit deux fois dans le même pilier, lignes {line} et {row.line}")
    if faults:
        raise KnowledgeError(f"{origin} : {' ; '.join(faults)}.")


def _folded(pillar: str) -> str:
    """The same pillar for « Données » and « donnees »; itself when it holds no letter."""
    return normalise(pillar) or pillar


def _said(row: Mapping[str, str | None], title: str | None) -> str:
    return (row.get(title) or "").strip() if title else ""
