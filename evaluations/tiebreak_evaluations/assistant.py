"""The assistant: what it cites says what it says, it answers whatever a service does, and it begins at once."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Mapping

from tiebreak import load_nomenclature
from tiebreak_assistant.answer import Answer, Status
from tiebreak_assistant.conversation import Conversation
from tiebreak_assistant.drafting import draft_trajectory
from tiebreak_assistant.gathering import Gatherer
from tiebreak_evaluations.drafts_attacked import AS_OF, CASE_QUESTIONS, model_settings, opened_case
from tiebreak_evaluations.loopback import Cuts, Empty, Fails, Garbles, LoopbackMistral, Redirects, Reply, Says, Stalls
from tiebreak_evaluations.loopback.replies import VALIDATION, documented_error
from tiebreak_evaluations.measure import FULL, Effort, Measure
from tiebreak_evaluations.questions import questions
from tiebreak_knowledge.retrieval.finder import KnowledgeFinder, embedder_here
from tiebreak_mistral.chat import MistralChat
from tiebreak_mistral.service import Service

FIRST_TOKEN_S = 1.0
LAW_QUESTION = "Peut-on exiger que nos données restent en Europe ?"
GOOD = json.dumps({"phrases": [{"texte": "Réseaux : {F5} par an.", "faits": ["F5"], "passages": ["P1"]}]}, ensure_ascii=False)
FAULTS: Mapping[str, Reply] = {
    "429": Fails(429),
    "429 et attente": Fails(429, headers={"retry-after": "0"}),
    "429 et longue attente": Fails(429, headers={"retry-after": "3600"}),
    "500": documented_error(500),
    "502": Fails(502, "<html>panne</html>", content_type="text/html"),
    "503": documented_error(503),
    "504": Fails(504, ""),
    "401": Fails(401, '{"message": "Unauthorized"}'),
    "403": documented_error(403, "guardrail", "guardrail"),
    "404": Fails(404, '{"message": "no Route matched with those values"}'),
    "422": Fails(422, VALIDATION),
    "renvoi ailleurs": Redirects("http://127.0.0.1:9/ailleurs"),
    "flux vide": Empty(),
    "coupé au début": Cuts(GOOD, 0),
    "coupé au milieu": Cuts(GOOD, 40),
    "fini sans le dire": Cuts(GOOD, 60, is_clean=True),
    "morceau abîmé": Garbles(GOOD, 40),
    "morceau d’une autre forme": Garbles(GOOD, 40, event='{"id": 3, "choices": "aucun"}'),
    "lent": Says(GOOD, piece=2, pause_s=0.2),
    "muet": Stalls(9.0),
    "trop long": Says(GOOD, finish="length"),
    "erreur": Says(GOOD[:30], finish="error"),
    "texte libre": Says("Bonjour ! Le total est de 12 €."),
}


def assistant_quality(effort: Effort) -> list[Measure]:
    """Citations, faults of a service, and the first words of an answer."""
    return [_citations(effort), _faults(), _first_words(effort)]


def _citations(effort: Effort) -> Measure:
    """Each sentence of each answer stands in what it cites, in force that day, doubts told with it."""
    gatherer, _ = opened_case()
    reader = Gatherer(_finder(gatherer), gatherer.base, gatherer.catalogue, AS_OF)
    asked = [each.question for each in questions("tuning")]
    sentences, wrong = 0, Counter[str]()
    for question in asked if effort == FULL else asked[::6]:
        *_, answer = Conversation(reader).ask(question)
        if answer.status is not Status.ANSWERED:
            continue
        for sentence in answer.sentences:
            sentences += 1
            wrong.update(_wrong(answer, sentence.text, sentence.cited, reader))
    told = ", ".join(f"{kind} {count}" for kind, count in wrong.items()) or "aucune faute"
    return Measure(
        "citations de l’assistant qui ne disent pas la phrase, ne sont plus en vigueur ou taisent un doute",
        str(sum(wrong.values())),
        "0",
        not wrong and sentences > 0,
        f"{sentences} phrases ; {told}",
    )


def _wrong(answer: Answer, text: str, cited: tuple[int, ...], reader: Gatherer) -> list[str]:
    by_number = {source.number: source for source in answer.sources}
    passages = [reader.shipped[by_number[each].passage] for each in cited if by_number[each].passage in reader.shipped]
    found: list[str] = []
    if not passages or len(passages) != len(cited):
        return ["référence introuvable"]
    if not any(text in " ".join(passage.text.split()) or text in passage.text for passage in passages):
        found.append("phrase absente du passage")
    for each in cited:
        source = by_number[each]
        passage, told = reader.shipped[source.passage], source.told
        warnings = told.warnings if told is not None else ()
        if passage.in_force_until is not None and passage.in_force_until < AS_OF:
            found.append("plus en vigueur")
        if (
            passage.in_force_from is not None
            and passage.in_force_from > AS_OF
            and not any("partir du" in said for said in warnings)
        ):
            found.append("pas encore en vigueur, et tu")
        if passage.unsettled and passage.unsettled not in warnings:
            found.append("doute tu")
    return found


def _faults() -> Measure:
    """Every fault, in a conversation and in a draft, and nobody at the address."""
    gatherer, view = opened_case()
    plain = draft_trajectory(gatherer, view)
    survived = {name: _survives(gatherer, reply) for name, reply in FAULTS.items()}
    with LoopbackMistral([Says(GOOD)]) as server:
        gone = server.address
    chat = MistralChat(Service(gone, "cle", timeout_s=0.3, first_wait_s=0.001), "absent", "modèle absent", token_budget=10**6)
    draft = draft_trajectory(gatherer, view, chat, model_settings(1))
    survived["personne à l’adresse"] = draft.sections == plain.sections and "modèle absent" in draft.made_by
    failed = [name for name, ok in survived.items() if not ok]
    return Measure(
        "pannes d’un service auxquelles la réponse et le brouillon survivent en le disant",
        f"{1 - len(failed) / len(survived):.2f}",
        "1.00",
        not failed,
        f"{len(survived)} sortes : {', '.join(survived)}" + (f" ; échecs : {', '.join(failed)}" if failed else ""),
    )


def _survives(gatherer: Gatherer, reply: Reply) -> bool:
    """Whether an answer about the case file, one of law and a draft all come whole, and say who wrote them."""
    view = gatherer.view
    if view is None:
        return False
    with LoopbackMistral([reply]) as server:
        service = Service(server.address, "cle", timeout_s=0.3, first_wait_s=0.001)

        def chat() -> MistralChat:
            return MistralChat(service, "en panne", "modèle en panne", token_budget=10**6)

        for question in (CASE_QUESTIONS[0], LAW_QUESTION):
            *_, answer = Conversation(gatherer, chat(), model_settings(1)).ask(question)
            if answer.status is not Status.ANSWERED or not answer.sentences or "modèle en panne" not in answer.made_by:
                return False
        draft = draft_trajectory(gatherer, view, chat(), model_settings(1))
    plain = draft_trajectory(gatherer, view)
    is_whole = [len(each.sentences) for each in draft.sections] == [len(each.sentences) for each in plain.sections]
    return is_whole and "modèle en panne" in draft.made_by


def _first_words(effort: Effort) -> Measure:
    """From a question to the first words of its answer, offline, the knowledge being open."""
    gatherer, _ = opened_case()
    reader = Gatherer(_finder(gatherer), gatherer.base, gatherer.catalogue, AS_OF, gatherer.view)
    asked = [*CASE_QUESTIONS, *(each.question for each in questions("tuning"))][: 200 if effort == FULL else 30]
    times: list[float] = []
    for question in asked:
        start = time.perf_counter()
        next(iter(Conversation(reader).ask(question)))
        times.append(time.perf_counter() - start)
    worst = sorted(times)[int(len(times) * 0.95)]
    return Measure(
        "assistant sans modèle : premiers mots, au 95ᵉ centile",
        f"{worst:.3f} s",
        f"≤ {FIRST_TOKEN_S} s",
        worst <= FIRST_TOKEN_S,
        f"{len(times)} questions, connaissances ouvertes ; la plus longue {max(times):.3f} s",
        is_timed=True,
    )


def _finder(gatherer: Gatherer) -> KnowledgeFinder:
    return KnowledgeFinder(gatherer.base, gatherer.catalogue, load_nomenclature(), embedder=embedder_here())
