"""The thread of a conversation: what « il » stands for, what starts anew, and figures that the question brings."""

from __future__ import annotations

import pytest

from tests.tiebreak_assistant.opened import asked, gatherer
from tiebreak_assistant.answer import Status
from tiebreak_assistant.conversation import Conversation


def test_it_stands_for_the_product_just_named_until_all_of_it_is_asked() -> None:
    talk = Conversation(gatherer())
    titles = []
    for question in ("Et Oracle chez nous ?", "Combien nous coûte-t-il ?", "Et en tout, combien coûte le plan ?"):
        *_, answer = talk.ask(question)
        titles.append(answer.sources[0].title)

    assert titles == [
        "Votre dossier : les dépendances nommées",
        "Votre dossier : les dépendances nommées",
        "Votre dossier : ce que coûte la trajectoire",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "Par quoi faut-il commencer ?",
        "Combien y a-t-il de fournisseurs américains chez nous ?",
        "Que reste-t-il à migrer ?",
        "Combien notre ville dépense-t-elle par an ?",
        "Combien coûte la trajectoire, et finit-elle en 2029 ?",
        "Le maire demande combien il va payer",
        "Quel budget reste-t-il ?",
        "Notre plan, quand finit-il ?",
    ],
)
def test_it_that_stands_for_nothing_or_for_something_else_leaves_the_product(question: str) -> None:
    talk = Conversation(gatherer())
    list(talk.ask("Et Oracle chez nous ?"))
    *_, answer = talk.ask(question)

    assert answer.sources[0].title != "Votre dossier : les dépendances nommées"
    assert not answer.text.startswith("Oracle Database")


NOT_TAKEN_UP = "Le chiffre de la question n’est pas repris ici : ceux qui suivent sont calculés sur vos fichiers."


@pytest.mark.parametrize(
    "question",
    [
        "77 % de notre informatique est américaine ?",
        "donc on peut dire que 77% de notre informatique est américaine ?",
        "On dépense bien 2 millions par an ?",
        "Notre total est bien de 1 Md€ ?",
        "Les trois quarts de notre informatique sont américains ?",
    ],
)
def test_a_figure_of_the_question_that_is_not_ours_is_said_not_taken_up(question: str) -> None:
    answer = asked(question)

    assert answer.text.startswith(NOT_TAKEN_UP)
    assert any(sentence.facts for sentence in answer.sentences)


@pytest.mark.parametrize(
    "question", ["Notre part hors de la zone est-elle de 77,4 % ?", "Quels contrats de plus de 10 000 € finissent en 2045 ?"]
)
def test_a_figure_that_is_ours_or_that_no_figure_follows_is_not_said_left(question: str) -> None:
    assert NOT_TAKEN_UP not in asked(question).text


def test_a_question_that_says_faut_il_starts_anew() -> None:
    talk = Conversation(gatherer(with_case=False))
    list(talk.ask("Comment changer la criticité d'une fonction ?"))
    *_, answer = talk.ask("Faut-il désigner un délégué à la protection des données ?")

    assert "délégué à la protection des données" in answer.sources[0].title


def test_the_clause_asked_for_is_that_of_what_was_just_told() -> None:
    talk = Conversation(gatherer(with_case=False))
    list(talk.ask("Sommes-nous obligés de découper en lots ?"))
    *_, answer = talk.ask("donne la clause")

    assert answer.sources[0].passage == "record:clause-allotissement-par-fonction"


def test_a_foreign_judge_is_a_matter_of_law_not_of_amounts() -> None:
    question = "Si la justice américaine demande à notre hébergeur les mails du maire, que vaut sa demande ici ?"

    answer = asked(question, with_case=False)

    assert answer.status is Status.ANSWERED
    assert any("juge" in source.title or "CLOUD Act" in source.title for source in answer.sources)


@pytest.mark.parametrize("question", ["Combien va aux Américains chez nous ?", "Nos logiciels sont-ils américains ?"])
def test_what_goes_to_a_country_is_told_in_amounts(question: str) -> None:
    assert any(sentence.facts for sentence in asked(question).sentences)
