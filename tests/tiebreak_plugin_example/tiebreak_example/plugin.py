"""Everything here uses only public names of `tiebreak`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from tiebreak import AmountKind, Provenance, Reading, Source, SourceOptions, SpendLine, TaxBasis, hookimpl


class AmountsSource:
    """Reads one supplier and one amount a line, separated by `=`."""

    name = "montants"
    label = "Fichiers « fournisseur = montant »"
    suffixes = (".montants",)

    def accepts(self, path: Path) -> bool:
        """By its suffix."""
        return path.suffix in self.suffixes

    def read(self, path: Path, options: SourceOptions) -> Reading:
        """One line of evidence a line of text."""
        rows = [line.split("=") for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        lines = tuple(
            SpendLine(
                id=f"m-{number}",
                supplier_text=supplier.strip(),
                label="",
                amount=Decimal(amount.strip()),
                amount_kind=AmountKind.PAID,
                tax_basis=TaxBasis.INCLUDED,
                provenance=Provenance(file=path.name, row=number, plugin="example"),
            )
            for number, (supplier, amount) in enumerate(rows, start=1)
        )
        return Reading(file=path.name, plugin="example", rows_in_file=len(rows), heading_rows=0, spend_lines=lines)


@hookimpl
def tiebreak_sources() -> Sequence[Source]:
    """The source of this plugin."""
    return [AmountsSource()]
