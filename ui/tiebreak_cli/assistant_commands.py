"""The commands of the assistant: ask, draft, and choose the model that may word what they write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tiebreak_cli.options import case_options, planning_options

CASE = click.option(
    "--case",
    "case",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="DOSSIER.tiebreak.json",
    help="Dossier dont on parle ; sans lui, les questions portent sur le droit, les clauses et la méthode.",
)


@click.command(short_help="Poser des questions, sur le droit ou sur son dossier.")
@click.argument("words", nargs=-1, metavar="[QUESTION]...")
@CASE
def ask(*, words: tuple[str, ...], case: Path | None) -> None:
    """Poser une question, ou plusieurs à la suite si aucune n’est donnée. Chaque phrase de la réponse dit d’où elle vient.

    Un modèle de langue ne met les réponses en phrases que si vous l’avez choisi : tiebreak model --help
    """
    from tiebreak_cli import assistant_run  # noqa: PLC0415 - heavy

    assistant_run.ask(" ".join(words), case)


@click.command(short_help="Rédiger un brouillon de trajectoire.")
@case_options
@planning_options
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="BROUILLON.md",
    help="Fichier à écrire ; à l’écran par défaut.",
)
@click.option("--json", "as_json", is_flag=True, help="Écrire le brouillon en JSON, avec les faits de chaque phrase.")
def draft(*, output: Path | None, as_json: bool, **options: Any) -> None:
    """Rédiger les sections de la trajectoire, sans nommer de produit.

    Le brouillon est complet sans modèle de langue ; celui que vous choisissez ne fait que reformuler.
    """
    from tiebreak_cli import assistant_run, order  # noqa: PLC0415 - heavy

    assistant_run.draft(order.ordered(**options), output=output, as_json=as_json)


@click.group(short_help="Choisir le modèle de langue, ou aucun.", invoke_without_command=True, subcommand_metavar="[COMMANDE]")
@click.pass_context
def model(context: click.Context) -> None:
    """Dire quel modèle de langue est en service, où il est et ce qui lui est envoyé. Aucun par défaut."""
    from tiebreak_cli import model_run  # noqa: PLC0415 - heavy

    if context.invoked_subcommand is None:
        model_run.show()


@model.command(short_help="Choisir un modèle.")
@click.argument("provider", metavar="FOURNISSEUR")
@click.option("--model", "name", default="", metavar="NOM", help="Modèle de langue, par son nom chez le fournisseur.")
@click.option("--endpoint", default=None, metavar="ADRESSE", help="Adresse du service ; celle du fournisseur par défaut.")
@click.option(
    "--embedding", default="", metavar="NOM", help="Modèle qui cherche par le sens ; celui de cet ordinateur par défaut."
)
@click.option("--send-names", is_flag=True, help="Envoyer les noms tels quels ; ils sont remplacés par des marques sinon.")
@click.option("--send-amounts", is_flag=True, help="Envoyer les montants du dossier ; aucun ne l’est sinon.")
@click.option(
    "--tokens", type=click.IntRange(1_000), default=200_000, show_default=True, help="Jetons d’une conversation au plus."
)
@click.option(
    "--timeout",
    type=click.FloatRange(1, 600),
    default=30.0,
    show_default=True,
    help="Secondes sans rien recevoir au bout desquelles on renonce.",
)
def use(**options: Any) -> None:
    """Choisir un modèle : « mistral » (plateforme, Union européenne) ou « compatible » (vLLM, Ollama, llama.cpp, Albert API…).

    La clé se met dans une variable d’environnement, jamais dans un fichier : la commande dit laquelle.
    """
    from tiebreak_cli import model_run  # noqa: PLC0415 - heavy

    model_run.use(**options)


@model.command(short_help="Ne plus se servir d’un modèle.")
def stop() -> None:
    """Oublier le modèle choisi : les gabarits écrivent seuls."""
    from tiebreak_cli import model_run  # noqa: PLC0415 - heavy

    model_run.stop()


@model.command("try", short_help="Essayer le modèle choisi.")
def try_() -> None:
    """Envoyer au modèle choisi une phrase qui ne contient rien de vous, et dire ce qu’il répond."""
    from tiebreak_cli import model_run  # noqa: PLC0415 - heavy

    model_run.try_()
