"""Totals that were published without their lines: printed as they are, never crossed."""

from __future__ import annotations

from collections.abc import Iterator

from tiebreak import MarginalDiagnosis, ReportInputs
from tiebreak_documents.blocks import Block, Callout, Heading, KeyFigure, KeyFigures, Paragraph, Table
from tiebreak_documents.charts import published_chart


def published_section(inputs: ReportInputs, marginal: MarginalDiagnosis) -> Iterator[Block]:
    """The totals, their split by type of expense, and what they do not say."""
    facts = inputs.facts
    yield Heading("Totaux publiés")
    figures = [KeyFigure(str(facts["published.total"]), "au total")]
    if marginal.outside is not None:
        figures += [
            KeyFigure(str(facts["published.outside"]), "hors de l’Union européenne"),
            KeyFigure(str(facts["published.outside-share"]), "du total est hors de l’Union européenne"),
        ]
    yield KeyFigures(tuple(figures))
    if marginal.outside is not None:
        yield Paragraph(
            f"Sur {facts['published.total']}, la source publie {facts['published.inside']} dans l’Union européenne et "
            f"{facts['published.outside']} hors de l’Union européenne, soit {facts['published.outside-share']}. Elle ne dit pas si "
            "la zone est celle du siège social ou du propriétaire ultime : ce chiffre n’est pas comparable à celui que la méthode "
            "TIE Break calcule à partir de lignes."
        )
    yield from _by_spend_type(inputs, marginal)
    yield Callout(
        "La répartition par type et la répartition par zone n’ont pas été publiées croisées : aucun montant n’est attribué à une "
        "zone à l’intérieur d’un type."
    )


def _by_spend_type(inputs: ReportInputs, marginal: MarginalDiagnosis) -> Iterator[Block]:
    labels = {spend_type.id: spend_type.label for spend_type in inputs.nomenclature.spend_types}
    for table in marginal.tables:
        if table.dimension.value != "spend_type":
            continue
        cells = sorted(table.cells, key=lambda cell: (-cell.amount, cell.key))
        named = [(labels.get(cell.key, cell.key), cell) for cell in cells]
        yield published_chart(
            [(label, cell.amount) for label, cell in named], "Barres par type ; les mêmes chiffres sont dans le tableau."
        )
        yield Table(
            caption="Montants publiés par type de dépense",
            header=("Type de dépense", "Montant", "Part hors de la zone"),
            rows=tuple((label, str(inputs.facts[f"published.spend_type.{cell.key}"]), "non publié") for label, cell in named),
            numeric=frozenset({1, 2}),
            widths=(0.5, 0.25, 0.25),
        )
