"""The stretches of an action: pilot, roll-out, and the wait for the end of a contract."""

from __future__ import annotations

from tiebreak import Phase, plus_months
from tiebreak_planner.assumptions import Pilot
from tiebreak_planner.calendar import ONE_DAY
from tiebreak_planner.ways import QUARTER_MONTHS, Way, has_pilot

PILOT, ROLL_OUT, WORK, WAIT = "pilote", "déploiement", "projet", "attente de la fin du contrat"
WAIT_WINDOW = "attente de la fin d’une période sans bascule"
STUDY = "étude, puis sortie si elle aboutit"


def phases_of(way: Way, pilot: Pilot) -> tuple[Phase, ...]:
    """In order, from the first day of the project to the last of the former product."""
    found = []
    if way.option.cost is None:
        found.append(Phase(label=STUDY, first=way.start, last=way.days.done - ONE_DAY))
    elif has_pilot(way.option, pilot):
        piloted = plus_months(way.start, QUARTER_MONTHS)
        found.append(Phase(label=PILOT, first=way.start, last=piloted - ONE_DAY))
        found.append(Phase(label=ROLL_OUT, first=piloted, last=way.days.done - ONE_DAY))
    else:
        found.append(Phase(label=WORK, first=way.start, last=way.days.done - ONE_DAY))
    if way.exit > way.days.done:
        label = WAIT if way.move.dependency.contract_end is not None else WAIT_WINDOW
        found.append(Phase(label=label, first=way.days.done, last=way.exit - ONE_DAY))
    return tuple(found)
