"""One YAML file of entries being read into models: references written once, faults collected with their line.

In a file, `references` are written once and claims name them by `ref`, entries by `refs`; `checked` is the day of the
last examination of the claims that do not say theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from tiebreak import CatalogueFault, KnowledgeError
from tiebreak_knowledge.lined_yaml import Lined, read_document, told

CLAIMS = ("registered_office", "ultimate_owner", "licence", "technology", "hosting")
MENTIONS = ("standards", "certifications", "public_users", "purchase_routes", "prices", "replaces")
ALWAYS = frozenset({"checked", "references"})
PROPOSED = "proposals"
"""Section of what an import proposes: nobody has reviewed it, so that no file in service may hold it."""

ModelT = TypeVar("ModelT", bound=BaseModel)


def readable_files(
    named_texts: Iterable[tuple[str, str]], *, sections: Iterable[str]
) -> tuple[list[EntryFile], list[CatalogueFault]]:
    """The files that can be read, by name and text, and what is wrong with the others."""
    kept = frozenset(sections)
    found: list[EntryFile] = []
    faults: list[CatalogueFault] = []
    for name, text in named_texts:
        try:
            found.append(EntryFile(name, read_document(text, origin=name), sections=kept))
        except KnowledgeError as error:
            faults.append(CatalogueFault(place=name, entry="", said=str(error).removeprefix(f"{name} : ")))
    return found, faults


class _UnknownReferenceError(Exception):
    """A claim names a reference that its file does not have."""


class EntryFile:
    """One YAML file being read; faults are collected, not raised one by one."""

    def __init__(self, name: str, document: Lined, *, sections: Iterable[str]) -> None:
        self._name = name
        self._sections = ALWAYS.union(sections)
        self._document = document
        self._used: set[str] = set()
        self._faults: list[CatalogueFault] = []
        self._references = self._given_references(document.get("references") or Lined())

    def entries(self, section: str, model: type[ModelT]) -> list[ModelT]:
        """The entries of this section that can be read."""
        found: list[ModelT] = []
        given = self._document.get(section) or []
        if not isinstance(given, list):
            self._fault(self._document.line_of(section), section, f"une liste d’entrées est attendue, lu {told(given)}")
            return found
        for raw in given:
            if not isinstance(raw, Lined):
                self._fault(self._document.line_of(section), section, f"une entrée est attendue, lu {told(raw)}")
                continue
            entry = str(raw.get("id") or raw.get("subject") or raw.get("functions") or "?")
            try:
                found.append(model.model_validate(self._resolved(raw, model)))
            except ValidationError as error:
                said = "; ".join(f"{'.'.join(map(str, each['loc']))} : {_french(each['msg'])}" for each in error.errors())
                self._fault(raw.line, entry, said)
            except (_UnknownReferenceError, TypeError, AttributeError) as error:
                self._fault(raw.line, entry, str(error))
        return found

    def all_faults(self) -> list[CatalogueFault]:
        """Every fault of the file, once all its sections were read."""
        for section in sorted(set(self._document) - self._sections):
            said = "proposition que personne n’a relue" if section == PROPOSED else f"section {section!r} inconnue"
            self._fault(self._document.line_of(section), "", said)
        for key in sorted(set(self._references) - self._used):
            self._fault(self._references.line_of(key), key, "référence que rien ne cite")
        return self._faults

    def _given_references(self, raw: object) -> Lined:
        if isinstance(raw, Lined):
            return raw
        said = f"un ensemble de références {{nom: {{title: …, url: …}}}} est attendu, lu {told(raw)}"
        self._fault(self._document.line_of("references"), "references", said)
        return Lined()

    def _fault(self, line: int, entry: str, said: str) -> None:
        self._faults.append(CatalogueFault(place=f"{self._name}, ligne {line}", entry=entry, said=said))

    def _resolved(self, raw: Lined, model: type[BaseModel]) -> dict[str, Any]:
        entry: dict[str, Any] = dict(raw)
        for name in CLAIMS:
            if name in entry:
                entry[name] = self._claim(entry[name])
        for name in MENTIONS:
            if name in entry:
                entry[name] = [self._claim(each) for each in _listed(entry[name], name)]
        if "says" in entry:
            entry["says"] = self._claim(entry["says"])
        if "refs" in entry:
            entry["references"] = [self._reference(key) for key in _listed(entry.pop("refs"), "refs")]
        if "place" in model.model_fields:
            entry["place"] = f"{self._name}, ligne {raw.line}"
        return entry

    def _claim(self, raw: object) -> dict[str, Any]:
        if not isinstance(raw, dict):
            raise TypeError(f"un fait s’écrit {{value: …, status: …, ref: …}}, lu {told(raw)}")
        claim = {"checked": self._document.get("checked"), **raw}
        if "ref" in claim:
            claim["reference"] = self._reference(claim.pop("ref"))
        return claim

    def _reference(self, key: object) -> object:
        if not isinstance(key, str) or key not in self._references:
            raise _UnknownReferenceError(f"référence {told(key)} absente de « references »")
        self._used.add(key)
        return self._references[key]


def _listed(raw: object, name: str) -> list[Any]:
    if not isinstance(raw, list):
        raise TypeError(f"{name} : une liste est attendue, lu {told(raw)}")
    return raw


def _french(message: str) -> str:
    """Pydantic's commonest words in French; the others as they are."""
    known = {
        "Field required": "manque",
        "Extra inputs are not permitted": "champ inconnu",
        "Input should be a valid date": "une date AAAA-MM-JJ est attendue",
    }
    return known.get(message, message.removeprefix("Value error, "))
