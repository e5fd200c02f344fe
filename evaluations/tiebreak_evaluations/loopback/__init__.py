"""A service on this machine that speaks as Mistral's platform does, faults included: for tests and evaluations, never a model."""

from tiebreak_evaluations.loopback.replies import (
    Cuts,
    Empty,
    Fails,
    Garbles,
    Redirects,
    Reply,
    Says,
    Stalls,
    WantedTool,
)
from tiebreak_evaluations.loopback.server import LoopbackMistral

__all__ = ["Cuts", "Empty", "Fails", "Garbles", "LoopbackMistral", "Redirects", "Reply", "Says", "Stalls", "WantedTool"]
