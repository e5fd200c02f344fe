"""A question asked on the page: an answer with its source and its doubts, « non trouvé » otherwise, never an error of Python."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tiebreak import Workbench, load_registry
from tiebreak_knowledge.official.library import TextLibrary
from tiebreak_ui.asking import EVERYTHING, LONGEST_QUESTION, NO_QUESTION, Asking

DAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def asking() -> Asking:
    opened = Asking(lambda: Workbench(load_registry(is_strict=True)), None)
    opened.prepare()
    return opened


def test_a_question_in_plain_words_finds_the_article_and_says_whom_it_binds(asking: Asking) -> None:
    answer = asking.answer("peut-on exiger que nos données restent en Europe ?", EVERYTHING, DAY)
    first = answer.partition("### 2.")[0]
    assert "article L. 2112-4, Code de la commande publique" in first
    assert "s’applique aux collectivités : **oui**" in first
    assert "legifrance.gouv.fr" in first
    assert "non relu par un juriste" in first


def test_what_must_be_checked_is_said_with_the_answer(asking: Asking) -> None:
    assert "**À vérifier**" in asking.answer("innovation : seuil sans concurrence article R2122-9-1", EVERYTHING, DAY)


def test_a_rule_that_is_not_applicable_yet_says_from_when(asking: Asking) -> None:
    answer = asking.answer("à partir de quand les frais de sortie du cloud sont-ils interdits ?", "law", DAY)
    assert "ne s’applique qu’à partir du 12/01/2027" in answer


def test_only_the_kind_wanted_is_searched(asking: Asking) -> None:
    answer = asking.answer("récupérer nos données à la fin du contrat", "clause", DAY)
    assert "clause d’achat · " in answer
    assert "\n\ndroit · " not in answer


def test_a_question_out_of_scope_is_not_answered_and_the_nearest_are_only_named(asking: Asking) -> None:
    answer = asking.answer("quel est le menu de la cantine jeudi ?", EVERYTHING, DAY)
    assert "Non trouvé" in answer
    assert "### 1." not in answer


@pytest.mark.parametrize("question", ["", "   ", None])
def test_without_question_an_example_is_given(asking: Asking, question: str | None) -> None:
    assert asking.answer(question, EVERYTHING, DAY) == NO_QUESTION


def test_a_question_that_is_a_whole_file_is_refused(asking: Asking) -> None:
    assert "trop longue" in asking.answer("x" * (LONGEST_QUESTION + 1), EVERYTHING, DAY)


def test_a_question_with_markup_shows_none(asking: Asking) -> None:
    assert "<script>" not in asking.answer("<script>alert(1)</script> article L2199-40", EVERYTHING, DAY)


def test_a_damaged_library_is_said_and_the_page_stands(tmp_path: Path) -> None:
    (tmp_path / "rgpd.json").write_text("{", "utf-8")
    opened = Asking(lambda: Workbench(load_registry(is_strict=True)), TextLibrary(tmp_path))
    opened.prepare()
    assert "knowledge forget rgpd" in opened.answer("données", EVERYTHING, DAY)
