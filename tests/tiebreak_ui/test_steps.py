"""What each button of the page does, without a browser."""

from __future__ import annotations

import html
import socket
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace

import pytest

from tiebreak import ClaimStatus, InputError, Registry, Workbench, hookimpl, load_registry
from tiebreak_knowledge.samples import FICTITIOUS_COMMUNE, PUBLISHED_EXAMPLE
from tiebreak_ui import planning, steps
from tiebreak_ui.form import Form, corrected, form_of, new_form
from tiebreak_ui.launch import refuse_taken


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
    measured = steps.measure([table], Form(name="Ma commune", workstations="1 200"), workbench)
    planned = planning.plan(measured.case, planning.Wanted("10 000", 3), workbench)
    written = planning.write(planned.case, planning.Wanted("10 000", 3), workbench)

    assert measured.case is not None
    assert measured.case.authority.workstations == 1200
    assert "1\u202f000\u00a0€" in measured.result
    assert "A\\|B \\<i\\>" in measured.result
    assert "1 propriétaire à identifier" in planned.result
    assert "note-elus.html" in {Path(path).name for path in written.files}
    assert "À ne pas publier : annexe-interne.docx, annexe-interne.html, dossier.tiebreak.json" in written.result


def test_refusals_are_shown_and_nothing_is_kept(workbench: Workbench, tmp_path: Path) -> None:
    bad = tmp_path / "faute.csv"
    bad.write_text("Fournisseur;Montant mandaté\nA;x\nB;10\n", encoding="utf-8")

    assert "Déposez" in steps.measure([], Form(), workbench).reading
    shown = steps.measure([str(bad)], Form(), workbench)
    assert shown.case is None
    assert "Ligne 2" in shown.reading
    assert steps.measure([str(bad)], Form(skips_unreadable=True), workbench).case is not None
    assert "Exercice : 'bientôt' n’est pas un nombre" in steps.measure([str(bad)], Form(year="bientôt"), workbench).reading


def test_a_bad_budget_is_refused_in_words(workbench: Workbench, table: str) -> None:
    case = steps.measure([table], Form(), workbench).case

    assert "n’est pas un nombre" in planning.plan(case, planning.Wanted("beaucoup", 4), workbench).result
    assert "négatif" in planning.plan(case, planning.Wanted("-5", 4), workbench).result
    assert "Mesurer" in planning.plan(None, planning.Wanted(), workbench).result
    assert "Mesurer" in planning.write(None, planning.Wanted(), workbench).result
    assert "deux façons" in planning.write(case, planning.Wanted("40.000", 4), workbench).result
    assert "n’est pas un nombre" in planning.write(case, planning.Wanted("abc", 4), workbench).result
    assert planning.write(case, planning.Wanted("abc", 4), workbench).files == []


def test_published_totals_have_no_trajectory_and_the_page_says_why(workbench: Workbench) -> None:
    case = steps.measure_sample(PUBLISHED_EXAMPLE, workbench).case

    assert "il faut le détail" in planning.plan(case, planning.Wanted("", 4), workbench).result


@pytest.mark.enable_socket
def test_a_port_already_taken_is_refused_in_french_with_another() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(InputError, match=rf"Le port {port} est déjà pris.*--port \d+"):
            refuse_taken(port)


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

    shown = planning.write(
        steps.measure_sample(FICTITIOUS_COMMUNE, Workbench(registry)).case, planning.Wanted("", 4), Workbench(registry)
    )

    assert "« cassee » retirée" in shown.result


def test_a_plugin_that_raises_at_import_is_named_on_the_page() -> None:
    registry: Registry = load_registry()
    registry.load([EntryPoint(name="cassee", value="un_module_qui_n_existe_pas", group="tiebreak.plugins")])

    assert "« cassee » retirée" in steps.measure_sample(FICTITIOUS_COMMUNE, Workbench(registry)).reading.replace("\\", "")


