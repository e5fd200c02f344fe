"""A case file kept, dropped on the page: it fills the fields, gives the same figures, and what the form changes is changed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tiebreak import CaseFile, PlanningConstraints, Workbench, YearBudget
from tiebreak_ui import planning, steps
from tiebreak_ui.actions import Actions
from tiebreak_ui.form import Form, form_of_case, new_form


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "t.csv"
    path.write_text("Fournisseur;Montant mandaté TTC\nBOITE;1 000\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def kept(workbench: Workbench, tmp_path: Path) -> Path:
    """A case file kept: strict, with a criticality, a name, a budget and a supplier identified."""
    table = tmp_path / "depenses.csv"
    table.write_text(
        "Exercice;Fournisseur;Libellé;Montant mandaté TTC\n2025;BOITE;Divers;100\n2025;MICROSOFT;Microsoft Office;900\n",
        encoding="utf-8",
    )
    form = replace(
        new_form(),
        name="Val-d’Essai",
        kind="municipality",
        inhabitants="900",
        zone="eu",
        identified="BOITE=berger-levrault",
        criticalities="Suite bureautique=1",
        is_strict=True,
    )
    case = steps.measure([str(table)], form, workbench).case
    assert case is not None
    constraints = PlanningConstraints(annual_budget_eur=Decimal(5000), horizon_years=3, max_projects_at_once=1)
    path = tmp_path / "val-d-essai.tiebreak.json"
    path.write_text(case.model_copy(update={"constraints": constraints}).to_json(), encoding="utf-8")
    return path


def test_a_case_file_dropped_on_the_page_fills_it_and_measures_the_same(workbench: Workbench, kept: Path) -> None:
    case = CaseFile.from_file(kept)
    filled_by, budget, *filled, horizon, ambition, others = Actions(workbench.registry).reopened([str(kept)]) or ()
    form = Form(*filled)
    shown = steps.measure([str(kept)], form, workbench, filled_by=filled_by)

    assert (budget, horizon, ambition) == ("5000", 3, "determined")
    assert "un plafond de projets à la fois" in others
    assert (form.name, form.kind, form.inhabitants, form.zone) == ("Val-d’Essai", "municipality", "900", "eu")
    assert (form.criticalities, form.is_strict) == ("Suite bureautique=1", True)
    assert shown.case == case
    assert shown.unknowns == [], "who was identified stays so"
    assert shown.columns == [], "its tables are not read again: no column can be corrected"


def test_what_the_form_changes_is_changed_in_the_reopened_case_file(workbench: Workbench, kept: Path) -> None:
    form = replace(
        form_of_case(CaseFile.from_file(kept)), name="", inhabitants="", zone="eu_eea", criticalities="", is_strict=False
    )

    case = steps.measure([str(kept)], form, workbench, filled_by=str(kept)).case

    assert case is not None
    assert (case.authority.name, case.authority.inhabitants) == ("Collectivité non nommée", None), "an emptied field is unknown"
    assert (case.zone_policy, case.is_strict, case.criticality_decisions) == ("eu_eea", False, ())


def test_a_form_that_the_case_file_did_not_fill_changes_nothing_in_it(workbench: Workbench, kept: Path) -> None:
    assert steps.measure([str(kept)], new_form(), workbench).case == CaseFile.from_file(kept)
    assert steps.measure([str(kept)], new_form(), workbench, filled_by="/ailleurs.tiebreak.json").case == CaseFile.from_file(kept)


def test_a_plan_keeps_the_constraints_that_the_page_does_not_show_until_they_are_forgotten(
    workbench: Workbench, kept: Path
) -> None:
    case = steps.measure([str(kept)], new_form(), workbench).case
    assert case is not None
    yearly = case.constraints.model_copy(update={"budgets": (YearBudget(year=2027, amount=Decimal(1)),)})
    case = case.model_copy(update={"constraints": yearly})

    def asked(wanted: planning.Wanted) -> PlanningConstraints:
        return wanted.of(case, workbench.diagnose(case), workbench.catalogue).constraints

    same, dearer, forgotten = (
        asked(planning.Wanted("5000", 3)),
        asked(planning.Wanted("7 000", 3)),
        asked(planning.Wanted("7 000", 3, forgets_others=True)),
    )
    assert (same.max_projects_at_once, len(same.budgets)) == (1, 1)
    assert (dearer.annual_budget_eur, dearer.max_projects_at_once, dearer.budgets) == (Decimal(7000), 1, ())
    assert forgotten == PlanningConstraints(annual_budget_eur=Decimal(7000), horizon_years=3)
    assert planning.others_said(forgotten) == ""


def test_every_constraint_that_the_page_does_not_show_has_its_name() -> None:
    assert {*planning.OTHERS, "annual_budget_eur", "horizon_years", "ambition"} == set(PlanningConstraints.model_fields)


def test_a_case_file_is_opened_alone_and_as_it_was_read(workbench: Workbench, kept: Path, table: str) -> None:
    filled = form_of_case(CaseFile.from_file(kept))

    beside = steps.measure([str(kept), table], filled, workbench)
    mapped = steps.measure([str(kept)], replace(filled, mapping="Somme=montant"), workbench, filled_by=str(kept))
    other_year = steps.measure([str(kept)], replace(filled, year="2019"), workbench, filled_by=str(kept))
    kept.write_text("{}", encoding="utf-8")
    broken = steps.measure([str(kept)], filled, workbench)

    assert "se rouvre seul" in beside.reading
    assert "ce dossier est déjà lu" in mapped.reading
    assert "2025" in other_year.reading
    assert other_year.case is None
    assert "Redonnez les tableaux" in broken.reading
    assert Actions(workbench.registry).reopened([str(kept)]) is None, "the page says it once it is measured"
    assert Actions(workbench.registry).reopened([table]) is None


def test_a_second_download_that_the_browser_numbered_is_reopened(workbench: Workbench, kept: Path) -> None:
    again = kept.rename(kept.with_name("dossier.tiebreak (1).json"))

    assert steps.measure([str(again)], new_form(), workbench).case == CaseFile.from_file(again)
