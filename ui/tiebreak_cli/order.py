"""What the user asked on the command line: a request about new files, or changes to a case file already kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tiebreak import (
    UNNAMED,
    Authority,
    AuthorityKind,
    CaseFile,
    CaseFileError,
    Catalogue,
    Diagnosis,
    InputError,
    PlanningConstraints,
    Request,
    Workbench,
    budget_year_of,
    kept_case,
    subject_names,
)
from tiebreak_cli.choices import KINDS
from tiebreak_cli.wishes import Wishes, wished


@dataclass(frozen=True)
class Order:
    """Files and what the user asked about them; what was not asked is absent, so that a case file keeps its own."""

    files: tuple[Path, ...]
    authority: dict[str, Any]
    wishes: Wishes
    """What is asked of the plan; names and the constraints file wait for the diagnosis."""
    case: dict[str, Any]
    """Day, zone and strictness, by field of the case file."""
    column_meanings: dict[str, str]
    leaves_out_unreadable: bool
    identified: dict[str, str]
    """Supplier or label as written, to an entry of the catalogue."""
    criticalities: dict[str, str]
    """Function, to how critical it is for the collectivité."""

    def opened(self, workbench: Workbench) -> CaseFile:
        """The case file given, changed as asked, or a new one from data files.

        Raises:
            CaseFileError: when what is asked can only be asked of data files.
            InputError: when a case file comes with other files.
        """
        kept = kept_case(self.files)
        case = self._changed(kept) if kept is not None else workbench.open_case(self.files, self._request())
        return workbench.decided(case, self.identified, self.criticalities)

    def constrained(self, case: CaseFile, diagnosis: Diagnosis, catalogue: Catalogue) -> CaseFile:
        """The same case file under the constraints file given, whose names are those of its diagnosis.

        Raises:
            InputError: naming every fault of that file.
        """
        if self.wishes.file is None:
            return case
        constraints = self.wishes.applied(case.constraints, subject_names(diagnosis, catalogue))
        return case.model_copy(update={"constraints": constraints})

    def _request(self) -> Request:
        return Request(
            authority=authority_of(self.authority),
            as_of=self.case.get("as_of") or today(),
            zone_policy=self.case.get("zone_policy"),
            is_strict=self.case.get("is_strict", False),
            constraints=PlanningConstraints(**self.wishes.fields),
            column_meanings=self.column_meanings,
            leaves_out_unreadable=self.leaves_out_unreadable,
        )

    def _changed(self, case: CaseFile) -> CaseFile:
        if self.column_meanings or self.leaves_out_unreadable:
            raise CaseFileError(
                "--map et --skip-unreadable ne s’appliquent qu’à la lecture des tableaux : un dossier est déjà lu. Redonnez les tableaux."
            )
        changes = dict(self.case)
        if self.authority:
            year = budget_year_of(self.authority.get("year", case.authority.year), case.readings)
            changes["authority"] = authority_of({**case.authority.model_dump(), **self.authority, "year": year})
        if self.wishes.fields:
            changes["constraints"] = PlanningConstraints(**{**case.constraints.model_dump(), **self.wishes.fields})
        return case.model_copy(update=changes)


def authority_of(given: dict[str, Any]) -> Authority:
    """The collectivité as far as it was named.

    Raises:
        InputError: when its INSEE code is not one.
    """
    try:
        return Authority(**{"name": UNNAMED, **_given(given)})
    except ValidationError as error:
        fields = ", ".join(sorted({f"{fault['loc'][0]} = {fault['input']!r}" for fault in error.errors() if fault["loc"]}))
        raise InputError(f"Collectivité : valeur refusée ({fields}). Un code INSEE a cinq signes, par exemple 2A004.") from error


def ordered(  # noqa: PLR0917 - named after the options of the command line
    files: tuple[Path, ...],
    name: str | None,
    siren: str | None,
    insee: str | None,
    kind: str | None,
    year: int | None,
    inhabitants: int | None,
    staff: int | None,
    workstations: int | None,
    as_of: datetime | None,
    zone: str | None,
    strict: bool,  # noqa: FBT001
    column_meanings: dict[str, str],
    identified: dict[str, str],
    criticalities: dict[str, str],
    skip_unreadable: bool,  # noqa: FBT001
    budget: Decimal | None,
    horizon_years: int | None,
    constraints_file: Path | None = None,
    ambition: str | None = None,
) -> Order:
    """The options of the command line as an order."""
    authority = {
        "name": (name or "").encode("utf-8", errors="replace").decode("utf-8").strip() or None,
        "siren": siren,
        "insee": insee,
        "kind": None if kind is None else AuthorityKind(KINDS[kind]),
        "year": year,
        "inhabitants": inhabitants,
        "staff_count": staff,
        "workstations": workstations,
    }
    return Order(
        files=files,
        authority=_given(authority),
        wishes=wished(file=constraints_file, budget=budget, horizon_years=horizon_years, ambition=ambition),
        case=_given({"as_of": as_of.date() if as_of else None, "zone_policy": zone, "is_strict": strict or None}),
        column_meanings=column_meanings,
        leaves_out_unreadable=skip_unreadable,
        identified=identified,
        criticalities=criticalities,
    )


def today() -> date:
    """The only place where the clock is read; the day is then kept in the case file."""
    return datetime.now().astimezone().date()


def _given(options: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}
