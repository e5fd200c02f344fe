"""What models must be able to do: turn texts into vectors, and put computed facts into words. They never compute one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, runtime_checkable

from tiebreak.model.language_model import ChatPiece, ChatRequest, ModelSettings


@runtime_checkable
class Embedder(Protocol):
    """Turns texts into vectors whose scalar product says how near two meanings are."""

    @property
    def name(self) -> str:
        """Model and version, as vectors are kept under it: vectors of two names are never compared."""
        ...

    @property
    def label(self) -> str:
        """Whose model it is and where it runs, in French, as the user reads it."""
        ...

    @property
    def dimension(self) -> int:
        """Numbers in one vector."""
        ...

    def questions(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """Vectors of length 1 of what people ask, one a text.

        Raises:
            ModelError: when the model cannot answer; the search then goes on by words alone, and says so.
        """
        ...

    def passages(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """Vectors of length 1 of what may answer, one a text.

        Raises:
            ModelError: when the model cannot answer.
        """
        ...


@runtime_checkable
class ChatModel(Protocol):
    """Words what it is given; nothing that it returns is printed before the verifier has let it pass."""

    @property
    def name(self) -> str:
        """Model and version."""
        ...

    @property
    def label(self) -> str:
        """Whose model it is and where it runs, in French, as the user reads it before anything is sent."""
        ...

    def answer(self, request: ChatRequest) -> Iterator[ChatPiece]:
        """The answer, piece by piece; the last piece alone says why it ended.

        Retries what may pass, within its limits of time; a stream that breaks ends with `Finish.CUT`.

        Raises:
            ModelError: before any piece, when the service does not answer: why, and what to do, without any secret.
        """
        ...


@runtime_checkable
class ModelProvider(Protocol):
    """Gives the models of one service, or of any service that speaks as it does."""

    @property
    def name(self) -> str:
        """Identifier within its plugin."""
        ...

    @property
    def label(self) -> str:
        """Whose service it is and where it runs by default, in French."""
        ...

    @property
    def key_variable(self) -> str:
        """Variable of the environment where the user puts the key; empty when none is needed."""
        ...

    def chat(self, settings: ModelSettings) -> ChatModel:
        """The model that the settings name; opens no connection.

        Raises:
            ModelError: when something needed is not given.
        """
        ...

    def embedder(self, settings: ModelSettings) -> Embedder | None:
        """The model of meaning that the settings name, `None` when they name none; opens no connection.

        Raises:
            ModelError: when something needed is not given.
        """
        ...
