"""The writer that asks a model: what it is sent is marked, what it returns is checked sentence by sentence, repaired once, or replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tiebreak import (
    OBJECTION_LABELS,
    ChatMessage,
    ChatModel,
    ChatRequest,
    ChatRole,
    DraftedSentence,
    FactRegister,
    Finish,
    Ledger,
    ModelError,
    Objection,
    ToolCall,
    objections,
)
from tiebreak_assistant.answer import CASE
from tiebreak_assistant.gathering import Gatherer, Ground
from tiebreak_assistant.marks import Marks
from tiebreak_assistant.prompting import Phrase, answer_schema, messages, piece
from tiebreak_assistant.received import Received
from tiebreak_assistant.tools import reading_tools, used

PieceT = TypeVar("PieceT")
MOST_ROUNDS = 2
MOST_CALLS = 4
"""Readings asked for in one answer."""
MOST_SENTENCES = 12
READING_TOKENS = 400
ANSWER_TOKENS = 1_500
MOST_TEXT = 1_400
"""Characters of one passage that are sent."""
CUT = "la réponse du modèle a été coupée"
TOO_LONG = "la réponse du modèle était trop longue"


@dataclass
class Drafting:
    """What became of what a model wrote."""

    kept: list[DraftedSentence] = field(default_factory=list)
    refused: list[tuple[DraftedSentence, tuple[Objection, ...]]] = field(default_factory=list)
    repaired: int = 0
    requests: int = 0
    is_cut: bool = False
    """Whether the last answer was cut."""
    faults: list[str] = field(default_factory=list)
    """What went wrong, in French."""


class ModelWriter:
    """One model, for one conversation or one document."""

    def __init__(self, chat: ChatModel, marks: Marks) -> None:
        """Args: chat: the model; marks: what stands for names, figures and identifiers."""
        self.chat = chat
        self.marks = marks

    def read_more(self, ground: Ground, gatherer: Gatherer, thread: str, drafting: Drafting) -> Ground:
        """What is known after the readings that the model asks for, few of them."""
        tools = reading_tools(has_case=gatherer.view is not None)
        said = list(messages("tools", "question", **self._fields(ground, gatherer, thread)))
        calls = 0
        for _ in range(MOST_ROUNDS):
            asked = self._tools_asked(ChatRequest(messages=tuple(said), tools=tools, max_tokens=READING_TOKENS), drafting)
            if not asked or calls >= MOST_CALLS:
                break
            said.append(ChatMessage(role=ChatRole.ASSISTANT, tool_calls=asked))
            for call in asked:
                calls += 1
                told = "Assez de lectures : réponds avec ce qui est donné."
                if calls <= MOST_CALLS:
                    ground, told = used(call, ground, gatherer, self.marks.back)
                said.append(ChatMessage(role=ChatRole.TOOL, content=told, tool_call_id=call.id))
        return ground

    def answer(self, ground: Ground, gatherer: Gatherer, thread: str, drafting: Drafting) -> Iterator[DraftedSentence]:
        """The sentences that may be printed, each as soon as it is checked."""
        asked = messages("answer", "question", **self._fields(ground, gatherer, thread))
        yield from self.checked(asked, gatherer.ledger(ground), drafting)

    def section(
        self, title: str, template: Sequence[DraftedSentence], ledger: Ledger, drafting: Drafting
    ) -> Iterator[DraftedSentence]:
        """A section in other words than those of its template."""
        lines = "\n".join(f"- {self._template_line(each, ledger)}" for each in template)
        yield from self.checked(messages("draft", "section", title=title, sentences=lines), ledger, drafting)

    def checked(self, asked: tuple[ChatMessage, ...], ledger: Ledger, drafting: Drafting) -> Iterator[DraftedSentence]:
        """What a model answers, without what is held against; a cut is asked again once, a refusal repaired once."""
        written: list[str] = []
        yield from self._sentences(asked, ledger, drafting, written)
        if drafting.is_cut:
            written.clear()
            yield from self._sentences(asked, ledger, drafting, written)
        if drafting.refused and not drafting.is_cut:
            yield from self._repaired(asked, ledger, drafting, "".join(written))

    def _sentences(
        self, asked: tuple[ChatMessage, ...], ledger: Ledger, drafting: Drafting, written: list[str]
    ) -> Iterator[DraftedSentence]:
        """The sentences kept of one answer; one that was cut gave those that were whole."""
        received = Received()
        finish: Finish | None = None
        for text, ending in self._pieces(asked, drafting):
            finish = ending
            written.append(text)
            yield from self._kept(received.take(text), ledger, drafting)
        if finish in {Finish.STOP, Finish.TOOLS}:
            yield from self._kept(received.end(), ledger, drafting)
        drafting.is_cut = finish is Finish.CUT
        if drafting.is_cut:
            drafting.faults.append(CUT)
        if finish is Finish.LENGTH:
            drafting.faults.append(TOO_LONG)

    def _repaired(
        self, asked: tuple[ChatMessage, ...], ledger: Ledger, drafting: Drafting, written: str
    ) -> Iterator[DraftedSentence]:
        refused, drafting.refused = drafting.refused, []
        told = "\n".join(f"- « {self.marks.sent(draft.text)} » : {_reasons(why)}" for draft, why in refused)
        again = (*asked, ChatMessage(role=ChatRole.ASSISTANT, content=written), _user(piece("repair", refused=told)))
        before = len(drafting.kept)
        yield from self._sentences(again, ledger, drafting, [])
        drafting.repaired = len(drafting.kept) - before
        if drafting.repaired < len(refused):
            drafting.refused = drafting.refused or refused[drafting.repaired :]

    def _kept(self, phrases: Iterable[Phrase], ledger: Ledger, drafting: Drafting) -> Iterator[DraftedSentence]:
        for phrase in phrases:
            draft = self.marks.drafted(phrase.texte, phrase.faits, phrase.passages)
            if draft is None or draft.text in {each.text for each in drafting.kept} or len(drafting.kept) >= MOST_SENTENCES:
                continue
            if why := objections(draft, ledger):
                drafting.refused.append((draft, why))
            else:
                drafting.kept.append(draft)
                yield draft

    def _pieces(self, asked: tuple[ChatMessage, ...], drafting: Drafting) -> Iterator[tuple[str, Finish | None]]:
        request = ChatRequest(messages=asked, json_schema=answer_schema(), max_tokens=ANSWER_TOKENS)
        drafting.requests += 1
        yield from _safely(lambda: ((each.text, each.finish) for each in self.chat.answer(request)), drafting)

    def _tools_asked(self, request: ChatRequest, drafting: Drafting) -> tuple[ToolCall, ...]:
        drafting.requests += 1
        pieces = list(_safely(lambda: self.chat.answer(request), drafting))
        return pieces[-1].tool_calls if pieces else ()

    def _fields(self, ground: Ground, gatherer: Gatherer, thread: str) -> dict[str, str]:
        facts = {fact: None for each in ground.drafts for fact in each.fact_refs}
        held = gatherer.view.facts if gatherer.view is not None else FactRegister()
        return {
            "thread": self.marks.sent(thread) or "(aucun)",
            "passages": "\n".join(self._passage_line(identifier, ground) for identifier in ground.passages) or "(aucun)",
            "facts": "\n".join(
                f"{self.marks.fact(each)} : {self.marks.sent(held[each].formula)} ({self.marks.value(held[each])})"
                for each in facts
            )
            or "(aucun)",
            "question": self.marks.sent(ground.question),
        }

    def _passage_line(self, identifier: str, ground: Ground) -> str:
        """A passage as it is sent: that of the case file in drafts, whose figures are places."""
        passage = ground.passages[identifier]
        of_case = [each.text for each in ground.drafts if identifier in each.cite_refs]
        text = " ".join(of_case) if identifier.startswith(CASE) else passage.text[:MOST_TEXT]
        return f"[{self.marks.passage(passage)}] {self.marks.sent(passage.title)} : {self.marks.sent(text)}"

    def _template_line(self, draft: DraftedSentence, ledger: Ledger) -> str:
        cited = " ".join(f"[{self.marks.passage(ledger.passages[each])}]" for each in draft.cite_refs if each in ledger.passages)
        return f"{self.marks.sent(draft.text)} {cited}".strip()


def _safely(ask: Callable[[], Iterator[PieceT]], drafting: Drafting) -> Iterator[PieceT]:
    """What a model gives; what it raises is someone else's fault, told with the answer, which is then written without it."""
    try:
        yield from ask()
    except ModelError as error:
        drafting.faults.append(str(error))
    except Exception as error:  # noqa: BLE001 - a provider is someone else's code: its fault is shown, the answer still comes
        drafting.faults.append(f"le modèle a échoué ({type(error).__name__})")


def _reasons(why: Iterable[Objection]) -> str:
    return " ; ".join(f"{OBJECTION_LABELS[each.kind]} ({each.span})" for each in why)


def _user(text: str) -> ChatMessage:
    return ChatMessage(role=ChatRole.USER, content=text)
