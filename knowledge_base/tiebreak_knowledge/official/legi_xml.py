"""Articles in the XML of the LEGI base (DILA): one file an article, with its dates and its place in the text."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from tiebreak import InputError
from tiebreak_knowledge.official.text import OfficialArticle, OfficialText, article_number, one_line, real_end, remarks_on

ADDRESS = "https://www.legifrance.gouv.fr/codes/texte_lc/"
BLOCKS = frozenset({"p", "div", "li", "tr", "blockquote", "h1", "h2", "h3", "h4"})


def read_legi(content: bytes, *, name: str) -> OfficialText:
    """The article of this file, in its text; several articles under one root give one text.

    Raises:
        InputError: when it is not XML of LEGI, or holds no article.
    """
    try:
        root = etree.fromstring(content, parser=_parser())
    except etree.XMLSyntaxError as error:
        raise InputError(f"{name} : XML illisible : {error}") from error
    nodes = [root] if root.tag == "ARTICLE" else root.findall(".//ARTICLE")
    if not nodes:
        raise InputError(f"{name} : aucun élément ARTICLE : ce n’est pas un article de la base LEGI.")
    articles = tuple(_article(node, name) for node in nodes)
    text = nodes[0].find("CONTEXTE/TEXTE")
    title = _said(nodes[0], "CONTEXTE/TEXTE/TITRE_TXT") or name
    identifier = (text.get("cid") if text is not None else "") or ""
    return OfficialText(
        title=title,
        official_id=identifier,
        url=f"{ADDRESS}{identifier}" if identifier.startswith("LEGITEXT") else "",
        articles=articles,
        is_partial=True,
        remarks=remarks_on(articles),
    )


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)


def _article(node: Any, name: str) -> OfficialArticle:
    number = _said(node, "META/META_SPEC/META_ARTICLE/NUM")
    if not number:
        raise InputError(f"{name} : un ARTICLE sans numéro (META_ARTICLE/NUM).")
    content = node.find("BLOC_TEXTUEL/CONTENU")
    return OfficialArticle(
        number=article_number(number),
        path=tuple(one_line("".join(title.itertext())) for title in node.findall(".//TITRE_TM")),
        paragraphs=_paragraphs(content) if content is not None else (),
        in_force_from=_day(_said(node, "META/META_SPEC/META_ARTICLE/DATE_DEBUT")),
        in_force_until=_last_day(real_end(_day(_said(node, "META/META_SPEC/META_ARTICLE/DATE_FIN")))),
        official_id=_said(node, "META/META_COMMUN/ID"),
    )


def _said(node: Any, path: str) -> str:
    found = node.find(path)
    return "" if found is None else one_line("".join(found.itertext()))


def _day(raw: str) -> date | None:
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None


def _last_day(end: date | None) -> date | None:
    """The base writes the first day of the next redaction as the end of one."""
    return None if end is None else end - timedelta(days=1)


def _paragraphs(content: Any) -> tuple[str, ...]:
    """The alinéas of a block of text: what stands between two blocks or two line breaks."""
    parts: list[str] = [""]
    for event, node in etree.iterwalk(content, events=("start", "end")):
        if node.tag in BLOCKS or node.tag == "br":
            parts.append("")
        if event == "start" and node.text:
            parts[-1] += node.text
        if event == "end" and node is not content and node.tail:
            parts[-1] += node.tail
    return tuple(kept for part in parts if (kept := one_line(part)))
