"""What can be said of one case file, in sentences of ours whose figures are facts: the assistant only reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from tiebreak import (
    Assessment,
    CaseFile,
    Catalogue,
    Diagnosis,
    DraftedSentence,
    FactRegister,
    Passage,
    PlacedFacts,
    RecordKind,
    Trajectory,
    normalise,
    printed,
    state_facts,
)
from tiebreak_assistant.answer import CASE
from tiebreak_assistant.measure_sentences import MeasureSentences, Said
from tiebreak_assistant.plan_sentences import PlanSentences
from tiebreak_assistant.said_words import PLACE
from tiebreak_assistant.topics import Asked, Known, Topic, asked_of_case

TITLES = {
    Topic.MONEY: "les montants",
    Topic.SHARE: "les parts hors de la zone",
    Topic.YEARS: "les années à venir",
    Topic.COUNTRIES: "les pays des propriétaires",
    Topic.FUNCTIONS: "les fonctions",
    Topic.MAIN: "les premiers fournisseurs",
    Topic.FIRST: "les priorités",
    Topic.UNKNOWN: "ce qui est inconnu",
    Topic.CONTRACTS: "les contrats",
    Topic.PLAN: "la trajectoire",
    Topic.COST: "ce que coûte la trajectoire",
    Topic.SAVINGS: "les économies",
    Topic.PAST: "les années d’avant",
    Topic.REMAINING: "ce qui reste en place",
    Topic.NOTHING_DONE: "si rien n’est fait",
    Topic.SUBJECT: "les dépendances nommées",
    Topic.ABSENT: "ce qui n’y est pas nommé",
}
NOT_TAKEN_UP = "Le chiffre de la question n’est pas repris ici : ceux qui suivent sont calculés sur vos fichiers"


class CaseView:
    """One case file, measured and planned."""

    def __init__(self, case: CaseFile, diagnosis: Diagnosis, trajectory: Trajectory | None, catalogue: Catalogue) -> None:
        """Args: case: what was read; diagnosis, trajectory: what was computed of it; catalogue: to say who owns whom."""
        self._case = case
        self.diagnosis = diagnosis
        self.trajectory = trajectory
        self.facts: FactRegister = state_facts(diagnosis, trajectory)
        self._catalogue = catalogue

    def asked(self, question: str, *, before: Asked | None = None) -> Asked | None:
        """What a question asks of this case file, after `before` when it follows it; `None` when it asks nothing of it."""
        return asked_of_case(question, self._known, before=before)

    def sentences(self, asked: Asked) -> tuple[DraftedSentence, ...]:
        """What answers, the main thing first; its figures are placed by code."""
        placed = PlacedFacts(self.facts)
        cited = f"{CASE}{asked.topic.value}"
        drafts = tuple(placed.drafted(text, cited, *others) for text, others in self._said(asked, placed))
        if self._takes_up(asked, drafts):
            return drafts
        return (placed.drafted(NOT_TAKEN_UP, cited), *drafts)

    def _takes_up(self, asked: Asked, drafts: Iterable[DraftedSentence]) -> bool:
        """Whether no figure of the question is left apart from those that are told: neither confirmed nor denied by silence."""
        if not asked.figures:
            return True
        facts = {fact.id: fact for fact in self.facts}
        told = "".join("".join(printed(draft, facts).text for draft in drafts if draft.fact_refs).split())
        return not told or all(each and re.search(rf"(?<![\d,]){re.escape(each)}", told) for each in asked.figures)

    def passage(self, asked: Asked) -> Passage:
        """The same as a passage that a sentence may cite, without its figures: these come from facts, in their places."""
        text = "\n".join(PLACE.sub("…", each.text) for each in self.sentences(asked))
        return Passage(
            id=f"{CASE}{asked.topic.value}",
            kind=RecordKind.METHOD,
            title=f"Votre dossier : {TITLES[asked.topic]}",
            text=text,
            source=f"Dossier de {self.diagnosis.authority.name}, au {self.diagnosis.as_of:%d/%m/%Y}",
        )

    @cached_property
    def own_names(self) -> tuple[str, ...]:
        """Names that tell whose case file it is and what it buys: of the collectivité, suppliers as written, dependencies."""
        lines = (line for reading in self._case.readings for line in reading.spend_lines)
        written = {line.supplier_text for line in lines if line.supplier_text}
        labels = {each.dependency.label for each in self.diagnosis.assessments}
        known = {name for names in self._known.names.values() for name in names}
        return tuple(sorted({self.diagnosis.authority.name} | written | labels | known))

    @cached_property
    def held_entries(self) -> frozenset[str]:
        """Identifiers of the products and suppliers of the catalogue that the case file holds."""
        recognitions = [each.dependency.recognition for each in self.diagnosis.assessments]
        solutions = {each.solution for each in recognitions if each.solution is not None}
        sold_by = {self._catalogue.solutions[each].supplier for each in solutions if each in self._catalogue.solutions}
        return frozenset(solutions | sold_by | {each.editor for each in recognitions if each.editor is not None})

    def _absent(self, asked: Asked) -> tuple[list[str], list[str]]:
        """Among entries of the catalogue that are no dependency here: what no file names, and what some line does."""
        names: list[str] = []
        written: list[str] = []
        for each in asked.subjects:
            entry = self._catalogue.solutions.get(each) or self._catalogue.suppliers[each]
            is_written = any(f" {normalise(name)} " in self._written for name in (entry.name, *entry.aliases))
            (written if is_written else names).append(entry.name)
        return names, written

    @cached_property
    def _written(self) -> str:
        """All that the files of the case say of what is bought, used or installed."""
        said: list[str | None] = []
        for reading in self._case.readings:
            said += (text for line in reading.spend_lines for text in (line.supplier_text, line.label, line.editor_text))
            said += (text for each in reading.contracts for text in (each.supplier_text, each.subject))
            said += (each.product_text for each in reading.inventory)
            said += (each.product_text for each in reading.uses)
        return f" {' | '.join(normalise(text) for text in said if text)} "

    def supplier_passages(self, asked: Asked) -> tuple[str, ...]:
        """Passages of the catalogue that the sentences cite."""
        cited = (each for sentence in self.sentences(asked) for each in sentence.cite_refs)
        return tuple(dict.fromkeys(each for each in cited if not each.startswith(CASE)))

    @cached_property
    def _known(self) -> Known:
        assessments = self.diagnosis.assessments
        return Known(
            names={each.dependency.id: tuple(self._names_of(each)) for each in assessments},
            functions={each.dependency.id: each.dependency.functions for each in assessments},
            year=self.diagnosis.as_of.year,
        )

    def _names_of(self, each: Assessment) -> Iterator[str]:
        yield each.dependency.label
        recognition = each.dependency.recognition
        if (solution := self._catalogue.solutions.get(recognition.solution or "")) is not None:
            yield from (solution.name, *solution.aliases)
        if (editor := self._catalogue.suppliers.get(recognition.editor or "")) is not None:
            yield from (editor.name, *editor.aliases)

    def _said(self, asked: Asked, facts: PlacedFacts) -> Iterator[Said]:
        """Sentences, and what they cite beside the case file."""
        measure = MeasureSentences(self.diagnosis, self._catalogue, facts)
        plan = PlanSentences(self.diagnosis, self.trajectory, facts)
        ways: dict[Topic, Callable[[], Iterator[str]]] = {
            Topic.MONEY: measure.money,
            Topic.SHARE: measure.share,
            Topic.YEARS: plan.years,
            Topic.COUNTRIES: measure.countries,
            Topic.FUNCTIONS: measure.functions,
            Topic.FIRST: measure.first,
            Topic.UNKNOWN: measure.unknown,
            Topic.CONTRACTS: lambda: measure.contracts(asked),
            Topic.PAST: measure.past,
            Topic.ABSENT: lambda: measure.absent(*self._absent(asked)),
            Topic.PLAN: plan.plan,
            Topic.COST: plan.cost,
            Topic.SAVINGS: plan.savings,
            Topic.REMAINING: plan.remaining,
            Topic.NOTHING_DONE: plan.nothing_done,
        }
        if asked.topic is Topic.MAIN:
            yield from measure.main()
        elif asked.topic is Topic.SUBJECT:
            for assessment, said in measure.subjects(asked.subjects):
                yield said
                if assessment is not None:
                    yield from ((text, ()) for text in plan.of(assessment.dependency.id))
        else:
            yield from ((text, ()) for text in ways[asked.topic]())
