"""French sentences about what is known without a table of expenses; each figure is taken from the register."""

from __future__ import annotations

from collections.abc import Iterator

from tiebreak.model.diagnosis import Diagnosis
from tiebreak.model.facts import FactRegister, agree


def amount_words(facts: FactRegister, dependency: str) -> str:
    """The annual amount of a dependency, else the range declared, else that it is unknown."""
    prefix = f"dependency.{dependency}"
    if facts[f"{prefix}.amount"].value is not None or f"{prefix}.declared-low" not in facts:
        return str(facts[f"{prefix}.amount"])
    low, high = facts[f"{prefix}.declared-low"], facts[f"{prefix}.declared-high"]
    if high.value is None:
        return f"au moins {low} (déclaré)"
    return "gratuit (déclaré)" if high.value == 0 else f"{low} à {high} (déclaré)"


def uses_sentences(diagnosis: Diagnosis, facts: FactRegister) -> Iterator[str]:
    """How many functions depend on an owner outside, and between what bounds the declared cost does."""
    uses = diagnosis.uses
    if uses is None:
        return
    counted = agree(facts["uses.function-count"], "{} fonction déclarée ou constatée", "{} fonctions déclarées ou constatées")
    yield (
        f"{counted} : {agree(facts['uses.outside-count'], '{} dépend', '{} dépendent')} d’un propriétaire ultime hors de la zone, "
        f"{agree(facts['uses.inside-count'], '{} n’en dépend', '{} n’en dépendent')} pas, "
        f"{agree(facts['uses.unknown-count'], '{} est', '{} sont')} à préciser"
    )
    if uses.outside is None:
        return
    low, high = facts["uses.declared-low"], facts["uses.declared-high"]
    cost = f"au moins {low}" if high.value is None else f"entre {low} et {high}"
    yield (
        f"Coûts déclarés, et eux seuls : {cost} par an, dont {facts['uses.share.low']} à {facts['uses.share.high']} hors de la "
        "zone, quel que soit chaque coût dans sa fourchette"
    )
    if uses.without_range:
        missing = agree(facts["uses.without-range"], "{} produit dont le coût", "{} produits dont le coût")
        outside = agree(facts["uses.without-range-outside"], "{} dépend", "{} dépendent")
        yield f"N’y sont pas, ou pas en entier : {missing} n’est pas déclaré, dont {outside} d’un propriétaire hors de la zone"


def inventory_sentences(diagnosis: Diagnosis, facts: FactRegister) -> Iterator[str]:
    """What an inventory showed, and how much of it the catalogue does not know."""
    inventory = diagnosis.inventory
    if inventory is None:
        return
    for index, (file, machines) in enumerate(inventory.machine_counts, start=1):
        if machines is not None:
            yield f"{file} : {agree(facts[f'inventory-{index}.machines'], '{} machine', '{} machines')}"
    recognised = agree(facts["inventory.recognised"], "{} produit installé reconnu", "{} produits installés reconnus")
    unrecognised = agree(facts["inventory.unrecognised"], "{} logiciel n’est pas", "{} logiciels ne sont pas")
    yield f"{recognised} ; {unrecognised} au catalogue. Un inventaire ne donne aucun montant"


def reconciliation_sentences(diagnosis: Diagnosis, facts: FactRegister) -> Iterator[str]:
    """Each public account beside what the tables hold of it."""
    for index, each in enumerate(diagnosis.reconciliations, start=1):
        prefix = f"account-{index}"
        named = f"Compte {each.account} ({each.label})" if each.label else f"Compte {each.account}"
        held = ""
        if each.lines is not None:
            share = f" ({facts[f'{prefix}.share']})" if facts[f"{prefix}.share"].value is not None else ""
            held = f" ; {facts[f'{prefix}.lines']} dans les tableaux donnés{share}"
        yield f"{named}, balance publique de {each.year} : {facts[f'{prefix}.balance']}, toutes dépenses confondues{held}"


def conflict_sentences(diagnosis: Diagnosis) -> Iterator[str]:
    """What two sources disagree on, by dependency; names products: for internal use."""
    for each in diagnosis.assessments:
        yield from (f"{each.dependency.label} : {conflict}" for conflict in each.dependency.conflicts)
