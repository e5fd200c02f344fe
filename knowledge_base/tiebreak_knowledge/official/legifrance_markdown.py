"""Codes in Markdown as the consolidated texts of Légifrance are published by several projects: a front matter, titles, articles.

The depth of `#` does not follow the plan of a code (one depth may hold books, titles and chapters), so that the rank of
a title comes from its first word.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import takewhile

import yaml

from tiebreak import InputError
from tiebreak_knowledge.official.text import OfficialArticle, OfficialText, article_number, one_line, remarks_on

RANKS = {
    "partie": 1,
    "livre": 2,
    "titre": 3,
    "chapitre": 4,
    "section": 5,
    "sous-section": 6,
    "paragraphe": 7,
    "sous-paragraphe": 8,
}
ORDINALS = ("premiere", "première", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième")
_HEADING = re.compile(r"^(#{1,6})[ \t]+(\S.*)$")
_ARTICLE = re.compile(r"^article\s+\S", re.IGNORECASE)


def read_markdown(text: str, *, name: str) -> OfficialText:
    """The text of this file.

    Raises:
        InputError: when it has no front matter with a title, or no article.
    """
    front, body = _parted(text, name)
    articles: list[OfficialArticle] = []
    path: list[tuple[int, str]] = []
    number: str | None = None
    lines: list[str] = []

    def close() -> None:
        if number is not None:
            paragraphs = tuple(kept for line in lines if (kept := one_line(line)))
            articles.append(OfficialArticle(number=number, path=tuple(title for _, title in path), paragraphs=paragraphs))

    for line in body.splitlines():
        heading = _HEADING.match(line.rstrip())
        if heading is None:
            lines.append(line)
            continue
        close()
        number, lines = None, []
        title = one_line(heading.group(2))
        if _ARTICLE.match(title):
            number = article_number(title)
        elif len(heading.group(1)) > 1:
            rank = _rank(title, len(heading.group(1)))
            path = [*takewhile(lambda held, rank=rank: held[0] < rank, path), (rank, title)]  # type: ignore[misc]
    close()
    if not articles:
        raise InputError(f"{name} : aucun titre « Article … » dans ce fichier Markdown.")
    identifier = str(front.get("identifier", ""))
    return OfficialText(
        title=one_line(str(front["title"])),
        official_id=identifier,
        url=str(front.get("source", "")),
        as_of=_day(front.get("last_updated")),
        articles=tuple(articles),
        remarks=remarks_on(tuple(articles)),
    )


def _parted(text: str, name: str) -> tuple[dict[str, object], str]:
    parts = text.lstrip("\ufeff").split("---", 2)
    if len(parts) == 3 and not parts[0].strip():
        try:
            front = yaml.safe_load(parts[1])
        except yaml.YAMLError as error:
            raise InputError(f"{name} : en-tête illisible : {error}") from error
        if isinstance(front, dict) and front.get("title"):
            return front, parts[2]
    raise InputError(f"{name} : un en-tête « --- » avec « title » est attendu au début du fichier Markdown.")


def _day(raw: object) -> date | None:
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(str(raw))
    except ValueError:
        return None


def _rank(title: str, depth: int) -> int:
    """How wide a part is, from its first words; a title without any known word stands just inside the depth it is written at."""
    words = title.casefold().replace(":", " ").split()
    first = words[1] if len(words) > 1 and words[0] in ORDINALS else words[0]
    return RANKS.get(first, depth)
