"""The rules that the records keep together: known texts and functions, lawful clauses, dates that follow, enough re-reading.

Rules of one record alone are those of its model; here stand the rules between records, and the lint of every clause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from tiebreak.clause_lint import lint_clause
from tiebreak.knowledge.index import KnowledgeBase
from tiebreak.model.base import Frozen
from tiebreak.model.catalogue import CatalogueFault
from tiebreak.model.knowledge import Clause, KnowledgeRecord, RecordKind
from tiebreak.model.nomenclature import Nomenclature


class KnowledgeReport(Frozen):
    """What a check found, and how large the base is."""

    faults: tuple[CatalogueFault, ...]
    counts: dict[RecordKind, int]
    by_text: dict[str, int]
    """Records of law, by text."""
    statuses: dict[str, int]
    unsettled: tuple[str, ...]
    """Records whose rule is disputed or may have moved."""
    without_review: int
    """Records that nobody but their author has read again."""
    read_by_a_lawyer: int
    not_in_force: tuple[str, ...]
    """Records whose rule no longer held, or did not hold yet, on the day of the check."""

    @property
    def is_sound(self) -> bool:
        """Whether every rule is kept."""
        return not self.faults


def check_knowledge(
    base: KnowledgeBase, nomenclature: Nomenclature, *, criteria: Iterable[str], on: date, today: date | None = None
) -> KnowledgeReport:
    """Every broken rule, by record; the base may be used all the same, without what is named.

    Args:
        base: what is checked.
        nomenclature: the functions that a record may name.
        criteria: the criteria whose gap a clause may answer.
        on: the day for which rules are said to be in force or not.
        today: the day of the check, after which nothing can have been read; the same day when not said.
    """
    records = sorted(base.records.values(), key=lambda record: record.id)
    functions = {function.id for function in nomenclature.functions}
    known_criteria = frozenset(criteria)
    faults = list(base.faults)
    for record in records:
        faults += (
            CatalogueFault(place=record.place, entry=record.id, said=said)
            for said in _faults(record, base, functions=functions, criteria=known_criteria, today=today or on)
        )
    faults += _same_titles(records)
    by_text = Counter(text for record in records for text in sorted({place.partition(":")[0] for place in record.places}))
    return KnowledgeReport(
        faults=tuple(faults),
        counts=_counts(records, base),
        by_text=dict(sorted(by_text.items())),
        statuses=dict(sorted(Counter(record.status.value for record in records).items())),
        unsettled=tuple(record.id for record in records if record.unsettled),
        without_review=sum(not record.reviews for record in records),
        read_by_a_lawyer=sum(record.is_read_by_a_lawyer for record in records),
        not_in_force=tuple(record.id for record in records if not record.is_in_force(on)),
    )


def _counts(records: Iterable[KnowledgeRecord], base: KnowledgeBase) -> dict[RecordKind, int]:
    counted = Counter(record.kind for record in records)
    return {kind: counted[kind] for kind in RecordKind} | {RecordKind.HELP: len(base.help)}


def _faults(
    record: KnowledgeRecord, base: KnowledgeBase, *, functions: set[str], criteria: frozenset[str], today: date
) -> Iterator[str]:
    for place in (*record.places, *record.rests_on):
        if place.partition(":")[0] not in base.texts:
            yield f"texte inconnu : {place!r}. Écrivez-le dans « texts »"
    for function in record.functions:
        if function not in functions:
            yield f"fonction inconnue : {function!r}"
    if any(reference.consulted > today for reference in record.references):
        yield "référence consultée après le jour de la vérification"
    if record.seen_in_force and not record.is_in_force(record.seen_in_force):
        yield "vu en vigueur un jour où ses dates disent qu’il ne l’était pas"
    if record.clause is not None:
        yield from _clause_faults(record, record.clause, criteria)


def _clause_faults(record: KnowledgeRecord, clause: Clause, criteria: frozenset[str]) -> Iterator[str]:
    if not record.rests_on:
        yield "une clause dit sur quels articles elle repose"
    for criterion in clause.answers:
        if criterion not in criteria:
            yield f"critère inconnu : {criterion!r}"
    for finding in lint_clause(clause.wording):
        yield f"clause refusée : {finding.said}"


def _same_titles(records: Iterable[KnowledgeRecord]) -> Iterator[CatalogueFault]:
    """Two records with the same title cannot be told apart by who reads the answer."""
    seen: dict[tuple[RecordKind, str, tuple[str, ...]], KnowledgeRecord] = {}
    for record in records:
        key = (record.kind, record.title.casefold(), record.places)
        if key in seen and seen[key].in_force_until == record.in_force_until:
            yield CatalogueFault(place=record.place, entry=record.id, said=f"même titre que « {seen[key].id} »")
        seen.setdefault(key, record)
