"""Makes the command line's own messages French: click asks `gettext`, which reads the catalogue beside this file."""

from __future__ import annotations

import gettext
import os
from importlib.resources import files

DOMAIN = "messages"
"""Default domain of `gettext`, which click uses."""


def speak_french() -> None:
    """To be called before click is imported: some of its words are read at import."""
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain(DOMAIN, str(files("tiebreak_cli").joinpath("locale")))
