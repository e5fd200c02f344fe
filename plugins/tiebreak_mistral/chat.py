"""A conversation with a model of the service: what is asked, and the pieces of what it answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from queue import Empty, Queue
from threading import Event, Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

from tiebreak import ChatPiece, ChatRequest, Finish, ModelError
from tiebreak_mistral.addresses import where
from tiebreak_mistral.faults import Fault
from tiebreak_mistral.wire import Answering, messages_of, response_format, tools_of

if TYPE_CHECKING:
    from tiebreak_mistral.service import Service

DEADLINE_TIMEOUTS = 4
"""A whole answer, tries included, takes at most so many times the seconds allowed without anything received."""
CHARACTERS_A_TOKEN = 3
NO_SCHEMA = frozenset({400, 422})
"""Statuses by which services that know no schema refuse one."""


class MistralChat:
    """One model; its token budget is that of one conversation or one document."""

    def __init__(self, service: Service, model: str, label: str, *, token_budget: int) -> None:
        """Args: service: where it is asked; model, label: as the user reads them; token_budget: of all its answers."""
        self.name = model
        self.label = label
        self._service = service
        self._left = token_budget
        self._counting = Lock()

    def answer(self, request: ChatRequest) -> Iterator[ChatPiece]:
        """The answer, piece by piece; see `ChatModel`.

        Raises:
            ModelError: before any piece: the budget is used up, or the service does not answer.
        """
        if self._left <= 0:
            raise ModelError("Le budget de jetons de cette conversation est épuisé : les réponses viennent des gabarits.")
        asked = sum(len(message.content) for message in request.messages) + len(request.json_schema)
        written, tokens = 0, 0
        try:
            for piece in self._received(request):
                tokens = max(tokens, piece.tokens or 0)
                written += len(piece.text)
                yield piece
        finally:
            with self._counting:
                estimated = (asked + written) // CHARACTERS_A_TOKEN
                self._left -= max(tokens, estimated // 2) if tokens else estimated

    def _received(self, request: ChatRequest) -> Iterator[ChatPiece]:
        """What comes from a thread that asks, until the deadline: a service that only keeps the line open is given up."""
        line = _Line()
        worker = Thread(target=self._work, args=(request, line), daemon=True)
        worker.start()
        deadline = monotonic() + DEADLINE_TIMEOUTS * self._service.timeout_s
        has_begun = False
        try:
            while True:
                try:
                    given = line.queue.get(timeout=max(0.0, deadline - monotonic()))
                except Empty:
                    if not has_begun:
                        raise ModelError(f"Le service ne répond pas à temps ({where(self._service.endpoint)})") from None
                    yield ChatPiece(finish=Finish.CUT)
                    return
                if isinstance(given, Exception):
                    raise given
                has_begun = True
                yield given
                if given.finish is not None:
                    return
        finally:
            line.close()

    def _work(self, request: ChatRequest, line: _Line) -> None:
        try:
            stream, answering, first = self._opened(request, line)
            for piece in self._pieces(stream, answering, first):
                if line.is_closed.is_set():
                    return
                line.queue.put(piece)
        except Exception as error:  # noqa: BLE001 - given to the thread that waits, which raises it
            line.queue.put(error)

    def _opened(self, request: ChatRequest, line: _Line) -> tuple[Any, Answering, list[ChatPiece]]:
        """The stream with what came first: until then, all can be asked again."""
        ways = ["json_schema", "json_object", ""] if request.json_schema else [""]
        for place, way in enumerate(ways):
            try:
                return self._service.ask(partial(self._started, request, way, line))
            except ModelError as error:
                fault = error.__cause__
                is_last = place == len(ways) - 1
                if is_last or not (isinstance(fault, Fault) and fault.status in NO_SCHEMA):
                    raise
        raise AssertionError

    def _started(self, request: ChatRequest, way: str, line: _Line) -> tuple[Any, Answering, list[ChatPiece]]:
        stream: Any = self._service.client.chat.stream(
            model=self.name,
            messages=messages_of(request),
            max_tokens=request.max_tokens,
            temperature=0.0,
            **response_format(request, way),
            **tools_of(request),
        )
        line.streams.append(stream)
        answering = Answering()
        try:
            for event in stream:
                pieces = answering.take(event.data)
                if pieces or answering.is_ended:
                    return stream, answering, pieces
        except BaseException:
            stream.close()
            raise
        stream.close()
        raise Fault("Le service a répondu par un flux vide")

    def _pieces(self, stream: Any, answering: Answering, first: list[ChatPiece]) -> Iterator[ChatPiece]:
        """What came first, what comes, then why it ended; what can no longer be read cuts the answer there."""
        is_cut = False
        try:
            yield from first
            with self._service.faults():
                for event in stream:
                    yield from answering.take(event.data)
        except Fault:
            is_cut = True
        finally:
            stream.close()
        yield answering.ending(is_cut=is_cut)


@dataclass
class _Line:
    """Between the thread that asks and the one that waits."""

    queue: Queue[ChatPiece | Exception] = field(default_factory=Queue)
    streams: list[Any] = field(default_factory=list)
    is_closed: Event = field(default_factory=Event)

    def close(self) -> None:
        """Nobody waits any more: what is open is closed, which ends the thread."""
        self.is_closed.set()
        for stream in self.streams:
            with suppress(Exception):
                stream.close()
