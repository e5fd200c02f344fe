"""Makes the command line's own messages French: click asks `gettext`, which reads the catalogue beside this file."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

DOMAIN = "messages"
"""Default domain of `gettext`, which click uses."""


def speak_french() -> None:
    """To be called before click is imported: some of its words are read at import.

    `gettext` reads a real folder, so `importlib.resources`, which costs a tenth of the start-up, would bring nothing.
    """
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain(DOMAIN, str(Path(__file__).with_name("locale")))
