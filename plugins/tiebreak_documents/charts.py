"""The charts of money and shares. Same data, same bytes: no date, no random identifier."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Patch

from tiebreak import Breakdown, Interval, YearState
from tiebreak_documents.blocks import Figure

OUTSIDE, UNKNOWN, INSIDE = "#B3471B", "#C8CDD4", "#1F6F8B"
INK, GRID = "#22303C", "#E3E7EB"
WIDTH_INCHES = 7.0
SETTINGS: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.parse_math": False,
    "svg.hashsalt": "tiebreak",
    "hatch.linewidth": 0.6,
    "axes.edgecolor": "#8A949E",
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}
OUTSIDE_STYLE: dict[str, Any] = {"color": OUTSIDE}
UNKNOWN_STYLE: dict[str, Any] = {"facecolor": UNKNOWN, "hatch": "////", "edgecolor": "white", "linewidth": 0}
INSIDE_STYLE: dict[str, Any] = {"color": INSIDE}
MAX_BARS = 15


def headline_chart(interval: Interval, alternative: str) -> Figure:
    """One bar: outside for sure, unknown, inside for sure."""

    def draw(axes: Axes) -> None:
        low, unknown = float(interval.low) * 100, float(interval.high - interval.low) * 100
        left = 0.0
        for width, style in ((low, OUTSIDE_STYLE), (unknown, UNKNOWN_STYLE), (100 - low - unknown, INSIDE_STYLE)):
            axes.barh([0], width, left=left, height=0.6, **style)
            left += width
        axes.set(xlim=(0, 100), yticks=[], xlabel="% du montant annuel")
        _legend(axes)

    return drawn(draw, 1.25, alternative, "Part du montant selon le propriétaire ultime.")


def spend_chart(rows: Sequence[Breakdown], alternative: str) -> Figure:
    """One bar a type of expense, split by what its owners are known to be."""
    shown = list(reversed(rows[:MAX_BARS]))

    def draw(axes: Axes) -> None:
        positions = range(len(shown))
        lefts = [0.0] * len(shown)
        for share, style in ((_outside, OUTSIDE_STYLE), (_unknown, UNKNOWN_STYLE), (_inside, INSIDE_STYLE)):
            widths = [float(row.amount) / 1000 * share(row) for row in shown]
            axes.barh(positions, widths, left=lefts, height=0.68, **style)
            lefts = [left + width for left, width in zip(lefts, widths, strict=True)]
        axes.set_yticks(list(positions), [row.label for row in shown])
        axes.set_xlabel("milliers d’euros par an")
        axes.grid(axis="x", color=GRID)
        _legend(axes)

    return drawn(draw, 0.85 + 0.22 * len(shown), alternative, "Montant annuel par type de dépense.")


def published_chart(rows: Sequence[tuple[str, Decimal]], alternative: str) -> Figure:
    """One plain bar a published amount."""
    shown = list(reversed(rows))

    def draw(axes: Axes) -> None:
        axes.barh(range(len(shown)), [float(amount) / 1000 for _, amount in shown], color="#5B6B7A", height=0.68)
        axes.set_yticks(range(len(shown)), [label for label, _ in shown])
        axes.set_xlabel("milliers d’euros")
        axes.grid(axis="x", color=GRID)

    return drawn(draw, 0.6 + 0.22 * len(shown), alternative, "Montants publiés par type de dépense.")


def curve_chart(years: Sequence[YearState], today: Interval, alternative: str) -> Figure:
    """The band of the share outside, year after year, what studies could add, and the share of today if nothing is done."""

    known = [(year.year, year.outside) for year in years if year.outside is not None]
    studied = [(year.year, year.outside_if_studied) for year in years if year.outside_if_studied is not None]

    def draw(axes: Axes) -> None:
        labels = [year for year, _ in known]
        lows, highs = _percents(known, "low"), _percents(known, "high")
        axes.fill_between(
            labels, lows, highs, color=UNKNOWN, alpha=0.7, label="marge due aux propriétaires inconnus", linewidth=0
        )
        nothing = [float(today.low) * 100] * len(labels)
        axes.plot(labels, nothing, color=INK, linestyle="--", linewidth=1.2, label="si rien n’est fait, aux prix d’aujourd’hui")
        axes.plot(labels, lows, color=OUTSIDE, marker="o", label="hors de la zone, connu, si seul le chiffré est fait")
        if studied:
            label = "… si toutes les études aboutissent"
            axes.plot(
                [year for year, _ in studied], _percents(studied, "low"), color=OUTSIDE, marker="o", linestyle=":", label=label
            )
        axes.set(ylim=(0, 100), xticks=[year.year for year in years], ylabel="% du montant annuel")
        axes.grid(axis="y", color=GRID)
        axes.figure.legend(loc="outside lower center", ncols=2, frameon=False, fontsize=8)

    return drawn(draw, 2.1, alternative, "Part hors de la zone à la fin de chaque année, toutes choses égales par ailleurs.")


def drawn(draw: Callable[[Axes], None], height: float, alternative: str, caption: str) -> Figure:
    """A chart as SVG and PNG, with the look of all of them."""
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


def _legend(axes: Axes) -> None:
    handles = [
        Patch(label="hors de la zone", **OUTSIDE_STYLE),
        Patch(label="inconnu", **UNKNOWN_STYLE),
        Patch(label="dans la zone", **INSIDE_STYLE),
    ]
    axes.figure.legend(handles=handles, loc="outside upper center", ncols=3, frameon=False)


def _percents(known: Sequence[tuple[int, Interval]], bound: str) -> list[float]:
    return [float(getattr(interval, bound)) * 100 for _, interval in known]


def _outside(row: Breakdown) -> float:
    return float(row.interval.low) if row.interval is not None else 0.0


def _unknown(row: Breakdown) -> float:
    """All of a group without an interval: what it is worth is known, not who owns it."""
    return float(row.interval.high - row.interval.low) if row.interval is not None else 1.0


def _inside(row: Breakdown) -> float:
    return float(1 - row.interval.high) if row.interval is not None else 0.0
