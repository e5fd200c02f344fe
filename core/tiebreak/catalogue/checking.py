"""The rules that a whole catalogue keeps: no name for two, nobody left without source, no claim against another.

Rules of one entry alone (a status with its reference, a country that exists) are those of its model; here stand the
rules between entries. `docs/catalogue-rules.md` says them in French.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from tiebreak.catalogue.claims import DECISIVE, NamedClaim, claims_of, names_of
from tiebreak.catalogue.index import Catalogue
from tiebreak.catalogue.staleness import StaleClaim, stale_claims
from tiebreak.model.base import Frozen
from tiebreak.model.catalogue import Axis, CatalogueFault, Solution, Supplier, SupplierKind
from tiebreak.model.nomenclature import Nomenclature
from tiebreak.model.reference import ClaimStatus
from tiebreak.spelling import normalise

PRESUMABLE = frozenset({Axis.ULTIMATE_OWNER.value, Axis.TECHNOLOGY.value, Axis.HOSTING.value, "licence"})
"""What may be presumed after a stated search; a registered office is read or not known."""


WITHOUT_LICENCE = frozenset({SupplierKind.MANUFACTURER, SupplierKind.TELECOM_OPERATOR})
"""Kinds that sell equipment and lines, which are not software."""


class FunctionCount(Frozen):
    """What the catalogue holds for one function."""

    function: str
    solutions: int
    suppliers: int
    free: int
    """Solutions under a free licence."""
    gaps: int
    """What this function needs that has no alternative today."""


class CatalogueReport(Frozen):
    """What a check found, and how large the catalogue is."""

    faults: tuple[CatalogueFault, ...]
    supplier_count: int
    solution_count: int
    alias_count: int
    """Names beside the entries' own, ambiguous ones included."""
    statuses: dict[str, dict[str, int]]
    """By claim, then by status: how many."""
    decisive_count: int
    decisive_sourced_count: int
    """Decisive claims that carry a reference and a day; the others say what was searched in vain, and when."""
    by_function: tuple[FunctionCount, ...]
    stale_count: int

    @property
    def is_sound(self) -> bool:
        """Whether every rule is kept."""
        return not self.faults


def check_catalogue(catalogue: Catalogue, nomenclature: Nomenclature, on: date) -> CatalogueReport:
    """Every fault of a catalogue on a day, with its counts."""
    claims = [named for entry in catalogue.entries for named in claims_of(entry)]
    faults = (
        *catalogue.faults,
        *shared_names(catalogue),
        *_orphans(catalogue),
        *_unknown_functions(catalogue, nomenclature),
        *_contradictions(catalogue),
        *(fault for named in claims for fault in _claim_faults(named, on)),
    )
    decisive = [named for named in claims if named.name in DECISIVE]
    stale: tuple[StaleClaim, ...] = stale_claims(catalogue, on)
    return CatalogueReport(
        faults=faults,
        supplier_count=len(catalogue.suppliers),
        solution_count=len(catalogue.solutions),
        alias_count=sum(len(entry.aliases) + len(entry.ambiguous) for entry in catalogue.entries),
        statuses={
            name: dict(Counter(named.claim.status.value for named in claims if named.name == name))
            for name in (*DECISIVE, Axis.HOSTING.value)
        },
        decisive_count=len(decisive),
        decisive_sourced_count=sum(named.claim.reference is not None for named in decisive),
        by_function=tuple(_function_count(catalogue, function.id) for function in nomenclature.functions),
        stale_count=len(stale),
    )


def is_free_licence(solution: Solution) -> bool:
    """Whether the licence is known and not proprietary."""
    licence = solution.licence.value if solution.licence is not None else None
    return licence is not None and "proprietary" not in licence.lower()


def _function_count(catalogue: Catalogue, function: str) -> FunctionCount:
    solutions = catalogue.solutions_for(function)
    return FunctionCount(
        function=function,
        solutions=len(solutions),
        suppliers=len({solution.supplier for solution in solutions}),
        free=sum(is_free_licence(solution) for solution in solutions),
        gaps=len(catalogue.gaps_for(function)),
    )


def _fault(entry: Supplier | Solution, said: str) -> CatalogueFault:
    return CatalogueFault(place=entry.place, entry=entry.id, said=said)


