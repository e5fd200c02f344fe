"""A service that keeps failing is left alone for a while; no lock is held while it is asked."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

FAILURES = 3
"""Requests given up in a row from which the service is left alone."""
LEFT_ALONE_S = 60.0


class Breaker:
    """Counts the failures of one service, for all who share it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Args: clock: seconds."""
        self._clock = clock
        self._failures = 0
        self._opened_at = 0.0
        self._lock = Lock()

    @property
    def is_open(self) -> bool:
        """Whether the service is being left alone."""
        with self._lock:
            return self._failures >= FAILURES and self._clock() - self._opened_at < LEFT_ALONE_S

    def succeeded(self) -> None:
        """The service answered, were it to refuse."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """A request was given up."""
        with self._lock:
            self._failures += 1
            self._opened_at = self._clock()
