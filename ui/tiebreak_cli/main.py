"""Entry point: French messages, exit codes 0 done, 1 refused input, 2 usage."""

from __future__ import annotations

import io
import sys

from tiebreak_cli.french import speak_french


def main() -> None:
    """Run the command line."""
    speak_french()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from tiebreak_cli.commands import cli  # noqa: PLC0415 - click reads its words at import, so French comes first

    sys.exit(cli.main(standalone_mode=True))
