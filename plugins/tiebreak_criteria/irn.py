"""Reads one's own copy of the IRN (Indice de résilience numérique) and gives its rules; the questionnaire is never shipped.

Its licence forbids derived works, so that the user writes his copy down: a table of two or three columns, « pilier »,
« critère », and « question » if wanted. The rungs, the mean within a pillar and the geometric mean across pillars are
the published rules.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO

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
PILLAR, CRITERION, QUESTION = "pilier", "critere", "question"


def read_irn(text: str, *, origin: str, subject: CriteriaSubject = CriteriaSubject.DEPENDENCY) -> CriteriaSet:
    """The set of one's own copy, as CSV text with a title row; `origin` names the file in errors.

    Raises:
        KnowledgeError: when a column is missing, or with every row that says too little.
    """
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = list(csv.DictReader(StringIO(text), delimiter=delimiter))
    titles = {normalise(title): title for title in (rows[0] if rows else {}) if title}
    if not {PILLAR, CRITERION} <= set(titles):
        raise KnowledgeError(f"{origin} : il faut une colonne « pilier » et une colonne « critère », avec un titre.")
    bad = [rank for rank, row in enumerate(rows, start=2) if not _said(row, titles, PILLAR) or not _said(row, titles, CRITERION)]
    if bad:
        raise KnowledgeError(f"{origin} : pilier ou critère vide, lignes {', '.join(map(str, bad))}.")
    pillars = dict.fromkeys(_said(row, titles, PILLAR) for row in rows)
    names = {pillar: f"p{rank}" for rank, pillar in enumerate(pillars, start=1)}
    try:
        return CriteriaSet(
            id="irn",
            title="Indice de résilience numérique (copie de l’utilisateur)",
            version=VERSION,
            subject=subject,
            status="Référentiel de l’aDRI, CC BY-NC-ND 4.0 : copie apportée par l’utilisateur, jamais distribuée.",
            dimensions=tuple(Dimension(id=name, label=pillar) for pillar, name in names.items()),
            criteria=tuple(_criteria(rows, titles, names)),
            within=Aggregation.MEAN,
            across=Aggregation.GEOMETRIC,
            scales_are_ours=False,
        )
    except ValidationError as error:
        raise KnowledgeError(f"{origin} : {error.errors()[0]['msg']}") from error


def _criteria(rows: list[dict[str, str]], titles: dict[str, str], names: dict[str, str]) -> Iterator[Criterion]:
    for rank, row in enumerate(rows, start=1):
        label = _said(row, titles, CRITERION)
        question = _said(row, titles, QUESTION) if QUESTION in titles else ""
        yield Criterion(
            id=f"c{rank}", label=label, question=question or label, dimension=names[_said(row, titles, PILLAR)], ladder=RUNGS
        )


def _said(row: dict[str, str], titles: dict[str, str], column: str) -> str:
    return (row.get(titles[column]) or "").strip()
