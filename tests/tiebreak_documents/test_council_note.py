"""The note for élus on small cases: whole, neutral, in right French, and it hides no action."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.tiebreak_documents.reading import (
    annex_of,
    figures_in,
    inputs_of,
    leave,
    note_of,
    plan_of,
    reports_of,
    without_spaces,
    words_of_docx,
)

from tiebreak import ActionKind, PluginFailure, ReportInputs, SpendLine
from tiebreak.testing import AN_AUTHORITY, a_contract, a_spend_line
from tiebreak_documents.charts import spend_chart

FOUR_DOCUMENTS = ["annexe-interne.docx", "annexe-interne.html", "note-elus.docx", "note-elus.html"]
PLURAL_OF_ONE = re.compile(r"(?<![\d,])[01]\s\w+s\b|\(s\)|\bdes\s1\b")


def row_of(rows: list[list[str]], first: str) -> list[str]:
    (found,) = [row for row in rows if row and row[0] == first]
    return found


def two_suites() -> tuple[SpendLine, SpendLine]:
    """Two dependencies, which a planner may say of the same need."""
    return a_spend_line(1, label="Produit Suite", amount="300"), a_spend_line(2, label="Produit Visio", amount="200")


@pytest.mark.parametrize(
    "amounts",
    [pytest.param(("0",), id="a line of nothing"), pytest.param(("90", "-90"), id="an invoice and its credit note")],
)
@pytest.mark.parametrize("other", [pytest.param(True, id="beside money"), pytest.param(False, id="alone")])
def test_a_function_that_totals_nothing_leaves_every_document_whole(amounts: tuple[str, ...], *, other: bool) -> None:
    lines = [a_spend_line(number, label="Produit Visio", amount=amount) for number, amount in enumerate(amounts, start=1)]
    lines += [a_spend_line(9, label="Produit Suite", amount="100")] if other else []
    inputs = inputs_of(*lines, plan=plan_of(leave(1)))

    assert sorted(reports_of(inputs)) == FOUR_DOCUMENTS
    if other:
        assert row_of(note_of(inputs).rows, "Visioconférence")[2] == "–"
    else:
        assert "aucune part ne peut être donnée" in note_of(inputs).text


def test_a_plan_that_does_not_say_what_studies_add_has_its_documents() -> None:
    inputs = inputs_of(*two_suites(), plan=plan_of(leave(1), says_what_studies_add=False))

    assert sorted(reports_of(inputs)) == FOUR_DOCUMENTS


def widths(svg: str, fill: str) -> list[float]:
    """Widths of the shapes of one colour."""
    shapes = re.findall(rf'<path d="([^"]+)"[^>]*style="fill: {fill}', svg)
    abscissas = [[float(x) for x in re.findall(r"[ML] (\S+) \S+", shape)] for shape in shapes]
    return [max(each) - min(each) for each in abscissas]


def test_the_chart_does_not_paint_unknown_money_as_inside() -> None:
    lines = [
        replace(a_spend_line(1, supplier="INCONNU", label="Divers", amount="5000"), spend_type="servers"),
        replace(a_spend_line(2, label="Produit Serveur", amount="90"), spend_type="storage"),
        replace(a_spend_line(3, label="Produit Serveur", amount="-40"), spend_type="servers"),
    ]
    rows = [row for row in inputs_of(*lines).diagnosis.by_spend_type if row.key == "servers"]

    svg = spend_chart(rows, "Barres").svg

    assert (rows[0].amount, rows[0].interval) == (Decimal(4960), None)
    assert max(widths(svg, "#1f6f8b")) < 20 < 200 < max(widths(svg, "url"))


def test_the_public_note_names_a_withdrawn_plugin_and_its_stage_but_not_its_error() -> None:
    error = "KnowledgeError : le nom 'microsoft' désigne à la fois (deux) fournisseurs"
    inputs = inputs_of(a_spend_line(), failures=(str(PluginFailure("marchés", "catalogue", error)),))

    assert "Extension « marchés » retirée (catalogue)." in note_of(inputs).text
    assert "microsoft" not in note_of(inputs).text
    assert error in annex_of(inputs).text


def test_a_failure_in_unknown_words_says_nothing_more_than_that_it_happened_in_the_public_note() -> None:
    note = note_of(inputs_of(a_spend_line(), failures=("microsoft a échoué",)))

    assert "Une extension a été retirée." in note.text
    assert "microsoft" not in note.text


def test_two_costed_actions_that_read_the_same_are_both_in_the_table() -> None:
    plan = plan_of(*(leave(number, kind=ActionKind.MIGRATE, cost=5000) for number in (1, 2)))
    note = note_of(inputs_of(*two_suites(), plan=plan))

    rows = [row for row in note.rows if row[0] == "Suite bureautique" and "migrer" in row]
    assert "10 000 €" in note.text
    assert [without_spaces(row[3]) for row in rows] == ["5000€", "5000€"]


def test_two_studies_that_read_the_same_are_one_row_that_counts_them() -> None:
    note = note_of(inputs_of(*two_suites(), plan=plan_of(leave(1), leave(2))))

    assert "2 sorties à étudier" in note.text
    assert [row[0] for row in note.rows if "étudier et chiffrer" in row] == ["Suite bureautique (2\u00a0dépendances)"]


def test_a_study_and_a_migration_of_one_need_are_two_bars_of_the_calendar() -> None:
    plan = plan_of(leave(1), leave(2, kind=ActionKind.MIGRATE, cost=5000))
    html = reports_of(inputs_of(*two_suites(), plan=plan))["note-elus.html"].content.decode("utf-8")

    assert html.count("<!-- Suite bureautique -->") == 2


def test_a_long_need_is_written_whole_on_the_calendar() -> None:
    need = "Suite bureautique + Messagerie et agendas + Travail collaboratif et partage de fichiers"
    html = reports_of(inputs_of(*two_suites(), plan=plan_of(leave(1, need=need))))["note-elus.html"].content.decode("utf-8")

    assert " ".join(re.findall(r"<!-- (Suite.*|Travail.*) -->", html)) == need


def test_an_unknown_never_improves_the_place_of_a_function() -> None:
    """Payroll: criticality 4, likelihood 2 to 4. Suite: criticality 3, likelihood 4."""
    note = note_of(inputs_of(a_spend_line(1, label="Produit Suite", amount="900"), a_spend_line(2, label="Produit Paie")))

    exposed = [(row[0], row[4]) for row in note.rows if len(row) == 6 and row[3] in {"3", "4"}]
    assert exposed == [("Ressources humaines et paie", "8 à 16"), ("Suite bureautique", "12")]


@pytest.mark.parametrize("budget", [pytest.param(None, id="no budget"), pytest.param(7000, id="a budget")])
def test_the_council_approves_costs_and_reads_the_budget_only_when_there_is_one(budget: int | None) -> None:
    note = note_of(inputs_of(*two_suites(), plan=plan_of(leave(1, cost=300), budget=budget)))

    assert "Approuver l’ordre des actions et leur coût connu, à son estimation centrale" in note.text
    assert ("il tient un budget de 7 000 € par an" in note.text) is (budget is not None)
    assert ("budget" in note.text) is (budget is not None)


def suites_under_contracts(**terms: object) -> ReportInputs:
    """Two dependencies to leave; the first has a contract with these terms, the second has none."""
    first, second = two_suites()
    contract = a_contract(11, contract_number="2024-1", end=date(2027, 6, 30)).model_copy(update={"supplier_text": None, **terms})
    line = replace(first, contract_number="2024-1")
    return inputs_of(line, second, contracts=(contract,), plan=plan_of(leave(1), leave(2)))


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        pytest.param({}, "date de fin pour 1, reconduction pour 2, préavis pour 2.", id="only an end"),
        pytest.param(
            {"renews_tacitly": True}, "date de fin pour 1, reconduction pour 1, préavis pour 2.", id="renewed without a notice"
        ),
        pytest.param(
            {"renews_tacitly": False},
            "date de fin pour 1, reconduction pour 1, préavis pour 1.",
            id="no renewal, no notice needed",
        ),
    ],
)
def test_the_council_is_told_how_many_contracts_lack_what(terms: dict[str, object], said: str) -> None:
    assert f"des contrats des 2 dépendances du calendrier : {said}" in note_of(suites_under_contracts(**terms)).text


def test_complete_contracts_are_not_said_to_be_missing() -> None:
    line = replace(a_spend_line(label="Produit Suite"), contract_number="2024-1")
    terms = {"supplier_text": None, "renews_tacitly": True, "notice_months": 3}
    contract = a_contract(11, contract_number="2024-1", end=date(2027, 6, 30)).model_copy(update=terms)

    note = note_of(inputs_of(line, contracts=(contract,), plan=plan_of(leave(1))))

    assert "ne disent pas" not in note.text
    assert "Faire préparer les dénonciations" in note.text


def test_one_is_never_written_with_a_plural() -> None:
    """One year, one migration, no study, one line, one unknown owner to identify."""
    one = inputs_of(a_spend_line(), plan=plan_of(leave(1, kind=ActionKind.IDENTIFY)))
    migrated = inputs_of(a_spend_line(label="Produit Suite"), plan=plan_of(leave(1, kind=ActionKind.MIGRATE, cost=5000), years=1))

    texts = [text for read in (note_of, annex_of) for inputs in (one, migrated) for text in read(inputs).words]

    assert [found for text in texts for found in PLURAL_OF_ONE.findall(text)] == []
    assert "migration chiffrée sur 1 an " in note_of(migrated).text
    assert "Périmètre : 1 ligne," in note_of(one).text


def test_a_character_that_no_document_may_hold_does_not_stop_any() -> None:
    line = a_spend_line(supplier="ALPHA\x0bBÊTA\x00\ufffe", label="Divers\x1f")
    inputs = inputs_of(line, plan=plan_of(leave(1, kind=ActionKind.IDENTIFY)))

    reports = reports_of(inputs)

    assert sorted(reports) == FOUR_DOCUMENTS
    assert "ALPHA BÊTA" in words_of_docx(reports["annexe-interne.docx"])
    assert not [
        name for name, report in reports.items() if name.endswith("html") and re.search(rb"[\x00\x0b\x1f]", report.content)
    ]


def test_a_name_longer_than_the_properties_of_a_file_does_not_stop_a_document() -> None:
    authority = AN_AUTHORITY.model_copy(update={"name": "Commune " + "d’essai " * 60})

    assert sorted(reports_of(inputs_of(a_spend_line(), authority=authority))) == FOUR_DOCUMENTS


def test_a_sentence_of_a_planner_is_not_printed_when_its_figure_is_not_on_the_register() -> None:
    def action(diagnosis: object) -> object:
        return leave(1, kind=ActionKind.MIGRATE, cost=5000)(diagnosis).model_copy(  # type: ignore[arg-type]
            update={"why": "Licence propriétaire. De 200 à 400 € par poste, 20 % restant. Au plus 5 000 €."}
        )

    annex = annex_of(inputs_of(a_spend_line(label="Produit Suite"), plan=plan_of(action)))  # type: ignore[arg-type]

    assert "Licence propriétaire. Au plus 5 000 €. Le contrat finit." in annex.text
    assert not {"400€", "20%"} & figures_in(annex.words)


def test_what_may_not_be_digital_is_said_before_any_figure() -> None:
    inputs = inputs_of(a_spend_line(1, label="Produit Suite", amount="500"), a_spend_line(2, supplier="X", label="Repas cantine"))

    note, annex = note_of(inputs).text, annex_of(inputs).text

    assert note.index("À vérifier avant de lire ces chiffres") < note.index("%")
    assert "1 ligne semble dire autre chose qu’un achat numérique" in annex.replace("\u202f", " ")
