"""The hooks: what each plugin may add, when it is asked, what a failure costs.

All are plain collecting hooks without argument. Hooks may gain arguments, which an implementation
is free to ignore; they never lose one. A hook is called alone for each plugin; when it raises or
returns something else than what is written here, the whole plugin is withdrawn for the run, named
to the user and in the documents, and the others go on.
"""

from __future__ import annotations

from collections.abc import Sequence

import pluggy

from tiebreak.model.catalogue import CatalogueEntries
from tiebreak.model.criteria import CriteriaSet
from tiebreak.model.knowledge import KnowledgeDocuments
from tiebreak.plugin.model_protocols import ModelProvider
from tiebreak.plugin.protocols import Fetcher, Planner, ReportExporter, Source

PROJECT = "tiebreak"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def tiebreak_sources() -> Sequence[Source]:  # type: ignore[empty-body]
    """Sources of evidence. Asked before files are read; without any, nothing can be read."""


@hookspec
def tiebreak_fetchers() -> Sequence[Fetcher]:  # type: ignore[empty-body]
    """Fetchers of public data. Asked when the user wants one; without any, nothing ever leaves the machine."""


@hookspec
def tiebreak_criteria_sets() -> Sequence[CriteriaSet]:  # type: ignore[empty-body]
    """Criteria sets. Asked once before the diagnosis; without any, no criteria score is given."""


@hookspec
def tiebreak_catalogue_entries() -> Sequence[CatalogueEntries]:  # type: ignore[empty-body]
    """Suppliers, solutions and documented migrations. Without any, every supplier is unknown."""


@hookspec
def tiebreak_knowledge_documents() -> Sequence[KnowledgeDocuments]:  # type: ignore[empty-body]
    """Texts of law and records of knowledge. Without any, the assistant answers « non trouvé »."""


@hookspec
def tiebreak_planners() -> Sequence[Planner]:  # type: ignore[empty-body]
    """Planners of trajectories. Asked when a plan is wanted; without any, there is no plan."""


@hookspec
def tiebreak_report_exporters() -> Sequence[ReportExporter]:  # type: ignore[empty-body]
    """Exporters of documents. Asked when documents are wanted."""


@hookspec
def tiebreak_model_providers() -> Sequence[ModelProvider]:  # type: ignore[empty-body]
    """Providers of language models. Asked when the user configured one; without any, the templates write alone."""
