"""What the questions of the page give, without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiebreak import Reading, SourceOptions
from tiebreak_questionnaire.answers import Answer
from tiebreak_questionnaire.answers_file import write_answers
from tiebreak_questionnaire.questions import NONE, OTHER, UNKNOWN
from tiebreak_questionnaire.source import QuestionnaireSource
from tiebreak_ui import questionnaire as page

ASKED = len(page.questionnaire().questions)


def filled(**given: str) -> list[str | None]:
    """The fields of the page, empty but for those named `question__field`."""
    fields = {f"{question.id.replace('-', '_')}__{name}" for question, name in page.fields()}
    assert set(given) <= fields
    return [given.get(f"{question.id.replace('-', '_')}__{name}") for question, name in page.fields()]


def read(path: str) -> Reading:
    return QuestionnaireSource().read(Path(path), SourceOptions())


def test_nothing_is_answered_on_a_new_page() -> None:
    shown = page.progress(page.answers_of(filled()), None)

    assert f"0 réponse sur {ASKED}" in shown
    assert 'role="status"' in shown


def test_answers_given_become_a_file_among_the_others(tmp_path: Path) -> None:
    table = str(tmp_path / "depenses.csv")

    given = page.give(filled(messagerie__choice="Gandi", messagerie__cost="250 à 500 €", messagerie__users="4"), [table])

    assert given.written is not None
    assert given.paths == [table, given.written]
    (use,) = read(given.written).uses
    assert (use.product_text, use.user_count, use.annual_amount_high) == ("Gandi", 4, 500)
    assert "Gardez-en une copie" in given.message


def test_answers_given_again_take_the_place_of_the_former_ones(tmp_path: Path) -> None:
    first = page.give(filled(visio__choice="Zoom"), [str(tmp_path / "2025.questionnaire.toml")])
    second = page.give(filled(visio__choice="Webex"), first.paths)

    assert first.paths == [first.written]
    assert "Elles remplacent l’autre fichier de réponses" in first.message
    assert second.paths == [second.written]
    assert second.written is not None
    assert read(second.written).uses[0].product_text == "Webex"


def test_what_the_page_hides_is_no_answer() -> None:
    values = filled(
        messagerie__choice=NONE,
        messagerie__cost="Gratuit",
        visio__choice="Zoom",
        visio__name="ancien texte",
        ia__choice=page.NO_ANSWER,
        ia__cost="Gratuit",
        paie__users="4",
    )

    answers = page.answers_of(values)

    assert answers["messagerie"] == Answer(choice=NONE)
    assert answers["visio"] == Answer(choice="Zoom")
    assert (answers["ia"], answers["paie"]) == (Answer(), Answer())
    assert f"2 réponses sur {ASKED}" in page.progress(answers, None)


@pytest.mark.parametrize(
    ("choice", "name", "follow_ups"),
    [
        (None, False, False),
        (page.NO_ANSWER, False, False),
        (NONE, False, False),
        (UNKNOWN, False, True),
        ("Gandi", False, True),
        (OTHER, True, True),
    ],
)
def test_fields_are_shown_when_a_choice_calls_for_them(choice: str | None, name: bool, follow_ups: bool) -> None:
    assert (page.shows_name(choice), page.shows_follow_ups(choice)) == (name, follow_ups)


def test_faults_are_said_by_the_number_of_their_question_and_nothing_is_given() -> None:
    values = filled(messagerie__choice=OTHER, bureautique__choice="LibreOffice", bureautique__contract_end="juin")

    given = page.give(values, ["a.csv"])

    assert (given.paths, given.written, given.digest) == (["a.csv"], None, None)
    assert "Question 1, nom" in given.message
    assert "Question 2, fin du contrat" in given.message


def test_nothing_answered_gives_nothing() -> None:
    given = page.give(filled(), None)

    assert (given.paths, given.written) == ([], None)
    assert page.NOTHING in given.message


def test_progress_says_when_the_file_no_longer_holds_the_answers() -> None:
    values = filled(visio__choice="Zoom")
    given = page.give(values, None).digest

    assert "cliquez sur « Mesurer »" in page.progress(page.answers_of(values), given)
    assert "changées depuis" in page.progress(page.answers_of(filled(visio__choice="Webex")), given)
    assert page.still_given(["reponses.questionnaire.toml"], given) == given
    assert page.still_given(["depenses.csv"], given) is None
    assert page.still_given(None, given) is None


def test_answers_kept_are_taken_up_again_in_the_words_of_the_page(tmp_path: Path) -> None:
    path = tmp_path / "2025.questionnaire.toml"
    kept = {
        "messagerie": Answer(choice="orange ou wanadoo", cost="250 a 500", users="4", contract_end="06/2027"),
        "paie": Answer(choice="autre", name="Paie du Val"),
    }
    path.write_text(write_answers(page.questionnaire(), kept), encoding="utf-8")

    resumed = page.resume(str(path))

    assert resumed.answers is not None
    assert resumed.answers["messagerie"] == Answer(
        choice="Orange ou Wanadoo", cost="250 à 500 €", users="4", contract_end="06/2027"
    )
    assert resumed.answers["paie"] == Answer(choice=OTHER, name="Paie du Val")
    assert "Réponses reprises : 2" in resumed.message
    assert page.answers_of(page.values_of(resumed.answers)) == resumed.answers


def test_what_is_given_and_taken_up_again_is_the_same() -> None:
    values = filled(visio__choice="Zoom", visio__cost="Gratuit", paie__choice=OTHER, paie__name='L’« éditeur » "x"')
    written = page.give(values, None).written

    assert written is not None
    assert page.resume(written).answers == page.answers_of(values)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'questionnaire = "2019.1"\n[fax]\n', "Ligne 2"),
        (b"\xff\xfe", "UTF-8"),
        (b'questionnaire = "2026.11"\n[visio]\nreponse = "<img src=x>"\n', "\\<img src=x\\>"),
    ],
)
def test_a_file_that_cannot_be_taken_up_is_explained_and_changes_nothing(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "mairie.questionnaire.toml"
    path.write_bytes(content)

    resumed = page.resume(str(path))

    assert resumed.answers is None
    assert said in resumed.message
