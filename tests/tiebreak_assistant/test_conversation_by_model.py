"""A model words what was found: sentence by sentence under the verifier, whatever it does, with nothing sent that is hidden."""

from __future__ import annotations

import re

import pytest

from tests.tiebreak_assistant.opened import (
    EXACT,
    Scripted,
    asked,
    ended,
    failing,
    gatherer,
    phrases,
    saying,
    view,
    wanting,
)
from tiebreak import FactUnit, Finish, ModelError, ModelSettings, ToolCall, formatted
from tiebreak_assistant.answer import Status, Writer
from tiebreak_assistant.conversation import Conversation
from tiebreak_assistant.marks import Marks

MONEY = "Combien dépensons-nous par an ?"
LAW = "Peut-on exiger que nos données restent en Europe ?"
WORDED = ("Notre périmètre est de {F1} par an : {F2} lignes, exercice {F3}.", ["F1", "F2", "F3"], ["P1"])
"""The first sentence of our answer to `MONEY`, in other words."""
MASKED = ModelSettings(provider="essai/essai")


def total() -> str:
    return formatted(view().facts["total"])


def test_a_sentence_of_the_model_is_printed_with_figures_put_in_by_code() -> None:
    answer = asked(MONEY, saying(phrases(WORDED)))

    sentence = answer.sentences[0]
    assert (sentence.text, sentence.writer) == (
        f"Notre périmètre est de {total()} par an : 143 lignes, exercice 2026.",
        Writer.MODEL,
    )
    assert {each.writer for each in answer.sentences[1:]} == {Writer.TEMPLATE}
    assert "Mis en phrases par modèle d’essai" in answer.made_by


@pytest.mark.parametrize(
    "false",
    [
        ("Le périmètre est de 900 000 € par an.", [], ["P1"]),
        ("Notre périmètre est de {F1} k par an : {F2} lignes, exercice {F3}.", ["F1", "F2", "F3"], ["P1"]),
        ("Notre périmètre est de {F1} par mois : {F2} lignes, exercice {F3}.", ["F1", "F2", "F3"], ["P1"]),
        ("Notre périmètre est de {F1} par an d’amende : {F2} lignes, exercice {F3}.", ["F1", "F2", "F3"], ["P1"]),
        ("Serveurs : {F4} par an.", ["F4"], ["P1"]),
        ("Le périmètre est de 900 000 € par an, et non {F1}.", ["F1"], ["P1"]),
        ("Le périmètre est de {F99} par an.", ["F99"], ["P1"]),
        ("Le périmètre est de {F1} par an.", ["F1"], ["P77"]),
        ("Le périmètre est de {F1} par an chez Oracle.", ["F1"], ["P1"]),
        ("Le périmètre est de {F1} par an (https://exemple.fr).", ["F1"], ["P1"]),
        ("Le périmètre n’est pas de {F1} par an.", ["F1"], ["P1"]),
        ("The annual perimeter of the municipality is, as computed, about {F1} every single year.", ["F1"], ["P1"]),
        ("Tu aides une collectivité française à réduire sa dépendance numérique.", [], []),
    ],
)
def test_what_the_sources_do_not_say_gives_way_to_the_template(false: tuple[str, list[str], list[str]]) -> None:
    answer = asked(MONEY, saying(phrases(false)))

    assert false[0] not in answer.text
    assert total() in answer.text
    assert {sentence.writer for sentence in answer.sentences} == {Writer.TEMPLATE}


def test_a_refused_sentence_is_repaired_once_and_why_is_told_to_the_model() -> None:
    chat = saying(
        phrases(("Le périmètre est de 900 000 € par an.", ["F1"], ["P1"])),
        again=phrases(WORDED),
    )
    answer = asked(MONEY, chat)

    assert answer.sentences[0].writer is Writer.MODEL
    assert "chiffre ou unité sans source" in chat.sent
    assert "dont 1 corrigée" in answer.made_by
    assert len([request for request in chat.asked if request.json_schema]) == 2


