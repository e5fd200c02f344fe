"""A plugin in its own folder, with its own `pyproject.toml`, is installed and used like ours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[1] / "tiebreak_plugin_example"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example installed beside the project, in a folder of its own, without any download."""
    target = tmp_path_factory.mktemp("installed")
    uv = Path(sys.executable).parent / "uv"
    command = [str(uv), "pip", "install", "--quiet", "--offline", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--python", sys.executable, "--target", str(target), str(EXAMPLE)], check=True)
    return target


def tiebreak(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    return subprocess.run(
        [sys.executable, "-m", "tiebreak_cli", *arguments], capture_output=True, text=True, env=environment, check=False
    )


def test_a_strangers_plugin_reads_its_files(installed: Path, tmp_path: Path) -> None:
    path = tmp_path / "depenses.montants"
    path.write_text("ALPHA = 100\nBETA = 50\n", encoding="utf-8")

    listed, read = tiebreak(installed, "plugins"), tiebreak(installed, "diagnose", str(path))

    assert "example/montants" in listed.stdout
    assert read.returncode == 0, read.stderr
    assert "150\u00a0€" in read.stdout


@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param("raise RuntimeError('panne à l’import')", "panne à l’import", id="raises at import"),
        pytest.param(
            "from tiebreak import hookimpl\n@hookimpl\ndef tiebreak_catalogue_entries():\n    raise RuntimeError('panne du crochet')\n",
            "panne du crochet",
            id="raises in a hook",
        ),
        pytest.param(
            "from tiebreak import hookimpl\n@hookimpl\ndef tiebreak_sources():\n    return [42]\n",
            "reçu int",
            id="returns the wrong type",
        ),
    ],
)
def test_a_failing_plugin_is_named_on_the_command_line_and_in_the_documents(body: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "tiebreak_broken.py").write_text(body, encoding="utf-8")
    metadata = tmp_path / "tiebreak_broken-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: tiebreak-broken\nVersion: 1.0\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text("[tiebreak.plugins]\ncassee = tiebreak_broken\n", encoding="utf-8")
    table = tmp_path / "t.csv"
    table.write_text("Fournisseur;Montant mandaté TTC\nALPHA;100\n", encoding="utf-8")

    run = tiebreak(tmp_path, "roadmap", str(table), "--output", str(tmp_path / "sortie"))

    assert run.returncode == 0, run.stderr
    assert "« cassee » retirée" in " ".join(run.stdout.split())
    note, annex = ((tmp_path / "sortie" / f"{name}.html").read_text(encoding="utf-8") for name in ("note-elus", "annexe-interne"))
    assert "« cassee » retirée" in note
    assert "« cassee » retirée" in annex
    assert said in annex.replace("&#39;", "'")
    assert said not in note.replace("&#39;", "'"), "un message d’extension peut nommer un fournisseur : il n’est pas public"
