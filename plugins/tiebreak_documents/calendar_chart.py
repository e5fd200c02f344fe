"""The calendar of the plan: one bar a row of the table of actions, its need written whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from tiebreak import ACTION_KIND_LABELS, Action, ActionKind
from tiebreak_documents.blocks import Figure
from tiebreak_documents.charts import GRID, INSIDE, drawn

MAX_BARS = 16
"""More would not fit on a page when every need is long; the table holds them all."""
LABEL_WIDTH = 44
COLOURS = {ActionKind.MIGRATE: INSIDE, ActionKind.STUDY: "#E0A030", ActionKind.IDENTIFY: "#5B6B7A"}
LINE_INCHES, BAR_INCHES, AROUND_INCHES = 0.15, 0.24, 0.75


def calendar_chart(actions: Sequence[tuple[str, Action]], alternative: str, caption: str) -> Figure:
    """The first actions, from top to bottom, with the label given to each."""
    shown = [("\n".join(wrap(label, LABEL_WIDTH)), action) for label, action in actions[:MAX_BARS]]
    heights = [max(BAR_INCHES, LINE_INCHES * (label.count("\n") + 1) + 0.06) for label, _ in shown]
    middles = [sum(heights[:index]) + height / 2 for index, height in enumerate(heights)]

    def draw(axes: Axes) -> None:
        for middle, (_, action) in zip(middles, shown, strict=True):
            start, end = _year_of(action.start), _year_of(action.end)
            axes.barh(middle, end - start, left=start, color=COLOURS[action.kind], height=0.6 * BAR_INCHES)
        axes.set_yticks(middles, [label for label, _ in shown], fontsize=8)
        axes.set_ylim(sum(heights), 0)
        years = range(min(action.start for _, action in shown).year, max(action.end for _, action in shown).year + 2)
        axes.set_xticks(list(years), [str(year) for year in years])
        axes.grid(axis="x", color=GRID)
        kinds = {action.kind for _, action in shown}
        handles = [Patch(color=colour, label=ACTION_KIND_LABELS[kind]) for kind, colour in COLOURS.items() if kind in kinds]
        axes.figure.legend(handles=handles, loc="outside lower center", ncols=3, frameon=False, fontsize=8)

    return drawn(draw, AROUND_INCHES + sum(heights), alternative, caption)


def _year_of(day: date) -> float:
    """A day as a decimal year, for an axis of years."""
    return day.year + (day.timetuple().tm_yday - 1) / 366
