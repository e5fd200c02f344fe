"""What a reader is told of one hit, for the terminal and the page alike: what it says, whom it binds, since when, what to check."""

from __future__ import annotations

from datetime import date

from tiebreak import APPLIES_LABELS, RECORD_KIND_LABELS, Frozen, KnowledgeBase, Passage, RecordKind
from tiebreak_knowledge.passages.from_texts import ABOUT
from tiebreak_knowledge.retrieval.search import Found, Hit

LONGEST_QUOTE = 600
IN_FULL = 2
"""Answers shown in full; the others are named, with what must be known of their dates."""
NOT_FOUND = "Non trouvé : rien ici ne répond assez sûrement. Au plus près :"
SUMMARY = "Résumé de TIE Break, non relu par un juriste"
RECORD = "record:"
KINDS = {
    "droit": RecordKind.LAW,
    "clause": RecordKind.CLAUSE,
    "migration": RecordKind.MIGRATION,
    "financement": RecordKind.FINANCING,
    "methode": RecordKind.METHOD,
    "catalogue": RecordKind.CATALOGUE,
    "aide": RecordKind.HELP,
}
"""Kinds of record, as they are typed."""


class Told(Frozen):
    """The parts of one hit, each empty when it has nothing to say."""

    title: str
    kind: str
    places: str
    """The articles that it summarises or is."""
    text: str
    """Our summary; empty when only an official text was found."""
    quote: str
    """The very words of the official text, cut when long."""
    quoted_from: str
    applies: str
    warnings: tuple[str, ...]
    """What must be read before relying on it."""
    source: str
    url: str
    record: str
    """Identifier of our record, when it is one."""
    is_summary: bool = False
    """Whether it sums up in our words what a text or a page says, which no lawyer has read."""


def tell(hit: Hit, base: KnowledgeBase, on: date) -> Told:
    """What is told of a hit, on that day."""
    passage = hit.passage
    official = passage if passage.is_official else _quoted(hit)
    return Told(
        title=passage.title,
        kind=RECORD_KIND_LABELS[passage.kind],
        places=" ; ".join(base.place_words(place) for place in passage.places),
        text="" if passage.is_official else passage.text,
        quote=_cut(official.text) if official else "",
        quoted_from=_as_of(official, base) if official else "",
        applies=APPLIES_LABELS[passage.applies] if passage.applies else "",
        warnings=_warnings(passage, official, on),
        source=passage.source,
        url=passage.url,
        record=passage.id.removeprefix(RECORD) if passage.id.startswith(RECORD) else "",
        is_summary=passage.id.startswith((RECORD, ABOUT)),
    )


def heading(found: Found) -> str:
    """What stands above the hits: nothing when they answer."""
    return "" if found.is_found else NOT_FOUND


def _warnings(passage: Passage, official: Passage | None, on: date) -> tuple[str, ...]:
    said: list[str] = []
    starts = [each.in_force_from for each in (passage, official) if each is not None and each.in_force_from is not None]
    if starts and max(starts) > on:
        said.append(f"ne s’applique qu’à partir du {max(starts):%d/%m/%Y}")
    if passage.in_force_until is not None:
        said.append(f"en vigueur jusqu’au {passage.in_force_until:%d/%m/%Y} seulement")
    doubts = dict.fromkeys(each.unsettled for each in (passage, official) if each is not None and each.unsettled)
    return (*said, *doubts)


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " […]"


def _quoted(hit: Hit) -> Passage | None:
    """The official text to quote beside a record: its first article that is there, from its beginning."""
    order = {place: rank for rank, place in enumerate(hit.passage.places)}
    held = [each for each in hit.beside if each.is_official]
    return min(held, key=lambda each: (min(order.get(place, len(order)) for place in each.places), each.id), default=None)


def _as_of(official: Passage, base: KnowledgeBase) -> str:
    """Which article of which text, and how old; a text that nobody knows here is the user's own."""
    known = official.places[0].partition(":")[0] in base.texts
    state = f"état au {official.seen_in_force:%d/%m/%Y}" if official.seen_in_force else "date non dite par le fichier, à vérifier"
    return f"{'texte officiel' if known else 'texte que vous avez apporté'}, {official.title}, {state}"
