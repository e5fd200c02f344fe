"""What the page asks of a plan, what it shows of it, and what it says when a field changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiebreak import Ambition, CaseFile, Workbench
from tiebreak_ui import planning
from tiebreak_ui.actions import Actions
from tiebreak_ui.planning import Wanted

CONFLICTING = '[[echeances]]\nsujet = "Virtualisation"\navant_le = "30/06/2027"\n'


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "c.toml"
    path.write_text(f'budget_annuel = "30 000 €"\nhorizon = 5\nambition = "prudente"\n{CONFLICTING}', encoding="utf-8")
    return str(path)


def test_the_fields_win_over_the_file(workbench: Workbench, commune: CaseFile, file: str) -> None:
    shown = planning.plan(commune, Wanted("20 000", 3, "balanced", file), workbench)

    assert shown.case is not None
    constraints = shown.case.constraints
    assert (constraints.annual_budget_eur, constraints.horizon_years) == (20_000, 3)
    assert constraints.ambition is Ambition.BALANCED
    assert [each.subject for each in constraints.deadlines] == ["virtualisation"]


def test_a_file_fills_the_fields_that_it_tells(tmp_path: Path, file: str) -> None:
    assert planning.fill(file) == planning.Filled(planning.FILE_READ, "30000", 5, "prudent")
    assert planning.fill(None) == planning.Filled()

    (tmp_path / "faute.toml").write_text("horizon = quatre", encoding="utf-8")
    refused = planning.fill(str(tmp_path / "faute.toml"))
    assert "Ligne 1" in refused.message
    assert refused.horizon_years is None


def test_the_faults_of_a_file_are_shown_instead_of_a_plan(workbench: Workbench, commune: CaseFile, tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text('garder = ["Telefonie"]\n', encoding="utf-8")

    planned = planning.plan(commune, Wanted(constraints=str(path)), workbench)
    written = planning.write(commune, Wanted(constraints=str(path)), workbench)

    assert "Ligne 1 : garder : « Telefonie »" in planned.result
    assert planned.plans == ()
    assert "Telefonie" in written.result
    assert written.files == []


def test_contradictions_come_first_then_what_differs_then_the_plan(workbench: Workbench, commune: CaseFile, file: str) -> None:
    first = planning.plan(commune, Wanted("30000", 5, "prudent"), workbench)
    second = planning.plan(commune, Wanted("30000", 5, "prudent", file), workbench, plans=first.plans)

    order = ["ne peut pas tenir", "#### Et si : échéances", "#### Le plan", "#### Les trajectoires possibles", "#### Les actions"]
    assert [second.result.index(each) for each in order] == sorted(second.result.index(each) for each in order)
    assert "Et si" not in first.result


def test_planning_twice_under_the_same_fields_keeps_the_former_plan_to_compare(workbench: Workbench, commune: CaseFile) -> None:
    first = planning.plan(commune, Wanted("60000"), workbench)
    second = planning.plan(commune, Wanted("20000"), workbench, plans=first.plans)
    again = planning.plan(commune, Wanted("20000"), workbench, plans=second.plans)

    assert "Et si : budget annuel (20\u202f000\xa0€ au lieu de 60\u202f000\xa0€)" in second.result
    assert again.result == second.result
    assert again.plans == second.plans


def test_a_refused_field_keeps_the_plan_to_compare_with(workbench: Workbench, commune: CaseFile) -> None:
    first = planning.plan(commune, Wanted("60000"), workbench)

    refused = planning.plan(commune, Wanted("beaucoup"), workbench, plans=first.plans)

    assert "n’est pas un nombre" in refused.result
    assert refused.plans == first.plans


def test_nothing_is_planned_anew_before_a_plan_was_asked_nor_when_nothing_changed(commune: CaseFile) -> None:
    actions = Actions(None)
    form = ("formulaire",)
    under, _, plans, _, _ = actions.plan(commune, (), form, "60000", 4, "determined", None)

    assert actions.replan(commune, (), None, form, "60000", 4, "determined", None) is None
    assert actions.replan(commune, plans, under, form, "60000", 4, "determined", None) is None
    changed = actions.replan(commune, plans, under, form, "60000", 5, "determined", None)
    assert changed is not None
    assert changed[0] == (form, "60000", 5, "determined", None)
    assert "Et si : horizon (5 ans au lieu de 4 ans)" in changed[1]
