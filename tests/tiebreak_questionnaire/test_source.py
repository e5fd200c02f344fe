"""The file of answers: what is read of it, and all that is refused, with its lines."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.tiebreak_questionnaire.conftest import WriteAnswers
from tiebreak import InputError, Reading, RowsError, SourceOptions, TaxBasis, UnreadableFileError, UseGround
from tiebreak.testing import check_source, registry_of
from tiebreak_questionnaire import plugin
from tiebreak_questionnaire.answers import Answer
from tiebreak_questionnaire.answers_file import read_answers, write_answers
from tiebreak_questionnaire.questions import NONE, OTHER, UNKNOWN, Questionnaire
from tiebreak_questionnaire.source import NOT_USED, SKIPPED, UNREADABLE, QuestionnaireSource

SKIPS = SourceOptions(leaves_out_unreadable=True)


def read(path: Path, options: SourceOptions | None = None) -> Reading:
    (source,) = registry_of(questionnaire=plugin).sources()
    return source.value.read(path, options or SourceOptions())


def refused(path: Path, options: SourceOptions | None = None) -> str:
    with pytest.raises(InputError) as caught:
        read(path, options)
    return str(caught.value)


def test_an_answer_is_a_declared_use_with_its_range_and_its_line(write: WriteAnswers) -> None:
    path = write(
        '[messagerie]\nreponse = "Microsoft 365"\ncout_annuel = "250 à 500 €"\nutilisateurs = 4\nfin_de_contrat = "06/2027"\n'
    )

    (source,) = registry_of(questionnaire=plugin).sources()
    (use,) = check_source(source.value, path).uses

    assert (use.function, use.product_text, use.ground) == ("mail", "Microsoft 365", UseGround.DECLARED)
    assert (use.annual_amount_low, use.annual_amount_high, use.tax_basis) == (Decimal(250), Decimal(500), TaxBasis.INCLUDED)
    assert (use.user_count, use.contract_end) == (4, date(2027, 6, 30))
    assert str(use.provenance) == "mairie.questionnaire.toml, ligne 2"
    assert use.detail.startswith("Qui fournit la messagerie de la mairie ? Microsoft 365")


def test_every_question_is_accounted_for(write: WriteAnswers, questionnaire: Questionnaire) -> None:
    path = write(f'[messagerie]\nreponse = "Gandi"\n[ia]\nreponse = "{NONE}"\n[visio]\nreponse = "je ne sais pas"\n[paie]\n')

    reading = read(path)

    asked = len(questionnaire.questions)
    assert reading.rows_in_file == asked
    assert [(use.function, use.product_text) for use in reading.uses] == [("mail", "Gandi"), ("video_conferencing", None)]
    reasons = [row.reason for row in reading.left_out]
    assert (reasons.count(NOT_USED), reasons.count(SKIPPED), len(reasons)) == (1, asked - 3, asked - 2)
    assert reading.notices == (f"3 questions répondues sur {asked}, {asked - 3} sans réponse : rien n’en est supposé",)


def test_an_open_band_has_no_upper_bound_and_no_band_has_neither(write: WriteAnswers) -> None:
    path = write('[messagerie]\nreponse = "Gandi"\ncout_annuel = "plus de 10 000 €"\n[visio]\nreponse = "Zoom"\n')

    costly, unknown = read(path).uses

    assert (costly.annual_amount_low, costly.annual_amount_high) == (Decimal(10_000), None)
    assert (unknown.annual_amount_low, unknown.annual_amount_high) == (None, None)
    assert unknown.tax_basis is TaxBasis.UNSTATED


def test_the_same_answers_given_twice_are_seen_and_others_are_not(tmp_path: Path, questionnaire: Questionnaire) -> None:
    first, copy, other = (tmp_path / f"{name}.questionnaire.toml" for name in ("a", "b", "c"))
    text = write_answers(questionnaire, {"visio": Answer(choice="Zoom")})
    for path in (first, copy):
        path.write_text(text, encoding="utf-8")
    other.write_text(write_answers(questionnaire, {"visio": Answer(choice="Webex")}), encoding="utf-8")

    of_first, of_copy, of_other = ({use.id for use in read(path).uses} for path in (first, copy, other))

    assert of_first == of_copy
    assert not of_first & of_other


def test_answers_written_are_read_back_as_they_were(tmp_path: Path, questionnaire: Questionnaire) -> None:
    answers = {
        "messagerie": Answer(choice="Gandi", cost="Gratuit", users="3", contract_end="01/2030"),
        "paie": Answer(choice=OTHER, name='La « paie » \\ "du Val"'),
        "cameras": Answer(choice=NONE),
        "ia": Answer(choice=UNKNOWN),
    }
    text = write_answers(questionnaire, answers)

    file = read_answers(text, questionnaire)

    assert file.faults == []
    assert {question: answer for question, answer in file.answers.items() if answer != Answer()} == answers
    assert tomllib.loads(text)["paie"]["precision"] == 'La « paie » \\ "du Val"'


def test_a_blank_file_has_every_question_and_nothing_chosen(questionnaire: Questionnaire) -> None:
    text = write_answers(questionnaire, {})

    content = tomllib.loads(text)
    assert list(content) == ["questionnaire", *(question.id for question in questionnaire.questions)]
    assert {value for table in list(content.values())[1:] for value in table.values()} == {""}
    assert all(question.text in text for question in questionnaire.questions)


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path, questionnaire: Questionnaire) -> None:
    path = tmp_path / "reponses.questionnaire (1).toml"
    text = write_answers(questionnaire, {"visio": Answer(choice="Zoom")})
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    assert [use.product_text for use in read(path).uses] == ["Zoom Workplace"]


def test_every_choice_of_every_question_is_declared_under_its_function(write: WriteAnswers, questionnaire: Questionnaire) -> None:
    for question in questionnaire.questions:
        for choice in (*(option.label for option in question.options), UNKNOWN):
            uses = read(write(f'[{question.id}]\nreponse = "{choice}"\n')).uses
            assert [use.function for use in uses] == [question.function], (question.id, choice)


@pytest.mark.parametrize(
    ("name", "content", "accepted"),
    [
        ("reponses.questionnaire.toml", b"", True),
        ("REPONSES.QUESTIONNAIRE.TOML", b"n'importe quoi", True),
        ("renomme.toml", b'# mes reponses\nquestionnaire = "2026.11"\n', True),
        ("pyproject.toml", b'[project]\nname = "x"\n', False),
        ("reponses.questionnaire.txt", b'questionnaire = "2026.11"\n', False),
    ],
)
def test_only_files_of_answers_are_accepted(tmp_path: Path, name: str, content: bytes, accepted: bool) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    assert QuestionnaireSource().accepts(path) is accepted
    assert not QuestionnaireSource().accepts(tmp_path)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param("[messagerie]\nreponse = Gandi\n", ["Ligne 3, question « messagerie »", "ne se lit pas"], id="no quotes"),
        pytest.param("[messagerie]\nreponse = “Gandi”\n", ["Ligne 3", "guillemets droits"], id="curly quotes"),
        pytest.param('[messagerie]\nreponse = "Gandi\n', ["Ligne 3", "ne se lit pas"], id="open quote"),
        pytest.param('[messagerie\nreponse = "Gandi"\n', ["Ligne 2", "Ligne 3"], id="open bracket"),
        pytest.param('[messagerie]\nreponse = """\nGandi"""\n', ["Ligne 3", "Ligne 4"], id="text over several lines"),
        pytest.param('[messagerie]\nreponse = "Ga\x00ndi"\n', ["Ligne 3", "ne se lit pas"], id="NUL"),
        pytest.param('[paie]\nreponse = "Autre"\nprecision = "\\u0000"\n', ["Ligne 4", "ne s’écrit pas"], id="NUL escaped"),
        pytest.param("[messagerie]\nreponse = 3\n", ["Ligne 3", "n’est pas un texte"], id="a number for a text"),
        pytest.param("[messagerie]\nreponse = true\n", ["Ligne 3", "n’est pas un texte"], id="a boolean for a text"),
        pytest.param('[messagerie]\nreponse = ["Gandi", "SFR"]\n', ["Ligne 3", "n’est pas un texte"], id="two answers in one"),
        pytest.param('[messagerie]\nreponse = "Gandi"\nutilisateurs = true\n', ["Ligne 4"], id="a boolean for a number"),
        pytest.param('[messagerie]\nreponse = "Gandi"\nutilisateurs = 3.5\n', ["Ligne 4"], id="part of a user"),
        pytest.param(
            '[messagerie]\nreponse = "Gandi"\nutilisateurs = -2\n', ["Ligne 4", "utilisateurs", "'-2'"], id="negative users"
        ),
        pytest.param('[messagerie]\nreponse = "Gandi"\ncout_annuel = "12 k€"\n', ["Ligne 4", "'12 k€'"], id="unknown band"),
        pytest.param('[messagerie]\nreponse = "Gandi"\nfin_de_contrat = "02/0202"\n', ["Ligne 4", "'02/0202'"], id="year 0202"),
        pytest.param('[messagerie]\nreponse = "Gandi"\nfin_de_contrat = 2027-06-30\n', ["Ligne 4"], id="a date of TOML"),
        pytest.param('[messagerie]\nreponse = "Outlouk"\n', ["Ligne 3", "'Outlouk'", "« Gandi »"], id="unknown option"),
        pytest.param('[messagerie]\ncouleur = "bleu"\n', ["Ligne 3", "'couleur' n’est pas demandé", "reponse"], id="unknown key"),
        pytest.param('[systeme]\nreponse = "Ubuntu"\ncout_annuel = ""\n', ["Ligne 4", "n’est pas demandé"], id="not asked there"),
        pytest.param('[mesagerie]\nreponse = "Gandi"\n', ["Ligne 2", "'mesagerie' inconnue"], id="unknown question"),
        pytest.param('[[messagerie]]\nreponse = "Gandi"\n', ["Ligne 2"], id="list of tables"),
        pytest.param('[a.messagerie]\nreponse = "Gandi"\n', ["Ligne 2"], id="table in a table"),
        pytest.param('messagerie = "Gandi"\n', ["Ligne 2", "'messagerie' inconnu avant"], id="key above the questions"),
        pytest.param('messagerie.reponse = "Gandi"\n', ["Ligne 2", "'messagerie' inconnu avant"], id="dotted key"),
        pytest.param(
            '[visio]\nreponse = "Zoom"\n[visio]\nreponse = "Webex"\n',
            ["Ligne 4", "déjà répondue ligne 2"],
            id="question answered twice",
        ),
        pytest.param('[visio]\nreponse = "Zoom"\nreponse = "Webex"\n', ["Ligne 4", "déjà écrit ligne 3"], id="key written twice"),
        pytest.param('[paie]\nreponse = "Autre"\n', ["Ligne 3", "precision", "sans nom"], id="another without a name"),
        pytest.param('[paie]\ncout_annuel = "Gratuit"\n', ["Ligne 3", "sans réponse à la question"], id="cost of no answer"),
        pytest.param('questionnaire = "2026.11"\n', ["Ligne 2", "écrite deux fois"], id="version twice"),
        pytest.param(f"[paie]\nutilisateurs = {'9' * 5000}\n", ["Ligne 3", "dépasse 3000 caractères"], id="endless number"),
        pytest.param(f"[paie]\nreponse = {'[' * 5000}\n", ["Ligne 3", "dépasse 3000 caractères"], id="endless line"),
        pytest.param(f"[paie]\nreponse = {'[' * 2000}\n", ["Ligne 3", "ne se lit pas"], id="endless nesting"),
        pytest.param(f"[paie]\nreponse{'.a' * 1200} = 1\n", ["Ligne 3", "un groupe de clés n’est pas"], id="key of many parts"),
        pytest.param(f"[paie]\nreponse{'.a' * 30_000} = 1\n", ["Ligne 3", "dépasse"], id="key of parts without end"),
        pytest.param(f"[paie]\nreponse = 0x{'f' * 2900}\n", ["Ligne 3", "n’est pas un texte"], id="endless hexadecimal number"),
        pytest.param(f"questionnaire{'.a' * 1200} = 1\n", ["Ligne 2", "écrite deux fois"], id="version of many parts"),
    ],
)
def test_a_bad_answer_is_refused_with_its_line(write: WriteAnswers, body: str, said: list[str]) -> None:
    message = refused(write(body))

    assert "Fichier « mairie.questionnaire.toml » : réponses à corriger" in message
    for words in said:
        assert words in message


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_lines(write: WriteAnswers) -> None:
    path = write('[visio]\nreponse = "Zoome"\n[inconnue]\n[paie]\nreponse = "Cegid"\nutilisateurs = "-1"\nfaute\n')

    with pytest.raises(RowsError) as caught:
        read(path)

    assert [problem.split(" : ")[0] for problem in caught.value.problems] == [
        "Ligne 3, question « visio »",
        "Ligne 4",
        "Ligne 7, question « paie »",
        "Ligne 8, question « paie »",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b'[visio]\nreponse = "Zoom"\n', "la version manque", id="no version"),
        pytest.param(
            b'questionnaire = "2019.1"\n[visio]\nreponse = "Zoom"\n', "répond au questionnaire '2019.1'", id="another version"
        ),
        pytest.param(
            b'questionnaire = 2026.11\n[visio]\nreponse = "Zoom"\n', "et celui-ci est '2026.11'", id="version that is a number"
        ),
        pytest.param('questionnaire = "2026.11" # été\n'.encode("cp1252"), "UTF-8", id="another encoding"),
        pytest.param("questionnaire = 1".encode("utf-16"), "UTF-8", id="UTF-16"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", "UTF-8", id="a picture"),
        pytest.param(
            b'questionnaire = "2026.11"\n[paie]\nreponse = "' + b"x" * 1_000_000 + b'"\n', "1000 ko", id="a million letters"
        ),
        pytest.param(b'questionnaire = "2026.11"\n' + b"faute\n" * 1000, "et 800 autres", id="a thousand faults"),
        pytest.param(
            b'questionnaire = "2026.11"\n[visio]\nreponse = ""\n', "aucune question n’a de réponse", id="nothing answered"
        ),
        pytest.param(b"", "la version manque", id="empty"),
    ],
)
def test_a_file_that_is_not_ours_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "mairie.questionnaire.toml"
    path.write_bytes(content)

    assert said in refused(path)


def test_another_version_is_named_with_what_no_longer_exists(tmp_path: Path) -> None:
    path = tmp_path / "mairie.questionnaire.toml"
    path.write_text('questionnaire = "2019.1"\n[fax]\nreponse = "Oui"\n', encoding="utf-8")

    message = refused(path)

    assert "Ligne 1 : le fichier répond au questionnaire '2019.1'" in message
    assert 'écrivez questionnaire = "2026.11"' in message
    assert "Ligne 2 : question 'fax' inconnue" in message


def test_bad_answers_may_be_left_out_and_are_counted(write: WriteAnswers, questionnaire: Questionnaire) -> None:
    path = write('[visio]\nreponse = "Zoome"\n[inconnue]\nreponse = "x"\n[messagerie]\nreponse = "Gandi"\n')

    reading = read(path, SKIPS)

    assert [use.product_text for use in reading.uses] == ["Gandi"]
    assert reading.rows_in_file == len(questionnaire.questions) + 1
    bad = [(row.reason, row.provenance.row) for row in reading.left_out if row.reason == UNREADABLE]
    assert bad == [(UNREADABLE, 2), (UNREADABLE, 4)]


def test_a_question_answered_twice_is_left_out_whole(write: WriteAnswers) -> None:
    path = write('[visio]\nreponse = "Zoom"\n[visio]\nreponse = "Webex"\n[messagerie]\nreponse = "Gandi"\n')

    assert [use.product_text for use in read(path, SKIPS).uses] == ["Gandi"]


def test_another_version_may_not_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "mairie.questionnaire.toml"
    path.write_text('questionnaire = "2019.1"\n[visio]\nreponse = "Zoom"\n', encoding="utf-8")

    with pytest.raises(RowsError):
        read(path, SKIPS)


def test_a_name_that_is_a_formula_or_markup_stays_text(write: WriteAnswers) -> None:
    path = write('[paie]\nreponse = "Autre"\nprecision = "=HYPERLINK(\\"x\\")<b>[red]"\n')

    assert read(path).uses[0].product_text == '=HYPERLINK("x")<b>[red]'


def test_unreadable_files_are_refused_before_anything_else(tmp_path: Path) -> None:
    path = tmp_path / "mairie.questionnaire.toml"
    path.write_bytes(b"\xff\xfe")

    with pytest.raises(UnreadableFileError):
        read(path)
