"""Acts of the European Union as EUR-Lex publishes them in XHTML: Official Journal and consolidated versions.

Both mark the title of an article, its own heading and the titles of chapters with classes; the words of the classes
changed over time, so that each is known by all its names.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from lxml import html

from tiebreak import InputError
from tiebreak_knowledge.official.text import OfficialArticle, OfficialText, article_number, one_line, remarks_on

ARTICLE_TITLES = frozenset({"oj-ti-art", "ti-art", "title-article-norm"})
ARTICLE_HEADINGS = frozenset({"oj-sti-art", "sti-art", "stitle-article-norm"})
PART_TITLES = frozenset({"oj-ti-section-1", "ti-section-1", "title-division-1"})
PART_HEADINGS = frozenset({"oj-ti-section-2", "ti-section-2", "title-division-2"})
ACT_TITLES = frozenset({"oj-doc-ti", "doc-ti", "title-doc-first"})
ENDS = frozenset({"oj-final", "final", "oj-signatory", "signatory", "oj-doc-sep", "title-annex-1"})
RANKS = {"partie": 1, "titre": 2, "chapitre": 3, "section": 4, "sous-section": 5}
ADDRESS = "https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:"
_CELEX = re.compile(r"\b(?:CELEX[:%3A]*\s*)?(0?[1-9]\d{4}[A-Z]{1,2}\d{4})\b")
_CONSOLIDATED = re.compile(r"\b0\d{4}[A-Z]\d{4}[-—–](\d{4})(\d{2})(\d{2})\b|\b(\d{2})\.(\d{2})\.(\d{4})\b")
_NUMBER = re.compile(r"\(UE\)\s*(?:n[o°]\s*)?(\d{4})/(\d+)")
_KINDS = {"directive": "L", "décision": "D", "règlement": "R"}


def read_eurlex(content: bytes, *, name: str) -> OfficialText:
    """The act of this file.

    Raises:
        InputError: when no article can be seen in it.
    """
    try:
        root = html.fromstring(content, parser=_parser(content))
    except (ValueError, html.etree.ParserError, html.etree.XMLSyntaxError) as error:
        raise InputError(f"{name} : page illisible : {error}") from error
    walk = _Walk()
    for node in root.iter("p", "div", "li", "h1", "h2", "h3"):
        walk.take(node)
    articles = walk.articles()
    if not articles:
        raise InputError(f"{name} : aucun titre d’article d’EUR-Lex (classes « oj-ti-art », « title-article-norm »).")
    title = one_line(" ".join(walk.title)) or name
    celex = _celex(root, title)
    return OfficialText(
        title=title,
        official_id=celex,
        url=f"{ADDRESS}{celex}" if celex else "",
        as_of=_consolidated_on(root),
        articles=articles,
        remarks=remarks_on(articles),
    )


def _parser(content: bytes) -> Any:
    """UTF-8 when the bytes are so, whatever the page declares; else what it declares."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return html.HTMLParser(no_network=True, remove_comments=True, huge_tree=False)
    return html.HTMLParser(no_network=True, remove_comments=True, huge_tree=False, encoding="utf-8")


class _Walk:
    """The blocks of a page in order, sorted into titles and alinéas."""

    def __init__(self) -> None:
        self.title: list[str] = []
        self._path: list[tuple[int, str]] = []
        self._done: list[OfficialArticle] = []
        self._number: str | None = None
        self._heading = ""
        self._paragraphs: list[str] = []
        self._held: tuple[str, ...] = ()

    def take(self, node: Any) -> None:
        """One block: nested blocks are taken in their turn, so that only leaves are text."""
        classes = frozenset((node.get("class") or "").split())
        said = one_line(node.text_content())
        if not said or self._takes_part(classes, said) or self._takes_article(classes, said):
            return
        if self._number is not None and not node.xpath(".//p | .//div | .//li"):
            self._add(node, said)

    def _takes_part(self, classes: frozenset[str], said: str) -> bool:
        """Whether it is the title of the act, of a chapter or of an annex."""
        if classes & ACT_TITLES and not self._done and self._number is None:
            self.title.append(said)
        elif classes & (ACT_TITLES | ENDS):
            self._close()
        elif classes & PART_TITLES:
            self._close()
            rank = RANKS.get(said.casefold().split()[0], 3)
            self._path = [*(each for each in self._path if each[0] < rank), (rank, said)]
        elif classes & PART_HEADINGS:
            if self._path:
                rank, part = self._path[-1]
                self._path[-1] = (rank, f"{part} : {said}")
        else:
            return False
        return True

    def _takes_article(self, classes: frozenset[str], said: str) -> bool:
        """Whether it is the number or the heading of an article."""
        if classes & ARTICLE_TITLES:
            self._close()
            self._number, self._held = article_number(said), tuple(part for _, part in self._path)
        elif classes & ARTICLE_HEADINGS:
            self._heading = said
        else:
            return False
        return True

    def articles(self) -> tuple[OfficialArticle, ...]:
        """All that were seen."""
        self._close()
        return tuple(self._done)

    def _add(self, node: Any, said: str) -> None:
        """An alinéa; the number of a point, alone in its cell, goes with the text of the next cell."""
        cell = next(iter(node.xpath("ancestor::td[1]")), None)
        if cell is not None and cell.getnext() is not None and len(said) <= 6:
            self._paragraphs.append(f"{said} ")
        elif self._paragraphs and self._paragraphs[-1].endswith(" "):
            self._paragraphs[-1] += said
        else:
            self._paragraphs.append(said)

    def _close(self) -> None:
        if self._number is not None:
            kept = tuple(text for each in self._paragraphs if (text := each.strip()))
            self._done.append(OfficialArticle(number=self._number, heading=self._heading, path=self._held, paragraphs=kept))
        self._number, self._heading, self._paragraphs = None, "", []


def _celex(root: Any, title: str) -> str:
    """From the page's own address or metadata, else from the number in the title; empty when neither says it."""
    for value in root.xpath("//meta/@content | //link/@href | //base/@href | //a/@href"):
        if found := _CELEX.search(str(value)):
            celex = found.group(1)
            return f"3{celex[1:]}" if celex.startswith("0") else celex
    number = _NUMBER.search(title)
    kind = next((letter for word, letter in _KINDS.items() if word in title.casefold()), None)
    return f"3{number.group(1)}{kind}{int(number.group(2)):04d}" if number and kind else ""


def _consolidated_on(root: Any) -> date | None:
    """The day of a consolidated version; `None` for the Official Journal, which is of its own day."""
    if not root.xpath("//*[contains(@class, 'title-article-norm')]"):
        return None
    for value in (
        *root.xpath("//meta/@content"),
        *(node.text_content() for node in root.xpath("//p[contains(@class, 'hd-date')]")),
    ):
        if found := _CONSOLIDATED.search(str(value)):
            year, month, day, day_2, month_2, year_2 = found.groups()
            try:
                return date(int(year or year_2), int(month or month_2), int(day or day_2))
            except ValueError:
                return None
    return None
