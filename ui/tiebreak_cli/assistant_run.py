"""What the commands of the assistant do: open what is known and the case file, answer, draft."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tiebreak import CASE_FILE_SUFFIX, CaseFile, CaseFileError, InputError, Workbench, is_case_file, load_nomenclature
from tiebreak_assistant.case_view import CaseView
from tiebreak_assistant.configured import Models, distant_search
from tiebreak_assistant.conversation import Conversation
from tiebreak_assistant.drafting import draft_markdown, draft_trajectory
from tiebreak_assistant.gathering import Gatherer
from tiebreak_cli import show
from tiebreak_cli.assistant_show import answer_lines
from tiebreak_cli.model_run import models_here
from tiebreak_cli.order import Order, today
from tiebreak_cli.planning_run import planned
from tiebreak_cli.run import progress, refusals, text_library, vectors_folder, write_json
from tiebreak_knowledge.retrieval.finder import KnowledgeFinder, embedder_here

PROMPT = "Votre question (vide pour finir)"


def ask(question: str, case: Path | None) -> None:
    """Answer one question, or each one typed until an empty line."""
    workbench = Workbench(progress=progress)
    with refusals(workbench):
        models = models_here(workbench)
        conversation = Conversation(_gatherer(workbench, _view(workbench, case), models), models.chat(), models.settings)
        if question:
            _answer(conversation, question, models)
            return
        asked = _typed()
        if not asked:
            raise InputError('Aucune question : tiebreak ask "votre question", ou tapez-la puis Entrée.')
        while asked:
            _answer(conversation, asked, models)
            asked = _typed()


def draft(order: Order, *, output: Path | None, as_json: bool) -> None:
    """Write a draft of the trajectory, on the screen or in a file."""
    workbench = Workbench(progress=progress)
    with refusals(workbench):
        opened = order.opened(workbench)
        diagnosis = workbench.diagnose(opened)
        constrained = order.constrained(opened, diagnosis, workbench.catalogue)
        view = CaseView(constrained, diagnosis, planned(workbench, constrained, diagnosis), workbench.catalogue)
        models = models_here(workbench)
        _warn(models)
        written = draft_trajectory(_gatherer(workbench, view, models), view, models.chat(), models.settings, progress=progress)
        if output is not None:
            text = written.model_dump_json(indent=2) if as_json else draft_markdown(written)
            output.parent.mkdir(parents=True, exist_ok=True)
            output.write_text(text, encoding="utf-8")
            click.echo(f"Brouillon écrit dans {output}. {written.made_by}")
        elif as_json:
            write_json(written.model_dump(mode="json"))
        else:
            click.echo(draft_markdown(written))
        show.failures(workbench.failures)


def _gatherer(workbench: Workbench, view: CaseView | None, models: Models) -> Gatherer:
    finder = KnowledgeFinder(
        workbench.knowledge,
        workbench.catalogue,
        load_nomenclature(),
        library=text_library(),
        embedder=models.embedder or embedder_here(),
        keep_in=vectors_folder(),
        progress=progress,
    )
    return Gatherer(finder, workbench.knowledge, workbench.catalogue, today(), view, distant=distant_search(models))


def _view(workbench: Workbench, case: Path | None) -> CaseView | None:
    if case is None:
        return None
    if not case.exists():
        raise CaseFileError(f"Dossier « {case} » introuvable. Vérifiez le chemin.")
    if not is_case_file(case):
        raise CaseFileError(
            f"« {case} » n’est pas un dossier ({CASE_FILE_SUFFIX}). Gardez-en un d’abord : "
            f"tiebreak diagnose vos-tableaux --save dossier{CASE_FILE_SUFFIX}"
        )
    opened = CaseFile.from_file(case)
    diagnosis = workbench.diagnose(opened)
    return CaseView(opened, diagnosis, workbench.plan(opened, diagnosis), workbench.catalogue)


def _answer(conversation: Conversation, question: str, models: Models) -> None:
    _warn(models)
    *_, whole = conversation.ask(question)
    click.echo("\n".join(answer_lines(whole)))


def _warn(models: Models) -> None:
    if models.why_none:
        click.echo(f"Attention : modèle choisi inutilisable ({models.why_none}) ; les gabarits écrivent seuls.", err=True)


def _typed() -> str:
    """The next question; nothing at the end of what is typed."""
    if sys.stdin.isatty():
        click.echo(f"\n{PROMPT} : ", nl=False)
    typed = sys.stdin.readline().strip()
    if typed and not sys.stdin.isatty():
        click.echo(f"\n> {typed}")
    return typed
