"""What this package adds to TIE Break: two providers of language models."""

from __future__ import annotations

from collections.abc import Sequence

from tiebreak import ModelProvider, hookimpl
from tiebreak_mistral.providers import CompatibleProvider, MistralProvider

PROVIDERS = (MistralProvider(), CompatibleProvider())
"""One of each a process: a service that fails is left alone by all who share it."""


@hookimpl
def tiebreak_model_providers() -> Sequence[ModelProvider]:
    """Mistral's platform, and any compatible service."""
    return PROVIDERS
