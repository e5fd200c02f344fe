"""The questions shipped: known functions, options that the catalogue recognises, no option before another."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path

import pytest

from tiebreak import KnowledgeError, Recogniser, load_nomenclature, normalise
from tiebreak.testing import registry_of
from tiebreak_knowledge import plugin as knowledge_plugin
from tiebreak_questionnaire.questions import (
    NONE,
    OTHER,
    UNKNOWN,
    Option,
    Question,
    Questionnaire,
    load_questionnaire,
    parse_questionnaire,
)

SHIPPED = files("tiebreak_questionnaire").joinpath("questionnaire.toml").read_text("utf-8")
OPTIONS = [
    pytest.param(question, option, id=f"{question.id}: {option.label}")
    for question in load_questionnaire().questions
    for option in question.options
]
MIDDLEMEN_ALLOWED = {"it_services"}
"""Functions for which whoever is paid is what is used, whoever makes what they install."""

SMALL = """
version = "1"
bands = [{ label = "Peu", low = 0, high = 10 }, { label = "Plus", low = 10 }]
[[themes]]
id = "t"
label = "Thème"
[[themes.questions]]
id = "q"
function = "mail"
text = "Quoi ?"
help = "Aide."
asks = []
options = [{ label = "Alpha" }, { label = "Bêta (le second)" }]
"""


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser(registry_of(knowledge=knowledge_plugin).catalogue())


def test_there_are_about_twenty_questions(questionnaire: Questionnaire) -> None:
    assert 20 <= len(questionnaire.questions) <= 25


def test_the_number_of_questions_said_is_theirs(questionnaire: Questionnaire) -> None:
    page = (Path(__file__).parents[2] / "docs" / "questionnaire.md").read_text(encoding="utf-8")

    assert f"{len(questionnaire.questions)} questions, en {len(questionnaire.themes)} thèmes" in page


def test_every_question_is_about_a_function_of_the_nomenclature(questionnaire: Questionnaire) -> None:
    known = {function.id for function in load_nomenclature().functions}

    assert {question.function for question in questionnaire.questions} <= known


@pytest.mark.parametrize(("question", "option"), OPTIONS)
def test_an_option_is_recognised_by_the_catalogue_or_says_that_it_is_not(
    recogniser: Recogniser, question: Question, option: Option
) -> None:
    recognised = recogniser.recognise_use(option.product_text, function=question.function)
    found = recognised.solution or recognised.editor
    if question.function in MIDDLEMEN_ALLOWED:
        found = found or recognised.payee

    assert bool(found) == option.catalogued, recognised.explanation


@pytest.mark.parametrize("question", load_questionnaire().questions, ids=lambda question: question.id)
def test_options_are_in_alphabetical_order_before_the_standard_choices(question: Question) -> None:
    labels = [normalise(option.label) for option in question.options]

    assert labels == sorted(labels)
    assert question.choices[-3:] == (OTHER, NONE, UNKNOWN)


def test_the_last_band_of_cost_is_open_and_the_others_follow_one_another(questionnaire: Questionnaire) -> None:
    bands = questionnaire.bands

    assert (bands[0].low, bands[0].high) == (0, 0)
    assert bands[-1].high is None
    assert [band.high for band in bands[1:-1]] == [band.low for band in bands[2:]]


@pytest.mark.parametrize(
    "written", ["Alpha", "alpha", "BETA", "bêta (le second)", "Autre", "nous n'en avons pas", "je ne sais pas"]
)
def test_a_choice_is_known_however_it_is_typed(written: str) -> None:
    (question,) = parse_questionnaire(SMALL).questions

    assert question.choice(written) in question.choices


def test_a_choice_that_is_only_near_is_not_known() -> None:
    (question,) = parse_questionnaire(SMALL).questions

    assert question.choice("Alphas") is None
    assert question.choice("") is None


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        pytest.param('{ label = "Alpha" }', '{ label = "Zêta" }', "ordre alphabétique", id="options out of order"),
        pytest.param("Bêta (le second)", "alpha (bis)", "se lisent pareil", id="two options spelt alike"),
        pytest.param("asks = []", 'asks = ["users"]', "users_label", id="users without what is counted"),
        pytest.param("asks = []", 'asks = []\nusers_label = "Boîtes"', "users_label", id="counted and not asked"),
        pytest.param("asks = []", 'asks = ["colour"]', "colour", id="unknown follow-up"),
        pytest.param('help = "Aide."', "", "help", id="no help"),
        pytest.param('id = "q"', 'id = "Q 1"', "pattern", id="identifier that is none"),
        pytest.param('text = "Quoi ?"', 'text = "Quoi ?"\nrank = 1', "rank", id="unknown key"),
        pytest.param("high = 10 }", "high = -1 }", "high", id="negative band"),
        pytest.param("low = 0, high = 10", "low = 20, high = 10", "à l’envers", id="reversed band"),
        pytest.param("low = 0, high = 10", "low = 0", "peut être ouverte", id="open band before the last"),
        pytest.param('label = "Plus"', 'label = "peu"', "se lisent pareil", id="two bands spelt alike"),
        pytest.param('version = "1"', 'version = "', "questionnaire.toml", id="not TOML"),
    ],
)
def test_data_that_break_the_rules_are_refused(before: str, after: str, said: str) -> None:
    assert before in SMALL

    with pytest.raises(KnowledgeError, match=said):
        parse_questionnaire(SMALL.replace(before, after))


def test_two_questions_of_the_same_identifier_are_refused() -> None:
    _, again = SMALL.split("[[themes]]")

    with pytest.raises(KnowledgeError, match="même identifiant : q"):
        parse_questionnaire(f"{SMALL}[[themes]]{again}")


def test_a_change_of_the_questions_changes_their_version() -> None:
    """The digest of the data goes with its version: whoever changes one changes the other here."""
    known = {"2026.11": "098982a753f2"}

    assert hashlib.sha256(SHIPPED.encode()).hexdigest()[:12] == known[load_questionnaire().version]
