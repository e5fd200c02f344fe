"""The planner's own assumptions, from `planning.toml`; explained in `docs/methode.md`, section 7."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from tiebreak import Authority


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ProjectsAtOnce(_Part):
    """How many projects are led together, by number of workstations."""

    unknown: int
    steps: tuple[tuple[int, int], ...]


class Pilot(_Part):
    """From which size a project begins with a pilot, and on which share of its units."""

    from_units: int
    share: Decimal


class Staff(_Part):
    """Working days of a project, derived from its cost."""

    internal_share: Decimal
    day_cost_eur: Decimal
    least_days: Decimal
    study_days: Decimal


class Small(_Part):
    """What is a small commune, and what it can do."""

    inhabitants: int
    max_actions: int


class Assumptions(_Part):
    """All that the planner assumes where nobody says better."""

    preparation_months: int
    unknown_months: int
    tail_years: int
    nominal_amount_eur: Decimal
    longest_wait_quarters: int
    longest_paid_twice_months: int
    projects_at_once: ProjectsAtOnce
    pilot: Pilot
    staff: Staff
    small: Small

    def most_projects(self, workstations: int | None) -> int:
        """Projects led together by an authority of that many workstations."""
        if workstations is None:
            return self.projects_at_once.unknown
        return max((most for size, most in self.projects_at_once.steps if workstations >= size), default=1)

    def is_small(self, authority: Authority) -> bool:
        """Whether it is a commune that can do little at a time; `False` when its inhabitants are not known."""
        return authority.inhabitants is not None and authority.inhabitants < self.small.inhabitants


@cache
def load_assumptions() -> Assumptions:
    """The assumptions shipped with the planner."""
    text = files("tiebreak_planner").joinpath("planning.toml").read_text("utf-8")
    return Assumptions.model_validate(tomllib.loads(text, parse_float=Decimal))
