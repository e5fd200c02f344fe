"""From evidence to dependencies: what is used, for which function, by whom."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tiebreak.catalogue.index import Catalogue
from tiebreak.method.conflicts import conflicts_of
from tiebreak.method.contracts import ContractRegister
from tiebreak.method.gathering import Gathered, Group
from tiebreak.method.parameters import MethodParameters
from tiebreak.model.case_file import CriticalityDecision
from tiebreak.model.dependency import Dependency
from tiebreak.model.evidence import InventoryItem, PurchaseContract, SpendLine
from tiebreak.model.nomenclature import Nomenclature
from tiebreak.model.recognition import Recognition
from tiebreak.spelling import normalise


@dataclass(frozen=True)
class MergeContext:
    """What merging needs to know besides the evidence."""

    catalogue: Catalogue
    nomenclature: Nomenclature
    parameters: MethodParameters
    criticality_decisions: tuple[CriticalityDecision, ...] = ()


SLUG_LENGTH = 32
"""Letters of the name kept in an identifier, before its digest."""


def merge(gathered: Gathered, contracts: Iterable[PurchaseContract], context: MergeContext) -> tuple[Dependency, ...]:
    """Dependencies in the order of their identifiers; every piece is evidence of exactly one."""
    register = ContractRegister(contracts)
    merged = (_dependency(group, gathered, register, context) for group in gathered.groups)
    return tuple(sorted(merged, key=lambda dependency: dependency.id))


def _dependency(group: Group, gathered: Gathered, register: ContractRegister, context: MergeContext) -> Dependency:
    what, function = group.key
    lines = [annual.line for annual in group.lines]
    contracts = register.of(lines)
    last = _last(contracts)
    by_type: dict[str | None, Decimal] = defaultdict(Decimal)
    for annual in group.lines:
        by_type[_spend_type(annual.line, function, context.nomenclature)] += annual.annual_amount
    used_for = sorted({use.function for use in group.uses} - {function})
    if function is None and len(used_for) == 1:
        function = used_for.pop()
    criticality, is_default = _criticality([function, *used_for] if function else used_for or [None], context)
    return Dependency(
        id=_identifier(what, group.key[1]),
        label=_label(group, context),
        function=function,
        other_functions=tuple(used_for),
        amounts_by_spend_type=tuple(sorted(by_type.items(), key=lambda part: part[0] or "")),
        used_by=tuple(sorted({line.service for line in lines if line.service})),
        recognition=group.recognition,
        spend_line_ids=tuple(sorted(line.id for line in lines)),
        contract_ids=tuple(sorted(contract.id for contract in contracts)),
        inventory_ids=tuple(sorted(item.id for item in group.items)),
        use_ids=tuple(sorted(use.id for use in group.uses)),
        annual_amount=group.amount if group.lines else None,
        declared_amount=_declared_amount(group),
        criticality=criticality,
        criticality_is_default=is_default,
        contract_end=last.end
        if last and last.end
        else max((use.contract_end for use in group.uses if use.contract_end), default=None),
        notice_months=last.notice_months if last else None,
        renews_tacitly=last.renews_tacitly if last else None,
        licence_count=_licences(group),
        installations=_installations(group.items),
        conflicts=conflicts_of(group, gathered, contracts, context.catalogue, context.nomenclature),
    )


def _last(contracts: Sequence[PurchaseContract]) -> PurchaseContract | None:
    """The contract that ends last, or the only one when its end is not known: its notice and renewal are."""
    dated = [each for each in contracts if each.end]
    if not dated:
        return contracts[0] if len(contracts) == 1 else None
    return max(dated, key=lambda each: (each.end or date.min, each.id))


def _spend_type(line: SpendLine, function: str | None, nomenclature: Nomenclature) -> str | None:
    if line.spend_type is not None:
        return line.spend_type
    known = nomenclature.function(function) if function else None
    return known.spend_type if known else None


def _declared_amount(group: Group) -> tuple[Decimal, Decimal | None] | None:
    """The sum of the ranges declared, open above as soon as one is or one use has none; `None` when no range was declared."""
    ranged = [use for use in group.uses if use.annual_amount_low is not None]
    if not ranged:
        return None
    low = sum((use.annual_amount_low for use in ranged if use.annual_amount_low is not None), Decimal(0))
    if any(use.annual_amount_high is None for use in ranged) or any(use.lacks_range for use in group.uses):
        return low, None
    return low, sum((use.annual_amount_high for use in ranged if use.annual_amount_high is not None), Decimal(0))


def _licences(group: Group) -> int | None:
    """Those of the lines; without any line, the users declared: a declared count never prices what the budget pays."""
    if group.lines:
        return group.licences
    return max((use.user_count for use in group.uses if use.user_count is not None), default=None)


def _installations(items: Iterable[InventoryItem]) -> int | None:
    """At least so many machines: several names of one product, or several tools, may be seen on the same ones."""
    return max((item.installations for item in items), default=None)


def _criticality(functions: Iterable[str | None], context: MergeContext) -> tuple[int, bool]:
    """The highest of the functions served, and whether the collectivité did not decide it."""
    return max((_criticality_of(function, context) for function in functions), key=lambda each: (each[0], not each[1]))


def _criticality_of(function: str | None, context: MergeContext) -> tuple[int, bool]:
    decided = next((each for each in context.criticality_decisions if each.function == function), None)
    if decided is not None:
        return decided.criticality, False
    known = context.nomenclature.function(function) if function else None
    return (known.criticality if known else context.parameters.default_criticality), True


def _identifier(what: str, function: str | None) -> str:
    key = f"{what}|{function or ''}"
    digest = hashlib.sha256(key.encode()).hexdigest()[:8]
    slug = "-".join(normalise(what.split(":", 1)[1]).replace("+", "plus").split())[:SLUG_LENGTH].strip("-")
    return f"{slug or 'sans-nom'}-{digest}"


def _label(group: Group, context: MergeContext) -> str:
    if known := _known_name(group.recognition, context.catalogue):
        is_one_of_several = group.recognition.solution is None and group.key[1] is not None and not group.lines
        function = context.nomenclature.function(group.key[1] or "") if is_one_of_several else None
        return f"{known} ({function.label})" if function else known
    lines = [annual.line for annual in group.lines]
    named = sorted(line.supplier_text for line in lines if line.supplier_text)
    named += sorted(use.product_text for use in group.uses if use.product_text)
    if named:
        return named[0]
    if lines:
        return f"Sans fournisseur : {min(line.label for line in lines) or 'libellé vide'}"
    function = context.nomenclature.function(group.key[1] or "")
    return f"{function.label if function else 'Usage'} : produit non précisé"


def _known_name(recognition: Recognition, catalogue: Catalogue) -> str | None:
    if recognition.solution is not None:
        return catalogue.solutions[recognition.solution].name
    if recognition.editor is not None:
        return catalogue.suppliers[recognition.editor].name
    if recognition.payee is not None:
        return f"{catalogue.suppliers[recognition.payee].name} (produit non reconnu)"
    return None
