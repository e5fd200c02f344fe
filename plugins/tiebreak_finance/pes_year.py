"""A year of PES files brought together: each bordereau once, one budget year, and the account of every line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tiebreak import (
    AmountKind,
    MappingError,
    Provenance,
    Reading,
    RowsError,
    SpendLine,
    TaxBasis,
    UnreadableFileError,
)
from tiebreak_finance.gathered import PLUGIN, LeftOutByReason, euros_of, said_count
from tiebreak_finance.perimeter import Perimeter
from tiebreak_finance.pes_decisions import UNREADABLE
from tiebreak_finance.pes_entries import Bordereau, PesFile
from tiebreak_finance.pes_notices import YearCounts, some, year_notices

EMPTY_FILE = "flux sans ligne de mandat : pièces justificatives seules, ou bordereau vide"
SAME_BORDEREAU = "bordereau déjà lu dans un autre fichier"
OTHER_CONTENT = "bordereau de même numéro et d’autres lignes qu’un autre, écarté à la demande"
SHOWN_PROBLEMS = 200


class PesYear:
    """What was read so far of the files given together."""

    def __init__(self, path: Path, perimeter: Perimeter, *, leaves_out_unreadable: bool) -> None:
        self.left_out = LeftOutByReason(path.name)
        self.problems: list[str] = []
        self._path = path
        self._leaves_out_unreadable = leaves_out_unreadable
        self._lines: list[SpendLine] = []
        self._years: dict[int, Counter[str]] = {}
        self._seen: dict[tuple[str, ...], tuple[str, str]] = {}
        self._counts = YearCounts(perimeter.version)

    @property
    def line_count(self) -> int:
        """Lines of expenses read so far."""
        return self._counts.lines

    def add(self, file: PesFile, sheet: str | None, shown: str) -> None:
        """Add the bordereaux of a file that was read to its end."""
        if not any(bordereau.line_count for bordereau in file.bordereaux):
            self.left_out.add(EMPTY_FILE, sheet, 1)
        if file.issuer is not None:
            self._counts.issuers.add(file.issuer)
        for bordereau in file.bordereaux:
            if bordereau.line_count:
                self._add_bordereau(bordereau, sheet, shown)

    def reading(self) -> Reading:
        """All that was read.

        Raises:
            RowsError: with every line and file that cannot be read, unless the user chose to leave them out.
            UnreadableFileError: when there is no line of expense.
            MappingError: when the bordereaux are of several years.
        """
        name = self._path.name
        if self.problems:
            more = len(self.problems) - SHOWN_PROBLEMS
            shown = [*self.problems[:SHOWN_PROBLEMS], *([f"… et {more} autres"] if more > 0 else [])]
            raise RowsError(f"« {name} » : à corriger, {said_count(len(self.problems), 'endroit', 'endroits')}.", shown)
        if not self._counts.lines:
            raise UnreadableFileError(
                f"« {name} » : aucune ligne de mandat. Raisons : {self.left_out.reasons or 'aucun fichier XML'}. "
                "Donnez les flux PES « dépense aller » que votre logiciel de finances envoie à la trésorerie."
            )
        if len(self._years) > 1:
            said = " ; ".join(f"{year} dans {_named(files)}" for year, files in sorted(self._years.items()))
            raise MappingError(
                f"« {name} » : plusieurs exercices, {said}. Leur somme n’est pas une dépense annuelle : gardez-en un seul."
            )
        return Reading(
            file=name,
            plugin=PLUGIN,
            rows_in_file=len(self._lines) + self.left_out.count,
            heading_rows=0,
            spend_lines=tuple(self._lines),
            left_out=self.left_out.rows(),
            year=next(iter(self._years), None),
            notices=tuple(year_notices(self._counts, self._lines)),
        )

    def _add_bordereau(self, bordereau: Bordereau, sheet: str | None, shown: str) -> None:
        first, count = bordereau.first_rank, bordereau.line_count
        if bordereau.not_expense:
            self.left_out.add(bordereau.not_expense, sheet, first, count=count)
            return
        key = bordereau.key or (bordereau.digest,)
        if key in self._seen:
            self._add_repeated(bordereau, key, sheet, shown)
            return
        self._seen[key] = (bordereau.digest, shown)
        self._counts.lines += count
        if bordereau.problems:
            self._add_problems(bordereau, shown)
        if bordereau.year is None:
            self.left_out.add(UNREADABLE, sheet, first, count=count)
            return
        self._years.setdefault(bordereau.year, Counter())[shown] += 1
        for reason, tally in bordereau.left_out.items():
            self.left_out.add(reason, sheet, tally.first_rank, count=tally.count, cents=tally.cents)
        self._lines += [self._spend_line(bordereau, rank, sheet) for rank in range(len(bordereau.lines))]
        self._counts.add(bordereau)
        bordereau.lines.clear()  # they are evidence now: a large file would hold them twice

    def _add_repeated(self, bordereau: Bordereau, key: tuple[str, ...], sheet: str | None, shown: str) -> None:
        """Leave out a bordereau read before; refuse one that has its number and not its lines."""
        digest, place = self._seen[key]
        if digest == bordereau.digest:
            self.left_out.add(SAME_BORDEREAU, sheet, bordereau.first_rank, count=bordereau.line_count)
            return
        self.left_out.add(OTHER_CONTENT, sheet, bordereau.first_rank, count=bordereau.line_count)
        if not self._leaves_out_unreadable:
            self.problems.append(
                f"« {shown} » : le bordereau {bordereau.number} est aussi dans « {place} », avec d’autres lignes. "
                "Gardez le flux que la trésorerie a accepté."
            )

    def _add_problems(self, bordereau: Bordereau, shown: str) -> None:
        if not self._leaves_out_unreadable:
            self.problems += [f"« {shown} », {problem}" for problem in bordereau.problems]

    def _spend_line(self, bordereau: Bordereau, rank: int, sheet: str | None) -> SpendLine:
        line = bordereau.lines[rank]
        return SpendLine(
            id=f"{bordereau.digest}-{line.rank - bordereau.first_rank + 1}",
            supplier_text=line.supplier,
            label=line.label,
            amount=euros_of(line.cents),
            amount_kind=AmountKind.PAID,
            tax_basis=TaxBasis.INCLUDED,
            account=line.account,
            supplier_siren=line.siren,
            contract_number=line.contract_number,
            provenance=Provenance(file=self._path.name, sheet=sheet, row=line.rank, column="MtHT + MtTVA", plugin=PLUGIN),
        )


def _named(files: Counter[str]) -> str:
    return some([f"« {name} »" for name in sorted(files)])
