"""The way through, from files to documents, as the command line and the page both walk it.

Every call of a plugin goes through the registry, which withdraws it when it fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from tiebreak.catalogue.index import Catalogue
from tiebreak.criteria.gates import with_required
from tiebreak.criticalities import with_criticalities
from tiebreak.deciding import with_decisions
from tiebreak.errors import CaseFileError, FetchError, InputError, PluginError, UnreadableFileError
from tiebreak.given import (
    budget_year_of,
    problems_found,
    refuse_repeats,
    refuse_same_expenses,
    refuse_unknown_names,
    refuse_unused_meanings,
)
from tiebreak.knowledge.index import KnowledgeBase
from tiebreak.members import ARCHIVE_SUFFIX, printable_name, refuse_bomb
from tiebreak.memory import ColumnMemory, Layout
from tiebreak.method import diagnose, load_parameters
from tiebreak.method.facts import state_facts
from tiebreak.model.authority import Authority
from tiebreak.model.case_file import CaseFile, Pins
from tiebreak.model.criteria import CriteriaSet
from tiebreak.model.diagnosis import Diagnosis
from tiebreak.model.nomenclature import load_nomenclature
from tiebreak.model.planning import PlanningConstraints
from tiebreak.model.reading import Reading
from tiebreak.model.trajectory import Trajectory
from tiebreak.model.zone import load_zone_policies
from tiebreak.plugin.protocols import FetchOptions, PlanningProblem, Report, ReportExporter, ReportInputs, Source, SourceOptions
from tiebreak.plugin.registry import Contributed, Registry, load_registry
from tiebreak.recognition import Recogniser

Progress = Callable[[str], None]

SHOWN_PATH = 200
MAX_ARCHIVE_BYTES = 20_000_000_000
DEFAULT_PLANNER = "planner/optimal"
"""The planner of the project: another never takes its place by its name alone."""


def _silent(_message: str) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Request:
    """What the user asks for, before anything is read."""

    authority: Authority
    as_of: date
    zone_policy: str | None = None
    is_strict: bool = False
    constraints: PlanningConstraints = field(default_factory=PlanningConstraints)
    column_meanings: Mapping[str, str] = field(default_factory=dict)
    leaves_out_unreadable: bool = False


class Workbench:
    """One run: its plugins, its catalogue, and what it is told of progress."""

    def __init__(
        self, registry: Registry | None = None, *, memory: ColumnMemory | None = None, progress: Progress = _silent
    ) -> None:
        self.registry = registry if registry is not None else load_registry()
        self._memory = memory
        self._progress = progress
        self._catalogue: Catalogue | None = None
        self._knowledge: KnowledgeBase | None = None
        self._recogniser: Recogniser | None = None

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue, gathered once a run."""
        if self._catalogue is None:
            self._progress("Chargement du catalogue…")
            self._catalogue = self.registry.catalogue()
        return self._catalogue

    @property
    def knowledge(self) -> KnowledgeBase:
        """The records of knowledge, gathered once a run."""
        if self._knowledge is None:
            self._progress("Chargement des connaissances…")
            self._knowledge = self.registry.knowledge()
        return self._knowledge

    @property
    def failures(self) -> tuple[str, ...]:
        """Plugins withdrawn so far, in French."""
        return tuple(str(failure) for failure in self.registry.failures)

    def open_case(self, paths: Sequence[Path], request: Request) -> CaseFile:
        """Read every file and write down what was asked.

        Raises:
            RowsError: with what is wrong in every file, when one of them cannot be used.
        """
        readings: list[Reading] = []
        problems: list[InputError] = []
        for path in paths:
            try:
                readings.append(self._read(path, request))
            except InputError as error:
                problems.append(error)
        if problems:
            raise problems_found(problems)
        refuse_repeats(readings)
        refuse_same_expenses(readings)
        refuse_unused_meanings(readings, request.column_meanings)
        if self._memory is not None and (problem := _not_remembered(self._memory, readings, request.column_meanings)):
            readings[0] = readings[0].model_copy(update={"notices": (*readings[0].notices, problem)})
        return CaseFile(
            authority=request.authority.model_copy(update={"year": budget_year_of(request.authority.year, readings)}),
            as_of=request.as_of,
            zone_policy=load_zone_policies().policy(request.zone_policy).id,
            is_strict=request.is_strict,
            readings=tuple(readings),
            constraints=request.constraints,
            pins=self.pins(),
        )

    def decided(self, case: CaseFile, said: Mapping[str, str], criticalities: Mapping[str, str] | None = None) -> CaseFile:
        """The same case file with what the user says some words are, and how critical some functions.

        See `tiebreak.deciding` and `tiebreak.criticalities`.
        """
        known = with_decisions(case, self.catalogue, said) if said else case
        return with_criticalities(known, load_nomenclature(), criticalities) if criticalities else known

    def fetch(self, key: str, folder: Path, options: FetchOptions) -> Path:
        """Ask one public service, by the key of its fetcher, and keep the answer as a file to be read.

        Raises:
            InputError: when there is no such fetcher, or something that it needs is not given.
            FetchError: when the service does not answer as documented, or its plugin fails.
        """
        fetchers = {fetcher.key: fetcher for fetcher in self.registry.fetchers()}
        if key not in fetchers:
            raise InputError(f"Aucune collecte ne s’appelle {key!r}. Collectes : {', '.join(fetchers) or 'aucune'}.")
        fetcher = fetchers[key]
        self._progress(f"Demande à un service public : {fetcher.value.label}…")
        folder.mkdir(parents=True, exist_ok=True)
        fetch = partial(fetcher.value.fetch, folder, options)
        kept = self.registry.guarded(fetcher.plugin, "collecte", fetch, Path, may_refuse=True)
        if kept is None:
            raise FetchError(f"Collecte {key!r} impossible : {self.failures[-1]}")
        return kept

    def pins(self) -> Pins:
        """Versions of the method and knowledge in use."""
        return Pins(
            method=load_parameters().version,
            nomenclature=load_nomenclature().version,
            catalogue=self.catalogue.version,
            zones=load_zone_policies().version,
            criteria=", ".join(f"{each.id} {each.version}" for each in self.registry.criteria_sets()) or "aucun",
        )

    def criteria_sets(self, case: CaseFile) -> tuple[CriteriaSet, ...]:
        """The sets of the plugins, and those that the user brought to this case file."""
        return (*self.registry.criteria_sets(), *case.criteria_sets)

    def diagnose(self, case: CaseFile) -> Diagnosis:
        """The diagnosis of a case file, with the knowledge at hand; says when it is not the pinned one."""
        self._progress("Calcul du diagnostic…")
        criteria_sets = self.criteria_sets(case)
        refuse_unknown_names(case, self.catalogue, criteria_sets)
        gated = [with_required(each, case.required_levels) for each in criteria_sets]
        diagnosis = diagnose(case, self.catalogue, gated)
        pins = self.pins()
        if pins == case.pins:
            return diagnosis
        notice = f"Dossier établi avec {_named(case.pins)} ; recalculé avec {_named(pins)}."
        return diagnosis.model_copy(update={"notices": (*diagnosis.notices, notice)})

    def plan(self, case: CaseFile, diagnosis: Diagnosis) -> Trajectory | None:
        """The trajectory of the project's planner, else of the first other that works; `None` when there is none.

        Raises:
            PlanningError: when the constraints contradict themselves.
        """
        self._progress("Calcul de la trajectoire…")
        threshold = load_parameters().point_threshold
        problem = PlanningProblem(diagnosis, self.catalogue, load_nomenclature(), case.constraints, threshold)
        planners = sorted(self.registry.planners(), key=lambda planner: (planner.key != DEFAULT_PLANNER, planner.key))
        for planner in planners:
            plan = partial(planner.value.plan, problem)
            trajectory = self.registry.guarded(planner.plugin, "plan", plan, Trajectory, may_refuse=True)
            if trajectory is not None:
                return trajectory
        return None

    def reports(self, case: CaseFile, diagnosis: Diagnosis, trajectory: Trajectory | None) -> tuple[Report, ...]:
        """Every document that every exporter writes, in the order of their names."""
        self._progress("Écriture des documents…")
        reports: list[Report] = []
        for exporter in self.registry.report_exporters():
            inputs = ReportInputs(
                case=case,
                diagnosis=diagnosis,
                trajectory=trajectory,
                facts=state_facts(diagnosis, trajectory),
                catalogue=self.catalogue,
                nomenclature=load_nomenclature(),
                failures=self.failures,
            )
            export = partial(_exported, exporter.value, inputs, frozenset(report.filename for report in reports))
            reports.extend(self.registry.guarded(exporter.plugin, "export", export, tuple) or ())
        return tuple(sorted(reports, key=lambda report: report.filename))

    def _read(self, path: Path, request: Request) -> Reading:
        path = _openable(path)
        source = self._source_for(path)
        self._progress(f"Lecture de {path.name}…")
        options = SourceOptions(
            column_meanings=request.column_meanings,
            remembered=_remembered(self._memory),
            leaves_out_unreadable=request.leaves_out_unreadable,
            progress=self._progress,
            is_known_digital=self._is_known_digital,
            authority=request.authority,
        )
        reading = self.registry.guarded(
            source.plugin, "lecture", partial(source.value.read, path, options), Reading, may_refuse=True
        )
        if reading is None:
            raise UnreadableFileError(f"Fichier « {path.name} » non lu : {self.failures[-1]}")
        return reading

    def _is_known_digital(self, supplier_text: str, label: str) -> bool:
        """Whether the catalogue sees an editor in these words; it is loaded when the first source asks."""
        if self._recogniser is None:
            self._recogniser = Recogniser(self.catalogue)
        return self._recogniser.recognise(supplier_text, label).editor is not None

    def has_source_for(self, path: Path) -> bool:
        """Whether a source reads that file: what was fetched may be for the catalogue rather than for a diagnosis."""
        return self._accepting(path, self.registry.sources()) is not None

    def _accepting(self, path: Path, sources: Iterable[Contributed[Source]]) -> Contributed[Source] | None:
        for source in sources:
            if self.registry.guarded(source.plugin, "accepts", partial(source.value.accepts, path), bool):
                return source
        return None

    def _source_for(self, path: Path) -> Contributed[Source]:
        sources = self.registry.sources()
        if (source := self._accepting(path, sources)) is not None:
            return source
        if path.suffix.lower() == ARCHIVE_SUFFIX:
            refuse_bomb(path, max_bytes=MAX_ARCHIVE_BYTES)
        readable = sorted({suffix for source in sources for suffix in source.value.suffixes})
        if path.is_dir():
            raise UnreadableFileError(
                f"Dossier « {path.name} » : aucun lecteur n’y trouve ce qu’il lit. Donnez les fichiers un par un."
            )
        raise UnreadableFileError(
            f"Fichier « {path.name} » : aucun lecteur pour ce format. Formats lus : {', '.join(readable) or 'aucun'}."
        )


