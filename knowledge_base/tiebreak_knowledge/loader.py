"""Reads the catalogue's YAML files into the core's models, with the file and entry of every fault.

In a file, `references` are written once and claims name them by `ref`; `checked` is the day of the
last examination of the claims that do not say theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from tiebreak import CatalogueEntries, EffortPrior, KnowledgeError, Solution, Supplier

CATALOGUE_VERSION = "2026.11"
CLAIMS = ("registered_office", "ultimate_owner", "licence", "technology", "hosting")

ModelT = TypeVar("ModelT", bound=BaseModel)

# The C parser reads the catalogue ten times faster; the pure one gives the same where there is no wheel.
Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load_catalogue() -> CatalogueEntries:
    """All the entries shipped.

    Raises:
        KnowledgeError: with every fault of every file, when one does not keep the format.
    """
    suppliers: list[Supplier] = []
    solutions: list[Solution] = []
    priors: list[EffortPrior] = []
    faults: list[str] = []
    for name, document in _documents():
        file = _File(name, document, faults)
        suppliers += file.entries("suppliers", Supplier)
        solutions += file.entries("solutions", Solution)
        priors += file.entries("effort_priors", EffortPrior)
    if faults:
        raise KnowledgeError("\n".join(["Catalogue refusé :", *(f"  - {fault}" for fault in faults)]))
    return CatalogueEntries(
        version=CATALOGUE_VERSION, suppliers=tuple(suppliers), solutions=tuple(solutions), effort_priors=tuple(priors)
    )


class _File:
    """One YAML file being read; faults are collected, not raised one by one."""

    def __init__(self, name: str, document: dict[str, Any], faults: list[str]) -> None:
        self._name = name
        self._document = document
        self._references = document.get("references", {})
        self._faults = faults

    def entries(self, section: str, model: type[ModelT]) -> list[ModelT]:
        found: list[ModelT] = []
        for raw in self._document.get(section, ()):
            identifier = raw.get("id") or raw.get("functions") or "?"
            try:
                found.append(model.model_validate(self._resolved(raw)))
            except ValidationError as error:
                said = "; ".join(f"{'.'.join(map(str, each['loc']))} : {each['msg']}" for each in error.errors())
                self._faults.append(f"{self._name}, {section}, {identifier} : {said}")
            except KeyError as error:
                self._faults.append(f"{self._name}, {section}, {identifier} : référence {error} absente de « references »")
        return found

    def _resolved(self, raw: dict[str, Any]) -> dict[str, Any]:
        entry = dict(raw)
        for name in CLAIMS:
            if name in entry:
                entry[name] = self._claim(entry[name])
        if "refs" in entry:
            entry["references"] = [self._references[key] for key in entry.pop("refs")]
        return entry

    def _claim(self, raw: dict[str, Any]) -> dict[str, Any]:
        claim = {"checked": self._document.get("checked"), **raw}
        if "ref" in claim:
            claim["reference"] = self._references[claim.pop("ref")]
        return claim


def _documents() -> Iterator[tuple[str, dict[str, Any]]]:
    folder = files("tiebreak_knowledge").joinpath("catalogue")
    for file in sorted(_yaml_files(folder), key=lambda each: each.name):
        yield file.name, yaml.load(file.read_text("utf-8"), Loader=Loader)  # noqa: S506 - both loaders are the safe ones


def _yaml_files(folder: Traversable) -> Iterator[Traversable]:
    return (file for file in folder.iterdir() if file.name.endswith(".yaml"))