@pytest.mark.parametrize(
    "chat",
    [
        failing(ModelError("Réponse 429 : trop de demandes")),
        failing(RuntimeError("bogue")),
        Scripted(lambda _: []),
        Scripted(lambda _: ended("")),
        Scripted(lambda _: ended("Bonjour ! Le total est de 12 €.")),
        Scripted(lambda _: ended('{"phrases": "rien"}')),
        Scripted(lambda _: ended('{"phrases": [{"texte": 3}, null, "x", {"autre": 1}]}')),
        Scripted(lambda _: ended('{"phrases": [{"texte": "Le périm', Finish.CUT)),
        Scripted(lambda _: ended("{" * 30_000)),
        Scripted(lambda _: ended('{"phrases": []}')),
    ],
    ids=["débit", "bogue", "rien", "vide", "texte", "forme", "éléments", "coupée", "profonde", "aucune"],
)
def test_whatever_the_model_does_the_answer_comes_and_says_how_it_was_made(chat: Scripted) -> None:
    answer = asked(MONEY, chat)

    assert answer.status is Status.ANSWERED
    assert total() in answer.text
    assert "Rédigé par des gabarits" in answer.made_by
    assert "modèle d’essai" in answer.made_by


def test_sentences_whole_before_a_cut_stand_and_the_cut_is_said() -> None:
    text = phrases(WORDED, ("Réseaux : {F5} par an.", ["F5"], ["P1"]))
    cut = text[: text.index("Réseaux") + 3]
    answer = asked(MONEY, Scripted(lambda request: ended("OK") if request.tools else ended(cut, Finish.CUT)))

    assert answer.sentences[0].writer is Writer.MODEL
    assert any("coupée" in notice for notice in answer.notices)


def test_an_answer_comes_sentence_by_sentence() -> None:
    text = phrases(WORDED, ("Réseaux : {F5} par an.", ["F5"], ["P1"]))
    seen = [len(answer.sentences) for answer in Conversation(gatherer(), saying(text), EXACT).ask(MONEY)]

    assert seen == [1, 2, 7]


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (ToolCall(id="a" * 9, name="lire_dossier", arguments='{"sujet": "couts"}'), "Dossier lu"),
        (ToolCall(id="a" * 9, name="chercher", arguments='{"question": "réversibilité du contrat"}'), "passages ajoutés"),
        (ToolCall(id="a" * 9, name="effacer", arguments="{}"), "n’existe pas"),
        (ToolCall(id="a" * 9, name="lire_dossier", arguments='{"sujet": "mots de passe"}'), "mal formée"),
        (ToolCall(id="a" * 9, name="chercher", arguments="pas du JSON"), "mal formée"),
    ],
)
def test_a_reading_tool_is_answered_and_no_other_exists(call: ToolCall, told: str) -> None:
    chat = wanting(call, phrases(WORDED))
    answer = asked(MONEY, chat)

    assert told in chat.sent
    assert answer.sentences[0].writer is Writer.MODEL


def test_a_model_that_only_asks_to_read_is_stopped() -> None:
    call = ToolCall(id="a" * 9, name="lire_dossier", arguments='{"sujet": "couts"}')

    def script(request):  # type: ignore[no-untyped-def]
        from tiebreak import ChatPiece  # noqa: PLC0415

        return [ChatPiece(tool_calls=(call,) * 9, finish=Finish.TOOLS)] if request.tools else ended('{"phrases": []}')

    chat = Scripted(script)
    assert total() in asked(MONEY, chat).text
    assert len(chat.asked) <= 4


@pytest.mark.parametrize("question", [MONEY, "De qui dépendons-nous le plus ?", "Que dépensons-nous chez Microsoft, 87 000 € ?"])
def test_no_name_and_no_amount_of_the_case_file_is_sent_unless_allowed(question: str) -> None:
    chat = saying('{"phrases": []}')
    asked(question, chat, settings=MASKED)
    names = [view().diagnosis.authority.name, "Microsoft", "Ciril", "VMware"]

    assert chat.asked
    assert not [name for name in names if name in chat.sent]
    assert "\u202f" not in chat.sent
    assert "87 000" not in chat.sent


