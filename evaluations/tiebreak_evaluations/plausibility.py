"""Costs and durations against the migrations that happened: each organisation is left out, then predicted from the others.

The figures of the left-out cases are in `catalogue/migrations.yaml`; nothing here is tuned on them but what
`tiebreak_planner.estimates` says it chose this way. What no other case tells is a failure, and is shown as one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from tiebreak import FIGURES_STATUS_LABELS, Catalogue, Migration, french_number
from tiebreak_evaluations.measure import Effort, Measure
from tiebreak_knowledge.loader import load_catalogue
from tiebreak_planner.estimates import SIZE_EXPONENT, WIDTH, Expected, cost_of, duration, months_of, unit_cost

ALPHA = 0.2
"""The interval is scored as if it were to hold four times out of five."""
EXPONENTS = tuple(Decimal(each) for each in ("0", "0.1", "0.15", "0.2", "0.25", "0.35"))
TOLERANCE = 1.05
"""The smallest exponent whose score is within 5 % of the best."""
LEAST_CONTAINED = 0.5
HOW = (
    "Chaque cas est prévu à partir des seuls autres organismes. « Réel » est le milieu géométrique de ce que disent les "
    "sources. Score de Gneiting et Raftery sur les logarithmes (alpha = 0,2) : 1,1 est la largeur seule, tout ce qui "
    "dépasse dit de combien le réel est hors de l’intervalle."
)
NOBODY = "aucune prévision : aucun autre cas ne le dit"

Predict: TypeAlias = Callable[[Migration, Sequence[Migration]], Expected | None]


@dataclass(frozen=True)
class Trial:
    """One case, and what the others said of it."""

    case: Migration
    real: Decimal
    expected: Expected | None
    """`None` when no other organisation tells it, or one of its functions."""

    @property
    def holds(self) -> bool:
        """Whether the real figure is between the bounds."""
        return self.expected is not None and self.expected.low <= self.real <= self.expected.high

    @property
    def score(self) -> float | None:
        """Interval score of the logarithms: width, and ten times the distance to a figure that is outside."""
        if self.expected is None:
            return None
        return interval_score(float(self.expected.low), float(self.expected.high), float(self.real))


def interval_score(low: float, high: float, real: float, alpha: float = ALPHA) -> float:
    """Score of Gneiting and Raftery (2007, section 6.2) on logarithms; the smaller the better.

    >>> round(interval_score(50, 150, 100), 2), round(interval_score(50, 150, 300), 2)
    (1.1, 8.03)
    """
    bottom, top, seen = math.log(low), math.log(high), math.log(real)
    return top - bottom + 2 / alpha * (max(0.0, bottom - seen) + max(0.0, seen - top))


def left_out(migrations: Iterable[Migration], figure: Callable[[Migration], Decimal | None], predict: Predict) -> list[Trial]:
    """Each case that has the figure, predicted from all the organisations but its own."""
    every = tuple(migrations)
    trials = []
    for case in every:
        if (real := figure(case)) is not None:
            expected = predict(case, [each for each in every if each.organisation != case.organisation])
            trials.append(Trial(case, real, expected if expected is not None and not expected.missing else None))
    return trials


def cost_trials(migrations: Iterable[Migration]) -> list[Trial]:
    """Costs for each unit that moved."""
    return left_out(migrations, cost_of, lambda case, others: unit_cost(case.functions, others))


def duration_trials(migrations: Iterable[Migration], exponent: Decimal = SIZE_EXPONENT) -> list[Trial]:
    """Durations at the size of the case."""
    return left_out(migrations, months_of, lambda case, others: duration(case.functions, others, case.units, exponent=exponent))


def mean_score(trials: Iterable[Trial]) -> float:
    """Mean of those that were predicted; those that were not are counted apart."""
    scores = [score for trial in trials if (score := trial.score) is not None]
    return sum(scores) / len(scores)


def plausibility(_effort: Effort) -> list[Measure]:
    """How often the intervals of cost and duration hold, and how wide they are."""
    migrations = _migrations()
    costs, durations = cost_trials(migrations), duration_trials(migrations)
    return [
        _contained("Coûts par unité dans leur intervalle, chaque organisme laissé de côté", costs),
        _contained("Durées dans leur intervalle, chaque organisme laissé de côté", durations),
        _width([*costs, *durations]),
        _against_one_figure("Coûts : score d’intervalle", costs, left_out(migrations, cost_of, _any_cost)),
        _against_one_figure("Durées : score d’intervalle", durations, left_out(migrations, months_of, _any_duration)),
        _exponent(migrations),
    ]


def plausibility_tables() -> str:
    """Every case with what the others said of it, in Markdown; the failures too."""
    migrations = _migrations()
    lines = [
        "## Plausibilité : les migrations documentées",
        "",
        HOW,
    ]
    for title, unit, trials in (
        ("Coût par unité", "€", cost_trials(migrations)),
        ("Durée", "mois", duration_trials(migrations)),
    ):
        lines += ["", f"| {title} | Chiffres | Prévu | Réel | Dans l’intervalle | Score |", "|---|---|---|---|---|---|"]
        lines += [_row(trial, unit) for trial in trials]
    return "\n".join(lines) + "\n"


def _migrations() -> tuple[Migration, ...]:
    return Catalogue([load_catalogue()]).migrations


def _row(trial: Trial, unit: str) -> str:
    status, real = FIGURES_STATUS_LABELS[trial.case.status], f"{french_number(trial.real)} {unit}"
    if trial.expected is None or trial.score is None:
        return f"| {trial.case.label} | {status} | {NOBODY} | {real} | **non** | – |"
    expected = f"{french_number(trial.expected.low)} à {french_number(trial.expected.high)} {unit}"
    score = french_number(Decimal(trial.score), 1)
    return f"| {trial.case.label} | {status} | {expected} | {real} | {'oui' if trial.holds else '**non**'} | {score} |"


def _contained(name: str, trials: Sequence[Trial]) -> Measure:
    predicted = [trial for trial in trials if trial.expected is not None]
    held = sum(trial.holds for trial in predicted)
    return Measure(
        name,
        f"{held} sur {len(predicted)}",
        f"≥ {LEAST_CONTAINED:.0%}".replace("%", " %"),
        is_met=held >= LEAST_CONTAINED * len(predicted),
        reason=f"{len(trials) - len(predicted)} sans prévision, faute d’un autre cas ; les échecs sont dans la table plus bas",
    )


def _width(trials: Iterable[Trial]) -> Measure:
    widest = max(trial.expected.high / trial.expected.low for trial in trials if trial.expected is not None)
    return Measure("Largeur des intervalles", f"× {_two(float(widest))} au plus", f"≤ × {WIDTH}", is_met=widest <= WIDTH)


def _against_one_figure(name: str, trials: Sequence[Trial], reference: Sequence[Trial]) -> Measure:
    """Against the same width around one figure for all functions, on the cases that both predict."""
    both = [(ours, theirs) for ours, theirs in zip(trials, reference, strict=True) if ours.expected and theirs.expected]
    ours, theirs = mean_score(ours for ours, _ in both), mean_score(theirs for _, theirs in both)
    reason = "référence : le milieu de tous les autres cas, quelles que soient leurs fonctions, même taille, même largeur"
    return Measure(name, _two(ours), f"≤ {_two(theirs)}", is_met=ours <= theirs, reason=reason)


def _any_cost(case: Migration, others: Sequence[Migration]) -> Expected | None:
    return unit_cost(case.functions, [each.model_copy(update={"functions": case.functions}) for each in others])


def _any_duration(case: Migration, others: Sequence[Migration]) -> Expected | None:
    return duration(case.functions, [each.model_copy(update={"functions": case.functions}) for each in others], case.units)


def _exponent(migrations: Sequence[Migration]) -> Measure:
    scores = {exponent: mean_score(duration_trials(migrations, exponent)) for exponent in EXPONENTS}
    chosen = next(exponent for exponent, score in scores.items() if score <= TOLERANCE * min(scores.values()))
    told = " ; ".join(f"{_written(exponent)} : {_two(score)}" for exponent, score in scores.items())
    return Measure(
        "Exposant de la taille dans les durées",
        _written(SIZE_EXPONENT),
        _written(chosen),
        is_met=chosen == SIZE_EXPONENT,
        reason=f"le plus petit dont le score est à 5 % du meilleur ; {told}",
    )


def _two(figure: float) -> str:
    return french_number(Decimal(figure), 2)


def _written(exponent: Decimal) -> str:
    return str(exponent).replace(".", ",")
