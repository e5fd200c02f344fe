"""What each button does: from what the page holds to what it shows. No gradio here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from pydantic import ValidationError

from tiebreak import (
    Authority,
    AuthorityKind,
    CaseFile,
    Diagnosis,
    InputError,
    Request,
    TieBreakError,
    Workbench,
    load_zone_policies,
    parse_euros,
)
from tiebreak_knowledge.samples import Sample
from tiebreak_ui import words

FIELD_LABELS = {"siren": "SIREN (neuf chiffres)", "insee": "Code INSEE (cinq signes)", "year": "Exercice", "name": "Collectivité"}
NO_FILE = "Déposez d’abord un tableau, ou essayez un exemple."


@dataclass(frozen=True)
class Form:
    """The fields of the page; an untouched text field is `None` or empty."""

    name: str | None = None
    kind: str = AuthorityKind.OTHER.value
    year: str | None = None
    inhabitants: str | None = None
    workstations: str | None = None
    siren: str | None = None
    insee: str | None = None
    zone: str | None = None
    mapping: str | None = None
    identified: str | None = None
    skips_unreadable: bool = False

    def request(self, day: date) -> Request:
        """The form as the core's request.

        Raises:
            InputError: when a number cannot be read.
        """
        year = read_whole("Exercice", self.year)
        authority = Authority(
            name=(self.name or "").strip() or "Collectivité non nommée",
            kind=AuthorityKind(self.kind),
            year=year,
            inhabitants=read_whole("Habitants", self.inhabitants),
            workstations=read_whole("Postes de travail", self.workstations),
            siren="".join((self.siren or "").split()) or None,
            insee=(self.insee or "").strip().upper() or None,
        )
        return Request(
            authority=authority,
            as_of=day,
            zone_policy=self.zone,
            column_meanings=dict(_pair(line) for line in (self.mapping or "").splitlines() if "=" in line),
            leaves_out_unreadable=self.skips_unreadable,
        )

    @property
    def said(self) -> dict[str, str]:
        """What the user says some suppliers are."""
        return dict(_pair(line) for line in (self.identified or "").splitlines() if "=" in line)


def new_form() -> Form:
    """The form of a new page."""
    return Form(
        name="",
        year="",
        inhabitants="",
        workstations="",
        siren="",
        insee="",
        zone=load_zone_policies().default,
        mapping="",
        identified="",
    )


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


def measure(paths: Sequence[str], form: Form, workbench: Workbench, *, sample: Sample | None = None) -> Shown:
    """Read the files given, or those of the sample being tried when none is, and measure."""
    if not paths and sample is None:
        return Shown(reading=words.refusal(NO_FILE))
    try:
        request = form.request(today())
    except (InputError, ValidationError) as error:
        return Shown(reading=words.refusal(said(error)))
    if paths or sample is None:
        return _measured([Path(path) for path in paths], request, workbench, form.said)
    fictitious = request.authority.model_copy(update={"is_fictitious": sample.authority.is_fictitious})
    with ExitStack() as stack:
        return _measured(sample.paths(stack), replace(request, authority=fictitious), workbench, form.said)


def measure_sample(sample: Sample, workbench: Workbench) -> Shown:
    """Read a sample and measure."""
    return measure([], form_of(sample), workbench, sample=sample)


def form_of(sample: Sample) -> Form:
    """The fields of the page as the sample fills them."""

    def written(number: int | None) -> str:
        return "" if number is None else str(number)

    authority = sample.authority
    return replace(
        new_form(),
        name=authority.name,
        kind=authority.kind.value,
        year=written(authority.year),
        inhabitants=written(authority.inhabitants),
        workstations=written(authority.workstations),
    )


def today() -> date:
    """The only place of the page where the clock is read; the day is then kept in the case file."""
    return datetime.now().astimezone().date()


def read_whole(label: str, text: str | None) -> int | None:
    """A whole number of the form, `None` when empty.

    Raises:
        InputError: when it is not one.
    """
    value = read_euros(label, text)
    if value is not None and (value != value.to_integral_value() or value < 0):
        raise InputError(f"{label} : {text!r} n’est pas un nombre entier positif.")
    return None if value is None else int(value)


def read_euros(label: str, text: str | None) -> Decimal | None:
    """An amount of the form, French spelling allowed, `None` when empty.

    Raises:
        InputError: when it is not one.
    """
    if not (text or "").strip():
        return None
    try:
        return parse_euros(text or "")
    except InputError as error:
        raise InputError(f"{label} : {error} Ou laissez vide.") from error


def said(error: TieBreakError | ValidationError) -> str:
    """What is refused, in French, whoever found it."""
    if isinstance(error, TieBreakError):
        return str(error)
    names = [str(fault["loc"][0]) if fault["loc"] else "" for fault in error.errors()]
    return " ; ".join(
        f"{FIELD_LABELS.get(name, name)} : {fault['input']!r} hors des limites"
        for name, fault in zip(names, error.errors(), strict=True)
    )


def _measured(paths: Sequence[Path], request: Request, workbench: Workbench, identified: Mapping[str, str]) -> Shown:
    try:
        case = workbench.decided(workbench.open_case(paths, request), identified)
        diagnosis = workbench.diagnose(case)
    except InputError as error:
        return Shown(reading=words.refusal(str(error)), columns=list(error.columns))
    except TieBreakError as error:
        return Shown(reading=words.refusal(str(error)))
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


def corrected(mapping: str | None, title: str | None, meaning: str | None) -> str:
    """The corrections of the form with one more, in place of what was said of the same column or supplier."""
    if not title or not meaning:
        return mapping or ""
    others = [line for line in (mapping or "").splitlines() if line.strip() and _pair(line)[0] != title]
    return "\n".join([*others, f"{title}={meaning}"])


def _pair(line: str) -> tuple[str, str]:
    """A column and its field, as written here or copied from a command."""
    title, _, field_name = line.strip().removeprefix("--map").removeprefix("--identify").strip(" \"'«»").rpartition("=")
    return title.strip(), field_name.strip()
