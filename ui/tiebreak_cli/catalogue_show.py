"""The catalogue on a terminal: each fact with its status, day and source, in neutral words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.table import Table

from tiebreak import (
    CLAIM_STATUS_LABELS,
    Catalogue,
    CatalogueReport,
    ClaimStatus,
    Function,
    Reference,
    Solution,
    StaleClaim,
    Supplier,
    claim_sentence,
    claims_of,
    load_country_names,
    load_nomenclature,
    mentions_of,
    normalise,
)
from tiebreak_cli.show import console

CLAIM_TITLES = {
    "registered_office": "Siège",
    "ultimate_owner": "Propriétaire ultime",
    "licence": "Licence",
    "technology": "Technologie",
    "hosting": "Hébergement",
}
SUPPLIER_KINDS = {
    "editor": "éditeur",
    "manufacturer": "fabricant",
    "hosting_provider": "hébergeur",
    "telecom_operator": "opérateur",
    "service_provider": "prestataire",
    "reseller": "revendeur",
    "purchasing_body": "centrale d’achat",
    "mutualising_body": "structure de mutualisation",
    "community": "communauté",
    "public_body": "organisme public",
}


def report(result: CatalogueReport, version: str) -> None:
    """What a check found, then the counts."""
    for fault in result.faults:
        console.print(f"Faute : {fault}", style="red")
    _by_function(result)
    _statuses(result)
    console.print(
        f"Catalogue {version} : {result.supplier_count} fournisseurs, {result.solution_count} solutions, "
        f"{result.alias_count} autres noms."
    )
    unsourced = result.decisive_count - result.decisive_sourced_count
    console.print(
        f"Faits décisifs : {result.decisive_count}, dont {result.decisive_sourced_count} avec une source et "
        f"{unsourced} non vérifiés, qui disent ce qui a été cherché."
    )
    if result.stale_count:
        console.print(f"{_counted(result.stale_count, 'fait')} à relire : tiebreak catalogue stale")
    said = "aucune faute" if result.is_sound else _counted(len(result.faults), "faute")
    console.print(f"Vérification : {said}.", style="bold" if result.is_sound else "bold red")


def _by_function(result: CatalogueReport) -> None:
    labels = {function.id: function.label for function in load_nomenclature().functions}
    table = Table(title="Solutions par fonction", title_justify="left")
    for title in ("Fonction", "Solutions", "Fournisseurs", "Libres", "Sans alternative"):
        table.add_column(title, justify="left" if title == "Fonction" else "right")
    for row in result.by_function:
        table.add_row(labels[row.function], str(row.solutions), str(row.suppliers), str(row.free), str(row.gaps or ""))
    console.print(table)


def _statuses(result: CatalogueReport) -> None:
    table = Table(title="Faits par statut", title_justify="left")
    table.add_column("Fait")
    for status in ClaimStatus:
        table.add_column(CLAIM_STATUS_LABELS[status], justify="right")
    for name, counts in result.statuses.items():
        table.add_row(CLAIM_TITLES[name], *(str(counts.get(status.value, 0)) for status in ClaimStatus))
    console.print(table)


def supplier(entry: Supplier, catalogue: Catalogue) -> None:
    """One supplier, and its solutions."""
    kinds = ", ".join(SUPPLIER_KINDS[kind.value] for kind in entry.kinds)
    console.print(f"{entry.name} ({entry.id}) : {kinds}", style="bold")
    _line("Se dit", claim_sentence(entry))
    _claims(entry)
    if entry.parent:
        _line("Société mère", entry.parent)
    _names(entry)
    solutions = [each for each in catalogue.solutions.values() if each.supplier == entry.id]
    if solutions:
        _line("Solutions", ", ".join(f"{each.name} ({each.id})" for each in solutions))
    _line("Contester", "docs/catalogue-rules.md, « Droit de réponse »")


def solution(entry: Solution, catalogue: Catalogue) -> None:
    """One solution, its supplier, and what it does not cover."""
    labels = {function.id: function.label for function in load_nomenclature().functions}
    console.print(f"{entry.name} ({entry.id}), de {catalogue.suppliers[entry.supplier].name} ({entry.supplier})", style="bold")
    _line("Fonctions", ", ".join(labels.get(each, each) for each in entry.functions))
    if entry.covers:
        _line("Couvre", entry.covers)
    if entry.limits:
        _line("Ne couvre pas", entry.limits)
    _claims(entry)
    for label, mention in mentions_of(entry):
        _line(label.capitalize(), f"{mention.value}, au {mention.checked:%d/%m/%Y}, selon {_source(mention.reference)}")
    if entry.sill is not None:
        _line("SILL", f"n° {entry.sill}")
    if entry.comptoir is not None:
        _line("Comptoir du Libre", f"n° {entry.comptoir}")
    _names(entry)


def found(entries: Sequence[Supplier | Solution]) -> None:
    """What a search found, the nearest first."""
    for entry in entries:
        what = "fournisseur" if isinstance(entry, Supplier) else f"solution de {entry.supplier}"
        console.print(f"{entry.id} : {entry.name}, {what}")


def function_named(words: str) -> Function | None:
    """The function of the nomenclature that these words are."""
    wanted = normalise(words)
    functions = load_nomenclature().functions
    return next((each for each in functions if wanted in {normalise(each.label), normalise(each.id)}), None)


def alternatives(function: Function, catalogue: Catalogue) -> None:
    """The solutions of one function in alphabetical order, neither ranked nor advised, and what has none."""
    table = Table(title=f"{function.label} : ordre alphabétique, ni classé ni conseillé", title_justify="left")
    for title in ("Solution", "Propriétaire", "Technologie", "Licence", "Couverture et limites"):
        table.add_column(title)
    countries = load_country_names()
    for each in sorted(catalogue.solutions_for(function.id), key=lambda each: each.name.casefold()):
        owner, technology = catalogue.suppliers[each.supplier].ultimate_owner.value, each.technology.value
        table.add_row(
            each.name,
            countries[owner.country] if owner else "inconnu",
            countries[technology.country] if technology else "inconnu",
            _licence(each),
            " ".join(text for text in (each.covers, each.limits) if text),
        )
    console.print(table)
    for gap in catalogue.gaps_for(function.id):
        console.print(f"Sans alternative aujourd’hui, {gap.subject} : {gap.says.value} Selon {_source(gap.says.reference)}.")


def stale(claims: Sequence[StaleClaim]) -> None:
    """The claims to be read again, the oldest first."""
    for each in claims:
        named = each.named
        source = _source(named.claim.reference) if named.claim.reference else "sans source"
        console.print(f"{named.entry.place} : {named.entry.id}, {named.label}, {each.age_months} mois ; {source}")
    console.print(f"{_counted(len(claims), 'fait')} à relire.", style="bold")


def proposed(output: Path, text: str) -> None:
    """Where proposals were written, and how many."""
    count = sum(line.startswith("- ") for line in text.splitlines())
    console.print(f"{_counted(count, 'proposition')} à relire dans {output} ; rien n’est entré au catalogue.", style="bold")


def _claims(entry: Supplier | Solution) -> None:
    for named in claims_of(entry):
        claim = named.claim
        value = "inconnu" if claim.value is None else _value(claim.value)
        source = f", selon {_source(claim.reference)}" if claim.reference else ""
        note = f". {claim.note}" if claim.note else ""
        status = CLAIM_STATUS_LABELS[claim.status]
        _line(CLAIM_TITLES[named.name], f"{value} ({status}, au {claim.checked:%d/%m/%Y}{source}){note}")


def _licence(entry: Solution) -> str:
    if entry.licence is None:
        return "sans objet"
    return entry.licence.value or "inconnue"


def _value(value: object) -> str:
    holder = getattr(value, "name", None)
    return f"{holder} ({getattr(value, 'country', '')})" if holder else str(value)


def _names(entry: Supplier | Solution) -> None:
    if entry.aliases:
        _line("Autres noms", ", ".join(entry.aliases))
    if entry.ambiguous:
        _line("Noms ambigus", ", ".join(each.name for each in entry.ambiguous))


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count > 1 else ''}"


def _source(reference: Reference) -> str:
    return f"{reference.title} <{reference.url}>, lu le {reference.consulted:%d/%m/%Y}"


def _line(title: str, text: str | Iterable[str]) -> None:
    console.print(f"  {title} : {text}")
