"""What an evaluation gives back: a value, its target, and the reason when it misses it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One figure of one evaluation."""

    name: str
    value: str
    target: str
    is_met: bool
    reason: str = ""
    """How it was measured, or why it was missed."""
    is_timed: bool = False
    """True for a speed, which a busy machine may miss: it fails a full run, never the replayed sample."""


@dataclass(frozen=True)
class Effort:
    """How much work an evaluation may do."""

    seed: int
    tables: int
    """Random tables for the account of rows."""
    repeats: int
    """Repetitions for determinism and speed."""
    rows: int
    """Rows of the large table."""


SAMPLE = Effort(seed=20261122, tables=25, repeats=3, rows=5_000)
FULL = Effort(seed=20261122, tables=2_000, repeats=15, rows=200_000)
