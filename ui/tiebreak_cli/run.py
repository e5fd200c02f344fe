"""What the commands do: ask the workbench, show what it says, and turn refusals into exit code 1."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

import click

from tiebreak import (
    Authority,
    AuthorityKind,
    CaseFile,
    Diagnosis,
    PlanningConstraints,
    Report,
    Request,
    TieBreakError,
    Trajectory,
    Workbench,
    state_facts,
)
from tiebreak_cli import show
from tiebreak_cli.choices import KINDS

CASE_FILE_SUFFIX = ".tiebreak.json"
REFUSED = 1
DEFAULT_HORIZON_YEARS = 4


@dataclass(frozen=True)
class Asked:
    """Files and what the user asked about them."""

    files: tuple[Path, ...]
    request: Request
    changes: dict[str, Any]
    """What was asked explicitly and applies to a case file too: zone, strictness, budget, horizon."""


def asked(  # noqa: PLR0917 - named after the options of the command line
    files: tuple[Path, ...],
    name: str | None,
    kind: str,
    year: int | None,
    inhabitants: int | None,
    staff: int | None,
    workstations: int | None,
    as_of: datetime | None,
    zone: str | None,
    strict: bool,  # noqa: FBT001
    column_meanings: dict[str, str],
    skip_unreadable: bool,  # noqa: FBT001
    budget: Decimal | None,
    horizon_years: int | None,
) -> Asked:
    """The options of the command line as a request."""
    day = as_of.date() if as_of else today()
    authority = Authority(
        name=(name or "").strip() or "Collectivité non nommée",
        kind=AuthorityKind(KINDS[kind]),
        year=year or day.year,
        inhabitants=inhabitants,
        staff_count=staff,
        workstations=workstations,
    )
    constraints = PlanningConstraints(annual_budget_eur=budget, horizon_years=horizon_years or DEFAULT_HORIZON_YEARS)
    changes: dict[str, Any] = {}
    if budget is not None or horizon_years is not None:
        changes["constraints"] = constraints
    if zone is not None:
        changes["zone_policy"] = zone
    if strict:
        changes["is_strict"] = True
    request = Request(
        authority=authority,
        as_of=day,
        zone_policy=zone,
        is_strict=strict,
        constraints=constraints,
        column_meanings=column_meanings,
        leaves_out_unreadable=skip_unreadable,
    )
    return Asked(files, request, changes)


def today() -> date:
    """The only place where the clock is read; the day is then kept in the case file."""
    return datetime.now().astimezone().date()


def diagnose(order: Asked, *, as_json: bool, save: Path | None) -> None:
    """Show a diagnosis, or write it as JSON."""
    with refusals():
        workbench = Workbench(progress=progress)
        case = opened(workbench, order)
        diagnosis = workbench.diagnose(case)
        if save is not None:
            save.write_text(case.to_json(), encoding="utf-8")
            progress(f"Dossier gardé dans {save}")
        if as_json:
            write_json(
                {
                    "diagnosis": diagnosis.model_dump(mode="json"),
                    "facts": facts_of(diagnosis, None),
                    "failures": workbench.failures,
                }
            )
        else:
            show.readings(case)
            show.diagnosis(diagnosis)
            show.failures(workbench.failures)


def plan(order: Asked, *, as_json: bool) -> None:
    """Show a trajectory, or write it as JSON."""
    with refusals():
        workbench = Workbench(progress=progress)
        case = opened(workbench, order)
        diagnosis = workbench.diagnose(case)
        trajectory = planned(workbench, case, diagnosis)
        if as_json:
            write_json(
                {
                    "trajectory": trajectory.model_dump(mode="json"),
                    "facts": facts_of(diagnosis, trajectory),
                    "failures": workbench.failures,
                }
            )
        else:
            show.trajectory(diagnosis, trajectory)
            show.failures(workbench.failures)


def roadmap(order: Asked, *, output: Path) -> None:
    """Write every document."""
    with refusals():
        workbench = Workbench(progress=progress)
        case = opened(workbench, order)
        diagnosis = workbench.diagnose(case)
        trajectory = workbench.plan(case, diagnosis)
        write_reports(workbench.reports(case, diagnosis, trajectory), case, output)
        show.failures(workbench.failures)


def list_plugins() -> None:
    """Show plugins in service and withdrawn."""
    workbench = Workbench(progress=progress)
    with refusals():
        show.plugins(workbench)
        show.failures(workbench.failures)


def open_page(port: int, *, opens_browser: bool) -> None:
    """Serve the page on this machine until it is stopped."""
    try:
        from tiebreak_ui.launch import serve  # noqa: PLC0415 - an extra, and heavy
    except ModuleNotFoundError as error:
        refuse(f"La page demande l’extra « ui » ({error.name} est absent) : pip install 'tiebreak[ui]', ou make ui.")
    progress(f"Ouverture de la page (quelques secondes) : http://127.0.0.1:{port} (Ctrl+C pour arrêter)")
    with refusals():
        serve(port, opens_browser=opens_browser)


def opened(workbench: Workbench, order: Asked) -> CaseFile:
    """The case file given, with the constraints asked for, or a new one from data files."""
    if len(order.files) == 1 and order.files[0].name.endswith(CASE_FILE_SUFFIX):
        return CaseFile.from_file(order.files[0]).model_copy(update=order.changes)
    return workbench.open_case(order.files, order.request)


def planned(workbench: Workbench, case: CaseFile, diagnosis: Diagnosis) -> Trajectory:
    """The trajectory, or a refusal that says why there is none."""
    trajectory = workbench.plan(case, diagnosis)
    if trajectory is None:
        show.failures(workbench.failures)
        refuse("Aucun planificateur en service. Voyez : tiebreak plugins")
    return trajectory


def write_reports(reports: Sequence[Report], case: CaseFile, output: Path) -> None:
    """Write documents and the case file, and say where."""
    output.mkdir(parents=True, exist_ok=True)
    for report in reports:
        (output / report.filename).write_bytes(report.content)
    (output / f"dossier{CASE_FILE_SUFFIX}").write_text(case.to_json(), encoding="utf-8")
    show.written(reports, output)


def facts_of(diagnosis: Diagnosis, trajectory: Trajectory | None) -> list[dict[str, Any]]:
    """The register of facts, ready for JSON."""
    return [fact.model_dump(mode="json") for fact in state_facts(diagnosis, trajectory)]


def write_json(content: dict[str, Any]) -> None:
    """JSON on the standard output, and nothing else there."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))


def progress(message: str) -> None:
    """A step of the work, on the standard error."""
    click.echo(message, err=True)


def refuse(message: str) -> NoReturn:
    """Say what is refused and leave with code 1."""
    click.echo(f"Refusé : {message}", err=True)
    sys.exit(REFUSED)


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what the core refuses into a French message and exit code 1."""
    try:
        yield
    except TieBreakError as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"{error.filename or ''} : {error.strerror or error}. Vérifiez le chemin et les droits.")
