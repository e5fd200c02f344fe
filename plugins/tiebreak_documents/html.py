"""One HTML file that fetches nothing: styles and charts inside, every load forbidden by its own policy."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from tiebreak_documents.blocks import Document


def render_html(document: Document) -> bytes:
    """The document as a UTF-8 page; the same document gives the same bytes."""
    return _template().render(document=document).encode("utf-8")


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["kind"] = lambda block: type(block).__name__
    return environment.from_string(files("tiebreak_documents").joinpath("document.html.j2").read_text("utf-8"))
