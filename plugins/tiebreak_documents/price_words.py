"""What doing nothing costs, and the price changes that it counts; a supplier is never named."""

from __future__ import annotations

from collections.abc import Iterator

from tiebreak import PriceChange, ReportInputs, Trajectory
from tiebreak_documents.words import function_label, long_date

OWN_ASSUMPTION = str(PriceChange.model_fields["source"].default)


def nothing_done_sentence(inputs: ReportInputs, trajectory: Trajectory) -> str | None:
    """The amount outside if nothing is done, at today's prices then with the changes; `None` without spending to compare."""
    if not trajectory.nothing_done or not inputs.diagnosis.is_of_spending:
        return None
    first, last = trajectory.nothing_done[0], trajectory.nothing_done[-1]
    facts = inputs.facts
    today = f"Si rien n’est fait : au moins {facts[f'plan.{first.year}.nothing.amount']} par an hors de la zone, aux prix d’aujourd’hui"
    if not trajectory.price_changes:
        return f"{today}."
    changes = " ; ".join(_change_words(inputs, index, each) for index, each in enumerate(trajectory.price_changes, start=1))
    if last.outside_amount_with_changes == last.outside_amount:
        return f"{today}. Ce qui est annoncé ou craint n’y change rien en {last.year} : {changes}."
    changed = _between(str(facts[f"plan.{last.year}.nothing.changed-least"]), str(facts[f"plan.{last.year}.nothing.changed"]))
    return f"{today}, et {changed} en {last.year} avec {changes}."


def subject_name(inputs: ReportInputs, change: PriceChange) -> str:
    """Who or what a price change is about, by its name: for the internal annex only."""
    supplier = inputs.catalogue.suppliers.get(change.subject)
    if supplier is not None:
        return supplier.name
    labels = {each.dependency.id: each.dependency.label for each in inputs.diagnosis.assessments}
    return labels.get(change.subject, change.subject)


def rate_words(inputs: ReportInputs, index: int, change: PriceChange) -> str:
    """A rise or a fall, and by how much."""
    most, least = inputs.facts[f"plan.price-change-{index}.rate"], f"plan.price-change-{index}.least"
    kind = "baisse" if change.rate < 0 else "hausse"
    return f"{kind} de {inputs.facts[least]} à {most} selon l’offre" if least in inputs.facts else f"{kind} de {most}"


def _between(low: str, high: str) -> str:
    return high if low == high else f"entre {low} et {high}"


def _change_words(inputs: ReportInputs, index: int, change: PriceChange) -> str:
    """One change for the note: what is known of its source is in the annex, for a source may name a supplier."""
    source = OWN_ASSUMPTION if change.source == OWN_ASSUMPTION else "source dans l’annexe interne"
    rate = rate_words(inputs, index, change)
    return f"une {rate} {_about(inputs, change)} à partir du {long_date(change.since)} ({source})"


def _about(inputs: ReportInputs, change: PriceChange) -> str:
    by_id = {each.dependency.id: each.dependency for each in inputs.diagnosis.assessments}
    if change.subject not in by_id:
        return "chez un fournisseur"
    return f"pour le besoin « {function_label(inputs.nomenclature, by_id[change.subject].function)} »"


def price_changes(inputs: ReportInputs) -> Iterator[tuple[int, PriceChange]]:
    """The changes counted, with the number under which their figures are on the register."""
    yield from enumerate(inputs.trajectory.price_changes if inputs.trajectory is not None else (), start=1)
