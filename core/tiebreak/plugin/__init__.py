"""How plugins are declared, found, called one by one, and withdrawn when they fail."""

from tiebreak.plugin.hookspecs import hookimpl
from tiebreak.plugin.model_protocols import ChatModel, Embedder, ModelProvider
from tiebreak.plugin.protocols import (
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
    "ChatModel",
    "Contributed",
    "Embedder",
    "FetchOptions",
    "Fetcher",
    "ModelProvider",
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
