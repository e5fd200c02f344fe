"""What holds whatever the catalogue and the lines: an alternative never takes a lever away, an unknown never reassures."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tiebreak import (
    AmountKind,
    Assessment,
    Axis,
    CaseFile,
    Catalogue,
    Claim,
    ClaimStatus,
    CriticalityDecision,
    Diagnosis,
    Holder,
    Pins,
    Solution,
    SpendLine,
    Supplier,
    diagnose,
)
from tiebreak.testing import (
    A_DAY,
    A_REFERENCE,
    AN_AUTHORITY,
    a_contract,
    a_reading,
    a_solution,
    a_spend_line,
    a_supplier,
    some_entries,
)

FUNCTIONS = ("mail", "finance", "printing")
AS_OF = date(2026, 1, 1)
COUNTRIES = st.sampled_from(("FR", "US", "CH", None))
MANY = settings(max_examples=60, deadline=None)
Lines = tuple[SpendLine, ...]
Case = tuple[list[Supplier], list[Solution], Lines]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Some suppliers with one product each, and lines that buy them or something unknown."""
    count = draw(st.integers(1, 4))
    suppliers = [a_supplier(f"editeur-{rank}", draw(COUNTRIES)) for rank in range(count)]
    solutions = [
        a_solution(
            f"produit-{rank}",
            f"editeur-{rank}",
            draw(st.sampled_from(FUNCTIONS)),
            technology=draw(COUNTRIES),
            licence=draw(st.sampled_from(("proprietary", "MIT"))),
        )
        for rank in range(count)
    ]
    bought = draw(st.lists(st.tuples(st.integers(0, count), st.integers(-500, 50_000)), min_size=1, max_size=6))
    lines = tuple(
        replace(
            a_spend_line(number, supplier=f"EDITEUR {rank}", label=f"Produit {rank}" if rank < count else "Divers"),
            amount=Decimal(cents) / 100,
        )
        for number, (rank, cents) in enumerate(bought, start=1)
    )
    return suppliers, solutions, lines


def diagnosed(case: Case, *, decisions: Iterable[CriticalityDecision] = (), lines: Lines | None = None) -> Diagnosis:
    suppliers, solutions, own = case
    kept = CaseFile(
        authority=AN_AUTHORITY,
        as_of=AS_OF,
        zone_policy="eu_eea",
        readings=(a_reading(*(own if lines is None else lines)),),
        criticality_decisions=tuple(decisions),
        pins=Pins(method="1", nomenclature="1", catalogue="1", zones="1"),
    )
    return diagnose(kept, Catalogue([some_entries(tuple(suppliers), tuple(solutions))]))


def by_product(diagnosis: Diagnosis) -> dict[str, Assessment]:
    return {each.dependency.id: each for each in diagnosis.assessments}


@MANY
@given(cases(), st.sampled_from(FUNCTIONS), st.sampled_from(("FR", "US")), st.sampled_from(("proprietary", "MIT")))
def test_adding_a_solution_never_takes_a_lever_away(case: Case, function: str, country: str, licence: str) -> None:
    suppliers, solutions, lines = case
    more = (
        [*suppliers, a_supplier("nouveau", country)],
        [*solutions, a_solution("autre", "nouveau", function, technology=country, licence=licence)],
        lines,
    )

    before, after = by_product(diagnosed(case)), by_product(diagnosed(more))

    for name, each in before.items():
        assert after[name].capacity.low >= each.capacity.low
        assert after[name].capacity.high >= each.capacity.high


@MANY
@given(cases(), st.sampled_from(FUNCTIONS))
def test_raising_a_criticality_never_lowers_a_priority(case: Case, function: str) -> None:
    ranks: list[dict[str, tuple[int, int, int]]] = []
    for criticality in (1, 2, 3, 4):
        found = diagnosed(case, decisions=[CriticalityDecision(function=function, criticality=criticality)])
        ranks.append(
            {
                each.dependency.id: (each.rank, each.risk.low, each.risk.high)
                for each in found.assessments
                if each.dependency.function == function
            }
        )

    for low, high in itertools.pairwise(ranks):
        for name, (rank, least, most) in low.items():
            assert high[name][1] >= least
            assert high[name][2] >= most
            if len(low) == 1:
                assert high[name][0] <= rank


