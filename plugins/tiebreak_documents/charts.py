"""The four charts of the documents. Same data, same bytes: no date, no random identifier."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Patch

from tiebreak import Action, Breakdown, Interval, YearState
from tiebreak_documents.blocks import Figure

OUTSIDE, UNKNOWN, INSIDE = "#B3471B", "#C8CDD4", "#1F6F8B"
INK, GRID = "#22303C", "#E3E7EB"
WIDTH_INCHES = 7.0
SETTINGS: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "svg.hashsalt": "tiebreak",
    "hatch.linewidth": 0.6,
    "axes.edgecolor": "#8A949E",
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}
MAX_BARS = 15


def headline_chart(interval: Interval, alternative: str) -> Figure:
    """One bar: outside for sure, unknown, inside for sure."""

    def draw(axes: Axes) -> None:
        low, unknown = float(interval.low) * 100, float(interval.high - interval.low) * 100
        _stack(axes, [0], [(low, OUTSIDE, ""), (unknown, UNKNOWN, "////"), (100 - low - unknown, INSIDE, "")])
        axes.set(xlim=(0, 100), yticks=[], xlabel="% du montant annuel")
        _legend(axes)

    return _figure(draw, 1.25, alternative, "Part du montant selon le propriétaire ultime.")


def spend_chart(rows: Sequence[Breakdown], alternative: str) -> Figure:
    """One bar a type of expense, split by what its owners are known to be."""
    shown = list(reversed(rows[:MAX_BARS]))

    def draw(axes: Axes) -> None:
        amounts = [float(row.amount) / 1000 for row in shown]
        lows = [_bound(row, "low") * amount for row, amount in zip(shown, amounts, strict=True)]
        highs = [_bound(row, "high") * amount for row, amount in zip(shown, amounts, strict=True)]
        positions = range(len(shown))
        axes.barh(positions, lows, color=OUTSIDE, height=0.68)
        unknown = [high - low for high, low in zip(highs, lows, strict=True)]
        axes.barh(positions, unknown, left=lows, color=UNKNOWN, hatch="////", edgecolor="white", linewidth=0, height=0.68)
        inside = [amount - high for amount, high in zip(amounts, highs, strict=True)]
        axes.barh(positions, inside, left=highs, color=INSIDE, height=0.68)
        axes.set_yticks(list(positions), [row.label for row in shown])
        axes.set_xlabel("milliers d’euros par an")
        axes.grid(axis="x", color=GRID)
        _legend(axes)

    return _figure(draw, 0.9 + 0.27 * len(shown), alternative, "Montant annuel par type de dépense.")


def published_chart(rows: Sequence[tuple[str, Decimal]], alternative: str) -> Figure:
    """One plain bar a published amount."""
    shown = list(reversed(rows))

    def draw(axes: Axes) -> None:
        axes.barh(range(len(shown)), [float(amount) / 1000 for _, amount in shown], color="#5B6B7A", height=0.68)
        axes.set_yticks(range(len(shown)), [label for label, _ in shown])
        axes.set_xlabel("milliers d’euros")
        axes.grid(axis="x", color=GRID)

    return _figure(draw, 0.6 + 0.22 * len(shown), alternative, "Montants publiés par type de dépense.")


def curve_chart(years: Sequence[YearState], alternative: str) -> Figure:
    """The band of the share outside, year after year, and what studies could add."""

    def draw(axes: Axes) -> None:
        labels = [year.year for year in years]
        lows = [float(year.outside.low) * 100 for year in years if year.outside]
        highs = [float(year.outside.high) * 100 for year in years if year.outside]
        studied = [float(year.outside_if_studied.low) * 100 for year in years if year.outside_if_studied]
        axes.fill_between(
            labels, lows, highs, color=UNKNOWN, alpha=0.7, label="marge due aux propriétaires inconnus", linewidth=0
        )
        axes.plot(labels, lows, color=OUTSIDE, marker="o", label="hors de la zone, connu")
        axes.plot(labels, studied, color=OUTSIDE, marker="o", linestyle=":", label="… si toutes les études aboutissent")
        axes.set(ylim=(0, 100), xticks=labels, ylabel="% du montant annuel")
        axes.grid(axis="y", color=GRID)
        axes.figure.legend(loc="outside lower center", ncols=3, frameon=False, fontsize=8)

    return _figure(draw, 2.15, alternative, "Part hors de la zone à la fin de chaque année, toutes choses égales par ailleurs.")


def gantt_chart(actions: Sequence[tuple[str, Action, str]], alternative: str) -> Figure:
    """One bar an action: label, action and the name of its kind."""
    kinds = dict.fromkeys(kind for _, _, kind in actions)
    colours = dict(zip(kinds, (INSIDE, "#E0A030", "#5B6B7A"), strict=False))
    shown = list(reversed(actions))

    def draw(axes: Axes) -> None:
        for position, (_, action, kind) in enumerate(shown):
            start, end = _year_of(action.start), _year_of(action.end)
            axes.barh(position, end - start, left=start, color=colours[kind], height=0.62)
        axes.set_yticks(range(len(shown)), [label for label, _, _ in shown])
        years = range(min(action.start for _, action, _ in actions).year, max(action.end for _, action, _ in actions).year + 2)
        axes.set_xticks(list(years), [str(year) for year in years])
        axes.grid(axis="x", color=GRID)
        handles = [Patch(color=colour, label=name) for name, colour in colours.items()]
        axes.figure.legend(handles=handles, loc="outside lower center", ncols=3, frameon=False, fontsize=8)

    return _figure(draw, 0.7 + 0.25 * len(shown), alternative, "Calendrier des actions.")


def _figure(draw: Callable[[Axes], None], height: float, alternative: str, caption: str) -> Figure:
    with mpl.rc_context(SETTINGS):
        canvas = Canvas(figsize=(WIDTH_INCHES, height), layout="constrained")
        axes = canvas.add_subplot()
        axes.spines[["top", "right"]].set_visible(False)
        axes.set_axisbelow(True)
        draw(axes)
        svg, png = io.BytesIO(), io.BytesIO()
        canvas.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        canvas.savefig(png, format="png", dpi=200, metadata={"Software": None})
    text = svg.getvalue().decode("utf-8")
    return Figure(svg=text[text.index("<svg") :], png=png.getvalue(), alternative=alternative, caption=caption)


def _stack(axes: Axes, positions: Sequence[int], parts: Sequence[tuple[float, str, str]]) -> None:
    left = 0.0
    for width, colour, hatch in parts:
        axes.barh(positions, width, left=left, color=colour, hatch=hatch, edgecolor="white", linewidth=0, height=0.6)
        left += width


def _legend(axes: Axes) -> None:
    handles = [
        Patch(facecolor=OUTSIDE, label="hors de la zone"),
        Patch(facecolor=UNKNOWN, hatch="////", edgecolor="white", linewidth=0, label="inconnu"),
        Patch(facecolor=INSIDE, label="dans la zone"),
    ]
    axes.figure.legend(handles=handles, loc="outside upper center", ncols=3, frameon=False)


def _bound(row: Breakdown, bound: str) -> float:
    return float(getattr(row.interval, bound)) if row.interval is not None else 0.0


def _year_of(day: date) -> float:
    """A day as a decimal year, for an axis of years."""
    return day.year + (day.timetuple().tm_yday - 1) / 366
