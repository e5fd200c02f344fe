"""The loopback service: refuses what the platform refuses, then answers what its script says."""

from __future__ import annotations

import hashlib
import json
import math
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, cast

from tiebreak_evaluations.loopback.replies import Cuts, Empty, Fails, Garbles, Redirects, Reply, Says, Stalls

Script = Callable[[dict[str, Any]], Reply]
"""From the body of a request to what is answered."""
CALL_IDENTIFIER = re.compile(r"[a-zA-Z0-9]{9}")
MOST_TOOLS = 128
DIMENSION = 1024
PATIENCE_S = 10


class LoopbackMistral:
    """A service that listens on this machine until it is left."""

    def __init__(self, script: Script | Sequence[Reply], *, dimension: int = DIMENSION) -> None:
        """Args: script: what is answered to each request, or answers in turn, the last again and again; dimension: of vectors."""
        self.bodies: list[dict[str, Any]] = []
        """Bodies of the requests to the chat, in order."""
        self.keys: list[str] = []
        """What each request gave as authorisation."""
        self.batches: list[list[str]] = []
        """Texts of each request for vectors."""
        self.dimension = dimension
        self._script = script if callable(script) else _in_turn(script)
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._stopping = threading.Event()

    @property
    def address(self) -> str:
        """Its address, without `/v1`."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def reply(self, body: dict[str, Any]) -> Reply:
        """What is answered to this request."""
        self.bodies.append(body)
        if why := _refused(body):
            return Fails(422, json.dumps({"detail": [{"loc": ["body"], "msg": why, "type": "value_error"}]}))
        return self._script(body)

    def rest(self, seconds: float) -> None:
        """Wait, or less when the service is being left."""
        self._stopping.wait(min(seconds, PATIENCE_S))

    def __enter__(self) -> LoopbackMistral:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(PATIENCE_S)


def _in_turn(replies: Sequence[Reply]) -> Script:
    left = list(replies)

    def script(_body: dict[str, Any]) -> Reply:
        return left.pop(0) if len(left) > 1 else left[0]

    return script


def _refused(body: dict[str, Any]) -> str:
    """Why the platform would refuse this request; nothing when it would not."""
    messages = body.get("messages") or []
    calls = [call for message in messages for call in message.get("tool_calls") or ()]
    answered = [message.get("tool_call_id") for message in messages if message.get("role") == "tool"]
    faults = {
        "model": not body.get("model"),
        "messages": not messages,
        "Expected last role User or Tool": bool(messages) and messages[-1].get("role") not in {"user", "tool"},
        "Tool call id has to be 9 characters": any(not CALL_IDENTIFIER.fullmatch(call.get("id") or "") for call in calls),
        "Unexpected tool call id": not set(answered) <= {call.get("id") for call in calls},
        "tools": len(body.get("tools") or ()) > MOST_TOOLS,
    }
    return next((said for said, is_so in faults.items() if is_so), "")


class _Server(ThreadingHTTPServer):
    """One thread a request."""

    daemon_threads = True

    def __init__(self, service: LoopbackMistral) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.service = service


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"

    @property
    def _service(self) -> LoopbackMistral:
        return cast("_Server", self.server).service

    def do_POST(self) -> None:
        """Any of the two services."""
        body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))) or "{}")
        key = self.headers.get("authorization", "")
        self._service.keys.append(key)
        if not key.startswith("Bearer "):
            self._send(Fails(401, '{"message": "Unauthorized"}'))
        elif self.path.startswith("/v1/embeddings"):
            self._embeddings(body)
        elif self.path.startswith("/v1/chat/completions"):
            self._chat(self._service.reply(body))
        else:
            self._send(Fails(404, '{"message": "no Route matched with those values"}'))

    def _chat(self, reply: Reply) -> None:
        match reply:
            case Fails():
                self._send(reply)
            case Redirects():
                self._send(Fails(307, "", {"location": reply.to}, "text/plain"))
            case Stalls():
                self._service.rest(reply.seconds)
                self.close_connection = True
            case Empty():
                self._stream(iter(()), is_whole=True)
            case Cuts():
                self._stream(reply.events(), is_whole=reply.is_clean)
            case Says() | Garbles():
                self._stream(reply.events(), pause_s=reply.pause_s if isinstance(reply, Says) else 0.0, is_whole=True)

    def _stream(self, events: Iterator[str], *, is_whole: bool, pause_s: float = 0.0) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream; charset=utf-8")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):
            for event in events:
                part = f"data: {event}\n\n".encode()
                self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
                self.wfile.flush()
                if pause_s:
                    self._service.rest(pause_s)
            if is_whole:
                self.wfile.write(b"0\r\n\r\n")
        self.close_connection = True

    def _embeddings(self, body: dict[str, Any]) -> None:
        service = self._service
        texts = [body["input"]] if isinstance(body["input"], str) else list(body["input"])
        service.batches.append(texts)
        data = [
            {"object": "embedding", "index": place, "embedding": _vector(text, service.dimension)}
            for place, text in enumerate(texts)
        ]
        usage = {"prompt_tokens": 10, "total_tokens": 10, "completion_tokens": 0}
        self._send(
            Fails(200, json.dumps({"id": "e" * 32, "object": "list", "model": body["model"], "data": data, "usage": usage}))
        )

    def _send(self, answer: Fails) -> None:
        content = answer.body.encode()
        self.send_response(answer.status)
        self.send_header("content-type", answer.content_type)
        self.send_header("content-length", str(len(content)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that the library gives it
        """Nothing is logged."""


def _vector(text: str, dimension: int) -> list[float]:
    """A vector of the words of a text: texts that share words are near."""
    numbers = [0.0] * dimension
    for word in re.findall(r"\w+", text.casefold()):
        digest = hashlib.sha256(word.encode()).digest()
        numbers[int.from_bytes(digest[:4], "big") % dimension] += 1.0
    length = math.sqrt(sum(number * number for number in numbers))
    return [number / length for number in numbers] if length else [1.0, *numbers[1:]]
