"""How plugins are declared, found, called one by one, and withdrawn when they fail."""

from tiebreak.plugin.hookspecs import hookimpl
from tiebreak.plugin.protocols import (
    Embedder,
    Fetcher,
    FetchOptions,
    Planner,
    PlanningProblem,
    Report,
    ReportExporter,
    ReportInputs,
    Source,
    SourceOptions,
)
from tiebreak.plugin.registry import ENTRY_POINT_GROUP, Contributed, PluginFailure, Registry, load_registry

__all__ = [
    "ENTRY_POINT_GROUP",
    "Contributed",
    "Embedder",
    "FetchOptions",
    "Fetcher",
    "Planner",
    "PlanningProblem",
    "PluginFailure",
    "Registry",
    "Report",
    "ReportExporter",
    "ReportInputs",
    "Source",
    "SourceOptions",
    "hookimpl",
    "load_registry",
]
