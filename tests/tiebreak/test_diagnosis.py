"""From a case file to figures: owners, free software, risk, priority, sums to the cent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiebreak import (
    AmountKind,
    Axis,
    CaseFile,
    Catalogue,
    ClaimStatus,
    CriticalityDecision,
    Diagnosis,
    Pins,
    Quadrant,
    Reading,
    SpendLine,
    SupplierKind,
    diagnose,
    doubtful_sentences,
    state_facts,
)
from tiebreak.testing import AN_AUTHORITY, a_contract, a_reading, a_solution, a_spend_line, a_supplier, some_entries

PINS = Pins(method="1", nomenclature="1", catalogue="1", zones="1")
DAY = date(2026, 6, 1)


def a_case(*readings: Reading, **changes: object) -> CaseFile:
    fields: dict[str, object] = {
        "authority": AN_AUTHORITY,
        "as_of": DAY,
        "zone_policy": "eu_eea",
        "readings": readings,
        "pins": PINS,
    }
    return CaseFile.model_validate(fields | changes)


def diagnosis_of(*lines: SpendLine, catalogue: Catalogue, **changes: object) -> Diagnosis:
    return diagnose(a_case(a_reading(*lines), **changes), catalogue)


@pytest.fixture
def catalogue() -> Catalogue:
    suppliers = (
        a_supplier("america", "US"),
        a_supplier("europa", "DE"),
        a_supplier("helvetia", "CH"),
        a_supplier("presumee", "FR", status=ClaimStatus.PRESUMED),
        a_supplier("declaree", "FR", status=ClaimStatus.DECLARED),
        a_supplier("mystere", None),
        a_supplier("prestataire", "FR", kind=SupplierKind.SERVICE_PROVIDER),
        a_supplier("grossiste", "FR", kind=SupplierKind.RESELLER),
    )
    solutions = (
        a_solution("suite-america", "america", "office_suite", technology="US"),
        a_solution("suite-europa", "europa", "office_suite", technology="DE"),
        a_solution("mail-libre", "america", "mail", licence="AGPL-3.0-only", technology="US"),
    )
    return Catalogue([some_entries(suppliers, solutions)])


def owner_of(diagnosis: Diagnosis) -> bool | None:
    (assessment,) = diagnosis.assessments
    return assessment.axis(Axis.ULTIMATE_OWNER).is_outside


@pytest.mark.parametrize(
    ("supplier", "is_outside"),
    [
        pytest.param("AMERICA", True, id="owner outside although its registered office is in France"),
        pytest.param("EUROPA", False, id="owner inside"),
        pytest.param("PRESUMEE", False, id="presumed counts"),
        pytest.param("DECLAREE", None, id="what a company says of its own owner does not count"),
        pytest.param("MYSTERE", None, id="an unverified owner is unknown"),
        pytest.param("INCONNU", None, id="a supplier outside the catalogue is unknown"),
        pytest.param("HELVETIA", True, id="Switzerland is outside by default"),
    ],
)
def test_the_owner_decides_the_headline(supplier: str, is_outside: bool | None, catalogue: Catalogue) -> None:
    assert owner_of(diagnosis_of(a_spend_line(supplier=supplier, label="x"), catalogue=catalogue)) is is_outside


def test_the_registered_office_stands_beside_the_owner(catalogue: Catalogue) -> None:
    diagnosis = diagnosis_of(a_spend_line(supplier="AMERICA", label="x"), catalogue=catalogue)

    shares = {share.axis: share.interval.low for share in diagnosis.axis_shares}
    assert (shares[Axis.ULTIMATE_OWNER], shares[Axis.REGISTERED_OFFICE]) == (1, 0)


def test_strict_mode_counts_what_is_presumed_as_unknown(catalogue: Catalogue) -> None:
    assert owner_of(diagnosis_of(a_spend_line(supplier="PRESUMEE", label="x"), catalogue=catalogue, is_strict=True)) is None


def test_the_zone_is_the_choice_of_the_user(catalogue: Catalogue) -> None:
    line = a_spend_line(supplier="HELVETIA", label="x")

    assert owner_of(diagnosis_of(line, catalogue=catalogue, zone_policy="eu_eea_ch")) is False


@pytest.mark.parametrize(
    ("payee", "is_outside"),
    [
        pytest.param("PRESTATAIRE", False, id="the provider that is paid"),
        pytest.param("GROSSISTE", None, id="a reseller tells nothing"),
        pytest.param("INCONNU", None, id="an unknown payee"),
    ],
)
def test_money_paid_for_free_software_depends_on_who_is_paid(payee: str, is_outside: bool | None, catalogue: Catalogue) -> None:
    diagnosis = diagnosis_of(a_spend_line(supplier=payee, label="Support MAIL LIBRE"), catalogue=catalogue)

    (assessment,) = diagnosis.assessments
    assert assessment.axis(Axis.ULTIMATE_OWNER).is_outside is is_outside
    assert assessment.axis(Axis.TECHNOLOGY).is_outside is True


def test_the_same_product_bought_twice_is_one_dependency_with_two_evidences(catalogue: Catalogue) -> None:
    lines = (
        a_spend_line(1, supplier="GROSSISTE", label="Suite America"),
        a_spend_line(2, supplier="AMERICA", label="SUITE AMERICA 10 licences"),
    )

    diagnosis = diagnosis_of(*lines, catalogue=catalogue)

    (assessment,) = diagnosis.assessments
    assert assessment.dependency.spend_line_ids == ("l-1", "l-2")
    assert assessment.dependency.annual_amount == Decimal(200)


def test_two_unknown_suppliers_are_never_one(catalogue: Catalogue) -> None:
    lines = (a_spend_line(1, supplier="X1", label="Divers"), a_spend_line(2, supplier="X2", label="Divers"))

    assert len(diagnosis_of(*lines, catalogue=catalogue).assessments) == 2


def test_a_lone_credit_note_is_left_out_of_the_shares_and_said(catalogue: Catalogue) -> None:
    lines = (a_spend_line(1, supplier="AMERICA", label="x"), a_spend_line(2, supplier="EUROPA", label="avoir", amount="-40"))

    diagnosis = diagnosis_of(*lines, catalogue=catalogue)

    assert diagnosis.negative_balance == Decimal(-40)
    assert diagnosis.perimeter is not None
    assert sum(row.amount for row in diagnosis.by_spend_type) + diagnosis.negative_balance == diagnosis.perimeter.total


def test_contract_dates_reach_the_dependency_by_their_number(catalogue: Catalogue) -> None:
    line = replace(a_spend_line(supplier="AMERICA", label="x"), contract_number="2024-01")
    reading = a_reading(line, contracts=(a_contract(1, contract_number="2024 01", end=date(2028, 5, 1)),))

    (assessment,) = diagnose(a_case(reading), catalogue).assessments

    assert assessment.dependency.contract_end == date(2028, 5, 1)


def test_a_contract_told_by_the_row_of_an_expense_reaches_it_without_any_number(catalogue: Catalogue) -> None:
    line = a_spend_line(supplier="AMERICA", label="x")
    contract = a_contract(1, end=date(2029, 12, 31)).model_copy(update={"provenance": line.provenance})
    reading = Reading(file="e", plugin="e", rows_in_file=1, heading_rows=0, spend_lines=(line,), contracts=(contract,))

    assert diagnose(a_case(reading), catalogue).assessments[0].dependency.contract_end == date(2029, 12, 31)


@pytest.mark.parametrize("number", ["-", "1", "n°", "sans"])
def test_a_number_that_singles_out_no_contract_links_nothing(catalogue: Catalogue, number: str) -> None:
    line = replace(a_spend_line(supplier="AMERICA", label="x"), contract_number=number)
    reading = a_reading(line, contracts=(a_contract(1, contract_number=number, end=date(2028, 5, 1)),))

    assert diagnose(a_case(reading), catalogue).assessments[0].dependency.contract_end is None


def test_one_product_of_two_types_of_expense_is_one_dependency_split_by_type(catalogue: Catalogue) -> None:
    lines = [
        replace(a_spend_line(n, supplier="AMERICA", label="SUITE AMERICA"), spend_type=spend_type)
        for n, spend_type in ((1, "servers"), (2, "office_software"))
    ]

    diagnosis = diagnosis_of(*lines, catalogue=catalogue)

    assert len(diagnosis.assessments) == 1
    assert {row.key: row.amount for row in diagnosis.by_spend_type} == {"servers": 100, "office_software": 100}


def test_licences_of_several_departments_add_up_and_monthly_repeats_do_not(catalogue: Catalogue) -> None:
    places = (("DSI", 100), ("DSI", 100), ("CCAS", 50))
    lines = [
        replace(a_spend_line(n, supplier="AMERICA", label="SUITE AMERICA"), service=service, licence_count=count)
        for n, (service, count) in enumerate(places, start=1)
    ]

    assert diagnosis_of(*lines, catalogue=catalogue).assessments[0].dependency.licence_count == 150


def test_a_subscription_to_free_software_is_money_of_its_editor(catalogue: Catalogue) -> None:
    assert (
        owner_of(diagnosis_of(a_spend_line(supplier="PRESTATAIRE", label="Abonnement MAIL LIBRE"), catalogue=catalogue)) is True
    )


def test_a_supplier_with_a_very_long_name_is_diagnosed_and_stated(catalogue: Catalogue) -> None:
    long = "Association pour la formation et le conseil en informatique des collectivités " * 3

    facts = state_facts(diagnosis_of(a_spend_line(supplier=long, label="x"), catalogue=catalogue), None)

    assert any(fact.id.startswith("dependency.association-pour") for fact in facts)


def test_ceilings_give_an_interval_and_never_a_point(catalogue: Catalogue) -> None:
    line = replace(a_spend_line(supplier="AMERICA", label="x"), amount_kind=AmountKind.CEILING, months=24)

    diagnosis = diagnosis_of(line, catalogue=catalogue)

    assert diagnosis.axis_shares[0].interval.point is None
    assert "plafonds" in (diagnosis.headline_note or "")


def test_a_ceiling_without_duration_is_left_out_with_its_reason(catalogue: Catalogue) -> None:
    line = replace(a_spend_line(supplier="AMERICA", label="x"), amount_kind=AmountKind.CEILING)

    diagnosis = diagnosis_of(line, catalogue=catalogue)

    assert [(row.row_count, row.amount) for row in diagnosis.left_out] == [(1, Decimal(100))]
    assert diagnosis.assessments == ()


def test_a_closed_american_suite_is_riskier_than_a_closed_european_one(catalogue: Catalogue) -> None:
    lines = (a_spend_line(1, supplier="AMERICA", label="SUITE AMERICA"), a_spend_line(2, supplier="EUROPA", label="SUITE EUROPA"))

    by_label = {each.dependency.label: each for each in diagnosis_of(*lines, catalogue=catalogue).assessments}

    assert (by_label["Suite America"].risk.low, by_label["Suite America"].risk.high) == (12, 12)
    assert (by_label["Suite Europa"].risk.low, by_label["Suite Europa"].risk.high) == (6, 6)
    assert by_label["Suite America"].rank == 1
    assert by_label["Suite America"].alternatives == ("suite-europa",)


def test_raising_the_criticality_never_lowers_the_rank(catalogue: Catalogue) -> None:
    lines = (a_spend_line(1, supplier="AMERICA", label="SUITE AMERICA"), a_spend_line(2, supplier="AMERICA", label="MAIL LIBRE"))
    low, high = (
        diagnosis_of(
            *lines, catalogue=catalogue, criticality_decisions=(CriticalityDecision(function="office_suite", criticality=level),)
        )
        for level in (1, 4)
    )

    ranks = [
        next(each.rank for each in result.assessments if each.dependency.function == "office_suite") for result in (low, high)
    ]
    assert ranks == sorted(ranks, reverse=True)
    assert ranks[1] == 1


def test_when_an_unknown_decides_whether_the_risk_is_high_it_is_to_be_verified_first(catalogue: Catalogue) -> None:
    (assessment,) = diagnosis_of(a_spend_line(supplier="INCONNU", label="Divers"), catalogue=catalogue).assessments

    assert (assessment.risk.low, assessment.risk.high, assessment.quadrant) == (2, 8, Quadrant.VERIFY)


lines_strategy = st.lists(
    st.tuples(
        st.sampled_from(["AMERICA", "EUROPA", "MYSTERE", "INCONNU", "GROSSISTE", None]),
        st.sampled_from(["SUITE AMERICA", "MAIL LIBRE", "Divers", ""]),
        st.decimals(min_value=-1000, max_value=100_000, places=2),
    ),
    min_size=1,
    max_size=12,
)


@given(lines_strategy)
def test_groups_sum_to_the_perimeter_to_the_cent(rows: list[tuple[str | None, str, Decimal]]) -> None:
    catalogue = Catalogue([some_entries((a_supplier("america", "US"), a_supplier("europa", "DE"), a_supplier("mystere", None)))])
    lines = [a_spend_line(n, supplier=s, label=t, amount=str(a)) for n, (s, t, a) in enumerate(rows, start=1)]

    diagnosis = diagnosis_of(*lines, catalogue=catalogue)

    assert diagnosis.perimeter is not None
    expected = sum(line.amount for line in lines) - diagnosis.negative_balance
    for groups in (diagnosis.by_spend_type, diagnosis.by_function, diagnosis.by_supplier, diagnosis.by_criticality):
        assert sum((row.amount for row in groups), Decimal(0)) == expected
    assert diagnosis == diagnosis_of(*reversed(lines), catalogue=catalogue)


def test_the_register_refuses_two_values_for_one_fact(catalogue: Catalogue) -> None:
    facts = state_facts(diagnosis_of(a_spend_line(supplier="AMERICA", label="x"), catalogue=catalogue), None)
    total = facts["total"]

    with pytest.raises(ValueError, match="autre valeur"):
        facts.add(total.model_copy(update={"value": Decimal(1)}))
    assert facts.add(total) == total
    assert "total" in facts


@pytest.mark.parametrize(
    ("end", "renews", "total"),
    [
        pytest.param(date(2019, 12, 31), None, None, id="ended long ago"),
        pytest.param(date(2019, 12, 31), True, Decimal(100), id="renewed tacitly"),
        pytest.param(date(2026, 1, 31), None, Decimal(100), id="ends within the year"),
        pytest.param(None, None, Decimal(100), id="no date said"),
    ],
)
def test_a_register_alone_counts_the_contracts_of_its_year(
    catalogue: Catalogue, end: date | None, renews: bool | None, total: Decimal | None
) -> None:
    contract = a_contract(end=end).model_copy(
        update={"start": date(2016, 1, 1), "amount": Decimal(100), "months": 12, "renews_tacitly": renews}
    )

    diagnosis = diagnose(a_case(a_reading(contracts=(contract,))), catalogue)

    assert (diagnosis.perimeter.total if diagnosis.perimeter else None) == total
    reasons = [(row.reason, row.amount) for row in diagnosis.left_out]
    assert reasons == ([] if total else [("marché qui ne court pas pendant l’exercice", Decimal(100))])


def test_what_seems_no_digital_purchase_is_counted_and_said(catalogue: Catalogue) -> None:
    meals = a_spend_line(1, supplier="CUISINE DU LAC", label="Repas cantine", amount="300")
    works = replace(a_spend_line(2, supplier="ROUTES DU LAC", label="Lot 4", amount="500"), account="2151")
    both = a_spend_line(3, supplier="CUISINE DU LAC", label="Logiciel de cantine", amount="50")
    known = a_spend_line(4, supplier="AMERICA", label="Support", amount="20")

    diagnosis = diagnosis_of(meals, works, both, known, catalogue=catalogue)

    assert (diagnosis.elsewhere_count, diagnosis.elsewhere_amount) == (2, 800)
    assert diagnosis.perimeter is not None
    assert diagnosis.perimeter.total == 870, "nothing is taken out without the user"
    (said,) = doubtful_sentences(diagnosis, state_facts(diagnosis, None))
    assert said.startswith("2 lignes semblent dire autre chose")
    assert "et comptent pour 800 €" in said.replace("\u202f", " ").replace("\u00a0", " ")
    all_digital = diagnosis_of(known, catalogue=catalogue)
    assert not list(doubtful_sentences(all_digital, state_facts(all_digital, None)))
