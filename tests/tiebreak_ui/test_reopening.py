"""A case file kept, dropped on the page: it fills the fields, gives the same figures, and what the form changes is changed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tiebreak import CaseFile, PlanningConstraints, Workbench
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
        "Fournisseur;Libellé;Montant mandaté TTC\nBOITE;Divers;100\nMICROSOFT;Microsoft Office;900\n", encoding="utf-8"
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
    tried, budget, *filled, horizon, ambition = Actions(workbench.registry).reopened([str(kept)]) or ()
    form = Form(*filled)
    shown = steps.measure([str(kept)], form, workbench)

    assert (tried, budget, horizon, ambition) == (None, "5000", 3, "determined")
    assert (form.name, form.kind, form.inhabitants, form.zone) == ("Val-d’Essai", "municipality", "900", "eu")
    assert (form.criticalities, form.is_strict) == ("Suite bureautique=1", True)
    assert shown.case == case
    assert shown.unknowns == [], "who was identified stays so"


def test_what_the_form_changes_is_changed_in_the_reopened_case_file(workbench: Workbench, kept: Path) -> None:
    form = replace(
        form_of_case(CaseFile.from_file(kept)), name="", inhabitants="950", zone="eu_eea", criticalities="", is_strict=False
    )

    case = steps.measure([str(kept)], form, workbench).case

    assert case is not None
    assert (case.authority.name, case.authority.inhabitants) == ("Val-d’Essai", 950), "an empty field keeps what was said"
    assert (case.zone_policy, case.is_strict, case.criticality_decisions) == ("eu_eea", False, ())


def test_a_plan_of_a_reopened_case_file_keeps_the_constraints_that_the_page_does_not_show(
    workbench: Workbench, kept: Path
) -> None:
    case = steps.measure([str(kept)], form_of_case(CaseFile.from_file(kept)), workbench).case
    assert case is not None

    wanted = planning.Wanted("7 000", 3).of(case, workbench.diagnose(case), workbench.catalogue)

    assert wanted.constraints.max_projects_at_once == 1
    assert wanted.constraints.annual_budget_eur == Decimal(7000)


def test_a_case_file_is_opened_alone_and_as_it_was_read(workbench: Workbench, kept: Path, table: str) -> None:
    filled = form_of_case(CaseFile.from_file(kept))

    beside = steps.measure([str(kept), table], filled, workbench)
    mapped = steps.measure([str(kept)], replace(filled, mapping="Somme=montant"), workbench)
    kept.write_text("{}", encoding="utf-8")
    broken = steps.measure([str(kept)], filled, workbench)

    assert "se rouvre seul" in beside.reading
    assert "ce dossier est déjà lu" in mapped.reading
    assert "illisible par cette version" in broken.reading
    assert Actions(workbench.registry).reopened([str(kept)]) is None, "the page says it once it is measured"
    assert Actions(workbench.registry).reopened([table]) is None
