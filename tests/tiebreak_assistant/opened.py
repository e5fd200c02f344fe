"""What the tests of the assistant share, opened once: the knowledge, two case files, and models that say what they are told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from tiebreak import (
    CaseFile,
    ChatPiece,
    ChatRequest,
    Finish,
    ModelError,
    ModelSettings,
    PlanningConstraints,
    Request,
    ToolCall,
    Workbench,
    load_nomenclature,
)
from tiebreak_assistant.answer import Answer
from tiebreak_assistant.case_view import CaseView
from tiebreak_assistant.conversation import Conversation
from tiebreak_assistant.gathering import Gatherer
from tiebreak_knowledge.retrieval.finder import KnowledgeFinder
from tiebreak_knowledge.samples import FICTITIOUS_COMMUNE

DAY = date(2026, 11, 26)
EXACT = ModelSettings(provider="essai/essai", sends_names=True, sends_amounts=True)


@cache
def bench() -> Workbench:
    return Workbench()


@cache
def finder() -> KnowledgeFinder:
    """By words alone: the tests of the assistant need no model of meaning."""
    return KnowledgeFinder(bench().knowledge, bench().catalogue, load_nomenclature())


@cache
def case() -> CaseFile:
    sample = FICTITIOUS_COMMUNE
    with ExitStack() as stack:
        constraints = PlanningConstraints(annual_budget_eur=sample.annual_budget_eur)
        return bench().open_case(sample.paths(stack), Request(authority=sample.authority, as_of=DAY, constraints=constraints))


@cache
def view() -> CaseView:
    diagnosis = bench().diagnose(case())
    return CaseView(case(), diagnosis, bench().plan(case(), diagnosis), bench().catalogue)


def gatherer(*, with_case: bool = True) -> Gatherer:
    return Gatherer(finder(), bench().knowledge, bench().catalogue, DAY, view() if with_case else None)


Script = Callable[[ChatRequest], Sequence[ChatPiece]]


@dataclass
class Scripted:
    """A model that answers what its script says, and keeps what it was asked."""

    script: Script
    name: str = "essai"
    label: str = "modèle d’essai, sur cet ordinateur"
    asked: list[ChatRequest] = field(default_factory=list)

    def answer(self, request: ChatRequest) -> Iterator[ChatPiece]:
        self.asked.append(request)
        yield from self.script(request)

    @property
    def sent(self) -> str:
        """All that was ever sent to it."""
        return "\n".join(message.content for request in self.asked for message in request.messages)


def ended(text: str, finish: Finish = Finish.STOP) -> list[ChatPiece]:
    """An answer in small pieces."""
    return [*(ChatPiece(text=text[start : start + 17]) for start in range(0, len(text), 17)), ChatPiece(finish=finish)]


def phrases(*said: tuple[str, Sequence[str], Sequence[str]]) -> str:
    """An answer under the schema: sentence, facts, passages."""
    return json.dumps(
        {"phrases": [{"texte": text, "faits": list(facts), "passages": list(passages)} for text, facts, passages in said]},
        ensure_ascii=False,
    )


def saying(text: str, *, again: str | None = None) -> Scripted:
    """A model that reads nothing more, then says this; `again` when it is asked to repair."""
    drafts = [text, text if again is None else again]

    def script(request: ChatRequest) -> Sequence[ChatPiece]:
        if request.tools:
            return ended("OK")
        return ended(drafts.pop(0) if len(drafts) > 1 else drafts[0])

    return Scripted(script)


def failing(error: Exception) -> Scripted:
    def script(_request: ChatRequest) -> Sequence[ChatPiece]:
        raise error

    return Scripted(script)


def wanting(call: ToolCall, then: str) -> Scripted:
    """A model that asks for one reading, then says this."""
    calls = [call]

    def script(request: ChatRequest) -> Sequence[ChatPiece]:
        if request.tools and calls:
            return [ChatPiece(tool_calls=(calls.pop(),), finish=Finish.TOOLS)]
        return ended("OK" if request.tools else then)

    return Scripted(script)


def asked(question: str, chat: Scripted | None = None, *, with_case: bool = True, settings: ModelSettings = EXACT) -> Answer:
    *_, whole = Conversation(gatherer(with_case=with_case), chat, settings if chat else None).ask(question)
    return whole


__all__ = [
    "DAY",
    "EXACT",
    "ModelError",
    "Scripted",
    "asked",
    "bench",
    "case",
    "ended",
    "failing",
    "finder",
    "gatherer",
    "phrases",
    "saying",
    "view",
    "wanting",
]
