"""What a plugin's objects must be able to do. Data are models of `tiebreak`; behaviour is these protocols."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Protocol, runtime_checkable

from tiebreak.model.case_file import CaseFile
from tiebreak.model.catalogue import Catalogue
from tiebreak.model.diagnosis import Diagnosis
from tiebreak.model.evidence import Reading
from tiebreak.model.facts import FactRegister
from tiebreak.model.nomenclature import Nomenclature
from tiebreak.model.trajectory import PlanningConstraints, Trajectory


def _ignore_progress(_message: str) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class SourceOptions:
    """What the user decided about a file before it is read."""

    column_meanings: Mapping[str, str] = field(default_factory=dict)
    """Title of a column to the field it holds; wins over what the source would understand."""
    leaves_out_unreadable: bool = False
    """True when the user chose to go on without the rows that cannot be read."""
    progress: Callable[[str], None] = _ignore_progress
    """To be called with a French sentence when reading takes over a second."""


@runtime_checkable
class Source(Protocol):
    """Reads files of a kind and gives evidence; never interprets, never drops in silence."""

    @property
    def name(self) -> str:
        """Identifier within its plugin."""
        ...

    @property
    def label(self) -> str:
        """What it reads, in French."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Suffixes that it may read, lower case, with the dot."""
        ...

    def accepts(self, path: Path) -> bool:
        """Whether this file is one that it reads; a look at the name and first bytes, not a full reading."""
        ...

    def read(self, path: Path, options: SourceOptions) -> Reading:
        """All the evidence of one file, and the account of its rows.

        Raises:
            InputError: when the file cannot be used; with every bad row named.
        """
        ...


@dataclass(frozen=True)
class PlanningProblem:
    """All that a planner may use."""

    diagnosis: Diagnosis
    catalogue: Catalogue
    nomenclature: Nomenclature
    constraints: PlanningConstraints
    point_threshold: Decimal
    """Share of the money that must be known for a point to be printed."""


@runtime_checkable
class Planner(Protocol):
    """Turns a diagnosis and constraints into dated actions, identically each time."""

    @property
    def name(self) -> str:
        """Identifier within its plugin."""
        ...

    @property
    def label(self) -> str:
        """What it does, in French."""
        ...

    def plan(self, problem: PlanningProblem) -> Trajectory:
        """The trajectory, and what it leaves in place.

        Raises:
            PlanningError: when the constraints contradict themselves.
        """
        ...


@dataclass(frozen=True)
class ReportInputs:
    """All that a document may say. Figures come from `facts` and from nowhere else."""

    case: CaseFile
    diagnosis: Diagnosis
    trajectory: Trajectory | None
    facts: FactRegister
    catalogue: Catalogue
    nomenclature: Nomenclature
    failures: tuple[str, ...]
    """Plugins withdrawn during the run: stated on the first page."""


@dataclass(frozen=True)
class Report:
    """One document, ready to be written."""

    filename: str
    content: bytes
    is_internal: bool
    """True when it names products or suppliers and must not be published."""


@runtime_checkable
class ReportExporter(Protocol):
    """Writes documents from what was computed; the same inputs give the same bytes."""

    @property
    def name(self) -> str:
        """Identifier within its plugin."""
        ...

    @property
    def label(self) -> str:
        """What it writes, in French."""
        ...

    def export(self, inputs: ReportInputs) -> tuple[Report, ...]:
        """The documents, with names that differ."""
        ...