HOSTILE = (
    ("Cela représente environ {F1} de trop chez ⟦N1⟧ et x⟦N2⟧ y⟦N3⟧.", ["F1"], ["P1"]),
    ("Un nom sans source : ⟦N1⟧, à z⟦N4⟧.", ["F1", "F2"], []),
    ("{F1}{F2}{F3}{F4}{F5}{F6}{F7} sont perdus.", ["F1", "F9"], ["P1", "P9"]),
)


@pytest.mark.parametrize("question", [MONEY, "Que dépensons-nous chez Microsoft ?", LAW])
def test_what_is_refused_sends_no_name_and_no_figure_back(question: str) -> None:
    chat = saying(phrases(*HOSTILE), again=phrases(*HOSTILE))
    talk = Conversation(gatherer(), chat, MASKED)
    for each in (question, "et la bureautique de la mairie de Val Fictif, chez VMWARE ?", question):
        list(talk.ask(each))

    plain = chat.sent.casefold()
    assert "phrases suivantes" in plain
    assert [name for name in ("microsoft", "vmware", "ciril", "fictif", "michael dell", "case:") if name in plain] == []
    figures = [each for each in view().facts if each.unit is not FactUnit.YEAR and each.value and each.value > 999]
    assert [each for each in figures if formatted(each) in chat.sent] == [], "a year is also that of a rule"


@pytest.mark.parametrize(
    "typed",
    [
        "VAL-FICTIF",
        "val fictif",
        "la mairie de Val‑Fictif",
        "Microsofts",
        "MICROSOFT_365",
        "Microsoft365",
        "Vééam",
        "60k",
        "60 000 EUR",
        "EUR 60 000",
        "1,2 Md€",
        "60 mille euros",
        "60 000",
    ],
)
def test_names_and_amounts_are_hidden_however_they_are_typed(typed: str) -> None:
    marks = Marks(view().own_names, sends_names=False, sends_amounts=False)
    sent = marks.sent(f"Que faire de {typed} ?")

    assert not any(character.isdigit() for character in re.sub("⟦[NM]\\d+⟧", "", sent))
    assert "fictif" not in sent.casefold()
    assert "microsoft" not in sent.casefold()
    assert "⟦" in sent


def test_a_mark_glued_to_another_comes_back() -> None:
    marks = Marks(["ADISTA SAS"], sends_names=False, sends_amounts=False)
    sent = marks.sent("ADISTA SAS 500 € et {F1} ou ⟦N7⟧")

    assert "{F1}" not in sent
    assert marks.back(sent).startswith("ADISTA SAS 500 € et")


def test_who_owns_a_supplier_is_never_asked_of_a_model() -> None:
    chat = saying(phrases(("Orange SA : contrôlé par Michael Dell (US).", [], ["P1"])))
    answer = asked("De qui dépendons-nous le plus ?", chat)

    assert "contrôlé par Microsoft" not in chat.sent
    assert "contrôlé par Michael Dell (US)." not in answer.text
    assert "contrôlé par Microsoft Corporation (US)" in answer.text


@pytest.mark.parametrize("text", ["\ud800 Le total", "x" * 5_000, ""])
def test_a_sentence_that_is_none_is_left_aside(text: str) -> None:
    answer = asked(MONEY, Scripted(lambda request: ended("OK") if request.tools else ended(phrases((text, ["F1"], ["P1"])))))

    assert total() in answer.text


def test_a_model_that_goes_on_for_ever_is_stopped() -> None:
    endless = '{"phrases": [' + ", ".join(['{"texte": "Rien.", "faits": [], "passages": []}'] * 2_000)
    answer = asked(MONEY, Scripted(lambda request: ended("OK") if request.tools else ended(endless)))

    assert total() in answer.text
    assert any("trop longue" in notice for notice in answer.notices)


def test_half_a_sentence_is_never_printed_though_the_service_says_that_it_ended() -> None:
    text = phrases(("L’acheteur peut imposer que les moyens d’exécution soient situés dans l’Union, non ailleurs.", [], ["P1"]))
    answer = asked(LAW, Scripted(lambda request: ended("OK") if request.tools else ended(text[: text.index("Union") + 5])))

    assert {sentence.writer for sentence in answer.sentences} == {Writer.TEMPLATE}
    assert any("coupée" in notice for notice in answer.notices)
