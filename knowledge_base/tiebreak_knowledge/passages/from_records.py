"""One record, one passage: a summary of ours, which says so and names its original."""

from __future__ import annotations

from tiebreak import CLAUSE_USE_LABELS, Clause, KnowledgeBase, KnowledgeRecord, Passage


def record_passage(record: KnowledgeRecord, base: KnowledgeBase) -> Passage:
    """The passage of a record; its title names the articles, its text never quotes them."""
    parts = [record.summary]
    if record.clause is not None:
        parts += _clause_lines(record.clause)
    if record.condition:
        parts.append(f"Pour les collectivités : {record.condition}")
    return Passage(
        id=f"record:{record.id}",
        kind=record.kind,
        title=record.title,
        text="\n".join(parts),
        path=tuple(base.place_words(place) for place in record.places or record.rests_on),
        places=record.places,
        words=record.words,
        asked=record.asked,
        in_force_from=record.in_force_from,
        in_force_until=record.in_force_until,
        seen_in_force=record.seen_in_force,
        applies=record.applies,
        unsettled=record.unsettled,
        source=record.references[0].title,
        url=record.references[0].url,
    )


def _clause_lines(clause: Clause) -> list[str]:
    return [
        f"Rédaction proposée ({CLAUSE_USE_LABELS[clause.goes_in]}) : {clause.wording}",
        f"Preuve : {clause.proof}",
        f"Prudence : {clause.caution}",
    ]
