"""YAML whose mappings know the line they stand on, and refuse a key written twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from tiebreak import KnowledgeError

# The C parser reads the catalogue ten times faster; the pure one gives the same where there is no wheel.
Base: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Lined(dict[str, Any]):
    """A mapping of a YAML file, and the line it begins on, from 1."""

    line: int = 0


class Loader(Base):  # type: ignore[misc]
    """Refuses a key written twice in the same mapping: YAML would keep the last one in silence."""


def _lined_mapping(loader: Any, node: yaml.MappingNode) -> Iterator[Lined]:
    mapping = Lined()
    mapping.line = node.start_mark.line + 1
    yield mapping
    seen: set[str] = set()
    for key, _ in node.value:
        if key.value in seen:
            raise KnowledgeError(f"ligne {key.start_mark.line + 1} : {key.value!r} est écrit deux fois")
        seen.add(key.value)
    mapping.update(loader.construct_mapping(node, deep=True))


Loader.add_constructor("tag:yaml.org,2002:map", _lined_mapping)


def line_of(raw: object) -> int | str:
    """The line where something begins, « ? » when it is no mapping."""
    return raw.line if isinstance(raw, Lined) else "?"


def read_document(text: str, *, origin: str) -> Lined:
    """One file of the catalogue.

    Raises:
        KnowledgeError: when it is no mapping, or writes a key twice.
    """
    try:
        document = yaml.load(text, Loader=Loader)  # noqa: S506 - built on the safe loaders
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{origin} : YAML illisible : {error}") from error
    if not isinstance(document, Lined):
        raise KnowledgeError(f"{origin} : ce n’est pas un fichier de catalogue")
    return document
