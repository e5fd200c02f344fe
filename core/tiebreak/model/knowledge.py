"""What the assistant and the documents may rely on: short records of ours, and passages of official texts.

A record is a summary and says so; only a passage of an official text may be quoted. Both say since when they hold,
whether they apply to collectivités, and where to read the original.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from tiebreak.model.base import Frozen, Identifier, Text
from tiebreak.model.catalogue import CatalogueFault
from tiebreak.model.reference import ClaimStatus, HttpAddress, Reference

LegalPlace = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*:[^\s:][^\n:]*$", max_length=160)]
"""An article of a text, `text:article`, such as `ccp:L2112-4` or `rgpd:28`: no space or dot after the letter."""


class RecordKind(StrEnum):
    """What a record is about."""

    LAW = "law"
    CLAUSE = "clause"
    MIGRATION = "migration"
    FINANCING = "financing"
    METHOD = "method"
    CATALOGUE = "catalogue"
    HELP = "help"


RECORD_KIND_LABELS = {
    RecordKind.LAW: "droit",
    RecordKind.CLAUSE: "clause d’achat",
    RecordKind.MIGRATION: "migration qui a eu lieu",
    RecordKind.FINANCING: "financement",
    RecordKind.METHOD: "méthode",
    RecordKind.CATALOGUE: "catalogue",
    RecordKind.HELP: "mode d’emploi",
}


class Applies(StrEnum):
    """Whether a rule binds, or a scheme is open to, a collectivité."""

    YES = "yes"
    NO = "no"
    UNDER_CONDITION = "under_condition"


APPLIES_LABELS = {Applies.YES: "oui", Applies.NO: "non", Applies.UNDER_CONDITION: "sous condition"}


class LegalText(Frozen):
    """A text of law, and the ways in which people name it."""

    id: Identifier
    name: Text
    """In full, in French."""
    short: Text
    """As it is said in a sentence."""
    official_id: Text
    """LEGITEXT, JORFTEXT, CELEX or NOR; the public law number where there is none."""
    url: HttpAddress
    names: tuple[Text, ...] = ()
    """Other ways of naming it: abbreviations, numbers, former names."""
    about: str = ""
    """What it is, in one or two sentences of ours."""
    unit: Text = "article"
    """What its numbers number: articles, or the decisions of a court."""
    place: str = ""
    """Where it is written: file and line."""


class Review(Frozen):
    """Somebody other than the author read a record again at its source."""

    by: Text
    """Who, by role: no name of a person."""
    on: date
    is_lawyer: bool = False


class ClauseUse(StrEnum):
    """The document of a purchase in which a clause stands."""

    SPECIFICATIONS = "cctp"
    ADMINISTRATIVE = "ccap"
    CONSULTATION_RULES = "rc"
    COMMITMENT = "ae"
    AGREEMENT = "convention"


CLAUSE_USE_LABELS = {
    ClauseUse.SPECIFICATIONS: "CCTP (cahier des clauses techniques particulières)",
    ClauseUse.ADMINISTRATIVE: "CCAP (cahier des clauses administratives particulières)",
    ClauseUse.CONSULTATION_RULES: "règlement de la consultation",
    ClauseUse.COMMITMENT: "acte d’engagement",
    ClauseUse.AGREEMENT: "convention ou contrat",
}


class Clause(Frozen):
    """A clause that a buyer may copy, adapt and have checked; written by us, never taken from a market."""

    wording: Text
    """The clause itself; what the buyer fills stands in square brackets."""
    goes_in: ClauseUse
    answers: tuple[Identifier, ...] = Field(min_length=1)
    """Criteria of the set `tiebreak` whose gap it answers."""
    proof: Text
    """What the holder gives, and when, to show that it is kept."""
    caution: Text
    """When it would be disproportionate, cost too much, or need a lawyer first."""


class InForce(Frozen):
    """Something that holds between two days."""

    in_force_from: date | None = None
    """`None` when no source says it."""
    in_force_until: date | None = None
    """The last day; `None` when nothing ends it."""
    seen_in_force: date | None = None
    """Day for which the text read was said to be in force; `None` when nothing says it."""

    def is_in_force(self, on: date) -> bool:
        """Whether it held on that day, as far as its dates say."""
        return (self.in_force_from is None or self.in_force_from <= on) and (
            self.in_force_until is None or on <= self.in_force_until
        )


class KnowledgeRecord(InForce):
    """One thing to know, in our words, and where it can be read."""

    id: Identifier
    kind: RecordKind
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=110)]
    summary: Annotated[str, StringConstraints(strip_whitespace=True, min_length=80, max_length=1200)]
    words: tuple[Text, ...] = ()
    """Other ways in which people name it."""
    asked: tuple[Text, ...] = ()
    """Questions that it answers, as people ask them."""
    places: tuple[LegalPlace, ...] = ()
    """Articles that it summarises: compulsory for a record of law, refused for a clause, which rests on them."""
    rests_on: tuple[LegalPlace, ...] = ()
    """Articles on which it stands without being their summary."""
    official_id: str = ""
    """Identifier of the original, as official as could be verified; empty when it has none."""
    version: Text
    """Which redaction was read, in French."""
    applies: Applies
    condition: str = ""
    """Which condition, or whom it binds instead; compulsory unless it applies."""
    status: ClaimStatus
    unsettled: str = ""
    """What is disputed or may have moved, and must be checked before relying on it."""
    functions: tuple[Identifier, ...] = ()
    """Functions of the nomenclature that it is about; empty for all."""
    references: tuple[Reference, ...] = Field(min_length=1)
    reviews: tuple[Review, ...] = ()
    clause: Clause | None = None
    place: str = ""
    """Where it is written: file and line."""

    @property
    def is_read_by_a_lawyer(self) -> bool:
        """Whether at least one lawyer read it again."""
        return any(review.is_lawyer for review in self.reviews)

    @model_validator(mode="after")
    def _says_what_its_kind_needs(self) -> Self:
        if self.applies is not Applies.YES and not self.condition:
            raise ValueError("« condition » : dites la condition, ou qui est tenu à la place des collectivités")
        if self.in_force_from and self.in_force_until and self.in_force_until < self.in_force_from:
            raise ValueError("la fin de validité précède son début")
        if self.kind is RecordKind.LAW and not self.places:
            raise ValueError("« places » : dites les articles résumés par cette fiche de droit")
        if self.kind is RecordKind.CLAUSE and self.places:
            raise ValueError("« places » : une clause ne résume aucun article, elle repose sur eux (« rests_on »)")
        if (self.kind is RecordKind.CLAUSE) != (self.clause is not None):
            raise ValueError("« clause » : son texte, pour une fiche de clause et pour elle seule")
        if self.status is ClaimStatus.UNVERIFIED and not self.unsettled:
            raise ValueError("« unsettled » : dites ce qui n’a pas pu être vérifié")
        return self


class OutOfScope(Frozen):
    """Something that is not known here, and how people ask for it: it helps to answer « non trouvé » and to say why."""

    id: Identifier
    label: Text
    why: Text
    """What the user is told, in French, and whom to ask when it is obvious."""
    asked: tuple[Text, ...] = Field(min_length=3)
    place: str = ""
    """Where it is written: file and line."""


class HelpEntry(Frozen):
    """What is said of the tool itself: how to use it, how to read its figures, what it does not do."""

    id: Identifier
    title: Text
    text: Text
    """Short plain sentences, each true alone."""
    see: Text
    """The document that says more, as its reader finds it: a file of the project, and its section."""
    asked: tuple[Text, ...] = Field(min_length=3)
    """Ways in which people ask it."""
    place: str = ""
    """Where it is written: file and line."""


class KnowledgeDocuments(Frozen):
    """What one plugin adds to the knowledge base."""

    version: Text
    texts: tuple[LegalText, ...] = ()
    records: tuple[KnowledgeRecord, ...] = ()
    out_of_scope: tuple[OutOfScope, ...] = ()
    help: tuple[HelpEntry, ...] = ()
    faults: tuple[CatalogueFault, ...] = ()
    """Records that could not be read and were set aside: the others stand."""


class Passage(InForce):
    """What a search gives back and an answer cites: one record, or one article or part of an article."""

    id: Text
    """Stable: `record:<id>` for ours, `help:<id>` for what is said of the tool, `about:<text>` for what a text is,
    `text:<text>:<article>#<part>` for an official text."""
    kind: RecordKind
    title: Text
    text: Text
    """What can be read; for an official text, its very words."""
    path: tuple[str, ...] = ()
    """From the text down to the article: titles of its parts."""
    places: tuple[LegalPlace, ...] = ()
    """Articles that it says, or summarises."""
    words: tuple[str, ...] = ()
    """Other ways in which people name it."""
    asked: tuple[str, ...] = ()
    """Questions that it answers, as people ask them."""
    is_official: bool = False
    """Whether its text may be quoted: true for official texts alone."""
    applies: Applies | None = None
    """`None` for what is no rule, and for a text that nobody of the project has read."""
    unsettled: str = ""
    source: str
    """Title of the original, as it is cited."""
    url: str = ""
    """Empty when the original is a file of the user."""


def known_places(records: Iterable[KnowledgeRecord]) -> frozenset[str]:
    """Articles that at least one of these records summarises."""
    return frozenset(place for record in records for place in record.places)
