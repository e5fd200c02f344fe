"""What a question is about: one's own case file, and which part of it, or what is known to all. Words only, no model."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from tiebreak import normalise
from tiebreak_knowledge.retrieval.named_entries import function_words
from tiebreak_knowledge.retrieval.words import whole_words

SHORT = 2
"""Words up to which a question says too little by itself."""
BRIEF = 6
"""Words up to which a question that names a dependency of the case file is about it."""
LEAST_NAME = 2
_FIGURE = re.compile(
    r"(?P<digits>\d[\d\s.,]*)(?:(?P<share>%|pour ?cents?\b)|(?P<euros>€|eur(?:os?)?\b)|[kM]d?\s?(?:€|d[’']euros)|millions?\b|milliards?\b)"
    r"|\b(?:la moitié|(?:un|deux|les deux|le) tiers|(?:un|le|trois|les trois) quarts?) (?:de|du|des)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


class Topic(StrEnum):
    """A part of a case file that can be asked about."""

    MONEY = "money"
    SHARE = "share"
    YEARS = "years"
    COUNTRIES = "countries"
    FUNCTIONS = "functions"
    MAIN = "main"
    FIRST = "first"
    UNKNOWN = "unknown"
    CONTRACTS = "contracts"
    PLAN = "plan"
    COST = "cost"
    SAVINGS = "savings"
    PAST = "past"
    REMAINING = "remaining"
    NOTHING_DONE = "nothing_done"
    SUBJECT = "subject"
    """One function, supplier or product that the case file holds."""
    ABSENT = "absent"
    """A supplier or product of the catalogue that is no dependency of the case file."""


OF_LATER = frozenset({Topic.MONEY, Topic.SHARE, Topic.PLAN, Topic.COUNTRIES})
"""Topics whose figure of today would be false when a later year is asked."""

OF_ONE = frozenset({Topic.MONEY, Topic.COST, Topic.PLAN, Topic.REMAINING})
"""Topics that are of one dependency when it was just named and « il » or « elle » stands for it."""

MEASURED = (Topic.MONEY, Topic.SHARE, Topic.MAIN, Topic.COST, Topic.UNKNOWN)
"""Topics whose words tell that a question that names a country is of money."""


class Words(NamedTuple):
    """The words shipped, as patterns over a normalised text."""

    ours: re.Pattern[str]
    only_there: re.Pattern[str]
    leaning: re.Pattern[str]
    """What points to a case file when there is one."""
    general: re.Pattern[str]
    """What is asked of the rule or the method, even when it says « nous »."""
    claims: re.Pattern[str]
    """What asks whether something may be said of one's own figures: no question of law, though it says « peut »."""
    follows: re.Pattern[str]
    pronouns: re.Pattern[str]
    greetings: re.Pattern[str]
    impersonal: re.Pattern[str]
    """« il » that stands for nothing."""
    whole: re.Pattern[str]
    """What asks of all of it, or of something else, whatever was just named."""
    tacit: re.Pattern[str]
    """What asks, among contracts, for those that renew by themselves."""
    common: frozenset[str]
    """Words that tell nobody's name by themselves."""
    topics: Mapping[Topic, re.Pattern[str]]
    """In the order in which they are tried: the most precise first."""
    functions: Mapping[str, re.Pattern[str]]


class Asked(NamedTuple):
    """What a question asks of a case file."""

    topic: Topic
    subjects: tuple[str, ...] = ()
    """Identifiers of dependencies, for `SUBJECT` and `CONTRACTS`; of entries of the catalogue, for `ABSENT`."""
    years: tuple[int, ...] = ()
    """Years asked for, for `CONTRACTS`."""
    is_tacit: bool = False
    """Whether only contracts that renew by themselves are asked for."""
    figures: tuple[str, ...] = ()
    """Shares and amounts that the question gives, as we would print them, without spaces; empty when we never do."""


@dataclass(frozen=True)
class Known:
    """What a case file holds that a question may name."""

    names: Mapping[str, Iterable[str]] = field(default_factory=dict)
    """Names under which each dependency may be asked for, by identifier."""
    functions: Mapping[str, Iterable[str]] = field(default_factory=dict)
    """Functions of each dependency, by identifier."""
    year: int | None = None
    """Year of the case file; `None` without one."""


@cache
def topic_words() -> Words:
    """The words of `data/topics.toml`."""
    held = tomllib.loads(files("tiebreak_assistant").joinpath("data/topics.toml").read_text("utf-8"))
    return Words(
        ours=whole_words(held["ours"]),
        only_there=whole_words(held["only_there"]),
        leaning=whole_words(held["leaning"]),
        general=whole_words(held["general"]),
        claims=whole_words(held["claims"]),
        follows=re.compile(rf"^(?:{'|'.join(map(re.escape, held['follows']))})\b"),
        pronouns=whole_words(held["pronouns"]),
        greetings=re.compile(rf"^(?:{'|'.join(map(re.escape, held['greetings']))})$"),
        impersonal=whole_words(held["impersonal"]),
        whole=whole_words(held["whole"]),
        tacit=whole_words(held["tacit"]),
        common=frozenset(held["common"]),
        topics={Topic(name): whole_words(words) for name, words in held["topics"].items()},
        functions=function_words(),
    )


