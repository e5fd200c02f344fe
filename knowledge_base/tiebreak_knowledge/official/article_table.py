"""Articles in a table with tabulations, as the CNIL published the RGPD: a label, a title, a chapter, a text with `<br>`."""

from __future__ import annotations

import csv
import io
import re

from tiebreak import InputError
from tiebreak_knowledge.official.text import OfficialArticle, OfficialText, article_number, one_line, remarks_on

TITLES = {"label", "texte"}
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]{1,80}>")
_ARTICLE = re.compile(r"^article\s", re.IGNORECASE)


def read_article_table(text: str, *, name: str, title: str = "") -> OfficialText:
    """The text of this table; rows whose label is not an article (recitals) are left out.

    Args:
        text: the file.
        name: how its errors call it.
        title: the name of the text, which such a table does not hold; the name of the file when empty.

    Raises:
        InputError: when the titles `Label` and `Texte` are missing, or no row is an article.
    """
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter="\t")
    named = {(column or "").casefold(): column for column in rows.fieldnames or ()}
    if not named.keys() >= TITLES:
        raise InputError(f"{name} : les colonnes « Label » et « Texte » sont attendues, séparées par des tabulations.")
    articles: list[OfficialArticle] = []
    try:
        for row in rows:
            label = row[named["label"]] or ""
            if not _ARTICLE.match(label):
                continue
            chapter = one_line(row.get(named.get("chapitre", ""), "") or "")
            parts = _BREAK.split(row[named["texte"]] or "")
            articles.append(
                OfficialArticle(
                    number=article_number(label),
                    heading=one_line(row.get(named.get("intitulé", ""), "") or ""),
                    path=(chapter,) if chapter else (),
                    paragraphs=tuple(kept for part in parts if (kept := one_line(_TAG.sub("", part)))),
                )
            )
    except csv.Error as error:
        raise InputError(f"{name}, ligne {rows.line_num} : tableau illisible : {error}") from error
    if not articles:
        raise InputError(f"{name} : aucune ligne n’est un article (« Label » commence par « Article »).")
    return OfficialText(title=title or name, articles=tuple(articles), remarks=remarks_on(tuple(articles)))
