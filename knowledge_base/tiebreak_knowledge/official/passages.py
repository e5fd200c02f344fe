"""Articles of official texts cut into passages: one an article, several when it is long, at the alinéas and nowhere else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from tiebreak import KnowledgeRecord, LegalText, Passage, RecordKind, article_words, normalise
from tiebreak_knowledge.official.text import OfficialArticle, OfficialText

SHORT = 40
LONGEST = 1_400
"""Characters of a passage: what the embedding model reads at once; a longer alinéa stays whole."""


def passages_of(
    text: OfficialText, *, texts: Mapping[str, LegalText], records: Iterable[KnowledgeRecord] = ()
) -> tuple[Passage, ...]:
    """The passages of a text.

    Args:
        text: what was read.
        texts: texts of law that are known, by identifier: a known one keeps its identifier and its name.
        records: records of ours, which may say that an article has changed since the day of the file.
    """
    known = _known(text, texts)
    key = known.id if known else _slug(text)
    changed = _changed(records, text.as_of)
    passages: list[Passage] = []
    redactions: dict[str, int] = {}
    several = _several(text)
    for article in text.articles:
        if not article.paragraphs:
            continue
        redactions[article.number] = redactions.get(article.number, 0) + 1
        place = f"{key}:{article.number}"
        rank = redactions[article.number]
        unsettled = "plusieurs rédactions sans date dans le fichier lu" if article.number in several else ""
        ended, said = changed.get(place, (None, ""))
        passages += _of_article(
            article,
            text=text,
            place=place,
            suffix=f"~{rank}" if rank > 1 else "",
            name=known.short if known else text.title,
            unsettled="; ".join(part for part in (unsettled, said) if part),
            ended=ended,
        )
    return tuple(passages)


def _of_article(
    article: OfficialArticle, *, text: OfficialText, place: str, suffix: str, name: str, unsettled: str, ended: date | None
) -> Iterator[Passage]:
    parts = list(_parts(article.paragraphs))
    until = min((day for day in (article.in_force_until, ended) if day is not None), default=None)
    for number, part in enumerate(parts, start=1):
        of_several = f" ({number}/{len(parts)})" if len(parts) > 1 else ""
        heading = f" : {article.heading}" if article.heading else ""
        yield Passage(
            id=f"text:{place}{suffix}#{number}",
            kind=RecordKind.LAW,
            title=f"{_capital(article_words(article.number) or article.number)}, {name}{heading}{of_several}",
            text="\n".join(part),
            path=article.path,
            places=(place,),
            is_official=True,
            in_force_from=article.in_force_from,
            in_force_until=until,
            seen_in_force=text.as_of,
            unsettled=unsettled,
            source=text.title,
            url=text.url,
        )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _parts(paragraphs: tuple[str, ...]) -> Iterator[list[str]]:
    held: list[str] = []
    for paragraph in paragraphs:
        if held and sum(map(len, held)) + len(paragraph) > LONGEST:
            yield held
            held = []
        held.append(paragraph)
    if held:
        yield held


def _known(text: OfficialText, texts: Mapping[str, LegalText]) -> LegalText | None:
    """The text of law that this file holds: by its official identifier, else by one of its names."""
    for each in texts.values():
        if text.official_id and each.official_id == text.official_id:
            return each
    title = normalise(text.title)
    return next(
        (each for each in texts.values() if title in {normalise(name) for name in (each.name, each.short, *each.names)}), None
    )


def _slug(text: OfficialText) -> str:
    """A name of its own: readable, and never that of another text whose title begins alike."""
    whole = text.official_id or text.title
    words = normalise(whole).replace(" ", "-").replace("+", "-")[:SHORT].strip("-")
    return (
        words
        if words and len(normalise(whole)) <= SHORT
        else f"{words or 'texte'}-{hashlib.sha256(whole.encode()).hexdigest()[:8]}"
    )


def _several(text: OfficialText) -> frozenset[str]:
    seen: set[tuple[str, date | None]] = set()
    several: set[str] = set()
    for article in text.articles:
        key = (article.number, article.in_force_from)
        if key in seen:
            several.add(article.number)
        seen.add(key)
    return frozenset(several)


def _changed(records: Iterable[KnowledgeRecord], as_of: date | None) -> dict[str, tuple[date | None, str]]:
    """By article, what our records say that the file cannot know: a later redaction, or a rule that is not settled."""
    changed: dict[str, tuple[date | None, str]] = {}
    for record in records:
        for place in record.places:
            if as_of is not None and record.in_force_from is not None and record.in_force_from > as_of:
                changed[place] = (
                    record.in_force_from - timedelta(days=1),
                    f"rédaction dépassée : voir la fiche « {record.title} »",
                )
            elif record.unsettled and place not in changed:
                changed[place] = (None, record.unsettled)
    return changed