def test_a_mapping_is_read_line_by_line(workbench: Workbench, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Qui;Combien\nALPHA;10\n", encoding="utf-8")

    shown = steps.measure([str(path)], Form(mapping="Qui=fournisseur\nCombien=montant"), workbench)

    assert shown.case is not None
    assert shown.case.readings[0].spend_lines[0].supplier_text == "ALPHA"


def test_the_documents_follow_the_budget_that_the_page_shows(workbench: Workbench, table: str) -> None:
    planned = planning.plan(steps.measure([table], Form(), workbench).case, planning.Wanted("10 000", 3), workbench)

    written = planning.write(planned.case, planning.Wanted("20 000", 5), workbench)

    assert written.case is not None
    assert (written.case.constraints.annual_budget_eur, written.case.constraints.horizon_years) == (20_000, 5)


def test_a_sample_can_be_measured_again_with_its_fields_changed(workbench: Workbench) -> None:
    form = replace(form_of(FICTITIOUS_COMMUNE), workstations="12")

    case = steps.measure([], form, workbench, sample=FICTITIOUS_COMMUNE).case

    assert case is not None
    assert (case.authority.workstations, case.authority.is_fictitious) == (12, True)
    assert case.authority.name == FICTITIOUS_COMMUNE.authority.name


def test_a_question_about_columns_says_where_to_answer_and_takes_the_answer(workbench: Workbench, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Fournisseur;Montant engagé;Montant mandaté\nALPHA;10;12\n", encoding="utf-8")

    asked = steps.measure([str(path)], Form(), workbench).reading
    answered = steps.measure([str(path)], Form(mapping='--map "Montant mandaté=montant"'), workbench)

    assert "« Montant mandaté=montant »" in asked
    assert "Réglages, « Sens des colonnes »" in asked
    assert answered.case is not None
    assert answered.case.readings[0].spend_lines[0].amount == 12


@pytest.mark.parametrize(
    ("form", "message"),
    [
        (Form(siren="12 345"), "SIREN (neuf chiffres) : '12345' hors des limites"),
        (Form(insee="75"), "Code INSEE (cinq signes) : '75' hors des limites"),
        (Form(year="1830"), "Exercice : 1830 hors des limites"),
    ],
)
def test_a_field_out_of_bounds_is_named_as_the_page_names_it(workbench: Workbench, table: str, form: Form, message: str) -> None:
    assert message in steps.measure([table], form, workbench).reading


def test_a_siren_typed_with_spaces_is_the_siren(workbench: Workbench, table: str) -> None:
    case = steps.measure([table], Form(siren="123 456 789", insee="2a004"), workbench).case

    assert case is not None
    assert (case.authority.siren, case.authority.insee) == ("123456789", "2A004")


def test_the_columns_read_are_offered_for_correction(workbench: Workbench, table: str) -> None:
    assert steps.measure([table], Form(), workbench).columns == [
        ("Fournisseur", "fournisseur"),
        ("Montant mandaté TTC", "montant"),
    ]


@pytest.mark.parametrize(
    ("mapping", "after"),
    [
        (None, "Somme=montant"),
        ("", "Somme=montant"),
        ("Texte=objet", "Texte=objet\nSomme=montant"),
        ('--map "Somme=objet"\n\nTexte=objet', "Texte=objet\nSomme=montant"),
    ],
)
def test_a_correction_takes_the_place_of_the_former_one_of_its_column(mapping: str | None, after: str) -> None:
    assert corrected(mapping, "Somme", "montant") == after


@pytest.mark.parametrize(("title", "meaning"), [(None, "montant"), ("Somme", None), ("", "")])
def test_a_correction_that_says_nothing_changes_nothing(title: str | None, meaning: str | None) -> None:
    assert corrected("Texte=objet", title, meaning) == "Texte=objet"


def test_who_is_not_recognised_is_offered_and_what_the_user_says_is_kept(workbench: Workbench, tmp_path: Path) -> None:
    path = tmp_path / "depenses.csv"
    path.write_text(
        "Fournisseur;Libellé;Montant mandaté TTC\nPETITE BOITE;Divers;100\nGROSSE BOITE;Divers;900\nMICROSOFT FRANCE;M365;50\n",
        encoding="utf-8",
    )

    before = steps.measure([str(path)], new_form(), workbench)
    identified = corrected("", "GROSSE BOITE", "berger-levrault")
    after = steps.measure([str(path)], replace(new_form(), identified=identified), workbench)

    assert before.unknowns == ["GROSSE BOITE", "PETITE BOITE"], "the largest amounts first"
    assert after.unknowns == ["PETITE BOITE"]
    assert after.case is not None
    assert [decision.supplier for decision in after.case.recognition_decisions] == ["berger-levrault"]


def test_an_entry_that_does_not_exist_is_refused_on_the_page(workbench: Workbench, tmp_path: Path) -> None:
    path = tmp_path / "depenses.csv"
    path.write_text("Fournisseur;Libellé;Montant mandaté TTC\nBOITE;Divers;100\n", encoding="utf-8")

    shown = steps.measure([str(path)], replace(new_form(), identified="BOITE=absente"), workbench)

    assert shown.case is None
    assert "n’est pas au catalogue" in shown.reading


def test_a_criticality_said_on_the_page_moves_the_risk_and_is_kept(workbench: Workbench, tmp_path: Path) -> None:
    path = tmp_path / "depenses.csv"
    path.write_text("Fournisseur;Libellé;Montant mandaté TTC\nMICROSOFT;Microsoft Office;900\n", encoding="utf-8")

    cases = {}
    for said in ("", "Suite bureautique=1", "--criticality Suite bureautique=vitale"):
        shown = steps.measure([str(path)], replace(new_form(), criticalities=said), workbench)
        assert shown.case is not None
        cases[said] = workbench.diagnose(shown.case).assessments[0]

    default, least, most = cases.values()
    assert (default.dependency.criticality, default.dependency.criticality_is_default) == (3, True)
    assert (least.dependency.criticality, most.dependency.criticality) == (1, 4)
    assert least.risk.high < default.risk.high < most.risk.high
    assert "Criticité 4 (décidée par la collectivité)." in most.reasons


def test_an_unknown_function_is_refused_on_the_page(workbench: Workbench, tmp_path: Path) -> None:
    path = tmp_path / "depenses.csv"
    path.write_text("Fournisseur;Libellé;Montant mandaté TTC\nMICROSOFT;Microsoft Office;900\n", encoding="utf-8")

    shown = steps.measure([str(path)], replace(new_form(), criticalities="Cantine volante=2"), workbench)

    assert shown.case is None
    assert "« Cantine volante » : fonction inconnue" in shown.reading


def test_the_strict_mode_of_the_page_counts_what_is_presumed_as_unknown(workbench: Workbench, tmp_path: Path) -> None:
    presumed = next(
        each
        for each in workbench.catalogue.suppliers.values()
        if each.ultimate_owner.status is ClaimStatus.PRESUMED and not each.ambiguous and "(" not in each.name
    )
    path = tmp_path / "depenses.csv"
    path.write_text(f"Fournisseur;Libellé;Montant mandaté TTC\n{presumed.name};Logiciel;900\n", encoding="utf-8")

    widths = {}
    for is_strict in (False, True):
        case = steps.measure([str(path)], replace(new_form(), is_strict=is_strict), workbench).case
        assert case is not None
        owner = workbench.diagnose(case).axis_shares[0]
        widths[is_strict] = owner.interval.high - owner.interval.low

    assert widths == {False: 0, True: 1}


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("criticalities", "Messagerie : 4", "ligne 1, 'Messagerie : 4' : écrivez Messagerie=4"),
        ("criticalities", "\nMessagerie=1\nMessagerie=4", "ligne 3 : « Messagerie » est dit de deux façons"),
        ("mapping", "Somme", "ligne 1, 'Somme' : écrivez Titre de la colonne=champ"),
        ("identified", "=berger-levrault", "ligne 1, '=berger-levrault' : écrivez Nom écrit=entrée du catalogue"),
    ],
)
def test_a_line_of_the_settings_that_says_nothing_is_named(
    workbench: Workbench, table: str, field: str, text: str, told: str
) -> None:
    shown = steps.measure([table], replace(new_form(), **{field: text}), workbench)

    assert shown.case is None
    assert "Réglages, " in shown.reading
    assert told in html.unescape(shown.reading)
