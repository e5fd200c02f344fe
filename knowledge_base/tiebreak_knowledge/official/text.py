"""An official text as it was read from a file: its articles, where each stands, and since when it holds."""

from __future__ import annotations

import re
from datetime import date

from pydantic import Field

from tiebreak import Frozen

_SPACES = re.compile(r"\s+")
_PREFIX = re.compile(r"^\s*art(?:icle|\.)?\s*", re.IGNORECASE)
_AGAIN = re.compile(r"\s+(bis|ter|quater|quinquies)$", re.IGNORECASE)
_LETTER = re.compile(r"^([LRDA])\.?\s*\*?\s*(?=\d)", re.IGNORECASE)
FOREVER = date(2999, 1, 1)
"""What Légifrance writes for an end that is not known."""


class OfficialArticle(Frozen):
    """One article in one redaction."""

    number: str = Field(min_length=1)
    """Without the word « article » nor a space after the letter: `L2112-4`, `28`."""
    heading: str = ""
    """Its own title, empty when it has none."""
    path: tuple[str, ...] = ()
    """Titles of the parts that hold it, the widest first."""
    paragraphs: tuple[str, ...] = ()
    """Its alinéas, in order and word for word; none when the file has only its number."""
    in_force_from: date | None = None
    in_force_until: date | None = None
    official_id: str = ""
    """LEGIARTI, when the file gives it."""


class OfficialText(Frozen):
    """A whole text, as one file or one folder gave it."""

    title: str = Field(min_length=1)
    official_id: str = ""
    """LEGITEXT, JORFTEXT or CELEX; empty when the file does not say it."""
    url: str = ""
    as_of: date | None = None
    """The day for which the file says that it is up to date; `None` when it does not."""
    articles: tuple[OfficialArticle, ...]
    is_partial: bool = False
    """Whether the file holds only some articles of the text: those brought before then stay."""
    remarks: tuple[str, ...] = ()
    """What the reader has to know, in French: articles without text, redactions without date."""


def article_number(raw: str) -> str:
    """An article's number as our places write it.

    >>> article_number("Article L. 2112-4"), article_number("Art. R*2122-8"), article_number("Article premier")
    ('L2112-4', 'R2122-8', '1')
    """
    number = _PREFIX.sub("", _SPACES.sub(" ", raw)).strip(" .:—–-")
    if number.casefold() in {"premier", "1er", "ier", "unique"}:
        return "1"
    return _LETTER.sub(lambda match: match.group(1).upper(), number)


def one_line(text: str) -> str:
    """The same words on one line, with single spaces."""
    return _SPACES.sub(" ", text).strip()


def real_end(end: date | None) -> date | None:
    """The last day of a redaction; `None` for the far date that means that nothing ends it."""
    return None if end is None or end >= FOREVER else end


def remarks_on(articles: tuple[OfficialArticle, ...]) -> tuple[str, ...]:
    """What is missing or doubtful in these articles, in French."""
    empty = sorted({article.number for article in articles if not article.paragraphs})
    seen: dict[tuple[str, date | None, date | None], int] = {}
    for article in articles:
        key = (article.number, article.in_force_from, article.in_force_until)
        seen[key] = seen.get(key, 0) + 1
    twice = sorted({number for (number, *_), count in seen.items() if count > 1})
    said: list[str] = []
    if empty:
        said.append(f"{len(empty)} article(s) sans texte dans le fichier : {_some(empty)}.")
    if twice:
        said.append(
            f"{len(twice)} article(s) en plusieurs rédactions sans date qui les départage : {_some(twice)}. "
            "Vérifiez sur Légifrance laquelle est en vigueur."
        )
    return tuple(said)


def _some(numbers: list[str], most: int = 8) -> str:
    return ", ".join(numbers[:most]) + (" …" if len(numbers) > most else "")
