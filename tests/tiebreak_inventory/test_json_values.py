from __future__ import annotations

import json

import pytest

from tiebreak import UnreadableFileError
from tiebreak_inventory import json_values
from tiebreak_inventory.kinds import kind_of
from tiebreak_inventory.safe_json import load_json, load_values

ROWS: list[object] = [{"name": f"Exemple {number}", "version": "1"} for number in range(40)]


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A value may have few parts, and a text is decoded by small pieces."""
    monkeypatch.setattr(json_values, "MAX_MARKS", 20)
    monkeypatch.setattr(json_values, "_STEP", 16)


@pytest.mark.parametrize("between", ["", "\n", " ,\n"])
def test_values_that_follow_one_another_are_those_of_their_lists(between: str) -> None:
    text = between.join([json.dumps(ROWS), "[]", json.dumps(ROWS[0]), '[ "a" , [] ]'])

    assert list(load_values(text, "x")) == [*ROWS, ROWS[0], "a", []]


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("rows", [ROWS, [*ROWS, "123456789012345678901234567890", [1, 2]], list(range(1000, 1100))])
def test_a_text_decoded_by_pieces_holds_the_same_values(rows: list[object]) -> None:
    wanted = [str(row) if isinstance(row, int) else ["1", "2"] if row == [1, 2] else row for row in rows]

    assert list(load_values(json.dumps(rows), "x")) == wanted


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("text", [json.dumps([ROWS]), json.dumps([{"a": ROWS}]), json.dumps([*ROWS, {"a": [0] * 30}, *ROWS])])
def test_a_value_of_too_many_parts_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFileError, match="Donnez un fichier par poste"):
        list(load_values(text, "x"))


@pytest.mark.usefixtures("narrow")
def test_a_text_of_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_values, "MAX_LISTED_MARKS", 30)
    for load in (load_json, load_values):
        with pytest.raises(UnreadableFileError, match="trop de valeurs pour un relevé"):
            list(load(json.dumps(ROWS), "x"))  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[{"a": 1}\n {"a": 2}]', "n’est pas bien formé (ligne 2, colonne 2)"),
        ('[{"a": 1},]', "n’est pas bien formé (ligne 1, colonne 11)"),
        ('[{"a": 1}', "s’arrête avant sa fin (ligne 1, colonne 10)"),
        ('[{"a": "b', "s’arrête avant sa fin"),
        ('[{"a": 1, "a": 2}]', "une clé y a deux valeurs différentes"),
        ("[" * 100_000, "emboîté"),
    ],
)
def test_a_list_that_is_not_well_formed_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        list(load_values(text, "x"))

    assert said in str(caught.value)


def test_what_stands_before_a_root_costs_no_more_than_its_length() -> None:
    many = b"<!---->" * 4_000

    assert kind_of(many + b"<autre/>", ".xml") is None
    assert kind_of(many + b'<!DOCTYPE a [<!ENTITY b "]">]><REQUEST>', ".xml") is kind_of(b"<REQUEST>", ".xml") is not None
