"""Speed of recognition: a year of lines with many distinct pairs, as a ratio to rapidfuzz comparing every pair to every name."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

from rapidfuzz import fuzz, process

from tiebreak import Catalogue, CatalogueEntries, Recogniser, normalise
from tiebreak_evaluations.labelled_lines import labelled_lines
from tiebreak_evaluations.measure import Effort, Measure
from tiebreak_knowledge.loader import load_catalogue

SPEED_TARGET = 0.2
LINES_PER_PAIR = 20
GROWTH_IN_LINES_TARGET = 1.3
GROWTH_IN_NAMES_TARGET = 2
"""Most that four times as many names may cost: less than four is sub-linear."""
COMPARED_PAIRS = 4_000
"""The brute force is timed on so many pairs and counted for all: each pair costs the same."""
SLICE = 250
CITIES = ("LYON", "NANTES", "BREST", "AGEN", "METZ", "PAU", "DAX")

Pair = tuple[str, str]


def recognition_speed(effort: Effort) -> list[Measure]:
    """Lines with one distinct pair for twenty, against `cdist` on the pairs; growth with lines and with names."""
    rng = random.Random(effort.seed)  # noqa: S311 - not a secret
    entries = load_catalogue()
    catalogue = Catalogue([entries])
    pairs = _pairs(effort.rows // 4, rng)
    lines = [pairs[rng.randrange(len(pairs))] for _ in range(len(pairs) * LINES_PER_PAIR)]
    ours = _cpu(lambda: _recognise(catalogue, lines))
    half = _cpu(lambda: _recognise(catalogue, lines[: len(lines) // 2])) * 2
    names = sorted({normalise(name) for entry in catalogue.entries for name in (entry.name, *entry.aliases)})
    few = _quarter(entries)
    by_names = _cpu(lambda: _recognise(catalogue, pairs)) / _cpu(lambda: _recognise(few, pairs))
    measures = [
        _against(scorer, _brute_force(pairs, names, scorer), ours, f"{len(lines)} lignes, {len(pairs)} paires, {len(names)} noms")
        for scorer in (fuzz.WRatio, fuzz.token_set_ratio, fuzz.ratio)
    ]
    return [
        *measures,
        Measure(
            "Reconnaissance : croissance avec les lignes",
            f"{ours / half:.2f} ×",
            f"≤ {GROWTH_IN_LINES_TARGET} ×",
            is_met=ours / half <= GROWTH_IN_LINES_TARGET,
            reason="temps de processeur par ligne, référence : la moitié des lignes",
            is_timed=True,
        ),
        Measure(
            "Reconnaissance : croissance avec les noms",
            f"{by_names:.2f} ×",
            f"≤ {GROWTH_IN_NAMES_TARGET} ×",
            is_met=by_names <= GROWTH_IN_NAMES_TARGET,
            reason="mêmes paires, catalogue entier ; référence : un quart de ses entrées",
            is_timed=True,
        ),
    ]


def _against(scorer: Callable[..., float], brute: float, ours: float, what: str) -> Measure:
    """Our time against one brute force. Only scorers that find a name within a line can recognise it, and have a target."""
    ratio, name = ours / brute, getattr(scorer, "__name__", "")
    can_recognise = scorer is not fuzz.ratio
    return Measure(
        f"Reconnaissance, contre cdist ({name})",
        f"{ratio:.2f} ×",
        f"≤ {SPEED_TARGET} ×" if can_recognise else "mesuré",
        is_met=ratio <= SPEED_TARGET or not can_recognise,
        reason=f"{what} en {ours:.1f} s de processeur ; référence : {brute:.1f} s"
        + ("" if can_recognise else " ; compare la ligne entière à un nom, donc n’en reconnaît presque aucune"),
        is_timed=True,
    )


def _pairs(count: int, rng: random.Random) -> list[Pair]:
    """Distinct pairs of supplier and label: the labelled lines with other numbers, towns and neighbours."""
    lines = labelled_lines()
    pairs: set[Pair] = set()
    while len(pairs) < count:
        one, other = rng.choice(lines), rng.choice(lines)
        label = (one if rng.random() < 0.7 else other).label
        town = f" {rng.choice(CITIES)}" if rng.random() < 0.3 else ""
        pairs.add((f"{one.supplier or ''}{town}", f"{label} {rng.randint(1, 99_999)}"))
    return sorted(pairs)


def _recognise(catalogue: Catalogue, lines: Sequence[Pair]) -> None:
    recogniser = Recogniser(catalogue)
    for supplier, label in lines:
        recogniser.recognise(supplier or None, label)


def _brute_force(pairs: Sequence[Pair], names: Sequence[str], scorer: Callable[..., float]) -> float:
    texts = [normalise(f"{supplier} {label}") for supplier, label in pairs[:: max(1, len(pairs) // COMPARED_PAIRS)]]

    def compare() -> None:
        for start in range(0, len(texts), SLICE):
            process.cdist(texts[start : start + SLICE], names, scorer=scorer)

    return _cpu(compare) * len(pairs) / len(texts)


def _quarter(entries: CatalogueEntries) -> Catalogue:
    """One supplier out of four, with what it edits."""
    kept = entries.suppliers[::4]
    identifiers = {supplier.id for supplier in kept}
    solutions = tuple(solution for solution in entries.solutions if solution.supplier in identifiers)
    return Catalogue([entries.model_copy(update={"suppliers": kept, "solutions": solutions})])


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
