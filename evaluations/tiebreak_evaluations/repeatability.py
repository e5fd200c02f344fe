"""Same case file, same bytes: in this process and in others, whose hashes are seeded differently."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tiebreak_evaluations.measure import Effort, Measure

DAY = "2026-11-22"


def same_bytes(effort: Effort) -> list[Measure]:
    """Every document of the demonstration, written by processes with different hash seeds."""
    digests: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(effort.repeats):
            output = Path(folder) / str(number)
            command = [sys.executable, "-m", "tiebreak_cli", "demo", "--output", str(output), "--date", DAY]
            environment = {**os.environ, "PYTHONHASHSEED": str(number)}
            subprocess.run(command, check=True, capture_output=True, env=environment)
            digests.add(_digest(output))
    name = "Documents identiques d’un processus à l’autre"
    return [Measure(name, f"{len(digests)} version(s) sur {effort.repeats}", "1 version", is_met=len(digests) == 1)]


def _digest(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        total.update(path.relative_to(folder).as_posix().encode())
        total.update(path.read_bytes())
    return total.hexdigest()
