"""What the commands about the catalogue do."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tiebreak import (
    CASE_FILE_SUFFIX,
    CaseFile,
    Catalogue,
    InputError,
    KnowledgeError,
    Workbench,
    check_catalogue,
    contributions_of,
    is_case_file,
    load_nomenclature,
    search_catalogue,
    stale_claims,
)
from tiebreak_cli import catalogue_show
from tiebreak_cli.order import today
from tiebreak_cli.run import REFUSED, progress, refusals
from tiebreak_knowledge.loader import load_catalogue, load_files
from tiebreak_knowledge.proposals import ProposedSolution, contributions_text, proposals_text, read_publiccode
from tiebreak_opendata import read_sill


def check(files: Sequence[Path], on: date | None) -> None:
    """Print what is wrong, and leave with 1 when something is."""
    workbench = Workbench(progress=progress)
    with refusals(workbench):
        catalogue = workbench.catalogue
        if files:
            catalogue = Catalogue([load_catalogue(), load_files(files)])
        report = check_catalogue(catalogue, load_nomenclature(), on or today())
        catalogue_show.report(report, catalogue.version)
    if not report.is_sound:
        sys.exit(REFUSED)


def show(identifier: str) -> None:
    """Print the entries of that identifier."""
    workbench = Workbench(progress=progress)
    with refusals(workbench):
        catalogue = workbench.catalogue
        supplier, solution = catalogue.suppliers.get(identifier), catalogue.solutions.get(identifier)
        if supplier is None and solution is None:
            near = ", ".join(each.id for each in search_catalogue(catalogue, identifier.replace("-", " "), limit=5))
            remedy = f"Proches : {near}." if near else "Cherchez-le par son nom : tiebreak catalogue search."
            raise InputError(f"Aucune entrée du catalogue ne s’appelle {identifier!r}. {remedy}")
        if supplier is not None:
            catalogue_show.supplier(supplier, catalogue)
        if solution is not None:
            catalogue_show.solution(solution, catalogue)


def search(words: str) -> None:
    """Print the entries near these words, and the solutions of a function that they name."""
    workbench = Workbench(progress=progress)
    with refusals(workbench):
        found = search_catalogue(workbench.catalogue, words)
        function = catalogue_show.function_named(words)
        if not found and function is None:
            raise InputError(f"Rien au catalogue ne s’appelle à peu près {words!r}. Essayez un autre mot, ou moins de mots.")
        catalogue_show.found(found)
        if function is not None:
            catalogue_show.alternatives(function, workbench.catalogue)


def stale(on: date | None) -> None:
    """Print the claims to be read again."""
    workbench = Workbench(progress=progress)
    with refusals(workbench):
        catalogue_show.stale(stale_claims(workbench.catalogue, on or today()))


def propose(files: Sequence[Path], output: Path) -> None:
    """Write what these files propose to the catalogue."""
    workbench = Workbench(progress=progress)
    with refusals(workbench):
        if output.exists():
            raise InputError(f"« {output} » existe déjà. Donnez un autre nom avec --output, ou déplacez-le.")
        cases = [path for path in files if is_case_file(path)]
        if cases and len(cases) != len(files):
            raise InputError("Un dossier et des listes de logiciels se proposent séparément : lancez la commande deux fois.")
        if cases:
            decisions = [each for path in cases for each in CaseFile.from_file(path).recognition_decisions]
            text = contributions_text(contributions_of(decisions, workbench.catalogue))
        else:
            proposed = [each for path in files for each in _proposed(path)]
            text = proposals_text(proposed, workbench.catalogue)
        output.write_text(text, encoding="utf-8")
        catalogue_show.proposed(output, text)


def _proposed(path: Path) -> list[ProposedSolution]:
    if path.suffix.lower() == ".json":
        source = f"SILL, fichier {path.name}"
        return [
            ProposedSolution(
                name=each.name,
                source=source,
                licence=each.licence,
                purpose=each.function_text,
                sill=int(each.sill_id) if each.sill_id.isdigit() else None,
                is_withdrawn=each.is_withdrawn,
            )
            for each in read_sill(path)
        ]
    if path.suffix.lower() in {".yml", ".yaml"}:
        return [read_publiccode(path)]
    raise KnowledgeError(
        f"« {path.name} » : ni le SILL (.json), ni un publiccode.yml, ni un dossier ({CASE_FILE_SUFFIX}). Donnez l’un des trois."
    )
