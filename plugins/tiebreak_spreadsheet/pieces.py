"""Many pieces of evidence made at once, one field after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import MISSING, fields
from itertools import repeat
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Piece = TypeVar("Piece", bound=DataclassInstance)
else:
    Piece = TypeVar("Piece")


def pieces_by_column(kind: type[Piece], count: int, **columns: Iterable[object]) -> list[Piece]:
    """As many pieces of a frozen dataclass with slots as said, each field from a column: as if each were constructed.

    200 000 lines with their places take 0.3 s so, and 0.75 s by their constructors, which set fields one by one through
    `object.__setattr__`. Fields without a column have their default.

    Raises:
        TypeError: for a field without column nor default, a column without field, or a class that checks what it is given.

    >>> from tiebreak import Provenance
    >>> pieces_by_column(Provenance, 2, file=repeat("a.csv"), plugin=repeat("essai"), row=[2, 3])[1]
    Provenance(file='a.csv', sheet=None, row=3, column=None, plugin='essai')
    """
    if hasattr(kind, "__post_init__"):
        raise TypeError(f"{kind.__name__} : son constructeur vérifie, il ne peut être évité")
    pieces = list(map(kind.__new__, repeat(kind, count)))
    for field in fields(kind):
        values = columns.pop(field.name, None if field.default is MISSING else repeat(field.default))
        if values is None:
            raise TypeError(f"{kind.__name__} : champ {field.name} manquant")
        deque(map(getattr(kind, field.name).__set__, pieces, values), maxlen=0)
        if pieces:
            getattr(pieces[-1], field.name)  # raises when the column is too short
    if columns:
        raise TypeError(f"{kind.__name__} : champs inconnus {', '.join(sorted(columns))}")
    return pieces
