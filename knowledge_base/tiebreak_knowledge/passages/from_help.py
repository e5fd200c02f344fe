"""What is said of the tool itself, as passages: how to use it, how to read its figures, what it does not do."""

from __future__ import annotations

from tiebreak import HelpEntry, Passage, RecordKind

SOURCE = "Documentation de TIE Break"


def help_passage(entry: HelpEntry) -> Passage:
    """The passage of one entry; it names the document that says more."""
    return Passage(
        id=f"help:{entry.id}",
        kind=RecordKind.HELP,
        title=entry.title,
        text=entry.text,
        asked=entry.asked,
        source=f"{SOURCE}, {entry.see}",
    )
