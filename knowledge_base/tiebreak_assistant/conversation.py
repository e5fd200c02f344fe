"""A conversation: each question with what it follows, what answers it, and who worded it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from tiebreak import ChatModel, DraftedSentence, ModelSettings, RecordKind, printed
from tiebreak_assistant.answer import Answer, AnswerSentence, CitedSource, Status, Writer
from tiebreak_assistant.gathering import DistantSearch, Gatherer, Ground
from tiebreak_assistant.merging import merged, rewordable
from tiebreak_assistant.model_writer import Drafting, ModelWriter, writer_of
from tiebreak_assistant.telling_how import made_by
from tiebreak_assistant.template_writer import (
    GREETING,
    NEEDS,
    NO_QUESTION,
    NOT_FOUND,
    may_be_worded,
    replacement,
    shown_hits,
    status_of,
    template_drafts,
)
from tiebreak_assistant.topics import Asked, is_following, is_greeting
from tiebreak_assistant.what_is_sent import sendable
from tiebreak_knowledge.retrieval.telling import tell

LONGEST_QUESTION = 2_000
REMEMBERED = 3
"""Exchanges that a model is reminded of."""


@dataclass(frozen=True)
class Turn:
    """One exchange."""

    question: str
    drafts: tuple[DraftedSentence, ...]
    asked: Asked | None


@dataclass
class _Writing:
    """An answer being written."""

    ground: Ground
    sentences: list[tuple[DraftedSentence, Writer]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Conversation:
    """Keeps the thread; one case file at most, never another's."""

    def __init__(self, gatherer: Gatherer, chat: ChatModel | None = None, settings: ModelSettings | None = None) -> None:
        """Args: gatherer: reads; chat, settings: the model that the user configured, `None` to write by templates alone."""
        self._gatherer = gatherer
        self._turns: list[Turn] = []
        self._writer = writer_of(chat, settings, gatherer.view)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What was said so far."""
        return tuple(self._turns)

    def ask(self, question: str, *, kinds: Collection[RecordKind] = ()) -> Iterator[Answer]:
        """The answer as far as it is written, again and again; the last one is whole.

        Args:
            question: as it was typed.
            kinds: kinds of record wanted; all when empty.
        """
        asked = " ".join(question.encode("utf-8", "replace").decode("utf-8").split())[:LONGEST_QUESTION]
        if not any(character.isalnum() for character in asked):
            yield Answer(question=asked, status=Status.NEEDS, sentences=(_plain(NO_QUESTION),), sources=(), made_by=made_by(None))
            return
        if is_greeting(asked):
            yield Answer(question=asked, status=Status.NEEDS, sentences=(_plain(GREETING),), sources=(), made_by=made_by(None))
            return
        before = self._turns[-1] if self._turns and is_following(asked) else None
        ground = self._gatherer.ground(
            asked, context=before.question if before else "", before=before.asked if before else None, kinds=kinds
        )
        writing = _Writing(ground)
        drafting = None
        if self._writer is not None and status_of(ground) is Status.ANSWERED and may_be_worded(ground):
            drafting = Drafting()
            yield from self._by_model(self._writer, writing, drafting)
        if not writing.sentences:
            writing.sentences = [(draft, Writer.TEMPLATE) for draft in template_drafts(writing.ground)]
        self._turns.append(Turn(asked, tuple(draft for draft, _ in writing.sentences), writing.ground.asked))
        yield self._answer(writing, drafting)

    def _by_model(self, writer: ModelWriter, writing: _Writing, drafting: Drafting) -> Iterator[Answer]:
        """What the model words, as it comes; then our own sentences wherever its do not stand for them."""
        thread = "\n".join(
            f"Question : {turn.question}\nRéponse : {' '.join(draft.text for draft in rewordable(turn.drafts))}"
            for turn in self._turns[-REMEMBERED:]
        )
        writing.ground = writer.read_more(writing.ground, self._gatherer, thread, drafting)
        if drafting.faults:
            return
        for draft in writer.answer(writing.ground, self._gatherer, thread, drafting):
            writing.sentences.append((draft, Writer.MODEL))
            yield self._answer(writing, drafting)
        if writing.ground.asked is not None:
            writing.sentences = [*merged(writing.ground.drafts, drafting.kept)]
            return
        said = {draft.text for draft, _ in writing.sentences}
        for refused in drafting.refused if writing.sentences else ():
            for draft in replacement(refused.draft, writing.ground):
                if draft.text not in said:
                    said.add(draft.text)
                    writing.sentences.append((draft, Writer.TEMPLATE))

    def _answer(self, writing: _Writing, drafting: Drafting | None) -> Answer:
        ground, status = writing.ground, status_of(writing.ground)
        sources = self._sources(ground, (draft for draft, _ in writing.sentences))
        numbers = {source.passage: source.number for source in sources}
        sentences = tuple(self._sentence(draft, by, numbers) for draft, by in writing.sentences)
        if status is Status.NEEDS:
            sentences = (_plain(NEEDS),)
        elif status is Status.NOT_FOUND:
            sentences = (_plain(NOT_FOUND),)
        model = (self._writer.chat.label, self._writer.marks) if self._writer is not None and drafting is not None else None
        return Answer(
            question=ground.question,
            status=status,
            sentences=sentences,
            sources=sources,
            notices=(*ground.found.notices, *(drafting.faults if drafting is not None else ())),
            made_by=made_by(model, drafting, sentences, passages=len(sendable(ground).passages), distant=self._distant(ground)),
        )

    def _distant(self, ground: Ground) -> DistantSearch | None:
        """The search beyond this computer that this answer made; a question about the case file makes none."""
        return self._gatherer.distant if ground.asked is None or ground.needs_case else None

    def _sentence(self, draft: DraftedSentence, by: Writer, numbers: dict[str, int]) -> AnswerSentence:
        shown = printed(draft, self._gatherer.facts)
        cited = tuple(sorted({numbers[each] for each in draft.cite_refs if each in numbers}))
        return AnswerSentence(text=shown.text, writer=by, cited=cited, facts=shown.fact_refs)

    def _sources(self, ground: Ground, drafts: Iterable[DraftedSentence]) -> tuple[CitedSource, ...]:
        """What is cited, in the order in which it is; then what is worth reading beside."""
        cited = list(dict.fromkeys(each for draft in drafts for each in draft.cite_refs))
        hits = {hit.passage.id: hit for hit in (*shown_hits(ground), *ground.hits.values())}
        beside = [each for each in hits if each not in cited]
        sources: list[CitedSource] = []
        for identifier in (*cited, *beside):
            hit = hits.get(identifier) or next(
                (each for each in hits.values() if any(other.id == identifier for other in each.beside)), None
            )
            passage = ground.passages.get(identifier) or (hit.passage if hit is not None else None)
            if passage is not None:
                told = tell(hit, self._gatherer.base, self._gatherer.on) if hit is not None else None
                sources.append(CitedSource(number=len(sources) + 1, passage=identifier, title=passage.title, told=told))
        return tuple(sources)


def _plain(text: str) -> AnswerSentence:
    return AnswerSentence(text=text, writer=Writer.TEMPLATE)
