"""All that a document or an answer may say: its facts, its passages, the names that may be written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from tiebreak.model.facts import Fact
from tiebreak.model.knowledge import LegalText, Passage
from tiebreak.spelling import normalise

SHORTEST_NAME = 3


@dataclass(frozen=True)
class Ledger:
    """What may be said, for one collectivité and one day."""

    facts: Mapping[str, Fact]
    passages: Mapping[str, Passage]
    texts: Mapping[str, LegalText]
    """Texts of law, to know which article is meant."""
    as_of: date
    authority: str
    """Name of the collectivité."""
    names: Iterable[str] = field(default=())
    """Names of suppliers and products that a sentence may hold only when its references do."""

    @cached_property
    def name_pattern(self) -> re.Pattern[str] | None:
        """Any of the names, in a normalised text."""
        names: set[str] = {plain for name in self.names if len(plain := normalise(name)) >= SHORTEST_NAME}
        kept: list[str] = sorted(names, key=lambda name: (-len(name), name))
        return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, kept))})(?![a-z0-9])") if kept else None
