"""Reads criteria sets from YAML, naming the file and the field of each fault."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import yaml
from pydantic import ValidationError

from tiebreak import CriteriaSet, KnowledgeError


def read_set(text: str, *, origin: str) -> CriteriaSet:
    """One criteria set from YAML text; `origin` names the file in errors.

    Raises:
        KnowledgeError: with every fault, when the text is no criteria set.
    """
    try:
        return CriteriaSet.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{origin} : YAML illisible : {error}") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, each['loc']))} : {each['msg']}" for each in error.errors())
        raise KnowledgeError(f"{origin} : {faults}") from error


@cache
def load_sets() -> Sequence[CriteriaSet]:
    """The sets shipped, in the order of their file names."""
    folder = files("tiebreak_criteria").joinpath("sets")
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    return tuple(read_set(file.read_text("utf-8"), origin=file.name) for file in found)