@MANY
@given(cases(), st.data())
def test_what_becomes_unknown_never_improves_anything(case: Case, data: Any) -> None:
    suppliers, solutions, lines = case
    rank = data.draw(st.integers(0, len(suppliers) - 1))
    unknown: Claim[Holder] = Claim(value=None, status=ClaimStatus.UNVERIFIED, checked=A_DAY, note="cherché")
    if data.draw(st.booleans()):
        fewer: Case = ([*suppliers], [*solutions], lines)
        fewer[0][rank] = suppliers[rank].model_copy(update={"ultimate_owner": unknown})
    else:
        fewer = ([*suppliers], [*solutions], lines)
        fewer[1][rank] = solutions[rank].model_copy(update={"technology": unknown})

    sure, unsure = diagnosed(case), diagnosed(fewer)

    for one, other in zip(sure.axis_shares, unsure.axis_shares, strict=True):
        if one.interval is not None and other.interval is not None:
            assert other.interval.low <= one.interval.low
            assert other.interval.high >= one.interval.high
    for name, each in by_product(sure).items():
        less = by_product(unsure)[name]
        assert less.risk.high >= each.risk.high, "an unknown never lowers what may be"
        assert less.risk.low <= each.risk.low
        assert less.capacity.low <= each.capacity.low, "an unknown is no lever"


@MANY
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_nothing(case: Case, shuffler: Any) -> None:
    lines = list(case[2])
    shuffler.shuffle(lines)

    one, other = diagnosed(case), diagnosed(case, lines=tuple(lines))

    assert one.axis_shares == other.axis_shares
    assert one.by_supplier == other.by_supplier
    assert [(each.rank, each.dependency.id, each.risk, each.capacity) for each in one.assessments] == [
        (each.rank, each.dependency.id, each.risk, each.capacity) for each in other.assessments
    ]


@MANY
@given(cases())
def test_every_way_of_cutting_the_money_gives_the_same_total_to_the_cent(case: Case) -> None:
    found = diagnosed(case)
    positive = sum((each.dependency.known_amount for each in found.assessments), Decimal(0))

    for rows in (found.by_spend_type, found.by_function, found.by_supplier, found.by_criticality, found.by_owner_country):
        assert sum((row.amount for row in rows), Decimal(0)) == positive


@MANY
@given(cases(), st.lists(st.sampled_from((AmountKind.PAID, AmountKind.COMMITTED, AmountKind.BUDGETED)), min_size=6, max_size=6))
def test_kinds_of_amount_never_mix(case: Case, kinds: list[AmountKind]) -> None:
    lines = tuple(replace(line, amount_kind=kind) for line, kind in zip(case[2], kinds, strict=False))

    found = diagnosed(case, lines=lines)

    assert found.perimeter is not None
    kept = [line for line in lines if line.amount_kind is found.perimeter.amount_kind]
    total = sum((each.dependency.known_amount for each in found.assessments), Decimal(0)) + found.negative_balance
    assert total == sum((line.amount for line in kept), Decimal(0))
    assert {each.amount_kind for each in found.other_perimeters} == {line.amount_kind for line in lines} - {
        found.perimeter.amount_kind
    }


@MANY
@given(cases(), st.sampled_from(("FR", "US")))
def test_what_becomes_known_narrows_the_shares(case: Case, country: str) -> None:
    suppliers, solutions, lines = case
    owner = Claim[Holder](
        value=Holder(name="X", country=country), status=ClaimStatus.REVIEWED, reference=A_REFERENCE, checked=A_DAY
    )
    known = [each if each.ultimate_owner.value else each.model_copy(update={"ultimate_owner": owner}) for each in suppliers]

    before, after = (
        (
            next(share.interval for share in diagnosed(each).axis_shares if share.axis is Axis.ULTIMATE_OWNER)
            for each in (case, (known, solutions, lines))
        )
        if diagnosed(case).axis_shares
        else (None, None)
    )

    if before is not None and after is not None:
        assert before.low <= after.low
        assert after.high <= before.high


def test_a_contract_that_ends_soon_is_a_lever() -> None:
    suppliers, solutions = [a_supplier("editeur-0", "US")], [a_solution("produit-0", "editeur-0", "mail", technology="US")]
    line = replace(a_spend_line(1, supplier="EDITEUR 0", label="Produit 0"), contract_number="2024-01")
    contract = a_contract(2, contract_number="2024-01", end=date(2026, 6, 30))
    with_contract = CaseFile(
        authority=AN_AUTHORITY,
        as_of=AS_OF,
        zone_policy="eu_eea",
        readings=(a_reading(line, contracts=(contract,)),),
        pins=Pins(method="1", nomenclature="1", catalogue="1", zones="1"),
    )
    (after,) = diagnose(with_contract, Catalogue([some_entries(tuple(suppliers), tuple(solutions))])).assessments
    (before,) = diagnosed((suppliers, solutions, (line,))).assessments

    assert after.capacity.low == before.capacity.low + 1
