"""Finds plugins, asks each alone, and withdraws the one that fails: the others go on.

pluggy alone lets one raising implementation abort a whole call, accepts a misspelt hook until
`check_pending`, and calls the last registered first. So each plugin has a manager of its own, entry
points are loaded one by one in the order of their names, a plugin is withdrawn whole at its first
failure, and what it returned is checked before anyone uses it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import EntryPoint, entry_points
from typing import Generic, TypeVar

import pluggy
from pydantic import ValidationError

from tiebreak.catalogue.checking import shared_names
from tiebreak.catalogue.index import Catalogue
from tiebreak.errors import FetchError, InputError, KnowledgeError, ModelError, PluginError
from tiebreak.knowledge.index import KnowledgeBase
from tiebreak.model.catalogue import CatalogueEntries, CatalogueFault
from tiebreak.model.criteria import CriteriaSet
from tiebreak.model.knowledge import KnowledgeDocuments
from tiebreak.plugin import hookspecs
from tiebreak.plugin.hookspecs import PROJECT
from tiebreak.plugin.model_protocols import ModelProvider
from tiebreak.plugin.protocols import Fetcher, Planner, ReportExporter, Source

ENTRY_POINT_GROUP = "tiebreak.plugins"

ContributionT = TypeVar("ContributionT")
ResultT = TypeVar("ResultT")


@dataclass(frozen=True)
class PluginFailure:
    """A plugin that failed, at what stage, and why."""

    plugin: str
    stage: str
    error: str
    is_withdrawn: bool = True
    """False when only a part of what it gave was set aside."""

    def __str__(self) -> str:
        if not self.is_withdrawn:
            return f"Extension « {self.plugin} » en service sans une partie de ce qu’elle apporte ({self.stage}) : {self.error}"
        return f"Extension « {self.plugin} » retirée ({self.stage}) : {self.error}"


@dataclass(frozen=True)
class Contributed(Generic[ContributionT]):
    """Something a plugin gave, known as `plugin/name`."""

    plugin: str
    name: str
    value: ContributionT

    @property
    def key(self) -> str:
        """`plugin/name`."""
        return f"{self.plugin}/{self.name}"


class Registry:
    """The plugins of one run. In strict mode a failure raises instead of being kept."""

    def __init__(self, *, is_strict: bool = False) -> None:
        self._is_strict = is_strict
        self._managers: dict[str, pluggy.PluginManager] = {}
        self._failures: list[PluginFailure] = []

    @property
    def names(self) -> tuple[str, ...]:
        """Plugins in service, sorted."""
        return tuple(sorted(self._managers))

    @property
    def failures(self) -> tuple[PluginFailure, ...]:
        """Plugins withdrawn so far, in order."""
        return tuple(self._failures)

    def register(self, name: str, plugin: object) -> None:
        """Put a plugin in service; one that misspells a hook is withdrawn whole."""
        if name in self._managers:
            self._record(name, "inscription", PluginError("deux extensions portent ce nom"))
            return
        try:
            manager = pluggy.PluginManager(PROJECT)
            manager.add_hookspecs(hookspecs)
            manager.register(plugin, name)
            manager.check_pending()
        except (Exception, SystemExit) as error:  # a plugin's module is someone else's code: recorded and shown
            self._withdraw(name, "inscription", error)
        else:
            self._managers[name] = manager

    def load(self, points: Iterable[EntryPoint]) -> None:
        """Import and register entry points in the order of their names."""
        for point in sorted(points, key=lambda each: (each.name, each.value)):
            try:
                plugin = point.load()
            except (Exception, SystemExit) as error:  # importing is running someone else's code: recorded and shown
                self._withdraw(point.name, "import", error)
            else:
                self.register(point.name, plugin)

    def sources(self) -> tuple[Contributed[Source], ...]:
        """Sources of evidence, sorted by key."""
        return self._collect("tiebreak_sources", Source, lambda source: source.name)

    def fetchers(self) -> tuple[Contributed[Fetcher], ...]:
        """Fetchers of public data, sorted by key."""
        return self._collect("tiebreak_fetchers", Fetcher, lambda fetcher: fetcher.name)

    def model_providers(self) -> tuple[Contributed[ModelProvider], ...]:
        """Providers of language models, sorted by key."""
        return self._collect("tiebreak_model_providers", ModelProvider, lambda provider: provider.name)

    def criteria_sets(self) -> tuple[CriteriaSet, ...]:
        """Criteria sets, sorted by key."""
        collected = self._collect("tiebreak_criteria_sets", CriteriaSet, lambda criteria_set: criteria_set.id)
        return tuple(contributed.value for contributed in collected)

    def catalogue(self) -> Catalogue:
        """The catalogue of all plugins.

        A plugin whose entries clash with those of plugins before it is withdrawn whole; entries that are faulty by
        themselves are set aside and named, and the others of their plugin stand.
        """
        given = self._collect("tiebreak_catalogue_entries", CatalogueEntries, lambda entries: entries.version)
        return Catalogue(self._agreeing(given, "catalogue", _catalogue_faults))

    def knowledge(self) -> KnowledgeBase:
        """The records of all plugins; clashes and faults are treated as those of the catalogue."""
        given = self._collect("tiebreak_knowledge_documents", KnowledgeDocuments, lambda documents: documents.version)
        return KnowledgeBase(self._agreeing(given, "connaissances", lambda documents: KnowledgeBase(documents).faults))

    def planners(self) -> tuple[Contributed[Planner], ...]:
        """Planners, sorted by key."""
        return self._collect("tiebreak_planners", Planner, lambda planner: planner.name)

    def report_exporters(self) -> tuple[Contributed[ReportExporter], ...]:
        """Exporters of documents, sorted by key."""
        return self._collect("tiebreak_report_exporters", ReportExporter, lambda exporter: exporter.name)

    def guarded(
        self, plugin: str, stage: str, call: Callable[[], ResultT], expected: type[ResultT], *, may_refuse: bool = False
    ) -> ResultT | None:
        """Run something a plugin gave; `None` when it failed and was withdrawn.

        Raises:
            InputError: with `may_refuse`, what the plugin says of the user's input is the user's to read.
            FetchError, ModelError: with `may_refuse`, so is what it says of a service or a model.
        """
        try:
            result = call()
            if not isinstance(result, expected):
                raise PluginError(f"attendu {expected.__name__}, reçu {type(result).__name__}")
        except (Exception, SystemExit) as error:  # someone else's code: recorded with its owner's name and shown
            if may_refuse and isinstance(error, (InputError, FetchError, ModelError)):
                raise
            self._withdraw(plugin, stage, error)
            return None
        return result

    def _collect(
        self, hook: str, expected: type[ContributionT], name_of: Callable[[ContributionT], str]
    ) -> tuple[Contributed[ContributionT], ...]:
        collected: list[Contributed[ContributionT]] = []
        for plugin in self.names:
            collected.extend(self.guarded(plugin, hook, partial(self._ask, plugin, hook, expected, name_of), tuple) or ())
        return tuple(sorted(collected, key=lambda each: each.key))

    def _agreeing(
        self,
        given: Iterable[Contributed[ContributionT]],
        stage: str,
        faults_of: Callable[[list[ContributionT]], Iterable[CatalogueFault]],
    ) -> list[ContributionT]:
        """What the plugins gave, without the whole of each plugin that clashes with one before it."""
        by_plugin: dict[str, list[ContributionT]] = {}
        for each in given:
            by_plugin.setdefault(each.plugin, []).append(each.value)
        accepted: list[ContributionT] = []
        known: list[CatalogueFault] = []
        for plugin in sorted(by_plugin):
            own = [*faults_of(by_plugin[plugin])]
            together = faults_of([*accepted, *by_plugin[plugin]])
            if clashes := [each for each in together if each not in (*own, *known)]:
                self._withdraw(plugin, stage, KnowledgeError("; ".join(map(str, clashes))))
                continue
            accepted += by_plugin[plugin]
            known += own
            if own:
                self._record(plugin, stage, KnowledgeError("; ".join(sorted(map(str, own)))), is_withdrawn=False)
        return accepted

    def _ask(
        self, plugin: str, hook: str, expected: type[ContributionT], name_of: Callable[[ContributionT], str]
    ) -> tuple[Contributed[ContributionT], ...]:
        """What one plugin gives to one hook: all of it, or an error."""
        answers: Sequence[object] = getattr(self._managers[plugin].hook, hook)()
        contributed: list[Contributed[ContributionT]] = []
        for answer in answers:
            if not isinstance(answer, Sequence) or isinstance(answer, str):
                raise PluginError(f"{hook} doit rendre une liste, reçu {type(answer).__name__}")
            for value in answer:
                if not isinstance(value, expected):
                    raise PluginError(f"{hook} doit rendre des {expected.__name__}, reçu {type(value).__name__}")
                contributed.append(Contributed(plugin, name_of(value), value))
        names = [each.name for each in contributed]
        if len(names) != len(set(names)):
            raise PluginError(f"{hook} rend deux fois le même nom : {sorted(names)}")
        return tuple(contributed)

    def _withdraw(self, plugin: str, stage: str, error: BaseException) -> None:
        self._managers.pop(plugin, None)
        self._record(plugin, stage, error)

    def _record(self, plugin: str, stage: str, error: BaseException, *, is_withdrawn: bool = True) -> None:
        if self._is_strict:
            raise PluginError(f"{plugin} ({stage}) : {error}") from error
        self._failures.append(PluginFailure(plugin, stage, _said(error), is_withdrawn))


def load_registry(*, is_strict: bool = False) -> Registry:
    """A registry of every installed plugin."""
    registry = Registry(is_strict=is_strict)
    registry.load(entry_points(group=ENTRY_POINT_GROUP))
    return registry


def _catalogue_faults(entries: list[CatalogueEntries]) -> tuple[CatalogueFault, ...]:
    catalogue = Catalogue(entries)
    return (*catalogue.faults, *shared_names(catalogue))


def _said(error: BaseException) -> str:
    if isinstance(error, ValidationError):
        return f"valeurs refusées ({error.error_count()}) : {error.errors()[0]['msg']}"
    return f"{type(error).__name__} : {error}"
