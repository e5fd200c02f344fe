"""What the judge makes of documented migrations, against the example of the method."""

from __future__ import annotations

from decimal import Decimal

from tests.evaluations.small_problems import a_problem, key_of
from tiebreak import Catalogue, EffortUnit, FiguresStatus, Migration, PlanningProblem
from tiebreak.testing import A_REFERENCE, some_entries
from tiebreak_evaluations.plan_cases import Estimate, estimate_of

TOLD = (
    ("A", 10_000, (800_000, 800_000), (18, 18), "0.1"),
    ("B", 5_000, (600_000, 600_000), (24, 48), None),
    ("C", 2_300, (200_000, 730_000), None, None),
    ("D", 10_000, (1_900_000, 2_900_000), (12, 24), "0.15"),
    ("E", 1_000, (56_000, 56_000), (9, 16), None),
    ("F", 3_200, (220_000, 220_000), (15, 15), None),
    ("G", 16_000, None, (36, 60), None),
    ("H", 25_000, None, (24, 24), "0.2"),
    ("I", 90_000, None, (12, 24), "0.02"),
)


def a_case(
    name: str,
    units: int,
    cost: tuple[int, int] | None,
    months: tuple[int, int] | None,
    staying: str | None,
    *,
    functions: tuple[str, ...] = ("mail",),
    status: FiguresStatus = FiguresStatus.PUBLIC,
) -> Migration:
    return Migration(
        id=name.lower(),
        label=name,
        organisation=name,
        functions=functions,
        unit=EffortUnit.SEAT,
        units=units,
        year=2020,
        cost_low_eur=Decimal(cost[0]) if cost else None,
        cost_high_eur=Decimal(cost[1]) if cost else None,
        months_low=months[0] if months else None,
        months_high=months[1] if months else None,
        staying_share=Decimal(staying) if staying else None,
        note="Inventé.",
        status=status,
        references=(A_REFERENCE,),
    )


def estimated(*migrations: Migration, units: int | None, functions: tuple[str, ...] = ("mail",)) -> Estimate:
    problem = a_problem()
    mail = next(each for each in problem.diagnosis.assessments if each.dependency.id == key_of(problem, "mail"))
    suppliers = tuple(problem.catalogue.suppliers.values())
    solutions = tuple(
        each.model_copy(update={"functions": functions}) if each.id == "produit-mail" else each
        for each in problem.catalogue.solutions.values()
    )
    entries = some_entries(suppliers, solutions).model_copy(update={"migrations": migrations})
    with_cases = PlanningProblem(
        problem.diagnosis, Catalogue([entries]), problem.nomenclature, problem.constraints, problem.point_threshold
    )
    return estimate_of(mail, with_cases, units)


def test_the_example_of_the_method() -> None:
    """111,13 € a post that moves, 12 % that stay, eleven months for 500 posts."""
    assert estimated(*(a_case(*each) for each in TOLD), units=500) == Estimate(Decimal("111.13"), 11, Decimal("0.12"))


def test_without_units_nothing_tells_how_long() -> None:
    cases = [a_case(name, 100, None, (months, months), None) for name, months in (("A", 4), ("B", 9), ("C", 12))]

    assert estimated(*cases, units=None).months is None
    assert estimated(*cases, units=100).months == 9


def test_what_an_interested_party_says_is_not_counted() -> None:
    case = a_case("A", 100, (1_000, 1_000), (6, 6), "0.5", status=FiguresStatus.CLAIMED)

    assert estimated(case, units=100) == Estimate(None, None, Decimal(0))


def test_two_durations_are_too_few_beside_those_of_several_functions() -> None:
    """Two organisations moved the mail alone, in 4 and 4 months; a third moved it with another function in 18: 9 for its part."""
    alone = [a_case(name, 100, None, (4, 4), None) for name in ("A", "B")]
    together = a_case("C", 100, None, (18, 18), None, functions=("mail", "collaboration"))

    assert estimated(*alone, together, units=100).months == 4
    assert estimated(alone[0], together, units=100).months == 6


def test_functions_are_added_up_when_nobody_moved_just_them() -> None:
    """10 € for the mail and 30 € for the agendas; nobody moved the third function, which is not counted."""
    mail = a_case("A", 100, (1_000, 1_000), (3, 3), None)
    shared = a_case("B", 100, (3_000, 3_000), (5, 5), None, functions=("collaboration",))

    found = estimated(mail, shared, units=100, functions=("mail", "collaboration", "gis"))

    assert found == Estimate(Decimal("40.00"), 8, Decimal(0))
