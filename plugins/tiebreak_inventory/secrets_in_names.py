"""What identifies a machine or a person, taken out of the names of its programs.

Each secret is looked for only where its words stand, so that ten thousand users cost ten thousand looks, not
as many as there are programs for each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from tiebreak_inventory.product_names import cleaned
from tiebreak_inventory.reports import MAX_TEXT, PLACEHOLDERS, Entry

LEAST_SECRET = 4
LEAST_NUMBER = 6
"""Shorter identifiers, or numbers, stand in the names of programs as something else: a year, a version."""
LOOKED_IN = 4 * MAX_TEXT
"""What is longer names nothing, and is cut before it is looked in."""
_TOGETHER = 64
"""Secrets looked for in one pass."""
_NOT_PLAIN = re.compile(r"[^a-zA-Z]")
_WORD = re.compile(r"\w+")


class Secrets:
    """Texts that must not be shown, looked for by one of their words; several machines may share them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts

    @cached_property
    def folded(self) -> set[str]:
        """Those that may identify something, without capitals."""
        return {folded for each in self._texts if _is_secret(folded := each.strip().casefold())}

    def within(self, said: str, words: set[str]) -> set[str]:
        """Those that stand in a text without capitals, given with its words."""
        return {secret for word in self._by_word.keys() & words for secret in self._by_word[word] if secret in said}

    @cached_property
    def _by_word(self) -> dict[str, list[str]]:
        return _by_rarest_word(self.folded)


def without_secrets(entries: list[Entry], *secrets: Secrets) -> list[Entry]:
    """The same entries, what identifies a machine or a person taken out of their texts."""
    if sum(len(each.folded) for each in secrets) <= _TOGETHER:
        said = "\n".join(text for entry in entries for text in entry[:3]).casefold()
        wanted = {secret for each in secrets for secret in each.folded if secret in said}
        found = dict(_hidden(enumerate(entries), wanted))
    else:
        found = dict(_hidden_of_many(entries, secrets))
    return [found.get(place, entry) for place, entry in enumerate(entries)] if found else entries


def _hidden_of_many(entries: list[Entry], secrets: Iterable[Secrets]) -> Iterator[tuple[int, Entry]]:
    """The same as `_hidden`, each entry being looked in for the few secrets whose words it has."""
    waiting: list[tuple[int, Entry]] = []
    together: set[str] = set()
    for place, written in enumerate(entries):
        entry = _cut(written)
        said = "\n".join(entry[:3]).casefold()
        words = set(_WORD.findall(said))
        if not (here := set[str]().union(*(each.within(said, words) for each in secrets))):
            continue
        waiting.append((place, entry))
        together |= here
        if len(together) >= _TOGETHER:
            yield from _hidden(waiting, together)
            waiting, together = [], set()
    yield from _hidden(waiting, together)


def _is_secret(folded: str) -> bool:
    if len(folded) < LEAST_SECRET or (folded.isdigit() and len(folded) < LEAST_NUMBER):
        return False
    return not PLACEHOLDERS.fullmatch(folded)


def _by_rarest_word(secrets: set[str]) -> dict[str, list[str]]:
    """The secrets by the one of their words that the fewest share; signs alone identify nothing."""
    words = {secret: set(_WORD.findall(secret)) for secret in secrets}
    counts = Counter(word for each in words.values() for word in each)
    found: dict[str, list[str]] = {}
    for secret, each in words.items():
        if each:
            found.setdefault(min(each, key=lambda word: (counts[word], word)), []).append(secret)
    return found


def _cut(entry: Entry) -> Entry:
    return (
        entry
        if max(map(len, entry[:3])) <= LOOKED_IN
        else entry._replace(
            **{field: text[:LOOKED_IN] for field, text in zip(("name", "version", "publisher"), entry[:3], strict=True)}
        )
    )


def _hidden(entries: Iterable[tuple[int, Entry]], secrets: set[str]) -> Iterator[tuple[int, Entry]]:
    """Those of the entries in which one of the secrets stands as a word, without it."""
    if not secrets:
        return
    hidden = _hiding(sorted(secrets, key=lambda text: (-len(text), text)))
    for place, entry in entries:
        if hidden.search("\n".join(entry[:3])):
            yield place, entry._replace(**_cleaned(entry, hidden))


def _cleaned(entry: Entry, hidden: re.Pattern[str]) -> dict[str, str]:
    """The texts of an entry without the secrets; addresses go first, for they may hold the name of a person."""
    return {
        field: hidden.sub(" ", cleaned(text)).strip(" -@_()<>") if hidden.search(text) else text
        for field, text in zip(("name", "version", "publisher"), entry[:3], strict=True)
    }


def _hiding(secrets: Iterable[str]) -> re.Pattern[str]:
    """What finds the secrets: a word of letters alone only between parentheses or after a dash, as it may name a product."""
    written = [re.escape(secret) for secret in secrets if _NOT_PLAIN.search(secret)]
    plain = [re.escape(secret) for secret in secrets if not _NOT_PLAIN.search(secret)]
    patterns = []
    if written:
        patterns.append(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)")
    if plain:
        words = f"(?:{'|'.join(plain)})"
        patterns.append(rf"\(\s*{words}\s*\)|\s[-–@]\s*{words}(?!\w)")
    return re.compile("|".join(patterns), re.IGNORECASE)
