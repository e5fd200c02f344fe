"""What each event of the page gives back, in the order in which the page shows it. No gradio here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from tiebreak import CaseFile, Catalogue, ColumnMemory, Registry, TieBreakError, Trajectory, Workbench, kept_case
from tiebreak_assistant.configured import Models, no_model
from tiebreak_knowledge.official.library import TextLibrary
from tiebreak_knowledge.samples import Sample
from tiebreak_ui import planning, steps
from tiebreak_ui.asking import Asking, History, Talk, latest
from tiebreak_ui.form import Form, corrected, form_of, form_of_case, new_form
from tiebreak_ui.planning import Wanted

Column = tuple[str, str | None]
"""Title of a column and what it was taken for."""
FilledBy = Sample | str | None
"""What filled the form: the sample being tried, or the path of a case file kept; `None` when the user did."""
Answered = tuple[Any, ...] | None
"""The fields that something shown answers."""
Plans = tuple[Trajectory, ...]
"""The last plans of one measure, two at most: a plan is compared with the one before it."""
Measured = tuple[CaseFile | None, Answered, str, str, list[Column], list[str], str, Plans, str, None]
"""Case file, the files and fields that it answers, reading, diagnosis, columns, names not recognised, trajectory, the
plans to compare the next one with, what was written, files written."""
Planned = tuple[Answered, str, Plans, str, None]
"""The measure and fields that the plan answers, what is shown of it, the last plans, what was written, files written."""


class Actions:
    """The events of the page, each on a workbench of its own: a plugin withdrawn in one run is tried again in the next."""

    def __init__(
        self,
        registry: Registry | None,
        memory: ColumnMemory | None = None,
        library: TextLibrary | None = None,
        models: Models | None = None,
        keep_in: Path | None = None,
    ) -> None:
        self._registry = registry
        self._memory = memory
        self.models = models if models is not None else no_model()
        self._asking = Asking(self._workbench, library, self.models, keep_in=keep_in)

    def prepare(self) -> None:
        """Open the search while the page is being read: the first question then waits for nothing."""
        self._asking.prepare()

    def ask(
        self, question: str | None, kind: str | None, history: History | None, talk: Talk | None, *measured: Any
    ) -> Iterator[tuple[History, Talk | None, str]]:
        """The conversation with what answers one more question today, about the case file and the plans that are measured."""
        case, plans = measured
        trajectory = latest(plans) if case is not None else None
        said = self._asking.answer(question, kind, history, talk, case=case, trajectory=trajectory, on=steps.today())
        yield from ((shown, held, "") for shown, held in said)

    def measure(self, paths: list[str] | None, filled_by: FilledBy, *form: Any) -> Measured:
        """The files given, else the sample being tried."""
        sample, kept = (filled_by, None) if isinstance(filled_by, Sample) else (None, filled_by)
        shown = steps.measure(paths or [], Form(*form), self._workbench(), sample=sample, filled_by=kept)
        return measured(shown, (paths, filled_by, *form))

    def correct(
        self, title: str | None, meaning: str | None, paths: list[str] | None, filled_by: FilledBy, *form: Any
    ) -> tuple[Any, ...]:
        """The corrections with one more, then the same files measured under them."""
        asked = Form(*form)
        mapping = corrected(asked.mapping, title, meaning)
        return (mapping, *self.measure(paths, filled_by, *_fields(replace(asked, mapping=mapping))))

    def identify(
        self, text: str | None, entry: str | None, paths: list[str] | None, filled_by: FilledBy, *form: Any
    ) -> tuple[Any, ...]:
        """What the user says suppliers are, with one more, then the same files measured under it."""
        asked = Form(*form)
        identified = corrected(asked.identified, text, entry)
        return (identified, *self.measure(paths, filled_by, *_fields(replace(asked, identified=identified))))

    def catalogue(self) -> Catalogue:
        """The catalogue that names are picked in."""
        return self._workbench().catalogue

    def try_sample(self, sample: Sample) -> tuple[Any, ...]:
        """What was measured, then the sample, no file, its budget and every field of the form."""
        budget = "" if sample.annual_budget_eur is None else str(sample.annual_budget_eur)
        form = _fields(form_of(sample))
        shown = steps.measure_sample(sample, self._workbench())
        return (*measured(shown, (None, sample, *form)), sample, None, budget, *form)

    def reopened(self, paths: list[str] | None) -> tuple[Any, ...] | None:
        """What fills the form, budget, every field of the form, then horizon, ambition and what is said of the other
        constraints, as the case file given says them; `None` when the files are none, or it cannot be opened: measuring says why.
        """
        try:
            case = kept_case([Path(path) for path in paths or []])
        except TieBreakError:
            return None
        if case is None or not paths:
            return None
        asked = case.constraints
        budget = "" if asked.annual_budget_eur is None else planning.typed(asked.annual_budget_eur)
        others = planning.others_said(asked)
        return (paths[0], budget, *_fields(form_of_case(case)), asked.horizon_years, asked.ambition.value, others)

    def plan(self, case: CaseFile | None, plans: Plans, answered: Answered, *fields: Any) -> Planned:
        """The trajectory of what is measured, and what differs from the one before; the documents of that one are cleared."""
        shown = planning.plan(case, Wanted(*fields), self._workbench(), plans=plans)
        return (answered, *fields), shown.result, shown.plans, "", None

    def replan(
        self, case: CaseFile | None, plans: Plans, planned_under: Answered, answered: Answered, *fields: Any
    ) -> Planned | None:
        """The trajectory anew when one was asked for and the fields changed since; `None` when there is nothing to do."""
        if not plans or (planned_under is not None and not is_stale(planned_under, answered, *fields)):
            return None
        return self.plan(case, plans, answered, *fields)

    def write(self, case: CaseFile | None, answered: Answered, *fields: Any) -> tuple[Answered, str, list[str] | None]:
        """What the documents answer, what was written, and the files."""
        shown = planning.write(case, Wanted(*fields), self._workbench())
        return (answered, *fields), shown.result, shown.files or None

    def _workbench(self) -> Workbench:
        return Workbench(self._registry, memory=self._memory)


def measured(shown: steps.Shown, form: tuple[Any, ...] | None = None) -> Measured:
    """A new measure clears the trajectory and documents of the former one."""
    return shown.case, form, shown.reading, shown.result, shown.columns, shown.unknowns, "", (), "", None


def forget() -> Measured:
    """Nothing measured: what was shown no longer answers the form."""
    return measured(steps.Shown())


def empty_form() -> tuple[Any, ...]:
    """No sample, no budget and the fields as on a new page: a sample's name never stays on the user's own files."""
    return (None, "", *_fields(new_form()))


def is_stale(answered: tuple[Any, ...] | None, *asked: Any) -> bool:
    """Whether something is shown that answers other fields than those of now; an empty field is one left out."""
    return answered is not None and [each or None for each in answered] != [each or None for each in asked]


def _fields(form: Form) -> tuple[Any, ...]:
    return tuple(getattr(form, each.name) for each in fields(form))
