"""What must be moved before: order, circles, and what hangs on a study."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.tiebreak_planner.cases import (
    COSTED,
    ONE_PRODUCT_EACH,
    by_product,
    case_of,
    catalogue_of,
    plan_of,
    problem_of,
    product,
    under_contract,
)
from tiebreak import ActionKind, CaseFile, PlanningConstraints, Trajectory, Workbench
from tiebreak.testing import a_spend_line

SUITE_WITH_MAIL = product("suite", "office_suite", "mail", "collaboration")
SYSTEM = product("system", "operating_system")
# Each needs what the other serves: mail needs identity, the system of workstations needs the office suite.
MAIL_AND_SUITE = product("bureau", "office_suite", "mail")
DIRECTORY_AND_SYSTEM = product("socle", "identity", "operating_system")
NO_ROOM = "Ne tient pas dans l’horizon : échéance du contrat, durée ou prérequis trop tardifs."
ACCESS = product("acces", "remote_access")


def test_mail_waits_for_the_directory_that_the_plan_moves_first() -> None:
    trajectory = plan_of(problem_of(a_spend_line(1, label="Produit Mail"), a_spend_line(2, label="Produit Identity")))

    directory, mail = by_product(trajectory, "identity"), by_product(trajectory, "mail")
    # A study of nine months, then a project of twelve from the next day.
    assert (directory.start, directory.end) == (date(2026, 7, 1), date(2027, 3, 31))
    assert (mail.start, mail.end) == (date(2027, 4, 1), date(2028, 3, 31))
    assert mail.prerequisites == (directory.id,)
    assert "Après annuaire et gestion des identités." in mail.why_then


def test_the_system_of_workstations_waits_for_a_suite_that_also_serves_mail_and_collaboration() -> None:
    trajectory = plan_of(
        problem_of(
            a_spend_line(1, label="Produit Suite", amount="10"),
            a_spend_line(2, label="Produit System", amount="9000"),
            catalogue=catalogue_of(SUITE_WITH_MAIL, SYSTEM),
        )
    )

    suite, system = by_product(trajectory, "suite"), by_product(trajectory, "system")
    assert suite.end < system.start
    assert system.prerequisites == (suite.id,)


def test_the_demonstration_never_changes_the_system_before_the_suite_is_gone(workbench: Workbench, commune: CaseFile) -> None:
    constraints = PlanningConstraints(horizon_years=6)
    case = commune.model_copy(update={"zone_policy": "eu_eea_ch_uk", "constraints": constraints})

    trajectory = workbench.plan(case, workbench.diagnose(case))

    assert trajectory is not None
    suite, system = (
        next(action for action in trajectory.actions if action.id.startswith(name))
        for name in ("go-microsoft-365-", "go-windows-2")
    )
    assert suite.end < system.start
    assert suite.id in system.prerequisites


def test_what_needs_nothing_is_taken_by_rank() -> None:
    lines = (a_spend_line(1, label="Produit Video Conferencing", amount="90"), a_spend_line(2, label="Produit Office Suite"))

    trajectory = plan_of(problem_of(*lines, budget=4000))

    # Office suite, criticité 3, before video, criticité 2; the budget holds one a year.
    assert by_product(trajectory, "office-suite").start < by_product(trajectory, "video-conferencing").start


def test_two_suites_that_serve_the_same_functions_do_not_wait_for_each_other() -> None:
    other = product("autre", "collaboration", "mail")
    lines = (a_spend_line(1, label="Produit Suite"), a_spend_line(2, label="Produit Autre"))

    trajectory = plan_of(problem_of(*lines, catalogue=catalogue_of(SUITE_WITH_MAIL, other)))

    assert [(action.start, action.prerequisites) for action in trajectory.actions] == [(date(2026, 7, 1), ())] * 2
    assert not any("réciproque" in action.why_then for action in trajectory.actions)


def circle(*contracts_of_directory: date, without: tuple[str, ...] = (), access: str = "9000") -> Trajectory:
    """Two products that need each other, and remote access, best ranked, that needs the directory of one."""
    lines = [a_spend_line(1, label="Produit Bureau", amount="200"), a_spend_line(3, label="Produit Acces", amount=access)]
    contracts = []
    if contracts_of_directory:
        line, contract = under_contract(2, "Produit Socle", *contracts_of_directory)
        lines.append(line)
        contracts.append(contract)
    else:
        lines.append(a_spend_line(2, label="Produit Socle", amount="100"))
    catalogue = catalogue_of(MAIL_AND_SUITE, DIRECTORY_AND_SYSTEM, ACCESS, without=without)
    return plan_of(problem_of(*lines, contracts=tuple(contracts), catalogue=catalogue))


def test_two_products_that_need_each_other_leave_together_and_it_is_said() -> None:
    trajectory = circle()

    directory, suite = by_product(trajectory, "socle"), by_product(trajectory, "bureau")
    assert (directory.prerequisites, suite.prerequisites) == ((), ())
    assert "Prérequis réciproque (suite bureautique)" in directory.why_then
    assert "Prérequis réciproque (annuaire et gestion des identités)" in suite.why_then


def test_what_needs_a_circle_comes_after_it_however_well_ranked() -> None:
    trajectory = circle()

    assert by_product(trajectory, "socle").end < by_product(trajectory, "acces").start


def test_what_a_circle_needs_comes_before_it_however_badly_ranked() -> None:
    mail_and_system, directory_and_files = product("un", "mail", "operating_system"), product("deux", "identity", "collaboration")
    lines = (
        a_spend_line(1, label="Produit Un", amount="9000"),
        a_spend_line(2, label="Produit Deux", amount="8000"),
        a_spend_line(3, label="Produit Office Suite", amount="1"),
    )
    ours = (mail_and_system, directory_and_files, product("office-suite", "office_suite"))

    trajectory = plan_of(problem_of(*lines, catalogue=catalogue_of(*ours)))

    suite, first, second = (by_product(trajectory, name) for name in ("office-suite", "un", "deux"))
    assert suite.end < first.start
    assert first.prerequisites == (suite.id,)
    assert "réciproque" in second.why_then


def test_three_products_in_one_circle_leave_together_and_none_is_lost() -> None:
    """Mail needs the directory, whose product needs the suite, whose product needs mail."""
    lines = (
        a_spend_line(1, label="Produit Mail", amount="9000"),
        a_spend_line(2, label="Produit Socle", amount="8000"),
        a_spend_line(3, label="Produit Bureau", amount="7000"),
    )
    ours = (product("mail", "mail"), DIRECTORY_AND_SYSTEM, product("bureau", "office_suite", "collaboration"))

    trajectory = plan_of(problem_of(*lines, catalogue=catalogue_of(*ours)))

    actions = [by_product(trajectory, name) for name in ("mail", "socle", "bureau")]
    assert ["réciproque" in action.why_then for action in actions] == [True, True, True]


@pytest.mark.parametrize(
    ("directory_end", "without"),
    [((date(2039, 1, 1),), ()), ((), ("identity",))],
    ids=["its contract ends too late", "it has no alternative"],
)
def test_a_circle_moves_whole_or_stays_whole(directory_end: tuple[date, ...], without: tuple[str, ...]) -> None:
    trajectory = circle(*directory_end, without=without)

    assert trajectory.actions == ()
    reasons = {each.dependency.rsplit("-", 1)[0]: each.reason for each in trajectory.remaining}
    assert set(reasons) == {"produit-bureau", "produit-socle", "produit-acces"}
    assert reasons["produit-bureau"] == "Attend une fonction qui reste en place : annuaire et gestion des identités."


def test_one_of_a_circle_stays_when_the_other_cannot_follow() -> None:
    """The suite, whose contract ends too late, holds the directory back."""
    line, contract = under_contract(1, "Produit Bureau", date(2039, 1, 1))
    catalogue = catalogue_of(MAIL_AND_SUITE, DIRECTORY_AND_SYSTEM)

    trajectory = plan_of(problem_of(line, a_spend_line(2, label="Produit Socle"), contracts=(contract,), catalogue=catalogue))

    assert trajectory.actions == ()
    assert sorted(each.reason for each in trajectory.remaining) == [
        "Attend une fonction qui reste en place : suite bureautique.",
        NO_ROOM,
    ]


def test_mail_stays_when_the_directory_cannot_move() -> None:
    line, contract = under_contract(2, "Produit Identity", date(2039, 1, 1))

    trajectory = plan_of(problem_of(a_spend_line(1, label="Produit Mail"), line, contracts=(contract,)))

    assert trajectory.actions == ()
    assert [each.reason for each in trajectory.remaining] == [
        NO_ROOM,
        "Attend une fonction qui reste en place : annuaire et gestion des identités.",
    ]


def test_a_free_directory_stays_and_stops_nobody() -> None:
    catalogue = catalogue_of(product("identity", "identity", licence="MPL-2.0"), product("mail", "mail"))
    # Support paid to the American editor: its money is outside, the software is free.
    directory = a_spend_line(2, supplier="AMERICA", label="Support Produit Identity")

    trajectory = plan_of(problem_of(a_spend_line(1, label="Produit Mail"), directory, catalogue=catalogue))

    (mail,) = trajectory.actions
    assert mail.start == date(2026, 7, 1)
    assert ["rien à quitter" in each.reason for each in trajectory.remaining] == [True]


def lows(trajectory: Trajectory) -> tuple[list[Decimal], list[Decimal]]:
    """Low bounds of the share outside by year: costed migrations only, then every study too."""
    years = trajectory.years
    return [y.outside.low for y in years if y.outside], [y.outside_if_studied.low for y in years if y.outside_if_studied]


def test_a_migration_that_waits_for_a_study_moves_nothing_until_the_study_succeeds() -> None:
    lines = (a_spend_line(1, label="Produit Mail"), a_spend_line(2, label="Produit Identity"))

    trajectory = plan_of(problem_of(*lines))

    mail = by_product(trajectory, "mail")
    assert (mail.kind, mail.annual_amount_moved) == (ActionKind.MIGRATE, 0)
    assert "n’est compté que si elle aboutit" in mail.why_then
    costed, studied = lows(trajectory)
    assert costed == [1] * 7
    # 100 € of directory at the end of 2027, then 75 % of 100 € of mail at the end of 2028, on 200 €.
    assert studied == [1, Decimal("0.5"), *[Decimal("0.125")] * 5]


def test_what_waits_for_what_waits_for_a_study_hangs_on_it_too() -> None:
    labels = ("Produit Mail", "Produit Collaboration", "Produit Office Suite")
    lines = [a_spend_line(number, label=label) for number, label in enumerate(labels, start=1)]
    # Mail becomes a study: no case is known for it.
    priors = tuple(prior for prior in COSTED if prior.functions != ("mail",))

    trajectory = plan_of(problem_of(*lines, catalogue=catalogue_of(*ONE_PRODUCT_EACH, priors=priors)))

    assert by_product(trajectory, "collaboration").annual_amount_moved == 0
    assert by_product(trajectory, "office-suite").annual_amount_moved == 75
    assert lows(trajectory)[0][-1] == Decimal("0.75")


def test_mail_that_waits_for_a_costed_directory_lowers_the_curve_of_costed_migrations() -> None:
    lines = (a_spend_line(1, label="Produit Mail"), a_spend_line(2, label="Produit Identity"))
    priors = (*COSTED, case_of("identity"))

    trajectory = plan_of(problem_of(*lines, catalogue=catalogue_of(*ONE_PRODUCT_EACH, priors=priors)))

    assert lows(trajectory)[0][-1] == Decimal("0.25")
    assert not any("étude" in action.why_then for action in trajectory.actions)
