"""What a question is about: one's own case file, and which part of it, or what is known to all. Words only, no model."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from tiebreak import normalise


class Topic(StrEnum):
    """A part of a case file that can be asked about."""

    MONEY = "money"
    SHARE = "share"
    FUNCTIONS = "functions"
    MAIN = "main"
    FIRST = "first"
    UNKNOWN = "unknown"
    PLAN = "plan"
    COST = "cost"
    REMAINING = "remaining"
    NOTHING_DONE = "nothing_done"
    SUBJECT = "subject"
    """One function, supplier or product that the case file holds."""


class Words(NamedTuple):
    """The words shipped, as patterns over a normalised text."""

    ours: re.Pattern[str]
    only_there: re.Pattern[str]
    general: re.Pattern[str]
    """What is asked of the rule or the method, even when it says « nous »."""
    follows: re.Pattern[str]
    pronouns: re.Pattern[str]
    topics: Mapping[Topic, re.Pattern[str]]
    """In the order in which they are tried: the most precise first."""
    functions: Mapping[str, re.Pattern[str]]


class Asked(NamedTuple):
    """What a question asks of a case file."""

    topic: Topic
    subjects: tuple[str, ...] = ()
    """Identifiers of dependencies, for `SUBJECT`."""


@cache
def topic_words() -> Words:
    """The words of `data/topics.toml`."""
    held = tomllib.loads(files("tiebreak_assistant").joinpath("data/topics.toml").read_text("utf-8"))
    return Words(
        ours=_any(held["ours"]),
        only_there=_any(held["only_there"]),
        general=_any(held["general"]),
        follows=re.compile(rf"^(?:{'|'.join(map(re.escape, held['follows']))})\b"),
        pronouns=_any(held["pronouns"]),
        topics={Topic(name): _any(words) for name, words in held["topics"].items()},
        functions={name: _any(words) for name, words in held["functions"].items()},
    )


def asked_of_case(
    question: str,
    names: Mapping[str, Iterable[str]],
    functions: Mapping[str, Iterable[str]],
    *,
    before: Asked | None = None,
) -> Asked | None:
    """What a question asks of a case file; `None` when it asks nothing of it.

    Args:
        question: as it was asked.
        names: names under which each dependency may be asked for, by identifier.
        functions: functions of each dependency, by identifier.
        before: what the question before it asked, when this one follows it.
    """
    words, text = topic_words(), normalise(question)
    is_there = before is not None or bool(words.only_there.search(text))
    if not is_there and (words.general.search(text) or not words.ours.search(text)):
        return None
    if subjects := _subjects(text, names, functions, words):
        return Asked(Topic.SUBJECT, subjects)
    topic = next((topic for topic, pattern in words.topics.items() if pattern.search(text)), None)
    if topic is not None:
        return Asked(topic)
    return before or (Asked(Topic.SHARE) if is_there else None)


def is_following(question: str) -> bool:
    """Whether a question only makes sense after the one before it."""
    words, text = topic_words(), normalise(question)
    return bool(words.follows.search(text) or words.pronouns.search(text)) or len(text.split()) <= SHORT


SHORT = 2
"""Words up to which a question says too little by itself."""
LEAST_NAME = 3


def _subjects(
    text: str, names: Mapping[str, Iterable[str]], functions: Mapping[str, Iterable[str]], words: Words
) -> tuple[str, ...]:
    held = f" {text} "
    named = [each for each, known in names.items() if any(_is_in(name, held) for name in known)]
    if named:
        return tuple(named)
    asked = {function for function, pattern in words.functions.items() if pattern.search(text)}
    return tuple(each for each, served in functions.items() if not asked.isdisjoint(served))


def _is_in(name: str, held: str) -> bool:
    plain = normalise(name)
    return len(plain) >= LEAST_NAME and f" {plain} " in held


def _any(words: Iterable[str]) -> re.Pattern[str]:
    """Any of these, whole; one that ends with a star may go on."""
    patterns = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s") for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")
