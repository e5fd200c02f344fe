"""Published contracts in XML, as entries of the same shape as those in JSON; read one by one, no entity resolved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tiebreak import UnreadableFileError
from tiebreak_opendata.json_stream import Entry
from tiebreak_opendata.values import quotable

ROOT = "marches"
MAX_ELEMENTS = 1 << 18
"""Elements of one entry, which stay in memory until its end: the largest seen has some hundreds."""
MAX_SHOWN = 200
AGAIN = "Téléchargez-le de nouveau, ou dites-le à qui le publie."


def xml_entries(path: Path) -> Iterator[Entry]:
    """Every entry of the file, with its name; a repeated element within it becomes a list.

    Raises:
        UnreadableFileError: when it is no such XML, is cut, or declares a document type.
    """
    import lxml.etree as etree  # noqa: PLC0415, PLR0402 - heavy, and needed for this format only; pyright knows no `lxml.etree`

    try:
        with path.open("rb") as stream:
            events = etree.iterparse(stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False)
            _, root = next(events)
            if root.getroottree().docinfo.internalDTD is not None:
                raise UnreadableFileError(
                    f"Fichier « {path.name} » : il déclare un type de document (DOCTYPE), ce qu’un fichier de marchés n’a pas. {AGAIN}"
                )
            if etree.QName(root).localname != ROOT:
                raise UnreadableFileError(
                    f"Fichier « {path.name} » : racine « {quotable(root.tag, limit=MAX_SHOWN)} », « {ROOT} » attendue. {AGAIN}"
                )
            size = 0
            for event, element in events:
                size += 1
                if event == "end" and element.getparent() is root:
                    yield etree.QName(element).localname, _value(element)
                    _forget_up_to(element)
                    size = 0
                elif size > 2 * MAX_ELEMENTS:
                    raise UnreadableFileError(
                        f"Fichier « {path.name} » : un marché y a plus de {MAX_ELEMENTS} éléments, vers la ligne {element.sourceline}. "
                        f"{AGAIN}"
                    )
    except (etree.XMLSyntaxError, StopIteration) as error:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : XML coupé ou mal formé ({quotable(str(error), limit=MAX_SHOWN)}). Téléchargez-le de nouveau."
        ) from error


def _forget_up_to(element: Any) -> None:
    """Free an entry and those before it; those after it may already be parsed, and stay."""
    element.clear()
    parent = element.getparent()
    while element.getprevious() is not None:
        del parent[0]


def _value(element: Any) -> object:
    """The text of an element, or its children by name."""
    children = [child for child in element if isinstance(child.tag, str)]
    if not children:
        return element.text
    found: dict[str, object] = {}
    for child in children:
        name, value = child.tag.rpartition("}")[2], _value(child)
        if name in found:
            known = found[name]
            if isinstance(known, list):
                known.append(value)
            else:
                found[name] = [known, value]
        else:
            found[name] = value
    return found
