"""A question asked on the page, and what answers it, as Markdown. No gradio here."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from threading import Lock

from tiebreak import KnowledgeBase, RecordKind, TieBreakError, Workbench, load_nomenclature
from tiebreak_knowledge.official.library import TextLibrary
from tiebreak_knowledge.retrieval.finder import KnowledgeFinder, embedder_here
from tiebreak_knowledge.retrieval.index import Filters
from tiebreak_knowledge.retrieval.search import Found
from tiebreak_knowledge.retrieval.telling import IN_FULL, SUMMARY, Told, heading, tell
from tiebreak_ui.words import escaped, warning

SHOWN = 6
LONGEST_QUESTION = 2_000
EVERYTHING = "tout"
NO_QUESTION = "Écrivez votre question, avec vos mots : « peut-on exiger que nos données restent en Europe ? »"


class Asking:
    """The search of the page, opened at the first question and shared by its visitors."""

    def __init__(self, workbench: Callable[[], Workbench], library: TextLibrary | None) -> None:
        """Args: workbench: makes the one whose knowledge is searched; library: the official texts that the user brought."""
        self._workbench = workbench
        self._library = library
        self._held: tuple[KnowledgeFinder, KnowledgeBase] | None = None
        self._opening = Lock()

    def prepare(self) -> None:
        """Open the search; what prevents it is said at the first question."""
        with suppress(TieBreakError):
            self._opened()

    def answer(self, question: str | None, kind: str | None, on: date) -> str:
        """What answers, or why nothing does.

        Args:
            question: as it was typed.
            kind: a kind of record, or `EVERYTHING`.
            on: the day on which a rule must hold.
        """
        asked = (question or "").strip()
        if not asked:
            return NO_QUESTION
        if len(asked) > LONGEST_QUESTION:
            return warning(f"Question trop longue ({len(asked)} caractères) : dites l’essentiel en moins de {LONGEST_QUESTION}.")
        kinds = [] if kind in {None, EVERYTHING} else [RecordKind(kind)]
        try:
            finder, base = self._opened()
            found = finder.search(asked, Filters(on=on, kinds=kinds), most=SHOWN)
        except TieBreakError as error:
            return warning(str(error))
        return shown(found, base, on)

    def _opened(self) -> tuple[KnowledgeFinder, KnowledgeBase]:
        with self._opening:
            if self._held is None:
                bench = self._workbench()
                finder = KnowledgeFinder(
                    bench.knowledge, bench.catalogue, load_nomenclature(), library=self._library, embedder=embedder_here()
                )
                self._held = (finder, bench.knowledge)
            return self._held


def shown(found: Found, base: KnowledgeBase, on: date) -> str:
    """A search as Markdown; what came nearest without answering is only named."""
    parts = [warning(notice) for notice in found.notices]
    told = [tell(hit, base, on) for hit in found.hits]
    if above := heading(found):
        parts += [f"**{above}**", "\n".join(f"- {_named(each)}" for each in told)]
    else:
        parts += [_hit(number, each) for number, each in enumerate(told[:IN_FULL], start=1)]
        if others := told[IN_FULL:]:
            parts.append("**Voir aussi**\n\n" + "\n".join(f"- {_named(each)}" for each in others))
    return "\n\n".join(parts)


def _named(told: Told) -> str:
    about = "; ".join((told.kind, *told.warnings[:1]))
    return f"{escaped(told.title)} ({escaped(about)})"


def _hit(number: int, told: Told) -> str:
    lines = [f"### {number}. {escaped(told.title)}"]
    applies = f"s’applique aux collectivités : **{told.applies}**" if told.applies else ""
    about = [part for part in (told.kind, escaped(told.places), applies) if part]
    lines.append(" · ".join(about))
    lines += [escaped(line) for line in told.text.splitlines()]
    if told.quote:
        lines.append(f"> {escaped(told.quote).replace(chr(10), ' ')}")
        lines.append(f"*Extrait : {escaped(told.quoted_from)}.*")
    lines += [f"**À vérifier** : {escaped(each)}" for each in told.warnings]
    source = f"[{escaped(told.source)}]({told.url})" if told.url else escaped(told.source)
    lines.append(f"Source : {source}. " + (f"{SUMMARY}." if told.record else ""))
    return "\n\n".join(lines)
