"""Which functions are exposed, the worst case first; what is unknown never improves a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from tiebreak import Assessment, Axis, ReportInputs, agree
from tiebreak_documents.blocks import Block, Callout, Heading, Paragraph, Table
from tiebreak_documents.words import between, figure, function_label


def exposure_section(inputs: ReportInputs) -> Iterator[Block]:
    """The functions known to depend on an owner outside, and what is to be identified first."""
    yield Heading("Ce qui expose le plus")
    rows = tuple(_rows(inputs))
    if rows:
        yield Paragraph(
            "Fonctions dont une partie au moins dépend d’un propriétaire connu hors de la zone. Le risque, de 1 à 16, croise "
            "l’exposition et la criticité ; la capacité à agir, de 0 à 4, compte les leviers connus. Deux nombres sont donnés "
            "quand un inconnu laisse le choix. Ces échelles sont celles de la méthode TIE Break."
        )
        yield Table(
            caption="Fonctions exposées, dans l’ordre du risque le plus élevé possible",
            header=("Fonction", "Montant annuel", "Hors zone, au moins", "Criticité", "Risque", "Capacité à agir"),
            rows=rows,
            numeric=frozenset({1, 2, 3, 4, 5}),
            widths=(0.36, 0.16, 0.14, 0.11, 0.11, 0.12),
        )
    yield from _unknown(inputs)


def _unknown(inputs: ReportInputs) -> Iterator[Block]:
    count, amount = inputs.facts["unknown-owner.count"], inputs.facts["unknown-owner.amount"]
    if count.value:
        yield Callout(
            agree(
                count,
                f"{{}} dépendance, {amount} par an, n’a pas de propriétaire ultime vérifié à ce jour. L’identifier resserre "
                "l’intervalle sans rien acheter.",
                f"{{}} dépendances, {amount} par an, n’ont pas de propriétaire ultime vérifié à ce jour. Les identifier resserre "
                "l’intervalle sans rien acheter.",
            )
        )


def _rows(inputs: ReportInputs) -> Iterator[tuple[str, ...]]:
    """One row a function, in the order of the first rank of its known dependencies outside."""
    by_function: dict[str, list[Assessment]] = defaultdict(list)
    for each in sorted(inputs.diagnosis.assessments, key=lambda each: each.rank):
        if each.dependency.function and each.axis(Axis.ULTIMATE_OWNER).is_outside:
            by_function[each.dependency.function].append(each)
    for function, members in by_function.items():
        critical = max(members, key=lambda each: each.dependency.criticality)
        yield (
            function_label(inputs.nomenclature, function),
            figure(inputs.facts, f"function.{function}.amount"),
            figure(inputs.facts, f"function.{function}.low"),
            str(inputs.facts[f"dependency.{critical.dependency.id}.criticality"]),
            _score(inputs, members, "risk", max),
            _score(inputs, members, "capacity", min),
        )


def _score(
    inputs: ReportInputs, members: Sequence[Assessment], name: str, worst: Callable[[Iterator[tuple[int, str]]], tuple[int, str]]
) -> str:
    """Bounds of the worst score among some dependencies."""
    bounds = [
        worst((getattr(getattr(each, name), bound), each.dependency.id) for each in members)[1] + f".{name}-{bound}"
        for bound in ("low", "high")
    ]
    return between(*(str(inputs.facts[f"dependency.{each}"]) for each in bounds))
