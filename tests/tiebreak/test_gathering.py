"""Several sources about one product make one dependency; money is counted once, and disagreements are said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tiebreak import (
    Assessment,
    Axis,
    CaseFile,
    Catalogue,
    CriticalityDecision,
    Diagnosis,
    Pins,
    Reading,
    SpendLine,
    UseGround,
    diagnose,
    state_facts,
)
from tiebreak.testing import (
    AN_AUTHORITY,
    a_contract,
    a_reading,
    a_solution,
    a_spend_line,
    a_supplier,
    a_use,
    an_inventory,
    an_item,
    some_answers,
    some_entries,
)

PINS = Pins(method="1", nomenclature="1", catalogue="1", zones="1")
CATALOGUE = Catalogue(
    [
        some_entries(
            (
                a_supplier("america", "US"),
                a_supplier("europa", "DE"),
                a_supplier("fondation", "US"),
                a_supplier("ville-net", None),
            ),
            (
                a_solution("suite-america", "america", "office_suite", technology="US").model_copy(
                    update={"functions": ("office_suite", "mail"), "aliases": ("America Office",)}
                ),
                a_solution("poste-europa", "europa", "mail"),
                a_solution("libre-office", "fondation", "office_suite", licence="MPL-2.0", technology=None),
            ),
        )
    ]
)


def diagnosed(*readings: Reading) -> Diagnosis:
    case = CaseFile(authority=AN_AUTHORITY, as_of=date(2026, 6, 1), zone_policy="eu_eea", readings=readings, pins=PINS)
    return diagnose(case, CATALOGUE)


def only(diagnosis: Diagnosis) -> Assessment:
    (assessment,) = diagnosis.assessments
    return assessment


def licences(count: int, amount: str = "1000") -> SpendLine:
    return replace(
        a_spend_line(1, supplier="AMERICA", label="SUITE AMERICA", amount=amount), licence_count=count, contract_number="2024-07"
    )


def test_budget_inventory_contract_and_answer_about_one_product_make_one_dependency() -> None:
    contract = a_contract(1, contract_number="2024-07", end=date(2027, 12, 31))

    diagnosis = diagnosed(
        a_reading(licences(50), contracts=(contract,)),
        an_inventory(an_item(1, "America Office Standard 2021 (x64)", 48, publisher="America")),
        some_answers(a_use(1, "mail", "Suite America")),
    )

    dependency = only(diagnosis).dependency
    assert (dependency.spend_line_ids, dependency.contract_ids) == (("l-1",), ("c-1",))
    assert (dependency.inventory_ids, dependency.use_ids) == (("i-1-parc",), ("u-1",))
    assert dependency.annual_amount == 1000
    assert dependency.installations == 48
    assert (dependency.function, dependency.other_functions) == ("office_suite", ("mail",))
    assert dependency.criticality == 4
    assert dependency.conflicts == ()


def test_an_inventory_alone_gives_dependencies_and_no_money() -> None:
    diagnosis = diagnosed(an_inventory(an_item(1, "Suite America", 3), an_item(2, "Jeu de cartes", 2)))

    assert only(diagnosis).dependency.annual_amount is None
    assert diagnosis.perimeter is None
    assert diagnosis.axis_shares == ()
    assert diagnosis.inventory is not None
    assert (diagnosis.inventory.recognised_count, diagnosis.inventory.unrecognised_count) == (1, 1)


def test_an_installed_product_adds_nothing_to_the_shares_of_money() -> None:
    lines = a_reading(a_spend_line(1, supplier="EUROPA", amount="100"))

    alone, with_inventory = diagnosed(lines), diagnosed(lines, an_inventory(an_item(1, "Suite America", 3)))

    assert with_inventory.axis_shares == alone.axis_shares
    assert with_inventory.by_function == alone.by_function
    assert len(with_inventory.assessments) == 2


@pytest.mark.parametrize(
    "product",
    ["America Office SDK", "Visionneuse America Office", "America Office Viewer 2019", "Pilote pour America Office", "Office"],
)
def test_what_only_bears_the_name_of_a_product_is_not_that_product(product: str) -> None:
    diagnosis = diagnosed(an_inventory(an_item(1, product, 1, publisher="America")))

    assert diagnosis.assessments == ()


@pytest.mark.parametrize(
    "product",
    ["Suite America", "suite america 2016 - fr-fr", "AMERICA Office Professionnel Plus 2019", "America America Office v3"],
)
def test_edition_version_and_publisher_around_a_name_do_not_hide_the_product(product: str) -> None:
    diagnosis = diagnosed(an_inventory(an_item(1, product, 1, publisher="America")))

    assert only(diagnosis).dependency.recognition.solution == "suite-america"


def test_two_tools_on_the_same_machines_do_not_count_them_twice() -> None:
    diagnosis = diagnosed(
        an_inventory(an_item(1, "Suite America", 30), an_item(2, "America Office 2016", 10)),
        an_inventory(an_item(1, "Suite America", 35, file="ocs.json")),
    )

    assert only(diagnosis).dependency.installations == 35


def test_free_software_installed_without_purchase_depends_on_no_owner() -> None:
    owner = only(diagnosed(an_inventory(an_item(1, "Libre Office 24.8", 20)))).axis(Axis.ULTIMATE_OWNER)

    assert owner.is_outside is False
    assert "aucun achat connu" in owner.explanation


def test_free_software_declared_leaves_unknown_who_hosts_it() -> None:
    owner = only(diagnosed(some_answers(a_use(1, "office_suite", "Libre Office")))).axis(Axis.ULTIMATE_OWNER)

    assert owner.is_outside is None


def test_installed_free_software_joins_the_service_that_is_paid_for_it() -> None:
    line = a_spend_line(1, supplier="EUROPA", label="Maintenance Libre Office", amount="500")

    dependency = only(diagnosed(a_reading(line), an_inventory(an_item(1, "Libre Office", 20)))).dependency

    assert dependency.annual_amount == 500
    assert dependency.installations == 20


def test_an_answer_about_an_editor_joins_what_is_paid_to_it_and_tells_what_for() -> None:
    line = a_spend_line(1, supplier="VILLE NET", label="Maintenance", amount="500")

    dependency = only(diagnosed(a_reading(line), some_answers(a_use(1, "finance", "Ville Net")))).dependency

    assert dependency.annual_amount == 500
    assert (dependency.function, dependency.other_functions) == ("finance", ())


def test_an_editor_of_several_functions_stays_one_dependency() -> None:
    line = a_spend_line(1, supplier="VILLE NET", label="Maintenance", amount="500")

    dependency = only(
        diagnosed(a_reading(line), some_answers(a_use(1, "finance", "Ville Net"), a_use(2, "mail", "Ville Net")))
    ).dependency

    assert (dependency.function, dependency.other_functions) == (None, ("finance", "mail"))
    assert dependency.criticality == 4


def test_two_uses_of_an_editor_that_no_money_shows_are_told_apart() -> None:
    diagnosis = diagnosed(some_answers(a_use(1, "finance", "Ville Net"), a_use(2, "mail", "Ville Net")))

    labels = sorted(each.dependency.label for each in diagnosis.assessments)
    assert labels == ["Ville Net (Gestion financière)", "Ville Net (Messagerie et agendas)"]


def test_not_knowing_the_product_adds_nothing_where_the_budget_shows_one() -> None:
    line = a_spend_line(1, supplier="EUROPA", label="Poste Europa")

    assert only(diagnosed(a_reading(line), some_answers(a_use(1, "mail", None)))).dependency.use_ids == ("u-1",)


def test_not_knowing_the_product_is_a_dependency_of_unknown_owner() -> None:
    assessment = only(diagnosed(some_answers(a_use(1, "mail", None))))

    assert assessment.dependency.label == "Messagerie et agendas : produit non précisé"
    assert assessment.axis(Axis.ULTIMATE_OWNER).is_outside is None


def test_the_order_of_the_pieces_changes_nothing() -> None:
    items = (an_item(1, "Suite America", 30), an_item(2, "Libre Office", 10))
    uses = (a_use(1, "mail", "Poste Europa"), a_use(2, "mail", None), a_use(3, "office_suite", "Suite America"))

    assert (
        diagnosed(an_inventory(*items), some_answers(*uses)).assessments
        == diagnosed(an_inventory(*reversed(items)), some_answers(*reversed(uses))).assessments
    )


def test_more_installations_than_licences_is_said() -> None:
    diagnosis = diagnosed(a_reading(licences(50)), an_inventory(an_item(1, "Suite America", 80)))

    assert only(diagnosis).dependency.conflicts == (
        "au moins 80 installations selon parc.json, pour 50 licences dans les dépenses.",
    )


@pytest.mark.parametrize(
    ("low", "high", "is_said"), [("500", "1500", False), ("2000", "5000", True), ("0", "999", True), ("5000", None, True)]
)
def test_a_declared_range_that_the_budget_contradicts_is_said(low: str, high: str | None, *, is_said: bool) -> None:
    diagnosis = diagnosed(a_reading(licences(5)), some_answers(a_use(1, "office_suite", "Suite America", low=low, high=high)))

    assert bool(only(diagnosis).dependency.conflicts) is is_said


def test_another_mail_seen_in_public_traces_is_said_on_both() -> None:
    diagnosis = diagnosed(
        some_answers(a_use(1, "mail", "Poste Europa")),
        some_answers(a_use(2, "mail", "Suite America", ground=UseGround.OBSERVED, file="mx.json")),
    )

    said = {each.dependency.label: each.dependency.conflicts for each in diagnosis.assessments}
    assert said == {
        "Poste Europa": ("Messagerie et agendas : aussi America, selon mx.json. Lequel sert, ou les deux ?",),
        "Suite America": ("Messagerie et agendas : aussi Europa, selon reponses.toml. Lequel sert, ou les deux ?",),
    }


def test_two_ends_of_one_contract_are_said() -> None:
    contracts = (
        a_contract(1, contract_number="2024-07", end=date(2027, 12, 31)),
        a_contract(2, contract_number="2024/07", end=date(2028, 6, 30)),
    )

    (said,) = only(diagnosed(a_reading(licences(5), contracts=contracts))).dependency.conflicts

    assert "31/12/2027" in said
    assert "30/06/2028" in said


def test_another_publisher_in_the_inventory_is_said() -> None:
    diagnosis = diagnosed(an_inventory(an_item(1, "Suite America", 1, publisher="Europa")))

    assert only(diagnosis).dependency.conflicts == ("parc.json nomme l’éditeur « Europa », le catalogue America.",)


def test_functions_are_counted_by_the_worst_of_their_owners() -> None:
    diagnosis = diagnosed(
        some_answers(
            a_use(1, "mail", "Poste Europa"),
            a_use(2, "office_suite", "Suite America"),
            a_use(3, "finance", "Ville Net"),
            a_use(4, "backup", None),
        )
    )

    facts = state_facts(diagnosis, None)
    assert [str(facts[f"uses.{name}-count"]) for name in ("function", "outside", "inside", "unknown")] == ["4", "1", "1", "2"]


@pytest.mark.parametrize(
    ("american", "european", "low", "high"),
    [
        pytest.param(("100", "100"), ("100", "100"), "0.5", "0.5", id="exact costs"),
        pytest.param(("100", "300"), ("100", "100"), "0.5", "0.75", id="a range above"),
        pytest.param(("100", "100"), ("100", "300"), "0.25", "0.5", id="a range beside"),
        pytest.param(("100", None), ("100", "100"), "0.5", "1", id="open outside"),
        pytest.param(("100", "100"), ("300", None), "0", "0.25", id="open inside"),
    ],
)
def test_the_share_of_declared_costs_is_bounded_whatever_each_is_in_its_range(
    american: tuple[str, str | None], european: tuple[str, str | None], low: str, high: str
) -> None:
    diagnosis = diagnosed(
        some_answers(
            a_use(1, "office_suite", "Suite America", low=american[0], high=american[1]),
            a_use(2, "mail", "Poste Europa", low=european[0], high=european[1]),
        )
    )

    assert diagnosis.uses is not None
    assert diagnosis.uses.outside is not None
    assert (diagnosis.uses.outside.low, diagnosis.uses.outside.high) == (Decimal(low), Decimal(high))
    assert diagnosis.uses.outside.point is None


def test_a_declared_cost_is_never_added_to_the_expenses() -> None:
    diagnosis = diagnosed(
        a_reading(a_spend_line(1, supplier="EUROPA", amount="100")),
        some_answers(a_use(1, "office_suite", "Suite America", low="5000", high="9000")),
    )

    assert diagnosis.perimeter is not None
    assert diagnosis.perimeter.total == 100
    assert sum(row.amount for row in diagnosis.by_function) == 100


def test_several_names_of_one_product_on_one_machine_are_one_machine() -> None:
    inventory = an_inventory(an_item(1, "Suite America", 10), an_item(2, "America Office 2016", 10))

    dependency = only(diagnosed(a_reading(licences(10)), inventory)).dependency

    assert dependency.installations == 10
    assert dependency.conflicts == ()


def test_licences_repeated_each_month_are_counted_once_in_a_disagreement() -> None:
    line = licences(10, amount="10")
    lines = [replace(line, id=f"m-{month}", provenance=replace(line.provenance, row=month + 1)) for month in range(1, 13)]

    dependency = only(diagnosed(a_reading(*lines), an_inventory(an_item(1, "Suite America", 50)))).dependency

    assert dependency.conflicts == ("au moins 50 installations selon parc.json, pour 10 licences dans les dépenses.",)


def test_a_credit_note_alone_does_not_hide_what_is_used() -> None:
    line = a_spend_line(1, supplier="EUROPA", label="Poste Europa", amount="-1")

    diagnosis = diagnosed(a_reading(line), some_answers(a_use(1, "mail", "Poste Europa", low="10", high="20")))

    assert diagnosis.uses is not None
    assert [(each.function, each.is_outside) for each in diagnosis.uses.functions] == [("mail", False)]
    assert diagnosis.uses.declared_low == 10


def test_a_cost_of_nobody_knows_what_is_not_that_of_the_product_that_is_known() -> None:
    diagnosis = diagnosed(
        some_answers(
            a_use(1, "mail", None, low="1000", high="5000"),
            a_use(2, "mail", "Poste Europa", low="100", high="200"),
        )
    )

    assert diagnosis.uses is not None
    assert diagnosis.uses.outside is not None
    assert diagnosis.uses.outside.high > 0
    assert len(diagnosis.assessments) == 2


def test_a_use_without_a_cost_opens_the_range_of_its_product() -> None:
    diagnosis = diagnosed(
        some_answers(a_use(1, "mail", "Suite America", low="100", high="200"), a_use(2, "office_suite", "Suite America"))
    )

    assert only(diagnosis).dependency.declared_amount == (100, None)
    assert diagnosis.uses is not None
    assert (diagnosis.uses.without_range, diagnosis.uses.without_range_outside) == (1, 1)


def test_a_cost_told_elsewhere_is_not_missing() -> None:
    elsewhere = a_use(2, "office_suite", "Suite America").model_copy(update={"is_cost_elsewhere": True})

    diagnosis = diagnosed(some_answers(a_use(1, "mail", "Suite America", low="100", high="200"), elsewhere))

    assert only(diagnosis).dependency.declared_amount == (100, 200)
    assert diagnosis.uses is not None
    assert diagnosis.uses.without_range == 0


def test_each_function_keeps_its_own_criticality() -> None:
    readings = (some_answers(a_use(1, "mail", "Suite America"), a_use(2, "office_suite", "Suite America")),)
    case = CaseFile(
        authority=AN_AUTHORITY,
        as_of=date(2026, 6, 1),
        zone_policy="eu_eea",
        readings=readings,
        criticality_decisions=(CriticalityDecision(function="office_suite", criticality=1),),
        pins=PINS,
    )

    uses = diagnose(case, CATALOGUE).uses

    assert uses is not None
    assert {each.function: each.criticality for each in uses.functions} == {"mail": 4, "office_suite": 1}


def test_a_declared_count_never_prices_what_the_budget_pays() -> None:
    line = a_spend_line(1, supplier="AMERICA", label="SUITE AMERICA", amount="100000")
    use = a_use(1, "office_suite", "Suite America").model_copy(update={"user_count": 3})

    assert only(diagnosed(a_reading(line), some_answers(use))).dependency.licence_count is None
    assert only(diagnosed(some_answers(use))).dependency.licence_count == 3


@pytest.mark.parametrize("ids", [("1", "2"), ("2", "1")])
def test_an_editor_and_its_product_for_one_function_are_one_whatever_their_order(ids: tuple[str, str]) -> None:
    uses = (a_use(int(ids[0]), "mail", "Europa"), a_use(int(ids[1]), "mail", "Poste Europa"))

    assert len(diagnosed(some_answers(*uses)).assessments) == 1
