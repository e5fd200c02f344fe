"""Sentences that somebody drafts, a model or a template, and what the verifier objects to."""

from __future__ import annotations

from enum import StrEnum

from tiebreak.model.base import Frozen, Text


class DraftedSentence(Frozen):
    """One sentence, and all that it rests on. Figures are written `{fact:identifier}`: code renders them."""

    text: Text
    fact_refs: tuple[str, ...] = ()
    """Facts of the register that it states."""
    cite_refs: tuple[str, ...] = ()
    """Passages that say it."""


class ObjectionKind(StrEnum):
    """Why a sentence may not be printed."""

    REFERENCE = "reference"
    FIGURE = "figure"
    DATE = "date"
    NAME = "name"
    COUNTRY = "country"
    ARTICLE = "article"
    VALIDITY = "validity"
    CITATION = "citation"
    ADDRESS = "address"
    POLARITY = "polarity"
    SUPPORT = "support"
    LANGUAGE = "language"


OBJECTION_LABELS = {
    ObjectionKind.REFERENCE: "référence inconnue",
    ObjectionKind.FIGURE: "chiffre ou unité sans source",
    ObjectionKind.DATE: "date sans source",
    ObjectionKind.NAME: "nom sans source",
    ObjectionKind.COUNTRY: "pays sans source",
    ObjectionKind.ARTICLE: "article sans source",
    ObjectionKind.VALIDITY: "règle qui n’est pas en vigueur à cette date",
    ObjectionKind.CITATION: "affirmation sans référence",
    ObjectionKind.ADDRESS: "adresse sans source",
    ObjectionKind.POLARITY: "sens contraire à la source",
    ObjectionKind.SUPPORT: "affirmation que la source ne dit pas",
    ObjectionKind.LANGUAGE: "pas en français",
}


class Objection(Frozen):
    """One reason to refuse a sentence."""

    kind: ObjectionKind
    span: str
    """The words at fault, as written; the whole sentence when no part is."""
