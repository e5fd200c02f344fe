"""What each button does: from what the page holds to what it shows. No gradio here."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from pydantic import ValidationError

from tiebreak import CaseFile, Diagnosis, InputError, Request, TieBreakError, Workbench, kept_case
from tiebreak_knowledge.samples import Sample
from tiebreak_ui import words
from tiebreak_ui.form import Form, form_of, form_of_case

FIELD_LABELS = {"siren": "SIREN (neuf chiffres)", "insee": "Code INSEE (cinq signes)", "year": "Exercice", "name": "Collectivité"}
NO_FILE = "Déposez d’abord un tableau ou un dossier gardé, ou essayez un exemple."


@dataclass(frozen=True)
class Shown:
    """What a step leaves on the page."""

    case: CaseFile | None = None
    reading: str = ""
    result: str = ""
    files: list[str] = field(default_factory=list)
    columns: list[tuple[str, str | None]] = field(default_factory=list)
    """Titles read and what each was taken for, so that the user may correct one."""
    unknowns: list[str] = field(default_factory=list)
    """Suppliers or labels, as written, of which no editor is known: the largest amounts first."""


def measure(
    paths: Sequence[str], form: Form, workbench: Workbench, *, sample: Sample | None = None, filled_by: str | None = None
) -> Shown:
    """Read the files given, or those of the sample being tried when none is, and measure; a case file kept is not read again.

    Args:
        paths: files given.
        form: the fields of the page.
        workbench: of this run.
        sample: the one being tried.
        filled_by: the case file that filled the form; another one is measured as it was kept.
    """
    if not paths and sample is None:
        return Shown(reading=words.refusal(NO_FILE))
    try:
        kept = kept_case([Path(path) for path in paths])
        asked = form if kept is None or filled_by == paths[0] else form_of_case(kept)
        request = asked.request(today())
        if kept is not None:
            return replace(_shown(asked.decided(asked.applied(kept, request), workbench), workbench), columns=[])
    except (TieBreakError, ValidationError) as error:
        return Shown(reading=words.refusal(said(error)))
    if paths or sample is None:
        return _measured([Path(path) for path in paths], request, workbench, form)
    fictitious = request.authority.model_copy(update={"is_fictitious": sample.authority.is_fictitious})
    with ExitStack() as stack:
        return _measured(sample.paths(stack), replace(request, authority=fictitious), workbench, form)


def measure_sample(sample: Sample, workbench: Workbench) -> Shown:
    """Read a sample and measure."""
    return measure([], form_of(sample), workbench, sample=sample)


def today() -> date:
    """The only place of the page where the clock is read; the day is then kept in the case file."""
    return datetime.now().astimezone().date()


def said(error: TieBreakError | ValidationError) -> str:
    """What is refused, in French, whoever found it."""
    if isinstance(error, TieBreakError):
        return str(error)
    names = [str(fault["loc"][0]) if fault["loc"] else "" for fault in error.errors()]
    return " ; ".join(
        f"{FIELD_LABELS.get(name, name)} : {fault['input']!r} hors des limites"
        for name, fault in zip(names, error.errors(), strict=True)
    )


def _measured(paths: Sequence[Path], request: Request, workbench: Workbench, form: Form) -> Shown:
    try:
        return _shown(form.decided(workbench.open_case(paths, request), workbench), workbench)
    except InputError as error:
        return Shown(reading=words.refusal(str(error)), columns=list(error.columns))
    except TieBreakError as error:
        return Shown(reading=words.refusal(str(error)))


def _shown(case: CaseFile, workbench: Workbench) -> Shown:
    diagnosis = workbench.diagnose(case)
    columns = {use.title: use.meaning for reading in case.readings for use in reading.columns}
    return Shown(
        case=case,
        reading=words.readings(case, workbench.failures),
        result=words.diagnosis(diagnosis),
        columns=list(columns.items()),
        unknowns=_unknowns(case, diagnosis),
    )


def _unknowns(case: CaseFile, diagnosis: Diagnosis) -> list[str]:
    """Who is paid, as written, where no editor is known; the label where nobody is named."""
    lines = {line.id: line for reading in case.readings for line in reading.spend_lines}
    open_ones = (each.dependency for each in diagnosis.assessments if each.dependency.recognition.editor is None)
    ordered = sorted(open_ones, key=lambda dependency: (-dependency.known_amount, dependency.id))
    told = (lines[identifier] for dependency in ordered for identifier in dependency.spend_line_ids if identifier in lines)
    return list(dict.fromkeys(line.supplier_text or line.label for line in told))
