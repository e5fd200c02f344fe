"""What each text of law is, as passages: for who asks what a name means before asking what a rule says."""

from __future__ import annotations

from tiebreak import LegalText, Passage, RecordKind

ABOUT = "about:"
"""Beginning of the identifiers of what a text is."""


def text_passage(text: LegalText) -> Passage:
    """The passage of one text that says what it is; it summarises none of its articles."""
    return Passage(
        id=f"{ABOUT}{text.id}",
        kind=RecordKind.LAW,
        title=text.name,
        text=text.about,
        words=text.names,
        source=f"{text.short} ({text.official_id})",
        url=text.url,
    )
