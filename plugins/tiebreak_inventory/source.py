"""The inventory source: a report, a table, or a folder or archive of them, as products and machines.

Nothing that names a machine or a person leaves it: a file within a folder is « machine 12 », by its rank in
the order of names, for agents name their reports after the machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tiebreak import Member, Members, Reading, SourceOptions, UnreadableFileError, members_of
from tiebreak_inventory.collecting import Collection
from tiebreak_inventory.file_reading import READ_ERRORS
from tiebreak_inventory.kinds import HEAD_BYTES, MEMBER_SUFFIXES, kind_of

SUFFIXES = (*MEMBER_SUFFIXES, ".zip")
MAX_BYTES = 8_000_000_000
"""All the files of a folder together; each is read alone."""
LOOKED_AT = 200
"""Files of a folder of which the first bytes are looked at, to tell whether it holds inventories."""
PROGRESS_EVERY = 200


class InventorySource:
    """Reads what GLPI, FusionInventory, OCS and osquery report, and tables of programs."""

    name = "machines"
    label = "Inventaires de postes (GLPI, FusionInventory, OCS, osquery, tables de logiciels)"
    suffixes = SUFFIXES

    def accepts(self, path: Path) -> bool:
        """By the first bytes of the file, or of a few files of the folder or archive."""
        if not path.is_dir() and path.suffix.lower() not in self.suffixes:
            return False
        try:
            with members_of(path, MEMBER_SUFFIXES, max_bytes=MAX_BYTES * 1000) as members:
                return any(_is_inventory(member, path) for member in members.files[:LOOKED_AT])
        except UnreadableFileError:
            return False

    def read(self, path: Path, options: SourceOptions) -> Reading:
        """All the machines of a file, folder or archive, every entry accounted for.

        Raises:
            UnreadableFileError: when it holds no inventory, or what it holds cannot be read.
            MappingError: when the columns of a table are not those of programs.
            RowsError: with every file or row that cannot be read, unless the user chose to leave them out.
        """
        with _members(path) as members:
            collection = Collection(path.name, options)
            for rank, member in enumerate(members.files, start=1):
                if rank % PROGRESS_EVERY == 0:
                    options.progress(f"Lecture de {path.name} : fichier {rank} sur {len(members.files)}…")
                collection.take(member, suffix_of(member, path), rank)
            return collection.reading(len(members.others))


def suffix_of(member: Member, path: Path) -> str:
    """The suffix of a member, lower case, with the dot."""
    return Path(member.name).suffix.lower() if member.name else path.suffix.lower()


@contextmanager
def _members(path: Path) -> Iterator[Members]:
    """The files to read; what is wrong with an archive within a folder is said without its name."""
    try:
        with members_of(path, MEMBER_SUFFIXES, max_bytes=MAX_BYTES) as members:
            yield members
    except UnreadableFileError as error:
        if path.is_dir() and str(error).startswith("Archive «"):
            raise UnreadableFileError(
                f"Dossier « {path.name} » : une archive qu’il contient est endommagée, protégée par un mot de passe ou démesurée. "
                "Retirez-la, ou refaites-la."
            ) from None
        raise


def _is_inventory(member: Member, path: Path) -> bool:
    try:
        with member.opens() as stream:
            head = stream.read(HEAD_BYTES)
    except READ_ERRORS:
        return False
    return kind_of(head, suffix_of(member, path)) is not None
