"""Files that are cut, hostile or of wrong types: a clear French sentence or plain data, never a crash."""

from __future__ import annotations

import json
import random
import zlib
from pathlib import Path

import pytest

from tests.tiebreak_inventory.twins import PRIVATE, fusion, glpi, products, program, read, reasons, write
from tiebreak import InputError, SourceOptions, UnreadableFileError
from tiebreak_inventory import file_reading
from tiebreak_inventory.fleet import Fleet
from tiebreak_inventory.reports import MAX_TEXT, Entry, Report
from tiebreak_inventory.source import InventorySource

HEAD = '{"content": {"hardware": {"name": "p"}, "softwares": '
LAUGHS = '<!DOCTYPE REQUEST [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


def entry_with(name: str) -> str:
    return fusion([{"NAME": "x"}]).replace("<NAME>x</NAME>", f"<NAME>{name}</NAME>")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        pytest.param("p.json", HEAD + '[{"name": "Agenda"}', "s’arrête avant sa fin", id="JSON cut in a list"),
        pytest.param("p.json", HEAD + '[{"name": "Agen', "s’arrête avant sa fin", id="JSON cut in a text"),
        pytest.param("p.json", HEAD + "[}]}}", "n’est pas bien formé (ligne 1", id="JSON not well formed"),
        pytest.param("p.json", HEAD + "[" * 100_000, "emboîté au-delà", id="JSON a hundred thousand deep"),
        pytest.param("p.json", HEAD + '{"a":' * 100_000, "emboîté au-delà", id="objects a hundred thousand deep"),
        pytest.param("p.json", HEAD + '[{"name": "A", "name": "B"}]}}', "deux valeurs différentes", id="a key with two values"),
        pytest.param(
            "p.json", HEAD + '[], "softwares": [{"name": "A"}]}}', "deux valeurs différentes", id="a section with two values"
        ),
        pytest.param("p.json", HEAD + '{"name": "A"}}}', "« softwares » n’est pas une liste", id="a section that is no list"),
        pytest.param("p.json", HEAD + '"Agenda"}}', "« softwares » n’est pas une liste", id="a section that is a text"),
        pytest.param("p.json", HEAD + "[]}} {}", "n’est pas bien formé", id="something after the JSON"),
        pytest.param("p.json", '[{"content": {"bios": {}}}, 3]', "« content » n’est pas", id="a list of inventories that is not"),
        pytest.param("p.log", '{"snapshot": [{"name": "A"', "s’arrête avant sa fin", id="a log cut"),
        pytest.param("p.log", '{"snapshot": [' + "[" * 100_000, "emboîté au-delà", id="a log a hundred thousand deep"),
        pytest.param("p.xml", "<REQUEST><CONTENT>", "n’est pas bien formé, ou s’arrête avant sa fin (ligne 1)", id="XML cut"),
        pytest.param("p.xml", LAUGHS + entry_with("&b;").partition("?>")[2], "définit des entités", id="entities"),
        pytest.param("p.xml", entry_with("&a;"), "n’est pas bien formé", id="an entity that is not defined"),
        pytest.param("p.xml", "<REQUEST>" * 5_000, "n’est pas bien formé", id="XML five thousand deep"),
        pytest.param("p.xml", "<REQUEST><AUTRE/></REQUEST>", "n’est pas celui d’un agent d’inventaire", id="XML of another kind"),
        pytest.param("p.xml", fusion(more="<A>\ufffe</A>"), "n’est pas bien formé", id="a character that XML forbids"),
        pytest.param("p.ocs", b"\x78\x9c" + b"\xff" * 40, "aucun logiciel", id="a damaged compressed file"),
    ],
)
def test_what_cannot_be_read_says_what_and_what_to_do(tmp_path: Path, name: str, content: object, said: str) -> None:
    path = write(tmp_path / name, content)

    with pytest.raises(InputError) as refused:
        InventorySource().read(path, SourceOptions())

    assert said in str(refused.value)
    assert name in str(refused.value)


def test_an_entity_in_another_encoding_is_refused_too(tmp_path: Path) -> None:
    text = fusion([{"NAME": "x"}], encoding="UTF-16").replace("?>", f"?>{LAUGHS}")

    with pytest.raises(UnreadableFileError, match="définit des entités"):
        read(write(tmp_path / "p.xml", text, "utf-16"))


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="vide"):
        InventorySource().read(write(tmp_path / "p.json", b""), SourceOptions())


def test_a_report_beyond_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "p.json", glpi((program("Agenda"),) * 1_000))
    monkeypatch.setattr(file_reading, "MAX_FILE_BYTES", 70_000)

    with pytest.raises(UnreadableFileError, match="Donnez un fichier par poste"):
        read(path)


def test_a_compressed_report_that_grows_beyond_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "p.ocs", zlib.compress((fusion([{"NAME": "Agenda"}]) + " " * 1_000_000).encode()))
    monkeypatch.setattr(file_reading, "MAX_FILE_BYTES", 100_000)

    with pytest.raises(UnreadableFileError, match="démesuré une fois décompressé"):
        read(path)


