"""The files of a folder together: what each gives to the fleet, what is left out, what is to be corrected.

Messages name the rank of a file in the order of names, never its name.
"""

from __future__ import annotations

import hashlib

from tiebreak import ColumnUse, InputError, Member, Provenance, Reading, RowsError, SourceOptions, UnreadableFileError
from tiebreak_inventory import notices
from tiebreak_inventory.file_reading import FileReading, read_file
from tiebreak_inventory.fleet import Fleet, Place
from tiebreak_inventory.gathering import Gathering
from tiebreak_inventory.osquery import OLDER
from tiebreak_inventory.program_tables import UNREADABLE, TableReading
from tiebreak_inventory.reports import NotAMachineError
from tiebreak_inventory.tables import Shape, french_name

PLUGIN = "inventory"
DIGEST_LENGTH = 8
SHOWN_PROBLEMS = 200

OTHER_FILE = "fichier d’une autre nature qu’un inventaire"
NO_PROGRAMS = "relevé sans système ni liste de logiciels"
UNREADABLE_FILE = "fichier illisible, écarté à la demande"
SEE = "Voyez docs/lire-un-inventaire.md."


class Collection:
    """What the files of a path gave together."""

    def __init__(self, name: str, options: SourceOptions) -> None:
        self._name = name
        self._options = options
        self._fleet = Fleet()
        self._gathering = Gathering()
        self._tables: list[tuple[int, TableReading]] = []
        self._sheets: dict[int, str | None] = {}
        self._digests: list[str] = []
        self._nameless: list[str] = []
        """Digests of the files that do not say which machine they are of."""
        self._encodings: set[str] = set()
        self._starts_late = False
        self._row_count = 0
        self._problems: list[str] = []

    def take(self, member: Member, suffix: str, rank: int) -> None:
        """Read one file, the others of its folder being read whatever is wrong with it.

        Raises:
            InputError: when it was given alone and cannot be used.
        """
        is_alone = member.name is None
        where = f"« {self._name} », fichier n° {rank} dans l’ordre des noms ({member.size} octets)"
        where = f"Fichier « {self._name} »" if is_alone else where
        self._sheets[rank] = None if is_alone else f"machine {rank}"
        try:
            found = read_file(member, suffix, where, self._options.column_meanings)
        except NotAMachineError as error:
            self._leave_out(rank, str(error))
        except InputError as error:
            if is_alone:
                raise
            self._refuse(rank, UNREADABLE_FILE, str(error))
        else:
            self._leave_out(rank, OTHER_FILE) if found is None else self._keep(found, rank)

    def reading(self, other_files: int) -> Reading:
        """The evidence of all the files, and the account of their entries.

        Raises:
            RowsError: with all that cannot be read.
            UnreadableFileError: when nothing is an inventory, or a list would count what machines count too.
        """
        lists = self._checked_lists()
        gathering, fleet = self._gathering, self._fleet
        gathering.take_fleet(fleet)
        for rank, table in lists:
            gathering.take_list(table.products, rank)
        if fleet.older_count:
            gathering.leave_out(OLDER, min(fleet.older), count=fleet.older_count)
        digest = hashlib.sha256("".join(sorted(self._digests)).encode()).hexdigest()[:DIGEST_LENGTH]
        left_out = gathering.left_out(self._provenance)
        return Reading(
            file=self._name,
            plugin=PLUGIN,
            rows_in_file=self._row_count,
            heading_rows=sum(table.heading_rows for _, table in self._tables),
            inventory=gathering.items(digest, self._provenance),
            machine_count=None if lists else fleet.machine_count,
            left_out=left_out,
            columns=self._columns,
            notices=notices.of_reading(
                fleet,
                encodings=self._encodings,
                other_files=other_files,
                same_files=len(self._nameless) - len(set(self._nameless)),
                repeated_products=gathering.repeated_products,
                starts_late=self._starts_late,
                reasons=[each.reason for each in left_out],
            ),
        )

    def _keep(self, found: FileReading, rank: int) -> None:
        self._digests.append(found.digest)
        self._encodings.add(found.encoding)
        self._starts_late |= found.starts_late
        for report in found.reports:
            if not report.sections:
                self._leave_out(rank, NO_PROGRAMS)
                continue
            self._fleet.add(report, rank)
            self._row_count += sum(len(entries) for _, entries in report.sections.values())
            self._nameless += [] if report.keys else [found.digest]
        for row, reason in found.left_out:
            self._leave_out(rank, reason, row=row)
        if found.table is not None:
            self._keep_table(found.table, rank)

    def _keep_table(self, table: TableReading, rank: int) -> None:
        self._tables.append((rank, table))
        self._sheets[rank] = self._sheets[rank] and f"table {rank}"
        self._row_count += len(table.products) + table.heading_rows
        for row, problem in table.bad_rows:
            self._refuse(rank, UNREADABLE, f"Ligne {row} : {problem}", row=row)

    def _refuse(self, rank: int, reason: str, problem: str, *, row: int = 0) -> None:
        """Keep what is wrong to be said, or leave it out when the user chose to go on without."""
        if self._options.leaves_out_unreadable:
            self._leave_out(rank, reason, row=row)
        else:
            self._problems.append(problem)

    def _leave_out(self, rank: int, reason: str, *, row: int = 0) -> None:
        self._row_count += 1
        self._gathering.leave_out(reason, (rank, row))

    def _checked_lists(self) -> list[tuple[int, TableReading]]:
        """The tables that count installations, one at most."""
        if self._problems:
            count = len(self._problems)
            more = [f"… et {count - SHOWN_PROBLEMS} autres"] if count > SHOWN_PROBLEMS else []
            raise RowsError(f"« {self._name} » : {count} à corriger.", [*self._problems[:SHOWN_PROBLEMS], *more])
        lists = [(rank, table) for rank, table in self._tables if table.header.shape is Shape.PRODUCT]
        if len(lists) > 1 or (lists and self._fleet.machine_count):
            raise UnreadableFileError(
                f"« {self._name} » : une liste de logiciels avec leur nombre d’installations ne se lit pas avec d’autres inventaires, "
                "car les mêmes postes compteraient deux fois. Donnez-la seule."
            )
        if not any(table.products for _, table in lists) and not self._fleet.machine_count:
            seen = [f"{each.reason} ({each.row_count})" for each in self._gathering.left_out(self._provenance)]
            instead = f" Il y a : {', '.join(seen)}." if seen else ""
            raise UnreadableFileError(f"« {self._name} » : aucun logiciel de poste n’y a été trouvé.{instead} {SEE}")
        return lists

    def _provenance(self, place: Place) -> Provenance:
        rank, row = place
        return Provenance(file=self._name, sheet=self._sheets[rank], row=row or None, plugin=PLUGIN)

    @property
    def _columns(self) -> tuple[ColumnUse, ...]:
        return tuple(
            ColumnUse(sheet=self._sheets[rank], title=title, meaning=_meaning(table, index))
            for rank, table in self._tables
            for index, title in enumerate(table.header.titles)
            if title
        )


def _meaning(table: TableReading, column: int) -> str | None:
    field = next((field for field, index in table.header.columns.items() if index == column), None)
    return french_name(field) if field else None
