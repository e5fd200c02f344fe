"""Migrations that happened, as passages: who moved what, when, at what cost and for how long, as their sources tell it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from tiebreak import (
    FIGURES_STATUS_LABELS,
    EffortUnit,
    Migration,
    Nomenclature,
    Passage,
    RecordKind,
    french_number,
)

UNITS = {EffortUnit.SEAT: "postes", EffortUnit.MAILBOX: "boîtes aux lettres"}


def migration_passages(migrations: Iterable[Migration], nomenclature: Nomenclature) -> list[Passage]:
    """One passage a case, with its figures and who tells them."""
    labels = {function.id: function.label for function in nomenclature.functions}
    return [_passage(case, [labels.get(function, function) for function in case.functions]) for case in migrations]


def _passage(case: Migration, functions: list[str]) -> Passage:
    lines = [f"{case.label}. {case.note}", f"Fonctions : {', '.join(functions)}.", _size(case), _cost(case), _duration(case)]
    return Passage(
        id=f"migration:{case.id}",
        kind=RecordKind.MIGRATION,
        title=case.label,
        text="\n".join(line for line in lines if line),
        words=(case.organisation, *functions),
        asked=case.asked,
        source=case.references[0].title,
        url=case.references[0].url,
    )


def _size(case: Migration) -> str:
    stayed = (
        "" if case.staying_share is None else f", dont {french_number(case.staying_share * 100)} % restés sur l’ancien produit"
    )
    return f"Taille : {french_number(Decimal(case.units))} {UNITS[case.unit]}{stayed}, {case.year}."


def _cost(case: Migration) -> str:
    told = f"chiffres {FIGURES_STATUS_LABELS[case.status]}"
    if case.cost_low_eur is None or case.cost_high_eur is None:
        return "Coût ponctuel : inconnu."
    low, high = french_number(case.cost_low_eur), french_number(case.cost_high_eur)
    return f"Coût ponctuel : {low} €, {told}." if low == high else f"Coût ponctuel : de {low} à {high} €, {told}."


def _duration(case: Migration) -> str:
    if case.months_low is None or case.months_high is None:
        return "Durée : inconnue."
    if case.months_low == case.months_high:
        return f"Durée : {case.months_low} mois."
    return f"Durée : de {case.months_low} à {case.months_high} mois."
