"""Samples to try the tool with: the total published by the initiative, and a fictitious commune."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import as_file, files
from pathlib import Path

from tiebreak import Authority, AuthorityKind


@dataclass(frozen=True)
class Sample:
    """Files to read, whose they are, and the yearly budget to plan with."""

    key: str
    title: str
    files: tuple[str, ...]
    authority: Authority
    annual_budget_eur: Decimal | None = None

    def paths(self, stack: ExitStack) -> tuple[Path, ...]:
        """Paths of the files, valid as long as the stack is open."""
        folder = files("tiebreak_knowledge").joinpath("samples")
        return tuple(stack.enter_context(as_file(folder.joinpath(name))) for name in self.files)


PUBLISHED_EXAMPLE = Sample(
    key="exemple-publie",
    title="Tableau publié par TIE Break",
    files=("publication-par-type.csv", "publication-par-zone.csv"),
    authority=Authority(name="Exemple publié par TIE Break (collectivité non nommée)", kind=AuthorityKind.OTHER),
)
"""Banque des Territoires, Hub des Territoires, 13 January 2026: totals by type and by zone."""

FICTITIOUS_COMMUNE = Sample(
    key="commune-fictive",
    title="Commune fictive",
    files=("commune-fictive.xlsx",),
    authority=Authority(
        name="Commune fictive de Val-Fictif",
        kind=AuthorityKind.MUNICIPALITY,
        year=2026,
        inhabitants=14200,
        staff_count=210,
        workstations=190,
        is_fictitious=True,
    ),
    annual_budget_eur=Decimal(60000),
)

SAMPLES = (PUBLISHED_EXAMPLE, FICTITIOUS_COMMUNE)
