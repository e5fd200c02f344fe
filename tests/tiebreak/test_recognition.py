"""Who is paid, who edits, which product; and when to say that nobody knows."""

from __future__ import annotations

import pytest

from tiebreak import AmbiguousName, Catalogue, Recogniser, RecognitionDecision, RecognitionMethod, SupplierKind, normalise
from tiebreak.testing import a_solution, a_supplier, some_entries


@pytest.fixture
def catalogue() -> Catalogue:
    suppliers = (
        a_supplier("grand-editeur", "US").model_copy(update={"aliases": ("GRAND EDITEUR IRELAND LTD",), "siren": ("123456789",)}),
        a_supplier("revendeur", "US", kind=SupplierKind.RESELLER),
        a_supplier("fonds-libre", "DE", kind=SupplierKind.COMMUNITY),
        a_supplier("integrateur", "FR", kind=SupplierKind.SERVICE_PROVIDER),
        a_supplier("operateur", "FR", kind=SupplierKind.TELECOM_OPERATOR),
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


def test_a_short_near_name_is_only_suggested_unless_the_line_is_digital(catalogue: Catalogue) -> None:
    found = Recogniser(catalogue).recognise("OPERATEURS", "Divers")

    assert (found.editor, found.payee, found.suggestion, found.method) == (None, None, "operateur", RecognitionMethod.FUZZY)
    assert "à confirmer" in found.explanation
    assert Recogniser(catalogue).recognise("OPERATEURS", "Forfaits mobiles").editor == "operateur"


def test_a_long_name_nearly_written_or_abbreviated_is_counted_and_said(catalogue: Catalogue) -> None:
    for name in ("GRAND EDITEURS", "GRAND EDITUER", "GRAN EDIT IREL"):
        found = Recogniser(catalogue).recognise(name, "Divers")

        assert (found.editor, found.method) == ("grand-editeur", RecognitionMethod.FUZZY)
        assert "s’écrit presque comme" in found.explanation


@pytest.mark.parametrize("name", ["GRAND EDITION", "GRANDE EDITRICE", "GRAS EDITEUR"])
def test_a_name_that_is_not_near_enough_is_not_even_suggested(catalogue: Catalogue, name: str) -> None:
    assert Recogniser(catalogue).recognise(name, "Divers").suggestion is None


@pytest.mark.parametrize(
    ("supplier", "label", "editor"),
    [
        pytest.param("INTEGRATEUR", "Assistance à la migration", "integrateur", id="a service of its own"),
        pytest.param("INTEGRATEUR", "Licences 2026", None, id="a supply that the label does not name"),
        pytest.param("INTEGRATEUR", "Commutateurs 48 ports", None, id="equipment that the label does not name"),
        pytest.param("INTEGRATEUR", "Maintenance des commutateurs", "integrateur", id="a service on equipment"),
        pytest.param("INTEGRATEUR", "Portables garantie et maintenance 3 ans", None, id="equipment, with a service"),
        pytest.param("OPERATEUR", "Smartphones", None, id="equipment sold by an operator"),
        pytest.param("OPERATEUR", "Abonnement fibre", "operateur", id="what an operator operates"),
        pytest.param("INTEGRATEUR", "Maintenance Grand Editeur", None, id="the label names another maker"),
        pytest.param("OPERATEUR", "Abonnement fibre", "operateur", id="the operator's own service"),
        pytest.param("OPERATEUR", "Parc Grand Editeur", None, id="an operator that resells a maker"),
    ],
)
def test_who_is_paid_is_the_editor_only_of_what_is_its_own(
    catalogue: Catalogue, supplier: str, label: str, editor: str | None
) -> None:
    assert Recogniser(catalogue).recognise(supplier, label).editor == editor


def test_the_editor_that_the_file_states_wins_over_who_is_paid(catalogue: Catalogue) -> None:
    recogniser = Recogniser(catalogue)

    assert recogniser.recognise("INTEGRATEUR", "Maintenance", editor_text="Grand Editeur").editor == "grand-editeur"
    assert recogniser.recognise("INTEGRATEUR", "Maintenance", editor_text="Inconnu SA").editor is None


def test_a_subscription_to_free_software_is_told_from_a_service(catalogue: Catalogue) -> None:
    recogniser = Recogniser(catalogue)

    assert recogniser.recognise("INTEGRATEUR", "Abonnement bureau 365").is_subscription
    assert not recogniser.recognise("INTEGRATEUR", "Formation bureau 365").is_subscription


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


def test_the_word_of_the_user_says_what_a_supplier_sells(catalogue: Catalogue) -> None:
    decision = RecognitionDecision(supplier_text="PLOMBERIE DU CENTRE", solution="bureau-365")

    found = Recogniser(catalogue, [decision]).recognise("Plomberie du Centre", "Facture 12")

    assert (found.method, found.editor) == (RecognitionMethod.DECISION, "grand-editeur")
    assert found.payee is None  # a plumber was paid: the user said what for, not that someone else was


def test_saying_who_a_supplier_is_does_not_hide_the_product_of_a_label(catalogue: Catalogue) -> None:
    decisions = [RecognitionDecision(supplier_text="C.A. ESSAI", supplier="revendeur")]
    told = Recogniser(catalogue, decisions)

    product, nothing = told.recognise("C.A. Essai", "B365"), told.recognise("C.A. Essai", "Facture 12")

    assert (product.solution, product.payee) == ("bureau-365", "revendeur")
    assert (nothing.editor, nothing.payee) == (None, "revendeur"), "a reseller is nobody's editor"


def test_the_word_about_a_label_wins_over_that_about_its_supplier(catalogue: Catalogue) -> None:
    general = RecognitionDecision(supplier_text="X", supplier="revendeur")
    special = RecognitionDecision(supplier_text="X", label="Lot 3", solution="bureau-365")

    found = Recogniser(catalogue, [general, special]).recognise("X", "lot 3")

    assert (found.solution, found.method) == ("bureau-365", RecognitionMethod.DECISION)


def test_words_without_letters_are_only_themselves(catalogue: Catalogue) -> None:
    told = Recogniser(catalogue, [RecognitionDecision(supplier_text="—", supplier="grand-editeur")])

    assert told.recognise("—", "Facture").editor == "grand-editeur"
    for text in (None, "", "?", "日本"):
        assert told.recognise(text, "Facture").editor is None


def test_what_the_user_says_of_a_publisher_leaves_its_products(catalogue: Catalogue) -> None:
    told = Recogniser(catalogue, [RecognitionDecision(supplier_text="G.E.", supplier="grand-editeur")])

    assert told.recognise_product("Bureau 365", publisher_text="G.E.").solution == "bureau-365"


def test_an_editor_stated_that_only_resells_says_nothing(catalogue: Catalogue) -> None:
    recogniser = Recogniser(catalogue)

    assert recogniser.recognise("Dupont", "Licence", editor_text="Revendeur").editor is None
    assert recogniser.recognise("Dupont", "Licence", editor_text="  ").explanation.startswith("« Dupont »")


def test_a_name_that_stands_for_two_suppliers_is_no_name() -> None:
    twins = (
        a_supplier("alpha").model_copy(update={"aliases": ("COMMUN",)}),
        a_supplier("beta").model_copy(update={"aliases": ("COMMUN",)}),
    )

    assert Recogniser(Catalogue([some_entries(twins)])).recognise("COMMUN", "").editor is None


AMBIGUOUS = (
    a_supplier("agrume", "FR").model_copy(
        update={
            "name": "Agrume",
            "kinds": (SupplierKind.TELECOM_OPERATOR, SupplierKind.EDITOR),
            "ambiguous": (
                AmbiguousName(name="Agrume", alone=True, confirmed_by=("agrume pro",), refuted_by=("ville", "syndicat")),
            ),
        }
    ),
    a_supplier("de-marque-editions", "CA").model_copy(
        update={"ambiguous": (AmbiguousName(name="De Marque", strict=True, alone=True, confirmed_by=("livres numeriques",)),)}
    ),
    a_supplier("sigle-un", "FR").model_copy(update={"ambiguous": (AmbiguousName(name="SGL", confirmed_by=("nuage",)),)}),
    a_supplier("sigle-deux", "US").model_copy(update={"ambiguous": (AmbiguousName(name="SGL", confirmed_by=("marches",)),)}),
    a_supplier("grossiste", "US", kind=SupplierKind.RESELLER).model_copy(
        update={"kinds": (SupplierKind.RESELLER, SupplierKind.SERVICE_PROVIDER)}
    ),
    a_supplier("hebergeur", "FR", kind=SupplierKind.HOSTING_PROVIDER),
    a_supplier("autre-editeur", "FR"),
)
PRODUCTS = (
    a_solution("opera", "agrume", "finance").model_copy(
        update={"ambiguous": (AmbiguousName(name="Opera", refuted_by=("billet",)),)}
    ),
    a_solution("suite-sure", "autre-editeur", "mail"),
)


@pytest.fixture(scope="module")
def common_words() -> Recogniser:
    return Recogniser(Catalogue([some_entries(AMBIGUOUS, PRODUCTS)]))


@pytest.mark.parametrize(
    ("supplier", "label", "account", "editor"),
    [
        pytest.param("AGRUME", "Facture 12", None, "agrume", id="alone and nothing against it"),
        pytest.param("AGRUME", "Forfaits mobiles", None, "agrume", id="alone and digital"),
        pytest.param("AGRUME", "Cagettes de fruits", None, None, id="alone and something else"),
        pytest.param("AGRUME", "Fêtes", "6232", None, id="an account of something else"),
        pytest.param("VILLE D’AGRUME", "Logiciels mutualisés", None, None, id="refuted by who is paid"),
        pytest.param("INCONNU", "Syndicat Agrume, logiciel", None, None, id="refuted by the label"),
        pytest.param("INCONNU", "Agrume pro", None, "agrume", id="confirmed by its own words"),
        pytest.param("INCONNU", "Concert Agrume", None, None, id="a word of something else"),
        pytest.param("INCONNU", "Ordinateurs de marque blanche", None, None, id="strict: digital words are not enough"),
        pytest.param("INCONNU", "De Marque livres numériques", None, "de-marque-editions", id="strict and confirmed"),
        pytest.param("SGL", "Nuage", None, "sigle-un", id="two of a name, the one that is confirmed"),
        pytest.param("SGL", "Marchés", None, "sigle-deux", id="two of a name, the other one"),
        pytest.param("SGL", "Logiciel", None, None, id="two of a name, both confirmed"),
        pytest.param("INCONNU", "Opera gestion financière", None, "agrume", id="two words of its function"),
        pytest.param("INCONNU", "Opera", "2051", "agrume", id="a digital account"),
        pytest.param("INCONNU", "Logiciel billet Opera", None, None, id="a product refuted"),
        pytest.param(
            "AUTRE EDITEUR", "Licences Opera", None, "autre-editeur", id="another maker is paid: only its own words confirm"
        ),
        pytest.param("AGRUME", "Connecteur vers Suite Sure", None, "agrume", id="a maker that touches another’s product"),
        pytest.param("AGRUME", "Suite Sure", None, "autre-editeur", id="a maker that sells another’s product"),
        pytest.param("GROSSISTE", "Infogérance du réseau", None, "grossiste", id="the own service of a reseller"),
        pytest.param("GROSSISTE", "Fourniture et infogérance", None, None, id="a supply within its service"),
        pytest.param("HEBERGEUR", "Serveurs dédiés", None, "hebergeur", id="the servers of a host"),
        pytest.param("HEBERGEUR", "Ordinateurs portables", None, None, id="goods that a host does not make"),
        pytest.param("AUTRE EDITEUR", "Enveloppes imprimées", None, None, id="paper sold by an editor"),
        pytest.param("AUTREEDITEUR", "Divers", None, "autre-editeur", id="written in one word"),
        pytest.param("AUTRE EDITEUR SUD OUEST LYON", "Divers", None, "autre-editeur", id="followed by company words"),
        pytest.param("AUTRE EDITEUR - Mme X", "Divers", None, "autre-editeur", id="a long name followed by others"),
        pytest.param("HEBERGEUR DE NUIT", "Divers", None, "hebergeur", id="a long single name at the beginning"),
        pytest.param("AUTRE EDITEUR DE JOUETS", "Jouets", None, None, id="followed by others, for something else"),
        pytest.param("AUTRE ED1TEUR", "Divers", None, "autre-editeur", id="a letter ill read"),
        pytest.param("AGRUMME", "Divers", None, None, id="an ambiguous name nearly written is only suggested"),
    ],
)
def test_a_name_that_is_also_a_word_is_told_by_what_surrounds_it(
    common_words: Recogniser, supplier: str, label: str, account: str | None, editor: str | None
) -> None:
    assert common_words.recognise(supplier, label, account=account).editor == editor


def test_a_function_that_the_source_gives_confirms_a_product(common_words: Recogniser) -> None:
    assert common_words.recognise(None, "Opera", function="finance").solution == "opera"
    assert common_words.recognise(None, "Opera", function="mail").solution is None
    assert common_words.recognise_use("Agrume").editor == "agrume"


def test_a_subscription_to_what_a_community_keeps_is_not_paid_to_it() -> None:
    entries = some_entries(
        (a_supplier("commun", "DE", kind=SupplierKind.COMMUNITY), a_supplier("vendeur", "DE")),
        (a_solution("libre", "commun", "mail", licence="MIT"), a_solution("ouvert", "vendeur", "mail", licence="MIT")),
    )
    recogniser = Recogniser(Catalogue([entries]))

    assert not recogniser.recognise("INCONNU", "Abonnement Libre").is_subscription
    assert recogniser.recognise("INCONNU", "Abonnement Ouvert").is_subscription
