"""The texts under which a passage can be found: what it says, and each way in which people ask for it."""

from __future__ import annotations

from tiebreak import Passage

PARTS_KEPT = 2
"""Titles of the nearest parts of a text that are told with an article: they carry its subject."""


def main_view(passage: Passage) -> str:
    """What a passage says, with the titles that give it its subject."""
    if passage.is_official:
        heading = passage.title.partition(" : ")[2]
        return " — ".join(part for part in (*passage.path[-PARTS_KEPT:], heading) if part) + f"\n{passage.text}"
    return f"{passage.title}\n{passage.text}"


def asked_views(passage: Passage) -> tuple[str, ...]:
    """Its title with its other names, and each question that it answers."""
    named = f"{passage.title}. {'. '.join(passage.words)}" if passage.words else ""
    return tuple(view for view in (named, *passage.asked) if view)


def said_words(passage: Passage) -> str:
    """What a passage says, for the search by words."""
    return " ".join((passage.title, *passage.path, passage.text))


def asked_words(passage: Passage) -> str:
    """What people say of it, for the search by words."""
    return " ".join((passage.title, *passage.words, *passage.asked))
