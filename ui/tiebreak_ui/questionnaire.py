"""What the questions of the page give: fields to answers, answers to a file among those to measure. No gradio here."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from pathlib import Path

from tiebreak import InputError, RowsError
from tiebreak_questionnaire.answers import Answer, Declaration, asked_fields, declare
from tiebreak_questionnaire.answers_file import DEFAULT_NAME, SUFFIX, read_answers_file, write_answers
from tiebreak_questionnaire.questions import NONE, OTHER, Question, Questionnaire, load_questionnaire, same_text
from tiebreak_ui import words
from tiebreak_ui.own_folder import own_folder

NO_ANSWER = "Ne pas répondre"
"""Takes an answer back: a radio button cannot be unchecked."""
FIELD_LABELS = {
    "choice": "réponse",
    "name": "nom",
    "cost": "coût annuel",
    "users": "nombre",
    "contract_end": "fin du contrat",
}
"""Field of an answer, as messages name it."""
NOTHING = "Répondez d’abord à une question au moins."


@dataclass(frozen=True)
class Given:
    """What « Utiliser ces réponses » leaves on the page."""

    paths: list[str]
    """The files to measure, with the answers among them."""
    message: str = ""
    written: str | None = None
    """The file of answers, to be kept; `None` when it was refused."""
    digest: str | None = None
    """What the file written answers."""


@dataclass(frozen=True)
class Resumed:
    """Answers taken back from a file, or why they are not."""

    message: str
    answers: Mapping[str, Answer] | None = None


def questionnaire() -> Questionnaire:
    """The questions of the page."""
    return load_questionnaire()


@cache
def fields() -> tuple[tuple[Question, str], ...]:
    """Every field of the page, in its order: a question and a field of its answer."""
    return tuple((question, name) for question in questionnaire().questions for name in asked_fields(question))


def answers_of(values: Sequence[str | None]) -> dict[str, Answer]:
    """The answers that the fields hold, by question; what the page hides is no answer."""
    answers = {question.id: Answer() for question in questionnaire().questions}
    for (question, name), value in zip(fields(), values, strict=True):
        answers[question.id] = replace(answers[question.id], **{name: value or ""})
    return {identifier: _visible(answer) for identifier, answer in answers.items()}


def values_of(answers: Mapping[str, Answer]) -> list[str | None]:
    """The fields as these answers fill them, in the words of the page."""
    return [_value(question, name, answers.get(question.id, Answer())) for question, name in fields()]


def shows_name(choice: str | None) -> bool:
    """Whether the name of the product is asked."""
    return choice == OTHER


def shows_follow_ups(choice: str | None) -> bool:
    """Whether the cost, the users and the end of the contract are asked."""
    return choice not in {None, "", NONE, NO_ANSWER}


def count(answers: Mapping[str, Answer], questions: Sequence[Question]) -> int:
    """How many of these questions have an answer."""
    return sum(bool(answers[question.id].choice) for question in questions)


def progress(answers: Mapping[str, Answer], given: str | None) -> str:
    """How far one is, as HTML that screen readers announce, and whether the file to measure is still these answers."""
    asked = len(questionnaire().questions)
    done = count(answers, questionnaire().questions)
    said = f"{done} {'réponse' if done < 2 else 'réponses'} sur {asked}"
    if given is None:
        then = ""
    elif given == digest_of(answers):
        then = " – dans vos fichiers : cliquez sur « Mesurer »"
    else:
        then = " – changées depuis : cliquez de nouveau sur « Utiliser ces réponses »"
    bar = f'<progress max="{asked}" value="{done}" aria-hidden="true"></progress>'
    return f'<div role="status">{bar}<span>{escape(said + then)}</span></div>'


def give(values: Sequence[str | None], paths: Sequence[str] | None) -> Given:
    """Write the answers in a file that takes the place of any other file of answers; the other files stay."""
    answers, kept = answers_of(values), list(paths or [])
    if not count(answers, questionnaire().questions):
        return Given(kept, words.refusal(NOTHING))
    if faults := _faults(answers):
        return Given(kept, words.refusal(str(RowsError("À corriger avant d’utiliser ces réponses :", faults))))
    written = own_folder() / DEFAULT_NAME
    written.write_text(write_answers(questionnaire(), answers), encoding="utf-8")
    others = [path for path in kept if not is_answers(path)]
    replaced = " Elles remplacent l’autre fichier de réponses." if len(others) < len(kept) else ""
    message = f"Vos réponses sont dans vos fichiers : cliquez sur « Mesurer ».{replaced} Gardez-en une copie pour l’an prochain."
    return Given([*others, str(written)], message, str(written), digest_of(answers))


def resume(path: str) -> Resumed:
    """The answers of a file, when it has no fault."""
    try:
        file = read_answers_file(Path(path), questionnaire())
        if file.faults:
            raise RowsError(f"Fichier « {Path(path).name} » : réponses à corriger.", [str(fault) for fault in file.faults])
    except InputError as error:
        return Resumed(words.refusal(str(error)))
    answers = answers_of(values_of(file.answers))
    return Resumed(f"Réponses reprises : {count(answers, questionnaire().questions)}. Changez ce qui a changé.", answers)


def is_answers(path: str) -> bool:
    """Whether a file is one of answers, by its name."""
    return path.lower().endswith(SUFFIX)


def still_given(paths: Sequence[str] | None, given: str | None) -> str | None:
    """What the answers among the files answer; `None` when they were taken off."""
    return given if any(is_answers(path) for path in paths or []) else None


def digest_of(answers: Mapping[str, Answer]) -> str:
    """What tells these answers from others."""
    return hashlib.sha256(write_answers(questionnaire(), answers).encode()).hexdigest()


def _visible(answer: Answer) -> Answer:
    choice = "" if answer.choice == NO_ANSWER else answer.choice
    if not shows_follow_ups(choice):
        return Answer(choice=choice)
    return replace(answer, name=answer.name if shows_name(choice) else "")


def _value(question: Question, name: str, answer: Answer) -> str | None:
    if name == "choice":
        return question.choice(answer.choice)
    if name == "cost":
        return next((choice for choice in questionnaire().cost_choices if same_text(choice) == same_text(answer.cost)), None)
    return str(getattr(answer, name))


def _faults(answers: Mapping[str, Answer]) -> list[str]:
    found = []
    for rank, question in enumerate(questionnaire().questions, start=1):
        declared = declare(questionnaire(), question, answers[question.id])
        if not isinstance(declared, Declaration):
            found += [f"Question {rank}, {FIELD_LABELS[fault.field]} : {fault.message}" for fault in declared]
    return found
