"""The constraints file as TOML: its values, the line of each, and what is not TOML, said in French.

A line is read alone only to give it its number, or to say all that is not TOML at once; the values are those of the
whole file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from tiebreak.errors import PlanningError, UnreadableFileError
from tiebreak.members import printable_name

MAX_BYTES = 200_000
MAX_LINE = 3_000
"""Characters: a longer number cannot be written back, and a key of many parts takes a time in their square to read."""
MAX_STATEMENT = 500
"""Lines of one list."""
SHOWN = 60
PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]+")
_HEADER = re.compile(r"\s*(\[{1,2})\s*([^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?$")
_SETTING = re.compile(r"\s*([^=#\[\]{}]+?)\s*=\s*(.*?)\s*$", re.DOTALL)
_QUOTED = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
_COMMENT = re.compile(r"#.*")
_REMEDIES = (
    (re.compile(r"[«»“”‘’]"), 'employez les guillemets droits, par exemple "équilibrée".'),
    (re.compile(r"^\d{1,2}/\d{1,2}/\d{2,4}"), 'une date s’écrit "30/06/2027", entre guillemets droits, ou 2027-06-30.'),
    (
        re.compile(r"^[-+]?[\d\s.,]+(?:€|%|EUR)?\s*(?:#.*)?$"),
        'écrivez un nombre simple (40000, 0.6), ou entre guillemets droits ("40 000 €", "60 %").',
    ),
    (re.compile(r"^[\[{]"), "écrivez chaque texte entre guillemets droits, séparés par des virgules."),
)
"""What a value that is not TOML looks like, and how to write it."""
_PLACE_OF_ERROR = re.compile(r"line (\d+)")
Place = tuple[str | int, ...]
"""Where a value is: `("echeances", 0, "sujet")`."""


@dataclass(frozen=True)
class ConstraintsFile:
    """What a constraints file holds."""

    name: str
    values: dict[str, Any]
    places: dict[Place, int] = field(default_factory=dict)
    """Where each table and each key begins, by its line."""

    def line(self, *place: str | int) -> int | None:
        """The line of a value, else of what holds it; `None` when it is not known."""
        held = (self.places.get(place[:length]) for length in range(len(place), 0, -1))
        return next((line for line in held if line is not None), None)


def read_constraints_file(path: Path) -> ConstraintsFile:
    """The file as TOML.

    Raises:
        UnreadableFileError: when it cannot be opened, is no text, or far larger than any constraints file.
        PlanningError: naming every line that is not TOML.
    """
    name = printable_name(path.name)
    try:
        content = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise UnreadableFileError(
            f"Fichier de contraintes « {name} » : il ne peut pas être ouvert ({why}). Vérifiez le chemin."
        ) from error
    if content is None:
        raise UnreadableFileError(
            f"Fichier de contraintes « {name} » : plus de {MAX_BYTES // 1000} ko, bien plus qu’un tel fichier. "
            "Partez de l’exemple : docs/contraintes.toml"
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            f"Fichier de contraintes « {name} » : ce n’est pas un texte en UTF-8. "
            "Dans le Bloc-notes : Enregistrer sous, Encodage « UTF-8 »."
        ) from error
    return constraints_file_of(text, name)


def constraints_file_of(text: str, name: str) -> ConstraintsFile:
    """The values of a text and their lines.

    Raises:
        PlanningError: naming every line that is not TOML.
    """
    text = text.replace("\r\n", "\n")
    read = _Lines()
    read.follow(text)
    if read.faults:
        raise refused(name, read.faults)
    try:
        values = tomllib.loads(text, parse_float=Decimal)
    except (RecursionError, ValueError) as error:
        raise refused(name, [_of_the_whole(error, text)]) from error
    return ConstraintsFile(name=name, values=values, places=read.places)


def refused(name: str, faults: list[str]) -> PlanningError:
    """Every fault of a file at once."""
    return PlanningError("\n".join([f"Fichier de contraintes « {name} », à corriger :", *(f"  - {each}" for each in faults)]))


def shown(value: object) -> str:
    """A value in a message: short, on one line."""
    if isinstance(value, list):
        return "une liste"
    if isinstance(value, dict):
        return "un groupe de clés"
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


class _Lines:
    """Follows the lines of a text: where each table and key begins, and which statements are not TOML."""

    def __init__(self) -> None:
        self.places: dict[Place, int] = {}
        self.faults: list[str] = []
        self._table: Place = ()
        self._counts: dict[str, int] = {}

    def follow(self, text: str) -> None:
        """Go through every statement of the text."""
        for line, statement in _statements(text):
            if not _is_toml(statement):
                self.faults.append(f"Ligne {line} : {_why_not(statement)}")
            elif header := _HEADER.match(statement):
                self._open(line, header.group(2), is_one_of_many=len(header.group(1)) == 2)
            elif setting := _SETTING.match(statement):
                self.places.setdefault((*self._table, *_parts(setting.group(1))), line)

    def _open(self, line: int, table: str, *, is_one_of_many: bool) -> None:
        self._table = _parts(table)
        self.places.setdefault(self._table, line)
        if is_one_of_many:
            self._table = (*self._table, self._counts.get(table, 0))
            self._counts[table] = self._counts.get(table, 0) + 1
            self.places[self._table] = line


def _parts(key: str) -> tuple[str, ...]:
    """The names of a key that points let follow one another."""
    return tuple(part.strip(" \t\"'") for part in key.split("."))


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each header or key with its value, a list being over several lines or not, and the number of its first line."""
    held: list[str] = []
    first, depth = 0, 0
    for number, line in enumerate(text.split("\n"), start=1):
        if not held and (not line.strip() or line.lstrip().startswith("#")):
            continue
        first = first if held else number
        held.append(line)
        depth = 0 if _HEADER.match(line) and len(held) == 1 else depth + _opened(line)
        if depth <= 0 or len(held) > MAX_STATEMENT:
            yield first, "\n".join(held)
            held, depth = [], 0
    if held:
        yield first, "\n".join(held)


