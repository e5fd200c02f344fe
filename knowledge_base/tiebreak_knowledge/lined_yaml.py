"""YAML whose mappings know the line they stand on, and refuse what would be lost in silence or stop the process.

Keys are texts as they are written: `1`, `no` and `2026-01-01` name a field, never a number, a boolean or a date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import yaml

from tiebreak import KnowledgeError

MAX_DEPTH = 100
"""Levels within one another; libyaml builds them by recursion, and some tens of thousands end the process."""
MAX_ALIASES = 100
"""Values written once and named elsewhere; more would make a small file a very large one."""
MAX_INTEGER_BITS = 64
READ_SCALARS = tuple(f"tag:yaml.org,2002:{name}" for name in ("bool", "int", "float", "timestamp", "binary"))
TOLD_LENGTH = 60

# The C parser reads the catalogue ten times faster; the pure one gives the same where there is no wheel.
Base: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Lined(dict[str, Any]):
    """A mapping of a YAML file, and the lines on which it and its fields begin, from 1."""

    def __init__(self, line: int = 0) -> None:
        super().__init__()
        self.line = line
        self._lines: dict[str, int] = {}

    def put(self, name: str, value: object, *, line: int) -> None:
        """Adds a field and its line."""
        self[name] = value
        self._lines[name] = line

    def line_of(self, name: str) -> int:
        """The line of a field, that of the whole mapping when it has no such field."""
        return self._lines.get(name, self.line)


class Loader(Base):  # type: ignore[misc]
    """Refuses a key written twice in the same mapping: YAML would keep the last one in silence."""


def told(raw: object) -> str:
    """What was read, short enough for a message: a collection is named, for its aliases may make it very large.

    >>> told("FR"), told(["FR"])
    ("'FR'", 'une liste')
    """
    if isinstance(raw, dict):
        return "un ensemble de champs"
    if isinstance(raw, (list, tuple, set)):
        return "une liste"
    return repr(str(raw)[:TOLD_LENGTH])


def read_document(text: str, *, origin: str) -> Lined:
    """One file of the catalogue.

    Raises:
        KnowledgeError: when it is no mapping, writes a key twice, holds a value that cannot be read, or goes beyond
            `MAX_DEPTH` or `MAX_ALIASES`.
    """
    try:
        _hold_bounds(text)
        document = yaml.load(text, Loader=Loader)  # noqa: S506 - built on the safe loaders
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{origin} : YAML illisible : {error}") from error
    except KnowledgeError as error:
        raise KnowledgeError(f"{origin} : {error}") from error
    if not isinstance(document, Lined):
        raise KnowledgeError(f"{origin} : ce n’est pas un fichier de catalogue")
    return document


def _hold_bounds(text: str) -> None:
    """Walks the file without building it, and refuses what would be too deep or too large once built."""
    depth = aliases = anchored = 0
    for event in yaml.parse(text, Loader=Base):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            anchored = anchored or (depth if event.anchor else 0)
        elif isinstance(event, yaml.CollectionEndEvent):
            anchored = 0 if anchored == depth else anchored
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            aliases += 1
            if anchored or aliases > MAX_ALIASES:
                raise _refused(event, f"trop de renvois (« *{event.anchor} »), ou l’un dans l’autre. Écrivez la valeur")
        if depth > MAX_DEPTH:
            raise _refused(event, f"plus de {MAX_DEPTH} niveaux l’un dans l’autre. Un catalogue n’en a pas dix")


def _refused(at: Any, said: str) -> KnowledgeError:
    return KnowledgeError(f"ligne {at.start_mark.line + 1} : {said}")


def _lined_mapping(loader: Any, node: yaml.Node) -> Iterator[Lined]:
    if not isinstance(node, yaml.MappingNode):
        raise _refused(node, "un ensemble de champs est attendu")
    mapping = Lined(node.start_mark.line + 1)
    yield mapping
    seen: set[str] = set()
    for key, _ in node.value:
        name = _name(key)
        if name in seen:
            raise _refused(key, f"{name!r} est écrit deux fois")
        seen.add(name)
    loader.flatten_mapping(node)
    for key, value in node.value:
        mapping.put(_name(key), loader.construct_object(value, deep=True), line=key.start_mark.line + 1)


def _name(key: yaml.Node) -> str:
    """The key as it is written."""
    if not isinstance(key, yaml.ScalarNode):
        raise _refused(key, "le nom d’un champ est un texte, pas une liste ni un ensemble de champs")
    return str(key.value)


def _or_refused(read: Callable[[Any, Any], object]) -> Callable[[Any, Any], object]:
    """This constructor of PyYAML, which says the line of what it cannot read rather than how it failed."""

    def read_or_refused(loader: Any, node: Any) -> object:
        try:
            value = read(loader, node)
        except (ValueError, LookupError, AttributeError, OverflowError) as error:
            raise _refused(node, f"valeur illisible {told(node.value)} : ce n’est ni une date ni un nombre qui existe") from error
        if isinstance(value, int) and value.bit_length() > MAX_INTEGER_BITS:
            raise _refused(node, f"nombre trop grand {told(node.value)}")
        return value

    return read_or_refused


Loader.add_constructor("tag:yaml.org,2002:map", _lined_mapping)
for _tag in READ_SCALARS:
    Loader.add_constructor(_tag, _or_refused(Loader.yaml_constructors[_tag]))