def shared_names(catalogue: Catalogue) -> Iterator[CatalogueFault]:
    """A name that stands for two suppliers, or for two solutions, would silently be no name at all."""
    kinds: tuple[Iterable[Supplier | Solution], ...] = (catalogue.suppliers.values(), catalogue.solutions.values())
    for entries in kinds:
        owners: dict[str, Supplier | Solution] = {}
        for entry in entries:
            ambiguous = Counter(normalise(each.name) for each in entry.ambiguous)
            for name in (name for name, count in ambiguous.items() if count > 1):
                yield _fault(entry, f"le nom ambigu {name!r} est écrit deux fois")
            for name in sorted({normalise(each) for each in names_of(entry)}):
                if not name:
                    yield _fault(entry, "un nom sans lettre ni chiffre")
                elif owners.setdefault(name, entry) is not entry:
                    yield _fault(entry, f"le nom {name!r} est aussi celui de {owners[name].id!r}")
                if name in ambiguous:
                    yield _fault(entry, f"le nom {name!r} est à la fois sûr et ambigu")


def _orphans(catalogue: Catalogue) -> Iterator[CatalogueFault]:
    for supplier in catalogue.suppliers.values():
        if supplier.parent is not None and supplier.parent not in catalogue.suppliers:
            yield _fault(supplier, f"société mère {supplier.parent!r} absente du catalogue")
    for solution in catalogue.solutions.values():
        kinds = set(catalogue.suppliers[solution.supplier].kinds)
        if solution.licence is None and not kinds & WITHOUT_LICENCE:
            yield _fault(solution, "licence absente : seuls un matériel ou une liaison n’en ont pas")


def _unknown_functions(catalogue: Catalogue, nomenclature: Nomenclature) -> Iterator[CatalogueFault]:
    known = {function.id for function in nomenclature.functions}
    named = (
        *((solution.place, solution.id, solution.functions) for solution in catalogue.solutions.values()),
        *((migration.place, migration.id, migration.functions) for migration in catalogue.migrations),
        *(("", gap.subject, gap.functions) for gap in catalogue.gaps),
    )
    for place, entry, functions in named:
        for function in functions:
            if function not in known:
                yield CatalogueFault(place=place, entry=entry, said=f"fonction {function!r} absente de la nomenclature")


def _contradictions(catalogue: Catalogue) -> Iterator[CatalogueFault]:
    """A holder has one country, and a supplier the ultimate owner of the supplier that controls it."""
    countries: dict[str, tuple[str, str]] = {}
    for entry in catalogue.entries:
        holder = entry.ultimate_owner.value if isinstance(entry, Supplier) else entry.technology.value
        if holder is None:
            continue
        country, first = countries.setdefault(normalise(holder.name), (holder.country, entry.id))
        if country != holder.country:
            yield _fault(entry, f"« {holder.name} » est ici du pays {holder.country}, et {country} dans {first!r}")
    for supplier in catalogue.suppliers.values():
        parent = catalogue.suppliers.get(supplier.parent or "")
        owner, above = supplier.ultimate_owner.value, parent.ultimate_owner.value if parent else None
        if owner is not None and above is not None and owner.country != above.country:
            yield _fault(
                supplier, f"propriétaire du pays {owner.country}, et {above.country} pour sa société mère {supplier.parent!r}"
            )


def _claim_faults(named: NamedClaim, on: date) -> Iterator[CatalogueFault]:
    claim = named.claim
    if claim.checked > on:
        yield _fault(named.entry, f"{named.label} : examiné le {claim.checked:%d/%m/%Y}, qui n’est pas encore venu")
    if claim.reference is not None and claim.reference.consulted > claim.checked:
        yield _fault(named.entry, f"{named.label} : source lue le {claim.reference.consulted:%d/%m/%Y}, après l’examen")
    if claim.status in {ClaimStatus.UNVERIFIED, ClaimStatus.PRESUMED} and not claim.note:
        yield _fault(named.entry, f"{named.label} : « {claim.status.value} » sans dire ce qui a été cherché")
    if claim.status is ClaimStatus.UNVERIFIED and claim.value is not None:
        yield _fault(named.entry, f"{named.label} : une valeur non vérifiée est écrite ; laissez-la vide")
    if claim.status is ClaimStatus.PRESUMED and named.name not in PRESUMABLE:
        yield _fault(named.entry, f"{named.label} : ne se présume pas")
    if isinstance(named.entry, Supplier) and claim.status is ClaimStatus.PRESUMED and named.entry.registered_office.value is None:
        yield _fault(named.entry, "propriétaire présumé sans siège connu")
