"""What each button of the page does, without a browser."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace

import pytest

from tiebreak import Registry, Workbench, hookimpl, load_registry
from tiebreak_knowledge.samples import FICTITIOUS_COMMUNE, PUBLISHED_EXAMPLE
from tiebreak_ui import steps


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "t.csv"
    path.write_text("Fournisseur;Montant mandaté TTC\nA|B <i>;1 000\n", encoding="utf-8")
    return str(path)


def test_the_published_sample_is_shown_to_the_euro(workbench: Workbench) -> None:
    shown = steps.measure_sample(PUBLISHED_EXAMPLE, workbench)

    for figure in ("11\u202f630\u202f000\u00a0€", "5\u202f600\u202f000\u00a0€", "6\u202f030\u202f000\u00a0€", "51,85\u00a0%"):
        assert figure in shown.result
    assert shown.result.count("non publié") == 14
    assert "totaux publiés" in shown.reading


def test_a_file_is_measured_planned_and_written(workbench: Workbench, table: str) -> None:
    measured = steps.measure([table], steps.Form(name="Ma commune", workstations="1 200"), workbench)
    planned = steps.plan(measured.case, "10 000", 3, workbench)
    written = steps.write(planned.case, workbench)

    assert measured.case is not None
    assert measured.case.authority.workstations == 1200
    assert "1\u202f000\u00a0€" in measured.result
    assert "A\\|B \\<i\\>" in measured.result
    assert "propriétaire(s) à identifier" in planned.result
    assert "note-elus.html" in {Path(path).name for path in written.files}
    assert "À ne pas publier" in written.result


def test_refusals_are_shown_and_nothing_is_kept(workbench: Workbench, tmp_path: Path) -> None:
    bad = tmp_path / "faute.csv"
    bad.write_text("Fournisseur;Montant mandaté\nA;x\n", encoding="utf-8")

    assert "Déposez" in steps.measure([], steps.Form(), workbench).reading
    shown = steps.measure([str(bad)], steps.Form(), workbench)
    assert shown.case is None
    assert "Ligne 2" in shown.reading
    assert steps.measure([str(bad)], steps.Form(skips_unreadable=True), workbench).case is not None
    assert "illisible" in steps.measure([str(bad)], steps.Form(year="bientôt"), workbench).reading


def test_a_bad_budget_is_refused_in_words(workbench: Workbench, table: str) -> None:
    case = steps.measure([table], steps.Form(), workbench).case

    assert "illisible" in steps.plan(case, "beaucoup", 4, workbench).result
    assert "négatif" in steps.plan(case, "-5", 4, workbench).result
    assert "Déposez" in steps.plan(None, "", 4, workbench).result
    assert "Déposez" in steps.write(None, workbench).result


def test_published_totals_have_no_trajectory_and_the_page_says_why(workbench: Workbench) -> None:
    case = steps.measure_sample(PUBLISHED_EXAMPLE, workbench).case

    assert "il faut le détail" in steps.plan(case, "", 4, workbench).result


def raising() -> None:
    raise RuntimeError("panne")


@pytest.mark.parametrize(
    "plugin",
    [
        pytest.param(SimpleNamespace(tiebreak_criteria_sets=hookimpl(raising)), id="raises in a hook"),
        pytest.param(SimpleNamespace(tiebreak_catalogue_entries=hookimpl(lambda: ["faux"])), id="returns the wrong type"),
    ],
)
def test_a_withdrawn_plugin_is_named_on_the_page(plugin: object) -> None:
    registry: Registry = load_registry()
    registry.register("cassee", plugin)

    shown = steps.write(steps.measure_sample(FICTITIOUS_COMMUNE, Workbench(registry)).case, Workbench(registry))

    assert "« cassee » retirée" in shown.result


def test_a_plugin_that_raises_at_import_is_named_on_the_page() -> None:
    registry: Registry = load_registry()
    registry.load([EntryPoint(name="cassee", value="un_module_qui_n_existe_pas", group="tiebreak.plugins")])

    assert "« cassee » retirée" in steps.measure_sample(FICTITIOUS_COMMUNE, Workbench(registry)).reading.replace("\\", "")


def test_a_mapping_is_read_line_by_line(workbench: Workbench, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Qui;Combien\nALPHA;10\n", encoding="utf-8")

    shown = steps.measure([str(path)], steps.Form(mapping="Qui=fournisseur\nCombien=montant"), workbench)

    assert shown.case is not None
    assert shown.case.readings[0].spend_lines[0].supplier_text == "ALPHA"
