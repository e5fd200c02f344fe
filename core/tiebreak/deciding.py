"""What the user says a supplier or a label is, written down in the case file; it wins over any rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tiebreak.catalogue.index import Catalogue
from tiebreak.catalogue.searching import search_catalogue
from tiebreak.errors import InputError
from tiebreak.model.case_file import CaseFile, RecognitionDecision
from tiebreak.recognition import Recogniser, is_middleman
from tiebreak.recognition.decisions import same_words


def with_decisions(case: CaseFile, catalogue: Catalogue, said: Mapping[str, str]) -> CaseFile:
    """The same case file with what the user says: a supplier or a label as written, to an entry of the catalogue.

    A supplier as written is that supplier for all its labels, or sells that product wherever no label names another; a
    label is what is said of it wherever it stands. What is said replaces what was said before of the same words.

    Raises:
        InputError: naming every text that no line has, every entry that the catalogue has not, every middleman said to
            be one product, and every text said to be two things.
    """
    lines = {(line.supplier_text, line.label) for reading in case.readings for line in reading.spend_lines}
    recogniser = Recogniser(catalogue)
    problems: list[str] = []
    new: list[RecognitionDecision] = []
    for text, identifier in said.items():
        if identifier not in catalogue.suppliers and identifier not in catalogue.solutions:
            near = ", ".join(entry.id for entry in search_catalogue(catalogue, identifier.replace("-", " "), limit=3))
            problems.append(
                f"{identifier!r} n’est pas au catalogue ; {f'proches : {near}' if near else 'tiebreak catalogue search'}"
            )
            continue
        found = _decisions(text, identifier, lines, catalogue)
        if not found:
            problems.append(f"« {text} » : aucun fournisseur ni libellé ne s’écrit ainsi ; recopiez-le du tableau")
        problems += _through_middleman(text, found, recogniser, catalogue)
        new += found
    problems += _said_twice(new)
    if problems:
        raise InputError("Identification refusée :\n" + "\n".join(f"  - {each}" for each in problems))
    replaced = {_words(decision) for decision in new}
    kept = (decision for decision in case.recognition_decisions if _words(decision) not in replaced)
    return case.model_copy(update={"recognition_decisions": (*kept, *new)})


def _through_middleman(
    text: str, decisions: Iterable[RecognitionDecision], recogniser: Recogniser, catalogue: Catalogue
) -> list[str]:
    """What is refused of a reseller said to be one product: it sells those of many."""
    for decision in decisions:
        payee = catalogue.suppliers.get(recogniser.recognise(decision.supplier_text, "").payee or "")
        if decision.label is None and decision.solution is not None and payee is not None and is_middleman(payee):
            return [f"« {text} » vend les produits de plusieurs : dites plutôt ce qu’est un de ses libellés"]
    return []


def _said_twice(decisions: Iterable[RecognitionDecision]) -> list[str]:
    said: defaultdict[tuple[str | None, str | None], set[tuple[str | None, str | None]]] = defaultdict(set)
    written: dict[tuple[str | None, str | None], str] = {}
    for decision in decisions:
        said[_words(decision)].add((decision.supplier, decision.solution))
        written[_words(decision)] = decision.label or decision.supplier_text or ""
    return [f"« {written[words]} » est dit de deux façons ; gardez-en une" for words, each in said.items() if len(each) > 1]


def _decisions(
    text: str, identifier: str, lines: Iterable[tuple[str | None, str]], catalogue: Catalogue
) -> list[RecognitionDecision]:
    wanted = same_words(text)
    if wanted is None:
        return []
    suppliers = sorted({supplier for supplier, _ in lines if supplier and same_words(supplier) == wanted})
    if suppliers:
        supplier = identifier if identifier in catalogue.suppliers else None
        solution = None if supplier else identifier
        return [RecognitionDecision(supplier_text=each, supplier=supplier, solution=solution) for each in suppliers]
    solution = identifier if identifier in catalogue.solutions else None
    supplier = None if solution else identifier
    labelled = sorted(((name, label) for name, label in lines if same_words(label) == wanted), key=str)
    return [
        RecognitionDecision(supplier_text=name, label=label, supplier=supplier, solution=solution) for name, label in labelled
    ]


def _words(decision: RecognitionDecision) -> tuple[str | None, str | None]:
    return same_words(decision.supplier_text), same_words(decision.label)
