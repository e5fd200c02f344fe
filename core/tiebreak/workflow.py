"""The way through, from files to documents, as the command line and the page both walk it.

Every call of a plugin goes through the registry, which withdraws it when it fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from tiebreak.errors import CaseFileError, InputError, MappingError, PluginError, RowsError, UnreadableFileError
from tiebreak.method import diagnose, load_parameters
from tiebreak.method.facts import state_facts
from tiebreak.model.authority import Authority
from tiebreak.model.case_file import CaseFile, Pins
from tiebreak.model.catalogue import Catalogue
from tiebreak.model.criteria import CriteriaSet
from tiebreak.model.diagnosis import Diagnosis
from tiebreak.model.nomenclature import load_nomenclature
from tiebreak.model.reading import Reading
from tiebreak.model.trajectory import PlanningConstraints, Trajectory
from tiebreak.model.zone import load_zone_policies
from tiebreak.plugin.protocols import PlanningProblem, Report, ReportExporter, ReportInputs, Source, SourceOptions
from tiebreak.plugin.registry import Contributed, Registry, load_registry

Progress = Callable[[str], None]

DEFAULT_PLANNER = "planner/by_priority"
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

    def __init__(self, registry: Registry | None = None, *, progress: Progress = _silent) -> None:
        self.registry = registry if registry is not None else load_registry()
        self._progress = progress
        self._catalogue: Catalogue | None = None

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue, gathered once a run."""
        if self._catalogue is None:
            self._progress("Chargement du catalogue…")
            self._catalogue = self.registry.catalogue()
        return self._catalogue

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
        problems: list[str] = []
        for path in paths:
            try:
                readings.append(self._read(path, request))
            except InputError as error:
                problems.append(str(error))
        if problems:
            raise problems_found(problems)
        _refuse_repeats(readings)
        _refuse_unused_meanings(readings, request.column_meanings)
        return CaseFile(
            authority=request.authority.model_copy(update={"year": budget_year_of(request.authority.year, readings)}),
            as_of=request.as_of,
            zone_policy=load_zone_policies().policy(request.zone_policy).id,
            is_strict=request.is_strict,
            readings=tuple(readings),
            constraints=request.constraints,
            pins=self.pins(),
        )

    def pins(self) -> Pins:
        """Versions of the method and knowledge in use."""
        return Pins(
            method=load_parameters().version,
            nomenclature=load_nomenclature().version,
            catalogue=self.catalogue.version,
            zones=load_zone_policies().version,
        )

    def diagnose(self, case: CaseFile) -> Diagnosis:
        """The diagnosis of a case file, with the knowledge at hand; says when it is not the pinned one."""
        self._progress("Calcul du diagnostic…")
        criteria_sets = self.registry.criteria_sets()
        _refuse_unknown_names(case, self.catalogue, criteria_sets)
        diagnosis = diagnose(case, self.catalogue, criteria_sets)
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
        if not path.is_file() and not path.is_dir():
            raise UnreadableFileError(f"Fichier « {path} » introuvable. Vérifiez le chemin.")
        if path.name != _printable(path.name):
            raise UnreadableFileError(f"Fichier « {_printable(path.name)} » : son nom a des caractères illisibles. Renommez-le.")
        if path.is_file() and path.stat().st_size == 0:
            raise UnreadableFileError(f"Fichier « {path.name} » vide (0 octet). Exportez-le de nouveau.")
        source = self._source_for(path)
        self._progress(f"Lecture de {path.name}…")
        options = SourceOptions(
            column_meanings=request.column_meanings,
            leaves_out_unreadable=request.leaves_out_unreadable,
            progress=self._progress,
            authority=request.authority,
        )
        reading = self.registry.guarded(
            source.plugin, "lecture", partial(source.value.read, path, options), Reading, may_refuse=True
        )
        if reading is None:
            raise UnreadableFileError(f"Fichier « {path.name} » non lu : {self.failures[-1]}")
        return reading

    def _source_for(self, path: Path) -> Contributed[Source]:
        sources = self.registry.sources()
        for source in sources:
            accepts = self.registry.guarded(source.plugin, "accepts", partial(source.value.accepts, path), bool)
            if accepts:
                return source
        readable = sorted({suffix for source in sources for suffix in source.value.suffixes})
        if path.is_dir():
            raise UnreadableFileError(
                f"Dossier « {path.name} » : aucun lecteur n’y trouve ce qu’il lit. Donnez les fichiers un par un."
            )
        raise UnreadableFileError(
            f"Fichier « {path.name} » : aucun lecteur pour ce format. Formats lus : {', '.join(readable) or 'aucun'}."
        )


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