def _opened(line: str) -> int:
    """Brackets that a line opens and does not close."""
    bare = _COMMENT.sub("", _QUOTED.sub("", line[:MAX_LINE]))
    return sum((each in "[{") - (each in "]}") for each in bare)


def _is_toml(statement: str) -> bool:
    if any(len(line) > MAX_LINE for line in statement.split("\n")):
        return False
    try:
        tomllib.loads(statement)
    except (RecursionError, ValueError):
        return False
    return True


def _why_not(statement: str) -> str:
    """What is wrong with a statement, as the people who write these files get it wrong."""
    first = statement.split("\n", 1)[0].strip()
    if len(max(statement.split("\n"), key=len)) > MAX_LINE:
        return f"{shown(first)} dépasse {MAX_LINE} caractères. Coupez la ligne."
    setting = _SETTING.match(statement)
    header = _HEADER.match(statement)
    name = (header.group(2) if header else setting.group(1) if setting else "").strip("\"'")
    if name and not PLAIN_KEY.fullmatch(name):
        return f"la clé {shown(name)} s’écrit sans accent ni espace, par exemple « annee » ou « avant_le »."
    if setting is None:
        return f"{shown(first)} ne se lit pas. Écrivez clé = valeur, [tableau], [[tableau]], ou # devant une remarque."
    return f"{name} : {_why_no_value(setting.group(2))}"


def _why_no_value(value: str) -> str:
    if not value:
        return "la valeur manque. Écrivez-la après le signe égal, ou retirez la ligne."
    if value[0] in "[{" and _opened(value) > 0:
        return "la liste n’est pas refermée. Finissez-la par un crochet fermant."
    remedy = next((said for pattern, said in _REMEDIES if pattern.search(value)), None)
    return f"{shown(value)} : {remedy or 'écrivez un texte entre guillemets droits, sur une seule ligne.'}"


def _of_the_whole(error: Exception, text: str) -> str:
    """What is wrong between lines that are each right: most often the same key or table written twice."""
    found = _PLACE_OF_ERROR.search(str(error))
    where = f"Ligne {found.group(1) if found else text.rstrip().count(chr(10)) + 1}"
    if "overwrite" in str(error) or "twice" in str(error) or "immutable" in str(error):
        return f"{where} : déjà écrit plus haut. Gardez une seule des deux lignes ; un tableau répété s’écrit [[nom]]."
    return f"{where} : le fichier ne se lit pas à partir d’ici. Vérifiez guillemets et crochets."
