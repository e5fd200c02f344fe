"""Planning and writing under what the page asks: budget, horizon, ambition, and a file of other constraints. No gradio here."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from pydantic import ValidationError

from tiebreak import (
    CASE_FILE_SUFFIX,
    Ambition,
    CaseFile,
    Catalogue,
    Diagnosis,
    InputError,
    PlanningConstraints,
    TieBreakError,
    Trajectory,
    Workbench,
    constraints_of,
    opening_of,
    read_constraints_file,
    subject_names,
)
from tiebreak_ui import plan_words, words
from tiebreak_ui.form import read_euros
from tiebreak_ui.own_folder import own_folder
from tiebreak_ui.steps import said

CASE_FILE = f"dossier{CASE_FILE_SUFFIX}"
NOT_MEASURED = "Cliquez d’abord sur « Mesurer » : rien n’est mesuré, ou le formulaire a changé depuis."
NO_PLANNER = "Aucun planificateur en service."
FILE_READ = (
    "Fichier lu : les champs ci-dessus prennent son budget, son horizon et son ambition, et l’emportent si vous les changez."
)

OTHERS = {
    "budgets": "des budgets par année",
    "running_budget_eur": "un plafond de hausse du fonctionnement",
    "teams": "des équipes",
    "max_units_in_change": "un plafond de postes en changement",
    "max_projects_at_once": "un plafond de projets à la fois",
    "max_critical_at_once": "un plafond de dépendances vitales à la fois",
    "max_actions": "un plafond d’actions",
    "residual_share": "une part qui reste",
    "prerequisites": "des prérequis",
    "blackouts": "des périodes sans bascule",
    "deadlines": "des échéances",
    "kept": "ce qui est à garder",
    "forbidden_classes": "des sortes de solutions exclues",
    "target": "une cible",
    "own_figures": "vos chiffres",
    "price_changes": "des hausses de prix",
    "counts_announced_prices": "les hausses annoncées non comptées",
    "weights": "des poids de la méthode",
}
"""Constraints that the page does not show, as it names them."""


@dataclass(frozen=True)
class Wanted:
    """What the page asks of the plan; an untouched text field is `None` or empty."""

    budget: str | None = None
    horizon_years: float = 4
    ambition: str | None = None
    constraints: str | None = None
    """Path of a constraints file."""
    forgets_others: bool = False
    """Whether the constraints of a reopened case file that the page does not show are left out."""

    def of(self, case: CaseFile, diagnosis: Diagnosis, catalogue: Catalogue) -> CaseFile:
        """The case file under what is asked; the fields of the page win over the file, and the file over the case file.

        Raises:
            InputError: when the budget is no amount, or with every fault of the file.
        """
        fields = {
            "annual_budget_eur": read_euros("Budget annuel", self.budget),
            "horizon_years": int(self.horizon_years),
            "ambition": Ambition(self.ambition or Ambition.DETERMINED),
        }
        base = PlanningConstraints() if self.forgets_others else case.constraints
        if fields["annual_budget_eur"] != base.annual_budget_eur:
            base = base.model_copy(update={"budgets": ()})
        if self.constraints:
            names = subject_names(diagnosis, catalogue)
            base = constraints_of(read_constraints_file(Path(self.constraints)), names, base=base)
        return case.model_copy(update={"constraints": PlanningConstraints(**{**base.model_dump(), **fields})})


@dataclass(frozen=True)
class Planned:
    """What a plan leaves on the page."""

    result: str
    case: CaseFile | None = None
    plans: tuple[Trajectory, ...] = ()
    """The last plans, to compare the next one with."""


@dataclass(frozen=True)
class Written:
    """The documents, and what is said of them."""

    result: str
    case: CaseFile | None = None
    files: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Filled:
    """What a constraints file puts in the fields of the page; `None` for a field that it leaves as it is."""

    message: str = ""
    budget: str | None = None
    horizon_years: int | None = None
    ambition: str | None = None


def plan(case: CaseFile | None, wanted: Wanted, workbench: Workbench, *, plans: tuple[Trajectory, ...] = ()) -> Planned:
    """Plan as asked, and say what differs from the last plan made under other constraints."""
    if case is None:
        return Planned(words.refusal(NOT_MEASURED))
    try:
        diagnosis = workbench.diagnose(case)
        constrained = wanted.of(case, diagnosis, workbench.catalogue)
        trajectory = workbench.plan(constrained, diagnosis)
    except (TieBreakError, ValidationError) as error:
        return Planned(words.refusal(said(error)), case, plans)
    if not diagnosis.assessments:
        return Planned(words.no_trajectory(diagnosis), constrained)
    if trajectory is None:
        return Planned(words.refusal(NO_PLANNER), constrained)
    others = [each for each in plans if each.constraints != trajectory.constraints][-1:]
    shown = plan_words.trajectory(diagnosis, trajectory, *others)
    return Planned(shown, constrained, (*others, trajectory))


def write(case: CaseFile | None, wanted: Wanted, workbench: Workbench) -> Written:
    """Write every document and the case file in a folder of its own, under what the page asks of the plan."""
    if case is None:
        return Written(words.refusal(NOT_MEASURED))
    try:
        diagnosis = workbench.diagnose(case)
        case = wanted.of(case, diagnosis, workbench.catalogue)
        trajectory = workbench.plan(case, diagnosis) if diagnosis.assessments else None
        reports = workbench.reports(case, diagnosis, trajectory)
    except (TieBreakError, ValidationError) as error:
        return Written(words.refusal(said(error)), case)
    if not reports:
        return Written(words.refusal("\n".join(["Aucun document n’a pu être écrit.", *workbench.failures])), case)
    folder = own_folder()
    for report in reports:
        (folder / report.filename).write_bytes(report.content)
    (folder / CASE_FILE).write_text(case.to_json(), encoding="utf-8")
    internal = ", ".join([*(report.filename for report in reports if report.is_internal), CASE_FILE])
    shown = [words.refusal(failure) for failure in workbench.failures]
    shown.append(f"Documents prêts. À ne pas publier : {internal} (il contient vos lignes).")
    return Written("\n\n".join(shown), case, [str(path) for path in sorted(folder.iterdir())])


def fill(path: str | None) -> Filled:
    """The fields as a constraints file fills them; what it names is read once there is a diagnosis."""
    if not path:
        return Filled()
    try:
        opening = opening_of(read_constraints_file(Path(path)))
    except InputError as error:
        return Filled(words.refusal(str(error)))
    return Filled(
        FILE_READ,
        budget=None if opening.annual_budget_eur is None else typed(opening.annual_budget_eur),
        horizon_years=opening.horizon_years,
        ambition=None if opening.ambition is None else opening.ambition.value,
    )


def others_said(constraints: PlanningConstraints) -> str:
    """What a reopened case file keeps beside budget, horizon and ambition; empty when nothing."""
    default = PlanningConstraints()
    kept = [label for name, label in OTHERS.items() if getattr(constraints, name) != getattr(default, name)]
    return (
        f"Ce dossier garde aussi, et la trajectoire suit : {', '.join(kept)}. Pour les oublier, cochez la case." if kept else ""
    )


def typed(amount: Decimal) -> str:
    """An amount as a person would type it in the field."""
    return f"{amount:f}".removesuffix(".00").replace(".", ",")
