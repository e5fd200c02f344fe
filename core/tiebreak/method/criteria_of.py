"""The scores of a diagnosis: each dependency on each set, through what it is, what it uses and who edits it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from tiebreak.catalogue.index import Catalogue
from tiebreak.criteria.answers import AnswerBook, AnswerRules, Facts, Said, Subject
from tiebreak.criteria.chosen import Chosen
from tiebreak.criteria.scoring import Scorer
from tiebreak.method.axes import Lens, catalogue_answers, counts, is_free
from tiebreak.method.shares import Answered
from tiebreak.model.case_file import CaseFile
from tiebreak.model.catalogue import Axis, Solution
from tiebreak.model.criteria import CatalogueFact, CriteriaSet, CriteriaSubject
from tiebreak.model.criteria_score import AnswerOrigin, CriteriaAnswer, CriteriaScore
from tiebreak.model.diagnosis import Assessment, AxisAnswer, Diagnosis
from tiebreak.model.zone import load_zone_policies

Judged = Answered | Assessment
"""A dependency with its answers by axis, in the making or in a diagnosis."""
AUTHORITY = "authority"
"""Subject of the answers about the collectivité itself."""
_KINDS = (CriteriaSubject.DEPENDENCY, CriteriaSubject.SOLUTION, CriteriaSubject.SUPPLIER, CriteriaSubject.AUTHORITY)
"""Each one stands on the next ones."""
_AXES = {
    CatalogueFact.OFFICE_INSIDE: Axis.REGISTERED_OFFICE,
    CatalogueFact.OWNER_INSIDE: Axis.ULTIMATE_OWNER,
    CatalogueFact.TECHNOLOGY_INSIDE: Axis.TECHNOLOGY,
    CatalogueFact.HOSTING_INSIDE: Axis.HOSTING,
}


def scores_of(criteria_sets: Iterable[CriteriaSet], subjects: Subjects) -> tuple[CriteriaScore, ...]:
    """All the scores of a diagnosis, each subject once on each set.

    A set about dependencies that has a score is given for each of them, as far as the catalogue answers; any other one
    only where somebody answered, for this set or for one that it deduces from: a candidate of the catalogue too.
    """
    return tuple(score for criteria_set in criteria_sets for score in _on_set(Scorer(criteria_set), subjects))


class Subjects:
    """What is said and known of each subject of a diagnosis: dependencies, their products and editors, the collectivité."""

    def __init__(
        self, every: Iterable[Judged], criteria_sets: Iterable[CriteriaSet], answers: Iterable[CriteriaAnswer], lens: Lens
    ) -> None:
        self._dependencies = {each.dependency.id: each for each in every}
        self._lens = lens
        self._kinds = {each.id: each.subject for each in criteria_sets}
        self._book = AnswerBook(answers, self._subject_of)
        self._uses: defaultdict[str, list[Subject]] = defaultdict(list)
        for name, judged in self._dependencies.items():
            if (solution := judged.dependency.recognition.solution) is not None:
                self._uses[solution].append(Subject(CriteriaSubject.DEPENDENCY, name))

    def of_kind(self, kind: CriteriaSubject) -> Iterator[Subject]:
        """The subjects of one kind, those of the diagnosis first, then those that somebody answered about."""
        recognitions = [each.dependency.recognition for each in self._dependencies.values()]
        names: Iterable[str | None]
        match kind:
            case CriteriaSubject.DEPENDENCY:
                names = self._dependencies
            case CriteriaSubject.SOLUTION:
                names = [each.solution for each in recognitions]
            case CriteriaSubject.SUPPLIER:
                names = [each.editor for each in recognitions]
            case CriteriaSubject.AUTHORITY:
                names = [AUTHORITY]
        found = dict.fromkeys(Subject(kind, name) for name in names if name is not None)
        found |= dict.fromkeys(each for each in self._book.subjects if each.kind is kind and self.has(each))
        yield from found

    @property
    def orphans(self) -> tuple[str, ...]:
        """Subjects of answers that are neither here nor in the catalogue: they count for nothing, which must be said."""
        return tuple(sorted({each.id for each in self._book.subjects if not self.has(each)}))

    def has(self, subject: Subject) -> bool:
        """Whether a subject is in this diagnosis or in the catalogue."""
        catalogue = self._lens.catalogue
        known: Mapping[CriteriaSubject, Container[str]] = {
            CriteriaSubject.DEPENDENCY: self._dependencies,
            CriteriaSubject.SOLUTION: catalogue.solutions,
            CriteriaSubject.SUPPLIER: catalogue.suppliers,
            CriteriaSubject.AUTHORITY: (AUTHORITY,),
        }
        return subject.id in known[subject.kind]

    def said(self, subject: Subject) -> Said:
        """What was said of a subject and of what it stands on; of a product, also what all its uses agree on."""
        said = self._book.said(*self._chain(subject))
        uses = self._uses.get(subject.id, ()) if subject.kind is CriteriaSubject.SOLUTION else ()
        return {**self._book.agreed(uses), **said} if uses else said

    def facts(self, subject: Subject) -> Facts:
        """What the catalogue knows of a subject that criteria ask; `None` when it does not."""
        catalogue, kind = self._lens.catalogue, subject.kind
        if kind is CriteriaSubject.DEPENDENCY:
            judged = self._dependencies[subject.id]
            solution = catalogue.solutions.get(judged.dependency.recognition.solution or "")
            return _facts(judged.axes, solution, self._lens)
        solution = catalogue.solutions.get(subject.id) if kind is CriteriaSubject.SOLUTION else None
        supplier = catalogue.suppliers.get(subject.id) if kind is CriteriaSubject.SUPPLIER else None
        return _facts(catalogue_answers(solution, supplier, self._lens), solution, self._lens)

    def _subject_of(self, answer: CriteriaAnswer) -> Subject:
        """What an answer is about: what its set judges, or what that stands on, such as the product of a dependency."""
        own = self._kinds[answer.criteria_set]
        possible = [Subject(kind, answer.subject) for kind in _KINDS[_KINDS.index(own) :]]
        return next((each for each in possible if self.has(each)), possible[0])

    def _chain(self, subject: Subject) -> Iterator[Subject]:
        """A subject, then what it stands on: its product, that one's editor, the collectivité."""
        yield subject
        solution, editor = None, None
        if subject.kind is CriteriaSubject.DEPENDENCY:
            recognition = self._dependencies[subject.id].dependency.recognition
            solution, editor = recognition.solution, recognition.editor
        elif subject.kind is CriteriaSubject.SOLUTION:
            editor = self._lens.catalogue.solutions[subject.id].supplier
        if solution is not None:
            yield Subject(CriteriaSubject.SOLUTION, solution)
        if editor is not None:
            yield Subject(CriteriaSubject.SUPPLIER, editor)
        if subject.kind is not CriteriaSubject.AUTHORITY:
            yield Subject(CriteriaSubject.AUTHORITY, AUTHORITY)


