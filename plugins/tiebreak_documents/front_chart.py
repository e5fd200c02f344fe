"""The chart of what plans cost against the dependence that they avoid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from tiebreak_documents.blocks import Figure
from tiebreak_documents.charts import GRID, INK, INSIDE, drawn

CHOSEN: dict[str, Any] = {"marker": "D", "color": INK, "markersize": 9, "linestyle": "none"}
NAMED: dict[str, Any] = {"marker": "o", "color": INSIDE, "markersize": 7, "linestyle": "none"}
OTHER: dict[str, Any] = {"marker": "o", "markerfacecolor": "white", "color": "#8A949E", "markersize": 5, "linestyle": "none"}
BOUNDS: dict[str, Any] = {"color": "#8A949E", "linewidth": 1.2}
CLOSE = 0.22
"""Labels nearer than that, as a share of the width, are put one above and one below their points."""


@dataclass(frozen=True)
class Spot:
    """One plan on the chart."""

    name: str | None
    low: float
    cost: float
    high: float
    """Thousands of euros."""
    avoided: float
    """Per cent of what the most determined plan avoids."""
    is_chosen: bool


def front_chart(spots: Sequence[Spot], alternative: str, caption: str) -> Figure:
    """The plans from the cheapest to the most determined; those that have a name say it."""

    def draw(axes: Axes) -> None:
        axes.plot([each.cost for each in spots], [each.avoided for each in spots], color="#8A949E", linewidth=1, zorder=1)
        for each in spots:
            style = CHOSEN if each.is_chosen else NAMED if each.name else OTHER
            axes.plot([each.cost], [each.avoided], zorder=3, **style)
            if each.name:
                axes.plot([each.low, each.high], [each.avoided, each.avoided], zorder=2, **BOUNDS)
        named = [each for each in spots if each.name]
        widest = max(each.high for each in named) or 1.0
        for index, each in enumerate(named):
            is_below = index % 2 == 0 and index + 1 < len(named) and named[index + 1].cost - each.cost < CLOSE * widest
            axes.annotate(
                each.name or "",
                (each.cost, each.avoided),
                xytext=(0, -9 if is_below else 9),
                textcoords="offset points",
                ha=_side(each.cost / widest),
                va="top" if is_below else "bottom",
                fontsize=9,
                fontweight="bold" if each.is_chosen else "normal",
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
            )
        axes.set(xlim=(-0.02 * widest, 1.03 * widest), ylim=(0, 122), yticks=(0, 50, 100))
        axes.set_xlabel("coûts connus, milliers d’euros")
        axes.set_ylabel("% évités")
        axes.grid(axis="y", color=GRID)
        axes.figure.legend(handles=_legend(spots), loc="outside lower center", ncols=4, frameon=False, fontsize=8)

    return drawn(draw, 2.1, alternative, caption)


def _side(place: float) -> str:
    if place < CLOSE:
        return "left"
    return "right" if place > 1 - CLOSE else "center"


def _legend(spots: Sequence[Spot]) -> list[Line2D]:
    handles = [Line2D([], [], label="trajectoire retenue", **CHOSEN)]
    if any(each.name and not each.is_chosen for each in spots):
        handles.append(Line2D([], [], label="autre trajectoire", **NAMED))
    if any(not each.name for each in spots):
        handles.append(Line2D([], [], label="autre plan possible", **OTHER))
    return [*handles, Line2D([], [], label="bornes du coût", **BOUNDS)]
