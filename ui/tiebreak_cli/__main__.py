"""`python -m tiebreak_cli` is `tiebreak`."""

from tiebreak_cli.main import main

main()
