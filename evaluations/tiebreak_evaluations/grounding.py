"""The verifier: false sentences of twelve kinds that it catches, and true ones that it refuses by mistake."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from itertools import cycle

from tiebreak import (
    DraftedSentence,
    Fact,
    FactUnit,
    Ledger,
    Passage,
    Request,
    Workbench,
    article_words,
    load_nomenclature,
    objections,
    printed,
    state_facts,
)
from tiebreak_assistant.gathering import names_of_one
from tiebreak_evaluations.measure import FULL, Effort, Measure
from tiebreak_evaluations.sentence_mutations import Surroundings, mutations
from tiebreak_knowledge.passages import shipped_passages
from tiebreak_knowledge.samples import FICTITIOUS_COMMUNE, Sample

AS_OF = date(2026, 11, 26)
CAUGHT_TARGET = 0.99
FALSE_ALARM_TARGET = 0.01
OF_EACH = 200
OF_EACH_IN_SAMPLE = 60


def verifier_quality(effort: Effort) -> list[Measure]:
    """Mutations caught by kind, and false alarms on untouched sentences."""
    workbench = Workbench()
    passages = {each.id: each for each in shipped_passages(workbench.knowledge, workbench.catalogue, load_nomenclature())}
    facts = _facts(workbench, FICTITIOUS_COMMUNE)
    others = {each: fact.model_copy(update={"value": _elsewhere(fact)}) for each, fact in facts.items()}
    names = names_of_one(workbench.catalogue)
    ledger = Ledger(facts, passages, workbench.knowledge.texts, AS_OF, FICTITIOUS_COMMUNE.authority.name, names)
    in_force = {
        each: passage for each, passage in passages.items() if passage.in_force_from is None or passage.in_force_from <= AS_OF
    }
    in_force = {
        each: passage for each, passage in in_force.items() if passage.in_force_until is None or passage.in_force_until >= AS_OF
    }
    sentences = [
        *_of_passages(in_force),
        *_of_articles(in_force),
        *(printed(each, facts) for each in _of_facts(facts)),
    ]
    alarms = [each for each in sentences if objections(each, ledger)]
    around = Surroundings(
        names=names,
        articles=sorted({place.partition(":")[2] for passage in passages.values() for place in passage.places}),
        ended={each: passage for each, passage in passages.items() if passage.in_force_until and passage.in_force_until < AS_OF},
        others=[printed(each, others) for each in _of_facts(others)],
    )
    wanted = OF_EACH if effort == FULL else OF_EACH_IN_SAMPLE
    caught, struck = _caught(sentences, ledger, around, wanted=wanted, seed=effort.seed)
    share = sum(caught.values()) / sum(struck.values())
    told = ", ".join(f"{name} {caught[name]}/{struck[name]}" for name in struck)
    false_alarms = len(alarms) / len(sentences)
    return [
        Measure(
            "vérificateur : phrases fausses arrêtées",
            f"{share:.4f}",
            f"≥ {CAUGHT_TARGET}",
            share >= CAUGHT_TARGET and min(struck.values()) >= wanted,
            told,
        ),
        Measure(
            "vérificateur : phrases vraies refusées",
            f"{false_alarms:.4f}",
            f"≤ {FALSE_ALARM_TARGET}",
            false_alarms <= FALSE_ALARM_TARGET,
            f"{len(alarms)} sur {len(sentences)} phrases intactes",
        ),
    ]


def _facts(workbench: Workbench, sample: Sample) -> Mapping[str, Fact]:
    with ExitStack() as stack:
        case = workbench.open_case(sample.paths(stack), Request(authority=sample.authority, as_of=AS_OF))
    return {fact.id: fact for fact in state_facts(workbench.diagnose(case), None)}


def _elsewhere(fact: Fact) -> Decimal | None:
    """What the same fact would be in another collectivité."""
    if fact.value is None:
        return None
    return (
        min(fact.value * Decimal("1.4") or Decimal("0.4"), Decimal("0.97")) if fact.unit is FactUnit.SHARE else fact.value * 2 + 1
    )


def _of_passages(passages: Mapping[str, Passage]) -> list[DraftedSentence]:
    """Each sentence of each passage, which it cites."""
    return [
        DraftedSentence(text=f"{part.strip().rstrip('.')}.", cite_refs=(passage.id,))
        for passage in passages.values()
        for line in passage.text.splitlines()
        for part in line.split(". ")
        if len(part.split()) > 4
    ]


def _of_articles(passages: Mapping[str, Passage]) -> list[DraftedSentence]:
    """Each article that a record summarises, named with what the record says of it."""
    sentences: list[DraftedSentence] = []
    for passage in passages.values():
        said = f"{passage.title[:1].lower()}{passage.title[1:]}"
        for place in passage.places:
            number = article_words(place.partition(":")[2])
            sentences.append(DraftedSentence(text=f"Selon l’{number}, {said}.", cite_refs=(passage.id,)))
    return sentences


def _of_facts(facts: Mapping[str, Fact]) -> list[DraftedSentence]:
    """Each known fact, told with its formula."""
    return [
        DraftedSentence(text=f"{fact.formula[:1].upper()}{fact.formula[1:]} : {{fact:{fact.id}}}.", fact_refs=(fact.id,))
        for fact in facts.values()
        if fact.value is not None
    ]


def _caught(
    sentences: Sequence[DraftedSentence], ledger: Ledger, around: Surroundings, *, wanted: int, seed: int
) -> tuple[Counter[str], Counter[str]]:
    """By kind, how many false sentences were refused and how many were made."""
    caught: Counter[str] = Counter()
    struck: Counter[str] = Counter()
    for mutation in mutations(around):
        rng = random.Random(f"{seed} {mutation.name}")  # noqa: S311 - not a secret
        shuffled = rng.sample(sentences, len(sentences))
        for turn, sentence in zip(range(len(sentences) * 4), cycle(shuffled), strict=False):
            if struck[mutation.name] >= wanted or (turn >= len(sentences) and not struck[mutation.name]):
                break
            false = mutation.strike(sentence, rng)
            if false is None:
                continue
            struck[mutation.name] += 1
            caught[mutation.name] += bool(objections(false, ledger))
    return caught, struck
