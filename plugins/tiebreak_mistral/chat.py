"""A conversation with a model of the service: what is asked, and the pieces of what it answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any

from tiebreak import ChatPiece, ChatRequest, ModelError
from tiebreak_mistral.faults import Fault
from tiebreak_mistral.wire import Answering, messages_of, response_format, tools_of

if TYPE_CHECKING:
    from tiebreak_mistral.service import Service

DEADLINE_TIMEOUTS = 4
"""A whole answer takes at most so many times the seconds allowed without anything received."""
CHARACTERS_A_TOKEN = 3
NO_SCHEMA = frozenset({400, 422})
"""Statuses by which services that know no schema refuse one."""


class MistralChat:
    """One model; its token budget is that of one conversation or one document."""

    def __init__(
        self,
        service: Service,
        model: str,
        label: str,
        *,
        token_budget: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Args: service: where it is asked; model, label: as the user reads them; token_budget: of all its answers; clock: seconds."""
        self.name = model
        self.label = label
        self._service = service
        self._left = token_budget
        self._clock = clock
        self._counting = Lock()

    def answer(self, request: ChatRequest) -> Iterator[ChatPiece]:
        """The answer, piece by piece; see `ChatModel`.

        Raises:
            ModelError: before any piece: the budget is used up, or the service does not answer.
        """
        if self._left <= 0:
            raise ModelError("Le budget de jetons de cette conversation est épuisé : les réponses viennent des gabarits.")
        stream, answering, first = self._opened(request)
        tokens: int | None = None
        written = 0
        for piece in self._pieces(stream, answering, first):
            tokens = piece.tokens if piece.tokens is not None else tokens
            written += len(piece.text)
            yield piece
        asked = sum(len(message.content) for message in request.messages) + len(request.json_schema)
        with self._counting:
            self._left -= tokens if tokens is not None else (asked + written) // CHARACTERS_A_TOKEN

    def _opened(self, request: ChatRequest) -> tuple[Any, Answering, list[ChatPiece]]:
        """The stream with what came first: until then, all can be asked again."""
        ways = ["json_schema", "json_object", ""] if request.json_schema else [""]
        for place, way in enumerate(ways):
            try:
                return self._service.ask(partial(self._started, request, way))
            except ModelError as error:
                fault = error.__cause__
                is_last = place == len(ways) - 1
                if is_last or not (isinstance(fault, Fault) and fault.status in NO_SCHEMA):
                    raise
        raise AssertionError

    def _started(self, request: ChatRequest, way: str) -> tuple[Any, Answering, list[ChatPiece]]:
        stream: Any = self._service.client.chat.stream(
            model=self.name,
            messages=messages_of(request),
            max_tokens=request.max_tokens,
            temperature=0.0,
            **response_format(request, way),
            **tools_of(request),
        )
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
        deadline = self._clock() + DEADLINE_TIMEOUTS * self._service.timeout_s
        is_cut = False
        try:
            yield from first
            with self._service.faults():
                for event in stream:
                    yield from answering.take(event.data)
                    if is_cut := self._clock() > deadline:
                        break
        except Fault:
            is_cut = True
        finally:
            stream.close()
        yield answering.ending(is_cut=is_cut)
