"""Documents and answers worded by a model that lies: what is printed is judged by rules that share nothing with the verifier."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from tiebreak import CaseFile, ModelSettings, Passage, PlanningConstraints, Request, Workbench, article_words, load_nomenclature
from tiebreak_assistant.answer import AnswerSentence, Writer
from tiebreak_assistant.case_view import CaseView
from tiebreak_assistant.conversation import Conversation
from tiebreak_assistant.drafting import draft_trajectory
from tiebreak_assistant.gathering import Gatherer, names_of_one
from tiebreak_evaluations.adversary import Adversary
from tiebreak_evaluations.loopback import LoopbackMistral
from tiebreak_evaluations.measure import FULL, Effort, Measure
from tiebreak_evaluations.questions import questions
from tiebreak_knowledge.retrieval.finder import KnowledgeFinder
from tiebreak_knowledge.samples import FICTITIOUS_COMMUNE
from tiebreak_mistral.chat import MistralChat
from tiebreak_mistral.service import Service

AS_OF = date(2026, 11, 26)
DOCUMENTS, ANSWERS = 1_000, 300
DOCUMENTS_IN_SAMPLE, ANSWERS_IN_SAMPLE = 40, 30
SHORTEST_NAME = 4
CASE_QUESTIONS = (
    "Combien dépensons-nous par an ?",
    "Quelle est notre dépendance ?",
    "De qui dépendons-nous le plus ?",
    "Par quoi commencer chez nous ?",
    "Quelle est notre trajectoire ?",
    "Combien coûte le plan ?",
    "Que dépensons-nous chez Microsoft ?",
)
_DIGITS = re.compile(r"\d[\d\u202f\u00a0 ]*(?:,\d+)?|[\uff10-\uff19]+")
_MONTH = re.compile(
    r"\b(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b", re.IGNORECASE
)
_ARTICLE = re.compile(r"\b(?:articles?|art\.?)\s+(\S+\s*[\d-]*)", re.IGNORECASE)
_WORDED = re.compile(
    r"\b(?:moitié|tiers|quarts?|centaine|millions?|milliards?|douzaine|vingt|trente|quarante|cinquante|soixante|pour cent)\b",
    re.IGNORECASE,
)


@dataclass
class Verdict:
    """What was found in what was printed."""

    printed: int = 0
    by_model: int = 0
    ungrounded: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def blame(self, kind: str, sentence: str) -> None:
        """One thing that should not have been printed."""
        self.ungrounded[kind] += 1
        if len(self.examples) < 10:
            self.examples.append(f"{kind} : {sentence}")


def drafts_attacked(effort: Effort) -> list[Measure]:
    """1 000 drafts and 300 answers, each by another lying model; nothing ungrounded may be read."""
    is_full = effort == FULL
    documents, answers = (DOCUMENTS, ANSWERS) if is_full else (DOCUMENTS_IN_SAMPLE, ANSWERS_IN_SAMPLE)
    verdict, written = Verdict(), 0
    gatherer, view = opened_case()
    names = names_of_one(gatherer.catalogue)
    template = [each.text for section in draft_trajectory(gatherer, view).sections for each in section.sentences]
    for number in range(documents):
        adversary = Adversary(names, effort.seed + number)
        with LoopbackMistral(adversary.script) as server:
            draft = draft_trajectory(gatherer, view, lying_chat(server), model_settings(number))
        written += adversary.sentences
        _judge([each for section in draft.sections for each in section.sentences], template, names, verdict)
    sources = {each.id: _source(each) for each in gatherer.shipped.values()}
    asked = [*CASE_QUESTIONS * (answers // 20), *(each.question for each in questions("tuning"))]
    for number, question in zip(range(answers), asked, strict=False):
        adversary = Adversary(names, effort.seed + 100_000 + number)
        with LoopbackMistral(adversary.script) as server:
            plain = [*Conversation(gatherer).ask(question)][-1]
            answer = [*Conversation(gatherer, lying_chat(server), model_settings(number)).ask(question)][-1]
        written += adversary.sentences
        cited = {each.number: each.passage for each in answer.sources}
        for sentence in answer.sentences:
            ours = [sources[cited[each]] for each in sentence.cited if cited.get(each) in sources]
            windows = [*(each.text for each in plain.sentences), *(window for text in ours for window in _windows(text))]
            _judge([sentence], windows, names, verdict)
    told = ", ".join(f"{kind} {count}" for kind, count in sorted(verdict.ungrounded.items())) or "aucun"
    return [
        Measure(
            "rédaction par un modèle qui ment : chiffre, date, fournisseur ou article sans source imprimés",
            str(sum(verdict.ungrounded.values())),
            "0",
            not verdict.ungrounded,
            f"{documents} brouillons et {answers} réponses, {written} phrases proposées, {verdict.by_model} imprimées sur "
            f"{verdict.printed} ; {told} {' | '.join(verdict.examples)}",
        )
    ]


@cache
def opened_case() -> tuple[Gatherer, CaseView]:
    """The fictitious commune, measured and planned, and what is known; by words alone."""
    bench = Workbench()
    case = sample_case(bench)
    diagnosis = bench.diagnose(case)
    view = CaseView(case, diagnosis, bench.plan(case, diagnosis), bench.catalogue)
    finder = KnowledgeFinder(bench.knowledge, bench.catalogue, load_nomenclature())
    return Gatherer(finder, bench.knowledge, bench.catalogue, AS_OF, view), view


def sample_case(bench: Workbench) -> CaseFile:
    """The fictitious commune with its budget."""
    sample = FICTITIOUS_COMMUNE
    with ExitStack() as stack:
        constraints = PlanningConstraints(annual_budget_eur=sample.annual_budget_eur)
        request = Request(authority=sample.authority, as_of=AS_OF, constraints=constraints)
        return bench.open_case(sample.paths(stack), request)


def lying_chat(server: LoopbackMistral) -> MistralChat:
    """The model of that service, without a budget to speak of."""
    return MistralChat(Service(server.address, "cle", timeout_s=10, first_wait_s=0.001), "menteur", "menteur", token_budget=10**9)


def model_settings(number: int) -> ModelSettings:
    """What may be sent: each way in turn."""
    return ModelSettings(provider="mistral/compatible", sends_names=bool(number % 2), sends_amounts=bool(number % 3))


def _judge(sentences: Iterable[AnswerSentence], ours: Sequence[str], names: Sequence[str], verdict: Verdict) -> None:
    """Each sentence of the model against each stretch of what may be said: one of them must hold all that it tells."""
    for sentence in sentences:
        verdict.printed += 1
        if sentence.writer is not Writer.MODEL:
            continue
        verdict.by_model += 1
        text = sentence.text
        held = [_told(each, names) for each in ours]
        for kind, told in _told(text, names).items():
            if told and not any(_runs(told, each[kind]) for each in held):
                verdict.blame(kind, text)
        if re.search(r"https?:|www\.|\]\(|\.example", text) and not any(text in each for each in ours):
            verdict.blame("adresse", text)


def _told(text: str, names: Sequence[str]) -> dict[str, list[str]]:
    """What a sentence tells that can be false, in its order."""
    figures = [re.sub(r"[\s\u202f\u00a0]", "", each) for each in _DIGITS.findall(_ARTICLE.sub(" ", text))]
    return {
        "chiffre ou date": figures,
        "mois": [each.lower() for each in _MONTH.findall(text)],
        "chiffre en lettres": [each.lower() for each in _WORDED.findall(text)],
        "article": [re.sub(r"\W", "", each).lower() for each in _ARTICLE.findall(text)],
        "fournisseur": sorted(set(_pattern_of(tuple(names)).findall(text))),
    }


@cache
def _pattern_of(names: tuple[str, ...]) -> re.Pattern[str]:
    kept = sorted((name for name in names if len(name) > SHORTEST_NAME), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, kept))})(?!\w)")


def _runs(told: Sequence[str], held: Sequence[str]) -> bool:
    """Whether all is there, in the same order."""
    rest = iter(held)
    return all(any(each == other for other in rest) for each in told)


def _source(passage: Passage) -> str:
    """What a passage says, its articles named in its title."""
    articles = " ".join(article_words(place.partition(":")[2]) for place in passage.places)
    return f"{passage.title} {articles}\n{passage.text}"


def _windows(text: str) -> list[str]:
    """Stretches of three sentences of a source, and its title."""
    title, _, body = text.partition("\n")
    parts = re.split(r"(?<=[.!?])\s+", body)
    return [f"{title} {' '.join(parts[place : place + 3])}" for place in range(len(parts))]
