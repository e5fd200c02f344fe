"""What the loopback service may answer: every form seen on the platform's wire, and every way in which it fails."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

RATE_LIMIT = json.dumps({"message": "Requests rate limit exceeded"})
VALIDATION = json.dumps({"detail": [{"loc": ["body", "model"], "msg": "Field required", "type": "missing"}]})
DOCUMENTED = '{{"object": "error", "message": "{said}", "type": "{kind}", "param": null, "code": "{code}"}}'


@dataclass(frozen=True)
class WantedTool:
    """A tool that the model asks for."""

    name: str
    arguments: Mapping[str, Any]
    is_object: bool = False
    """True for arguments as an object; as a string otherwise."""
    is_split: bool = False
    """True for arguments in two pieces, as some compatible services send them."""
    identifier: str = "Ab3dE6gH9"


@dataclass(frozen=True)
class Says:
    """An answer that comes whole."""

    text: str = ""
    in_chunks: bool = False
    """True for contents as lists of chunks."""
    thinking: str = ""
    references: Sequence[int] = ()
    tools: Sequence[WantedTool] = ()
    finish: str = "stop"
    piece: int = 24
    """Characters in one event."""
    has_usage: bool = True
    pause_s: float = 0.0
    """Seconds between two events."""

    def events(self) -> Iterator[str]:
        """The data of each event, `[DONE]` last."""
        if self.thinking:
            yield _event([{"type": "thinking", "thinking": [{"type": "text", "text": self.thinking}]}])
        for start in range(0, len(self.text), self.piece):
            part = self.text[start : start + self.piece]
            yield _event([{"type": "text", "text": part}] if self.in_chunks else part)
        if self.references:
            yield _event([{"type": "reference", "reference_ids": list(self.references)}])
        for place, tool in enumerate(self.tools):
            yield from _tool_events(tool, place)
        yield _event("", finish="tool_calls" if self.tools else self.finish, usage=self.has_usage)
        yield "[DONE]"


@dataclass(frozen=True)
class Cuts:
    """An answer whose connection closes before its end."""

    text: str
    after: int
    """Characters sent before it does."""
    is_clean: bool = False
    """True when the stream ends as streams do, but without saying why the model stopped."""

    def events(self) -> Iterator[str]:
        """The data of the events that come."""
        for event in Says(self.text[: self.after]).events():
            if json.loads(event)["choices"][0]["finish_reason"]:
                return
            yield event


@dataclass(frozen=True)
class Garbles:
    """An answer in which one event is no JSON, or not of the form announced."""

    text: str
    after: int
    event: str = '{"id": "x", "choices": [{"index": 0, "del'

    def events(self) -> Iterator[str]:
        """Events, then the one that cannot be read, then the rest."""
        yield from Cuts(self.text, self.after).events()
        yield self.event
        yield from Says(self.text[self.after :]).events()


@dataclass(frozen=True)
class Fails:
    """An error, with the body and headers that the platform gives."""

    status: int
    body: str = RATE_LIMIT
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"


@dataclass(frozen=True)
class Stalls:
    """Nothing for a while, then nothing."""

    seconds: float


@dataclass(frozen=True)
class Empty:
    """A stream without any event."""


@dataclass(frozen=True)
class Redirects:
    """Another address, where nothing of the user's must ever go."""

    to: str


Reply = Says | Cuts | Garbles | Fails | Stalls | Empty | Redirects


def documented_error(status: int, said: str = "Service unavailable", kind: str = "internal_server_error") -> Fails:
    """An error in the body that the platform documents."""
    return Fails(status, DOCUMENTED.format(said=said, kind=kind, code=status * 10))


def _event(content: Any, *, finish: str | None = None, usage: bool = False, tools: Any = None) -> str:
    delta: dict[str, Any] = {"content": content}
    if tools is not None:
        delta["tool_calls"] = tools
    event: dict[str, Any] = {
        "id": "0f4f1b2c3d4e5f60718293a4b5c6d7e8",
        "object": "chat.completion.chunk",
        "created": 1_790_000_000,
        "model": "mistral-medium-latest",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }
    if usage:
        event["usage"] = {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150}
    return json.dumps(event, ensure_ascii=False)


def _tool_events(tool: WantedTool, place: int) -> Iterator[str]:
    whole: Any = dict(tool.arguments) if tool.is_object else json.dumps(tool.arguments, ensure_ascii=False)
    pieces = [whole[: len(whole) // 2], whole[len(whole) // 2 :]] if tool.is_split and isinstance(whole, str) else [whole]
    for turn, piece in enumerate(pieces):
        function = {"name": tool.name if turn == 0 else "", "arguments": piece}
        yield _event("", tools=[{"id": tool.identifier if turn == 0 else "null", "index": place, "function": function}])
