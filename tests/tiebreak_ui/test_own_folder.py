"""What the page writes to be downloaded does not stay on the computer once it stops."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

WRITE = "from tiebreak_ui.own_folder import own_folder; a, b = own_folder(), own_folder(); (a / 'x').write_text('x'); print(a); print(b)"


def test_folders_are_apart_and_gone_when_the_page_stops() -> None:
    run = subprocess.run([sys.executable, "-c", WRITE], capture_output=True, text=True, check=True)
    first, second = map(Path, run.stdout.split())

    assert first != second
    assert not first.exists()
    assert not first.parent.exists()
