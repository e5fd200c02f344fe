"""Demands that cannot hold together, before the plan that leaves some of them out."""

from __future__ import annotations

from collections.abc import Iterator

from tiebreak import Conflict, Trajectory
from tiebreak_documents.blocks import Block, Bullets, Callout, Paragraph, Tone


def conflicts_section(trajectory: Trajectory) -> Iterator[Block]:
    """One warning a conflict, and what would let everything hold."""
    for conflict in trajectory.conflicts:
        yield Callout(f"{_impossible(conflict)} {_left_out(trajectory)}", Tone.WARNING)
        yield Paragraph("Pour que tout tienne, au choix :" if len(conflict.remedies) > 1 else "Pour que tout tienne :")
        yield Bullets(conflict.remedies)


def _impossible(conflict: Conflict) -> str:
    demands = " ; ".join(conflict.demands)
    if len(conflict.demands) == 1:
        return f"Cette demande ne peut pas tenir : {demands}."
    return f"Ces demandes ne peuvent pas tenir ensemble : {demands}."


def _left_out(trajectory: Trajectory) -> str:
    """What the plan does without: deadlines and the target give way, limits never do."""
    constraints = trajectory.constraints
    if constraints.target is None:
        return "Le plan ci-dessous est le meilleur trouvé sans les échéances en cause ; il tient les limites."
    if not constraints.deadlines:
        return "Le plan ci-dessous est le meilleur trouvé sans cette cible ; il s’en approche le plus possible."
    return "Le plan ci-dessous est le meilleur trouvé sans les échéances ou la cible en cause ; il tient les limites."
