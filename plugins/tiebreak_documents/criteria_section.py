"""Scores on the criteria sets, for the internal annex."""

from __future__ import annotations

from collections.abc import Iterator

from tiebreak import GATE_LABELS, FactRegister, ReportInputs, ranked
from tiebreak_documents.blocks import Block, Bullets, Heading, Paragraph, Table
from tiebreak_documents.words import ABSENT

PUBLIC_PURCHASE = "tiebreak"
"""The set of the eight criteria of the initiative, which is given for every dependency."""


def criteria_section(inputs: ReportInputs) -> Iterator[Block]:
    """The eight criteria of every dependency, then the other sets that somebody answered."""
    scores = {score.subject: score for score in inputs.diagnosis.criteria_scores if score.criteria_set == PUBLIC_PURCHASE}
    ranked = [each for each in inputs.diagnosis.assessments if each.dependency.id in scores]
    if not ranked:
        return
    yield Heading("Critères de l’achat public autonome")
    yield Paragraph(
        "Score entre 0 et 1 si tout ce qui est sans réponse était défavorable, puis favorable. Une question sans réponse n’améliore "
        "jamais un score ; le catalogue ne répond qu’à la souveraineté et à la transparence."
    )
    yield Table(
        caption="Scores, avec la part des critères qui ont une réponse",
        header=("Dépendance", "Au moins", "Au plus", "Répondu"),
        rows=tuple(
            (
                each.dependency.label,
                *(
                    str(inputs.facts[f"criteria.{scores[each.dependency.id].criteria_set}.{each.dependency.id}.{name}"])
                    for name in ("low", "high", "completeness")
                ),
            )
            for each in ranked
        ),
        numeric=frozenset({1, 2, 3}),
        widths=(0.58, 0.14, 0.14, 0.14),
    )
    yield from _other_criteria(inputs)


def _other_criteria(inputs: ReportInputs) -> Iterator[Block]:
    others = sorted(
        ranked(score for score in inputs.diagnosis.criteria_scores if score.criteria_set != PUBLIC_PURCHASE),
        key=lambda score: score.criteria_set,
    )
    if not others:
        return
    facts = inputs.facts
    yield Paragraph(
        "Autres jeux de critères auxquels une réponse a été donnée. Le niveau est le plus bas de ce qui a une réponse : il ne se lit "
        "jamais sans la part répondue."
    )
    names = ("low", "high", "level", "completeness")
    yield Table(
        caption="Scores sur les autres jeux",
        header=("Objet", "Jeu", "Au moins", "Au plus", "Niveau", "Répondu"),
        rows=tuple(
            (
                score.subject,
                score.criteria_set,
                *(_fact(facts, f"criteria.{score.criteria_set}.{score.subject}.{name}") for name in names),
            )
            for score in others
        ),
        numeric=frozenset({2, 3, 4, 5}),
        widths=(0.3, 0.26, 0.11, 0.11, 0.11, 0.11),
    )
    gated = [score for score in others if score.gates]
    if gated:
        yield Paragraph("Exigences de l’acheteur ou du cadre : le score ne classe que ce qui les remplit.")
        yield Bullets(
            tuple(
                f"{score.subject}, {score.criteria_set} : {gate.label} : {GATE_LABELS[gate.is_passed]}"
                for score in gated
                for gate in score.gates
            )
        )


def _fact(facts: FactRegister, identifier: str) -> str:
    return str(facts[identifier]) if identifier in facts else ABSENT
