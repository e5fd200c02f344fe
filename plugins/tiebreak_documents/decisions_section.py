"""What the council can decide, from what the measure and the plan hold; nothing that they do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tiebreak import FactRegister, ReportInputs, Trajectory, agree
from tiebreak_documents.blocks import Block, Bullets, Heading
from tiebreak_documents.document_facts import DATED, TO_DENOUNCE, WITHOUT_END, WITHOUT_NOTICE, WITHOUT_RENEWAL
from tiebreak_documents.front_section import has_choice, named_points

CONTRACT_TERMS = {WITHOUT_END: "date de fin", WITHOUT_RENEWAL: "reconduction", WITHOUT_NOTICE: "préavis"}


def decisions_section(inputs: ReportInputs) -> Iterator[Block]:
    """The title and its points."""
    yield Heading("Ce que le conseil peut décider")
    yield Bullets(tuple(_items(inputs)))


def _items(inputs: ReportInputs) -> Iterator[str]:
    yield "Retenir le périmètre et la zone de ce diagnostic, pour que la mesure de l’an prochain soit comparable."
    if inputs.facts["unknown-owner.count"].value:
        first = "les montants les plus élevés" if inputs.diagnosis.axis_shares else "les fonctions les plus critiques"
        yield f"Demander l’identification des propriétaires encore inconnus, en commençant par {first}."
    elif inputs.diagnosis.is_published_only:
        yield "Faire établir le tableau des dépenses ligne à ligne, sans lequel ni priorité ni trajectoire ne se calculent."
    if inputs.trajectory is not None and inputs.trajectory.actions:
        if inputs.trajectory.conflicts:
            yield "Trancher entre les demandes qui ne tiennent pas ensemble."
        yield from _choice(inputs, inputs.trajectory)
        yield _approval(inputs.facts, inputs.trajectory)
        yield from _contracts(inputs.facts)
    yield "Inscrire la réversibilité et l’interopérabilité dans la définition des besoins des prochains marchés."


def _choice(inputs: ReportInputs, trajectory: Trajectory) -> Iterator[str]:
    """Between the trajectories, when there are several."""
    if has_choice(inputs, trajectory):
        named = [(point, name) for _, point, name in named_points(trajectory)]
        names = f"{', '.join(name for _, name in named[:-1])} ou {named[-1][1]}"
        chosen = next((name for point, name in named if point.is_chosen), None)
        yield f"Choisir une trajectoire : {names}." + (f" Cette note suit la {chosen}." if chosen else "")


def _approval(facts: FactRegister, trajectory: Trajectory) -> str:
    """What the plan costs each year, at the middle of its bounds: what the council would vote, not what it could afford."""
    spent = [each.year for each in trajectory.years if each.cost]
    if not spent:
        return "Approuver l’ordre des actions ; aucune n’a de coût connu à ce jour."
    costs = ", ".join(f"{facts[f'plan.{year}.cost']} en {year}" for year in spent)
    return f"Approuver l’ordre des actions et leur coût connu, à son estimation centrale : {costs}.{_within(facts, spent)}"


def _within(facts: FactRegister, spent: Sequence[int]) -> str:
    """The budgets that the costs keep to, at their upper bound; nothing when none was given."""
    budgets = [(year, facts[f"plan.{year}.budget"]) for year in spent if f"plan.{year}.budget" in facts]
    if known := ", ".join(f"{budget} en {year}" for year, budget in budgets if budget.value is not None):
        return f" À la borne haute, il tient les budgets donnés : {known}."
    budget = facts["plan.budget"]
    return "" if budget.value is None else f" À la borne haute, il tient un budget de {budget} par an."


def _contracts(facts: FactRegister) -> Iterator[str]:
    if facts[TO_DENOUNCE].value:
        yield "Faire préparer les dénonciations des contrats à reconduction tacite, avant leurs dates limites de préavis."
    missing = [f"{term} pour {facts[identifier]}" for identifier, term in CONTRACT_TERMS.items() if facts[identifier].value]
    if missing:
        contracts = agree(
            facts[DATED], "du contrat de la seule dépendance du calendrier", "des contrats des {} dépendances du calendrier"
        )
        yield f"Faire relever ce que les fichiers ne disent pas {contracts} : {', '.join(missing)}."
