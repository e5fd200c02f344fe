"""Names that everyday words, other bodies and other companies also write: counted only when something tells them apart."""

from __future__ import annotations

import string
import tomllib
from importlib.resources import files
from time import perf_counter

import pytest

from tiebreak import Catalogue, Recogniser, RecognitionMethod, Supplier, SupplierKind, normalise
from tiebreak.testing import a_solution, a_supplier, some_entries
from tiebreak_knowledge.loader import load_catalogue

MANY = 40_000


def named(identifier: str, name: str, kind: SupplierKind = SupplierKind.EDITOR, siren: tuple[str, ...] = ()) -> Supplier:
    return a_supplier(identifier, "FR", kind=kind).model_copy(update={"name": name, "siren": siren})


@pytest.fixture(scope="module")
def shipped() -> Recogniser:
    """Recognises against the catalogue that is shipped, whose names are at stake."""
    return Recogniser(Catalogue([load_catalogue()]))


@pytest.fixture
def bodies() -> Recogniser:
    suppliers = (
        named("agence-plaine", "Agence technique de la Plaine", SupplierKind.MUTUALISING_BODY),
        named("union", "Unionachats", SupplierKind.PURCHASING_BODY),
        named("plaine-fibre", "Plaine Fibre", SupplierKind.TELECOM_OPERATOR, ("111111111",)),
        named("logitruc", "Logitruc 17", siren=("222222222",)),
        named("grand-oracle", "Grand Oracle", siren=("333333333",)),
        named("trucs", "Trucs21"),
        named("vieux-studio", "Vieux Studio"),
    )
    return Recogniser(Catalogue([some_entries(suppliers, (a_solution("buro", "grand-oracle", "office_suite"),))]))


@pytest.mark.parametrize(
    ("supplier", "label"),
    [
        ("Itineris", "Transport scolaire"),
        ("Ocean", "Location de voiliers"),
        ("Nuance", "Peinture nuancier"),
        ("Colt Group", "Désenfumage exutoires"),
        ("Express Hebergement", "Gite d'étape"),
        ("Easter Eggs", "Chocolats"),
        ("Blue Mind Yoga", "Cours"),
        ("Evolis 23", "Ordures ménagères"),
        ("Axis", "Formation à la conduite"),
        ("SIB", "Syndicat intercommunal de la Brière"),
        ("Helpline", "Écoute des victimes"),
        (None, "Serrure à empreinte digitale"),
        (None, "Produit surface pro"),
        (None, "Mission SPIP site spip"),
        (None, "Le logiciel et ses évolution"),
        (None, "Logiciel état civil enfance"),
    ],
)
def test_a_name_of_everyday_words_or_of_another_company_is_not_counted(
    shipped: Recogniser, supplier: str | None, label: str
) -> None:
    found = shipped.recognise(supplier, label)

    assert (found.payee, found.editor, found.solution) == (None, None, None)


@pytest.mark.parametrize(
    ("supplier", "label", "editor"),
    [
        ("Itineris", "Forfait mobile", "orange"),
        ("OCEAN SAS", "Géolocalisation des véhicules", "orange"),
        ("Nuance", "Dragon, dictée vocale", "microsoft"),
        ("Colt Group", "Liaison fibre", "colt"),
        ("Easter-eggs", "Maintenance LDAP", "easter-eggs"),
        ("BLUE MIND", "Souscription messagerie", "bluemind"),
        ("BlueMind", "Abonnement annuel", "bluemind"),
        ("Evolis", "Rubans pour imprimante à badges", "evolis"),
        ("Empreinte Digitale", "Hébergement Ligeo", "empreinte-digitale"),
        (None, "Tablette Surface Pro 9", "microsoft"),
        (None, "Refonte du site SPIP", "spip-community"),
    ],
)
def test_the_same_name_is_counted_where_the_words_around_tell_it(
    shipped: Recogniser, supplier: str | None, label: str, editor: str
) -> None:
    assert shipped.recognise(supplier, label).editor == editor


@pytest.mark.parametrize(
    ("supplier", "label"),
    [("Agence technique de la charente maritime", "x"), ("Cliss 22", "Logiciel"), ("Smic 18", "Logiciel"), ("Anjou libre", "x")],
)
def test_another_department_another_number_and_another_word_are_somebody_else(
    shipped: Recogniser, supplier: str, label: str
) -> None:
    found = shipped.recognise(supplier, label)

    assert (found.payee, found.editor) == (None, None)


