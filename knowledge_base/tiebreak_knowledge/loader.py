"""The catalogue's YAML files, read into the core's models; a faulty entry is set aside, with its file and line."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

from tiebreak import AnnouncedPriceChange, CatalogueEntries, CatalogueFault, Gap, Migration, Solution, Supplier
from tiebreak_knowledge.entry_file import readable_files

CATALOGUE_VERSION = "2026.11.9"
SECTIONS = frozenset({"suppliers", "solutions", "migrations", "price_changes", "gaps"})


@cache
def load_catalogue() -> CatalogueEntries:
    """All the entries shipped, and the faults of those that were set aside."""
    folder = files("tiebreak_knowledge").joinpath("catalogue")
    named = sorted((file.name, file.read_text("utf-8")) for file in folder.iterdir() if file.name.endswith(".yaml"))
    return entries_of(named, version=CATALOGUE_VERSION)


def load_files(paths: Iterable[Path]) -> CatalogueEntries:
    """Entries of files that are not shipped: a contribution, or a catalogue of one's own.

    A file that cannot be read is a fault like another one: it is named.
    """
    named: list[tuple[str, str]] = []
    faults: list[CatalogueFault] = []
    for path in paths:
        try:
            named.append((path.name, path.read_text("utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            faults.append(CatalogueFault(place=path.name, entry="", said=f"fichier illisible : {error}"))
    entries = entries_of(named, version="fichiers")
    return entries.model_copy(update={"faults": (*faults, *entries.faults)})


def entries_of(named_texts: Iterable[tuple[str, str]], *, version: str) -> CatalogueEntries:
    """The entries of these files, by name and text; every fault is told, and the rest stands."""
    suppliers: list[Supplier] = []
    solutions: list[Solution] = []
    migrations: list[Migration] = []
    price_changes: list[AnnouncedPriceChange] = []
    gaps: list[Gap] = []
    read, faults = readable_files(named_texts, sections=SECTIONS)
    for file in read:
        suppliers += file.entries("suppliers", Supplier)
        solutions += file.entries("solutions", Solution)
        migrations += file.entries("migrations", Migration)
        price_changes += file.entries("price_changes", AnnouncedPriceChange)
        gaps += file.entries("gaps", Gap)
        faults += file.all_faults()
    return CatalogueEntries(
        version=version,
        suppliers=tuple(suppliers),
        solutions=tuple(solutions),
        migrations=tuple(migrations),
        price_changes=tuple(price_changes),
        gaps=tuple(gaps),
        faults=tuple(faults),
    )
