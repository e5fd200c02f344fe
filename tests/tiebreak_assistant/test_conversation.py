"""The assistant answers from its sources, keeps the thread, or says that it cannot; in our own sentences."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from tests.tiebreak_assistant.opened import (
    DAY,
    asked,
    bench,
    finder,
    gatherer,
    phrases,
    saying,
    view,
)
from tiebreak import formatted, last_notice_day
from tiebreak_assistant.answer import Status
from tiebreak_assistant.chat_words import in_full
from tiebreak_assistant.conversation import Conversation
from tiebreak_assistant.gathering import DistantSearch, Gatherer

MONEY = "Combien dépensons-nous par an ?"
LAW = "Peut-on exiger que nos données restent en Europe ?"


def total() -> str:
    return formatted(view().facts["total"])


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        (MONEY, "total"),
        ("Quelle est notre dépendance ?", "share.ultimate_owner.high"),
        ("De qui dépendons-nous le plus ?", "supplier.microsoft.amount"),
        ("Qu’est-ce que nous ne savons pas ?", "unknown-owner.count"),
        ("Quelle est notre trajectoire ?", "plan.migration-count"),
        ("Combien coûte le plan ?", "plan.cost.low"),
        ("Que gardons-nous en place dans notre commune ?", "plan.remaining-count"),
        ("Que dépensons-nous chez Microsoft ?", "supplier.microsoft.amount"),
    ],
)
def test_a_question_about_the_case_file_is_answered_with_its_figures(question: str, fact: str) -> None:
    answer = asked(question)

    assert answer.status is Status.ANSWERED
    assert formatted(view().facts[fact]) in answer.text
    assert fact in {each for sentence in answer.sentences for each in sentence.facts}
    assert "sans modèle de langue" in answer.made_by


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Combien allons-nous économiser ?", "economies"),
        ("Quelle sera notre part hors de la zone fin 2030 ?", "years"),
        ("et en 2028 on sera à combien", "years"),
        ("de combien est la facture américaine", "countries"),
        ("Quels contrats finissent en 2027 ?", "contracts"),
        ("Avons-nous des contrats à dénoncer ?", "contracts"),
        ("Quand finit le contrat VMware ?", "contracts"),
        ("et vmware ?", "subject"),
        ("microsoft 365 et oracle, combien ?", "subject"),
        ("Par quoi commencer ?", "first"),
        ("cb on paye en tout par an", "money"),
        ("cest koi le + cher", "main"),
        ("et l'an dernier ?", "past"),
        ("quels contrats se terminent en 2027 ?", "contracts"),
        ("Le Cloud Act permet-il de lire nos mails ?", ""),
        ("que se passe t il si on ne fait rien ?", "nothing_done"),
        ("Combien coûte la trajectoire ?", "cost"),
        ("combien de fournisseurs", "main"),
        ("notre hébergeur est il européen", "subject"),
        ("Peut-on exiger que nos données restent en Europe ?", ""),
        ("Faut-il un DPO ?", ""),
        ("qu’est-ce que le cloud act", ""),
    ],
)
def test_a_question_is_asked_of_the_case_file_or_of_the_knowledge(question: str, topic: str) -> None:
    asked_of = view().asked(in_full(question))

    assert (asked_of.topic.value if asked_of is not None else "") == topic.replace("economies", "savings")


def test_contracts_are_told_the_first_to_end_first_and_follow_what_was_spoken_of() -> None:
    talk = Conversation(gatherer())
    *_, every = talk.ask("Quels contrats finissent bientôt ?")
    list(talk.ask("et VMware ?"))
    *_, one = talk.ask("il finit quand ?")
    days = re.findall(r"fin le (\d\d)/(\d\d)/(\d{4})", every.text)

    assert days == sorted(days, key=lambda day: day[::-1])
    assert {line.split(" :")[0] for line in one.text.splitlines()} == {"VMware vSphere"}


def test_contracts_are_those_of_the_year_and_of_the_kind_asked_for() -> None:
    talk = Conversation(gatherer())
    *_, of_year = talk.ask("quels contrats se terminent en 2027 ?")
    *_, tacit = talk.ask("lesquels ont une tacite reconduction ?")

    assert set(re.findall(r"fin le \d\d/\d\d/(\d{4})", of_year.text)) == {"2027"}
    assert set(re.findall(r"fin le \d\d/\d\d/(\d{4})", tacit.text)) <= {"2027"}
    assert "sans reconduction tacite" not in tacit.text


def test_a_contract_that_renews_says_the_last_day_to_leave_it() -> None:
    told = [line for line in asked("Quels contrats finissent bientôt ?").text.splitlines() if ", reconduction tacite" in line]

    assert told
    for line in told:
        end, months = re.search(r"fin le ([\d/]+)", line), re.search(r"préavis de (\d+) mois", line)
        assert end is not None, line
        assert months is not None, line
        last = last_notice_day(datetime.strptime(end.group(1), "%d/%m/%Y").date(), int(months.group(1)))  # noqa: DTZ007 - a day
        said = "le dernier jour pour dénoncer était le" if last < DAY else "à dénoncer au plus tard le"
        assert f"{said} {last:%d/%m/%Y}" in line


@pytest.mark.parametrize("question", ["Combien payons-nous à Salesforce ?", "Quel est notre contrat avec Salesforce ?"])
def test_what_the_case_file_does_not_name_is_said_so_and_no_other_figure_stands_for_it(question: str) -> None:
    answer = asked(question)

    assert "Votre dossier ne nomme pas Salesforce." in answer.text
    assert not any(sentence.facts for sentence in answer.sentences)
    assert total() not in answer.text


def test_what_could_replace_a_product_of_the_case_file_is_asked_of_the_catalogue() -> None:
    answer = asked("Par quoi remplacer Microsoft 365 ?")

    assert not answer.is_of_case
    assert "LibreOffice" in answer.text
    assert "Messagerie et agendas" in answer.text


def test_a_pronoun_speaks_of_what_was_asked_before() -> None:
    talk = Conversation(gatherer(with_case=False))
    list(talk.ask("Qu’est-ce que SecNumCloud ?"))
    *_, answer = talk.ask("est on obligé de l’utiliser ?")

    assert "SecNumCloud" in answer.sources[0].title


@pytest.mark.parametrize("said", ["merci", "Bonjour !", "ok merci"])
def test_a_greeting_is_returned_and_nothing_is_searched(said: str) -> None:
    assert asked(said).text.startswith("Bonjour")


def test_a_question_of_law_is_answered_from_a_record_that_it_cites() -> None:
    answer = asked(LAW)

    cited = [source for source in answer.sources if source.number == 1]
    assert answer.status is Status.ANSWERED
    assert all(sentence.cited == (1,) for sentence in answer.sentences)
    assert cited[0].told is not None
    assert "donnees-union" in cited[0].told.record


def test_a_question_about_us_without_a_case_file_asks_for_it() -> None:
    answer = asked(MONEY, with_case=False)

    assert answer.status is Status.NEEDS
    assert "il me faut votre dossier" in answer.text


def test_what_nothing_answers_is_said_with_what_came_nearest() -> None:
    answer = asked("Quelle est la recette de la tarte aux pommes ?")

    assert answer.status is Status.NOT_FOUND
    assert answer.text.startswith("Non trouvé")
    assert answer.sources


def test_a_model_is_never_asked_what_nothing_answers() -> None:
    chat = saying(phrases(("Il faut six pommes.", [], [])))

    assert asked("Quelle est la recette de la tarte aux pommes ?", chat).status is Status.NOT_FOUND
    assert not chat.asked


@pytest.mark.parametrize("question", ["", "   ", "?!", "\u200b"])
def test_an_empty_question_asks_for_words(question: str) -> None:
    assert asked(question).status is Status.NEEDS


def test_the_thread_is_kept_from_one_question_to_the_next() -> None:
    talk = Conversation(gatherer())
    list(talk.ask("Par quoi commencer chez nous ?"))
    *_, follows = talk.ask("et la messagerie ?")
    *_, apart = Conversation(gatherer(with_case=False)).ask("et la messagerie ?")

    assert follows.sources[0].title == "Votre dossier : les dépendances nommées"
    assert "Exchange Online" in follows.text
    assert apart.sources[0].told is not None


def test_a_reseller_that_the_lines_name_is_not_said_absent_and_no_total_stands_for_it() -> None:
    answer = asked("combien on paye à l'ugap")

    assert "Vos fichiers nomment UGAP" in answer.text
    assert not any(sentence.facts for sentence in answer.sentences)


def test_a_contract_without_end_is_told_with_what_is_known() -> None:
    answer = asked("quand finit le contrat Oracle et quel préavis")

    assert "Oracle Database : fin inconnue, reconduction tacite, préavis de 1 mois." in answer.text


@pytest.mark.parametrize("question", ["on a un contrat avec Doctolib ?", "est-ce qu'on travaille avec Inetum ?"])
def test_whether_we_have_something_is_asked_of_the_case_file(question: str) -> None:
    assert "Votre dossier ne nomme pas" in asked(question).text


def test_the_clause_of_what_was_spoken_of_is_given() -> None:
    talk = Conversation(gatherer(with_case=False))
    list(talk.ask("notre titulaire se fait racheter par un fonds américain, que faire ?"))
    *_, answer = talk.ask("donne la clause")

    assert "Rédaction proposée" in answer.text
    assert "contrôle" in answer.text


def test_what_is_absent_and_what_a_line_names_are_told_apart() -> None:
    answer = asked("on a des contrats avec Salesforce et l'UGAP ?")

    assert "Votre dossier ne nomme pas Salesforce." in answer.text
    assert "Vos fichiers nomment UGAP" in answer.text


def test_a_name_that_must_not_leave_is_still_looked_up_here() -> None:
    reader = Gatherer(
        finder(), bench().knowledge, bench().catalogue, DAY, view(), distant=DistantSearch("modèle distant", sends_names=False)
    )
    *_, answer = Conversation(reader).ask("Par quoi remplacer Microsoft 365 ?")

    assert "LibreOffice" in answer.text


def test_what_a_text_is_says_that_it_is_our_summary() -> None:
    answer = asked("c’est quoi le Data Act ?")

    assert answer.sources[0].passage == "about:data-act"
    assert answer.sources[0].told is not None
    assert answer.sources[0].told.is_summary