def _remembered(memory: ColumnMemory | None) -> tuple[Layout, ...]:
    """What was corrected before; nothing when it cannot be read, which is said once the files are."""
    try:
        return memory.layouts() if memory is not None else ()
    except CaseFileError:
        return ()


def _not_remembered(memory: ColumnMemory, readings: Sequence[Reading], meanings: Mapping[str, str]) -> str | None:
    """Keep what was corrected; why that could not be done, for a diagnosis never depends on it."""
    try:
        memory.remember(readings, meanings)
        memory.layouts()
    except (CaseFileError, OSError) as error:
        return f"corrections de colonnes ni relues ni retenues ({error})"
    return None


def _openable(path: Path) -> Path:
    """The path of something that can be read and named, a folder given as "." under its own name.

    Raises:
        UnreadableFileError: when it is not there, may not be read, is empty, or bears a name that cannot be shown.
    """
    shown = printable_name(str(path))
    try:
        path = path if path.name else path.resolve()
        is_folder = path.is_dir()
        if not is_folder and not path.is_file():
            raise UnreadableFileError(f"Fichier « {shown} » introuvable. Vérifiez le chemin.")
        if path.name != printable_name(path.name).strip() or not path.name:
            raise UnreadableFileError(
                f"Fichier « {printable_name(path.name)} » : son nom a des caractères illisibles, ou des espaces au bord. Renommez-le."
            )
        if is_folder:
            next(path.iterdir(), None)
        else:
            path.open("rb").close()
        if not is_folder and path.stat().st_size == 0:
            raise UnreadableFileError(f"Fichier « {path.name} » vide (0 octet). Exportez-le de nouveau.")
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise UnreadableFileError(
            f"« {shown[-SHOWN_PATH:]} » ne peut pas être ouvert ({why}). Vérifiez son nom et vos droits."
        ) from error
    return path


def _exported(exporter: ReportExporter, inputs: ReportInputs, taken: frozenset[str]) -> tuple[Report, ...]:
    """What an exporter writes, refused whole when it is no document or takes the name of another."""
    written = tuple(exporter.export(inputs))
    names = set(taken)
    for report in written:
        if not isinstance(report, Report):
            raise PluginError(f"attendu Report, reçu {type(report).__name__}")
        if report.filename in names:
            raise PluginError(f"deux documents portent le nom {report.filename!r}")
        names.add(report.filename)
    return written


def _named(pins: Pins) -> str:
    return (
        f"méthode {pins.method}, nomenclature {pins.nomenclature}, catalogue {pins.catalogue}, zones {pins.zones}, "
        f"jeux de critères {pins.criteria}"
    )
