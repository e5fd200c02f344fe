"""The questions in a real browser: on a phone, with a keyboard, to a diagnosis, with nothing asked of any other machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright

from tiebreak import Reading, SourceOptions
from tiebreak_questionnaire.answers import Answer
from tiebreak_questionnaire.answers_file import write_answers
from tiebreak_questionnaire.questions import load_questionnaire
from tiebreak_questionnaire.source import QuestionnaireSource

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.enable_socket,
    pytest.mark.skipif(CHROMIUM is None, reason="demande Chromium"),
    pytest.mark.filterwarnings("default"),
]
QUESTIONNAIRE = load_questionnaire()
ASKED = len(QUESTIONNAIRE.questions)
WAIT = 30_000


@pytest.fixture
def page(address: str) -> Iterator[tuple[Page, list[str]]]:
    """The page on a phone, its questions open."""
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        opened = browser.new_page(locale="fr-FR", viewport={"width": 390, "height": 840})
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.goto(address)
        opened.get_by_role("button", name="Répondre à des questions").click()
        group(opened, "messagerie").wait_for()
        yield opened, asked
        browser.close()


def group(opened: Page, question: str) -> Locator:
    """The choices of a question, under its own text."""
    rank, asked = next((rank, each) for rank, each in enumerate(QUESTIONNAIRE.questions, start=1) if each.id == question)
    return opened.get_by_role("radiogroup", name=f"{rank}. {asked.text}")


def choose(opened: Page, question: str, choice: str) -> None:
    group(opened, question).get_by_label(choice, exact=True).check()


def block(opened: Page, question: str) -> Locator:
    """A question with the fields that follow it."""
    return opened.locator(".question .question").filter(has=group(opened, question))


def expect_progress(opened: Page, words: str) -> None:
    expect(opened.locator("#questionnaire-progress")).to_contain_text(words, timeout=WAIT)


def kept_answers(opened: Page, tmp_path: Path) -> Path:
    """The file of answers, as the page gives it to be kept."""
    opened.get_by_role("button", name="Utiliser ces réponses").click()
    expect_progress(opened, "cliquez sur « Mesurer »")
    with opened.expect_download() as download:
        opened.locator("#questionnaire a[download]").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    return path


def read(path: Path) -> Reading:
    return QuestionnaireSource().read(path, SourceOptions())


def test_nothing_is_chosen_before_the_user_does(page: tuple[Page, list[str]]) -> None:
    opened, _ = page
    for theme in QUESTIONNAIRE.themes[1:]:
        opened.get_by_role("button", name=theme.label).click()
        group(opened, theme.questions[0].id).wait_for()

    assert opened.get_by_role("radiogroup").count() == ASKED
    assert opened.locator("#questionnaire input:checked").count() == 0
    expect_progress(opened, f"0 réponse sur {ASKED}")


def test_answers_become_a_file_to_keep_and_a_reading(page: tuple[Page, list[str]], address: str, tmp_path: Path) -> None:
    opened, asked = page
    choose(opened, "messagerie", "Gandi")
    block(opened, "messagerie").get_by_label("Coût annuel TTC").click()
    opened.get_by_role("option", name="250 à 500 €").click()
    block(opened, "messagerie").get_by_label("Nombre de boîtes").fill("4")
    block(opened, "messagerie").get_by_label("Fin du contrat").fill("06/2027")
    choose(opened, "visio", "Autre (à préciser)")
    block(opened, "visio").get_by_label("Nom du produit").fill("Visio du Val-Fictif")
    choose(opened, "ia", "Nous n’en avons pas")
    expect_progress(opened, f"3 réponses sur {ASKED}")

    kept = kept_answers(opened, tmp_path)
    opened.get_by_role("button", name="Mesurer", exact=True).click()
    opened.locator("#reading").get_by_text("reponses.questionnaire.toml").first.wait_for(timeout=60_000)

    assert kept.name == "reponses.questionnaire.toml"
    mail, meetings = read(kept).uses
    assert (mail.product_text, mail.user_count, mail.annual_amount_high) == ("Gandi", 4, 500)
    assert str(mail.contract_end) == "2027-06-30"
    assert meetings.product_text == "Visio du Val-Fictif"
    assert f"3 questions répondues sur {ASKED}" in opened.inner_text("#reading")
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


def test_an_answer_changed_afterwards_is_said_until_it_is_given_again(page: tuple[Page, list[str]], tmp_path: Path) -> None:
    opened, _ = page
    choose(opened, "messagerie", "Gandi")
    kept_answers(opened, tmp_path)
    choose(opened, "messagerie", "OVHcloud")
    expect_progress(opened, "changées depuis")

    assert [use.product_text for use in read(kept_answers(opened, tmp_path)).uses] == ["OVHcloud"]
    assert opened.get_by_role("cell", name="reponses.questionnaire.toml", exact=True).count() == 2, "la liste et la copie"


def test_answers_given_faster_than_they_are_counted_are_all_counted(page: tuple[Page, list[str]]) -> None:
    opened, _ = page
    for choice in ("Gandi", "SFR", "Nous n’en avons pas"):
        choose(opened, "messagerie", choice)
    choose(opened, "bureautique", "LibreOffice")
    choose(opened, "fichiers", "Nextcloud")
    choose(opened, "visio", "Zoom")
    choose(opened, "ia", "Nous n’en avons pas")

    expect_progress(opened, f"5 réponses sur {ASKED}")
    expect(block(opened, "visio").get_by_label("Coût annuel TTC")).to_have_count(1)
    expect(block(opened, "messagerie").get_by_label("Nombre de boîtes")).to_have_count(0)


def test_an_answer_may_be_taken_back(page: tuple[Page, list[str]]) -> None:
    opened, _ = page
    choose(opened, "messagerie", "Gandi")
    expect_progress(opened, f"1 réponse sur {ASKED}")
    choose(opened, "messagerie", "Ne pas répondre")
    expect_progress(opened, f"0 réponse sur {ASKED}")
    expect(block(opened, "messagerie").get_by_label("Nombre de boîtes")).to_have_count(0)

    opened.get_by_role("button", name="Utiliser ces réponses").click()
    expect(opened.locator("#questionnaire-message")).to_contain_text("Répondez d’abord à une question")


def test_answers_kept_fill_the_questions_again(page: tuple[Page, list[str]], tmp_path: Path) -> None:
    opened, _ = page
    former = tmp_path / "2025.questionnaire.toml"
    kept = {
        "messagerie": Answer(choice="Gandi", cost="250 à 500 €", users="4"),
        "paie": Answer(choice="Autre", name="Centre fictif"),
    }
    former.write_text(write_answers(QUESTIONNAIRE, kept), encoding="utf-8")
    with opened.expect_file_chooser() as chooser:
        opened.get_by_role("button", name="Reprendre un fichier de réponses").click()
    chooser.value.set_files(str(former))
    expect_progress(opened, f"2 réponses sur {ASKED}")

    expect(group(opened, "messagerie").get_by_label("Gandi", exact=True)).to_be_checked()
    expect(block(opened, "messagerie").get_by_label("Nombre de boîtes")).to_have_value("4")
    choose(opened, "visio", "Zoom")
    expect_progress(opened, f"3 réponses sur {ASKED}")
    uses = {use.function: use for use in read(kept_answers(opened, tmp_path)).uses}
    assert uses["hr_payroll"].product_text == "Centre fictif"
    assert uses["mail"].annual_amount_low == 250


def test_a_fault_is_explained_and_gives_no_file(page: tuple[Page, list[str]]) -> None:
    opened, _ = page
    choose(opened, "messagerie", "Gandi")
    block(opened, "messagerie").get_by_label("Fin du contrat").fill("02/0202")
    opened.get_by_role("button", name="Utiliser ces réponses").click()

    expect(opened.locator("#questionnaire-message")).to_contain_text("Question 1, fin du contrat : '02/0202'", timeout=WAIT)
    assert opened.get_by_role("cell", name="reponses.questionnaire.toml", exact=True).count() == 0


def test_a_keyboard_is_enough(page: tuple[Page, list[str]]) -> None:
    opened, _ = page
    group(opened, "messagerie").get_by_role("radio").first.focus()
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("ArrowDown")
    expect_progress(opened, f"1 réponse sur {ASKED}")
    expect(group(opened, "messagerie").get_by_label("Gandi", exact=True)).to_be_checked()
    expect(group(opened, "messagerie").get_by_label("Gandi", exact=True)).to_be_focused()
    users = block(opened, "messagerie").get_by_label("Nombre de boîtes")
    users.focus()
    opened.keyboard.type("4")
    opened.keyboard.press("Tab")
    opened.keyboard.press("Tab")
    expect(group(opened, "bureautique").get_by_role("radio").first).to_be_focused()
    opened.keyboard.press("Space")
    expect_progress(opened, f"2 réponses sur {ASKED}")


def test_the_questions_stay_within_the_width_of_a_phone_and_progress_in_sight(page: tuple[Page, list[str]]) -> None:
    opened, _ = page
    choose(opened, "messagerie", "Autre (à préciser)")
    block(opened, "messagerie").get_by_label("Nombre de boîtes").wait_for()
    group(opened, "ia").scroll_into_view_if_needed()

    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    expect(opened.locator("#questionnaire-progress")).to_be_in_viewport()
    touched = group(opened, "ia").locator("label").evaluate_all("labels => labels.map(each => each.offsetHeight)")
    assert min(touched) >= 44
