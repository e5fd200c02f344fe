"""Questions asked on the page: answers with their sources and doubts, « non trouvé » otherwise, never an error of Python."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.tiebreak_assistant.opened import EXACT, Scripted, case, ended, phrases, saying, view

from tiebreak import ModelSettings, Workbench, load_registry
from tiebreak_assistant.configured import Models, no_model
from tiebreak_knowledge.official.library import TextLibrary
from tiebreak_ui.asking import EVERYTHING, LONGEST_QUESTION, NO_QUESTION, OTHER_CASE, Asking
from tiebreak_ui.asking_block import who_writes

MASKED = ModelSettings(provider="essai/essai")
DAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def asking() -> Asking:
    opened = Asking(lambda: Workbench(load_registry(is_strict=True)), None, no_model())
    opened.prepare()
    return opened


def in_service(settings: ModelSettings, chat: Scripted) -> Models:
    return Models(settings, lambda: chat, label=chat.label)


def told(asking: Asking, question: str | None, kind: str = EVERYTHING) -> str:
    """What the page shows last."""
    *_, (history, _) = asking.answer(question, kind, [], None, on=DAY)
    return history[-1]["content"]


def test_a_question_in_plain_words_finds_the_article_and_says_whom_it_binds(asking: Asking) -> None:
    answer = told(asking, "peut-on exiger que nos données restent en Europe ?", "law")
    assert "article L. 2112-4, Code de la commande publique" in answer
    assert "s’applique aux collectivités : **oui**" in answer
    assert "legifrance.gouv.fr" in answer
    assert "non relu par un juriste" in answer
    assert "sans modèle de langue" in answer


def test_what_must_be_checked_is_said_with_the_answer(asking: Asking) -> None:
    assert "**À vérifier**" in told(asking, "innovation : seuil sans concurrence article R2122-9-1")


def test_a_rule_that_is_not_applicable_yet_says_from_when(asking: Asking) -> None:
    answer = told(asking, "à partir de quand les frais de sortie du cloud sont-ils interdits ?", "law")
    assert "ne s’applique qu’à partir du 12/01/2027" in answer


def test_only_the_kind_wanted_is_searched(asking: Asking) -> None:
    answer = told(asking, "récupérer nos données à la fin du contrat", "clause")
    assert "(clause d’achat" in answer
    assert "(droit" not in answer


def test_a_question_out_of_scope_is_not_answered_and_the_nearest_are_only_named(asking: Asking) -> None:
    answer = told(asking, "quel est le menu de la cantine jeudi ?")
    assert "Non trouvé" in answer
    assert "**Au plus près**" in answer
    assert "Source : " not in answer


def test_what_the_catalogue_says_is_a_list(asking: Asking) -> None:
    answer = told(asking, "Par quoi remplacer Teams ?")

    assert [line for line in answer.splitlines() if line.startswith("- Sous licence libre") and "Nextcloud" in line]


@pytest.mark.parametrize("question", ["", "   ", None])
def test_without_question_an_example_is_given(asking: Asking, question: str | None) -> None:
    assert told(asking, question) == NO_QUESTION


def test_a_question_that_is_a_whole_file_is_refused(asking: Asking) -> None:
    assert "trop longue" in told(asking, "x" * (LONGEST_QUESTION + 1))


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "![x](http://ailleurs.example/?d=1)", "[lien](javascript:alert(1))"]
)
def test_a_question_with_markup_shows_none(asking: Asking, hostile: str) -> None:
    *_, (history, _) = asking.answer(f"{hostile} article L2199-40", EVERYTHING, [], None, on=DAY)
    for message in history:
        assert "<script>" not in message["content"]
        assert "](http://ailleurs" not in message["content"].replace("\\]", "")
        assert "](javascript" not in message["content"].replace("\\]", "")


def test_a_damaged_library_is_said_and_the_page_stands(tmp_path: Path) -> None:
    (tmp_path / "rgpd.json").write_text("{", "utf-8")
    opened = Asking(lambda: Workbench(load_registry(is_strict=True)), TextLibrary(tmp_path), no_model())
    opened.prepare()
    assert "knowledge forget rgpd" in told(opened, "données")


def test_the_conversation_goes_on_about_the_case_file_that_is_measured(asking: Asking) -> None:
    *_, (history, talk) = asking.answer("Par quoi commencer chez nous ?", EVERYTHING, [], None, case=case(), on=DAY)
    *_, (history, talk) = asking.answer("et la messagerie ?", EVERYTHING, history, talk, case=case(), on=DAY)

    assert [message["role"] for message in history] == ["user", "assistant"] * 2
    assert "Exchange Online" in history[-1]["content"]
    assert talk is not None
    assert len(talk.conversation.turns) == 2


def test_another_case_file_begins_another_conversation_and_says_so(asking: Asking) -> None:
    *_, (history, talk) = asking.answer("Par quoi commencer chez nous ?", EVERYTHING, [], None, case=case(), on=DAY)
    *_, (history, after) = asking.answer("et la messagerie ?", EVERYTHING, history, talk, case=None, on=DAY)

    assert OTHER_CASE in [message["content"] for message in history]
    assert after is not None
    assert len(after.conversation.turns) == 1


def test_who_writes_and_what_is_sent_is_said_above_the_conversation() -> None:
    chat = saying("{}")

    assert "**rien n’est envoyé**" in who_writes(no_model())
    assert "(sans les noms du dossier, sans ses montants)" in who_writes(in_service(MASKED, chat))
    assert "sans les noms" not in who_writes(in_service(EXACT, chat))


def test_a_model_words_the_answer_as_it_comes() -> None:
    said = phrases(
        ("Notre périmètre est de {F1} par an : {F2} lignes, exercice {F3}.", ["F1", "F2", "F3"], ["P1"]),
        ("Réseaux : {F5} par an.", ["F5"], ["P1"]),
    )
    chat = Scripted(lambda request: ended("OK") if request.tools else ended(said))
    opened = Asking(lambda: Workbench(load_registry(is_strict=True)), None, in_service(EXACT, chat))
    states = list(
        opened.answer("Combien dépensons-nous ?", EVERYTHING, [], None, case=case(), trajectory=view().trajectory, on=DAY)
    )

    assert len(states) >= 2
    assert "786\u202f263\u00a0€" in states[0][0][-1]["content"]
    assert "Mis en phrases par modèle d’essai" in states[-1][0][-1]["content"]


def test_a_model_that_cannot_serve_is_said_with_the_answer() -> None:
    opened = Asking(lambda: Workbench(load_registry(is_strict=True)), None, Models(why_none="clé absente"))
    assert "modèle choisi inutilisable (clé absente)" in told(opened, "qu’est-ce que la réversibilité ?")
