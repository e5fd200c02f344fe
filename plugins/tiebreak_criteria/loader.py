"""Reads criteria sets from YAML, naming the file, the line and the field of each fault."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import ValidationError

from tiebreak import CriteriaSet, KnowledgeError
from tiebreak_criteria.bounded_yaml import read_node


def read_set(text: str, *, origin: str) -> CriteriaSet:
    """One criteria set from YAML text; `origin` names the file in errors.

    Raises:
        KnowledgeError: with every fault and its line, when the text is no criteria set.
    """
    try:
        root, raw = read_node(text)
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{origin} : YAML illisible : {error}") from error
    except KnowledgeError as error:
        raise KnowledgeError(f"{origin} : {error}") from error
    faults = [(line, f"{key!r} est écrit deux fois") for line, key in _repeated_keys(root)]
    try:
        criteria_set = CriteriaSet.model_validate(raw)
    except ValidationError as error:
        raise _refused(origin, [*faults, *(_located(root, dict(each)) for each in error.errors())]) from error
    if faults:
        raise _refused(origin, faults)
    return criteria_set


def _refused(origin: str, faults: Sequence[tuple[int, str]]) -> KnowledgeError:
    lines = "\n".join(f"  - {origin}, ligne {line} : {said}" for line, said in sorted(faults))
    return KnowledgeError(f"Jeu de critères refusé :\n{lines}")


@cache
def load_sets() -> Sequence[CriteriaSet]:
    """The sets shipped, in the order of their file names."""
    folder = files("tiebreak_criteria").joinpath("sets")
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    return tuple(read_set(file.read_text("utf-8"), origin=file.name) for file in found)


def _located(root: yaml.Node | None, fault: dict[str, Any]) -> tuple[int, str]:
    """The line of a fault and what is said of it; a fault of the whole set says itself where it is."""
    at = fault["loc"] or fault.get("ctx", {}).get("at", ())
    field = ".".join(map(str, at))
    return _line_at(root, at), f"{field} : {fault['msg']}" if field else fault["msg"]


def _line_at(node: yaml.Node | None, at: Sequence[str | int]) -> int:
    """The line, from 1, of what a path leads to, or of the last step that exists."""
    if node is None:
        return 1
    line = node.start_mark.line + 1
    for step in at:
        line, node = _child(node, step) or (line, None)
        if node is None:
            break
    return line


def _child(node: yaml.Node, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    return None


def _repeated_keys(node: yaml.Node | None) -> Iterator[tuple[int, str]]:
    """Keys written twice in one mapping: YAML would keep the last one in silence."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.start_mark.line + 1, str(key.value)
            seen.add(str(key.value))
            yield from _repeated_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _repeated_keys(value)
