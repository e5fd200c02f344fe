"""The catalogue of every plugin, indexed. What clashes is set aside and named; the rest stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeVar

from tiebreak.model.catalogue import CatalogueEntries, CatalogueFault, Gap, Solution, Supplier
from tiebreak.model.effort import Migration
from tiebreak.model.prices import AnnouncedPriceChange

EntryT = TypeVar("EntryT", Supplier, Solution, Migration, AnnouncedPriceChange)


class Catalogue:
    """All that the catalogue plugins gave; sorted, so that the order of plugins is nothing.

    Set aside, and told in `faults`: an entry whose identifier another one has, suppliers that own one another in a
    circle, and a solution whose supplier is not there.
    """

    def __init__(self, entries: Iterable[CatalogueEntries] = ()) -> None:
        every = tuple(entries)
        faults = [fault for entry in every for fault in entry.faults]
        suppliers = _by_id((supplier for entry in every for supplier in entry.suppliers), faults)
        solutions = _by_id((solution for entry in every for solution in entry.solutions), faults)
        _set_aside_circles(suppliers, faults)
        _set_aside_orphans(suppliers, solutions, faults)
        self.version = "+".join(sorted(entry.version for entry in every)) or "vide"
        self.suppliers: Mapping[str, Supplier] = MappingProxyType(suppliers)
        self.solutions: Mapping[str, Solution] = MappingProxyType(solutions)
        migrations = _by_id((migration for entry in every for migration in entry.migrations), faults)
        self.migrations: tuple[Migration, ...] = tuple(migrations.values())
        changes = _by_id((change for entry in every for change in entry.price_changes), faults)
        _set_aside_unknown_subjects(changes, {*suppliers, *solutions}, faults)
        self.price_changes: tuple[AnnouncedPriceChange, ...] = tuple(changes.values())
        self.gaps: tuple[Gap, ...] = tuple(sorted((gap for entry in every for gap in entry.gaps), key=lambda gap: gap.subject))
        self.faults = tuple(faults)

    @property
    def entries(self) -> tuple[Supplier | Solution, ...]:
        """Every supplier, then every solution."""
        return (*self.suppliers.values(), *self.solutions.values())

    def solutions_for(self, function: str) -> tuple[Solution, ...]:
        """Solutions that fulfil a function, in the order of their identifiers."""
        return tuple(solution for solution in self.solutions.values() if function in solution.functions)

    def gaps_for(self, function: str) -> tuple[Gap, ...]:
        """What this function needs that has no alternative today."""
        return tuple(gap for gap in self.gaps if function in gap.functions)

    def has_migrations_of(self, functions: Iterable[str]) -> bool:
        """Whether someone is known to have moved some of these functions, and nothing else."""
        wanted = set(functions)
        return any(set(migration.functions) <= wanted for migration in self.migrations)


def circles_of(suppliers: Mapping[str, Supplier]) -> tuple[tuple[str, ...], ...]:
    """Suppliers that own one another in a circle, each circle from its first identifier."""
    circles = {circle for start in suppliers if (circle := _circle_from(start, suppliers))}
    return tuple(sorted(circles))


def _circle_from(start: str, suppliers: Mapping[str, Supplier]) -> tuple[str, ...]:
    """The circle that the owners of one supplier close on it, empty when there is none; only once, from its first."""
    path = [start]
    for owner in _owners(start, suppliers):
        if owner == start:
            return tuple(path) if start == min(path) else ()
        if owner in path:
            return ()
        path.append(owner)
    return ()


def _owners(start: str, suppliers: Mapping[str, Supplier]) -> Iterator[str]:
    current = suppliers[start].parent
    while current is not None and current in suppliers:
        yield current
        current = suppliers[current].parent


def _by_id(entries: Iterable[EntryT], faults: list[CatalogueFault]) -> dict[str, EntryT]:
    found: dict[str, EntryT] = {}
    for entry in sorted(entries, key=lambda each: each.id):
        if entry.id in found:
            first = found[entry.id].place or "une autre extension"
            faults.append(CatalogueFault(place=entry.place, entry=entry.id, said=f"identifiant déjà pris par {first} ; écarté"))
        else:
            found[entry.id] = entry
    return found


def _set_aside_circles(suppliers: dict[str, Supplier], faults: list[CatalogueFault]) -> None:
    for circle in circles_of(suppliers):
        told = " → ".join((*circle, circle[0]))
        for identifier in circle:
            place = suppliers.pop(identifier).place
            faults.append(CatalogueFault(place=place, entry=identifier, said=f"propriété en cercle : {told} ; écarté"))


def _set_aside_orphans(suppliers: dict[str, Supplier], solutions: dict[str, Solution], faults: list[CatalogueFault]) -> None:
    for solution in tuple(solutions.values()):
        if solution.supplier not in suppliers:
            del solutions[solution.id]
            said = f"fournisseur {solution.supplier!r} inconnu ou écarté ; écartée"
            faults.append(CatalogueFault(place=solution.place, entry=solution.id, said=said))


def _set_aside_unknown_subjects(
    changes: dict[str, AnnouncedPriceChange], known: Iterable[str], faults: list[CatalogueFault]
) -> None:
    every = frozenset(known)
    for change in tuple(changes.values()):
        if change.subject not in every:
            del changes[change.id]
            said = f"{change.subject!r} n’est ni un fournisseur ni une solution du catalogue ; écartée"
            faults.append(CatalogueFault(place=change.place, entry=change.id, said=said))
