"""One bad file, what is asked of the readers about it, and how their answer is judged."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

MOST_GROWTH_MB = 300
COVERED_SLOWNESS = 8
BUSY_SLOWNESS = 3
MOST_SECONDS = 20
MOST_CHARACTERS = 60_000
"""A refusal may name 200 rows, each with what it holds: not more than a screen can scroll."""
REMEDY = re.compile(
    r"\b(?:Ajoutez|Choisissez|Convertissez|Copiez|Corrigez|Demandez|Dites|Donnez|Écrivez|Effacez|Enregistrez|Exportez|Gardez|"
    r"Indiquez|Masquez|Mettez|Ne gardez|Ouvrez|Relisez|Renommez|Répondez|Reprenez|Retirez|Supprimez|Téléchargez|Vérifiez|"
    r"à corriger|Enregistrer sous|ne le donnez|corrigez|dites-le|enregistrez|gardez|retirez|téléchargez|vérifiez|"
    r"Formats lus|Voyez|Raisons)\b"
)
SERVER = Path(__file__).with_name("case_server.py")

Make = Callable[[Path], "Path | list[Path]"]


@dataclass(frozen=True)
class Case:
    """One bad file."""

    id: str
    make: Make
    """Writes it in an empty folder, and gives what the user would name."""
    kind: str = ""
    """`read` or `refused` when only one of them is right; either is when empty."""
    holds: tuple[str, ...] = ()
    """Texts that must be read unaltered, when it is read."""
    says: str = ""
    """What a refusal must say."""
    seconds: int = MOST_SECONDS
    """Processor time allowed; less for a small file that a clumsy reader would take minutes over."""
    lines: int | None = None
    """Lines of expense that must be read."""
    left_out_unreadable: bool = False
    is_nobody: bool = False
    """Whether it is read by a user who owns nothing."""
    never: tuple[str, ...] = ()
    """What stands elsewhere on the machine and must not be read."""
    shown: str | None = None
    """What names the file in a refusal; its name when `None`."""


@dataclass(frozen=True)
class Answer:
    """What became of a case."""

    kind: str
    """`read`, `refused`, `crashed` or `died`."""
    text: str
    seconds: float = 0.0
    growth_mb: float = 0.0
    missing: Sequence[str] = ()
    found: Sequence[str] = ()
    rows: int = 0
    lines: int = 0
    left_out: int = 0
    dependencies: int = 0


class Readers:
    """All the readers, in a process that makes one for each case."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-W", "error", str(SERVER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert self._server.stdout is not None
        assert self._server.stdout.readline() == "prêt\n"

    def close(self) -> None:
        """End it."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.close()
        self._server.wait(timeout=30)
        self._server.stdout.close()

    def ask(self, case: Case, folder: Path) -> Answer:
        """Make the file, give it as a user would, and say what became of it."""
        made = case.make(folder)
        paths = made if isinstance(made, list) else [made]
        asked = {
            "paths": [os.fsdecode(path) for path in paths],
            "folder": str(folder),
            "holds": case.holds,
            "never": "\n".join(case.never),
            "cpu_seconds": case.seconds * slowness(),
            "wall_seconds": max(case.seconds * 3, MOST_SECONDS) * slowness(),
            "is_nobody": case.is_nobody,
            "leaves_out_unreadable": case.left_out_unreadable,
        }
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(f"{json.dumps(asked)}\n")
        self._server.stdin.flush()
        return Answer(**json.loads(self._server.stdout.readline()))


def judge(case: Case, answer: Answer, folder: Path) -> None:
    """Fail unless the answer is a refusal that helps, or plain data that the file holds."""
    assert answer.kind in {"read", "refused"}, answer.text
    assert answer.growth_mb <= MOST_GROWTH_MB, f"{answer.growth_mb:.0f} Mo de plus ({answer.kind} : {answer.text[:200]})"
    assert not answer.found, f"lu ailleurs : {answer.found}"
    if case.kind:
        assert answer.kind == case.kind, answer.text or f"lu : {answer}"
    if answer.kind == "read":
        assert list(answer.missing) == []
        assert case.lines is None or answer.lines == case.lines, f"{answer.lines} lignes lues"
        return
    made = sorted(folder.iterdir())
    names = [case.shown] if case.shown is not None else [path.name for path in made]
    assert any(name in answer.text for name in names), f"ne nomme pas {names} : {answer.text[:500]}"
    assert REMEDY.search(answer.text), f"ne dit pas quoi faire : {answer.text[:500]}"
    assert case.says in answer.text
    assert not _unshowable(answer.text), f"caractères que l’écran ne montre pas : {_unshowable(answer.text)!r}"
    assert len(answer.text) <= MOST_CHARACTERS, f"{len(answer.text)} caractères"


def _unshowable(text: str) -> str:
    """Commands to a terminal, and halves of characters."""
    return "".join(sign for sign in text if unicodedata.category(sign) in {"Cc", "Cs"} and sign != "\n")[:20]


def a_file(name: str, content: Callable[[], bytes]) -> Make:
    """A file of that name and content."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content())
        return path

    return make


def slowness() -> int:
    """How many times slower than on an idle machine a reader may be, above all while the lines that it runs are counted.

    What is guarded against takes minutes, or never ends.
    """
    return COVERED_SLOWNESS if "coverage" in sys.modules else BUSY_SLOWNESS


def parameters(cases: Sequence[Case]) -> list[object]:
    """The cases for pytest."""
    return [pytest.param(case, id=case.id) for case in cases]
