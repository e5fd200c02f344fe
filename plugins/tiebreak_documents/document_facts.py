"""Counts that only the documents print: on the register, with their formula, like every other figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from tiebreak import Dependency, Fact, FactRegister, FactUnit, ReportInputs
from tiebreak_documents.action_groups import action_groups, group_fact

DATED = "document.dated-dependencies"
WITHOUT_END = "document.contracts-without-end"
WITHOUT_RENEWAL = "document.contracts-without-renewal"
WITHOUT_NOTICE = "document.contracts-without-notice"
TO_DENOUNCE = "document.contracts-to-denounce"


def with_document_facts(inputs: ReportInputs) -> ReportInputs:
    """The same inputs, their register completed; the one that was given is left as it is."""
    return replace(inputs, facts=FactRegister((*inputs.facts, *_group_counts(inputs), *_contract_counts(inputs))))


def _group_counts(inputs: ReportInputs) -> Iterator[Fact]:
    for group in action_groups(inputs.trajectory) if inputs.trajectory is not None else ():
        yield _count(group_fact(group), "actions de même besoin et de mêmes dates", [action.dependency for action in group])


def _contract_counts(inputs: ReportInputs) -> Iterator[Fact]:
    """What the files do not say of the contracts on which the dates of the plan stand."""
    dated = list(_dated(inputs))
    yield _count(DATED, "dépendances qui ont une action datée", (each.id for each in dated))
    counts = {
        WITHOUT_END: ("sans date de fin de contrat", [each.id for each in dated if each.contract_end is None]),
        WITHOUT_RENEWAL: ("sans mention de reconduction", [each.id for each in dated if each.renews_tacitly is None]),
        WITHOUT_NOTICE: (
            "dont le contrat n’est pas dit sans reconduction, et sans préavis",
            [each.id for each in dated if each.renews_tacitly is not False and each.notice_months is None],
        ),
        TO_DENOUNCE: (
            "à reconduction tacite, dont la fin et le préavis sont connus",
            [each.id for each in dated if each.renews_tacitly and None not in (each.contract_end, each.notice_months)],
        ),
    }
    for identifier, (formula, found) in counts.items():
        yield _count(identifier, f"dépendances qui ont une action datée, {formula}", found)


def _dated(inputs: ReportInputs) -> Iterator[Dependency]:
    by_id = {each.dependency.id: each.dependency for each in inputs.diagnosis.assessments}
    groups = action_groups(inputs.trajectory) if inputs.trajectory is not None else ()
    named = dict.fromkeys(action.dependency for group in groups for action in group)
    return (by_id[identifier] for identifier in named)


def _count(identifier: str, formula: str, counted: Iterable[str]) -> Fact:
    sources = tuple(counted)
    return Fact(id=identifier, value=Decimal(len(sources)), unit=FactUnit.COUNT, formula=formula, sources=sources)
