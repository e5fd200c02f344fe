"""When a contract lets go: its last day is its own, the first free day is the next."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.tiebreak_planner.cases import plan_of, problem_of
from tiebreak import plus_months
from tiebreak.testing import a_spend_line
from tiebreak_planner.calendar import last_day, next_quarter
from tiebreak_planner.contract_days import first_free_day, last_notice_day, why_that_day

AS_OF = date(2026, 11, 22)
SHORT_RENEWAL = "avant le début possible du projet : négocier dès maintenant un renouvellement court."


def leaving(end: date | None, tacit: bool | None, notice: int | None, start: date = date(2027, 1, 1)) -> tuple[date, str]:
    """First free day and reason, for an office suite left by a project of twelve months."""
    (assessment,) = problem_of(a_spend_line(1, label="Produit Office Suite")).diagnosis.assessments
    terms = {"contract_end": end, "renews_tacitly": tacit, "notice_months": notice}
    dependency, done = assessment.dependency.model_copy(update=terms), plus_months(start, 12)
    free_from = first_free_day(dependency, done, AS_OF)
    return free_from, why_that_day(dependency, start=start, done=done, paid_until=free_from, as_of=AS_OF)


@pytest.mark.parametrize(
    ("end", "tacit", "notice", "free_from", "said"),
    [
        (None, None, None, date(2028, 1, 1), "Aucune date de contrat connue : à vérifier avant de lancer."),
        (date(2028, 6, 30), False, 3, date(2028, 7, 1), "Le contrat finit le 30/06/2028."),
        (date(2027, 12, 31), False, 3, date(2028, 1, 1), "Le contrat finit le 31/12/2027."),
        (
            date(2027, 12, 30),
            False,
            3,
            date(2028, 1, 1),
            "Le contrat finit le 30/12/2027, avant la fin du projet : prévoir un relais.",
        ),
        (date(2026, 12, 31), False, 3, date(2028, 1, 1), f"Le contrat finit le 31/12/2026, {SHORT_RENEWAL}"),
        (AS_OF, False, 3, date(2028, 1, 1), f"Le contrat finit le 22/11/2026, {SHORT_RENEWAL}"),
        (
            date(2026, 12, 31),
            None,
            3,
            date(2028, 1, 1),
            f"Le contrat finit le 31/12/2026, {SHORT_RENEWAL} Reconduction inconnue : à vérifier.",
        ),
        (date(2026, 11, 21), False, 3, date(2028, 1, 1), "Le contrat connu a pris fin le 21/11/2026 : à vérifier."),
        (
            date(2015, 6, 30),
            None,
            3,
            date(2028, 1, 1),
            "Le contrat connu a pris fin le 30/06/2015 : à vérifier. Reconduction inconnue : à vérifier.",
        ),
        (date(2028, 6, 30), None, 3, date(2028, 7, 1), "Le contrat finit le 30/06/2028. Reconduction inconnue : à vérifier."),
    ],
)
def test_a_contract_of_fixed_or_unknown_renewal_lets_go_the_day_after_its_last(
    end: date | None, tacit: bool | None, notice: int | None, free_from: date, said: str
) -> None:
    assert leaving(end, tacit, notice) == (free_from, said)


@pytest.mark.parametrize(
    ("end", "notice", "free_from", "said"),
    [
        (date(2027, 12, 31), 3, date(2028, 1, 1), "Échéance du 31/12/2027 : dénoncer au plus tard le 30/09/2027."),
        (
            date(2027, 12, 30),
            3,
            date(2028, 12, 31),
            "Échéance du 30/12/2028 (après reconduction tacite) : dénoncer au plus tard le 30/09/2028.",
        ),
        (
            date(2025, 6, 30),
            2,
            date(2028, 7, 1),
            "Échéance du 30/06/2028 (après reconduction tacite) : dénoncer au plus tard le 30/04/2028.",
        ),
        (date(2028, 12, 31), None, date(2029, 1, 1), "Échéance du 31/12/2028 ; préavis inconnu : à vérifier."),
        # Notice can still be given on the very day of the diagnosis, not the day before.
        (date(2028, 5, 22), 18, date(2028, 5, 23), "Échéance du 22/05/2028 : dénoncer au plus tard le 22/11/2026."),
        (
            date(2028, 5, 21),
            18,
            date(2029, 5, 22),
            "Échéance du 21/05/2029 (après reconduction tacite) : dénoncer au plus tard le 21/11/2027.",
        ),
    ],
)
def test_a_contract_that_renews_tacitly_is_left_at_an_anniversary_whose_notice_is_not_past(
    end: date, notice: int | None, free_from: date, said: str
) -> None:
    assert leaving(end, True, notice) == (free_from, said)


def test_an_anniversary_of_a_29th_of_february_is_a_29th_when_the_year_has_one() -> None:
    end = date(2024, 2, 29)

    assert leaving(end, True, 1)[1].startswith(
        "Échéance du 29/02/2028 (après reconduction tacite) : dénoncer au plus tard le 29/01/2028"
    )
    assert leaving(end, True, 1, start=date(2027, 7, 1))[0] == date(2029, 3, 1)


@pytest.mark.parametrize("notice", [0, 1, 3, 6, 18])
def test_a_notice_received_on_its_last_day_has_run_before_the_contract_ends(notice: int) -> None:
    for offset in range(366 + 365):
        end = date(2027, 1, 1) + timedelta(days=offset)

        received = last_notice_day(end, notice)

        assert plus_months(received, notice) <= end
        assert received <= plus_months(end + timedelta(days=1), -notice)


def test_quarters_follow_one_another() -> None:
    assert [next_quarter(day) for day in (date(2026, 11, 22), date(2027, 1, 1), date(2027, 3, 31))] == [
        date(2027, 1, 1),
        date(2027, 4, 1),
        date(2027, 4, 1),
    ]


def test_twelve_months_from_the_first_of_january_end_on_the_last_of_december() -> None:
    assert last_day(date(2028, 1, 1), 12) == date(2028, 12, 31)


def test_three_months_of_preparation_begun_on_the_first_day_of_a_quarter_do_not_take_two_quarters() -> None:
    (action,) = plan_of(problem_of(a_spend_line(1, label="Produit Office Suite"), as_of=date(2027, 1, 1))).actions

    assert (action.start, action.end) == (date(2027, 4, 1), date(2028, 3, 31))
