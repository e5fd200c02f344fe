"""Files made to stop the process or to be read as something else: one fault with its line, and the others load."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiebreak import KnowledgeError
from tiebreak_knowledge.lined_yaml import read_document
from tiebreak_knowledge.loader import entries_of
from tiebreak_knowledge.proposals import read_publiccode

GOOD = """\
checked: 2026-11-22
suppliers:
  - id: bon
    name: Bon
    kinds: [editor]
    registered_office: {value: null, status: unverified, note: "Recherche « Bon »"}
    ultimate_owner: {value: null, status: unverified, note: "Recherche « Bon »"}
"""
BOMB = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nsuppliers: [*c]\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("a: " + "[" * 50_000, "ligne 1 : plus de 100 niveaux", id="lists"),
        pytest.param("a: 1\nb: " + "{c: " * 50_000, "ligne 2 : plus de 100 niveaux", id="mappings"),
        pytest.param("- " * 50_000, "ligne 1 : plus de 100 niveaux", id="dashes"),
        pytest.param(BOMB, "ligne 2 : trop de renvois", id="alias-bomb"),
        pytest.param("a: &a [*a]\n", "ligne 1 : trop de renvois", id="alias-of-itself"),
        pytest.param("a: &a x\nb: [" + "*a, " * 101 + "]\n", "ligne 2 : trop de renvois", id="aliases"),
        pytest.param("a: 1\nchecked: 2025-02-30\n", "ligne 2 : valeur illisible '2025-02-30'", id="date"),
        pytest.param("a: !!bool peut-être\n", "ligne 1 : valeur illisible 'peut-être'", id="boolean"),
        pytest.param("a: !!timestamp hier\n", "ligne 1 : valeur illisible 'hier'", id="timestamp"),
        pytest.param("a: !!int ''\n", "ligne 1 : valeur illisible ''", id="empty-number"),
        pytest.param("a: 0x" + "f" * 5000, "ligne 1 : nombre trop grand '0xfff", id="large-number"),
        pytest.param("a: !!map [b]\n", "ligne 1 : un ensemble de champs est attendu", id="list-as-mapping"),
        pytest.param("a: 1\n? [a, b]\n: 2\n", "ligne 2 : le nom d’un champ est un texte", id="list-as-key"),
        pytest.param("a: 1\n? {a: b}\n: 2\n", "ligne 2 : le nom d’un champ est un texte", id="mapping-as-key"),
    ],
)
def test_a_hostile_file_is_one_fault_with_its_line_and_the_others_load(text: str, said: str) -> None:
    entries = entries_of([("faute.yaml", text), ("bon.yaml", GOOD)], version="essai")

    (fault,) = entries.faults
    assert str(fault).startswith(f"faute.yaml : {said}")
    assert [supplier.id for supplier in entries.suppliers] == ["bon"]
    with pytest.raises(KnowledgeError, match=r"^origine : ligne \d : "):
        read_document(text, origin="origine")


def test_a_file_may_be_a_hundred_levels_deep_and_name_a_value_a_hundred_times() -> None:
    deep = read_document("a: " + "[" * 99 + "]" * 99, origin="f")
    aliased = read_document("a: &a x\nb: [" + "*a, " * 100 + "]", origin="f")

    assert list(deep) == ["a"]
    assert aliased["b"] == ["x"] * 100


def test_a_mapping_may_be_merged_into_another() -> None:
    document = read_document("a: &a {x: un, y: un}\nb: {<<: *a, y: deux}\n", origin="f")

    assert document["b"] == {"x": "un", "y": "deux"}


def test_keys_are_the_texts_that_are_written() -> None:
    assert list(read_document("1: a\nno: b\n2026-11-22: c\n", origin="f")) == ["1", "no", "2026-11-22"]


@pytest.mark.parametrize(
    ("text", "places", "said"),
    [
        ("1: a\nzz: b\n", ["f.yaml, ligne 8", "f.yaml, ligne 9"], "section '1' inconnue"),
        (
            "references: [a]\n",
            ["f.yaml, ligne 8"],
            "un ensemble de références {nom: {title: …, url: …}} est attendu, lu une liste",
        ),
        ("references: abc\n", ["f.yaml, ligne 8"], "est attendu, lu 'abc'"),
        ("solutions: abc\n", ["f.yaml, ligne 8"], "une liste d’entrées est attendue, lu 'abc'"),
        ("solutions:\n  - [a]\n", ["f.yaml, ligne 8"], "une entrée est attendue, lu une liste"),
        ("solutions:\n  - {id: a, standards: 3}\n", ["f.yaml, ligne 9"], "standards : une liste est attendue, lu '3'"),
        (
            "solutions:\n  - {id: a, licence: [b]}\n",
            ["f.yaml, ligne 9"],
            "un fait s’écrit {value: …, status: …, ref: …}, lu une liste",
        ),
        ("solutions:\n  - {id: a, licence: {ref: {b: c}}}\n", ["f.yaml, ligne 9"], "référence un ensemble de champs absente"),
    ],
)
def test_a_section_of_another_shape_is_named_and_the_rest_loads(text: str, places: list[str], said: str) -> None:
    entries = entries_of([("f.yaml", GOOD + text)], version="essai")

    assert [fault.place for fault in entries.faults] == places
    assert said in str(entries.faults[0])
    assert [supplier.id for supplier in entries.suppliers] == ["bon"]


@pytest.mark.parametrize("text", ["a: " + "[" * 50_000, "name: A\nreleaseDate: 2025-02-30\n"])
def test_a_hostile_publiccode_is_refused_with_its_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "publiccode.yml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(KnowledgeError, match=r"^publiccode\.yml : ligne [12] : "):
        read_publiccode(path)
