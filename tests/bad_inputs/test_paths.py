"""What is no ordinary file: names of every kind, pipes, links, folders in place of files, files that may not be read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bad_inputs.test_archives import a_folder
from tests.bad_inputs.trials import Case, Readers, a_file, judge, parameters
from tiebreak_evaluations.fuzz_seeds import SEEDS, SPENDING, Seed, agent_xml, csv_bytes, pes_xml

GOOD = csv_bytes(SPENDING)


def named(name: str, identifier: str, **expected: object) -> Case:
    return Case(f"name-{identifier}", a_file(name, lambda: GOOD), **expected)  # type: ignore[arg-type]


def at(identifier: str, make: Callable[[Path], Path], **expected: object) -> Case:
    return Case(f"path-{identifier}", make, **expected)  # type: ignore[arg-type]


def a_pipe(name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        os.mkfifo(folder / name)
        return folder / name

    return make


def a_link(name: str, target: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).symlink_to(target)
        return folder / name

    return make


def locked(seed: Seed) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / f"verrou{seed.suffix}"
        path.write_bytes(seed.make())
        path.chmod(0)
        folder.chmod(0o755)
        return Path(path.name)

    return make


def under_a_file(folder: Path) -> Path:
    (folder / "a.csv").write_bytes(GOOD)
    return folder / "a.csv" / "b.csv"


def in_a_locked_folder(folder: Path) -> Path:
    (folder / "ferme").mkdir()
    (folder / "ferme" / "a.csv").write_bytes(GOOD)
    (folder / "ferme").chmod(0)
    folder.chmod(0o755)
    return Path("ferme/a.csv")


def bytes_named(folder: Path) -> Path:
    path = Path(os.fsdecode(os.fsencode(folder) + b"/d\xe9penses.csv"))
    path.write_bytes(GOOD)
    return path


def relative(folder: Path) -> Path:
    (folder / "mandats.xml").write_bytes(pes_xml())
    return Path()


def parent(folder: Path) -> Path:
    (folder / "mandats.xml").write_bytes(pes_xml())
    (folder / "sous").mkdir()
    return Path("sous/..")


def twice(folder: Path) -> list[Path]:
    for name in ("a.csv", "b.csv"):
        (folder / name).write_bytes(GOOD)
    return [folder / "a.csv", folder / "b.csv"]


NAMES = [
    named("a" * 251 + ".csv", "of-255-bytes", kind="read", lines=3),
    named("é" * 125 + ".csv", "of-254-bytes-in-two", kind="read", lines=3),
    named(" espace.csv", "that-begins-with-a-space", kind="refused", shown="espace.csv"),
    named("fin .csv", "with-a-space-before-its-suffix", kind="read", lines=3),
    named(" .csv", "of-a-space", kind="refused", shown=".csv"),
    named("a\nb.csv", "with-a-line-break", kind="refused", shown="b.csv"),
    named("\x1b[2Ja.csv", "with-commands", kind="refused", shown="a.csv"),
    named("a\u202evsc.csv", "that-turns-around", kind="refused", shown="vsc.csv"),
    named("=cmd|calc.csv", "that-gives-orders", kind="read", lines=3),
    named("<script>alert(1)<!-- .csv", "that-is-a-script", kind="read", lines=3),
    named("{{7*7}} {% raw %}.csv", "that-is-a-template", kind="read", lines=3),
    named("CON.csv", "of-a-windows-device", kind="read", lines=3),
    named("aux.tar.CSV", "in-capitals", kind="read", lines=3),
    named("*?[a].csv", "that-is-a-pattern", kind="read", lines=3),
    named("a'; DROP TABLE x; --.csv", "that-is-a-query", kind="read", lines=3),
    named("..csv", "of-two-dots", kind="read", lines=3),
    named(".csv", "that-is-a-suffix", kind="refused"),
    named("sans", "without-suffix", kind="refused"),
    named("a.csv.exe", "with-another-suffix", kind="refused"),
    Case("name-of-a-refused-file-with-commands", a_file("\x1b[2Ja.csv", lambda: b"bonjour"), kind="refused", shown="a.csv"),
    Case("name-of-a-refused-pes-with-commands", a_file("\x1b[2Ja.xml", lambda: pes_xml()[:-9]), kind="refused", shown="a.xml"),
    Case(
        "name-of-a-refused-inventory-with-commands",
        a_file("\x1b[2Ja.xml", lambda: agent_xml()[:-9]),
        kind="refused",
        shown="a.xml",
    ),
    Case("name-of-a-parquet-that-is-a-pattern", a_file("*[a]?.parquet", SEEDS["decp-parquet"].make), kind="read"),
    Case("name-of-a-parquet-that-is-a-query", a_file("a'); DROP TABLE x; --.parquet", SEEDS["decp-parquet"].make), kind="read"),
    Case("name-of-awards-that-is-a-pattern", a_file("*[a]?\\.csv", SEEDS["decp-csv"].make), kind="read"),
]
PATHS = [
    at("absent", lambda folder: folder / "absent.csv", kind="refused", shown="absent.csv"),
    at("absent-in-a-file", under_a_file, kind="refused", shown="b.csv"),
    at("too-long", lambda folder: folder / f"{'a' * 300}.csv", kind="refused", shown="aaa"),
    at("longer-than-any", lambda folder: folder / "/".join(["abc"] * 2_000) / "a.csv", kind="refused", shown="a.csv"),
    at("with-a-nul", lambda folder: folder / "a\0b.csv", kind="refused", shown="b.csv"),
    at("that-is-no-text", bytes_named, kind="refused", shown="penses.csv"),
    at(
        "absent-that-is-no-text",
        lambda folder: Path(os.fsdecode(os.fsencode(folder) + b"/\xff.csv")),
        kind="refused",
        shown=".csv",
    ),
    at("absent-with-commands", lambda folder: folder / "\x1b[2J.csv", kind="refused", shown=".csv"),
    at("pipe", a_pipe("tuyau.csv"), kind="refused"),
    at("pipe-workbook", a_pipe("tuyau.xlsx"), kind="refused"),
    at("pipe-answers", a_pipe("reponses.questionnaire.toml"), kind="refused"),
    at("link-to-itself", a_link("boucle.csv", "boucle.csv"), kind="refused"),
    at("link-to-nothing", a_link("vide.csv", "absent.csv"), kind="refused"),
    at("device-without-end", a_link("zero.csv", "/dev/zero"), kind="refused"),
    at("device-of-nothing", a_link("null.csv", "/dev/null"), kind="refused"),
    at("here", relative, shown="", lines=1, kind="read"),
    at("parent-of-a-folder", parent, lines=1, kind="read"),
    Case("path-same-content-twice", twice, kind="refused"),  # type: ignore[arg-type]
    Case("path-folder-in-place-of-a-table", lambda folder: a_folder({"x": b""})(folder).rename(folder / "a.csv"), kind="refused"),
    Case(
        "path-folder-in-place-of-answers",
        lambda folder: a_folder({"x": b""})(folder).rename(folder / "a.questionnaire.toml"),
        kind="refused",
    ),
    Case(
        "path-folder-in-place-of-a-parquet",
        lambda folder: a_folder({"x": b""})(folder).rename(folder / "a.parquet"),
        kind="refused",
    ),
]
LOCKED_KINDS = (
    *("csv", "xlsx", "ods", "xls", "parquet", "pes", "pdf", "invoices-zip", "glpi", "agent", "programs", "decp-csv"),
    *("decp-parquet", "traces", "answers"),
)
LOCKED = [
    Case("locked-folder", in_a_locked_folder, kind="refused", is_nobody=True, shown="a.csv"),
    *(Case(f"locked-{kind}", locked(SEEDS[kind]), kind="refused", is_nobody=True) for kind in LOCKED_KINDS),
]


@pytest.mark.parametrize("case", parameters([*NAMES, *PATHS]))
def test_a_strange_path_is_refused_or_read_as_plain_data(case: Case, readers: Readers, tmp_path: Path) -> None:
    judge(case, readers.ask(case, tmp_path), tmp_path)


@pytest.mark.skipif(
    os.geteuid() != 0, reason="il faut être administrateur pour se faire passer pour quelqu’un qui ne peut pas lire"
)
@pytest.mark.parametrize("case", parameters(LOCKED))
def test_a_file_that_may_not_be_read_is_refused(case: Case, readers: Readers, tmp_path: Path) -> None:
    judge(case, readers.ask(case, tmp_path), tmp_path)
