"""The writer that asks a model: what it is sent is marked, what it returns is checked sentence by sentence, repaired once, or replaced."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple, TypeVar

from tiebreak import (
    OBJECTION_LABELS,
    ChatMessage,
    ChatModel,
    ChatRequest,
    ChatRole,
    DraftedSentence,
    Finish,
    Ledger,
    ModelError,
    ModelSettings,
    Objection,
    ObjectionKind,
    ToolCall,
    objections,
    sentences_in,
    unpaired,
)
from tiebreak_assistant.answer import CASE
from tiebreak_assistant.case_view import CaseView
from tiebreak_assistant.gathering import Gatherer, Ground
from tiebreak_assistant.marks import Marks
from tiebreak_assistant.prompting import Phrase, answer_schema, messages, piece, repeats_instructions
from tiebreak_assistant.received import LONGEST_ANSWER, Received
from tiebreak_assistant.said_words import PLACE
from tiebreak_assistant.tools import reading_tools, used
from tiebreak_assistant.what_is_sent import question_fields, section_lines, sendable

PieceT = TypeVar("PieceT")
Check = Callable[[DraftedSentence], tuple[Objection, ...]]
"""From a sentence to all that is held against it."""
ADDRESS = re.compile(r"(?:https?:|www\.)\S+")
"""A model prints no address, were it that of a source: readers follow those that the program shows."""
MOST_ROUNDS = 2
MOST_CALLS = 4
"""Readings asked for in one answer."""
MOST_SENTENCES = 12
READING_TOKENS = 400
ANSWER_TOKENS = 1_500
CUT = "la réponse du modèle a été coupée"
TOO_LONG = "la réponse du modèle était trop longue"


class Refused(NamedTuple):
    """A sentence that may not be printed."""

    draft: DraftedSentence
    why: tuple[Objection, ...]
    written: str
    """As the model wrote it, its marks never put back: all that may be sent to it again."""


@dataclass
class Drafting:
    """What became of what a model wrote."""

    kept: list[DraftedSentence] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    """Those that were not repaired."""
    repaired: int = 0
    is_cut: bool = False
    """Whether the last answer was cut."""
    has_answered: bool = False
    """Whether anything at all came from the model."""
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
        said = list(messages("tools", "question", **question_fields(self.marks, ground, gatherer, thread)))
        left = MOST_CALLS
        for _ in range(MOST_ROUNDS):
            request = ChatRequest(messages=tuple(said), tools=tools, max_tokens=READING_TOKENS)
            asked = self._tools_asked(request, drafting)[:left]
            if not asked:
                break
            left -= len(asked)
            said.append(ChatMessage(role=ChatRole.ASSISTANT, tool_calls=asked))
            for call in asked:
                ground, told = used(call, ground, gatherer, self.marks.back)
                said.append(ChatMessage(role=ChatRole.TOOL, content=told, tool_call_id=call.id))
        return ground

    def answer(self, ground: Ground, gatherer: Gatherer, thread: str, drafting: Drafting) -> Iterator[DraftedSentence]:
        """The sentences that may be printed, each as soon as it is checked."""
        asked = messages("answer", "question", **question_fields(self.marks, ground, gatherer, thread))
        yield from self._checked(asked, gatherer.ledger(sendable(ground)), ground.drafts, drafting)

    def section(
        self, title: str, template: Sequence[DraftedSentence], ledger: Ledger, drafting: Drafting
    ) -> Iterator[DraftedSentence]:
        """A section in other words than those of its template."""
        lines = section_lines(self.marks, template, ledger)
        yield from self._checked(messages("draft", "section", title=title, sentences=lines), ledger, template, drafting)

    def _checked(
        self, asked: tuple[ChatMessage, ...], ledger: Ledger, own: Sequence[DraftedSentence], drafting: Drafting
    ) -> Iterator[DraftedSentence]:
        """What a model answers, without what is held against; a cut is asked again once, a refusal repaired once.

        Args:
            asked: what it is asked.
            ledger: what may be said.
            own: our sentences about the case file, of which its own must be rewordings.
            drafting: what becomes of what it writes.
        """
        check = partial(_held_against, ledger=ledger, own=own)
        yield from self._sentences(asked, check, drafting)
        if drafting.is_cut:
            yield from self._sentences(asked, check, drafting)
        if drafting.refused and not drafting.is_cut:
            yield from self._repaired(asked, check, drafting)

    def _sentences(self, asked: tuple[ChatMessage, ...], check: Check, drafting: Drafting) -> Iterator[DraftedSentence]:
        """The sentences kept of one answer; one that was cut gave those that were whole."""
        received = Received()
        finish: Finish | None = None
        request = ChatRequest(messages=asked, json_schema=answer_schema(), max_tokens=ANSWER_TOKENS)
        with closing(_safely(lambda: self.chat.answer(request), drafting)) as pieces:
            for each in pieces:
                finish = each.finish
                yield from self._kept(received.take(each.text), check, drafting)
                if received.is_over:
                    break
        is_long = received.is_over or finish is Finish.LENGTH
        drafting.is_cut = finish is Finish.CUT or (finish is Finish.STOP and drafting.has_answered and received.is_begun)
        if is_long:
            drafting.faults.append(TOO_LONG)
        elif drafting.is_cut:
            drafting.faults.append(CUT)

    def _repaired(self, asked: tuple[ChatMessage, ...], check: Check, drafting: Drafting) -> Iterator[DraftedSentence]:
        """The refused sentences asked again; why is told by its kind only, for what was wrong may not be sent."""
        refused, drafting.refused = drafting.refused, []
        told = "\n".join(f"- « {each.written} » : {_reasons(each.why)}" for each in refused)
        again = (*asked, ChatMessage(role=ChatRole.USER, content=piece("repair", refused=told)))
        before = len(drafting.kept)
        yield from self._sentences(again, check, drafting)
        new = drafting.kept[before:]
        still = []
        for each in refused:
            place = next((place for place, other in enumerate(new) if _is_of(other, each.draft)), None)
            if place is None:
                still.append(each)
            else:
                drafting.repaired += 1
                new.pop(place)
        drafting.refused = still

    def _kept(self, phrases: Iterable[Phrase], check: Check, drafting: Drafting) -> Iterator[DraftedSentence]:
        said = {_alike(each.text) for each in drafting.kept}
        for phrase in phrases:
            draft = self.marks.drafted(phrase.texte, phrase.faits, phrase.passages)
            if draft is None or _alike(draft.text) in said or len(drafting.kept) >= MOST_SENTENCES:
                continue
            if why := check(draft):
                drafting.refused = [*drafting.refused, Refused(draft, why, " ".join(phrase.texte.split()))][:MOST_SENTENCES]
            else:
                said.add(_alike(draft.text))
                drafting.kept.append(draft)
                yield draft

    def _tools_asked(self, request: ChatRequest, drafting: Drafting) -> tuple[ToolCall, ...]:
        asked: tuple[ToolCall, ...] = ()
        read = 0
        with closing(_safely(lambda: self.chat.answer(request), drafting)) as pieces:
            for each in pieces:
                asked = each.tool_calls
                read += len(each.text)
                if read > LONGEST_ANSWER:
                    break
        return asked


def writer_of(chat: ChatModel | None, settings: ModelSettings | None, view: CaseView | None) -> ModelWriter | None:
    """The writer that a user's settings allow; `None` without a model.

    Args:
        chat: the model of this conversation or document.
        settings: what may be sent; nothing of the case file when `None`.
        view: the case file whose names are hidden.
    """
    if chat is None:
        return None
    marks = Marks(
        view.own_names if view is not None else (),
        sends_names=settings is not None and settings.sends_names,
        sends_amounts=settings is not None and settings.sends_amounts,
    )
    return ModelWriter(chat, marks)


def _held_against(draft: DraftedSentence, ledger: Ledger, own: Sequence[DraftedSentence]) -> tuple[Objection, ...]:
    """All that is held against a sentence; it must reword one of ours about the case file, or one of a passage that it cites."""
    is_of_case = bool(draft.fact_refs) or PLACE.search(draft.text) or any(each.startswith(CASE) for each in draft.cite_refs)
    sources = [each.text for each in own] if is_of_case else _sentences_of(draft, ledger)
    others = [Objection(kind=ObjectionKind.ADDRESS, span=each) for each in ADDRESS.findall(draft.text)]
    if repeats_instructions(draft.text):
        others.append(Objection(kind=ObjectionKind.CITATION, span=draft.text))
    return (*objections(draft, ledger), *unpaired(draft, sources), *others)


def _sentences_of(draft: DraftedSentence, ledger: Ledger) -> list[str]:
    """The sentences of the passages that a draft cites, and the parts of them that a semicolon parts."""
    cited = [ledger.passages[each] for each in draft.cite_refs if each in ledger.passages]
    whole = [part for passage in cited for part in (passage.title, *sentences_in(passage.text))]
    return [*whole, *(part for each in whole for part in each.split(";") if part.strip() != each.strip())]


def _safely(ask: Callable[[], Iterator[PieceT]], drafting: Drafting) -> Generator[PieceT, None, None]:
    """What a model gives; what it raises is someone else's fault, told with the answer, which is then written without it."""
    try:
        for each in ask():
            drafting.has_answered = True
            yield each
    except ModelError as error:
        drafting.faults.append(str(error))
    except Exception as error:  # noqa: BLE001 - a provider is someone else's code: its fault is shown, the answer still comes
        drafting.faults.append(f"le modèle a échoué ({type(error).__name__})")


def _is_of(draft: DraftedSentence, refused: DraftedSentence) -> bool:
    """Whether a sentence rests on what a refused one did."""
    mine, theirs = (set(each.fact_refs) or set(each.cite_refs) for each in (draft, refused))
    return not mine.isdisjoint(theirs)


def _alike(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _reasons(why: Iterable[Objection]) -> str:
    return " ; ".join(dict.fromkeys(OBJECTION_LABELS[each.kind] for each in why))
