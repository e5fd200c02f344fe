"""Published contracts in XML, as entries of the same shape as those in JSON; read one by one, no entity resolved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tiebreak import UnreadableFileError
from tiebreak_opendata.json_stream import Entry

ROOT = "marches"


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
                    f"Fichier « {path.name} » : il déclare un type de document (DOCTYPE), ce qu’un fichier de marchés n’a pas. "
                    "Il n’est pas lu."
                )
            if etree.QName(root).localname != ROOT:
                raise UnreadableFileError(f"Fichier « {path.name} » : racine « {root.tag} », « {ROOT} » attendue.")
            for event, element in events:
                if event == "end" and element.getparent() is root:
                    yield etree.QName(element).localname, _value(element)
                    _forget_up_to(element)
    except (etree.XMLSyntaxError, StopIteration) as error:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : XML coupé ou mal formé ({error}). Téléchargez-le de nouveau."
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
            found[name] = [*known, value] if isinstance(known, list) else [known, value]
        else:
            found[name] = value
    return found