class Answering:
    """What answers a set about one subject, as the diagnosis of its case file counts it, while answers come."""

    def __init__(
        self, about: Subject, case: CaseFile, diagnosis: Diagnosis, catalogue: Catalogue, criteria_sets: Sequence[CriteriaSet]
    ) -> None:
        self._about, self._assessments, self._sets = about, diagnosis.assessments, criteria_sets
        self._lens = Lens(catalogue, load_zone_policies().policy(case.zone_policy), case.is_strict)

    def answers(self, rules: AnswerRules, given: Iterable[CriteriaAnswer]) -> dict[str, Chosen]:
        """The rung of each criterion that what is given and known answers."""
        subjects = Subjects(self._assessments, self._sets, given, self._lens)
        return rules.answers(subjects.said(self._about), subjects.facts(self._about))


def _on_set(scorer: Scorer, subjects: Subjects) -> Iterator[CriteriaScore]:
    rules = AnswerRules(scorer.criteria_set)
    for subject in subjects.of_kind(scorer.criteria_set.subject):
        chosen = rules.answers(subjects.said(subject), subjects.facts(subject))
        score = scorer.score(subject.id, chosen)
        if _is_shown(score, chosen, subject.kind):
            yield score


def _is_shown(score: CriteriaScore, chosen: dict[str, Chosen], kind: CriteriaSubject) -> bool:
    is_answered = any(each.origin is not AnswerOrigin.INFERRED for each in chosen.values())
    return is_answered or (kind is CriteriaSubject.DEPENDENCY and score.low is not None)


def _facts(axes: Iterable[AxisAnswer], solution: Solution | None, lens: Lens) -> Facts:
    by_axis = {answer.axis: answer.is_outside for answer in axes}
    facts: dict[CatalogueFact, bool | None] = {CatalogueFact.FREE_LICENCE: _is_free(solution, lens)}
    for fact, axis in _AXES.items():
        is_outside = by_axis.get(axis)
        facts[fact] = None if is_outside is None else not is_outside
    return facts


def _is_free(solution: Solution | None, lens: Lens) -> bool | None:
    licence = solution.licence if solution is not None else None
    if solution is None or licence is None or not counts(licence, Axis.TECHNOLOGY, is_strict=lens.is_strict):
        return None
    return is_free(solution)
