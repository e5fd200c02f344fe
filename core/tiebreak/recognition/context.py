"""What surrounds a name: do the other words, the account or the function say that something digital is paid?

The words and accounts are those of French public accounting in general, in `data/recognition.toml`; the words that
confirm or refute one name are the catalogue's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from tiebreak.model.catalogue import AmbiguousName
from tiebreak.spelling import normalise

WEAK_WORDS_ENOUGH = 2
"""So many words that things other than digital also use, together, say that it is digital."""


class Context:
    """The words of a line and its account, without the name that is looked at."""

    __slots__ = ("_account", "_function", "_said", "_words")

    def __init__(self, words: Sequence[str], *, account: str | None = None, function: str | None = None) -> None:
        self._words = frozenset(words)
        self._said = f" {' '.join(words)} "
        self._account = account
        self._function = function

    def without(self, words: Sequence[str], start: int, end: int) -> Context:
        """The same line with the words of one name taken out: a name does not confirm itself."""
        return Context([*words[:start], "|", *words[end:]], account=self._account, function=self._function)

    def says(self, expression: str) -> bool:
        """Whether these words stand in the line, whole and in this order."""
        return f" {expression} " in self._said

    @property
    def function(self) -> str | None:
        """Function of the nomenclature that the source itself gives."""
        return self._function

    @property
    def is_digital(self) -> bool:
        """Whether words or the account say that something digital is paid."""
        if not self._words.isdisjoint(_words("digital_words")) or self._account_is("digital"):
            return True
        return len(self._words & _words("weak_words")) >= WEAK_WORDS_ENOUGH

    @property
    def may_be_digital(self) -> bool:
        """Whether at least one word may say so, and none says the contrary."""
        return self.is_digital or (not self.is_other and not self._words.isdisjoint(_words("weak_words")))

    @property
    def is_other(self) -> bool:
        """Whether words or the account say that something else is paid, and nothing says that it is digital."""
        said = not self._words.isdisjoint(_words("other_words")) or self._account_is("other")
        said = said or any(self.says(each) for each in _expressions("other_words"))
        return said and not self.is_digital

    def confirms(self, rule: AmbiguousName, *, is_whole: bool) -> bool:
        """Whether an ambiguous name is, here, the name of its entry."""
        if any(self.says(normalise(word)) for word in rule.refuted_by) or self.is_other:
            return False
        if any(self.says(normalise(word)) for word in rule.confirmed_by) or self.is_digital:
            return True
        return is_whole and rule.alone

    def _account_is(self, kind: str) -> bool:
        if not self._account:
            return False
        accounts: dict[str, str] = _data()["accounts"]
        prefixes = (self._account[:length] for length in range(len(self._account), 0, -1))
        return next((accounts[each] for each in prefixes if each in accounts), None) == kind


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("tiebreak").joinpath("data/recognition.toml").read_text("utf-8"))


@cache
def _words(kind: str) -> frozenset[str]:
    """The single words of a list."""
    return frozenset(each for each in _data()[kind] if " " not in each)


@cache
def _expressions(kind: str) -> tuple[str, ...]:
    """The expressions of several words of a list."""
    return tuple(each for each in _data()[kind] if " " in each)


def words_of(kind: str) -> frozenset[str]:
    """One of the lists of words of `data/recognition.toml`."""
    return _words(kind)
