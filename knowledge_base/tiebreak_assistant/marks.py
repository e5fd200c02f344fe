"""Marks that stand for names, figures and identifiers in what is sent to a model, and are put back in what it answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import dropwhile
from threading import Lock

from pydantic import ValidationError

from tiebreak import DraftedSentence, Fact, Passage, load_nomenclature, normalise
from tiebreak_assistant.topics import topic_words

_UNIT = r"(?:[kKmM]d?\s?)?(?:€|E\b|EUR\b|euros?\b|\$|dollars?\b)|[kK]\b|[mM]\b|mille\b|milliers\b|millions?\b|milliards?\b"
_NUMBER = r"\d[\d\s.,'’]*"
_AMOUNT = re.compile(
    rf"(?:€|EUR|\$)\s?{_NUMBER}|{_NUMBER}\s?(?:{_UNIT})(?:\s?d[’']euros?|\s?euros?)?"
    r"|\d{1,3}(?:[\s.,'’]\d{3})+|(?<![\d.-])(?!(?:19|20)\d\d(?!\d))\d{4,}(?![\d-])"
)
_FACT_PLACE = re.compile(r"\{fact:([a-z0-9._-]+)\}")
_MARKED_FACT = re.compile(r"\{(F\d+)\}")
_MARK = re.compile(r"(?<![^\W_])⟦([NM]\d+)⟧(?![^\W_])")
"""A mark that stands alone: one glued to a letter would come back as a name that no pattern knows."""
_LOOKS_LIKE_OURS = re.compile(r"\{F\d+\}|[⟦⟧]")
_WORD = re.compile(r"[^\W_]+")
_ACCENTS = {"a": "aàâäáã", "c": "cç", "e": "eéèêë", "i": "iîïí", "n": "nñ", "o": "oôöó", "u": "uùûüú", "y": "yÿ"}
SHORTEST_NAME = 2
LONG_NAME = 5
"""Letters from which a name is seen in a word that begins with it."""


class Marks:
    """The marks of one conversation: the same thing keeps the same mark."""

    def __init__(self, names: Iterable[str], *, sends_names: bool, sends_amounts: bool) -> None:
        """Args: names: those to hide unless `sends_names`; sends_amounts: whether figures may be sent."""
        self.sends_amounts = sends_amounts
        self.hides_names = not sends_names
        self._marks: dict[tuple[str, str], str] = {}
        self._meanings: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._lock = Lock()
        self._names = name_pattern(names) if self.hides_names else None

    def passage(self, passage: Passage) -> str:
        """The mark of a passage."""
        return self._mark("P", passage.id)

    def fact(self, identifier: str) -> str:
        """The mark of a fact."""
        return self._mark("F", identifier)

    def sent(self, text: str) -> str:
        """A text as it may be sent: names and amounts hidden, figures of the case file in their places."""
        composed = unicodedata.normalize("NFKC", _LOOKS_LIKE_OURS.sub(" ", text))
        placed = _FACT_PLACE.sub(lambda match: f"{{{self.fact(match.group(1))}}}", composed)
        if not self.sends_amounts:
            placed = _AMOUNT.sub(lambda match: f"⟦{self._mark('M', match.group(0).strip())}⟧", placed)
        if self._names is not None:
            placed = self._names.sub(lambda match: f"⟦{self._mark('N', match.group(0))}⟧", placed)
        return placed

    def value(self, fact: Fact) -> str:
        """A figure as it may be sent."""
        return str(fact) if self.sends_amounts else "valeur non communiquée"

    def back(self, text: str) -> str:
        """A text received, with names, amounts and places of figures put back."""
        placed = _MARKED_FACT.sub(lambda match: f"{{fact:{self._meanings.get(match.group(1), match.group(1))}}}", text)
        return _MARK.sub(lambda match: self._meanings.get(match.group(1), match.group(0)), placed)

    def drafted(self, text: str, facts: Iterable[str], passages: Iterable[str]) -> DraftedSentence | None:
        """A sentence received, as a draft of ours; `None` when it is none. An unknown mark stays as it is, and is refused later."""
        said = " ".join(self.back(text).encode("utf-8", "ignore").decode("utf-8").split())
        try:
            return DraftedSentence(
                text=said,
                fact_refs=tuple(dict.fromkeys(self._meanings.get(each.strip("{} "), each) for each in facts)),
                cite_refs=tuple(dict.fromkeys(self._meanings.get(each.strip("[] "), each) for each in passages)),
            )
        except ValidationError:
            return None

    def _mark(self, kind: str, meaning: str) -> str:
        key = (kind, meaning)
        with self._lock:
            if key not in self._marks:
                self._counts[kind] = self._counts.get(kind, 0) + 1
                mark = f"{kind}{self._counts[kind]}"
                self._marks[key] = mark
                self._meanings[mark] = meaning
            return self._marks[key]


def name_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Any of these names, however it is typed: accents, capitals, hyphens and spaces aside, and alone its words that are nobody else's."""
    labels = (function.label for function in load_nomenclature().functions)
    common = topic_words().common | {word for label in labels for word in _WORD.findall(normalise(label))}
    kept: set[tuple[str, ...]] = set()
    for name in names:
        words = tuple(_WORD.findall(normalise(name)))
        telling = [word for word in words if word not in common and len(word) >= SHORTEST_NAME and not word.isdigit()]
        if not telling and len(words) < 2:
            continue
        kept.add(words)
        kept |= {(word,) for word in telling if len(word) >= LONG_NAME or len(telling) == 1}
        if trimmed := tuple(dropwhile(common.__contains__, words)):
            kept.add(trimmed)
    if not kept:
        return None
    ordered = sorted(kept, key=lambda words: (-len("".join(words)), words))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(_typed(words) for words in ordered)})", re.IGNORECASE)


def _typed(words: tuple[str, ...]) -> str:
    spelled = r"[\W_]{0,3}".join("".join(_letter(letter) for letter in word) for word in words)
    is_long = len("".join(words)) >= LONG_NAME
    return rf"{spelled}[^\W_]*" if is_long else rf"{spelled}(?![^\W_])"


def _letter(letter: str) -> str:
    return f"[{_ACCENTS[letter]}]" if letter in _ACCENTS else re.escape(letter)
