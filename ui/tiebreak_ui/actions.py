"""What each event of the page gives back, in the order in which the page shows it. No gradio here."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from tiebreak import CaseFile, Registry, Workbench
from tiebreak_knowledge.samples import Sample
from tiebreak_ui import steps

Measured = tuple[CaseFile | None, tuple[Any, ...] | None, str, str, str, str, None]
"""Case file, the form that it answers, reading, diagnosis, trajectory, what was written, files written."""
Planned = tuple[CaseFile | None, tuple[Any, ...] | None, str, str, None]
"""Case file, the budget and horizon that the plan answers, trajectory, what was written, files written."""


class Actions:
    """The events of the page, each on a workbench of its own: a plugin withdrawn in one run is tried again in the next."""

    def __init__(self, registry: Registry | None) -> None:
        self._registry = registry

    def measure(self, paths: list[str] | None, sample: Sample | None, *form: Any) -> Measured:
        """The files given, else the sample being tried."""
        return measured(steps.measure(paths or [], steps.Form(*form), self._workbench(), sample=sample), form)

    def try_sample(self, sample: Sample) -> tuple[Any, ...]:
        """What was measured, then the sample, no file, its budget and every field of the form."""
        budget = "" if sample.annual_budget_eur is None else str(sample.annual_budget_eur)
        form = steps.form_of(sample)
        filled = tuple(getattr(form, each.name) for each in fields(form))
        return (*measured(steps.measure_sample(sample, self._workbench()), filled), sample, None, budget, *filled)

    def plan(self, case: CaseFile | None, budget: str | None, horizon_years: float) -> Planned:
        """The case file under its constraints, and the trajectory; the documents of a former one are cleared."""
        shown = steps.plan(case, budget, horizon_years, self._workbench())
        return shown.case, (budget, horizon_years), shown.result, "", None

    def write(self, case: CaseFile | None, budget: str | None, horizon_years: float) -> tuple[str, list[str] | None]:
        """What was written, and the files."""
        shown = steps.write(case, budget, horizon_years, self._workbench())
        return shown.result, shown.files or None

    def _workbench(self) -> Workbench:
        return Workbench(self._registry)


def measured(shown: steps.Shown, form: tuple[Any, ...] | None = None) -> Measured:
    """A new measure clears the trajectory and documents of the former one."""
    return shown.case, form, shown.reading, shown.result, "", "", None


def forget() -> Measured:
    """Nothing measured: what was shown no longer answers the form."""
    return measured(steps.Shown())


def forget_with_sample() -> tuple[Any, ...]:
    """Nothing measured, and the files given take the place of the sample."""
    return (*forget(), None)


def is_stale(answered: tuple[Any, ...] | None, *asked: Any) -> bool:
    """Whether something is shown that answers other fields than those of now; an empty field is one left out."""
    return answered is not None and [each or None for each in answered] != [each or None for each in asked]
