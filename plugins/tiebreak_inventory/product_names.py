"""The name of a product as a person would write it, without what changes from one machine to the next.

Versions, architectures and languages are taken off the end, by the words of `names.toml`; years and single
numbers stay, for they tell products apart ("Office 2019", "Windows 11").
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

CACHED = 16_384
MAX_NAME = 200
"""A name that is longer names no product."""
MAX_VERSION = 60

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffd]")
_EMAIL = re.compile(r"<?\b[\w.+'-]+@[\w-]+(?:\.[\w-]+)+>?")
_MAC = re.compile(r"\b(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}\b")
_ADDRESS = re.compile(r"<?\bhttps?://\S+", re.IGNORECASE)
_DOTTED = re.compile(r"[vV]?\d+(?:[.]\d+)+(?:[-+~_.][\w.+~-]*|[a-zA-Z]\w*)?")
_LAST_GROUP = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]$")
_LAST_DASH = re.compile(r"\s+[-–—]\s+([^-–—]+)$")
_LAST_WORD = re.compile(r"[\s,]+(\S+)$")
_SEPARATORS = re.compile(r"[\s,;/_-]+")


@dataclass(frozen=True)
class _Vocabulary:
    """The words of `names.toml`."""

    affixes: frozenset[str]
    """Words that say an architecture or a language, alone or together."""
    unambiguous: frozenset[str]
    """Those that say it even without parentheses or dash."""
    publisher_endings: frozenset[str]


def product_name(written: str, version: str = "") -> str:
    """The name without its suffixes; empty when nothing in it names a product.

    >>> product_name("Mozilla Firefox 115.6.0 ESR (x64 fr)", "115.6.0")
    'Mozilla Firefox ESR'
    >>> product_name("Microsoft 365 Apps for enterprise - fr-fr")
    'Microsoft 365 Apps for enterprise'
    >>> product_name("7-Zip 23.01 (x64)"), product_name("Suite Bureautique 2019")
    ('7-Zip', 'Suite Bureautique 2019')
    """
    text = cleaned(written)
    if len(text) > MAX_NAME or not any(character.isalpha() for character in text):
        return ""
    if version and (_DOTTED.fullmatch(version.strip())):
        text = _without_version(text, version.strip())
    trimmed = text
    while (shorter := _without_last_suffix(trimmed)) != trimmed:
        trimmed = shorter
    return trimmed if any(character.isalpha() for character in trimmed) else text


@lru_cache(maxsize=CACHED)
def product_key(name: str) -> str:
    """What two spellings of one name share: letters without case, one space between words."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def publisher_name(written: str) -> str:
    """The publisher without addresses; empty when only an address was written, or numbers."""
    text = " ".join(cleaned(written).strip("*✓✪()- ").split())[:MAX_NAME]
    return text if any(character.isalpha() for character in text) else ""


@lru_cache(maxsize=CACHED)
def publisher_key(name: str) -> str:
    """What the spellings of one publisher share.

    >>> publisher_key("Exemple Corporation") == publisher_key("EXEMPLE, Inc.")
    True
    """
    words = [word for word in re.split(r"[\s,.;()/&|-]+", product_key(name)) if word]
    while len(words) > 1 and words[-1] in _vocabulary().publisher_endings:
        words.pop()
    return " ".join(words)


def version_text(written: str) -> str:
    """A version as it is shown, shortened when it is no version any more."""
    text = cleaned(written)
    return text if len(text) <= MAX_VERSION else f"{text[:MAX_VERSION]}…"


@lru_cache(maxsize=CACHED)
def cleaned(written: str) -> str:
    """A text without control characters, mail, web or network card addresses, spaces made single."""
    text = unicodedata.normalize("NFC", _CONTROLS.sub(" ", written[: MAX_NAME * 10]))
    if "@" in text:
        text = _EMAIL.sub(" ", text)
    if "://" in text:
        text = _ADDRESS.sub(" ", text)
    if ":" in text or "-" in text:
        text = _MAC.sub(" ", text)
    return " ".join(text.replace("( )", " ").replace("()", " ").split())


def _without_version(text: str, version: str) -> str:
    """The version of the entry itself, wherever it stands in the name; its first numbers are enough."""
    words = text.split(" ")
    kept = [
        word
        for word in words
        if not (
            _DOTTED.fullmatch(bare := word.strip("()[],").lstrip("vV")) and (version.startswith(bare) or bare.startswith(version))
        )
    ]
    return " ".join(kept) or text


def _without_last_suffix(text: str) -> str:
    for pattern in (_LAST_GROUP, _LAST_DASH):
        if (match := pattern.search(text)) and match.start() > 0 and _says_nothing(match[1]):
            return text[: match.start()].rstrip(" ,-–—")
    if (match := _LAST_WORD.search(text)) and _may_go(match[1]):
        return text[: match.start()].rstrip(" ,-–—")
    return text


def _says_nothing(group: str) -> bool:
    """Whether all that stands between parentheses or after a dash is architecture, language or version."""
    text = product_key(group)
    words = [word for word in _SEPARATORS.split(text) if word]
    affixes = _vocabulary().affixes
    return all(word in affixes or _DOTTED.fullmatch(word) for word in words) or text in affixes or bool(_DOTTED.fullmatch(text))


def _may_go(word: str) -> bool:
    folded = word.casefold()
    return bool(_DOTTED.fullmatch(word)) or folded in _vocabulary().unambiguous


@cache
def _vocabulary() -> _Vocabulary:
    raw: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(
        files("tiebreak_inventory").joinpath("names.toml").read_text("utf-8")
    )
    architectures, languages = raw["architectures"], raw["languages"]
    codes = [f"{code}-{country}" for code in languages["codes"] for country in languages["countries"]]
    affixes = [
        *architectures["words"],
        *architectures["fillers"],
        *languages["names"],
        *languages["codes"],
        *languages["countries"],
    ]
    return _Vocabulary(
        affixes=frozenset((*affixes, *codes)),
        unambiguous=frozenset((*architectures["words"], *codes)),
        publisher_endings=frozenset(raw["publishers"]["endings"]),
    )