@pytest.mark.parametrize(
    ("written", "payee"),
    [
        pytest.param("Agence technique de la Plaine", "agence-plaine", id="the body itself"),
        pytest.param("Agence technique de la Plaine Services", "agence-plaine", id="company words after it"),
        pytest.param("Agence technique de la Plaine Haute", None, id="another body"),
        pytest.param("Unionachats Ville-sur-Marne", "union", id="a name of one word is the body's own"),
        pytest.param("Vieux Studio Dupont", "vieux-studio", id="a company is still told by two words"),
        pytest.param("Plaine Libre", None, id="a letter of a short word replaced"),
        pytest.param("Plainelibre", None, id="a letter replaced and a space missing"),
        pytest.param("Plaine Fibbre", "plaine-fibre", id="a letter doubled"),
        pytest.param("Logitruc 18", None, id="another number"),
        pytest.param("Trucs 22", None, id="another number, with a space"),
        pytest.param("Grand Orac1e", "grand-oracle", id="a letter ill read as a digit"),
    ],
)
def test_what_may_differ_in_the_name_of_who_is_paid(bodies: Recogniser, written: str, payee: str | None) -> None:
    assert bodies.recognise(written, "Logiciel").payee == payee


@pytest.mark.parametrize(
    ("written", "siren", "payee", "method"),
    [
        pytest.param("Grand Oracle", "333333333", "grand-oracle", RecognitionMethod.ALIAS, id="both agree"),
        pytest.param("Grand Oracle", "222222222", "logitruc", RecognitionMethod.SIREN, id="the number of another entry"),
        pytest.param("Grand Oracle", "999999999", "grand-oracle", RecognitionMethod.ALIAS, id="an unknown number"),
        pytest.param("Dupont", "222222222", "logitruc", RecognitionMethod.SIREN, id="an unknown name"),
    ],
)
def test_the_siren_of_another_entry_wins_over_the_name(
    bodies: Recogniser, written: str, siren: str, payee: str, method: RecognitionMethod
) -> None:
    found = bodies.recognise(written, "Licences base", siren=siren)

    assert (found.payee, found.editor, found.method) == (payee, payee, method)


def test_a_letter_read_as_a_zero_in_a_label_is_that_letter(bodies: Recogniser) -> None:
    assert bodies.recognise("Grand Oracle", "Licence BUR0").solution == "buro"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Œuvre", "oeuvre"),
        ("œuvres d’ÆGIR", "oeuvres d aegir"),
        ("Møller", "moller"),
        ("Ǿre", "ore"),
        ("Łódź", "lodz"),
        ("E\u0301cole", "ecole"),
    ],
)
def test_letters_that_are_two_or_barred_are_written_plainly(written: str, expected: str) -> None:
    assert normalise(written) == expected


def test_many_accents_on_one_letter_take_no_time() -> None:
    """Sorting them by kind, as Unicode does, would take the square of their number."""
    before = perf_counter()
    found = normalise("e" + "\u0301\u0327" * MANY)

    assert found == "e"
    assert perf_counter() - before < 1


def recognition_lists() -> dict[str, list[str]]:
    data = tomllib.loads(files("tiebreak").joinpath("data/recognition.toml").read_text("utf-8"))
    return {name: words for name, words in data.items() if name != "accounts"}


@pytest.mark.parametrize("name", sorted(recognition_lists()))
def test_a_list_of_words_has_each_once_as_texts_are_read(name: str) -> None:
    words = recognition_lists()[name]

    assert len(words) == len(set(words))
    assert [word for word in words if normalise(word) != word] == []
    assert set("".join(words)) <= set(string.ascii_lowercase + string.digits + "+ ")


@pytest.mark.parametrize(
    "name", ["weak_words", "goods_words", "supply_words", "service_words", "touching_words", "company_words"]
)
def test_a_list_whose_words_are_looked_up_one_by_one_holds_no_expression(name: str) -> None:
    assert [word for word in recognition_lists()[name] if " " in word] == []


@pytest.mark.parametrize(
    ("supplier", "editor", "payee"),
    [
        ("MITEL via SPIE ICS", "mitel", "spie-ics"),
        ("Fortinet VIA Axians", "fortinet", "axians"),
        ("DELL via UGAP", "dell", "ugap"),
    ],
)
def test_an_editor_paid_through_another_is_told_from_it(shipped: Recogniser, supplier: str, editor: str, payee: str) -> None:
    found = shipped.recognise(supplier, "Maintenance")

    assert (found.editor, found.payee) == (editor, payee)