def asked_of_case(question: str, known: Known | None = None, *, before: Asked | None = None) -> Asked | None:
    """What a question asks of a case file; `None` when it asks nothing of it.

    Args:
        question: as it was asked.
        known: what the case file holds; `None` when there is none.
        before: what the question before it asked, when this one follows it.
    """
    words, text = topic_words(), normalise(question)
    held = known if known is not None else Known()
    is_there = before is not None or bool(words.only_there.search(text))
    subjects = _subjects(text, held, words)
    is_ours = is_there or bool(words.ours.search(text)) or (known is not None and bool(words.leaning.search(text)))
    is_named = bool(subjects) and len(text.split()) <= BRIEF
    is_of_contracts = known is not None and bool(words.topics[Topic.CONTRACTS].search(text))
    is_general = bool(words.general.search(words.claims.sub(" ", text))) and not is_of_contracts
    if (is_general and not is_there) or not (is_ours or is_named):
        return None
    topic = next((topic for topic, pattern in words.topics.items() if pattern.search(text)), None)
    if topic is Topic.COUNTRIES and not _is_of_countries(question, text):
        topic = None
    found = _precise(text, topic, subjects, before) or (Asked(Topic.YEARS) if _is_later(text, topic, held) else None)
    if found is None and topic is not None:
        found = Asked(topic)
    found = found or before or (Asked(Topic.SHARE) if is_there else None)
    return found._replace(figures=_figures(question)) if found is not None else None


def _figures(question: str) -> tuple[str, ...]:
    """Each as we would print it, without spaces; empty when we never print it so."""
    units = ((each, "%" if each["share"] else "€" if each["euros"] else "") for each in _FIGURE.finditer(question))
    return tuple("".join(each["digits"].split()).strip(".,") + unit if unit else "" for each, unit in units)


def _is_of_countries(question: str, text: str) -> bool:
    """Whether a question that names a country asks what goes there: « la justice américaine » asks of a rule."""
    measured = (topic_words().topics[each] for each in MEASURED)
    return len(text.split()) <= BRIEF or bool(_FIGURE.search(question)) or any(each.search(text) for each in measured)


def _precise(text: str, topic: Topic | None, subjects: tuple[str, ...], before: Asked | None) -> Asked | None:
    """What is asked when it needs no other look: of savings, of former years, of contracts, of what is named."""
    if topic is Topic.SAVINGS or topic is Topic.PAST:
        return Asked(topic)
    if topic is Topic.CONTRACTS or (before is not None and before.topic is Topic.CONTRACTS and _YEAR.search(text)):
        held = subjects or (before.subjects if before is not None and not topic_words().whole.search(text) else ())
        years = tuple(int(each) for each in _YEAR.findall(text)) or (before.years if before is not None else ())
        return Asked(Topic.CONTRACTS, held, years, is_tacit=bool(topic_words().tacit.search(text)))
    if subjects:
        return Asked(Topic.SUBJECT, subjects)
    return before if before is not None and topic in OF_ONE and _is_of_the_same(text, before) else None


def _is_of_the_same(text: str, before: Asked) -> bool:
    """Whether a question goes on about the dependencies that the one before it named."""
    words = topic_words()
    personal = words.impersonal.sub(" ", text)
    return before.topic is Topic.SUBJECT and bool(words.pronouns.search(personal)) and not words.whole.search(text)


def _is_later(text: str, topic: Topic | None, known: Known) -> bool:
    """Whether a later year is asked of what changes with the years."""
    year = known.year
    return year is not None and topic in {*OF_LATER, None} and any(int(each) > year for each in _YEAR.findall(text))


def is_ours(question: str) -> bool:
    """Whether a question speaks of who asks, and not of the rule."""
    words, text = topic_words(), normalise(question)
    return bool(words.ours.search(text)) and not words.general.search(words.claims.sub(" ", text))


def is_following(question: str) -> bool:
    """Whether a question only makes sense after the one before it."""
    text = normalise(question)
    return bool(topic_words().follows.search(text)) or refers_back(question) or len(text.split()) <= SHORT


def refers_back(question: str) -> bool:
    """Whether a question speaks of something that only the one before it names."""
    words = topic_words()
    return bool(words.pronouns.search(words.impersonal.sub(" ", normalise(question))))


def is_greeting(question: str) -> bool:
    """Whether nothing is asked: a greeting, or thanks."""
    return bool(topic_words().greetings.search(normalise(question)))


def _subjects(text: str, known: Known, words: Words) -> tuple[str, ...]:
    held = f" {text} "
    named = [each for each, names in known.names.items() if any(_is_in(name, held) for name in names)]
    if named:
        return tuple(named)
    asked = {function for function, pattern in words.functions.items() if pattern.search(text)}
    return tuple(each for each, served in known.functions.items() if not asked.isdisjoint(served))


def _is_in(name: str, held: str) -> bool:
    plain = normalise(name)
    return len(plain) >= LEAST_NAME and plain not in topic_words().common and f" {plain} " in held
