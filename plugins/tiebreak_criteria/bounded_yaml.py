"""YAML that somebody brings, read within bounds: never so deep or so large, once built, that the process ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
_Base: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """Says the line of a value that cannot be read."""


def read_node(text: str) -> tuple[yaml.Node | None, Any]:
    """The nodes of a YAML text, which know their lines, and what they make; `None` for both when it is empty.

    Raises:
        KnowledgeError: when it is too deep, names too many values written elsewhere, or holds a value that nothing reads.
        YAMLError: when it is no YAML.
    """
    _hold_bounds(text)
    loader = _Loader(text)
    root = loader.get_single_node()
    return root, None if root is None else loader.construct_document(root)


def _hold_bounds(text: str) -> None:
    """Walks the file without building it, and refuses what would be too deep or too large once built."""
    depth = aliases = anchored = 0
    for event in yaml.parse(text, Loader=_Base):
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
            raise _refused(event, f"plus de {MAX_DEPTH} niveaux l’un dans l’autre")


def _refused(at: Any, said: str) -> KnowledgeError:
    return KnowledgeError(f"ligne {at.start_mark.line + 1} : {said}")


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


for _tag in READ_SCALARS:
    _Loader.add_constructor(_tag, _or_refused(_Loader.yaml_constructors[_tag]))


def told(raw: object) -> str:
    """What was read, short enough for a message: a collection is named, for its aliases may make it very large."""
    if isinstance(raw, Mapping):
        return "un ensemble de champs"
    if isinstance(raw, (list, tuple, set)):
        return "une liste"
    return "rien" if raw is None else repr(str(raw)[:TOLD_LENGTH])
