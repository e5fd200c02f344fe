"""What is put before a model: only what may be sent, names and figures replaced by marks.

Who owns a supplier is never sent nor asked for: those sentences are ours to the letter, and would name what marks hide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tiebreak import DraftedSentence, FactRegister, Ledger, RecordKind, sentences_in
from tiebreak_assistant.answer import CASE
from tiebreak_assistant.gathering import Gatherer, Ground
from tiebreak_assistant.marks import Marks
from tiebreak_assistant.merging import rewordable

MOST_TEXT = 1_400
"""Characters of one passage that are sent."""
NOTHING = "(aucun)"


def sendable(ground: Ground) -> Ground:
    """The same without the catalogue and without what says who owns whom."""
    passages = {each: passage for each, passage in ground.passages.items() if passage.kind is not RecordKind.CATALOGUE}
    return replace(ground, passages=passages, drafts=rewordable(ground.drafts))


def question_fields(marks: Marks, ground: Ground, gatherer: Gatherer, thread: str) -> dict[str, str]:
    """What fills the prompt of a question."""
    kept = sendable(ground)
    facts = {fact: None for each in kept.drafts for fact in each.fact_refs}
    held = gatherer.view.facts if gatherer.view is not None else FactRegister()
    told = (f"{marks.fact(each)} : {marks.sent(held[each].formula)} ({marks.value(held[each])})" for each in facts)
    return {
        "thread": marks.sent(thread) or NOTHING,
        "passages": "\n".join(_passage_line(marks, identifier, kept) for identifier in kept.passages) or NOTHING,
        "facts": "\n".join(told) or NOTHING,
        "question": marks.sent(ground.question),
    }


def section_lines(marks: Marks, template: Sequence[DraftedSentence], ledger: Ledger) -> str:
    """The sentences of a template, with what they cite."""
    return "\n".join(f"- {_template_line(marks, each, ledger)}" for each in rewordable(template))


def _passage_line(marks: Marks, identifier: str, ground: Ground) -> str:
    """A passage as it is sent: that of the case file in drafts, whose figures are places."""
    passage = ground.passages[identifier]
    of_case = [each.text for each in ground.drafts if identifier in each.cite_refs]
    text = " ".join(of_case) if identifier.startswith(CASE) else _whole_sentences(passage.text)
    return f"[{marks.passage(passage)}] {marks.sent(passage.title)} : {marks.sent(text)}"


def _whole_sentences(text: str) -> str:
    """The beginning of a text, cut between two sentences: half a sentence cannot be reworded."""
    kept = ""
    for sentence in sentences_in(text):
        if kept and len(kept) + len(sentence) > MOST_TEXT:
            break
        kept = f"{kept} {sentence.strip()}".strip()
    return kept


def _template_line(marks: Marks, draft: DraftedSentence, ledger: Ledger) -> str:
    cited = " ".join(f"[{marks.passage(ledger.passages[each])}]" for each in draft.cite_refs if each in ledger.passages)
    return f"{marks.sent(draft.text)} {cited}".strip()
