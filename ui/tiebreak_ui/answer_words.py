"""An answer as Markdown: sentences with their references, what must be known of each source, how it was made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from tiebreak import RECORD_KIND_LABELS, RecordKind
from tiebreak_assistant.answer import Answer, CitedSource, Status
from tiebreak_assistant.template_writer import first_sentence
from tiebreak_knowledge.retrieval.telling import SUMMARY
from tiebreak_ui.words import escaped, warning

MOST_BESIDE = 4
CARD = RECORD_KIND_LABELS[RecordKind.CATALOGUE]


def answer_markdown(answer: Answer, why_no_model: str = "") -> str:
    """A whole answer, or one being written; `why_no_model` when the model that was chosen is not in service."""
    parts = [warning(notice) for notice in answer.notices]
    parts += _paragraphs(answer)
    cited = {number for sentence in answer.sentences for number in sentence.cited}
    told = [_source(source) for source in answer.sources if source.number in cited and source.told is not None]
    parts += told
    if beside := [source for source in answer.sources if source.number not in cited]:
        above = "Au plus près" if answer.status is Status.NOT_FOUND else "Voir aussi"
        is_found = answer.status is not Status.NOT_FOUND
        leads = (_named(source) if is_found else _lead(source) for source in beside[:MOST_BESIDE])
        parts.append(f"**{above}**\n\n" + "\n".join(f"- {lead}" for lead in leads))
    if why_no_model:
        parts.append(warning(f"modèle choisi inutilisable ({why_no_model})"))
    parts.append(f"*{escaped(answer.made_by)}*")
    return "\n\n".join(part for part in parts if part)


def _paragraphs(answer: Answer) -> Iterator[str]:
    """Sentences of the same sources together, their numbers at the end; those of the case file and of the catalogue as a list."""
    listed = {source.number for source in answer.sources if source.told is not None}
    cards = {source.number for source in answer.sources if source.told is not None and source.told.kind == CARD}
    for cited, group in groupby(answer.sentences, key=lambda sentence: tuple(each for each in sentence.cited if each in listed)):
        said = [escaped(sentence.text) for sentence in group]
        if answer.is_of_case or (cited and cards.issuperset(cited)):
            yield "\n".join(f"- {each}{_numbers(cited)}" for each in said)
        else:
            yield f"{' '.join(said)}{_numbers(cited)}"


def _numbers(cited: tuple[int, ...]) -> str:
    return "".join(f" \\[{each}\\]" for each in cited)


def _named(source: CitedSource) -> str:
    if source.told is None:
        return escaped(source.title)
    about = "; ".join((source.told.kind, *source.told.warnings[:1]))
    return f"{escaped(source.title)} ({escaped(about)})"


def _lead(source: CitedSource) -> str:
    """A source that came nearest without answering, with what it says first."""
    if source.told is None or not source.told.text:
        return _named(source)
    return f"{_named(source)} : {escaped(first_sentence(source.told.text))}"


def _source(source: CitedSource) -> str:
    return "\n\n".join(_source_lines(source))


def _source_lines(source: CitedSource) -> Iterator[str]:
    told = source.told
    if told is None:
        return
    applies = f"s’applique aux collectivités : **{told.applies}**" if told.applies else ""
    about = " · ".join(part for part in (told.kind, escaped(told.places), applies) if part)
    yield f"**\\[{source.number}\\] {escaped(told.title)}** ({about})"
    if told.quote:
        yield f"> {escaped(told.quote).replace(chr(10), ' ')}"
        yield f"*Extrait : {escaped(told.quoted_from)}.*"
    yield from (f"**À vérifier** : {escaped(each)}" for each in told.warnings)
    read = f"[{escaped(told.source)}]({told.url})" if told.url else escaped(told.source)
    yield f"Source : {read}. {f'{SUMMARY}.' if told.is_summary else ''}".rstrip()
