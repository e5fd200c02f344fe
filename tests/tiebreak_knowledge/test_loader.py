"""Faults of catalogue files are named by file and entry, all at once."""

from __future__ import annotations

from typing import Any

import pytest

from tiebreak import KnowledgeError, Supplier
from tiebreak_knowledge.loader import _File, read_document, unknown_sections

GOOD: dict[str, Any] = {
    "checked": "2026-11-22",
    "references": {"r": {"title": "T", "url": "https://example.org", "consulted": "2026-11-22"}},
    "suppliers": [
        {
            "id": "bon",
            "name": "Bon",
            "kinds": ["editor"],
            "registered_office": {"value": "FR", "status": "reviewed", "ref": "r"},
            "ultimate_owner": {"value": None, "status": "unverified"},
        }
    ],
}


def with_supplier(**changes: Any) -> dict[str, Any]:
    return {**GOOD, "suppliers": [{**GOOD["suppliers"][0], **changes}]}


def test_claims_take_the_date_and_reference_of_their_file() -> None:
    faults: list[str] = []

    (supplier,) = _File("f.yaml", GOOD, faults).entries("suppliers", Supplier)

    assert faults == []
    assert supplier.registered_office.reference is not None
    assert supplier.registered_office.checked.isoformat() == "2026-11-22"


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (with_supplier(registered_office={"value": "FR", "status": "reviewed", "ref": "absente"}), "référence 'absente' absente"),
        (with_supplier(registered_office={"value": "FR", "status": "reviewed"}), "doit porter une référence"),
        (with_supplier(ultimate_owner={"value": None, "status": "reviewed", "ref": "r"}), "une valeur inconnue"),
        (with_supplier(registered_office={"value": "France", "status": "reviewed", "ref": "r"}), "registered_office"),
        (with_supplier(couleur="bleu"), "couleur"),
    ],
)
def test_a_faulty_entry_is_named(document: dict[str, Any], said: str) -> None:
    faults: list[str] = []

    assert _File("f.yaml", document, faults).entries("suppliers", Supplier) == []
    assert "f.yaml, suppliers, bon" in faults[0]
    assert said in faults[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("suppliers:\n  - {id: a, name: A, name: B}\n", r"f\.yaml : 'name' est écrit deux fois, ligne 2"),
        ("- a\n", "pas un fichier de catalogue"),
        ("a: [", "f.yaml"),
    ],
)
def test_what_yaml_would_lose_in_silence_is_refused(text: str, said: str) -> None:
    with pytest.raises(KnowledgeError, match=said):
        read_document(text, origin="f.yaml")


def test_a_misspelt_section_is_a_fault_not_an_empty_catalogue() -> None:
    assert unknown_sections("f.yaml", {"checked": "2026-11-22", "supplier": []}) == ["f.yaml : section 'supplier' inconnue"]
    assert unknown_sections("f.yaml", GOOD) == []
