"""What must never be committed: registry hosts, paths of a machine, addresses in the pins."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
FORBIDDEN = re.compile(r"files\.pythonhosted|pypi\.org|registry\.npmjs|(?<![\w.])/(?:work|root|home)/\w+")
CHECKED = {".py", ".md", ".toml", ".yaml", ".txt", ".cfg", ".j2", ""}


def test_no_file_names_a_registry_or_a_path_of_a_machine() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    found = []
    for name in tracked:
        path = ROOT / name
        if path.suffix not in CHECKED or not path.is_file() or path == Path(__file__):
            continue
        if match := FORBIDDEN.search(path.read_text(encoding="utf-8")):
            found.append((name, match.group()))

    assert found == []


def test_the_pins_hold_hashes_and_no_address() -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    names = re.findall(r"^([A-Za-z0-9._-]+)==", pins, re.MULTILINE)

    assert len(names) > 50
    assert "://" not in pins
    assert pins.count("--hash=sha256:") >= len(names)
