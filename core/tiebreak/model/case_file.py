"""The dossier: what was given and decided, and the versions it was worked out with.

Everything else (diagnosis, trajectory, documents) is recomputed from it, identically.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from tiebreak.errors import CaseFileError, InputError
from tiebreak.model.authority import Authority
from tiebreak.model.base import Frozen, Identifier, Text
from tiebreak.model.criteria import CriteriaSet
from tiebreak.model.criteria_score import CriteriaAnswer, RequiredLevel
from tiebreak.model.nomenclature import Criticality
from tiebreak.model.planning import PlanningConstraints
from tiebreak.model.reading import Reading

SCHEMA_VERSION = 1
CASE_FILE_SUFFIX = ".tiebreak.json"
"""How the name of a case file ends."""
_NAMED_SO = re.compile(r"\.tiebreak ?(?:\(\d+\))?\.json$", re.IGNORECASE)


def is_case_file(path: Path) -> bool:
    """Whether a file is named as a case file, were it a second download that a browser numbered.

    >>> is_case_file(Path("dossier.tiebreak.json")), is_case_file(Path("dossier.tiebreak (1).json")), is_case_file(Path("a.json"))
    (True, True, False)
    """
    return _NAMED_SO.search(path.name) is not None


class RecognitionDecision(Frozen):
    """The user's word on what a supplier and label are; it wins over any rule."""

    supplier_text: str | None
    label: str | None = None
    """`None` applies to every label of that supplier."""
    supplier: Identifier | None = None
    solution: Identifier | None = None


class CriticalityDecision(Frozen):
    """The user's criticité for one function."""

    function: Identifier
    criticality: Criticality


class Pins(Frozen):
    """Versions of what the figures depend on."""

    method: Text
    nomenclature: Text
    catalogue: Text
    zones: Text
    criteria: Text = "non notés"
    """Criteria sets and their versions."""


class CaseFile(Frozen):
    """Inputs, decisions and pinned versions of one diagnosis."""

    schema_version: Literal[1] = 1
    authority: Authority
    as_of: date
    """The day of the diagnosis: nothing reads the clock after this."""
    zone_policy: Identifier
    is_strict: bool = False
    """True leaves out of the known what is only presumed."""
    readings: tuple[Reading, ...]
    recognition_decisions: tuple[RecognitionDecision, ...] = ()
    criticality_decisions: tuple[CriticalityDecision, ...] = ()
    criteria_answers: tuple[CriteriaAnswer, ...] = ()
    criteria_sets: tuple[CriteriaSet, ...] = ()
    """Sets that the user brought, kept so that their scores can be recomputed."""
    required_levels: tuple[RequiredLevel, ...] = ()
    """The least levels that the buyer accepts."""
    constraints: PlanningConstraints = PlanningConstraints()
    pins: Pins

    def to_json(self) -> str:
        """Canonical text: the same case file gives the same bytes."""
        return self.model_dump_json(indent=2) + "\n"

    @classmethod
    def from_file(cls, path: Path) -> CaseFile:
        """Read a case file.

        Raises:
            CaseFileError: when the file is not a case file of this version.
        """
        try:
            return cls.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            raise CaseFileError(
                f"Dossier « {path.name} » illisible par cette version (schéma {SCHEMA_VERSION}). Redonnez les tableaux, ou mettez "
                f"TIE Break à jour. Détail : {error}"
            ) from error


def kept_case(paths: Sequence[Path]) -> CaseFile | None:
    """The case file among the files given; `None` when they are files to be read.

    Raises:
        InputError: when other files come with it.
        CaseFileError: when it cannot be read.
    """
    if not any(is_case_file(path) for path in paths):
        return None
    if len(paths) > 1:
        raise InputError(
            f"Un dossier gardé ({CASE_FILE_SUFFIX}) se rouvre seul : ôtez les autres fichiers, ou redonnez les tableaux sans lui."
        )
    return CaseFile.from_file(paths[0])
