from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.bad_inputs.trials import Readers


@pytest.fixture(scope="session")
def readers() -> Iterator[Readers]:
    """The readers of the project, ready for as many files as there are."""
    started = Readers()
    yield started
    started.close()
