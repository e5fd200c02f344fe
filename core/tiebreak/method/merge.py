"""From lines of evidence to dependencies: what is used, for which function, by whom."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tiebreak.method.axes import is_free
from tiebreak.method.parameters import MethodParameters
from tiebreak.method.perimeter import AnnualLine
from tiebreak.model.case_file import CriticalityDecision
from tiebreak.model.catalogue import Catalogue
from tiebreak.model.dependency import Dependency
from tiebreak.model.evidence import PurchaseContract, SpendLine
from tiebreak.model.nomenclature import Nomenclature
from tiebreak.model.recognition import Recognition
from tiebreak.recognition import Recogniser, normalise

Key = tuple[str, str | None, str | None]
"""What is used, for which function, of which type of expense."""


@dataclass(frozen=True)
class MergeContext:
    """What merging needs to know besides the lines."""

    catalogue: Catalogue
    nomenclature: Nomenclature
    recogniser: Recogniser
    parameters: MethodParameters
    criticality_decisions: tuple[CriticalityDecision, ...] = ()


def merge(lines: Iterable[AnnualLine], contracts: Iterable[PurchaseContract], context: MergeContext) -> tuple[Dependency, ...]:
    """Dependencies in the order of their identifiers; every line is evidence of exactly one."""
    groups: dict[Key, list[AnnualLine]] = defaultdict(list)
    recognitions: dict[Key, Recognition] = {}
    for annual in lines:
        recognition = context.recogniser.recognise(annual.line.supplier_text, annual.line.label, annual.line.supplier_siren)
        key = _key(annual.line, recognition, context)
        groups[key].append(annual)
        recognitions[key] = _surer(recognitions.get(key), recognition)
    by_number = _contracts_by_number(contracts)
    merged = (_dependency(key, group, recognitions[key], by_number, context) for key, group in groups.items())
    return tuple(sorted(merged, key=lambda dependency: dependency.id))


def function_of(recognition: Recognition, catalogue: Catalogue) -> str | None:
    """Main function of the product; of the editor when all it edits serves one; else `None`."""
    if recognition.solution is not None:
        return catalogue.solutions[recognition.solution].functions[0]
    served = {solution.functions[0] for solution in catalogue.solutions.values() if solution.supplier == recognition.editor}
    return served.pop() if len(served) == 1 else None


def _key(line: SpendLine, recognition: Recognition, context: MergeContext) -> Key:
    function = function_of(recognition, context.catalogue)
    spend_type = line.spend_type
    if spend_type is None and function is not None and (known := context.nomenclature.function(function)):
        spend_type = known.spend_type
    return _what(line, recognition, context.catalogue), function, spend_type


def _what(line: SpendLine, recognition: Recognition, catalogue: Catalogue) -> str:
    """The product, else the payee, else the words of the line: two unknown suppliers are never one.

    A free software is told apart by who is paid for it, because that is whose money it is.
    """
    payee = recognition.payee or normalise(line.supplier_text or "")
    if recognition.solution is not None:
        solution = catalogue.solutions[recognition.solution]
        return f"solution:{solution.id} {payee}" if is_free(solution) else f"solution:{solution.id}"
    if recognition.editor is not None:
        return f"supplier:{recognition.editor}"
    return f"text:{payee}" if payee else f"label:{normalise(line.label)}"


def _surer(known: Recognition | None, new: Recognition) -> Recognition:
    """The surest recognition of a group; the same one whatever the order of the lines."""
    if known is None:
        return new
    return min(known, new, key=lambda each: (-each.confidence, each.method, each.explanation))


def _contracts_by_number(contracts: Iterable[PurchaseContract]) -> Mapping[str, list[PurchaseContract]]:
    by_number: dict[str, list[PurchaseContract]] = defaultdict(list)
    for contract in contracts:
        if contract.number:
            by_number[normalise(contract.number)].append(contract)
    return by_number


def _dependency(
    key: Key,
    group: list[AnnualLine],
    recognition: Recognition,
    by_number: Mapping[str, list[PurchaseContract]],
    context: MergeContext,
) -> Dependency:
    what, function, spend_type = key
    lines = [annual.line for annual in group]
    numbers = sorted({normalise(line.contract_number) for line in lines if line.contract_number})
    contracts = [contract for number in numbers for contract in by_number.get(number, ())]
    ends = [(contract.end, contract) for contract in contracts if contract.end is not None]
    last = max(ends, key=lambda end: (end[0], end[1].id))[1] if ends else None
    licences = [line.licence_count for line in lines if line.licence_count is not None]
    criticality, is_default = _criticality(function, context)
    return Dependency(
        id=_identifier(what, function, spend_type),
        label=_label(what, lines, recognition, context.catalogue),
        function=function,
        spend_type=spend_type,
        used_by=tuple(sorted({line.service for line in lines if line.service})),
        recognition=recognition,
        spend_line_ids=tuple(sorted(line.id for line in lines)),
        contract_ids=tuple(sorted(contract.id for contract in contracts)),
        annual_amount=sum((annual.annual_amount for annual in group), Decimal(0)),
        criticality=criticality,
        criticality_is_default=is_default,
        contract_end=last.end if last else None,
        notice_months=last.notice_months if last else None,
        renews_tacitly=last.renews_tacitly if last else None,
        licence_count=max(licences) if licences else None,
    )


def _criticality(function: str | None, context: MergeContext) -> tuple[int, bool]:
    for decision in context.criticality_decisions:
        if decision.function == function:
            return decision.criticality, False
    known = context.nomenclature.function(function) if function else None
    return (known.criticality if known else context.parameters.default_criticality), True


def _identifier(what: str, function: str | None, spend_type: str | None) -> str:
    key = "|".join((what, function or "", spend_type or ""))
    digest = hashlib.sha256(key.encode()).hexdigest()[:8]
    slug = "-".join(normalise(what.split(":")[1]).split())[:48].strip("-").replace("+", "plus")
    return f"{slug or 'sans-nom'}-{digest}"


def _label(what: str, lines: list[SpendLine], recognition: Recognition, catalogue: Catalogue) -> str:
    if recognition.solution is not None:
        return catalogue.solutions[recognition.solution].name
    if recognition.editor is not None:
        return catalogue.suppliers[recognition.editor].name
    if recognition.payee is not None:
        return f"{catalogue.suppliers[recognition.payee].name} (produit non nommé)"
    named = sorted(line.supplier_text for line in lines if line.supplier_text)
    return named[0] if named else f"Sans fournisseur : {min(line.label for line in lines) or 'libellé vide'}"
