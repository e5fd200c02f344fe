"""The models that the user configured, from the plugins in service; none is ever chosen for him."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar, cast

from tiebreak.errors import ModelError
from tiebreak.model.language_model import ModelSettings
from tiebreak.plugin.model_protocols import ChatModel, Embedder, ModelProvider
from tiebreak.plugin.registry import Contributed, Registry

ModelT = TypeVar("ModelT")


def provider_of(registry: Registry, key: str) -> Contributed[ModelProvider]:
    """The provider of that key.

    Raises:
        ModelError: when no plugin in service gives it.
    """
    providers = {each.key: each for each in registry.model_providers()}
    if key not in providers:
        raise ModelError(f"Aucun fournisseur de modèle ne s’appelle {key!r}. Fournisseurs : {', '.join(providers) or 'aucun'}.")
    return providers[key]


def chosen_chat(registry: Registry, settings: ModelSettings) -> ChatModel:
    """The language model that the settings name; opens no connection.

    Raises:
        ModelError: when there is no such provider, when something that it needs is not given, or when its plugin fails.
    """
    provider = provider_of(registry, settings.provider)
    return _made(registry, provider, partial(provider.value.chat, settings), ChatModel)


def chosen_embedder(registry: Registry, settings: ModelSettings) -> Embedder | None:
    """The model of meaning that the settings name, `None` when they name none; opens no connection.

    Raises:
        ModelError: as `chosen_chat`.
    """
    if not settings.embedding_model:
        return None
    provider = provider_of(registry, settings.provider)
    return _made(registry, provider, partial(provider.value.embedder, settings), Embedder)


def _made(
    registry: Registry, provider: Contributed[ModelProvider], make: Callable[[], ModelT | None], expected: type[ModelT]
) -> ModelT:
    made = registry.guarded(provider.plugin, "modèle", cast("Callable[[], ModelT]", make), expected, may_refuse=True)
    if made is None:
        raise ModelError(f"Modèle {provider.key!r} inutilisable : {registry.failures[-1]}")
    return made
