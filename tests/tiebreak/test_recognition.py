"""Who is paid, who edits, which product; and when to say that nobody knows."""

from __future__ import annotations

import pytest

from tiebreak import Catalogue, Recogniser, RecognitionDecision, RecognitionMethod, SupplierKind, normalise
from tiebreak.testing import a_solution, a_supplier, some_entries


@pytest.fixture
def catalogue() -> Catalogue:
    suppliers = (
        a_supplier("grand-editeur", "US").model_copy(update={"aliases": ("GRAND EDITEUR IRELAND LTD",), "siren": ("123456789",)}),
        a_supplier("revendeur", "US", kind=SupplierKind.RESELLER),
        a_supplier("fonds-libre", "DE", kind=SupplierKind.COMMUNITY),
    )
    solutions = (
        a_solution("bureau-365", "grand-editeur", "office_suite").model_copy(update={"aliases": ("B365",)}),
        a_solution("concerto", "fonds-libre", "school_services").model_copy(update={"needs_supplier": True}),
    )
    return Catalogue([some_entries(suppliers, solutions)])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("S.A.S. Berger–Levrault", "berger levrault"),
        ("SOCIÉTÉ d’Édition SARL", "d edition"),
        ("Évolution du SI", "evolution du si"),
        ("M\ufffddiath\ufffdque", "mdiathque"),
        ("SAS", "sas"),
        ("C++ Tools", "c++ tools"),
    ],
)
def test_spellings_of_a_name_come_together(written: str, expected: str) -> None:
    assert normalise(written) == expected


def test_a_known_name_is_recognised_with_its_legal_form(catalogue: Catalogue) -> None:
    found = Recogniser(catalogue).recognise("Grand Éditeur Ireland Ltd.", "Divers")

    assert (found.editor, found.method) == ("grand-editeur", RecognitionMethod.ALIAS)


def test_a_reseller_is_not_the_editor(catalogue: Catalogue) -> None:
    found = Recogniser(catalogue).recognise("REVENDEUR SAS", "Maintenance annuelle")

    assert found.payee == "revendeur"
    assert found.editor is None
    assert "éditeur reste inconnu" in found.explanation


def test_the_product_named_in_the_label_gives_the_editor_behind_a_reseller(catalogue: Catalogue) -> None:
    found = Recogniser(catalogue).recognise("REVENDEUR", "RENOUVELLEMENT B365 150 POSTES")

    assert (found.solution, found.editor, found.payee) == ("bureau-365", "grand-editeur", "revendeur")


def test_a_siren_is_recognised_when_the_name_is_not(catalogue: Catalogue) -> None:
    found = Recogniser(catalogue).recognise("G.E. EMEA", "Divers", siren="123456789")

    assert (found.editor, found.method) == ("grand-editeur", RecognitionMethod.SIREN)


def test_a_near_name_is_recognised_and_says_that_it_is_to_be_checked(catalogue: Catalogue) -> None:
    found = Recogniser(catalogue).recognise("GRAND EDITEURS", "Divers")

    assert (found.editor, found.method) == ("grand-editeur", RecognitionMethod.FUZZY)
    assert "à vérifier" in found.explanation


@pytest.mark.parametrize("supplier", ["PLOMBERIE DU CENTRE", None, "", "GE"])
def test_what_is_not_known_is_said_unknown(catalogue: Catalogue, supplier: str | None) -> None:
    found = Recogniser(catalogue).recognise(supplier, "Réparation")

    assert (found.editor, found.solution, found.method) == (None, None, RecognitionMethod.NONE)


def test_a_common_word_is_a_product_only_where_its_supplier_is_paid(catalogue: Catalogue) -> None:
    recogniser = Recogniser(catalogue)

    assert recogniser.recognise("ECOLE DE MUSIQUE", "CONCERTO DE PRINTEMPS").solution is None
    assert recogniser.recognise("FONDS LIBRE", "CONCERTO MAINTENANCE").solution == "concerto"


def test_a_product_name_is_matched_on_whole_words(catalogue: Catalogue) -> None:
    assert Recogniser(catalogue).recognise(None, "AB3650 pièces").solution is None


def test_the_word_of_the_user_wins_over_every_rule(catalogue: Catalogue) -> None:
    decision = RecognitionDecision(supplier_text="PLOMBERIE DU CENTRE", solution="bureau-365")

    found = Recogniser(catalogue, [decision]).recognise("Plomberie du Centre", "B365")

    assert (found.method, found.editor) == (RecognitionMethod.DECISION, "grand-editeur")


def test_a_name_that_stands_for_two_suppliers_is_no_name() -> None:
    twins = (
        a_supplier("alpha").model_copy(update={"aliases": ("COMMUN",)}),
        a_supplier("beta").model_copy(update={"aliases": ("COMMUN",)}),
    )

    assert Recogniser(Catalogue([some_entries(twins)])).recognise("COMMUN", "").editor is None
