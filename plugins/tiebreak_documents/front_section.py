"""What each trajectory costs and avoids: the choice between them belongs to the council."""

from __future__ import annotations

from collections.abc import Iterator

from tiebreak import AMBITION_LABELS, Ambition, FactRegister, FrontPoint, ReportInputs, Trajectory
from tiebreak_documents.blocks import Block, Callout, Heading, Paragraph, Table
from tiebreak_documents.front_chart import Spot, front_chart
from tiebreak_documents.plain import is_small
from tiebreak_documents.words import ABSENT, between, share_range

CHOSEN = "retenue"


def has_choice(inputs: ReportInputs, trajectory: Trajectory) -> bool:
    """Whether there are trajectories to choose between, and somebody to read a chart of them."""
    return len(named_points(trajectory)) > 1 and not is_small(inputs)


def named_points(trajectory: Trajectory) -> tuple[tuple[int, FrontPoint, str], ...]:
    """The trajectories that have a name, with their number on the register; two of the same plan are one."""
    return tuple(
        (index, point, AMBITION_LABELS[point.ambition])
        for index, point in enumerate(trajectory.front, start=1)
        if point.ambition is not None
    )


def front_section(inputs: ReportInputs, trajectory: Trajectory) -> Iterator[Block]:
    """The chart, how to read it, what it does not count, and the table of the named trajectories."""
    if not has_choice(inputs, trajectory):
        return
    yield Heading("Ce que chaque euro achète")
    yield Paragraph(
        "Chaque point est un plan possible : plus à droite, il coûte plus cher ; plus haut, il évite plus de dépendance (montant × "
        "risque × durée : une mesure de progrès, pas de l’argent). 100 % est ce qu’évite le plan le plus déterminé."
    )
    names = ", ".join(_avoided(inputs, index, name) for index, _, name in named_points(trajectory))
    yield front_chart(
        [_spot(inputs, index, point) for index, point in enumerate(trajectory.front, start=1)],
        f"Dépendance évitée selon les coûts connus : {names}. Les mêmes chiffres sont dans le tableau qui suit.",
        "Coûts connus de chaque plan et dépendance qu’il évite.",
    )
    yield _table(inputs, trajectory)
    if any(point.study_count for _, point, _ in named_points(trajectory)):
        yield Callout(
            "À savoir avant de choisir : la dépendance évitée compte les études comme si toutes aboutissaient, et leur coût n’est "
            "pas encore connu. Il s’ajoutera à ces montants."
        )
    if len(named_points(trajectory)) < len(Ambition):
        yield Paragraph("Deux trajectoires qui mènent au même plan n’en font qu’une ici.")


def _avoided(inputs: ReportInputs, index: int, name: str) -> str:
    return f"{name} {inputs.facts[f'plan.front-{index}.avoided']}"


def _spot(inputs: ReportInputs, index: int, point: FrontPoint) -> Spot:
    name = AMBITION_LABELS[point.ambition] if point.ambition is not None else None
    return Spot(
        name=f"{name} ({CHOSEN})" if name and point.is_chosen else name,
        low=float(point.cost.low) / 1000,
        cost=float(point.cost.point) / 1000,
        high=float(point.cost.high) / 1000,
        avoided=float(inputs.facts[f"plan.front-{index}.avoided"].value or 0) * 100,
        is_chosen=point.is_chosen,
    )


def _table(inputs: ReportInputs, trajectory: Trajectory) -> Table:
    last = trajectory.years[-1].year if trajectory.years else None
    has_shares = inputs.diagnosis.is_of_spending and last is not None
    shares = (f"Hors zone fin {last}, chiffré seul", "Si les études aboutissent") if has_shares else ()
    rows = []
    for index, point, name in named_points(trajectory):
        facts, prefix = inputs.facts, f"plan.front-{index}"
        named = f"{name} ({CHOSEN})" if point.is_chosen else name
        cost = between(str(facts[f"{prefix}.cost.low"]), str(facts[f"{prefix}.cost.high"]))
        counts = f"{facts[f'{prefix}.migration-count']} et {facts[f'{prefix}.study-count']}"
        left = tuple(_share(facts, f"{prefix}.{each}") for each in ("outside", "studied")) if has_shares else ()
        rows.append((named, cost, str(facts[f"{prefix}.avoided"]), counts, *left))
    return Table(
        caption="Les trajectoires ; coûts ponctuels connus et contrats payés deux fois, entre deux bornes",
        header=("Trajectoire", "Coûts connus", "Dépendance évitée", "Migrations et études", *shares),
        rows=tuple(rows),
        numeric=frozenset({2, 3}),
        widths=(0.19, 0.205, 0.135, 0.12, 0.175, 0.175) if has_shares else (0.3, 0.3, 0.2, 0.2),
    )


def _share(facts: FactRegister, prefix: str) -> str:
    return share_range(facts, prefix) if f"{prefix}.low" in facts else ABSENT
