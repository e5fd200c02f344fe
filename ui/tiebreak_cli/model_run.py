"""What the commands about the model do."""

from __future__ import annotations

import os

import click
from pydantic import ValidationError

from tiebreak import ChatMessage, ChatRequest, ChatRole, InputError, ModelError, ModelSettings, Workbench
from tiebreak_assistant.configured import Models, models_of
from tiebreak_cli.run import REFUSED, model_memory, progress, refusals

SHORT_NAMES = {"mistral": "mistral/mistral", "compatible": "mistral/compatible"}
"""How the providers of the project are called at the terminal; another's is `plugin/name`."""
TRIED = "Réponds par ce seul mot : bonjour."
NONE = "Aucun modèle de langue : les gabarits écrivent seuls, et rien ne quitte cet ordinateur."


def models_here(workbench: Workbench) -> Models:
    """The models that the user chose."""
    return models_of(model_memory(), os.environ, workbench.registry)


def show() -> None:
    """Print which model is in service, and what can be chosen."""
    workbench = Workbench(progress=progress)
    with refusals(workbench):
        _told(models_here(workbench))
        click.echo("\nFournisseurs que l’on peut choisir :")
        short = {key: name for name, key in SHORT_NAMES.items()}
        for each in workbench.registry.model_providers():
            click.echo(f"  {short.get(each.key, each.key)} : {each.value.label}")


def use(
    *,
    provider: str,
    name: str,
    endpoint: str | None,
    embedding: str,
    send_names: bool,
    send_amounts: bool,
    tokens: int,
    timeout: float,
) -> None:
    """Keep a choice, once it is sound."""
    workbench = Workbench(progress=progress)
    with refusals(workbench):
        try:
            settings = ModelSettings(
                provider=SHORT_NAMES.get(provider.strip().casefold(), provider.strip()),
                model=name,
                embedding_model=embedding,
                endpoint=endpoint,
                sends_names=send_names,
                sends_amounts=send_amounts,
                token_budget=tokens,
                timeout_s=timeout,
            )
        except ValidationError as error:
            raise InputError(
                f"Adresse {endpoint!r} refusée : écrivez-la en entier, par exemple http://localhost:11434."
            ) from error
        memory = model_memory()
        before = memory.path.read_bytes() if memory.path.exists() else None
        memory.keep(settings)
        models = models_here(workbench)
        if models.new_chat is None:
            memory.forget()
            if before is not None:
                memory.path.write_bytes(before)
            raise ModelError(models.why_none)
        _told(models)
        click.echo("Pour l’essayer : tiebreak model try")


def stop() -> None:
    """Forget the choice."""
    with refusals():
        click.echo("Modèle oublié. " + NONE if model_memory().forget() else NONE)


def try_() -> None:
    """Ask one sentence, and print the answer as it comes."""
    workbench = Workbench(progress=progress)
    with refusals(workbench):
        models = models_here(workbench)
        _told(models)
        chat = models.chat()
        if chat is None:
            raise click.exceptions.Exit(REFUSED)
        request = ChatRequest(messages=(ChatMessage(role=ChatRole.USER, content=TRIED),), max_tokens=50)
        said = "".join(piece.text for piece in chat.answer(request))
        click.echo(f"Réponse : {' '.join(said.split())!r}")
        if models.embedder is not None:
            (vector,) = models.embedder.questions(["bonjour"])
            click.echo(f"Recherche par le sens : {models.embedder.label}, vecteurs de {len(vector)} nombres.")


def _told(models: Models) -> None:
    settings = models.settings
    if models.new_chat is None or settings is None:
        click.echo(f"Modèle choisi inutilisable : {models.why_none}" if models.why_none else NONE)
        return
    names = "tels quels" if settings.sends_names else "remplacés par des marques"
    amounts = "envoyés" if settings.sends_amounts else "jamais envoyés"
    click.echo(
        f"Modèle : {models.label}.\n"
        "Lui sont envoyés, à chaque question ou section : la question, les passages trouvés, ce que mesurent les faits du dossier.\n"
        f"Noms : {names}. Montants du dossier : {amounts}.\n"
        "Il ne met que des mots : chaque phrase est vérifiée avant d’être montrée, aucun chiffre ne vient de lui."
    )
