"""The files that a path holds, whether it is one file, a folder or a zip archive, without unpacking anything.

Nothing is written on disk, so a name within an archive can lead nowhere; sizes are taken from the
directory of the archive, before a byte is expanded.
"""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, cast

from tiebreak.errors import UnreadableFileError

ARCHIVE_SUFFIX = ".zip"
MAX_EXPANSION = 200
"""An archive that grows more than this when opened is refused before it is opened."""
SMALL_BYTES = 10_000_000
"""What grows to less than this does no harm, however compressed."""
MAX_MEMBERS = 200_000
_ENCRYPTED = 0x1


@dataclass(frozen=True)
class Member:
    """One file to read, wherever it stands."""

    name: str | None
    """Its path within the folder or archive, with `/`; `None` for a file given alone."""
    size: int
    """Bytes, once expanded."""
    opens: Callable[[], IO[bytes]]
    """Opens it for reading; to be closed by the caller. What is damaged raises `OSError`, when opened or when read."""


@dataclass(frozen=True)
class Members:
    """What a path holds: what may be read, and the names of the rest."""

    files: tuple[Member, ...]
    others: tuple[str, ...] = ()
    """Files that have none of the suffixes wanted, in the order of their names."""


@contextmanager
def members_of(path: Path, suffixes: Sequence[str], *, max_bytes: int) -> Iterator[Members]:
    """The files of these suffixes that a file, folder or zip archive holds, in the order of their names.

    Archives within a folder are looked into, archives within an archive are not. Hidden files and links that
    leave the folder are passed over. Suffixes are lower case, with the dot.

    Raises:
        UnreadableFileError: when an archive is damaged, asks for a password, or grows past `max_bytes` or beyond measure.
    """
    archives = _Archives()
    files: list[Member] = []
    others: list[str] = []
    for name, place in _places(path):
        if place.suffix.lower() == ARCHIVE_SUFFIX and ARCHIVE_SUFFIX not in suffixes:
            for entry in archives.entries(place):
                within = f"{name}/{entry.filename}" if name else entry.filename
                if Path(entry.filename).suffix.lower() in suffixes:
                    files.append(Member(within, entry.file_size, partial(archives.open, place, entry)))
                else:
                    others.append(within)
        elif place.suffix.lower() in suffixes:
            files.append(Member(name, place.stat().st_size, partial(_open_file, place)))
        elif name:
            others.append(name)
    if sum(member.size for member in files) > max_bytes:
        raise UnreadableFileError(
            f"« {path.name} » : plus de {max_bytes // 1_000_000} Mo à lire. Donnez-le en plusieurs parties, par exemple par mois."
        )
    try:
        yield Members(tuple(sorted(files, key=lambda member: member.name or "")), tuple(sorted(others)))
    finally:
        archives.close()


def refuse_bomb(path: Path, *, max_bytes: int) -> None:
    """Refuse a zip archive that asks for a password or grows beyond measure, by its directory alone.

    Raises:
        UnreadableFileError: when it is no archive, is damaged, locked or grows past `max_bytes`.
    """
    with _opened(path) as archive:
        expanded = sum(entry.file_size for entry in archive.infolist())
    if expanded > max_bytes:
        raise UnreadableFileError(f"Fichier « {path.name} » : trop volumineux une fois ouvert ({expanded // 1_000_000} Mo).")


def _places(path: Path) -> list[tuple[str | None, Path]]:
    """A file as itself, and the files of a folder with their names in it."""
    if not path.is_dir():
        return [(None, path)]
    root = path.resolve()
    found: list[tuple[str | None, Path]] = [
        (each.relative_to(path).as_posix(), each)
        for each in path.rglob("*")
        if each.is_file()
        and each.resolve().is_relative_to(root)
        and not any(part.startswith(".") for part in each.relative_to(path).parts)
    ]
    if len(found) > MAX_MEMBERS:
        raise UnreadableFileError(f"Dossier « {path.name} » : plus de {MAX_MEMBERS} fichiers. Donnez un dossier plus précis.")
    return sorted(found, key=lambda each: each[0] or "")


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFileError(
            f"Archive « {printable_name(path.name)} » illisible ({error}). Téléchargez-la ou exportez-la de nouveau."
        ) from error
    entries = archive.infolist()
    expanded = sum(entry.file_size for entry in entries)
    problem = None
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        problem = "protégée par un mot de passe. Retirez-le, et donnez-la de nouveau"
    elif expanded > max(SMALL_BYTES, path.stat().st_size * MAX_EXPANSION) or len(entries) > MAX_MEMBERS:
        problem = (
            f"démesurée une fois ouverte ({expanded // 1_000_000} Mo, {len(entries)} fichiers). "
            "Vérifiez d’où elle vient ; si elle est bonne, donnez le dossier qu’elle contient"
        )
    if problem:
        archive.close()
        raise UnreadableFileError(f"Archive « {printable_name(path.name)} » : {problem}.")
    return archive


class _Archives:
    """The archives of a folder, of which only the last looked into stays open: a year may count thousands of them."""

    def __init__(self) -> None:
        self._place: Path | None = None
        self._open: zipfile.ZipFile | None = None

    def entries(self, place: Path) -> list[zipfile.ZipInfo]:
        """What an archive holds, its folders apart."""
        with _opened(place) as archive:
            return [entry for entry in archive.infolist() if entry.filename and not entry.is_dir()]

    def open(self, place: Path, entry: zipfile.ZipInfo) -> IO[bytes]:
        """One of its files; an archive left for another is closed once what was opened of it is."""
        if self._open is None or self._place != place:
            self.close()
            self._place, self._open = place, _opened(place)
        with _as_os_errors():
            return cast("IO[bytes]", _Entry(self._open.open(entry)))

    def close(self) -> None:
        """Close the archive that is open, if one is."""
        if self._open is not None:
            self._open.close()
        self._open = None


class _Entry(io.BufferedIOBase):
    """A file of an archive as it is expanded; what is damaged in it is an `OSError`, as in any other file."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        """Some bytes, or all that remain."""
        with _as_os_errors():
            return self._stream.read(-1 if size is None else size)

    def read1(self, size: int = -1, /) -> bytes:
        """Some bytes."""
        return self.read(size)

    def close(self) -> None:
        """Close the entry, not its archive."""
        self._stream.close()
        super().close()


@contextmanager
def _as_os_errors() -> Iterator[None]:
    """Turns all that zipfile and its decompressors raise of a damaged entry into one kind of error, without its name."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise OSError(f"abîmé dans son archive : {error}") from error


def printable_name(name: str) -> str:
    """A name that can be shown: without control characters, nor bytes that its system could not decode."""
    written = name.encode("utf-8", errors="replace").decode("utf-8")
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in written)


def _open_file(path: Path) -> IO[bytes]:
    return path.open("rb")
