"""From a constraints file to the constraints of a case: every fault named at once, with its line and what to write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tiebreak.constraining import values
from tiebreak.constraining.keys import BUDGETS, EVERY_NAME, PREFERENCES, SINGLE, TABLES, WEIGHTS, Key, Table
from tiebreak.constraining.subjects import SubjectNames, nearest
from tiebreak.constraining.toml_file import ConstraintsFile, refused, shown
from tiebreak.errors import InputError
from tiebreak.model.base import Frozen
from tiebreak.model.planning import Ambition, Blackout, OwnFigure, PlanningConstraints, YearBudget


@dataclass(frozen=True)
class Opening:
    """What a file says of the three things that a page also asks; `None` for what it does not say, or says wrongly."""

    annual_budget_eur: Decimal | None = None
    horizon_years: int | None = None
    ambition: Ambition | None = None


def constraints_of(file: ConstraintsFile, names: SubjectNames, *, base: PlanningConstraints) -> PlanningConstraints:
    """What the file says, in place of what was said of the same keys; a key that it has not leaves `base` as it is.

    Raises:
        PlanningError: with every fault of the file, its line and what to write.
    """
    reader = _Reader(file, names)
    changes = reader.changes()
    if reader.faults:
        raise refused(file.name, [message for _, message in sorted(reader.faults, key=lambda each: each[0])])
    weights = {**base.weights.model_dump(), **changes.pop("weights", {})}
    return PlanningConstraints(**{**base.model_dump(), **changes, "weights": weights})


def opening_of(file: ConstraintsFile) -> Opening:
    """The budget, horizon and ambition that a file says."""
    found: dict[str, Any] = {}
    for name, read in (("budget_annuel", values.euros), ("horizon", values.horizon), ("ambition", values.ambition)):
        try:
            found[SINGLE[name].field] = read(file.values[name])
        except (KeyError, InputError):
            continue
    return Opening(**found)


@dataclass
class _Reader:
    """Goes through a file; what is wrong is kept with its line, the rest is read."""

    file: ConstraintsFile
    names: SubjectNames
    faults: list[tuple[int, str]] = field(default_factory=list)

    def changes(self) -> dict[str, Any]:
        """Fields of the constraints to what the file says of them."""
        found: dict[str, Any] = {}
        for name, value in self.file.values.items():
            if name in SINGLE:
                found |= self._values({name: value}, SINGLE, ())
            elif name in TABLES:
                found[TABLES[name].field] = self._table(name, TABLES[name], value)
            elif name == BUDGETS and isinstance(value, dict):
                found["budgets"] = self._budgets(value)
            elif name == PREFERENCES and isinstance(value, dict):
                found["weights"] = self._values(value, WEIGHTS, (name,))
            elif name in {BUDGETS, PREFERENCES}:
                self._fault((name,), f"{shown(value)} n’est pas un groupe de clés. Écrivez [{name}] sur une ligne à elle.")
            else:
                self._fault((name,), _unknown(name, EVERY_NAME))
        return found

    def _fault(self, place: tuple[str | int, ...], message: str) -> None:
        line = self.file.line(*place)
        self.faults.append((line or 0, f"{'Fichier' if line is None else f'Ligne {line}'} : {message}"))

    def _values(self, given: Mapping[str, object], keys: Mapping[str, Key], place: tuple[str | int, ...]) -> dict[str, Any]:
        """Fields to values, of the keys that are known and can be read."""
        found = {}
        for name, value in given.items():
            key = keys.get(name)
            if key is None:
                self._fault((*place, name), _unknown(name, keys))
                continue
            try:
                found[key.field] = key.read(value, self.names)
            except InputError as error:
                self._fault((*place, name), f"{name} : {error}")
        return found

    def _table(self, name: str, table: Table, value: object) -> object:
        """One object, or all those of a list; one alone may be written without its second brackets."""
        if not table.is_repeated:
            if isinstance(value, dict):
                return self._one(table, value, (name,))
            self._fault((name,), f"{name} n’est dit qu’une fois. Écrivez [{name}] sur une ligne à elle, puis ses clés.")
            return None
        several = [value] if isinstance(value, dict) else value
        if not isinstance(several, list) or not all(isinstance(each, dict) for each in several):
            self._fault((name,), f"{shown(value)} n’est pas lisible ici. Écrivez [[{name}]] sur une ligne à elle, puis ses clés.")
            return ()
        several_places = [(name,)] if isinstance(value, dict) else [(name, index) for index in range(len(several))]
        read = (self._one(table, each, place) for each, place in zip(several, several_places, strict=True))
        return tuple(each for each in read if each is not None)

    def _one(self, table: Table, given: Mapping[str, object], place: tuple[str | int, ...]) -> Frozen | None:
        """The object that these keys make; `None` when something is wrong with them."""
        before = len(self.faults)
        for missing in (each for each in table.required if each not in given):
            self._fault(
                place, f"{place[0]} : « {missing} » manque. Ajoutez par exemple {missing} = {table.keys[missing].example}"
            )
        found = self._values(given, table.keys, place)
        if len(self.faults) > before:
            return None
        built = table.model(**found)
        for message in _contradictions(built):
            self._fault(place, f"{place[0]} : {message}")
        return built

    def _budgets(self, given: Mapping[str, object]) -> tuple[YearBudget, ...]:
        found = []
        for name, value in given.items():
            try:
                found.append(YearBudget(year=values.year(name), amount=values.euros(value)))
            except InputError as error:
                self._fault((BUDGETS, name), _misplaced(name) or f"{BUDGETS} : {error}")
        return tuple(found)


def _contradictions(built: Frozen) -> Iterable[str]:
    if isinstance(built, Blackout) and built.last < built.first:
        yield f"« {built.label} » finit le {built.last:%d/%m/%Y}, avant de commencer le {built.first:%d/%m/%Y}. Échangez les dates."
    if isinstance(built, OwnFigure):
        for what, low, high in (("cout", built.cost_low, built.cost_high), ("jours", built.days_low, built.days_high)):
            if (low is None) != (high is None):
                yield f"écrivez {what}_bas et {what}_haut, égaux s’il n’y a qu’un chiffre."
            elif low is not None and high is not None and low > high:
                yield f"{what}_bas dépasse {what}_haut. Échangez-les."


def _unknown(name: str, known: Iterable[str]) -> str:
    """That a key is not known, and what was probably meant."""
    if said := _misplaced(name):
        return said
    near = nearest(name, known)
    remedy = f"Vouliez-vous écrire « {near} » ?" if near else f"Clés possibles ici : {', '.join(known)}."
    return f"clé {shown(name)} inconnue. {remedy}"


def _misplaced(name: str) -> str | None:
    """Where a key of the top of the file goes, when it is found in a group."""
    if name not in SINGLE:
        return None
    return f"« {name} » se met en haut du fichier, avant la première ligne entre crochets."
