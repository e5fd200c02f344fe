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

LEAST_TELLING_LETTERS = 5
TELLING_WORDS_ENOUGH = 2
"""So many words of its function confirm a name even beside words of something else."""
WEAK_WORDS_ENOUGH = 2
"""So many words that things other than digital also use, together, say that it is digital."""


class Context:
    """The words of a line and its account, without the name that is looked at."""

    __slots__ = ("_account", "_beside", "_function", "_is_software", "_said", "_words")

    def __init__(
        self,
        words: Sequence[str],
        *,
        beside: Sequence[str] = (),
        account: str | None = None,
        function: str | None = None,
        is_software: bool = False,
    ) -> None:
        self._words = frozenset(words)
        self._beside = tuple(beside)
        self._said = f" {' '.join(words)} "
        self._account = account
        self._function = function
        self._is_software = is_software

    def without(self, words: Sequence[str], start: int, end: int) -> Context:
        """The same line with the words of one name taken out: it does not confirm itself, but an expression may hold it."""
        left = Context(
            [*words[:start], *words[end:]],
            beside=self._beside,
            account=self._account,
            function=self._function,
            is_software=self._is_software,
        )
        left._said = self._said
        return left

    def holds(self, kind: str) -> bool:
        """Whether a word or an expression of a list of `data/recognition.toml` stands in the line."""
        return not self._words.isdisjoint(_words(kind)) or any(self.says(each) for each in _expressions(kind))

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
        if self._is_software or self.holds("digital_words") or self._account_is("digital"):
            return True
        return self._weak_signs >= WEAK_WORDS_ENOUGH

    @property
    def _weak_signs(self) -> int:
        return len(self._words & _words("weak_words")) + self._account_is("weak")

    @property
    def may_be_digital(self) -> bool:
        """Whether at least one word may say so, and none says the contrary."""
        return self.is_digital or (not self.is_other and self._weak_signs > 0)

    @property
    def is_other(self) -> bool:
        """Whether words or the account say that something else is paid, and nothing says that it is digital."""
        beside = not _words("other_words").isdisjoint(self._beside)
        return (beside or self.holds("other_words") or self._account_is("other")) and not self.is_digital

    @property
    def is_plainly_other(self) -> bool:
        """Whether words name something that digital companies sell and that is not digital: paper, stamps, meals."""
        return self.holds("paper_words") and not self._account_is("digital") and not self.holds("digital_words")

    def refutes(self, rule: AmbiguousName) -> bool:
        """Whether words around an ambiguous name show that it names something else."""
        beside = f" {' '.join(self._beside)} "
        return any(self.says(word) or f" {word} " in beside for word in map(normalise, rule.refuted_by))

    def says_for(self, rule: AmbiguousName) -> bool:
        """Whether words that the catalogue gives for an ambiguous name stand around it."""
        return not self.refutes(rule) and any(self.says(normalise(word)) for word in rule.confirmed_by)

    def confirms(
        self,
        rule: AmbiguousName,
        *,
        is_whole: bool = False,
        sells_others: bool = False,
        function_words: frozenset[str] = frozenset(),
    ) -> bool:
        """Whether an ambiguous name is, here, the name of its entry; being paid to who sells others' products is one sign more."""
        if self.refutes(rule):
            return False
        if self.says_for(rule):
            return True
        if rule.strict:
            return is_whole and rule.alone and not self.is_other
        telling = len(self._words & function_words)
        if telling >= TELLING_WORDS_ENOUGH:
            return True
        if self.is_other:
            return False
        is_digital = self.is_digital or self._weak_signs + sells_others >= WEAK_WORDS_ENOUGH
        return is_digital or telling > 0 or (is_whole and rule.alone)

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


def function_words(label: str) -> frozenset[str]:
    """The words of a function's label that tell it: long ones, which other things than this function do not use.

    >>> sorted(function_words("Ressources humaines et paie"))
    ['humaines', 'ressources']
    """
    long = {word for word in normalise(label).split() if len(word) >= LEAST_TELLING_LETTERS}
    return frozenset(long - _words("weak_words"))
