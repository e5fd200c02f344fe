"""Everything that TIE Break refuses, and why.

```
TieBreakError
├── InputError                 what the user gave cannot be used (exit code 1)
│   ├── UnreadableFileError    not the format it claims, empty, encrypted, too large
│   ├── MappingError           the columns needed are missing or can be read two ways
│   ├── RowsError              rows that could not be read, all of them at once
│   ├── MixedAmountsError      kinds of amount that cannot be added
│   ├── CaseFileError          a case file of another version, or damaged
│   └── PlanningError          constraints that contradict themselves
├── FetchError                 a public service does not answer, or not as documented (exit code 1)
├── ModelError                 a language or embedding model does not answer, or not as documented
├── KnowledgeError             a catalogue or a criteria set that breaks its own rules
└── PluginError                a plugin that does not keep its contract
```

Messages are in French: what, where, why it matters, what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class TieBreakError(Exception):
    """The root of what the project raises on purpose."""


class InputError(TieBreakError):
    """What the user gave cannot be used as it is."""

    def __init__(self, message: str, *, columns: Iterable[tuple[str, str | None]] = ()) -> None:
        super().__init__(message)
        self.columns = tuple(columns)
        """Titles seen and what each was taken for, when saying what a column holds would help."""


class UnreadableFileError(InputError):
    """A file is not what its name says, is empty, or is too large."""


class MappingError(InputError):
    """The columns of a table are missing, or can be understood in two ways."""


class RowsError(InputError):
    """Rows that could not be read; nothing is dropped in silence, so all are named."""

    def __init__(self, heading: str, problems: Sequence[str], *, columns: Iterable[tuple[str, str | None]] = ()) -> None:
        self.heading = heading
        self.problems = tuple(problems)
        super().__init__("\n".join([heading, *(f"  - {problem}" for problem in self.problems)]), columns=columns)


class MixedAmountsError(InputError):
    """Amounts of several kinds or tax bases were about to be added."""


class CaseFileError(InputError):
    """A case file cannot be read by this version."""


class PlanningError(InputError):
    """The planning constraints contradict themselves or are out of range."""


class FetchError(TieBreakError):
    """A public service did not answer, or not as it documents."""


class ModelError(TieBreakError):
    """A model did not answer, or not as it documents: what it would have written is done without it."""


class KnowledgeError(TieBreakError):
    """A data file shipped or given as knowledge breaks the rules of its format."""


class PluginError(TieBreakError):
    """A plugin does not keep the contract of a hook."""
