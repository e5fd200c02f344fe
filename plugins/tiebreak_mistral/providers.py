"""Mistral's platform, and services that speak as it does: vLLM, Ollama, llama.cpp, Albert API, a gateway of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiebreak import ModelError, ModelSettings
from tiebreak_mistral.addresses import host_of, refuse_in_clear, root_of, where
from tiebreak_mistral.chat import MistralChat
from tiebreak_mistral.embedding import MistralEmbedder

if TYPE_CHECKING:
    from tiebreak_mistral.service import Service

EU_ENDPOINT = "https://api.eu.mistral.ai"
"""Inference in the European Union; the platform's own clients go to its global address unless told otherwise."""
DEFAULT_MODEL = "mistral-medium-latest"
NO_KEY = "sans-cle"
"""Sent where no key is needed: without any, Mistral's client would send the one of the environment, meant for its platform."""
PLATFORM_HOSTS = frozenset({"api.eu.mistral.ai", "api.mistral.ai"})
"""The only machines that are ever given the key of the platform."""


class _Provider:
    """What both providers do: one service an address, shared by all the models asked of it."""

    def __init__(self) -> None:
        self._services: dict[tuple[str, str, float], Service] = {}

    def _service(self, endpoint: str, key: str, timeout_s: float) -> Service:
        held = (endpoint, key, timeout_s)
        if held not in self._services:
            try:
                from tiebreak_mistral.service import Service  # noqa: PLC0415 - an extra, and heavy
            except ModuleNotFoundError as error:
                raise ModelError(
                    f"{error.name} manque : installez l’extra « assistant » (pip install 'tiebreak[assistant]')."
                ) from error
            self._services[held] = Service(endpoint, key, timeout_s=timeout_s)
        return self._services[held]


class MistralProvider(_Provider):
    """Mistral AI's platform."""

    name = "mistral"
    label = "Mistral AI, plateforme du fournisseur, traitement dans l’Union européenne"
    key_variable = "MISTRAL_API_KEY"

    def chat(self, settings: ModelSettings) -> MistralChat:
        """See the protocol."""
        model = settings.model or DEFAULT_MODEL
        return MistralChat(self._opened(settings), model, self._label(settings, model), token_budget=settings.token_budget)

    def embedder(self, settings: ModelSettings) -> MistralEmbedder | None:
        """See the protocol."""
        if not settings.embedding_model:
            return None
        return MistralEmbedder(self._opened(settings), settings.embedding_model, self._label(settings, settings.embedding_model))

    def _opened(self, settings: ModelSettings) -> Service:
        if settings.key is None or not settings.key.get_secret_value().strip():
            raise ModelError(
                f"Mistral demande une clé : mettez-la dans la variable {self.key_variable} (elle n’est écrite dans aucun fichier)."
            )
        endpoint = str(settings.endpoint or EU_ENDPOINT)
        if host_of(endpoint) not in PLATFORM_HOSTS:
            raise ModelError(
                "La clé de Mistral ne va qu’à sa plateforme : pour un autre service, tiebreak model use compatible --endpoint …"
            )
        refuse_in_clear(endpoint)
        return self._service(root_of(endpoint), settings.key.get_secret_value().strip(), settings.timeout_s)

    def _label(self, settings: ModelSettings, model: str) -> str:
        host = host_of(str(settings.endpoint or EU_ENDPOINT))
        zone = "dans l’Union européenne" if host == host_of(EU_ENDPOINT) else "point d’accès mondial"
        return f"{model}, de Mistral AI (France), sur sa plateforme, {zone} ({host})"


class CompatibleProvider(_Provider):
    """Any service that offers `/v1/chat/completions` as Mistral does; the address and the model are the user's to give."""

    name = "compatible"
    label = "Service compatible (vLLM, Ollama, llama.cpp, Albert API…), à l’adresse que vous donnez"
    key_variable = "TIEBREAK_MODEL_KEY"

    def chat(self, settings: ModelSettings) -> MistralChat:
        """See the protocol."""
        if not settings.model:
            raise ModelError("Nommez le modèle (--model) : un service compatible en sert souvent plusieurs.")
        service = self._opened(settings)
        return MistralChat(
            service, settings.model, f"{settings.model}, par {where(service.endpoint)}", token_budget=settings.token_budget
        )

    def embedder(self, settings: ModelSettings) -> MistralEmbedder | None:
        """See the protocol."""
        if not settings.embedding_model:
            return None
        service = self._opened(settings)
        model = settings.embedding_model
        return MistralEmbedder(service, model, f"{model}, par {where(service.endpoint)}")

    def _opened(self, settings: ModelSettings) -> Service:
        if settings.endpoint is None:
            raise ModelError("Donnez l’adresse du service (--endpoint), par exemple http://localhost:11434.")
        key = settings.key.get_secret_value().strip() if settings.key is not None else ""
        if key:
            refuse_in_clear(str(settings.endpoint))
        return self._service(root_of(str(settings.endpoint)), key or NO_KEY, settings.timeout_s)
