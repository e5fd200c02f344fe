"""Whether a sentence that somebody words from passages adds to them: a word that tells something and that none of them has.

The verifier lets half of the words be others, so that a summary may be written; a language model is held to more. « Une demande
formelle d’un juge » for « une demande formelle » is one word too many, and a rule that is false.
"""

from __future__ import annotations

from tiebreak.grounding.ledger import Ledger
from tiebreak.grounding.support import sentences_in, support_of, words_in
from tiebreak.grounding.words import verifier_words
from tiebreak.model.drafting import DraftedSentence, Objection, ObjectionKind

SHORT = 3
"""Letters from which a word tells something."""
STEM = 6


def unsaid(draft: DraftedSentence, ledger: Ledger) -> tuple[Objection, ...]:
    """What a sentence adds to the passages that it cites; nothing when it only rewords them.

    Args:
        draft: what was drafted, without any figure of a case file.
        ledger: what may be said.
    """
    support = support_of(draft, ledger, "")
    held = verifier_words()
    known = _stems(words_in(support.everything))
    found: list[Objection] = []
    for part in sentences_in(draft.text):
        words = words_in(part)
        strange = [
            word for word in dict.fromkeys(words) if _tells(word) and word not in held.joining and word[:STEM] not in known
        ]
        found += [Objection(kind=ObjectionKind.SUPPORT, span=word) for word in strange]
        nearest = max(support.windows, key=lambda window: len(_stems(words) & _stems(words_in(window))), default="")
        there = set(words_in(nearest))
        found += [
            Objection(kind=ObjectionKind.POLARITY, span=word)
            for word in dict.fromkeys(words)
            if word in held.modal and word not in there
        ]
    return tuple(found)


def _tells(word: str) -> bool:
    return len(word) > SHORT and word not in verifier_words().french and word not in verifier_words().linking


def _stems(words: list[str]) -> set[str]:
    return {word[:STEM] for word in words if len(word) > SHORT}
