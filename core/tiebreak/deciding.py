"""What the user says a supplier or a label is, written down in the case file; it wins over any rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tiebreak.catalogue.index import Catalogue
from tiebreak.catalogue.searching import search_catalogue
from tiebreak.errors import InputError
from tiebreak.model.case_file import CaseFile, RecognitionDecision
from tiebreak.spelling import normalise


def with_decisions(case: CaseFile, catalogue: Catalogue, said: Mapping[str, str]) -> CaseFile:
    """The same case file with what the user says: a supplier or a label as written, to an entry of the catalogue.

    A supplier as written is that entry for all its labels; a label, wherever it stands. What is said replaces what was
    said before of the same words.

    Raises:
        InputError: naming every text that no line has, and every entry that the catalogue has not.
    """
    lines = {(line.supplier_text, line.label) for reading in case.readings for line in reading.spend_lines}
    problems: list[str] = []
    new: list[RecognitionDecision] = []
    for text, identifier in said.items():
        found = _decisions(text, identifier, lines, catalogue)
        if not found:
            problems.append(f"« {text} » : aucun fournisseur ni libellé ne s’écrit ainsi ; recopiez-le du tableau")
        if identifier not in catalogue.suppliers and identifier not in catalogue.solutions:
            near = ", ".join(entry.id for entry in search_catalogue(catalogue, identifier.replace("-", " "), limit=3))
            problems.append(
                f"{identifier!r} n’est pas au catalogue ; {f'proches : {near}' if near else 'tiebreak catalogue search'}"
            )
        new += found
    if problems:
        raise InputError("Identification refusée :\n" + "\n".join(f"  - {each}" for each in problems))
    replaced = {_words(decision) for decision in new}
    kept = (decision for decision in case.recognition_decisions if _words(decision) not in replaced)
    return case.model_copy(update={"recognition_decisions": (*kept, *new)})


def _decisions(
    text: str, identifier: str, lines: Iterable[tuple[str | None, str]], catalogue: Catalogue
) -> list[RecognitionDecision]:
    wanted = normalise(text)
    suppliers = sorted({supplier for supplier, _ in lines if supplier and normalise(supplier) == wanted})
    if suppliers:
        supplier = identifier if identifier in catalogue.suppliers else None
        solution = None if supplier else identifier
        return [RecognitionDecision(supplier_text=each, supplier=supplier, solution=solution) for each in suppliers]
    solution = identifier if identifier in catalogue.solutions else None
    supplier = None if solution else identifier
    labelled = sorted(((name, label) for name, label in lines if normalise(label) == wanted), key=str)
    return [
        RecognitionDecision(supplier_text=name, label=label, supplier=supplier, solution=solution) for name, label in labelled
    ]


def _words(decision: RecognitionDecision) -> tuple[str, str | None]:
    label = None if decision.label is None else normalise(decision.label)
    return normalise(decision.supplier_text or ""), label
