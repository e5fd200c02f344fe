"""Whether a sentence about a case file leaves each figure where one of our own sentences puts it.

The verifier knows that a figure exists, not of what: « Réseaux : {the amount of the servers} » holds two true things and says a
false one, and « {amount} par mois » another. Here a drafted sentence must reword one of ours: the same figures and dates in the
same order, our words in our order, and beside them tool words only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tiebreak.grounding.polarity import Nearest, is_turned_round
from tiebreak.grounding.support import words_in
from tiebreak.grounding.words import verifier_words
from tiebreak.model.drafting import DraftedSentence, Objection, ObjectionKind

_MARK = re.compile(r"\{fact:(?P<fact>[a-z0-9._-]+)\}|\d{1,2}/\d{1,2}/\d{4}|\d+")
_BOUND = re.compile(r"(?P<what>.+)[.-](?:low|high)")
SHORT = 3
"""Letters from which a word tells something."""


def unpaired(draft: DraftedSentence, own: Sequence[DraftedSentence]) -> tuple[Objection, ...]:
    """Why a sentence may not stand beside ours; nothing when it rewords one of them.

    Args:
        draft: what was drafted, its figures still in their places.
        own: our sentences on the same subject.
    """
    marks = _marks(draft.text)
    if loose := set(draft.fact_refs) - {fact for fact in map(_fact, marks) if fact}:
        return tuple(Objection(kind=ObjectionKind.FIGURE, span=each) for each in sorted(loose))
    fitting = [each for each in own if _is_run(marks, _marks(each.text))]
    if not fitting:
        return (Objection(kind=ObjectionKind.FIGURE, span=draft.text),)
    said = _words(draft.text)
    nearest = max(fitting, key=lambda each: len(set(said) & set(_words(each.text))))
    words = _words(nearest.text)
    if split := _split_bounds(marks, _marks(nearest.text)):
        return (Objection(kind=ObjectionKind.FIGURE, span=split),)
    held = verifier_words()
    strange = [word for word in dict.fromkeys(said) if word not in words and word not in held.linking]
    if strange or not _is_in_order(_told(said), _told(words)):
        return tuple(Objection(kind=ObjectionKind.SUPPORT, span=word) for word in strange or [draft.text])
    if is_turned_round(" ".join(said), Nearest(tuple(words), 1.0)):
        return (Objection(kind=ObjectionKind.POLARITY, span=draft.text),)
    return ()


def stands_for(draft: DraftedSentence, own: DraftedSentence) -> bool:
    """Whether a sentence says the whole of one of ours: all its figures and dates, and all that its words tell."""
    return _marks(draft.text) == _marks(own.text) and set(_told(_words(own.text))) <= set(_told(_words(draft.text)))


def _marks(text: str) -> tuple[str, ...]:
    """Places of figures, dates and numbers, in their order."""
    return tuple(match.group(0) for match in _MARK.finditer(text))


def _words(text: str) -> list[str]:
    return words_in(_MARK.sub(" ", text))


def _fact(mark: str) -> str:
    match = _MARK.fullmatch(mark)
    return (match.group("fact") or "") if match else ""


def _is_run(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether one is a stretch of the other, nothing between left out."""
    return not part or any(tuple(whole[start : start + len(part)]) == tuple(part) for start in range(len(whole)))


def _split_bounds(marks: Sequence[str], whole: Sequence[str]) -> str:
    """A bound that stands without the other, when ours gives both."""
    for mark in marks:
        bound = _BOUND.fullmatch(_fact(mark))
        pair = {each for each in whole if bound and (other := _BOUND.fullmatch(_fact(each))) and other["what"] == bound["what"]}
        if not pair <= set(marks):
            return mark
    return ""


def _told(words: Iterable[str]) -> list[str]:
    """The words that tell something, in their order."""
    held = verifier_words()
    return [word for word in words if len(word) > SHORT and word not in held.french and word not in held.linking]


def _is_in_order(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether all the words of one are in the other, in the same order."""
    rest = iter(whole)
    return all(any(each == other for other in rest) for each in part)
