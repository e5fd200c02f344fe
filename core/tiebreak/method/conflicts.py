"""Where two sources disagree about the same thing: said to the user, never settled for him."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from tiebreak.catalogue.index import Catalogue
from tiebreak.method.contracts import plain_number
from tiebreak.method.gathering import Gathered, Group
from tiebreak.model.evidence import PurchaseContract
from tiebreak.model.facts import NO_BREAK_SPACE, french_number
from tiebreak.model.nomenclature import Nomenclature
from tiebreak.spelling import normalise


def conflicts_of(
    group: Group, gathered: Gathered, contracts: Sequence[PurchaseContract], catalogue: Catalogue, nomenclature: Nomenclature
) -> tuple[str, ...]:
    """Every disagreement about one dependency, in French."""
    return (
        *_more_installations_than_licences(group),
        *_outside_declared_range(group),
        *_two_ends(contracts),
        *_another_publisher(group, catalogue),
        *_another_product(group, gathered, catalogue, nomenclature),
    )


def _more_installations_than_licences(group: Group) -> Iterator[str]:
    """An audit would ask the same question; fewer installations than licences is no disagreement."""
    licences = group.licences
    by_file: dict[str, int] = defaultdict(int)
    for item in group.items:
        by_file[item.provenance.file] = max(by_file[item.provenance.file], item.installations)
    for file, installations in sorted(by_file.items()):
        if licences is not None and installations > licences:
            yield f"au moins {installations} installations selon {file}, pour {licences} licences dans les dépenses."


def _outside_declared_range(group: Group) -> Iterator[str]:
    for use in group.uses:
        low, high = use.annual_amount_low, use.annual_amount_high
        if not group.lines or low is None:
            continue
        if group.amount < low or (high is not None and group.amount > high):
            declared = f"entre {_euros(low)} et {_euros(high)}" if high is not None else f"plus de {_euros(low)}"
            yield f"déclaré {declared} par an dans {use.provenance.file}, {_euros(group.amount)} dans les dépenses."


def _two_ends(contracts: Sequence[PurchaseContract]) -> Iterator[str]:
    """Two rows that give the same contract two last days."""
    ends: dict[str, dict[date, PurchaseContract]] = defaultdict(dict)
    for contract in contracts:
        if contract.end and (number := plain_number(contract.number)):
            ends[number].setdefault(contract.end, contract)
    for _, said in sorted(ends.items()):
        if len(said) > 1:
            each = " ; ".join(f"{end:%d/%m/%Y} selon {contract.provenance}" for end, contract in sorted(said.items()))
            written = min(contract.number or "" for contract in said.values())
            yield f"plusieurs fins pour le contrat {written} : {each}. La plus tardive est retenue."


def _another_publisher(group: Group, catalogue: Catalogue) -> Iterator[str]:
    """An inventory that names another publisher than the catalogue does."""
    solution = catalogue.solutions.get(group.recognition.solution or "")
    if solution is None:
        return
    editor = catalogue.suppliers[solution.supplier]
    known = {normalise(name) for name in (editor.name, *editor.aliases)}
    for other in catalogue.suppliers.values():
        if other.id == editor.id:
            continue
        names = {normalise(name) for name in (other.name, *other.aliases)}
        for item in group.items:
            publisher = normalise(item.publisher_text or "")
            if publisher in names - known:
                yield f"{item.provenance.file} nomme l’éditeur « {item.publisher_text} », le catalogue {editor.name}."


def _another_product(group: Group, gathered: Gathered, catalogue: Catalogue, nomenclature: Nomenclature) -> Iterator[str]:
    """For a function that one product serves, a product declared or observed and another one seen elsewhere."""
    for function in nomenclature.functions:
        if not function.is_single or not group.serves(function.id) or group.recognition.editor is None:
            continue
        for other in gathered.groups:
            is_other = other.recognition.editor not in {None, group.recognition.editor} and other.serves(function.id)
            if is_other and any(use.function == function.id for use in (*group.uses, *other.uses)):
                editor = catalogue.suppliers[other.recognition.editor or ""].name
                files = ", ".join(_files_for(other, function.id))
                yield f"{function.label} : aussi {editor}, selon {files}. Lequel sert, ou les deux ?"


def _files_for(group: Group, function: str) -> list[str]:
    """The files that show a group for one function."""
    places = [use.provenance for use in group.uses if use.function == function]
    if group.key[1] == function:
        places += [annual.line.provenance for annual in group.lines]
        places += [item.provenance for item in group.items]
    return sorted({place.file for place in places})


def _euros(amount: Decimal) -> str:
    return f"{french_number(amount)}{NO_BREAK_SPACE}€"
