"""What the house must keep: packages, public names, a light start, no connection."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import tiebreak
from tiebreak.plugin import hookspecs

ROOT = Path(__file__).parents[2]
ROOMS = ("core", "plugins", "knowledge_base", "ui", "evaluations")
HEAVY = ("gradio", "chromadb", "langchain", "pandas", "numpy", "matplotlib", "docx", "pydantic", "rapidfuzz", "yaml")
MAX_MODULE_LINES = 400


def modules() -> list[Path]:
    return [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def test_every_package_of_the_rooms_is_in_the_wheel() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
    found = {
        f"{room}/{folder.name}" for room in ROOMS for folder in (ROOT / room).iterdir() if (folder / "__init__.py").is_file()
    }

    assert declared == found


def test_public_names_are_those_that_are_declared() -> None:
    public = {name for name in vars(tiebreak) if not name.startswith("_")}
    submodules = {
        path.stem
        for path in (ROOT / "core" / "tiebreak").iterdir()
        if path.suffix in {".py", ""} and not path.name.startswith("_")
    }

    assert set(tiebreak.__all__) <= public
    assert public - set(tiebreak.__all__) <= submodules | {"annotations"}
    assert len(tiebreak.__all__) == len(set(tiebreak.__all__))


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "sys.argv = ['tiebreak', '--help']\n"
        "from tiebreak_cli.main import main\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    assert stop.code == 0, stop.code\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert run.stderr.strip() == "[]"
    assert "Commandes:" in run.stdout


def test_importing_the_core_is_silent_and_light() -> None:
    light = [name for name in HEAVY if name not in {"pydantic", "rapidfuzz"}]
    program = f"import sys, tiebreak; print([name for name in {light!r} if name in sys.modules])"

    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_no_module_has_grown_past_two_ideas() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in modules()
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > MAX_MODULE_LINES
    }

    assert long == {}


@pytest.mark.parametrize("hook", sorted(name for name in vars(hookspecs) if name.startswith("tiebreak_")))
def test_every_hook_is_documented_and_used(hook: str) -> None:
    documentation = (ROOT / "docs" / "extensions.md").read_text(encoding="utf-8")
    users = [path for path in modules() if path.name == "plugin.py" and f"def {hook}(" in path.read_text(encoding="utf-8")]

    assert f"`{hook}`" in documentation
    assert vars(hookspecs)[hook].__doc__
    assert users


def test_nothing_reads_the_clock_but_the_two_faces() -> None:
    readers = {
        str(path.relative_to(ROOT))
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow"} and isinstance(node.value, ast.Name)
    }

    assert readers == {"ui/tiebreak_cli/order.py", "ui/tiebreak_ui/steps.py"}
