"""The words that the verifier compares, read once from `data/verifier.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from tiebreak.spelling import normalise


class VerifierWords(NamedTuple):
    """Numbers, units, negations, opposites and countries, without accents."""

    numbers: dict[str, int]
    units: dict[str, str]
    """A unit as written to the one it is compared as."""
    negators: frozenset[str]
    opposites: dict[str, frozenset[str]]
    """A word to those that turn a sentence round when they take its place."""
    rules: frozenset[str]
    vague: frozenset[str]
    """Words that say a quantity without a number."""
    linking: frozenset[str]
    """Words that link others and tell nothing."""
    bodies: frozenset[str]
    """Words for a collectivité."""
    binding: frozenset[str]
    """Words that bind."""
    french: frozenset[str]
    english: frozenset[str]
    countries: dict[str, str]
    """Words to the country that they name."""


@cache
def verifier_words() -> VerifierWords:
    """The words shipped."""
    held = tomllib.loads(files("tiebreak").joinpath("data/verifier.toml").read_text("utf-8"))
    opposites: dict[str, set[str]] = {}
    for one, other in held["polarity"]["opposites"]:
        opposites.setdefault(one, set()).add(other)
        opposites.setdefault(other, set()).add(one)
    return VerifierWords(
        numbers={normalise(word): number for word, number in held["numbers"].items()},
        units=held["units"],
        negators=frozenset(held["polarity"]["negators"]),
        opposites={word: frozenset(others) for word, others in opposites.items()},
        rules=frozenset(held["polarity"]["rules"]),
        vague=frozenset(held["vague"]),
        linking=frozenset(held["linking"]),
        bodies=frozenset(held["bodies"]),
        binding=frozenset(held["binding"]),
        french=frozenset(held["languages"]["french"]),
        english=frozenset(held["languages"]["english"]),
        countries={word: country for country, words in held["countries"].items() for word in words},
    )
