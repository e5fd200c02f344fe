"""The questions at a terminal: a blank file to fill by hand, or each question asked in turn and kept at once."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from tiebreak import RowsError
from tiebreak_cli.run import REFUSED, refusals, refuse
from tiebreak_questionnaire.answers import Answer, Declaration, declare
from tiebreak_questionnaire.answers_file import read_answers_file, write_answers
from tiebreak_questionnaire.questions import (
    NONE,
    OTHER,
    UNKNOWN,
    FollowUp,
    Question,
    Questionnaire,
    load_questionnaire,
    same_text,
)

TAKE_BACK = "0"
"""Typed to take an answer back."""


def write_questionnaire(output: Path, *, former: Path | None, asks: bool) -> None:
    """Write the file of answers, blank or with those of a former one, asked at the terminal or left to be filled."""
    with refusals():
        questionnaire = load_questionnaire()
        answers = {} if former is None else _read(former, questionnaire)
        if output.exists() and not (former is not None and output.samefile(former)):
            refuse(
                f"« {output} » existe déjà. Donnez un autre nom (--output), ou reprenez-le : --from {shlex.quote(str(output))}"
            )
        session = _Session(questionnaire, output, answers)
        if asks:
            session.ask()
        else:
            session.keep()
        session.say_what_next(is_asked=asks)


def _read(former: Path, questionnaire: Questionnaire) -> dict[str, Answer]:
    file = read_answers_file(former, questionnaire)
    if file.faults:
        raise RowsError(f"Fichier « {former.name} » : réponses à corriger.", [str(fault) for fault in file.faults])
    return file.answers


@dataclass
class _Session:
    """Questions being asked, and the file that keeps the answers."""

    questionnaire: Questionnaire
    output: Path
    answers: dict[str, Answer]

    def keep(self) -> None:
        """Write what is answered so far."""
        self.output.write_text(write_answers(self.questionnaire, self.answers), encoding="utf-8")

    def ask(self) -> None:
        """Ask every question; an interruption keeps what was answered and leaves with code 1."""
        click.echo("Un numéro pour répondre, Entrée pour passer, 0 pour ne pas répondre, Ctrl+C pour arrêter en gardant tout.")
        rank = 0
        try:
            for theme in self.questionnaire.themes:
                click.echo(f"\n== {theme.label} ==")
                for question in theme.questions:
                    rank += 1
                    click.echo(f"\n{rank}/{len(self.questionnaire.questions)}  {question.text}\n      {question.help}")
                    self.answers[question.id] = self._asked(question, self.answers.get(question.id, Answer()))
                    self.keep()
        except click.Abort:
            self.keep()
            click.echo(f"\nInterrompu. Gardé dans {self.output} : {self._count()}.", err=True)
            path = str(self.output)
            again = shlex.join(["tiebreak", "questionnaire", "--ask", "--from", path, "--output", path])
            click.echo(f"Reprendre : {again}", err=True)
            raise click.exceptions.Exit(REFUSED) from None

    def say_what_next(self, *, is_asked: bool) -> None:
        """Where the file is and what to do with it."""
        click.echo(f"{self._count()}. Fichier : {self.output}")
        if not is_asked:
            click.echo("Répondez entre les guillemets avec un éditeur de texte, ou question par question : --ask")
        click.echo(f"Ensuite : {shlex.join(['tiebreak', 'diagnose', str(self.output)])}")

    def _count(self) -> str:
        done = sum(bool(answer.choice) for answer in self.answers.values())
        return f"{done} {'réponse' if done < 2 else 'réponses'} sur {len(self.questionnaire.questions)}"

    def _asked(self, question: Question, former: Answer) -> Answer:
        choice = _choose("Réponse", question.choices, question.choice(former.choice))
        if choice is None:
            return Answer()
        if choice == NONE:
            return Answer(choice=choice)
        answer = replace(former, choice=choice) if choice == question.choice(former.choice) else Answer(choice=choice)
        if choice != OTHER:  # which has no meaning without its name
            self.answers[question.id] = answer
        else:
            answer = self._typed(question, answer, "name", "Nom du produit ou de l’entreprise (Entrée : je ne sais pas)")
            if not answer.name:
                answer = replace(answer, choice=UNKNOWN)
            self.answers[question.id] = answer
        for asked in question.asks:
            answer = self._follow_up(question, answer, asked)
            self.answers[question.id] = answer
        return answer

    def _follow_up(self, question: Question, answer: Answer, asked: FollowUp) -> Answer:
        if asked is FollowUp.COST:
            known = self.questionnaire.cost_choices
            former = next((band for band in known if same_text(band) == same_text(answer.cost)), None)
            return replace(answer, cost=_choose("Coût annuel TTC", known, former) or "")
        if asked is FollowUp.USERS:
            return self._typed(question, answer, asked.value, question.users_label or "")
        return self._typed(question, answer, asked.value, "Fin du contrat, mois/année, par exemple 06/2027")

    def _typed(self, question: Question, answer: Answer, name: str, label: str) -> Answer:
        """A field typed until it can be read; the former value stands when nothing is typed, « 0 » takes a text back."""
        former = getattr(answer, name)
        while True:
            text = _prompt(f"{label} [{former}]" if former else label) or former
            if text == TAKE_BACK and name != FollowUp.USERS:
                text = ""
            changed = replace(answer, **{name: text})
            declared = declare(self.questionnaire, question, changed)
            faults = [] if isinstance(declared, Declaration) else [fault for fault in declared if fault.field == name and text]
            if not faults:
                return changed
            click.echo(f"  {faults[0].message}")


def _choose(label: str, choices: Sequence[str], former: str | None) -> str | None:
    """One of the choices by its number; the former one, or none, when nothing is typed."""
    for number, choice in enumerate(choices, start=1):
        click.echo(f"  {number:>2}. {choice}")
    while True:
        text = _prompt(f"{label} [{former}]" if former else label)
        if not text:
            return former
        if text == TAKE_BACK:
            return None
        if text.isascii() and text.isdigit() and 1 <= int(text) <= len(choices):
            return choices[int(text) - 1]
        click.echo(f"  {text!r} n’est pas un numéro de 1 à {len(choices)}.")


def _prompt(label: str) -> str:
    return str(click.prompt(f"  {label}", default="", show_default=False, prompt_suffix=" : ")).strip()
