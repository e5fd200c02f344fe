"""Refuses a purchasing clause that discriminates by nationality, favours somebody, or names a product without equivalent.

The rules are data (`data/clause_lint.toml`), read on a text without accents, sentence by sentence. It is a net, not a lawyer: what
it lets through is not thereby lawful.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from typing import Any

from tiebreak.model.base import Frozen, Identifier, Text
from tiebreak.spelling import normalise

_SENTENCE = re.compile(r"[.;:!?\n](?:\s|$)|\n")
_WRAPPED = re.compile(r"(?<![.;:!?\n])\n(?![\n\-–•*\d])")
LONGEST = 1_500
"""Characters of a sentence that are compared at once."""
SHORTEST_NAME = 4
"""Letters under which the name of a product is too often a word."""


class LintRule(Frozen):
    """Something that no clause may ask."""

    id: Identifier
    said: Text
    remedy: Text
    pattern: Text
    unless: Text
    reads_on: bool = False
    """Whether the next sentence may lift it too: equivalents are often admitted there."""


class LintFinding(Frozen):
    """A sentence of a clause that a rule refuses."""

    rule: Identifier
    sentence: str
    """As it is written."""
    said: Text
    """What is wrong, in French."""
    remedy: Text


@cache
def _held() -> dict[str, Any]:
    return tomllib.loads(files("tiebreak").joinpath("data/clause_lint.toml").read_text("utf-8"))


@cache
def load_lint_rules() -> tuple[LintRule, ...]:
    """The rules shipped, in the order in which they are told."""
    return tuple(LintRule.model_validate(rule) for rule in _held()["rules"])


@cache
def _names_unless() -> re.Pattern[str]:
    return re.compile(_held()["names_unless"])


@cache
def _compiled() -> tuple[tuple[LintRule, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((rule, re.compile(rule.pattern), re.compile(rule.unless)) for rule in load_lint_rules())


def lint_clause(wording: str, *, product_names: Iterable[str] = (), proper_names: Iterable[str] = ()) -> tuple[LintFinding, ...]:
    """What is wrong with this clause; nothing when no rule refuses it.

    Args:
        wording: the clause, in French.
        product_names: names of products and suppliers that it may not hold without « ou équivalent », however they are written.
        proper_names: names that are also common words: counted only with their capitals.

    >>> [finding.rule for finding in lint_clause("Le titulaire est une société française.")]
    ['nationality-of-the-bidder']
    >>> lint_clause("Les données sont hébergées sur le territoire des États membres de l’Union européenne.")
    ()
    """
    names = {normalise(name) for name in product_names}
    named = _names_pattern(frozenset(name for name in names if len(name) >= SHORTEST_NAME))
    proper = _proper_pattern(frozenset(proper_names))
    findings: list[LintFinding] = []
    sentences = _sentences(wording)
    for sentence, following in zip_longest(sentences, sentences[1:], fillvalue=""):
        plain = normalise(sentence)
        further = f"{plain} {normalise(following)}" if following else plain
        findings += (
            LintFinding(rule=rule.id, sentence=sentence, said=rule.said, remedy=rule.remedy)
            for rule, pattern, unless in _compiled()
            if pattern.search(plain) and not unless.search(further if rule.reads_on else plain)
        )
        found = (named.search(plain) if named else None) or (proper.search(sentence) if proper else None)
        if found and not _names_unless().search(further):
            findings.append(_brand(sentence, found.group(0)))
    return tuple(findings)


def _sentences(wording: str) -> list[str]:
    """Sentences as they are read: a line that goes on is the same sentence, invisible characters are nothing."""
    seen = "".join(character for character in wording if unicodedata.category(character) != "Cf")
    joined = _WRAPPED.sub(" ", seen)
    parts = [part.strip() for part in _SENTENCE.split(joined) if part and part.strip()]
    return [part[start : start + LONGEST] for part in parts for start in range(0, len(part), LONGEST)]


@cache
def _names_pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    if not names:
        return None
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})\b")


@cache
def _proper_pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    kept = [name for name in names if name[:1].isupper() and len(name) >= SHORTEST_NAME]
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, kept), key=len, reverse=True))})(?!\w)") if kept else None


def _brand(sentence: str, name: str) -> LintFinding:
    return LintFinding(
        rule="brand-without-equivalent",
        sentence=sentence,
        said=f"elle nomme un produit ou un fournisseur ({name!r}) sans « ou équivalent »",
        remedy="Décrivez le besoin en fonctions et en résultats (R. 2111-8) ; s’il faut nommer, ajoutez « ou équivalent » (R. 2111-7).",
    )
