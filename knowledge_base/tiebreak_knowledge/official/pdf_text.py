"""Official texts in PDF: cut at each line that is the title of an article, or page by page when there is none."""

from __future__ import annotations

import io
import re

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from tiebreak import InputError
from tiebreak_knowledge.official.text import OfficialArticle, OfficialText, article_number, one_line, remarks_on

MAX_PAGES = 2_000
MAX_CHARACTERS = 20_000_000
_ARTICLE = re.compile(
    r"^\s*(?:Article|ARTICLE|Art\.)\s+((?:[LRDA]\.?\s*\*?\s*)?\d+[\d.\-]*(?:er)?(?:\s(?:bis|ter|quater|quinquies))?|premier|unique)"
    r"\s*(?:[.:–—-]+\s*|\s(?=[A-ZÉÈÀÎÔ«])|$)(.*)$"
)
_NEW_PARAGRAPH = re.compile(r"^\s*(?:\d+[°.)]|[a-z]\)|[IVX]+\s*[.)—–-]|[-–•])\s*")


def read_pdf(content: bytes, *, name: str) -> OfficialText:
    """The text of this file; its title is the one it declares, else its name.

    Raises:
        InputError: when it is no PDF, is protected, is too long, or holds images without text.
    """
    pages, title = _pages(content, name)
    lines = [(number, line) for number, page in enumerate(pages, start=1) for line in page.splitlines()]
    articles = _articles([line for _, line in lines])
    remarks: tuple[str, ...] = ("Découpé aux titres d’articles vus dans le PDF : vérifiez sur l’original avant de citer.",)
    if not articles:
        articles = tuple(
            OfficialArticle(number=f"page {number}", paragraphs=tuple(_joined(page.splitlines())))
            for number, page in enumerate(pages, start=1)
            if page.strip()
        )
        remarks = ("Aucun titre d’article : le texte est cité page par page.",)
    return OfficialText(title=title or name, articles=articles, remarks=(*remarks, *remarks_on(articles)))


def _pages(content: bytes, name: str) -> tuple[list[str], str]:
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(f"{name} : PDF protégé par un mot de passe. Enregistrez-le sans protection.")
        if len(reader.pages) > MAX_PAGES:
            raise InputError(f"{name} : plus de {MAX_PAGES} pages. Coupez le document.")
        pages: list[str] = []
        for page in reader.pages:
            pages.append(page.extract_text() or "")
            if sum(map(len, pages)) > MAX_CHARACTERS:
                raise InputError(f"{name} : trop de texte pour un document. Coupez-le.")
        title = one_line((reader.metadata.title if reader.metadata else None) or "")
    except (PyPdfError, ValueError, KeyError, RecursionError) as error:
        raise InputError(f"{name} : PDF illisible ({type(error).__name__}). Ouvrez-le et enregistrez-le de nouveau.") from error
    if not any(page.strip() for page in pages):
        raise InputError(
            f"{name} : aucune lettre dans ce PDF, sans doute des images. Prenez la version texte, ou passez-le à la "
            "reconnaissance de caractères."
        )
    return pages, title


def _articles(lines: list[str]) -> tuple[OfficialArticle, ...]:
    found: list[OfficialArticle] = []
    number = ""
    body: list[str] = []
    for line in lines:
        title = _ARTICLE.match(line)
        if title is None:
            body.append(line)
            continue
        if number:
            found.append(OfficialArticle(number=number, paragraphs=tuple(_joined(body))))
        number, body = article_number(title.group(1)), [title.group(2)]
    if number:
        found.append(OfficialArticle(number=number, paragraphs=tuple(_joined(body))))
    return tuple(found)


def _joined(lines: list[str]) -> list[str]:
    """Lines of a page put back into alinéas: a blank line, a full stop or a numbering parts them."""
    paragraphs: list[str] = []
    is_open = False
    for line in lines:
        said = one_line(line)
        if not said:
            is_open = False
        elif is_open and not _NEW_PARAGRAPH.match(said):
            paragraphs[-1] = f"{paragraphs[-1]} {said}"
            is_open = not said.endswith((".", ";", ":"))
        else:
            paragraphs.append(said)
            is_open = not said.endswith((".", ";", ":"))
    return paragraphs
