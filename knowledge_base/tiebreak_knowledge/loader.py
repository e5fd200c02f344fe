"""Reads the catalogue's YAML files into the core's models, with the file and entry of every fault.

In a file, `references` are written once and claims name them by `ref`; `checked` is the day of the
last examination of the claims that do not say theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from tiebreak import CatalogueEntries, EffortPrior, KnowledgeError, Solution, Supplier

CATALOGUE_VERSION = "2026.11.2"
CLAIMS = ("registered_office", "ultimate_owner", "licence", "technology", "hosting")

ModelT = TypeVar("ModelT", bound=BaseModel)

# The C parser reads the catalogue ten times faster; the pure one gives the same where there is no wheel.
Base: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SECTIONS = frozenset({"checked", "references", "suppliers", "solutions", "effort_priors"})


class Loader(Base):  # type: ignore[misc]
    """Refuses a key written twice in the same mapping: YAML would keep the last one in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - theirs
        """The mapping, once its keys are known to be different."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise KnowledgeError(f"{key.value!r} est écrit deux fois, ligne {key.start_mark.line + 1}")
            seen.add(key.value)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


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
        faults += unknown_sections(name, document)
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


def unknown_sections(name: str, document: Mapping[str, Any]) -> list[str]:
    """A sentence for each section that the format does not have: its entries would be lost."""
    return [f"{name} : section {section!r} inconnue" for section in sorted(set(document) - SECTIONS)]


def _documents() -> Iterator[tuple[str, dict[str, Any]]]:
    folder = files("tiebreak_knowledge").joinpath("catalogue")
    for file in sorted(_yaml_files(folder), key=lambda each: each.name):
        yield file.name, read_document(file.read_text("utf-8"), origin=file.name)


def read_document(text: str, *, origin: str) -> dict[str, Any]:
    """One file of the catalogue.

    Raises:
        KnowledgeError: when it is no mapping, or writes a key twice.
    """
    try:
        document = yaml.load(text, Loader=Loader)  # noqa: S506 - built on the safe loaders
    except (yaml.YAMLError, KnowledgeError) as error:
        raise KnowledgeError(f"{origin} : {error}") from error
    if not isinstance(document, dict):
        raise KnowledgeError(f"{origin} : ce n’est pas un fichier de catalogue")
    return document


def _yaml_files(folder: Traversable) -> Iterator[Traversable]:
    return (file for file in folder.iterdir() if file.name.endswith(".yaml"))
