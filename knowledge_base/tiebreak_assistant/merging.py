"""Our sentences in their order, each in the words of a model where these say the whole of it: nothing of ours is ever lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tiebreak import DraftedSentence, stands_for
from tiebreak_assistant.answer import Writer

NAMED_OWNER = "supplier:"
"""Beginning of the identifiers of passages that say who owns whom: such sentences are ours to the letter."""


def is_fixed(draft: DraftedSentence) -> bool:
    """Whether a sentence says who owns a supplier, which no model may word nor read."""
    return any(each.startswith(NAMED_OWNER) for each in draft.cite_refs)


def rewordable(drafts: Sequence[DraftedSentence]) -> tuple[DraftedSentence, ...]:
    """The sentences that a model may reword."""
    return tuple(each for each in drafts if not is_fixed(each))


def merged(own: Sequence[DraftedSentence], kept: Sequence[DraftedSentence]) -> Iterator[tuple[DraftedSentence, Writer]]:
    """Each of our sentences, or the one of the model that stands for it."""
    used: set[int] = set()
    for sentence in own:
        fitting = (place for place, each in enumerate(kept) if place not in used and stands_for(each, sentence))
        place = None if is_fixed(sentence) else next(fitting, None)
        if place is None:
            yield sentence, Writer.TEMPLATE
        else:
            used.add(place)
            yield kept[place], Writer.MODEL
