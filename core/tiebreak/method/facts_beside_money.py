"""Figures of what is known without a table of expenses: uses, inventories, public accounts."""

from __future__ import annotations

from collections.abc import Iterator

from tiebreak.method.stating import count_fact, euro_fact, interval_facts, score_fact, share_fact
from tiebreak.model.diagnosis import Diagnosis, InventorySummary, Reconciliation, UsesDiagnosis
from tiebreak.model.facts import Fact


def facts_beside_money(diagnosis: Diagnosis) -> Iterator[Fact]:
    """All of them, in the order of the diagnosis."""
    if diagnosis.uses is not None:
        yield from _uses(diagnosis.uses)
    if diagnosis.inventory is not None:
        yield from _inventory(diagnosis.inventory)
    for index, each in enumerate(diagnosis.reconciliations, start=1):
        yield from _reconciliation(f"account-{index}", each)
    for assessment in diagnosis.assessments:
        dependency, prefix = assessment.dependency, f"dependency.{assessment.dependency.id}"
        if dependency.installations is not None:
            formula = "au moins : machines où un de ses noms a été vu"
            yield count_fact(f"{prefix}.installations", dependency.installations, formula, *dependency.inventory_ids)
        if dependency.declared_amount is not None:
            low, high = dependency.declared_amount
            yield euro_fact(f"{prefix}.declared-low", low, "somme des bas de fourchette déclarés", *dependency.use_ids)
            yield euro_fact(f"{prefix}.declared-high", high, "somme des hauts de fourchette déclarés", *dependency.use_ids)


def _uses(uses: UsesDiagnosis) -> Iterator[Fact]:
    answers = [each.is_outside for each in uses.functions]
    yield count_fact("uses.function-count", len(answers), "fonctions dont un usage est déclaré ou constaté")
    yield count_fact("uses.outside-count", answers.count(True), "fonctions dont un propriétaire ultime est hors de la zone")
    yield count_fact("uses.inside-count", answers.count(False), "fonctions dont tous les propriétaires ultimes sont dans la zone")
    yield count_fact("uses.unknown-count", answers.count(None), "fonctions dont un propriétaire ultime est inconnu")
    yield euro_fact("uses.declared-low", uses.declared_low, "somme des bas de fourchette déclarés")
    yield euro_fact("uses.declared-high", uses.declared_high, "somme des hauts de fourchette déclarés")
    yield count_fact("uses.without-range", uses.without_range, "produits dont le coût n’est pas déclaré")
    outside = "produits dont le coût n’est pas déclaré et le propriétaire ultime est hors de la zone"
    yield count_fact("uses.without-range-outside", uses.without_range_outside, outside)
    for each in uses.functions:
        yield score_fact(f"uses.function.{each.function}.criticality", each.criticality, "criticité de la fonction, 1 à 4")
    if uses.outside is not None:
        what = "part hors de la zone du coût déclaré, chaque coût pris dans sa fourchette"
        yield from interval_facts("uses.share", uses.outside, what)


def _inventory(inventory: InventorySummary) -> Iterator[Fact]:
    for index, (file, machines) in enumerate(inventory.machine_counts, start=1):
        if machines is not None:
            yield count_fact(f"inventory-{index}.machines", machines, "machines dont l’inventaire a été lu", file)
    yield count_fact("inventory.recognised", inventory.recognised_count, "produits installés reconnus au catalogue")
    yield count_fact("inventory.unrecognised", inventory.unrecognised_count, "logiciels installés qui ne sont pas au catalogue")


def _reconciliation(prefix: str, each: Reconciliation) -> Iterator[Fact]:
    yield euro_fact(f"{prefix}.balance", each.balance, f"compte {each.account} de la balance {each.year}")
    yield euro_fact(f"{prefix}.lines", each.lines, f"lignes mandatées du compte {each.account} dans les tableaux")
    share = each.lines / each.balance if each.lines is not None and 0 < each.lines <= each.balance else None
    yield share_fact(f"{prefix}.share", share, "lignes des tableaux / balance publique")
