"""The vectors of the shipped knowledge, computed before shipping: found by the text that they stand for, never by its place.

A text that was changed since has no vector here and is computed at first use, or left to the search by words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np

from tiebreak import Embedder, ModelError, OutOfScope, Passage
from tiebreak_knowledge.retrieval.stores import Vector, Vectors
from tiebreak_knowledge.retrieval.views import asked_views, main_view

FILE = "vectors/shipped.npz"
BLOCK = 500
"""Vectors computed between two savings."""
STEPS = 127.0
"""Vectors are kept in whole steps of 1/127 of their largest number: a quarter of the room, the same ranks."""


class View(NamedTuple):
    """A text whose vector stands for a passage."""

    text: str
    is_asked: bool
    """Whether it is a question, as a user asks it, or what a passage says: models tell them apart."""

    @property
    def key(self) -> int:
        """What it is known by: 64 bits of its SHA-256."""
        mark = "?" if self.is_asked else "."
        return int.from_bytes(hashlib.sha256(f"{mark}{self.text}".encode()).digest()[:8], "big")


def views_of(passages: Iterable[Passage]) -> list[tuple[str, View]]:
    """Every view of these passages, with the identifier of its passage; those of one passage together."""
    return [
        (passage.id, view)
        for passage in passages
        for view in (View(main_view(passage), is_asked=False), *(View(text, is_asked=True) for text in asked_views(passage)))
    ]


def views_out_of_scope(entries: Iterable[OutOfScope]) -> list[tuple[str, View]]:
    """Every question that is not answered here, with the identifier of its entry; those of one entry together."""
    return [(entry.id, View(text, is_asked=True)) for entry in entries for text in entry.asked]


Kept = tuple[str, dict[int, int], np.ndarray[tuple[int, int], np.dtype[np.int8]]]
"""The model's name, the row of each view, the rows."""


@cache
def _shipped() -> Kept:
    """What was shipped.

    Raises:
        ModelError: when the file is absent or damaged.
    """
    try:
        with as_file(files("tiebreak_knowledge").joinpath(FILE)) as path:
            return _read(path)
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise ModelError(f"vecteurs livrés illisibles ({type(error).__name__}) : réinstallez TIE Break") from error


def _read(path: Path) -> Kept:
    with np.load(path, allow_pickle=False) as held:
        keys, rows, name = held["keys"], held["rows"], str(held["model"])
    return name, {int(key): row for row, key in enumerate(keys)}, rows


def shipped_vectors(views: Iterable[View], model: str) -> dict[View, Vector]:
    """The vectors of length 1 of those of these views that were shipped; none for another model than theirs."""
    return _among(views, _shipped(), model)


def kept_vectors(views: Iterable[View], model: str, path: Path) -> dict[View, Vector]:
    """The same among those that this computer kept; none when the file is absent, damaged or of another model."""
    try:
        return _among(views, _read(path), model)
    except (OSError, ValueError, KeyError, BadZipFile):
        return {}


def _among(views: Iterable[View], kept: Kept, model: str) -> dict[View, Vector]:
    name, rank, rows = kept
    known = [(view, rank[view.key]) for view in dict.fromkeys(views) if view.key in rank] if name == model else []
    if not known:
        return {}
    values = rows[[row for _, row in known]].astype(np.float32)
    values /= np.linalg.norm(values, axis=1, keepdims=True)
    return {view: vector for (view, _), vector in zip(known, values, strict=True)}


def vectors_for(
    views: Sequence[View], embedder: Embedder, *, keep_in: Path | None = None, progress: Callable[[str], None] = lambda _: None
) -> Mapping[View, Vector]:
    """The vectors of these views: the shipped ones, those that this computer kept, and those that are missing computed now.

    Args:
        views: texts whose vectors are wanted.
        embedder: the model.
        keep_in: folder where vectors of another model than the shipped one are kept; `None` to keep none.
        progress: told how many are left to compute, when they are many.

    Raises:
        ModelError: when some are missing and the model cannot compute them; what was computed before is kept.
    """
    found = shipped_vectors(views, embedder.name)
    path = keep_in / f"{hashlib.sha256(embedder.name.encode()).hexdigest()[:16]}.npz" if keep_in is not None else None
    if path is not None and not found:
        found |= kept_vectors(views, embedder.name, path)
    missing = [view for view in dict.fromkeys(views) if view not in found]
    if path is None or len(missing) <= BLOCK:
        found |= computed_vectors(missing, embedder)
        missing = []
    try:
        for start in range(0, len(missing), BLOCK):
            progress(f"Vecteurs des connaissances par {embedder.label} : {start} sur {len(missing)}…")
            found |= computed_vectors(missing[start : start + BLOCK], embedder)
    finally:
        if path is not None and missing:
            write_vectors(path, found, embedder.name)
    return found


def computed_vectors(views: Sequence[View], embedder: Embedder) -> dict[View, Vector]:
    """The vectors of these views by this model."""
    asked = [view for view in views if view.is_asked]
    said = [view for view in views if not view.is_asked]
    vectors: dict[View, Vector] = {}
    for group, compute in ((asked, embedder.questions), (said, embedder.passages)):
        if group:
            vectors |= dict(zip(group, np.asarray(compute([view.text for view in group]), dtype=np.float32), strict=True))
    return vectors


def write_vectors(path: Path, vectors: Mapping[View, Vector], model: str) -> None:
    """Writes these vectors, the same bytes for the same vectors."""
    views = sorted(vectors, key=lambda view: view.key)
    values: Vectors = np.stack([vectors[view] for view in views]).astype(np.float32)
    scaled = np.round(values / np.abs(values).max(axis=1, keepdims=True) * STEPS).astype(np.int8)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, keys=np.array([view.key for view in views], dtype=np.uint64), rows=scaled, model=np.array(model))
