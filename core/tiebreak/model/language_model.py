"""What is said to a language model and what it answers, whoever made the model; and how the user configured it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, SecretStr

from tiebreak.model.base import Frozen, Text
from tiebreak.model.reference import HttpAddress


class ChatRole(StrEnum):
    """Who speaks."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"


class ToolCall(Frozen):
    """A reading tool that the model wants used."""

    id: str
    name: str
    arguments: str
    """A JSON object, as the model wrote it: not checked yet."""


class ChatMessage(Frozen):
    """One turn of speech."""

    role: ChatRole
    content: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str = ""
    """Which call a tool's answer answers."""


class Tool(Frozen):
    """A tool that a model may ask for; all of ours read, none writes."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,63}$")]
    description: Text
    parameters: str
    """JSON schema of its arguments, as JSON."""


class ChatRequest(Frozen):
    """What a model is asked."""

    messages: tuple[ChatMessage, ...] = Field(min_length=1)
    json_schema: str = ""
    """JSON schema that the answer must follow, as JSON; empty for free text."""
    tools: tuple[Tool, ...] = Field(default=(), max_length=128)
    max_tokens: Annotated[int, Field(gt=0)] = 2_000
    """Tokens of the answer at most."""


class Finish(StrEnum):
    """Why a model stopped."""

    STOP = "stop"
    LENGTH = "length"
    TOOLS = "tools"
    CUT = "cut"
    """The connection broke, or what came could no longer be read: what came before stands."""


class ChatPiece(Frozen):
    """A part of an answer, as it comes; the last one says why it ended."""

    text: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    finish: Finish | None = None
    tokens: int | None = None
    """Tokens of question and answer together, in the last piece; `None` when the service does not say."""


class ModelSettings(Frozen):
    """Which model the user chose, where it runs, and what may be sent to it."""

    provider: Text
    """Key of the provider, `plugin/name`."""
    model: str = ""
    """Name of the model at the provider; empty for the provider's own choice."""
    embedding_model: str = ""
    """Name of the model of meaning; empty to go on with the one that is installed."""
    endpoint: HttpAddress | None = None
    """Address of the service; `None` for the provider's own, in the European Union where it has one."""
    key: SecretStr | None = Field(default=None, exclude=True)
    """Never written to a file."""
    sends_names: bool = False
    """True to send names of suppliers, products and of the collectivité as they are; they are replaced by marks otherwise."""
    sends_amounts: bool = False
    """True to send the figures of the diagnosis; only what they measure is sent otherwise."""
    token_budget: Annotated[int, Field(gt=0, le=100_000_000)] = 200_000
    """Tokens of one conversation or one document at most; beyond, the templates write alone."""
    timeout_s: Annotated[float, Field(ge=1, le=600)] = 30.0
    """Seconds without anything received after which a request is given up."""
