"""What the commands about knowledge do."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from tiebreak import InputError, Workbench, check_knowledge, known_places, load_nomenclature, named_places
from tiebreak_cli import knowledge_show
from tiebreak_cli.order import today
from tiebreak_cli.run import REFUSED, progress, refusals, text_library
from tiebreak_knowledge.official import read_official
from tiebreak_knowledge.retrieval.finder import KnowledgeFinder, embedder_here
from tiebreak_knowledge.retrieval.index import Filters
from tiebreak_knowledge.retrieval.telling import KINDS

CLAUSE_CRITERIA = "tiebreak"
"""The criteria set whose gaps clauses answer."""


def check(on: date | None) -> None:
    """Print what is wrong, and leave with 1 when something is."""
    workbench = Workbench(progress=progress)
    with refusals(workbench):
        criteria = [
            criterion.id
            for each in workbench.registry.criteria_sets()
            if each.id == CLAUSE_CRITERIA
            for criterion in each.criteria
        ]
        report = check_knowledge(workbench.knowledge, load_nomenclature(), criteria=criteria, on=on or today(), today=today())
        knowledge_show.report(report, workbench.knowledge)
    if not report.is_sound:
        sys.exit(REFUSED)


def show(identifier: str) -> None:
    """Print one record."""
    workbench = Workbench(progress=progress)
    with refusals(workbench):
        base = workbench.knowledge
        wanted = identifier.strip().casefold()
        record = base.records.get(wanted)
        if record is None:
            named = named_places(identifier, base.texts, known_places(base.records.values()))
            near = sorted(each for each, held in base.records.items() if wanted in each or set(named) & set(held.places))[:8]
            remedy = f"Proches : {', '.join(near)}." if near else "Cherchez-la par ses mots : tiebreak knowledge search."
            raise InputError(f"Aucune fiche ne s’appelle {identifier!r}. {remedy}")
        knowledge_show.record(record, base)


def search(question: str, on: date | None, *, kinds: Sequence[str], most: int) -> None:
    """Print what answers, or « non trouvé » and what came nearest."""
    workbench = Workbench(progress=progress)
    with refusals(workbench):
        finder = KnowledgeFinder(
            workbench.knowledge, workbench.catalogue, load_nomenclature(), library=text_library(), embedder=embedder_here()
        )
        day = on or today()
        found = finder.search(question, Filters(on=day, kinds=[KINDS[kind] for kind in kinds]), most=most)
        knowledge_show.found(found, workbench.knowledge, day)


def ingest(files: Sequence[Path], title: str) -> None:
    """Keep these texts, and say what changed."""
    workbench = Workbench(progress=progress)
    with refusals(workbench):
        if title and len(files) > 1:
            raise InputError("« --title » nomme un seul texte : donnez un fichier à la fois.")
        embedder = embedder_here()
        for path in files:
            text = read_official(path, title=title)
            progress(f"« {text.title} » : {len(text.articles)} articles lus.")
            done = text_library().add(text, workbench.knowledge, embedder=embedder, progress=progress)
            knowledge_show.ingested(done, has_model=embedder is not None)


def texts() -> None:
    """Print the texts kept."""
    with refusals():
        knowledge_show.texts(text_library().titles())


def forget(identifier: str) -> None:
    """Erase one text."""
    with refusals():
        kept = text_library()
        if not kept.remove(identifier.strip().casefold()):
            known = ", ".join(kept.titles()) or "aucun"
            raise InputError(f"Aucun texte apporté ne s’appelle {identifier!r}. Textes gardés : {known}.")
        click.echo(f"Le texte « {identifier} » est oublié.")
