"""Rows of a public file that are not the collectivité's business: counted by reason, not listed one by one."""

from __future__ import annotations

from dataclasses import dataclass, field

from tiebreak import LeftOut, Provenance

OTHER_BUYER = "marché d’un autre acheteur"
NO_BUYER = "marché dont l’acheteur n’a ni SIREN ni SIRET bien formé"
NOT_DIGITAL = "marché dont le code CPV n’est pas numérique"
NO_CPV = "marché sans code CPV lisible : rien ne dit qu’il est numérique"
CONCESSION = "contrat de concession, qui n’est pas un achat"
NO_ENTRY = "entrée qui n’est pas un marché"


@dataclass
class LeftOutGroups:
    """How many rows were left out for each reason, and the first of each."""

    file: str
    plugin: str
    counts: dict[str, int] = field(default_factory=dict)
    first_rows: dict[str, int] = field(default_factory=dict)

    def add(self, reason: str, row: int, *, count: int = 1) -> None:
        """Count rows, of which `row` is the first."""
        self.counts[reason] = self.counts.get(reason, 0) + count
        self.first_rows[reason] = min(row, self.first_rows.get(reason, row))

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """One row left out for each reason, in the order of the file."""
        ordered = sorted(self.counts, key=lambda reason: (self.first_rows[reason], reason))
        return tuple(
            LeftOut(
                reason=reason,
                content="",
                row_count=self.counts[reason],
                provenance=Provenance(file=self.file, row=self.first_rows[reason], plugin=self.plugin),
            )
            for reason in ordered
        )
