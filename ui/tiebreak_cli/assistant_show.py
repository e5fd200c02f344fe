"""An answer as the terminal shows it: sentences with their references, then each source with what must be known of it."""

from __future__ import annotations

from collections.abc import Iterator

from tiebreak_assistant.answer import Answer, CitedSource, Status
from tiebreak_assistant.template_writer import first_sentence
from tiebreak_knowledge.retrieval.telling import SUMMARY

MOST_BESIDE = 4


def answer_lines(answer: Answer) -> Iterator[str]:
    """The lines of an answer."""
    yield ""
    for sentence in answer.sentences:
        yield sentence.shown
    yield from (f"Attention : {notice}" for notice in answer.notices)
    cited = {number for sentence in answer.sentences for number in sentence.cited}
    if cited:
        yield ""
        for source in answer.sources:
            if source.number in cited:
                yield from _source(source)
    beside = [source for source in answer.sources if source.number not in cited]
    if beside:
        yield ""
        yield "Au plus près :" if answer.status is Status.NOT_FOUND else "Voir aussi :"
        yield from (f"  - {_lead(source, is_found=answer.status is not Status.NOT_FOUND)}" for source in beside[:MOST_BESIDE])
    yield ""
    yield answer.made_by


def _lead(source: CitedSource, *, is_found: bool) -> str:
    """A source to look at; when nothing answers, what it says first and how to read it."""
    told = source.told
    if is_found or told is None or not told.text:
        return source.title
    shown = f" (tiebreak knowledge show {told.record})" if told.record else ""
    return f"{source.title} : {first_sentence(told.text)}{shown}"


def _source(source: CitedSource) -> Iterator[str]:
    told = source.told
    if told is None:
        yield f"[{source.number}] {source.title}"
        return
    applies = f" ; s’applique aux collectivités : {told.applies}" if told.applies else ""
    yield f"[{source.number}] {source.title} ({told.kind}{f', {told.places}' if told.places else ''}{applies})"
    yield from (f"    À vérifier : {each}" for each in told.warnings)
    if told.quote:
        yield f"    Extrait ({told.quoted_from}) : « {told.quote} »"
    yield f"    Source : {told.source}{f', {told.url}' if told.url else ''}{f'. {SUMMARY}.' if told.is_summary else ''}"
