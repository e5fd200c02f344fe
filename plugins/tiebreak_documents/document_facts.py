"""Counts that only the documents print: on the register, with their formula, like every other figure."""

from __future__ import annotations

import hashlib
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
    return replace(
        inputs, facts=FactRegister((*inputs.facts, *_group_counts(inputs), *_contract_counts(inputs), *_left_out_counts(inputs)))
    )


def left_out_fact(reason: str) -> str:
    """Identifier of the number of rows left out for a reason, all files together."""
    return f"document.left-out.{hashlib.sha256(reason.encode()).hexdigest()[:12]}"


def public_reason(reason: str) -> str:
    """A reason without the rows of the file that it names, so that rows of one kind are counted together."""
    return reason.split(" : somme des lignes", maxsplit=1)[0]


def _left_out_counts(inputs: ReportInputs) -> Iterator[Fact]:
    counts: dict[str, int] = {}
    for row in inputs.diagnosis.left_out:
        counts[public_reason(row.reason)] = counts.get(public_reason(row.reason), 0) + row.row_count
    for reason, rows in counts.items():
        yield Fact(id=left_out_fact(reason), value=Decimal(rows), unit=FactUnit.COUNT, formula=f"lignes écartées : {reason}")


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
