"""The questions at a terminal: a blank file, questions asked in turn, answers taken up again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tiebreak import ProductUse, Reading, SourceOptions
from tiebreak_cli.commands import cli
from tiebreak_questionnaire.questions import load_questionnaire
from tiebreak_questionnaire.source import QuestionnaireSource

QUESTIONS = load_questionnaire().questions


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "mairie.questionnaire.toml"


def run(*arguments: str | Path, typed: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["questionnaire", *map(str, arguments)], input=typed)


def number(question: str, choice: str) -> str:
    """The number shown before a choice."""
    asked = next(each for each in QUESTIONS if each.id == question)
    return str(asked.choices.index(asked.choice(choice) or "") + 1)


def lines(answers: Mapping[str, Sequence[str]]) -> str:
    """What is typed: these lines at these questions, Enter at the others."""
    return "".join(f"{line}\n" for question in QUESTIONS for line in answers.get(question.id, [""]))


def read(path: Path) -> Reading:
    return QuestionnaireSource().read(path, SourceOptions())


def uses(path: Path) -> dict[str, ProductUse]:
    return {use.function: use for use in read(path).uses}


def test_a_blank_file_is_written_with_what_to_do_next(output: Path) -> None:
    result = run("--output", output)

    assert result.exit_code == 0, result.output
    assert f"0 réponse sur {len(QUESTIONS)}" in result.output
    assert f"tiebreak diagnose {output}" in result.output
    assert 'reponse = ""' in output.read_text(encoding="utf-8")


def test_a_file_filled_by_hand_is_read(output: Path) -> None:
    run("--output", output)
    filled = output.read_text(encoding="utf-8").replace('[visio]\nreponse = ""', '[visio]\nreponse = "zoom"')
    output.write_text(filled, encoding="utf-8")

    assert [use.product_text for use in read(output).uses] == ["Zoom Workplace"]


def test_answers_typed_become_declared_uses(output: Path) -> None:
    typed = lines(
        {
            "messagerie": [number("messagerie", "Gandi"), "3", "4", "06/2027"],
            "visio": [number("visio", "Je ne sais pas"), ""],
            "paie": [number("paie", "Autre"), "Centre de gestion fictif", "9", "", ""],
            "cameras": [number("cameras", "Nous n’en avons pas")],
        }
    )

    result = run("--ask", "--output", output, typed=typed)

    assert result.exit_code == 0, result.output
    assert f"4 réponses sur {len(QUESTIONS)}" in result.output
    found = uses(output)
    assert found["mail"].product_text == "Gandi"
    assert (found["mail"].annual_amount_low, found["mail"].annual_amount_high) == (Decimal(250), Decimal(500))
    assert (found["mail"].user_count, found["mail"].contract_end) == (4, date(2027, 6, 30))
    assert found["video_conferencing"].product_text is None
    assert found["hr_payroll"].product_text == "Centre de gestion fictif"
    assert found["hr_payroll"].annual_amount_low is None
    assert "compris dans une autre réponse" in found["hr_payroll"].detail
    assert "public_safety" not in found


def test_questions_are_asked_one_after_the_other_with_no_choice_made(output: Path) -> None:
    shown = run("--ask", "--output", output, typed="\n" * len(QUESTIONS)).output

    for rank, question in enumerate(QUESTIONS, start=1):
        assert f"{rank}/{len(QUESTIONS)}  {question.text}" in shown
    assert "[" not in shown
    assert f"0 réponse sur {len(QUESTIONS)}" in shown


def test_what_cannot_be_read_is_asked_again(output: Path) -> None:
    typed = lines({"messagerie": ["99", "gandi", number("messagerie", "Gandi"), "13", "", "-4", "4", "02/0202", "02/2027"]})

    result = run("--ask", "--output", output, typed=typed)

    for said in ("'99' n’est pas un numéro", "'gandi' n’est pas", "'13' n’est pas", "'-4' n’est pas un nombre", "'02/0202'"):
        assert said in result.output
    assert (uses(output)["mail"].user_count, uses(output)["mail"].contract_end) == (4, date(2027, 2, 28))


def test_another_product_without_a_name_is_one_that_nobody_knows(output: Path) -> None:
    run("--ask", "--output", output, typed=lines({"visio": [number("visio", "Autre"), "", ""]}))

    assert uses(output)["video_conferencing"].product_text is None


def test_an_interruption_keeps_what_was_answered_and_says_how_to_go_on(output: Path) -> None:
    result = run("--ask", "--output", output, typed=f"{number('messagerie', 'Gandi')}\n\n\n\n")

    assert result.exit_code == 1
    assert f"Gardé dans {output} : 1 réponse sur {len(QUESTIONS)}" in result.output
    assert "--ask --from" in result.output
    assert [use.product_text for use in read(output).uses] == ["Gandi"]


def test_an_interruption_in_the_middle_of_an_answer_keeps_its_beginning(output: Path) -> None:
    result = run("--ask", "--output", output, typed=f"{number('messagerie', 'Gandi')}\n3\n")

    assert result.exit_code == 1
    (use,) = read(output).uses
    assert (use.product_text, use.annual_amount_low) == ("Gandi", 250)


def test_answers_taken_up_again_stand_until_they_are_changed(output: Path) -> None:
    first = {
        "messagerie": [number("messagerie", "Gandi"), "3", "4", "06/2027"],
        "visio": [number("visio", "Zoom"), "2"],
        "ia": [number("ia", "Nous n’en avons pas")],
        "paie": [number("paie", "Cegid"), "", "", ""],
    }
    run("--ask", "--output", output, typed=lines(first))
    again = {
        "messagerie": ["", "", "5", "0"],
        "visio": [number("visio", "Webex"), ""],
        "paie": ["0"],
    }

    result = run("--ask", "--from", output, "--output", output, typed=lines(again))

    assert result.exit_code == 0, result.output
    assert "Réponse [Gandi]" in result.output
    found = uses(output)
    assert (found["mail"].user_count, found["mail"].annual_amount_high, found["mail"].contract_end) == (5, Decimal(500), None)
    assert found["video_conferencing"].product_text == "Webex"
    assert found["video_conferencing"].annual_amount_high is None, "le coût de l’ancien produit n’est pas celui du nouveau"
    assert "hr_payroll" not in found


def test_a_former_file_may_be_written_anew_under_another_name(output: Path, tmp_path: Path) -> None:
    run("--ask", "--output", output, typed=lines({"visio": [number("visio", "Zoom"), ""]}))
    copy = tmp_path / "2027.questionnaire.toml"

    assert run("--from", output, "--output", copy).exit_code == 0
    assert copy.read_text(encoding="utf-8") == output.read_text(encoding="utf-8")


def test_a_file_that_exists_is_never_overwritten(output: Path) -> None:
    output.write_text("mes réponses", encoding="utf-8")

    result = run("--output", output)

    assert result.exit_code == 1
    assert "existe déjà" in result.output
    assert output.read_text(encoding="utf-8") == "mes réponses"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'questionnaire = "2019.1"\n[fax]\n', "Ligne 2"),
        (b"\xff", "UTF-8"),
        (None, "Vérifiez le chemin"),
    ],
)
def test_a_former_file_that_cannot_be_read_is_refused_in_french(output: Path, content: bytes | None, said: str) -> None:
    if content is not None:
        output.write_bytes(content)

    result = run("--ask", "--from", output, "--output", output.with_name("neuf.questionnaire.toml"))

    assert result.exit_code == 1
    assert said in result.output
    assert not output.with_name("neuf.questionnaire.toml").exists()


def test_a_name_that_would_not_be_read_back_is_a_usage_error(tmp_path: Path) -> None:
    result = run("--output", tmp_path / "reponses.txt")

    assert result.exit_code == 2
    assert "doit finir par .questionnaire.toml" in result.output


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    result = run("--output", tmp_path / "absent" / "a.questionnaire.toml")

    assert result.exit_code == 1
    assert "Vérifiez le chemin" in result.output


def test_letters_that_no_terminal_can_write_are_asked_again(output: Path) -> None:
    typed = lines({"visio": [number("visio", "Autre"), "a\x07b", "café", ""]})

    result = run("--ask", "--output", output, typed=typed)

    assert "ne s’écrit pas" in result.output
    assert uses(output)["video_conferencing"].product_text == "café"
