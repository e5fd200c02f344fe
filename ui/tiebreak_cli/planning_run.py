"""What the commands that plan do: constrain the case, plan, show or write, and compare two plans."""

from __future__ import annotations

from pathlib import Path

from tiebreak import (
    CASE_FILE_SUFFIX,
    CaseFile,
    Diagnosis,
    Trajectory,
    Workbench,
    changed_constraints_words,
    compared_facts,
    difference_sentences,
    is_case_file,
    plan_differences,
    subject_names,
)
from tiebreak_cli import show, show_plan
from tiebreak_cli.order import Order
from tiebreak_cli.run import column_memory, facts_of, progress, refusals, refuse, write_json, write_reports
from tiebreak_cli.wishes import Wishes


def plan(order: Order, *, as_json: bool) -> None:
    """Show a trajectory, or write it as JSON."""
    workbench = Workbench(memory=column_memory(), progress=progress)
    with refusals(workbench):
        case = order.opened(workbench)
        diagnosis = workbench.diagnose(case)
        case = order.constrained(case, diagnosis, workbench.catalogue)
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
            show_plan.trajectory(diagnosis, trajectory)
            show.failures(workbench.failures)


def roadmap(order: Order, *, output: Path) -> None:
    """Write every document."""
    workbench = Workbench(memory=column_memory(), progress=progress)
    with refusals(workbench):
        case = order.opened(workbench)
        diagnosis = workbench.diagnose(case)
        case = order.constrained(case, diagnosis, workbench.catalogue)
        trajectory = workbench.plan(case, diagnosis)
        reports = workbench.reports(case, diagnosis, trajectory)
        if not reports:
            show.failures(workbench.failures)
            refuse("Aucun document n’a pu être écrit. Voyez : tiebreak plugins")
        write_reports(reports, case, output)
        show.failures(workbench.failures)


def what_if(dossier: Path, wishes: Wishes, *, as_json: bool) -> None:
    """Show what another plan would change, or write it as JSON; nothing is kept."""
    if not is_case_file(dossier):
        refuse(
            f"« {dossier} » n’est pas un dossier ({CASE_FILE_SUFFIX}). Gardez-en un d’abord : "
            f"tiebreak diagnose vos-tableaux --save dossier{CASE_FILE_SUFFIX}"
        )
    workbench = Workbench(progress=progress)
    with refusals(workbench):
        case = CaseFile.from_file(dossier)
        diagnosis = workbench.diagnose(case)
        constraints = wishes.applied(case.constraints, subject_names(diagnosis, workbench.catalogue))
        before = planned(workbench, case, diagnosis)
        after = planned(workbench, case.model_copy(update={"constraints": constraints}), diagnosis)
        differences, facts = plan_differences(before, after), compared_facts(before, after)
        names = {each.dependency.id: each.dependency.label for each in diagnosis.assessments}
        sentences = [*difference_sentences(differences, facts, names=names, has_shares=diagnosis.is_of_spending)]
        changed = changed_constraints_words(before, after, facts)
        if as_json:
            write_json(
                {
                    "differences": differences.model_dump(mode="json"),
                    "sentences": [f"Et si : {changed}.", *sentences],
                    "facts": [fact.model_dump(mode="json") for fact in facts],
                    "failures": workbench.failures,
                }
            )
        else:
            show_plan.differences(changed, sentences)
            show.failures(workbench.failures)


def planned(workbench: Workbench, case: CaseFile, diagnosis: Diagnosis) -> Trajectory:
    """The trajectory, or a refusal that says why there is none."""
    trajectory = workbench.plan(case, diagnosis)
    if trajectory is None:
        show.failures(workbench.failures)
        refuse("Aucun planificateur en service. Voyez : tiebreak plugins")
    return trajectory
