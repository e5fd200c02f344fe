"""Which model the user chose, kept on his computer; the key stays in his environment and is never written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pydantic import SecretStr, ValidationError

from tiebreak import ChatModel, Embedder, ModelError, ModelSettings, Registry, chosen_chat, chosen_embedder, provider_of
from tiebreak_assistant.gathering import DistantSearch


class ModelMemory:
    """The settings of the model, in one file."""

    def __init__(self, path: Path) -> None:
        """Args: path: where they are kept."""
        self.path = path

    def keep(self, settings: ModelSettings) -> None:
        """Write the settings, without the key: all of them, or none."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_suffix(".nouveau")
        beside.write_text(settings.model_dump_json(indent=2), encoding="utf-8")
        beside.replace(self.path)

    def forget(self) -> bool:
        """Erase them; whether there were any."""
        existed = self.path.exists()
        self.path.unlink(missing_ok=True)
        return existed

    def settings(self, environment: Mapping[str, str], registry: Registry) -> ModelSettings | None:
        """The settings with the key of the environment; `None` when no model was chosen.

        Raises:
            ModelError: when the file cannot be read, or names a provider that is not there.
        """
        if not self.path.exists():
            return None
        try:
            kept = ModelSettings.model_validate_json(self.path.read_text(encoding="utf-8"))
        except (ValidationError, UnicodeDecodeError, OSError) as error:
            raise ModelError(
                f"Réglages du modèle illisibles ({self.path.name}) : refaites « tiebreak model use », ou « tiebreak model stop »."
            ) from error
        variable = provider_of(registry, kept.provider).value.key_variable
        key = environment.get(variable, "").strip() if variable else ""
        return kept.model_copy(update={"key": SecretStr(key) if key else None})


@dataclass(frozen=True)
class Models:
    """The models in use, and why one that was chosen is not: what is written then comes from the templates, and says it."""

    settings: ModelSettings | None = None
    new_chat: Callable[[], ChatModel] | None = None
    """Makes the model of one conversation, with a token budget of its own; `None` to write by templates alone."""
    embedder: Embedder | None = None
    """A model of meaning beyond this computer; `None` for the one that is installed."""
    label: str = ""
    """Which model it is and where it runs."""
    why_none: str = ""

    def chat(self) -> ChatModel | None:
        """The model of a new conversation or document."""
        return self.new_chat() if self.new_chat is not None else None


def no_model() -> Models:
    """The templates alone."""
    return Models()


def models_of(memory: ModelMemory, environment: Mapping[str, str], registry: Registry) -> Models:
    """The models that the user chose.

    Args:
        memory: what was chosen.
        environment: where the key is.
        registry: the plugins in service.
    """
    settings = None
    try:
        settings = memory.settings(environment, registry)
        if settings is None:
            return no_model()
        embedder = chosen_embedder(registry, settings)
        return Models(settings, partial(chosen_chat, registry, settings), embedder, chosen_chat(registry, settings).label)
    except ModelError as error:
        return Models(settings, why_none=str(error))


def distant_search(models: Models) -> DistantSearch | None:
    """What must be known of a search that asks a model beyond this computer; `None` when it asks none."""
    if models.embedder is None:
        return None
    sends_names = models.settings is not None and models.settings.sends_names
    return DistantSearch(models.embedder.label, sends_names=sends_names)
