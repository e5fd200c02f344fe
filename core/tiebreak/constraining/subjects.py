"""What the collectivité calls things: functions by their label, dependencies and suppliers by their name, or identifiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from tiebreak.catalogue.index import Catalogue
from tiebreak.errors import PlanningError
from tiebreak.model.diagnosis import Diagnosis
from tiebreak.model.nomenclature import load_nomenclature
from tiebreak.spelling import normalise

LEAST_LIKENESS = 65
"""Least weighted ratio of rapidfuzz for a name to be proposed."""
NEAR_THE_BEST = 12
"""A name is proposed beside a nearer one when its ratio is that close."""
MOST_PROPOSED = 3
WHERE_NAMES_ARE = (
    "Les fonctions sont listées dans docs/trajectoire.md ; les dépendances, dans « tiebreak plan » et dans l’annexe interne."
)


@dataclass(frozen=True)
class Names:
    """Words to identifiers, for one sort of thing; several when the words do not tell which."""

    what: str
    """What these names are names of, in French, after "n’est ni"."""
    labels: dict[str, str] = field(default_factory=dict)
    """Identifier to the name that is shown."""
    _found: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, identifier: str, *names: str) -> None:
        """One thing under its names; the first is the one shown."""
        self.labels.setdefault(identifier, names[0])
        for name in (identifier, *names):
            self._found[normalise(name)].add(identifier)

    def identifier(self, words: str) -> str:
        """The identifier that these words mean.

        Raises:
            PlanningError: when they mean nothing, with the nearest names, or several things, with their identifiers.
        """
        if words in self.labels:
            return words
        found = sorted(self._found.get(normalise(words), ()))
        if len(found) == 1:
            return found[0]
        if found:
            raise PlanningError(f"« {words} » désigne {len(found)} choses. Écrivez l’une d’elles : {', '.join(found)}.")
        near = self.near(words)
        remedy = f"Proches : {', '.join(near)}." if near else WHERE_NAMES_ARE
        raise PlanningError(f"« {words} » n’est {self.what}. {remedy}")

    def near(self, words: str) -> list[str]:
        """The names nearest to these words, as the user may write them."""
        known = sorted(self._found)
        scored = process.extract(normalise(words), known, scorer=fuzz.WRatio, score_cutoff=LEAST_LIKENESS, limit=None)
        near = [name for name, score, _ in scored if score >= scored[0][1] - NEAR_THE_BEST]
        named = dict.fromkeys(self._shown(identifier) for name in near for identifier in sorted(self._found[name]))
        return list(named)[:MOST_PROPOSED]

    def _shown(self, identifier: str) -> str:
        label = self.labels[identifier]
        return f"« {label} »" if len(self._found[normalise(label)]) == 1 else identifier


@dataclass(frozen=True)
class SubjectNames:
    """What constraints may be about in one case: functions, dependencies, suppliers."""

    functions: Names
    subjects: Names
    """Functions and dependencies."""
    priced: Names
    """Dependencies and suppliers of the catalogue."""

    @property
    def labels(self) -> dict[str, str]:
        """Identifier of a function, dependency or supplier to its name."""
        return {**self.priced.labels, **self.subjects.labels}


def subject_names(diagnosis: Diagnosis, catalogue: Catalogue) -> SubjectNames:
    """The names of one case."""
    functions = Names("pas une fonction de la nomenclature")
    subjects = Names("ni une fonction, ni une dépendance du diagnostic")
    priced = Names("ni une dépendance du diagnostic, ni un fournisseur du catalogue")
    for function in load_nomenclature().functions:
        for names in (functions, subjects):
            names.add(function.id, function.label)
    for each in diagnosis.assessments:
        for names in (subjects, priced):
            names.add(each.dependency.id, each.dependency.label)
    for supplier in catalogue.suppliers.values():
        priced.add(supplier.id, supplier.name, *supplier.aliases)
    return SubjectNames(functions=functions, subjects=subjects, priced=priced)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that another was meant to be; `None` when none is near."""
    found = process.extractOne(word, sorted(known), scorer=fuzz.WRatio, score_cutoff=LEAST_LIKENESS)
    return found[0] if found else None
