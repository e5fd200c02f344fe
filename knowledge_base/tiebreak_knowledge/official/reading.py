"""Which reader an official text is for, told from what the file holds and never from its name alone."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from tiebreak import InputError
from tiebreak_knowledge.official.article_table import read_article_table
from tiebreak_knowledge.official.eurlex_xhtml import read_eurlex
from tiebreak_knowledge.official.legi_xml import read_legi
from tiebreak_knowledge.official.legifrance_markdown import read_markdown
from tiebreak_knowledge.official.pdf_text import read_pdf
from tiebreak_knowledge.official.text import OfficialText

MAX_BYTES = 60_000_000
START = 4_000


def read_official(path: Path, *, title: str = "") -> OfficialText:
    """The official text of this file.

    Args:
        path: a Markdown code, an XHTML act of EUR-Lex, an XML article of LEGI, a table of articles or a PDF.
        title: the name of the text, for the files that do not hold it.

    Raises:
        InputError: when it cannot be read, is too large, or holds no article.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(
                f"{path.name} : {size // 1_000_000} Mo, plus que les {MAX_BYTES // 1_000_000} Mo admis pour un texte."
            )
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"« {path.name} » ne peut pas être lu : {error.strerror or error}. Vérifiez le chemin.") from error
    try:
        read = _read(content, path.name, title)
    except ValidationError as error:
        said = "; ".join(f"{'.'.join(map(str, each['loc']))} : {each['msg']}" for each in error.errors()[:3])
        raise InputError(f"{path.name} : un titre ou un numéro d’article est vide ou illisible ({said}).") from error
    if not any(article.paragraphs for article in read.articles):
        raise InputError(f"{path.name} : des titres d’articles, mais aucun texte sous eux. Donnez le texte complet.")
    return read.model_copy(update={"title": title}) if title else read


def _read(content: bytes, name: str, title: str) -> OfficialText:
    start = content[:START].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF"):
        return read_pdf(content, name=name)
    if b"<ARTICLE" in start or b"<LEGI" in start.upper():
        return read_legi(content, name=name)
    if start[:1] == b"<":
        return read_eurlex(content, name=name)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{name} : ni PDF, ni page d’EUR-Lex, ni texte en UTF-8 (octet {error.start}).") from error
    if start.startswith(b"---"):
        return read_markdown(text, name=name)
    if "\t" in text[:START]:
        return read_article_table(text, name=name, title=title)
    raise InputError(
        f"{name} : format inconnu. Donnez une page d’EUR-Lex (XHTML), un code en Markdown avec son en-tête, "
        "un article de la base LEGI (XML), un tableau d’articles (TSV) ou un PDF."
    )
