"""Nothing leaves the machine: the whole demonstration runs where there is no network at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

unshare = shutil.which("unshare")


@pytest.mark.skipif(unshare is None or os.geteuid() != 0, reason="demande unshare et les droits d’administration")
def test_the_demonstration_runs_without_any_network(tmp_path: Path) -> None:
    command = [
        str(unshare),
        "-n",
        sys.executable,
        "-m",
        "tiebreak_cli",
        "demo",
        "--output",
        str(tmp_path),
        "--date",
        "2026-11-22",
    ]

    run = subprocess.run(command, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stderr
    assert (tmp_path / "commune-fictive" / "note-elus.docx").is_file()
