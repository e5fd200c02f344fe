"""What the commands about criteria sets do."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from pathlib import Path

import click
from rich.table import Table

from tiebreak import (
    GATE_LABELS,
    Answering,
    AnswerOrigin,
    AnswerRules,
    CaseFile,
    Chosen,
    CriteriaAnswer,
    CriteriaScore,
    CriteriaSet,
    CriteriaSubject,
    Criterion,
    InputError,
    RequiredLevel,
    Scorer,
    Subject,
    Workbench,
    french_number,
    level_proof,
    next_question,
    with_required,
)
from tiebreak_cli.order import today
from tiebreak_cli.run import progress, refusals
from tiebreak_cli.show import console
from tiebreak_criteria import read_irn, read_library

SUBJECTS = {
    CriteriaSubject.AUTHORITY: "la collectivité",
    CriteriaSubject.DEPENDENCY: "une dépendance",
    CriteriaSubject.SOLUTION: "une solution",
    CriteriaSubject.SUPPLIER: "un fournisseur",
}
AUTHORITY = "authority"
SKIP, STOP = "0", "q"


def list_sets(libraries: Sequence[Path]) -> None:
    """Print every set, those of the files included."""
    workbench = Workbench(progress=progress)
    with refusals(workbench):
        table = Table(title="Jeux de critères", title_justify="left")
        for title in ("Jeu", "Titre", "Version", "Juge", "Critères", "En droit"):
            table.add_column(title, justify="right" if title == "Critères" else "left", no_wrap=title == "Jeu")
        for each in (*workbench.registry.criteria_sets(), *_brought(libraries)):
            count = str(len(each.criteria))
            table.add_row(each.id, each.title, each.version, SUBJECTS[each.subject], count, each.status or "")
        console.print(table)


def ask(
    set_id: str,
    path: Path,
    about: str | None,
    libraries: Sequence[Path],
    *,
    minimum_level: int | None = None,
    is_restart: bool = False,
) -> None:
    """Ask the questions of a set and keep the answers in the case file."""
    workbench = Workbench(progress=progress)
    with refusals(workbench):
        case = _with_sets(CaseFile.from_file(path), _brought(libraries))
        sets = {each.id: each for each in workbench.criteria_sets(case)}
        if set_id not in sets:
            raise InputError(f"Aucun jeu de critères ne s’appelle {set_id!r}. Jeux : {', '.join(sets)}.")
        subject = _subject(sets[set_id], about, case, workbench)
        if minimum_level is not None:
            case = _requiring(sets[set_id], minimum_level, case)
        if is_restart:
            answers = (each for each in case.criteria_answers if (each.subject, each.criteria_set) != (subject.id, set_id))
            case = case.model_copy(update={"criteria_answers": tuple(answers)})
        if minimum_level is not None or is_restart:
            keep(case, path)
        criteria_set = with_required(sets[set_id], case.required_levels)
        answering = Answering(subject, case, workbench.diagnose(case), workbench.catalogue, workbench.criteria_sets(case))
        _Interview(criteria_set, answering, subject.id, case, path).run()


def keep(case: CaseFile, path: Path) -> None:
    """Write the case file whole or not at all: answers given before are never lost half-way."""
    beside = path.with_name(f"{path.name}.partiel")
    beside.write_text(case.to_json(), encoding="utf-8")
    beside.replace(path)


class _Interview:
    """Questions being asked about one subject, and the case file that keeps the answers."""

    def __init__(self, criteria_set: CriteriaSet, answering: Answering, subject: str, case: CaseFile, path: Path) -> None:
        self._set, self._answering, self._subject, self._case, self._path = criteria_set, answering, subject, case, path
        self._skipped: set[str] = set()
        self._scorer, self._rules = Scorer(criteria_set), AnswerRules(criteria_set)

    def run(self) -> None:
        """Ask until the level is proved, nothing is left, or the user stops."""
        console.print(f"{self._set.title}, version {self._set.version} : « {self._subject} »", style="bold")
        if self._set.status:
            console.print(self._set.status, style="dim")
        self._say_inferred()
        while (criterion := self._next()) is not None:
            rung = self._ask(criterion)
            if rung is None:
                break
        self._conclude()

    def _say_inferred(self) -> None:
        for name, chosen in self._answers().items():
            if chosen.origin is AnswerOrigin.INFERRED:
                criterion = self._set.criterion(name)
                said = f"{criterion.label} : {criterion.rung(chosen.rung).label}"
                console.print(f"Déjà répondu par le catalogue : {said}.", style="dim")

    def _answers(self) -> dict[str, Chosen]:
        return self._answering.answers(self._rules, self._case.criteria_answers)

    def _next(self) -> Criterion | None:
        """The next criterion to ask; what the user skipped counts as answered at its weakest, for this choice only."""
        answers = self._answers()
        if level_proof(self._set, answers) is not None:
            return None
        weakest = {name: Chosen(self._set.criterion(name).rated[0].id) for name in self._skipped}
        question = next_question(self._set, {**weakest, **answers})
        return None if question is None else self._set.criterion(question.criterion)

    def _ask(self, criterion: Criterion) -> str | None:
        console.print()
        console.print(criterion.label, style="bold")
        console.print(criterion.question)
        if criterion.help:
            console.print(f"Preuve : {criterion.help}", style="dim")
        for rank, rung in enumerate(criterion.ladder, start=1):
            console.print(f"  {rank}. {rung.label}")
        choices = [*(str(rank) for rank in range(1, len(criterion.ladder) + 1)), SKIP, STOP]
        typed = click.prompt(
            "Votre réponse (0 : je ne sais pas, q : arrêter)", type=click.Choice(choices), show_choices=False, prompt_suffix=" : "
        )
        if typed == STOP:
            return None
        if typed == SKIP:
            self._skipped.add(criterion.id)
            return SKIP
        rung_id = criterion.ladder[int(typed) - 1].id
        proof = click.prompt("Ce qui le prouve (document, adresse ; vide si rien)", default="", show_default=False).strip()
        self._keep(criterion.id, rung_id, proof or None)
        return rung_id

    def _keep(self, criterion: str, rung: str, proof: str | None) -> None:
        answer = CriteriaAnswer(
            subject=self._subject, criteria_set=self._set.id, criterion=criterion, rung=rung, reference=proof, answered=today()
        )
        others = (
            each
            for each in self._case.criteria_answers
            if (each.subject, each.criteria_set, each.criterion) != (self._subject, self._set.id, criterion)
        )
        self._case = self._case.model_copy(update={"criteria_answers": (*others, answer)})
        keep(self._case, self._path)

    def _conclude(self) -> None:
        answers = self._answers()
        score = self._scorer.score(self._subject, answers)
        console.print()
        console.print(score_sentence(self._set, score), style="bold")
        for gate in score.gates:
            console.print(f"Exigence, {gate.label} : {GATE_LABELS[gate.is_passed]}.")
        proof = level_proof(self._set, answers)
        if proof is not None:
            held = ", ".join(self._set.criterion(name).label for name in proof.held_by)
            left = len(proof.unanswered)
            console.print(
                f"Niveau établi : {self._set.levels.get(proof.level, proof.level)}. Il est tenu par : {held}. "
                f"Aucune des {left} réponses qui manquent ne peut le changer."
            )
        console.print(f"Réponses gardées dans {self._path}.")


def score_sentence(criteria_set: CriteriaSet, score: CriteriaScore) -> str:
    """What is known of a score, with its completeness, in French."""
    told = f"{_percent(score.completeness)} des critères ont une réponse"
    if score.low is None or score.high is None:
        bounds = "ce jeu ne donne pas de score"
    else:
        bounds = f"score de {_percent(score.low)} à {_percent(score.high, ROUND_CEILING)}"
    if score.level_low is None or score.level_high is None:
        return f"{told} ; {bounds}."
    names = criteria_set.levels
    low, high = names.get(score.level_low, str(score.level_low)), names.get(score.level_high, str(score.level_high))
    return f"{told} ; {bounds} ; niveau : {low if low == high else f'entre « {low} » et « {high} »'}."


def _percent(share: Decimal, rounding: str = ROUND_FLOOR) -> str:
    """Rounded to the side that promises nothing."""
    return f"{french_number(share * 100, 1, rounding)} %"


def _brought(libraries: Sequence[Path]) -> tuple[CriteriaSet, ...]:
    sets: list[CriteriaSet] = []
    for path in libraries:
        try:
            text = path.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            raise InputError(f"« {path.name} » n’est pas un texte en UTF-8. Enregistrez-le de nouveau en UTF-8.") from error
        if path.suffix.lower() == ".csv":
            sets.append(read_irn(text, origin=path.name))
        else:
            sets += read_library(text, origin=path.name)
    return tuple(sets)


def _with_sets(case: CaseFile, brought: Sequence[CriteriaSet]) -> CaseFile:
    """The case file with the sets brought, in place of those of the same name."""
    names = {each.id for each in brought}
    kept = (each for each in case.criteria_sets if each.id not in names)
    return case.model_copy(update={"criteria_sets": (*kept, *brought)}) if brought else case


def _requiring(criteria_set: CriteriaSet, minimum_level: int, case: CaseFile) -> CaseFile:
    """The case file with the level that the buyer requires of a set, in place of the one before."""
    if minimum_level not in criteria_set.levels:
        known = ", ".join(f"{level} ({name})" for level, name in criteria_set.levels.items()) or "aucun"
        raise InputError(f"Le jeu {criteria_set.id!r} n’a pas de niveau {minimum_level}. Niveaux : {known}.")
    kept = (each for each in case.required_levels if (each.criteria_set, each.dimension) != (criteria_set.id, None))
    required = RequiredLevel(criteria_set=criteria_set.id, minimum_level=minimum_level)
    return case.model_copy(update={"required_levels": (*kept, required)})


def _subject(criteria_set: CriteriaSet, about: str | None, case: CaseFile, workbench: Workbench) -> Subject:
    """What the answers are about; a set about dependencies may be answered for a product, wherever it is used."""
    kind, solutions, suppliers = criteria_set.subject, workbench.catalogue.solutions, workbench.catalogue.suppliers
    if kind is CriteriaSubject.AUTHORITY:
        return Subject(kind, AUTHORITY)
    known: dict[CriteriaSubject, list[str]]
    if kind is CriteriaSubject.SUPPLIER:
        known, where = {kind: list(suppliers)}, "tiebreak catalogue search le trouve"
    elif kind is CriteriaSubject.SOLUTION:
        known, where = {kind: list(solutions)}, "tiebreak catalogue search le trouve"
    else:
        assessments = workbench.diagnose(case).assessments
        used = {each.dependency.recognition.solution: None for each in assessments}
        products = [name for name in used if name is not None]
        known = {kind: [each.dependency.id for each in assessments], CriteriaSubject.SOLUTION: products}
        where = f"parmi {', '.join((products or known[kind])[:20]) or 'aucune : ce dossier n’a pas de dépendance'}"
    for each, names in known.items():
        if about in names:
            return Subject(each, str(about))
    raise InputError(f"Ce jeu juge {SUBJECTS[kind]} : donnez son identifiant avec --about ({where}).")