def test_a_compressed_report_that_is_cut_says_so(tmp_path: Path) -> None:
    noise = "".join(random.Random(42).choices("abcdefghij", k=400_000))
    raw = zlib.compress(fusion([{"NAME": "Agenda", "COMMENTS": noise}]).encode())
    with pytest.raises(UnreadableFileError, match="s’arrête avant sa fin"):
        read(write(tmp_path / "p.ocs", raw[: len(raw) // 2]))
    with pytest.raises(UnreadableFileError, match="fichier compressé illisible"):
        read(write(tmp_path / "p.ocs", raw[:100_000] + b"\xff" * 1000 + raw[101_000:]))


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            [None, 3, "texte", [], {}, {"name": None}, {"name": ["A"]}, {"name": {"a": 1}}, {"name": True}, {"name": 42}],
            id="wrong types",
        ),
        pytest.param([{"name": "\x00\x01 "}, {"name": "\ud800"}, {"name": "\u202e"}], id="characters that say nothing"),
        pytest.param([{"name": "A" * 1_000_000}], id="a name of a million letters"),
        pytest.param(
            [{"name": "mui " * 250_000}, {"name": "visual c++ " * 90_000}], id="names that a rule would search for ever"
        ),
        pytest.param([{"name": "a-1" * 300_000, "from": "deb", "version": "-1" * 500_000}], id="a package of a million letters"),
    ],
)
def test_an_entry_that_names_nothing_is_left_out_and_the_others_are_read(tmp_path: Path, rows: list[object]) -> None:
    text = json.dumps(glpi([*rows, program("Agenda")]))

    reading = read(write(tmp_path / "p.json", text))

    assert products(reading) == {"Agenda": 1}
    assert reasons(reading) == {"entrée sans nom lisible": len(rows)}


@pytest.mark.parametrize(
    ("version", "kept"),
    [
        ("NaN", ("NaN",)),
        ("Infinity", ("Infinity",)),
        ("1e308", ("1e308",)),
        ("1" * 5_000, ("1" * 60 + "…",)),
        (f'"{"1." * 500_000}"', ("1." * 30 + "…",)),
        ("null", ()),
        ("[1, 2]", ()),
        ('"1.0\\u0000"', ("1.0",)),
        ('"\\ud800"', ()),
    ],
)
def test_a_version_of_any_kind_is_plain_data(tmp_path: Path, version: str, kept: tuple[str, ...]) -> None:
    path = write(tmp_path / "p.json", HEAD + f'[{{"name": "Agenda", "version": {version}}}]}}}}')

    assert read(path).inventory[0].versions == kept


def outcome(path: Path) -> str:
    """The products of a file, or what is wrong with it."""
    try:
        return " ".join(products(read(path)))
    except InputError as error:
        return str(error)


@pytest.mark.parametrize("value", [None, 3, "texte", [], {}, [[]], [None], True])
@pytest.mark.parametrize(
    "section",
    ["accesslog", "hardware", "operatingsystem", "bios", "users", "networks", "antivirus", "databases_services", "softwares"],
)
def test_a_section_of_any_type_is_read_or_refused_in_french(tmp_path: Path, section: str, value: object) -> None:
    report = glpi((program("Agenda"),))
    report["content"] = {**dict(report["content"]), section: value}  # type: ignore[call-overload]
    path = write(tmp_path / "p.json", report)

    said = outcome(path)

    assert said in ("Agenda", "") or "n’est pas une liste" in said or "aucun logiciel" in said
    assert said == "Agenda" or section in {"softwares", "antivirus", "databases_services"}


@pytest.mark.parametrize("value", [None, 3, "texte", [], {}, [3]])
@pytest.mark.parametrize("key", ["action", "itemtype", "deviceid", "partial", "tag"])
def test_a_heading_of_any_type_does_not_matter(tmp_path: Path, key: str, value: object) -> None:
    path = write(tmp_path / "p.json", {**glpi((program("Agenda"),)), key: value})

    assert outcome(path) == "Agenda" or "découverte" in outcome(path)


def test_control_characters_that_a_console_copied_are_passed_over(tmp_path: Path) -> None:
    path = write(tmp_path / "p.xml", entry_with("Agen\x0bda"))

    assert products(read(path)) == {"Agenda": 1}


def test_an_encoding_that_was_guessed_is_said(tmp_path: Path) -> None:
    assert read(write(tmp_path / "p.json", glpi((program("Éphéméride"),)), "cp1252")).notices == ("encodage reconnu : cp1252",)
    assert read(write(tmp_path / "p.xml", fusion([{"NAME": "Éphéméride"}]), "cp1252")).notices == ("encodage reconnu : cp1252",)


def test_a_file_of_another_suffix_is_not_accepted(tmp_path: Path) -> None:
    for name in ("p.xlsx", "p.pdf", "p"):
        assert not InventorySource().accepts(write(tmp_path / name, glpi()))


@pytest.mark.parametrize("seed", range(60))
def test_a_file_changed_at_random_never_crashes_nor_says_who(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    name, text = chance.choice(
        [
            ("p.json", json.dumps(glpi((program("Agenda"), program("Paie", "2"))))),
            ("p.xml", fusion([{"NAME": "Agenda", "VERSION": "1"}])),
        ]
    )
    raw = bytearray(text.encode())
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(raw))
        raw[place : place + chance.randint(0, 30)] = bytes(chance.choices(b'{}[]",:<>/&;\x00\xff a1', k=chance.randint(0, 8)))
    path = write(tmp_path / name, bytes(raw))

    try:
        said = InventorySource().read(path, SourceOptions()).model_dump_json()
    except InputError as error:
        said = str(error)

    assert not [secret for secret in PRIVATE if secret in said]


def test_texts_of_a_million_letters_are_not_kept_in_memory() -> None:
    fleet = Fleet()
    fleet.add(Report((), None, {"softwares": ([1, 2], [Entry("A" * 1_000_000), Entry("Agenda", "1" * 1_000_000)])}), 1)

    assert max(len(text) for entry in fleet.entries for text in entry) <= MAX_TEXT + 1
