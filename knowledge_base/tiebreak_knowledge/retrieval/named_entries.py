"""What is asked of a product or a supplier that the question names: its alternatives, its owner, its entry.

The search by words and meaning finds the entry; it does not know that « par quoi remplacer X » asks for what is not X.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from tiebreak import Catalogue, Solution, Supplier, normalise
from tiebreak_knowledge.retrieval.words import empty_words, whole_words

LONGEST_NAME = 6
"""Words of a name."""
LEAST_SURE_NAME = 4
"""Letters under which a name is too often another word."""
FUNCTION = "function:"
"""Beginning of the identifiers of what exists for a function."""
MOST_FUNCTIONS = 3
"""Functions whose alternatives are told together; a name that covers more does not tell what to replace."""

NAME_THE_PRODUCT = "Nommez le produit à remplacer : ce fournisseur en a pour trop de fonctions différentes."


class _Words(NamedTuple):
    """The words shipped, as patterns over a normalised text."""

    alternatives: re.Pattern[str]
    owner: re.Pattern[str]
    card: re.Pattern[str]
    filling: re.Pattern[str]
    most_left: int
    functions: dict[str, re.Pattern[str]]


class Wanted(NamedTuple):
    """What answers a question of one named entry."""

    passages: tuple[str, ...] = ()
    """Identifiers, the most exact first; none when something else is asked."""
    together: int = 1
    """How many of the first ones make the answer: one a function of a product."""
    is_of_alternatives: bool = False
    """Whether what could stand in its place is asked for."""
    notice: str = ""
    """What the question should say more, in French."""


NOTHING = Wanted()


class NamedEntries:
    """The names of the catalogue, and what each of them may be asked."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Args: catalogue: whose names are known."""
        self._catalogue = catalogue
        named: defaultdict[str, dict[str, None]] = defaultdict(dict)
        entries: list[Solution | Supplier] = [*catalogue.solutions.values(), *catalogue.suppliers.values()]
        for entry in entries:
            for name in _names_of(entry):
                named[name][entry.id] = None
        self._named = {name: tuple(held) for name, held in named.items()}
        self._doubtful = {normalise(each.name) for entry in entries for each in entry.ambiguous}

    def asked(self, question: str) -> Wanted:
        """What answers a question of one named entry; nothing when it asks something else.

        Args:
            question: as it was asked.
        """
        held = _words()
        names, left = self._split(normalise(question).split())
        if not names:
            return self._of_function(" ".join(left))
        if len(names) != 1:
            return NOTHING
        text, entries = " ".join(left), self._named[names[0]]
        solutions, suppliers = self._kinds(entries)
        if _asks(held.alternatives, text, held):
            return self._alternatives(solutions, suppliers)
        products = [f"solution:{each.id}" for each in solutions]
        sellers = [f"supplier:{each}" for each in [one.id for one in suppliers] or [one.supplier for one in solutions]]
        if _asks(held.owner, text, held):
            return Wanted(tuple(dict.fromkeys((*sellers, *products))))
        if _asks(held.card, text, held):
            return Wanted(tuple(dict.fromkeys((*products, *sellers))))
        return NOTHING

    def _of_function(self, text: str) -> Wanted:
        """The alternatives of the one function that a question without any name asks to replace."""
        held = _words()
        functions = [name for name, pattern in held.functions.items() if pattern.search(text)]
        if len(functions) != 1 or not held.alternatives.search(text):
            return NOTHING
        left = held.functions[functions[0]].sub(" ", held.alternatives.sub(" ", text))
        return Wanted((f"{FUNCTION}{functions[0]}",), is_of_alternatives=True) if _is_all_told(left, held) else NOTHING

    def named(self, question: str) -> list[tuple[str, ...]]:
        """The entries that a question names for sure: for each name, the identifiers of those that bear it.

        Args:
            question: as it was asked.
        """
        names, _ = self._split(normalise(question).split())
        return [self._named[name] for name in names if name not in self._doubtful and len(name) >= LEAST_SURE_NAME]

    def _split(self, words: list[str]) -> tuple[list[str], list[str]]:
        """The names that these words hold, the longest first at each place, and the words that are of none."""
        names: list[str] = []
        left: list[str] = []
        at = 0
        while at < len(words):
            size = next((n for n in range(LONGEST_NAME, 0, -1) if self._is_name(" ".join(words[at : at + n]))), 0)
            if size:
                names.append(" ".join(words[at : at + size]))
            else:
                left.append(words[at])
            at += size or 1
        return list(dict.fromkeys(names)), left

    def _is_name(self, words: str) -> bool:
        held = _words()
        return words in self._named and words not in empty_words() and not held.filling.fullmatch(words)

    def _alternatives(self, solutions: Sequence[Solution], suppliers: Sequence[Supplier]) -> Wanted:
        """What exists for every function of what is named, when it tells what to replace; then what is named."""
        functions = list(dict.fromkeys(function for each in solutions for function in each.functions))
        if not solutions:
            sellers = {each.id for each in suppliers}
            sold = (each for each in self._catalogue.solutions.values() if each.supplier in sellers)
            functions = list(dict.fromkeys(each.functions[0] for each in sold))
        told = [f"{FUNCTION}{each}" for each in functions] if len(functions) <= MOST_FUNCTIONS else []
        named = [*(f"solution:{each.id}" for each in solutions), *(f"supplier:{each.id}" for each in suppliers)]
        return Wanted((*told, *named), max(1, len(told)), is_of_alternatives=True, notice="" if told else NAME_THE_PRODUCT)

    def _kinds(self, entries: Iterable[str]) -> tuple[list[Solution], list[Supplier]]:
        held = list(entries)
        solutions = [self._catalogue.solutions[each] for each in held if each in self._catalogue.solutions]
        suppliers = [self._catalogue.suppliers[each] for each in held if each in self._catalogue.suppliers]
        return solutions, suppliers


def _names_of(entry: Solution | Supplier) -> Iterator[str]:
    every = (entry.name, *entry.aliases, *(each.name for each in entry.ambiguous))
    return (plain for name in every if len(plain := normalise(name)) > 1)


def _asks(pattern: re.Pattern[str], text: str, words: _Words) -> bool:
    """Whether a question asks this, and nothing more."""
    return pattern.search(text) is not None and _is_all_told(pattern.sub(" ", text), words)


def _is_all_told(left: str, words: _Words) -> bool:
    """Whether what is left of a question asks nothing more."""
    told = [word for word in words.filling.sub(" ", left).split() if word not in empty_words() and not word.isdigit()]
    return len(told) <= words.most_left


@cache
def said_of_names() -> dict[str, Any]:
    """What may be asked of a name, in words, as shipped."""
    held: dict[str, Any] = tomllib.loads(files("tiebreak_knowledge").joinpath("retrieval/named_entries.toml").read_text("utf-8"))
    return held


@cache
def _words() -> _Words:
    held = said_of_names()
    kinds = {name: whole_words(held[name]) for name in ("alternatives", "owner", "card", "filling")}
    return _Words(**kinds, most_left=held["most_left"], functions=function_words())


@cache
def function_words() -> dict[str, re.Pattern[str]]:
    """What names a function of the nomenclature in a normalised text, by identifier."""
    return {name: whole_words(words) for name, words in said_of_names()["functions"].items()}