def problems_found(problems: Iterable[str]) -> InputError:
    """One error that says everything that is wrong."""
    every = list(problems)
    return InputError(every[0]) if len(every) == 1 else RowsError(f"{len(every)} fichiers refusés :", every)


def _refuse_unknown_names(case: CaseFile, catalogue: Catalogue, criteria_sets: Iterable[CriteriaSet]) -> None:
    """Refuse a case file whose zone, decisions or answers name what this version does not have."""
    rungs = {
        (each.id, criterion.id, rung.id) for each in criteria_sets for criterion in each.criteria for rung in criterion.ladder
    }
    unknown = [
        f"décision sur « {decision.supplier_text or ''} » : {name!r} n’est plus au catalogue"
        for decision in case.recognition_decisions
        for name, known in ((decision.supplier, catalogue.suppliers), (decision.solution, catalogue.solutions))
        if name is not None and name not in known
    ]
    unknown += [
        f"réponse {answer.rung!r} au critère {answer.criterion!r} : inconnue du jeu {answer.criteria_set!r}"
        for answer in case.criteria_answers
        if (answer.criteria_set, answer.criterion, answer.rung) not in rungs
    ]
    functions = {function.id for function in load_nomenclature().functions}
    unknown += [
        f"criticité de la fonction {decision.function!r} : inconnue de la nomenclature"
        for decision in case.criticality_decisions
        if decision.function not in functions
    ]
    if case.zone_policy not in {policy.id for policy in load_zone_policies().policies}:
        unknown.append(f"zone {case.zone_policy!r} inconnue")
    if unknown:
        raise CaseFileError("Dossier à revoir avec cette version :\n" + "\n".join(f"  - {each}" for each in unknown))


def _refuse_repeats(readings: Sequence[Reading]) -> None:
    """Refuse the same content given twice: its money would count twice."""
    seen: dict[str, str] = {}
    for reading in readings:
        every = (reading.spend_lines, reading.contracts, reading.inventory, reading.uses, reading.balances)
        pieces = {piece.id for pieces in every for piece in pieces}
        if repeated := sorted(pieces & set(seen)):
            raise UnreadableFileError(
                f"« {reading.file} » a le même contenu que « {seen[repeated[0]]} » : ne le donnez qu’une fois."
            )
        seen |= dict.fromkeys(pieces, reading.file)


def _printable(name: str) -> str:
    """A name without the bytes that its system could not decode."""
    return name.encode("utf-8", errors="replace").decode("utf-8")


def budget_year_of(asked: int | None, readings: Sequence[Reading]) -> int | None:
    """The budget year, asked or stated by the files; `None` when neither says it.

    Raises:
        MappingError: when two of them differ, for their sum would not be that of one year.
    """
    stated = {reading.year: reading.file for reading in readings if reading.year is not None}
    if len(stated) > 1:
        said = ", ".join(f"{year} dans « {file} »" for year, file in sorted(stated.items()))
        raise MappingError(f"Plusieurs exercices : {said}. Leur somme n’est pas une dépense annuelle : gardez-en un seul.")
    found = next(iter(stated), None)
    if asked is not None and found is not None and asked != found:
        raise MappingError(f"Exercice {asked} demandé, mais « {stated[found]} » est de {found}. Corrigez l’un ou l’autre.")
    return asked if asked is not None else found


def _refuse_unused_meanings(readings: Sequence[Reading], meanings: Mapping[str, str]) -> None:
    """Refuse a correction that corrects nothing: the user believes that it does."""
    seen = dict.fromkeys(use.title for reading in readings for use in reading.columns)
    unused = [title for title in meanings if title not in seen]
    if unused:
        raise MappingError(
            f"Aucune colonne ne s’appelle {', '.join(f'« {title} »' for title in unused)}. "
            f"Colonnes lues : {', '.join(f'« {title} »' for title in seen) or 'aucune'}."
        )


def _named(pins: Pins) -> str:
    return f"méthode {pins.method}, nomenclature {pins.nomenclature}, catalogue {pins.catalogue}, zones {pins.zones}"
