"""Which model the user chose, kept on his computer; the key stays in his environment and is never written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr, ValidationError

from tiebreak import ChatModel, Embedder, ModelError, ModelSettings, Registry, chosen_chat, chosen_embedder, provider_of


class ModelMemory:
    """The settings of the model, in one file."""

    def __init__(self, path: Path) -> None:
        """Args: path: where they are kept."""
        self.path = path

    def keep(self, settings: ModelSettings) -> None:
        """Write the settings, without the key."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(settings.model_dump_json(indent=2), encoding="utf-8")

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
    chat: ChatModel | None = None
    embedder: Embedder | None = None
    why_none: str = ""


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
        return Models(settings, chosen_chat(registry, settings), chosen_embedder(registry, settings))
    except ModelError as error:
        return Models(settings, why_none=str(error))
