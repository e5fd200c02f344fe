"""Between our requests and the wire: content as text or chunks, arguments as text or object, reasons to stop.

Seen on the wire: `content` is a string or a list of chunks, in a stream too; what a model thinks aloud and its references are
chunks of their own; the arguments of a tool come as a string, an object, or a string in several pieces; the identifier of a
call has nine letters or digits.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from tiebreak import ChatMessage, ChatPiece, ChatRequest, ChatRole, Finish, ToolCall

SCHEMA_NAME = "reponse"
NO_IDENTIFIER = {"", "null", None}
FINISHES = {"stop": Finish.STOP, "length": Finish.LENGTH, "model_length": Finish.LENGTH, "tool_calls": Finish.TOOLS}


def messages_of(request: ChatRequest) -> list[Any]:
    """The messages as the service takes them."""
    return [_message(each) for each in request.messages]


def response_format(request: ChatRequest, way: str) -> dict[str, Any]:
    """How the schema is asked for: by itself, as any JSON, or not at all."""
    if way == "json_schema":
        schema = {"name": SCHEMA_NAME, "schema_definition": json.loads(request.json_schema), "strict": True}
        return {"response_format": {"type": "json_schema", "json_schema": schema}}
    return {"response_format": {"type": "json_object"}} if way == "json_object" else {}


def tools_of(request: ChatRequest) -> dict[str, Any]:
    """The tools as the service takes them; nothing when there is none."""
    tools = [
        {
            "type": "function",
            "function": {"name": each.name, "description": each.description, "parameters": json.loads(each.parameters)},
        }
        for each in request.tools
    ]
    return {"tools": tools} if tools else {}


@dataclass
class Answering:
    """One answer being received."""

    finish: str = ""
    tokens: int | None = None
    _calls: list[_Call] = field(default_factory=list)

    @property
    def is_ended(self) -> bool:
        """Whether the service said why it stopped."""
        return bool(self.finish)

    def take(self, chunk: Any) -> list[ChatPiece]:
        """What one event of the stream adds."""
        if chunk.usage is not None and chunk.usage.total_tokens:
            self.tokens = chunk.usage.total_tokens
        pieces: list[ChatPiece] = []
        for choice in chunk.choices[:1]:
            for call in choice.delta.tool_calls or ():
                self._gather(call)
            if text := _text(choice.delta.content):
                pieces.append(ChatPiece(text=text))
            if choice.finish_reason:
                self.finish = str(choice.finish_reason)
        return pieces

    def ending(self, *, is_cut: bool) -> ChatPiece:
        """The last piece; a tool half asked for is not asked for."""
        if is_cut or self.finish not in FINISHES:
            return ChatPiece(finish=Finish.CUT, tokens=self.tokens)
        calls = tuple(each.whole(place) for place, each in enumerate(self._calls))
        return ChatPiece(tool_calls=calls, finish=Finish.TOOLS if calls else FINISHES[self.finish], tokens=self.tokens)

    def _gather(self, call: Any) -> None:
        identifier = "" if call.id in NO_IDENTIFIER else str(call.id)
        arguments = call.function.arguments
        text = arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
        index = call.index or 0
        held = next((each for each in reversed(self._calls) if each.index == index), None)
        if held is None or (identifier and identifier != held.identifier):
            self._calls.append(_Call(index, identifier, call.function.name or "", text))
        else:
            held.name = held.name or call.function.name or ""
            held.arguments += text


@dataclass
class _Call:
    """A tool being asked for."""

    index: int
    identifier: str
    name: str
    arguments: str

    def whole(self, place: int) -> ToolCall:
        return ToolCall(id=self.identifier or f"appel{place:04d}", name=self.name, arguments=self.arguments or "{}")


def _text(content: Any) -> str:
    """The text of a content; what a model thinks aloud and its references are not the answer."""
    if isinstance(content, str):
        return content
    return "".join(each.text for each in content or () if getattr(each, "type", "") == "text")


def _message(message: ChatMessage) -> dict[str, Any]:
    told: dict[str, Any] = {"role": message.role.value, "content": message.content}
    if message.tool_calls:
        told["tool_calls"] = [
            {"id": each.id, "type": "function", "function": {"name": each.name, "arguments": each.arguments}}
            for each in message.tool_calls
        ]
    if message.role is ChatRole.TOOL:
        told["tool_call_id"] = message.tool_call_id
    return told
