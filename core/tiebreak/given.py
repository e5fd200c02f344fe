"""What is refused of files and case files taken together: repeats, two budget years, names that are gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from tiebreak.catalogue.index import Catalogue
from tiebreak.errors import CaseFileError, InputError, MappingError, RowsError, UnreadableFileError
from tiebreak.model.authority import FIRST_YEAR, LAST_YEAR
from tiebreak.model.case_file import CaseFile
from tiebreak.model.criteria import CriteriaSet
from tiebreak.model.nomenclature import load_nomenclature
from tiebreak.model.reading import Reading
from tiebreak.model.zone import load_zone_policies
from tiebreak.spelling import normalise

LEAST_SHARED = 3
"""Lines that two files share by chance are fewer."""


def problems_found(problems: Sequence[InputError]) -> InputError:
    """One error that says everything that is wrong: the only one, or all of them together."""
    if len(problems) == 1:
        return problems[0]
    columns = dict(column for problem in problems for column in problem.columns)
    return RowsError(f"{len(problems)} fichiers refusés :", [str(problem) for problem in problems], columns=columns.items())


def refuse_unknown_names(case: CaseFile, catalogue: Catalogue, criteria_sets: Sequence[CriteriaSet]) -> None:
    """Refuse a case file whose zone, decisions or answers name what this version does not have."""
    rungs = {
        (each.id, criterion.id, rung.id) for each in criteria_sets for criterion in each.criteria for rung in criterion.ladder
    }
    unknown = [
        f"décision sur « {decision.supplier_text or ''} » : {name!r} n’est plus au catalogue"
        for decision in case.recognition_decisions
        for name, known in ((decision.supplier, catalogue.suppliers), (decision.solution, catalogue.solutions))
        if name is not None and name not in known
    ]
    unknown += [
        f"réponse {answer.rung!r} au critère {answer.criterion!r} : inconnue du jeu {answer.criteria_set!r}"
        for answer in case.criteria_answers
        if (answer.criteria_set, answer.criterion, answer.rung) not in rungs
    ]
    levelled = {
        (each.id, dimension)
        for each in criteria_sets
        if each.has_levels
        for dimension in (None, *(dimension.id for dimension in each.dimensions))
    }
    unknown += [
        f"niveau exigé au jeu {required.criteria_set!r} : ce jeu n’existe pas, n’a pas de niveaux, ou pas cette dimension"
        for required in case.required_levels
        if (required.criteria_set, required.dimension) not in levelled
    ]
    functions = {function.id for function in load_nomenclature().functions}
    unknown += [
        f"criticité de la fonction {decision.function!r} : inconnue de la nomenclature ; oubliez-la par "
        f'--criticality "{decision.function}=défaut", ou en ôtant sa ligne des « Réglages » de la page'
        for decision in case.criticality_decisions
        if decision.function not in functions
    ]
    if case.zone_policy not in {policy.id for policy in load_zone_policies().policies}:
        unknown.append(f"zone {case.zone_policy!r} inconnue")
    if unknown:
        raise CaseFileError("Dossier à revoir avec cette version :\n" + "\n".join(f"  - {each}" for each in unknown))


def refuse_repeats(readings: Sequence[Reading]) -> None:
    """Refuse the same content given twice: its money would count twice."""
    seen: dict[str, str] = {}
    for reading in readings:
        every = (reading.spend_lines, reading.contracts, reading.inventory, reading.uses, reading.balances)
        pieces = {piece.id for pieces in every for piece in pieces}
        if repeated := sorted(pieces & set(seen)):
            raise UnreadableFileError(
                f"« {reading.file} » a le même contenu que « {seen[repeated[0]]} » : ne le donnez qu’une fois."
            )
        seen |= dict.fromkeys(pieces, reading.file)


def refuse_same_expenses(readings: Sequence[Reading]) -> None:
    """Refuse two files that tell the same expenses, such as the mandats and the table made from them.

    They do when at least half of the lines of the shorter one, and three of them, have a line of the same supplier,
    amount, kind and tax basis in the other.

    Raises:
        MappingError: naming both, for their money would count twice.
    """
    told = [(reading.file, _expenses(reading)) for reading in readings if reading.spend_lines]
    for (one, mine), (other, theirs) in combinations(told, 2):
        shared = (mine & theirs).total()
        if shared >= LEAST_SHARED and shared * 2 >= min(mine.total(), theirs.total()):
            raise MappingError(
                f"« {one} » et « {other} » disent les mêmes dépenses ({shared} lignes de même fournisseur et de même montant) : "
                "elles compteraient deux fois. Ne donnez que l’un des deux."
            )


def _expenses(reading: Reading) -> Counter[tuple[str, Decimal, str, str]]:
    """The lines that name a supplier, by what makes them the same in another file."""
    names: dict[str, str] = {}
    counts: Counter[tuple[str, Decimal, str, str]] = Counter()
    for line in reading.spend_lines:
        if line.supplier_text and line.amount:
            name = names.setdefault(line.supplier_text, "") or normalise(line.supplier_text)
            names[line.supplier_text] = name
            counts[name, line.amount, line.amount_kind, line.tax_basis] += 1
    return counts


def budget_year_of(asked: int | None, readings: Sequence[Reading]) -> int | None:
    """The budget year, asked or stated by the files; `None` when neither says it.

    Raises:
        MappingError: when two of them differ, for their sum would not be that of one year, or one is out of bounds.
    """
    stated = {reading.year: reading.file for reading in readings if reading.year is not None}
    if len(stated) > 1:
        said = ", ".join(f"{year} dans « {file} »" for year, file in sorted(stated.items()))
        raise MappingError(f"Plusieurs exercices : {said}. Leur somme n’est pas une dépense annuelle : gardez-en un seul.")
    found = next(iter(stated), None)
    if found is not None and not FIRST_YEAR <= found <= LAST_YEAR:
        raise MappingError(f"Exercice {found} lu dans « {stated[found]} » : hors de {FIRST_YEAR} à {LAST_YEAR}. Corrigez-le.")
    if asked is not None and found is not None and asked != found:
        raise MappingError(f"Exercice {asked} demandé, mais « {stated[found]} » est de {found}. Corrigez l’un ou l’autre.")
    return asked if asked is not None else found


def refuse_unused_meanings(readings: Sequence[Reading], meanings: Mapping[str, str]) -> None:
    """Refuse a correction that corrects nothing: the user believes that it does."""
    seen = dict.fromkeys(use.title for reading in readings for use in reading.columns)
    unused = [title for title in meanings if title not in seen]
    if unused:
        raise MappingError(
            f"Aucune colonne ne s’appelle {', '.join(f'« {title} »' for title in unused)}. "
            f"Colonnes lues : {', '.join(f'« {title} »' for title in seen) or 'aucune'}."
        )
