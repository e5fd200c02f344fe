"""From lines of evidence to dependencies: what is used, for which function, by whom."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tiebreak.method.axes import is_free
from tiebreak.method.contracts import ContractRegister
from tiebreak.method.parameters import MethodParameters
from tiebreak.method.perimeter import AnnualLine
from tiebreak.model.case_file import CriticalityDecision
from tiebreak.model.catalogue import Catalogue
from tiebreak.model.dependency import Dependency
from tiebreak.model.evidence import PurchaseContract, SpendLine
from tiebreak.model.nomenclature import Nomenclature
from tiebreak.model.recognition import Recognition
from tiebreak.recognition import Recogniser, normalise

Key = tuple[str, str | None]
"""What is used, for which function."""


@dataclass(frozen=True)
class MergeContext:
    """What merging needs to know besides the lines."""

    catalogue: Catalogue
    nomenclature: Nomenclature
    recogniser: Recogniser
    parameters: MethodParameters
    criticality_decisions: tuple[CriticalityDecision, ...] = ()


SLUG_LENGTH = 32
"""Letters of the name kept in an identifier, before its digest."""


def merge(lines: Iterable[AnnualLine], contracts: Iterable[PurchaseContract], context: MergeContext) -> tuple[Dependency, ...]:
    """Dependencies in the order of their identifiers; every line is evidence of exactly one."""
    groups: dict[Key, list[AnnualLine]] = defaultdict(list)
    recognitions: dict[Key, Recognition] = {}
    for annual in lines:
        recognition = context.recogniser.recognise_line(annual.line)
        key = _key(annual.line, recognition, context)
        groups[key].append(annual)
        recognitions[key] = _surer(recognitions.get(key), recognition)
    register = ContractRegister(contracts)
    merged = (_dependency(key, group, recognitions[key], register, context) for key, group in groups.items())
    return tuple(sorted(merged, key=lambda dependency: dependency.id))


def function_of(recognition: Recognition, catalogue: Catalogue) -> str | None:
    """Main function of the product; of the editor when all it edits serves one; else `None`."""
    if recognition.solution is not None:
        return catalogue.solutions[recognition.solution].functions[0]
    served = {solution.functions[0] for solution in catalogue.solutions.values() if solution.supplier == recognition.editor}
    return served.pop() if len(served) == 1 else None


def _key(line: SpendLine, recognition: Recognition, context: MergeContext) -> Key:
    return _what(line, recognition, context.catalogue), function_of(recognition, context.catalogue)


def _spend_type(line: SpendLine, function: str | None, nomenclature: Nomenclature) -> str | None:
    if line.spend_type is not None:
        return line.spend_type
    known = nomenclature.function(function) if function else None
    return known.spend_type if known else None


def _what(line: SpendLine, recognition: Recognition, catalogue: Catalogue) -> str:
    """The product, else the payee, else the words of the line: two unknown suppliers are never one.

    A free software is told apart by who is paid for it, because that is whose money it is.
    """
    payee = recognition.payee or normalise(line.supplier_text or "")
    if recognition.solution is not None:
        solution = catalogue.solutions[recognition.solution]
        is_service = is_free(solution) and not recognition.is_subscription
        return f"solution:{solution.id} {payee}" if is_service else f"solution:{solution.id}"
    if recognition.editor is not None:
        return f"supplier:{recognition.editor}"
    return f"text:{payee}" if payee else f"label:{normalise(line.label)}"


def _surer(known: Recognition | None, new: Recognition) -> Recognition:
    """The surest recognition of a group; the same one whatever the order of the lines."""
    if known is None:
        return new
    return min(known, new, key=lambda each: (-each.confidence, each.method, each.explanation))


def _dependency(
    key: Key, group: list[AnnualLine], recognition: Recognition, register: ContractRegister, context: MergeContext
) -> Dependency:
    what, function = key
    lines = [annual.line for annual in group]
    contracts = register.of(lines)
    last = max((each for each in contracts if each.end), key=lambda each: (each.end or date.min, each.id), default=None)
    by_type: dict[str | None, Decimal] = defaultdict(Decimal)
    for annual in group:
        by_type[_spend_type(annual.line, function, context.nomenclature)] += annual.annual_amount
    criticality, is_default = _criticality(function, context)
    return Dependency(
        id=_identifier(what, function),
        label=_label(lines, recognition, context.catalogue),
        function=function,
        amounts_by_spend_type=tuple(sorted(by_type.items(), key=lambda part: part[0] or "")),
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
        licence_count=_licences(lines),
    )


def _licences(lines: Iterable[SpendLine]) -> int | None:
    """The largest count of each department and contract, summed: a monthly line repeats its count."""
    counts: dict[tuple[str | None, str | None], int] = {}
    for line in lines:
        if line.licence_count is not None:
            place = (line.service, line.contract_number)
            counts[place] = max(counts.get(place, 0), line.licence_count)
    return sum(counts.values()) if counts else None


def _criticality(function: str | None, context: MergeContext) -> tuple[int, bool]:
    for decision in context.criticality_decisions:
        if decision.function == function:
            return decision.criticality, False
    known = context.nomenclature.function(function) if function else None
    return (known.criticality if known else context.parameters.default_criticality), True


def _identifier(what: str, function: str | None) -> str:
    key = f"{what}|{function or ''}"
    digest = hashlib.sha256(key.encode()).hexdigest()[:8]
    slug = "-".join(normalise(what.split(":", 1)[1]).replace("+", "plus").split())[:SLUG_LENGTH].strip("-")
    return f"{slug or 'sans-nom'}-{digest}"


def _label(lines: list[SpendLine], recognition: Recognition, catalogue: Catalogue) -> str:
    if recognition.solution is not None:
        return catalogue.solutions[recognition.solution].name
    if recognition.editor is not None:
        return catalogue.suppliers[recognition.editor].name
    if recognition.payee is not None:
        return f"{catalogue.suppliers[recognition.payee].name} (produit non reconnu)"
    named = sorted(line.supplier_text for line in lines if line.supplier_text)
    return named[0] if named else f"Sans fournisseur : {min(line.label for line in lines) or 'libellé vide'}"
