"""What one question may be answered with: passages of the knowledge, what the case file says, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from tiebreak import (
    Catalogue,
    DraftedSentence,
    Fact,
    KnowledgeBase,
    Ledger,
    Passage,
    RecordKind,
    Solution,
    Supplier,
    normalise,
)
from tiebreak_assistant.case_view import CaseView
from tiebreak_assistant.chat_words import in_full, wants_clause
from tiebreak_assistant.marks import name_pattern
from tiebreak_assistant.topics import Asked, Topic, asked_of_case, is_ours, refers_back
from tiebreak_knowledge.retrieval.finder import KnowledgeFinder
from tiebreak_knowledge.retrieval.index import Filters
from tiebreak_knowledge.retrieval.search import Found, Hit

MOST_HITS = 6


class DistantSearch(NamedTuple):
    """A model of meaning that is asked beyond this computer."""

    label: str
    """Whose it is and where it runs."""
    sends_names: bool
    """Whether questions go to it with the names of the case file."""


@dataclass(frozen=True)
class Ground:
    """All that an answer may rest on; it only grows, by what is read."""

    question: str
    found: Found
    asked: Asked | None = None
    """What is asked of the case file."""
    needs_case: bool = False
    """Whether the question is of a case file that was not given."""
    passages: Mapping[str, Passage] = field(default_factory=dict)
    hits: Mapping[str, Hit] = field(default_factory=dict)
    """Hits by identifier of their passage."""
    drafts: tuple[DraftedSentence, ...] = ()
    """What the case file says, in our words."""


class Gatherer:
    """Reads what is known, and one case file when there is one; it has nothing to write with."""

    def __init__(
        self,
        finder: KnowledgeFinder,
        base: KnowledgeBase,
        catalogue: Catalogue,
        on: date,
        view: CaseView | None = None,
        *,
        distant: DistantSearch | None = None,
    ) -> None:
        """Args: finder, base, catalogue: what is known; on: the day on which a rule must hold; view: the case file of the conversation;
        distant: the search that asks a model beyond this computer, when it does.
        """
        self.distant = distant
        hides = distant is not None and not distant.sends_names and view is not None
        self._hidden = name_pattern(view.own_names) if hides and view is not None else None
        self.facts: Mapping[str, Fact] = {fact.id: fact for fact in view.facts} if view is not None else {}
        """Figures of the case file; none without it."""
        self.base = base
        self.catalogue = catalogue
        self.shipped = {passage.id: passage for passage in finder.index.passages}
        self.on = on
        self.view = view
        self._finder = finder
        self._names = names_of_one(catalogue)

    def ground(
        self, question: str, *, context: str = "", before: Asked | None = None, kinds: Collection[RecordKind] = ()
    ) -> Ground:
        """What answers a question.

        Args:
            question: as it was asked.
            context: the question before it, when this one follows it.
            before: what that one asked of the case file.
            kinds: kinds of record wanted; all when empty.
        """
        if self.view is None:
            asked = asked_of_case(in_full(question))
        elif (asked := self._asked(self.view, in_full(question), before)) is not None:
            return self.with_case(Ground(question, Found((), 1.0, is_found=True), asked), asked)
        together = f"{context} {question}"
        asked_first, then = (together, question) if refers_back(question) else (question, together)
        is_clause = wants_clause(in_full(question))
        if is_clause and context and not kinds and (clause := self._clause(together, context)) is not None:
            return _with_hits(Ground(question, clause, asked, needs_case=asked is not None), clause)
        found = self._searched(asked_first if context else question, kinds, is_clause=is_clause)
        if context and not found.is_found:
            found = self._searched(then, kinds, is_clause=is_clause)
        return _with_hits(Ground(question, found, asked, needs_case=asked is not None), found)

    def _asked(self, view: CaseView, question: str, before: Asked | None) -> Asked | None:
        """What is asked of the case file: not what could replace something, nor the whole when it is of what is not there."""
        if self._finder.entries.asked(question).is_of_alternatives:
            return None
        asked = view.asked(question, before=before)
        if (asked is not None and asked.subjects) or (asked is None and not is_ours(question)):
            return asked
        named = self._finder.entries.named(question)
        if not named or any(not view.held_entries.isdisjoint(entries) for entries in named):
            return asked
        return Asked(Topic.ABSENT, tuple(entries[0] for entries in named))

    def with_case(self, ground: Ground, asked: Asked) -> Ground:
        """The same with what the case file says of one more topic."""
        if self.view is None:
            return ground
        drafts = self.view.sentences(asked)
        if not drafts:
            return ground
        passage = self.view.passage(asked)
        cited = (self.shipped[each] for each in self.view.supplier_passages(asked) if each in self.shipped)
        held = {passage.id: passage, **{each.id: each for each in cited}}
        kept = tuple(_with_known(each, held) for each in drafts)
        return replace(ground, passages={**ground.passages, **held}, drafts=(*ground.drafts, *kept))

    def with_search(self, ground: Ground, question: str, kinds: Collection[RecordKind] = ()) -> tuple[Ground, Found]:
        """The same with what one more search found."""
        found = self._searched(question, kinds, is_clause=wants_clause(in_full(question)))
        return _with_hits(ground, found), found

    def _searched(self, question: str, kinds: Collection[RecordKind], *, is_clause: bool) -> Found:
        """What a search finds, clauses first when one is wanted; what leaves this computer leaves without the names of the case file."""
        if not kinds and is_clause and (clause := self._clause(question)) is not None:
            return clause
        return self._asked_of_finder(question, kinds)

    def _clause(self, *wordings: str) -> Found | None:
        """The clauses that the first of these wordings finds; `None` when none does."""
        searched = (self._asked_of_finder(each, [RecordKind.CLAUSE]) for each in wordings)
        return next((found for found in searched if found.is_found), None)

    def _asked_of_finder(self, question: str, kinds: Collection[RecordKind]) -> Found:
        typed = in_full(question)
        asked = in_full(self._hidden.sub(" ", question)) if self._hidden is not None else typed
        return self._finder.search(asked, Filters(on=self.on, kinds=kinds), most=MOST_HITS, as_typed=typed)

    def ledger(self, ground: Ground) -> Ledger:
        """What may be printed, and what is checked of it."""
        authority = self.view.diagnosis.authority.name if self.view is not None else ""
        return Ledger(self.facts, ground.passages, self.base.texts, self.on, authority, self._names)


def names_of_one(catalogue: Catalogue) -> tuple[str, ...]:
    """Names of suppliers and products that are nobody else's and no common word: a sentence must have them from its sources."""
    entries: list[Supplier | Solution] = [*catalogue.suppliers.values(), *catalogue.solutions.values()]
    ambiguous = {normalise(each.name) for entry in entries for each in entry.ambiguous}
    return tuple(sorted({entry.name for entry in entries if normalise(entry.name) not in ambiguous and "(" not in entry.name}))


def _with_hits(ground: Ground, found: Found) -> Ground:
    if not found.is_found:
        return ground
    hits = {hit.passage.id: hit for hit in found.hits}
    passages = {passage.id: passage for hit in found.hits for passage in (hit.passage, *hit.beside)}
    return replace(ground, hits={**hits, **ground.hits}, passages={**passages, **ground.passages})


def _with_known(draft: DraftedSentence, held: Mapping[str, Passage]) -> DraftedSentence:
    return draft.model_copy(update={"cite_refs": tuple(each for each in draft.cite_refs if each in held)})
