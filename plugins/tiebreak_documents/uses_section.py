"""What is used, function by function, when it was declared or observed rather than paid for in a table."""

from __future__ import annotations

from collections.abc import Iterator

from tiebreak import ReportInputs, UsesDiagnosis, agree, uses_sentences
from tiebreak_documents.blocks import Block, Heading, KeyFigure, KeyFigures, Paragraph, Table

ANSWERS = {True: "oui", False: "non", None: "inconnu"}


def uses_section(inputs: ReportInputs, uses: UsesDiagnosis) -> Iterator[Block]:
    """Key figures, what they mean, and each function; never a product."""
    facts = inputs.facts
    outside = facts["uses.outside-count"]
    yield Heading("Ce qui est utilisé")
    yield KeyFigures(
        (
            KeyFigure(str(facts["uses.function-count"]), agree(facts["uses.function-count"], "fonction", "fonctions")),
            KeyFigure(str(outside), agree(outside, "dépend", "dépendent") + " d’un propriétaire ultime hors de la zone"),
            KeyFigure(str(facts["uses.unknown-count"]), "à préciser"),
        )
    )
    for sentence in uses_sentences(inputs.diagnosis, facts):
        yield Paragraph(f"{sentence}.")
    yield Paragraph("Une fonction que servent plusieurs produits est comptée hors de la zone dès que l’un d’eux l’est.")
    yield Table(
        caption="Fonctions dont un usage est déclaré ou constaté",
        header=("Fonction", "Criticité", "Propriétaire ultime hors de la zone"),
        rows=tuple(
            (each.label, str(facts[f"uses.function.{each.function}.criticality"]), ANSWERS[each.is_outside])
            for each in uses.functions
        ),
        numeric=frozenset({1}),
        widths=(0.5, 0.15, 0.35),
    )
