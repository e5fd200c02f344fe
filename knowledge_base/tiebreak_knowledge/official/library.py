"""The official texts of one user, kept between two runs: their passages in a file a text, their vectors in an embedded Chroma.

A text that is brought again is compared passage by passage: only what changed is computed again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from tiebreak import CaseFileError, Embedder, Frozen, KnowledgeBase, ModelError, Passage
from tiebreak_knowledge.official.passages import passages_of
from tiebreak_knowledge.official.text import OfficialText
from tiebreak_knowledge.retrieval.stores import ChromaStore
from tiebreak_knowledge.retrieval.views import main_view

BATCH = 64

Progress = Callable[[str], None]


class _Kept(Frozen):
    """The file that holds the passages of one text."""

    schema_version: Literal[1] = 1
    passages: tuple[Passage, ...]


class Ingested(Frozen):
    """What bringing one text did."""

    text: str
    """Identifier of the text in the library."""
    title: str
    articles: int
    passages: int
    changed: int
    """Passages that were not there, or not with these words."""
    removed: int
    embedded: int
    """Vectors computed now; 0 without a model."""
    remarks: tuple[str, ...]


class TextLibrary:
    """The texts of one folder of the user's."""

    def __init__(self, folder: Path) -> None:
        """Args: folder: made at the first text; nothing is written before."""
        self.folder = folder

    def passages(self) -> tuple[tuple[Passage, ...], tuple[str, ...]]:
        """Every passage of every text that can be read, sorted by file; and what cannot be, in French, with its remedy."""
        held: list[Passage] = []
        problems: list[str] = []
        for path in self._files():
            try:
                held += _read(path)
            except CaseFileError as error:
                problems.append(str(error))
        return tuple(held), tuple(problems)

    def titles(self) -> dict[str, str]:
        """Title of each text, by identifier."""
        held, _ = self.passages()
        return {passage.places[0].partition(":")[0]: passage.source for passage in held}

    def add(
        self, text: OfficialText, base: KnowledgeBase, *, embedder: Embedder | None, progress: Progress = lambda _: None
    ) -> Ingested:
        """Keep this text in place of the one of the same identifier, and compute the vectors of what changed.

        Raises:
            ModelError: when the model fails; what was computed before is kept, and the next run goes on from there.
        """
        passages = passages_of(text, texts=base.texts, records=base.records.values())
        key = passages[0].places[0].partition(":")[0] if passages else ""
        path = self.folder / f"{key}.json"
        held = _before(path)
        if text.is_partial:
            mine = {passage.places[0] for passage in passages}
            passages = (*(passage for passage in held if passage.places[0] not in mine), *passages)
        before = {passage.id: _digest(passage) for passage in held}
        after = {passage.id: _digest(passage) for passage in passages}
        self.folder.mkdir(parents=True, exist_ok=True)
        _write(path, passages)
        removed = sorted(before.keys() - after.keys())
        embedded = self._embed(key, passages, embedder, progress) if embedder is not None else 0
        return Ingested(
            text=key,
            title=text.title,
            articles=len(text.articles),
            passages=len(passages),
            changed=sum(before.get(identifier) != digest for identifier, digest in after.items()),
            removed=len(removed),
            embedded=embedded,
            remarks=text.remarks,
        )

    def remove(self, key: str) -> bool:
        """Forget a text and its vectors; whether it was there.

        Raises:
            ModelError: when the store of vectors is damaged; the text itself is forgotten all the same.
        """
        path = self.folder / f"{key}.json"
        if path not in self._files():
            return False
        path.unlink()
        if (self.folder / "chroma").exists():
            with _readable(self.folder):
                for collection in self._client().list_collections():
                    collection.delete(where={"text": key})
        return True

    def vectors(self, embedder: Embedder) -> ChromaStore | None:
        """The vectors of these texts by this model, `None` when no text was ever brought with it."""
        if not (self.folder / "chroma").exists():
            return None
        with _readable(self.folder):
            return ChromaStore(self._collection(embedder))

    def _embed(self, key: str, passages: Sequence[Passage], embedder: Embedder, progress: Progress) -> int:
        with _readable(self.folder):
            return self._upsert(key, passages, embedder, progress)

    def _upsert(self, key: str, passages: Sequence[Passage], embedder: Embedder, progress: Progress) -> int:
        collection = self._collection(embedder)
        held = collection.get(where={"text": key}, include=["metadatas"])
        kept: Mapping[str, str] = {each: meta["digest"] for each, meta in zip(held["ids"], held["metadatas"], strict=True)}
        wanted = {passage.id: _digest(passage) for passage in passages}
        if gone := sorted(kept.keys() - wanted.keys()):
            collection.delete(ids=gone)
        todo = [passage for passage in passages if kept.get(passage.id) != wanted[passage.id]]
        for start in range(0, len(todo), BATCH):
            batch = todo[start : start + BATCH]
            vectors = embedder.passages([main_view(passage) for passage in batch])
            collection.upsert(
                ids=[passage.id for passage in batch],
                embeddings=[list(vector) for vector in vectors],
                metadatas=[{"text": key, "digest": wanted[passage.id]} for passage in batch],
            )
            progress(f"{min(start + BATCH, len(todo))} passages sur {len(todo)} préparés pour la recherche…")
        return len(todo)

    def _collection(self, embedder: Embedder) -> Any:
        name = "m-" + hashlib.sha256(embedder.name.encode()).hexdigest()[:24]
        return self._client().get_or_create_collection(name, embedding_function=None, metadata={"hnsw:space": "ip"})

    def _client(self) -> Any:
        try:
            import chromadb  # noqa: PLC0415 - heavy, and only for who brought texts
            from chromadb.config import Settings  # noqa: PLC0415
        except ImportError as error:
            raise ModelError("chromadb manque : installez l’extra « assistant » (pip install 'tiebreak[assistant]').") from error
        return chromadb.PersistentClient(
            path=str(self.folder / "chroma"), settings=Settings(anonymized_telemetry=False, allow_reset=False)
        )

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("*.json")) if self.folder.exists() else []


@contextmanager
def _readable(folder: Path) -> Iterator[None]:
    """Turns what a damaged store raises into one error with its remedy: Chroma has no class of its own for all of them."""
    try:
        yield
    except ModelError:
        raise
    except Exception as error:
        raise ModelError(
            f"les vecteurs des textes apportés sont illisibles ({type(error).__name__}). Effacez « {folder / 'chroma'} », "
            "puis apportez de nouveau les textes"
        ) from error


def _before(path: Path) -> tuple[Passage, ...]:
    """What is held of a text; nothing when its file is damaged, since it is being written anew."""
    try:
        return _read(path) if path.exists() else ()
    except CaseFileError:
        return ()


def _digest(passage: Passage) -> str:
    return hashlib.sha256(main_view(passage).encode()).hexdigest()[:32]


def _read(path: Path) -> tuple[Passage, ...]:
    try:
        return _Kept.model_validate_json(path.read_bytes()).passages
    except (OSError, ValidationError) as error:
        raise CaseFileError(
            f"Texte « {path.stem} » illisible dans {path.parent}. Retirez-le (tiebreak knowledge forget {path.stem}) et redonnez-le."
        ) from error


def _write(path: Path, passages: Sequence[Passage]) -> None:
    """The whole file or none: written beside, then put in its place."""
    aside = path.with_suffix(".part")
    aside.write_text(_Kept(passages=tuple(passages)).model_dump_json(), "utf-8")
    aside.replace(path)
