"""What one answer declares, and what is wrong with it."""

from __future__ import annotations

from datetime import date

import pytest

from tiebreak_questionnaire.answers import Answer, Declaration, Fault, Outcome, declare
from tiebreak_questionnaire.questions import COST_INCLUDED, NONE, OTHER, UNKNOWN, Questionnaire


def answered(questionnaire: Questionnaire, question: str, answer: Answer) -> Declaration | tuple[Fault, ...]:
    asked = next(each for each in questionnaire.questions if each.id == question)
    return declare(questionnaire, asked, answer)


def declared(questionnaire: Questionnaire, question: str, answer: Answer) -> Declaration:
    found = answered(questionnaire, question, answer)
    assert isinstance(found, Declaration), found
    return found


def test_nothing_typed_is_no_answer(questionnaire: Questionnaire) -> None:
    assert declared(questionnaire, "messagerie", Answer(choice="  ")).outcome is Outcome.SKIPPED


def test_what_a_collectivite_does_not_have_is_not_used(questionnaire: Questionnaire) -> None:
    assert declared(questionnaire, "cameras", Answer(choice=NONE)).outcome is Outcome.NOT_USED


def test_not_knowing_which_is_a_use_without_a_product(questionnaire: Questionnaire) -> None:
    found = declared(questionnaire, "antivirus", Answer(choice=UNKNOWN, cost="Gratuit"))

    assert (found.outcome, found.product_text) == (Outcome.USED, None)
    assert found.band is not None
    assert (found.band.low, found.band.high) == (0, 0)


def test_an_option_records_the_name_that_the_catalogue_knows(questionnaire: Questionnaire) -> None:
    found = declared(questionnaire, "messagerie", Answer(choice="Orange ou Wanadoo"))

    assert found.product_text == "Orange"
    assert found.details == ("Orange ou Wanadoo",)


def test_another_product_is_recorded_as_written(questionnaire: Questionnaire) -> None:
    found = declared(questionnaire, "paie", Answer(choice=OTHER, name="  Paie du Val-Fictif "))

    assert found.product_text == "Paie du Val-Fictif"
    assert found.details == ("Autre : Paie du Val-Fictif",)


@pytest.mark.parametrize(
    ("cost", "low", "high"),
    [
        ("Moins de 250 €", 0, 250),
        ("1 000 à 2 500 €", 1000, 2500),
        ("1000 a 2500", 1000, 2500),
        ("Plus de 10 000 €", 10000, None),
    ],
)
def test_a_band_gives_its_two_bounds_and_an_open_one_no_upper(
    questionnaire: Questionnaire, cost: str, low: int, high: int | None
) -> None:
    band = declared(questionnaire, "messagerie", Answer(choice="Gandi", cost=cost)).band

    assert band is not None
    assert (band.low, band.high) == (low, high)


@pytest.mark.parametrize("cost", ["", "Je ne sais pas", COST_INCLUDED])
def test_a_cost_unknown_or_counted_elsewhere_gives_no_range(questionnaire: Questionnaire, cost: str) -> None:
    assert declared(questionnaire, "paie", Answer(choice="Cosoluce", cost=cost)).band is None


def test_a_cost_counted_elsewhere_is_said(questionnaire: Questionnaire) -> None:
    found = declared(questionnaire, "paie", Answer(choice="Cosoluce", cost=COST_INCLUDED))

    assert found.details == ("Cosoluce", "coût compris dans une autre réponse")


@pytest.mark.parametrize(
    ("typed", "last_day"),
    [
        ("06/2027", date(2027, 6, 30)),
        ("2/2028", date(2028, 2, 29)),
        ("12 / 2026", date(2026, 12, 31)),
    ],
)
def test_a_contract_ends_on_the_last_day_of_its_month(questionnaire: Questionnaire, typed: str, last_day: date) -> None:
    assert declared(questionnaire, "messagerie", Answer(choice="Gandi", contract_end=typed)).contract_end == last_day


def test_all_that_is_declared_is_said_in_french(questionnaire: Questionnaire) -> None:
    answer = Answer(choice="Gandi", cost="250 à 500 €", users="1 200", contract_end="06/2027")

    assert declared(questionnaire, "messagerie", answer).details == (
        "Gandi",
        "coût annuel TTC : 250 à 500 €",
        "nombre de boîtes : 1\u202f200",
        "fin du contrat : juin 2027",
    )


@pytest.mark.parametrize(
    ("answer", "field", "said"),
    [
        pytest.param(Answer(choice="Outlouk"), "choice", "'Outlouk' n’est pas un des choix", id="unknown option"),
        pytest.param(Answer(choice="Gandi", cost="300 €"), "cost", "n’est pas une des tranches", id="unknown band"),
        pytest.param(Answer(choice="Gandi", cost="€"), "cost", "n’est pas une des tranches", id="band of no word"),
        pytest.param(Answer(choice="Gandi", users="-3"), "users", "n’est pas un nombre entier", id="negative users"),
        pytest.param(Answer(choice="Gandi", users="3,5"), "users", "n’est pas un nombre entier", id="part of a user"),
        pytest.param(Answer(choice="Gandi", users="1000000000"), "users", "de 0 à 100000", id="too many users"),
        pytest.param(Answer(choice="Gandi", users="٣"), "users", "n’est pas un nombre entier", id="digits of another script"),
        pytest.param(Answer(choice="Gandi", contract_end="02/0202"), "contract_end", "n’est pas un mois", id="year 0202"),
        pytest.param(Answer(choice="Gandi", contract_end="13/2027"), "contract_end", "n’est pas un mois", id="month 13"),
        pytest.param(Answer(choice="Gandi", contract_end="2027-06-30"), "contract_end", "06/2027", id="another spelling"),
        pytest.param(Answer(choice="Gandi", name="Gandi"), "name", "ne va qu’avec", id="name of a known option"),
        pytest.param(Answer(choice=OTHER), "name", "sans nom", id="another without a name"),
        pytest.param(Answer(choice=OTHER, name="x" * 101), "name", "dépasse 100 caractères", id="long name"),
        pytest.param(Answer(choice=OTHER, name="a\x00b"), "name", "ne s’écrit pas", id="control character"),
        pytest.param(Answer(choice=NONE, cost="Gratuit"), "cost", "avec « Nous n’en avons pas »", id="cost of nothing"),
        pytest.param(Answer(users="4"), "users", "sans réponse à la question", id="users of no answer"),
    ],
)
def test_what_cannot_be_understood_is_said_with_what_to_do(
    questionnaire: Questionnaire, answer: Answer, field: str, said: str
) -> None:
    faults = answered(questionnaire, "messagerie", answer)

    assert isinstance(faults, tuple)
    assert [fault.field for fault in faults] == [field]
    assert said in faults[0].message


def test_only_what_is_asked_may_be_answered(questionnaire: Questionnaire) -> None:
    faults = answered(questionnaire, "systeme", Answer(choice="Ubuntu", cost="Gratuit"))

    assert faults == (Fault("cost", "n’est pas demandé à cette question. Effacez-le."),)


def test_every_fault_of_an_answer_is_said_at_once(questionnaire: Questionnaire) -> None:
    faults = answered(questionnaire, "messagerie", Answer(choice=OTHER, cost="?", users="x", contract_end="y"))

    assert isinstance(faults, tuple)
    assert [fault.field for fault in faults] == ["name", "cost", "users", "contract_end"]
