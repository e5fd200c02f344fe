"""The demonstration: the table published by the initiative, and a fictitious commune."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from pathlib import Path

from tiebreak import PlanningConstraints, Request, Workbench
from tiebreak_cli import run, show, show_plan
from tiebreak_cli.order import today
from tiebreak_knowledge.samples import SAMPLES, Sample


def demonstrate(output: Path, as_of: date | None) -> None:
    """Walk the whole way for each sample, write the documents and say what to do next."""
    day = as_of or today()
    workbench = Workbench(progress=run.progress)
    with run.refusals(workbench):
        for sample in SAMPLES:
            _walk(workbench, sample, day, output / sample.key)
        show.failures(workbench.failures)
    note = output / SAMPLES[-1].key / "note-elus.html"
    show.next_steps(
        f"Ouvrez {note} dans votre navigateur, ou le .docx dans votre traitement de texte.",
        'Essayez votre tableau : .venv/bin/tiebreak diagnose mon-tableau.xlsx --authority "Ma commune", ou make ui pour la page.',
        'Écrivez vos documents : .venv/bin/tiebreak roadmap mon-tableau.xlsx --authority "Ma commune" --budget 40000',
    )


def _walk(workbench: Workbench, sample: Sample, day: date, output: Path) -> None:
    constraints = PlanningConstraints(annual_budget_eur=sample.annual_budget_eur)
    request = Request(authority=sample.authority, as_of=day, constraints=constraints)
    with ExitStack() as stack:
        case = workbench.open_case(sample.paths(stack), request)
    diagnosis = workbench.diagnose(case)
    trajectory = workbench.plan(case, diagnosis) if diagnosis.assessments else None
    show.console.rule(sample.authority.name)
    show.diagnosis(diagnosis)
    if trajectory is not None:
        show_plan.curve(diagnosis, trajectory)
    run.write_reports(workbench.reports(case, diagnosis, trajectory), case, output)
