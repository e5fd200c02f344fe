"""One service: how it is reached, how long it is waited for, how often it is tried again, and when it is left alone.

The platform's client tries nothing again by default, follows redirections to any host, and would wait as long as a server says:
here a redirection is a fault, waiting is bounded, and a service that keeps failing is not asked for a while.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from tiebreak import ModelError
from tiebreak_mistral.addresses import where
from tiebreak_mistral.breaker import Breaker
from tiebreak_mistral.faults import Fault, fault_of

if TYPE_CHECKING:
    from mistralai.client import Mistral

ATTEMPTS = 4
FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 8.0
"""A server that asks for more is given up: somebody waits for the answer."""
WRITE_TIMEOUT_S = 30.0
ResultT = TypeVar("ResultT")


class Service:
    """A service at one address, for one key."""

    def __init__(self, endpoint: str, key: str, *, timeout_s: float, first_wait_s: float = FIRST_WAIT_S) -> None:
        """Args: endpoint: without `/v1`; key: never printed; timeout_s: without anything received; first_wait_s: before trying again."""
        self.endpoint = endpoint
        self.timeout_s = timeout_s
        self._key = key
        self._first_wait_s = first_wait_s
        self._breaker = Breaker()

    @cached_property
    def client(self) -> Mistral:
        """The platform's client, without its own retries, which wait without limit, and without its traces."""
        os.environ["MISTRAL_SDK_TELEMETRY"] = "false"
        import httpx2  # noqa: PLC0415 - heavy
        from mistralai.client import Mistral  # noqa: PLC0415 - heavy
        from mistralai.client.utils import BackoffStrategy, RetryConfig  # noqa: PLC0415 - heavy

        timeout = httpx2.Timeout(self.timeout_s, write=WRITE_TIMEOUT_S)
        return Mistral(
            api_key=self._key,
            server_url=self.endpoint,
            client=httpx2.Client(
                follow_redirects=False,
                timeout=timeout,
                event_hooks={"response": [_refuse_redirection]},
                limits=httpx2.Limits(
                    max_keepalive_connections=0
                ),  # questions are minutes apart: nothing is left open between them
            ),
            retry_config=RetryConfig("none", BackoffStrategy(0, 0, 1, 0), retry_connection_errors=False),
            timeout_ms=int(self.timeout_s * 1000),
        )

    def ask(self, call: Callable[[], ResultT]) -> ResultT:
        """The result of a call, tried again while it may pass.

        Raises:
            ModelError: when it does not: why, without the key.
        """
        if self._breaker.is_open:
            raise ModelError(
                f"Le service a échoué plusieurs fois de suite : il n’est plus sollicité pendant une minute ({where(self.endpoint)})."
            )
        try:
            result = self._tried(call)
        except Fault as fault:
            if fault.is_refusal:
                self._breaker.succeeded()
            else:
                self._breaker.failed()
            raise ModelError(f"{fault.said} ({where(self.endpoint)})") from fault
        self._breaker.succeeded()
        return result

    def _tried(self, call: Callable[[], ResultT]) -> ResultT:
        retrying = Retrying(
            stop=stop_after_attempt(ATTEMPTS),
            wait=_Waiting(self._first_wait_s),
            retry=retry_if_exception(lambda error: isinstance(error, Fault) and error.may_pass),
            reraise=True,
        )
        result: ResultT = retrying(lambda: self._once(call))
        return result

    def _once(self, call: Callable[[], ResultT]) -> ResultT:
        with self.faults():
            return call()

    @contextlib.contextmanager
    def faults(self) -> Iterator[None]:
        """Turns whatever the client raises into a fault.

        Raises:
            Fault: for anything that the client or the service does.
        """
        try:
            yield
        except Fault:
            raise
        except Exception as error:  # the client is someone else's code: what it raises is told, with the address
            raise fault_of(error, secret=self._key) from error


class _Waiting:
    """How long to wait before the next try: what the service says, else a random time that grows."""

    def __init__(self, first_wait_s: float) -> None:
        self._random = wait_random_exponential(multiplier=first_wait_s, max=LONGEST_WAIT_S)

    def __call__(self, state: RetryCallState) -> float:
        fault: Any = state.outcome.exception() if state.outcome is not None else None
        told = fault.retry_after_s if isinstance(fault, Fault) else None
        return self._random(state) if told is None else min(told, LONGEST_WAIT_S)


def _refuse_redirection(response: Any) -> None:
    """What the user asks goes to the address that he gave, and to no other.

    Raises:
        Fault: when the service sends elsewhere.
    """
    if response.is_redirect:
        raise Fault(
            f"Le service renvoie à une autre adresse ({response.status_code}) : donnez la bonne", status=response.status_code
        )
