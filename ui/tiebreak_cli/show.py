"""Diagnosis, trajectory and plugins on a terminal. Figures come from the register of facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tiebreak import (
    AMOUNT_KIND_LABELS,
    AXIS_LABELS,
    QUADRANT_LABELS,
    TAX_BASIS_LABELS,
    CaseFile,
    ColumnMemory,
    Diagnosis,
    FactRegister,
    Perimeter,
    Report,
    Workbench,
    agree,
    amount_words,
    conflict_sentences,
    inventory_sentences,
    load_nomenclature,
    not_counted_sentences,
    nothing_measured,
    reading_sentence,
    reconciliation_sentences,
    state_facts,
    uses_sentences,
)

SHOWN_PRIORITIES = 12
console = Console(highlight=False, markup=False)
"""No markup: file names and labels are the user’s, and may hold square brackets."""


def readings(case: CaseFile) -> None:
    """What was read of each file, what was left out, and how columns were understood."""
    for reading in case.readings:
        console.print(reading_sentence(reading), style="bold")
        used = ", ".join(f"{use.title} → {use.meaning}" for use in reading.columns if use.meaning)
        unused = ", ".join(use.title for use in reading.columns if not use.meaning)
        if used:
            console.print(f"  colonnes : {used}", style="dim")
        if unused:
            console.print(f"  colonnes non utilisées : {unused}", style="dim")


def diagnosis(result: Diagnosis) -> None:
    """The headline, the shares by type, the first priorities, and what is not counted."""
    facts = state_facts(result, None)
    _published(result, facts)
    if result.perimeter is not None and not result.axis_shares:
        console.print(nothing_measured(result, facts), style="bold")
    elif result.perimeter is not None:
        _headline(result, facts)
        _by_spend_type(result, facts)
    _uses(result, facts)
    if result.assessments:
        _priorities(result, facts)
    for sentence in (*inventory_sentences(result, facts), *reconciliation_sentences(result, facts)):
        console.print(f"{sentence}.")
    for sentence in conflict_sentences(result):
        console.print(f"À vérifier : {sentence}", style="yellow")
    for sentence in not_counted_sentences(result, facts):
        console.print(sentence)
    for notice in result.notices:
        console.print(f"À savoir : {notice}")


def next_steps(*steps: str) -> None:
    """What the user may do now."""
    console.print("\nEt maintenant :")
    for number, step in enumerate(steps, start=1):
        console.print(f"  {number}. {step}", soft_wrap=True)


def plugins(workbench: Workbench) -> None:
    """What each plugin brings."""
    registry = workbench.registry
    catalogue = workbench.catalogue
    for source in registry.sources():
        console.print(f"source        {source.key} : {source.value.label}")
    for fetcher in registry.fetchers():
        console.print(f"collecte      {fetcher.key} : {fetcher.value.label}")
    for criteria_set in registry.criteria_sets():
        console.print(f"critères      {criteria_set.id} {criteria_set.version} : {criteria_set.title}")
    for planner in registry.planners():
        console.print(f"planificateur {planner.key} : {planner.value.label}")
    for exporter in registry.report_exporters():
        console.print(f"documents     {exporter.key} : {exporter.value.label}")
    console.print(
        f"catalogue     {catalogue.version} : {len(catalogue.suppliers)} fournisseurs, {len(catalogue.solutions)} solutions"
    )
    console.print(f"En service : {', '.join(registry.names)}")


def fetchers(workbench: Workbench) -> None:
    """What can be asked of public services."""
    console.print("Ce qui peut être demandé, et à qui :", style="bold")
    for fetcher in workbench.registry.fetchers():
        console.print(f"  {fetcher.key} : {fetcher.value.label}")
    console.print("Exemple : tiebreak fetch opendata/mail --domain ville.fr", style="dim")


def fetched(kept: Path, *, is_readable: bool) -> None:
    """Where the answer is, and what to do with it."""
    console.print(f"Gardé dans {kept}")
    if is_readable:
        console.print(f"À donner avec vos autres fichiers : tiebreak diagnose {kept} …", style="dim", soft_wrap=True)


def columns(memory: ColumnMemory) -> None:
    """The corrections kept, by layout."""
    layouts = memory.layouts()
    if not layouts:
        console.print('Aucune correction de colonne gardée. Pour en faire une : --map "Titre de la colonne=montant"')
        return
    for layout in layouts:
        said = ", ".join(f"« {title} » = {meaning}" for title, meaning in layout.meanings.items())
        console.print(f"{said}  (tableaux de {len(layout.titles)} colonnes : {', '.join(layout.titles)})", soft_wrap=True)
    console.print(f"Gardé dans {memory.path}. Pour tout oublier : tiebreak columns --forget", style="dim", soft_wrap=True)


def forgotten(count: int) -> None:
    """How many corrections were erased."""
    console.print("Rien n’était gardé." if count == 0 else f"Corrections oubliées : {count}.")


def failures(messages: Iterable[str]) -> None:
    """Plugins that were withdrawn; the run went on without them."""
    for message in messages:
        console.print(f"Attention : {message}", style="bold red")


def written(reports: Sequence[Report], kept: Path) -> None:
    """Where the documents and the case file are, and which are not to be published."""
    console.print(f"Documents écrits dans {kept.parent} :")
    for report in reports:
        kind = "interne, à ne pas publier" if report.is_internal else "pour les élus"
        console.print(f"  {report.filename}  ({kind})")
    console.print(f"  {kept.name}  (le dossier, qui contient vos lignes : interne, à ne pas publier)")


def _published(result: Diagnosis, facts: FactRegister) -> None:
    marginal = result.marginal
    if marginal is None:
        return
    nomenclature = load_nomenclature()
    console.print(f"Total publié : {facts['published.total']}", style="bold")
    if marginal.outside is not None:
        console.print(f"  Union européenne : {facts['published.inside']}")
        console.print(f"  hors Union européenne : {facts['published.outside']}, soit {facts['published.outside-share']}")
    for table in marginal.tables:
        if table.dimension.value == "spend_type":
            for cell in sorted(table.cells, key=lambda cell: -cell.amount):
                spend_type = nomenclature.spend_type(cell.key)
                console.print(f"  {spend_type.label if spend_type else cell.key} : {facts[f'published.spend_type.{cell.key}']}")
    console.print("  Part hors de la zone par type : non publié (aucun montant n’est croisé).")


def _headline(result: Diagnosis, facts: FactRegister) -> None:
    perimeter = result.perimeter
    if perimeter is None:
        return
    what = "Dépense annuelle" if result.is_of_spending else "Plafonds de marchés, ramenés à un an"
    lines = agree(facts["line-count"], "{} ligne", "{} lignes")
    console.print(f"{what} : {facts['total']} ({lines}, {amounts_label(perimeter)})", style="bold")
    table = Table(title="Part hors de la zone", title_justify="left")
    for title in ("Question", "au moins", "au plus", "dans le connu", "connu"):
        table.add_column(title, justify="left" if title == "Question" else "right")
    for share in result.axis_shares:
        prefix = f"share.{share.axis.value}"
        point = facts[f"{prefix}.point"]
        printed = str(point) if point.value is not None else "–"
        table.add_row(
            AXIS_LABELS[share.axis],
            str(facts[f"{prefix}.low"]),
            str(facts[f"{prefix}.high"]),
            printed,
            str(facts[f"{prefix}.known"]),
        )
    console.print(table)
    if result.headline_note:
        console.print(result.headline_note)


def _by_spend_type(result: Diagnosis, facts: FactRegister) -> None:
    table = Table(title="Par type de dépense (propriétaire ultime)", title_justify="left")
    for title in ("Type", "Montant", "au moins", "au plus"):
        table.add_column(title, justify="left" if title == "Type" else "right")
    for row in result.by_spend_type:
        prefix = f"spend-type.{row.key or 'none'}"
        low, high = (str(facts[f"{prefix}.{bound}"]) if row.interval else "–" for bound in ("low", "high"))
        table.add_row(row.label, str(facts[f"{prefix}.amount"]), low, high)
    console.print(table)


def _uses(result: Diagnosis, facts: FactRegister) -> None:
    if result.uses is None:
        return
    for sentence in uses_sentences(result, facts):
        console.print(f"{sentence}.", style="bold")
    table = Table(title="Par fonction", title_justify="left")
    for title in ("Fonction", "Criticité", "Propriétaire ultime hors de la zone"):
        table.add_column(title, justify="right" if title == "Criticité" else "left")
    for each in result.uses.functions:
        table.add_row(each.label, str(each.criticality), {True: "oui", False: "non", None: "inconnu"}[each.is_outside])
    console.print(table)


def _priorities(result: Diagnosis, facts: FactRegister) -> None:
    table = Table(title="Premières priorités (usage interne)", title_justify="left")
    for title in ("Rang", "Dépendance", "Montant", "Risque", "À faire"):
        table.add_column(title, justify="right" if title in {"Rang", "Montant", "Risque"} else "left")
    for each in result.assessments[:SHOWN_PRIORITIES]:
        prefix = f"dependency.{each.dependency.id}"
        low, high = str(facts[f"{prefix}.risk-low"]), str(facts[f"{prefix}.risk-high"])
        scored = low if low == high else f"{low} à {high}"
        table.add_row(
            str(each.rank), each.dependency.label, amount_words(facts, each.dependency.id), scored, QUADRANT_LABELS[each.quadrant]
        )
    console.print(table)


def amounts_label(perimeter: Perimeter) -> str:
    """What the amounts are, such as `mandaté, TTC`."""
    return f"{AMOUNT_KIND_LABELS[perimeter.amount_kind]}, {TAX_BASIS_LABELS[perimeter.tax_basis]}"


def _range(facts: FactRegister, prefix: str) -> str:
    low, high = str(facts[f"{prefix}.low"]), str(facts[f"{prefix}.high"])
    return low if low == high else f"{low} à {high}"
