"""The knowledge records' YAML files, read into the core's models; a faulty record is set aside, with its file and line."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from tiebreak import HelpEntry, KnowledgeDocuments, KnowledgeRecord, LegalText, OutOfScope
from tiebreak_knowledge.entry_file import readable_files

RECORDS_VERSION = "2026.11.4"
SECTIONS = frozenset({"texts", "records", "out_of_scope", "help"})


@cache
def load_records() -> KnowledgeDocuments:
    """All the records shipped, and the faults of those that were set aside."""
    folder = files("tiebreak_knowledge").joinpath("records")
    named = sorted((file.name, file.read_text("utf-8")) for file in folder.iterdir() if file.name.endswith(".yaml"))
    return records_of(named, version=RECORDS_VERSION)


def records_of(named_texts: Iterable[tuple[str, str]], *, version: str) -> KnowledgeDocuments:
    """The texts and records of these files, by name and text; every fault is told, and the rest stands."""
    texts: list[LegalText] = []
    records: list[KnowledgeRecord] = []
    out_of_scope: list[OutOfScope] = []
    help_entries: list[HelpEntry] = []
    read, faults = readable_files(named_texts, sections=SECTIONS)
    for file in read:
        texts += file.entries("texts", LegalText)
        records += file.entries("records", KnowledgeRecord)
        out_of_scope += file.entries("out_of_scope", OutOfScope)
        help_entries += file.entries("help", HelpEntry)
        faults += file.all_faults()
    return KnowledgeDocuments(
        version=version,
        texts=tuple(texts),
        records=tuple(records),
        out_of_scope=tuple(out_of_scope),
        help=tuple(help_entries),
        faults=tuple(faults),
    )
