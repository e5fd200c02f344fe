"""What a plugin's objects must be able to do. Data are models of `tiebreak`; behaviour is these protocols."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Protocol, runtime_checkable

from tiebreak.catalogue.index import Catalogue
from tiebreak.memory import Layout
from tiebreak.model.authority import Authority
from tiebreak.model.case_file import CaseFile
from tiebreak.model.diagnosis import Diagnosis
from tiebreak.model.facts import FactRegister
from tiebreak.model.nomenclature import Nomenclature
from tiebreak.model.planning import PlanningConstraints
from tiebreak.model.reading import Reading
from tiebreak.model.trajectory import Trajectory


def _ignore_progress(_message: str) -> None:
    """Progress that nobody watches."""


def _knows_nobody(_supplier_text: str, _label: str) -> bool:
    """The catalogue of who reads without one."""
    return False


@dataclass(frozen=True)
class SourceOptions:
    """What the user decided about a file before it is read."""

    column_meanings: Mapping[str, str] = field(default_factory=dict)
    """Title of a column to the field it holds; wins over what the source would understand."""
    remembered: Sequence[Layout] = ()
    """What was corrected before, by layout; `column_meanings` wins over it. What is taken from it is said in a notice."""
    leaves_out_unreadable: bool = False
    """True when the user chose to go on without the rows that cannot be read."""
    progress: Callable[[str], None] = _ignore_progress
    """To be called with a French sentence when reading takes over a second."""
    is_known_digital: Callable[[str, str], bool] = _knows_nobody
    """Whether the catalogue sees a digital editor in a supplier as written and a label: for lines whose account does not say it."""
    authority: Authority | None = None
    """Whose diagnosis it is: a source of public data keeps what is of that SIREN; `None` when nobody is named."""


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
        """Whether this file, folder or archive is one that it reads; a look at names and first bytes, not a full reading."""
        ...

    def read(self, path: Path, options: SourceOptions) -> Reading:
        """All the evidence of one file, folder or archive, and the account of its rows.

        Raises:
            InputError: when the file cannot be used; with every bad row named.
        """
        ...


@dataclass(frozen=True)
class FetchOptions:
    """What a fetcher is asked, and where to."""

    authority: Authority
    """Whose data are wanted: its SIREN, INSEE code or domain."""
    domain: str | None = None
    """Domain of its electronic mail, when the user gave it."""
    address: str | None = None
    """Address or server to ask instead of the public one; `None` for the public one."""
    progress: Callable[[str], None] = _ignore_progress


@runtime_checkable
class Fetcher(Protocol):
    """Asks a public service for data and keeps the answer as a file, which a source then reads.

    The only way out of the machine: nothing else in the project opens a connection, and it is never called
    but when the user asks for this one by its name.
    """

    @property
    def name(self) -> str:
        """Identifier within its plugin."""
        ...

    @property
    def label(self) -> str:
        """What it fetches and from where, in French."""
        ...

    def fetch(self, folder: Path, options: FetchOptions) -> Path:
        """Write the answer in the folder, with its address and day, and give the file.

        Raises:
            InputError: when something needed is not given.
            FetchError: when the service does not answer, or not as documented.
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
