"""Folders where the page writes what is to be downloaded: gone when it stops."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path


def own_folder() -> Path:
    """A new folder, kept as long as this process lives."""
    return Path(tempfile.mkdtemp(dir=_root().name))


@cache
def _root() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="tiebreak-")
