"""A faulty entry is set aside and named by file and line; the rest of the catalogue loads."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiebreak import Catalogue, CatalogueEntries, KnowledgeError
from tiebreak_knowledge.lined_yaml import read_document
from tiebreak_knowledge.loader import entries_of, load_files

GOOD = """\
checked: 2026-11-22
references:
  r: {title: T, url: "https://example.org", consulted: 2026-11-22}
suppliers:
  - id: bon
    name: Bon
    kinds: [editor]
    registered_office: {value: FR, status: reviewed, ref: r}
    ultimate_owner: {value: null, status: unverified, note: "Recherche « Bon »"}
"""
SUPPLIER = """\
  - id: faute
    name: Faute
    kinds: [editor]
    registered_office: {office}
    ultimate_owner: {owner}
"""
OFFICE = "{value: FR, status: reviewed, ref: r}"
OWNER = '{value: null, status: unverified, note: "Recherche « Faute »"}'


def loaded(text: str) -> CatalogueEntries:
    return entries_of([("f.yaml", text)], version="essai")


def with_supplier(office: str = OFFICE, owner: str = OWNER, *, more: str = "") -> CatalogueEntries:
    return loaded(GOOD + SUPPLIER.replace("{office}", office).replace("{owner}", owner) + more)


def test_claims_take_the_date_and_reference_of_their_file() -> None:
    entries = loaded(GOOD)

    (supplier,) = entries.suppliers
    assert entries.faults == ()
    assert supplier.registered_office.reference is not None
    assert supplier.registered_office.checked.isoformat() == "2026-11-22"
    assert supplier.place == "f.yaml, ligne 5"


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (with_supplier("{value: FR, status: reviewed, ref: absente}"), "référence 'absente' absente"),
        (with_supplier("{value: FR, status: reviewed}"), "doit porter une référence"),
        (with_supplier(owner="{value: null, status: reviewed, ref: r}"), "une valeur inconnue"),
        (with_supplier("{value: France, status: reviewed, ref: r}"), "registered_office.value"),
        (with_supplier("{value: UK, status: reviewed, ref: r}"), "code pays inconnu : 'UK'"),
        (with_supplier("FR"), "un fait s’écrit {value: …"),
        (with_supplier(more="    couleur: bleu\n"), "couleur : champ inconnu"),
        (loaded(GOOD + "  - faute\n"), "une entrée est attendue"),
        (loaded(GOOD + "solutions: {id: a}\n"), "une liste d’entrées est attendue"),
        (loaded(GOOD + "supplier: []\n"), "section 'supplier' inconnue"),
        (loaded(GOOD + "proposals: [{new: a}]\n"), "proposition que personne n’a relue"),
        (
            loaded(
                GOOD.replace("suppliers:", "  z: {title: Z, url: 'https://example.org/z', consulted: 2026-11-22}\nsuppliers:")
            ),
            "rien ne cite",
        ),
    ],
)
def test_a_faulty_entry_is_named_and_the_rest_loads(entries: CatalogueEntries, said: str) -> None:
    (fault,) = entries.faults

    assert [supplier.id for supplier in entries.suppliers] == ["bon"]
    assert said in str(fault)
    assert fault.place.startswith("f.yaml, ligne ")


def test_the_line_is_that_of_the_entry() -> None:
    (fault,) = with_supplier("{value: UK, status: reviewed, ref: r}").faults

    assert fault.place == "f.yaml, ligne 10"
    assert fault.entry == "faute"


MIGRATION = """\
migrations:
  - id: ailleurs
    label: "Ailleurs, messagerie (2020)"
    organisation: Ailleurs
    functions: [mail]
    unit: mailbox
    units: 100
    year: 2020
    note: "Cas fictif."
    status: press
    refs: [r]
"""


def test_a_migration_whose_source_gives_no_figure_loads_with_its_line() -> None:
    entries = loaded(GOOD + MIGRATION)
    (migration,) = entries.migrations

    assert entries.faults == ()
    assert migration.place == "f.yaml, ligne 11"
    assert (migration.cost_low_eur, migration.months_high, migration.staying_share) == (None, None, None)
    assert migration.references[0].title == "T"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("    cost_low_eur: 10\n", "coût : une borne sans l’autre"),
        ("    cost_low_eur: 10\n    cost_high_eur: 5\n", "coût : la borne basse dépasse la borne haute"),
        ("    cost_low_eur: 0\n    cost_high_eur: 5\n", "coût : un montant plus grand que zéro"),
        ("    months_low: 6\n    months_high: 3\n", "durée : la borne basse dépasse la borne haute"),
        ("    staying_share: 1.5\n", "staying_share"),
        ("    gain: 10\n", "gain : champ inconnu"),
    ],
)
def test_a_migration_whose_figures_cannot_be_is_named_with_its_line(more: str, said: str) -> None:
    entries = loaded(GOOD + MIGRATION + more)
    (fault,) = entries.faults

    assert entries.migrations == ()
    assert (fault.place, fault.entry) == ("f.yaml, ligne 11", "ailleurs")
    assert said in fault.said


def test_two_migrations_of_the_same_name_are_one_and_a_fault() -> None:
    catalogue = Catalogue([loaded(GOOD + MIGRATION), loaded(GOOD.replace("bon", "autre") + MIGRATION)])

    assert [each.id for each in catalogue.migrations] == ["ailleurs"]
    assert [fault.entry for fault in catalogue.faults] == ["ailleurs"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("suppliers:\n  - {id: a, name: A, name: B}\n", r"ligne 2 : 'name' est écrit deux fois"),
        ("- a\n", "pas un fichier de catalogue"),
        ("a: [", "YAML illisible"),
    ],
)
def test_what_yaml_would_lose_in_silence_is_refused(text: str, said: str) -> None:
    with pytest.raises(KnowledgeError, match=said):
        read_document(text, origin="f.yaml")
    (fault,) = loaded(text).faults
    assert fault.place == "f.yaml"


def test_a_file_that_cannot_be_read_is_a_fault_and_the_others_load(tmp_path: Path) -> None:
    good, absent = tmp_path / "bon.yaml", tmp_path / "absent.yaml"
    good.write_text(GOOD, encoding="utf-8")

    entries = load_files([absent, good])

    assert [supplier.id for supplier in entries.suppliers] == ["bon"]
    assert [(fault.place, "illisible" in fault.said) for fault in entries.faults] == [("absent.yaml", True)]
