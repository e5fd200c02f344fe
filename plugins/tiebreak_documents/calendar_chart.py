"""The calendar of the plan: one bar a row of the table of actions, its need written whole, its phases told apart in black and white."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from textwrap import wrap
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from tiebreak import Action, ActionKind
from tiebreak_documents.blocks import Figure
from tiebreak_documents.charts import GRID, INK, INSIDE, drawn

MAX_BARS = 16
"""More would not fit on a page when every need is long; the table holds them all."""
LABEL_WIDTH = 44
LINE_INCHES, BAR_INCHES, AROUND_INCHES = 0.13, 0.21, 0.7


class Stretch(StrEnum):
    """What a part of a bar shows, in the order of the legend."""

    PILOT = "pilote"
    WORK = "déploiement"
    STUDY = "étude, puis sortie si elle aboutit"
    IDENTIFY = "identification"
    WAIT = "attente de la fin du contrat"


STYLES: dict[Stretch, dict[str, Any]] = {
    Stretch.PILOT: {"facecolor": "#B9D6DF", "edgecolor": INSIDE, "linewidth": 0.8},
    Stretch.WORK: {"facecolor": INSIDE, "edgecolor": INSIDE, "linewidth": 0.8},
    Stretch.STUDY: {"facecolor": "#E0A030", "edgecolor": "#8A5E10", "linewidth": 0.8, "hatch": "..."},
    Stretch.IDENTIFY: {"facecolor": "#5B6B7A", "edgecolor": "#5B6B7A", "linewidth": 0.8},
    Stretch.WAIT: {"facecolor": "white", "edgecolor": INK, "linewidth": 0.8, "hatch": "/////"},
}
OF_KIND = {ActionKind.MIGRATE: Stretch.WORK, ActionKind.STUDY: Stretch.STUDY, ActionKind.IDENTIFY: Stretch.IDENTIFY}
OF_WORD = {"pilote": Stretch.PILOT, "attente": Stretch.WAIT}
"""First words of the phases that are not simply the work."""


def calendar_chart(actions: Sequence[tuple[str, Action]], alternative: str, caption: str) -> Figure:
    """The first actions, from top to bottom, with the label given to each."""
    shown = [("\n".join(wrap(label, LABEL_WIDTH)), action) for label, action in actions[:MAX_BARS]]
    heights = [max(BAR_INCHES, LINE_INCHES * (label.count("\n") + 1) + 0.05) for label, _ in shown]
    middles = [sum(heights[:index]) + height / 2 for index, height in enumerate(heights)]
    met = {stretch for _, action in shown for stretch, _, _ in _stretches(action)}

    def draw(axes: Axes) -> None:
        for middle, (_, action) in zip(middles, shown, strict=True):
            for stretch, first, after in _stretches(action):
                start, end = _year_of(first), _year_of(after)
                axes.barh(middle, end - start, left=start, height=0.6 * BAR_INCHES, **STYLES[stretch])
        axes.set_yticks(middles, [label for label, _ in shown], fontsize=8)
        axes.set_ylim(sum(heights), 0)
        years = range(min(action.start for _, action in shown).year, max(action.end for _, action in shown).year + 2)
        axes.set_xticks(list(years), [str(year) for year in years])
        axes.grid(axis="x", color=GRID)
        handles = [Patch(label=stretch.value, **STYLES[stretch]) for stretch in Stretch if stretch in met]
        axes.figure.legend(handles=handles, loc="outside lower center", ncols=4, frameon=False, fontsize=8)

    return drawn(draw, AROUND_INCHES + sum(heights), alternative, caption)


def _stretches(action: Action) -> Iterator[tuple[Stretch, date, date]]:
    """The parts of a bar, each with its first day and the day after its last; the whole action when it has no phases."""
    if not action.phases:
        yield OF_KIND[action.kind], action.start, action.end + timedelta(days=1)
    for phase in action.phases:
        stretch = OF_WORD.get(phase.label.split()[0], OF_KIND[action.kind])
        yield stretch, phase.first, phase.last + timedelta(days=1)


def _year_of(day: date) -> float:
    """A day as a decimal year, for an axis of years."""
    return day.year + (day.timetuple().tm_yday - 1) / 366
