"""The commands about knowledge: check it, look into it, search it, bring official texts."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

DAY = click.option(
    "--date",
    "on",
    type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
    metavar="AAAA-MM-JJ",
    help="Jour où la règle doit être en vigueur ; aujourd’hui par défaut.",
)


@click.group(short_help="Consulter le droit, les clauses, la méthode.", subcommand_metavar="COMMANDE [ARGUMENTS]...")
def knowledge() -> None:
    """Consulter les fiches de droit, de clauses, de financement et de méthode, et les textes officiels que vous apportez."""


@knowledge.command(short_help="Vérifier toutes les fiches.")
@DAY
def check(*, on: datetime | None) -> None:
    """Vérifier les fiches en service : chaque faute est nommée avec son fichier et sa ligne, et la commande échoue."""
    from tiebreak_cli import knowledge_run  # noqa: PLC0415 - heavy

    knowledge_run.check(on.date() if on else None)


@knowledge.command(short_help="Montrer une fiche.")
@click.argument("identifier", metavar="IDENTIFIANT")
def show(*, identifier: str) -> None:
    """Montrer une fiche : ce qu’elle dit, à qui la règle s’applique, depuis quand, où lire l’original, qui l’a relue."""
    from tiebreak_cli import knowledge_run  # noqa: PLC0415 - heavy

    knowledge_run.show(identifier)


@knowledge.command(short_help="Chercher ce qui répond à une question.")
@click.argument("words", nargs=-1, required=True, metavar="MOT...")
@DAY
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(["droit", "clause", "migration", "financement", "methode", "catalogue", "aide"]),
    help="Ne chercher que cela ; plusieurs fois au besoin.",
)
@click.option("--most", type=click.IntRange(1, 50), default=5, show_default=True, help="Nombre de réponses au plus.")
def search(*, words: tuple[str, ...], on: datetime | None, kinds: tuple[str, ...], most: int) -> None:
    """Chercher ce qui répond à une question posée avec vos mots. Rien n’est rédigé par un modèle : ce sont les fiches."""
    from tiebreak_cli import knowledge_run  # noqa: PLC0415 - heavy

    knowledge_run.search(" ".join(words), on.date() if on else None, kinds=kinds, most=most)


@knowledge.command(short_help="Apporter des textes officiels.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FICHIER...")
@click.option("--title", default="", metavar="TITRE", help="Nom du texte, pour un fichier qui ne le dit pas (un seul fichier).")
def ingest(*, files: tuple[Path, ...], title: str) -> None:
    """Apporter des textes officiels : page d’EUR-Lex (XHTML), code en Markdown, article de la base LEGI (XML), tableau, PDF.

    Ils restent sur cet ordinateur. Un texte déjà apporté est comparé article par article : seul ce qui a changé est refait.
    """
    from tiebreak_cli import knowledge_run  # noqa: PLC0415 - heavy

    knowledge_run.ingest(files, title)


@knowledge.command(short_help="Lister les textes apportés.")
def texts() -> None:
    """Lister les textes officiels apportés sur cet ordinateur."""
    from tiebreak_cli import knowledge_run  # noqa: PLC0415 - heavy

    knowledge_run.texts()


@knowledge.command(short_help="Oublier un texte apporté.")
@click.argument("identifier", metavar="IDENTIFIANT")
def forget(*, identifier: str) -> None:
    """Oublier un texte officiel apporté ; son identifiant est donné par « tiebreak knowledge texts »."""
    from tiebreak_cli import knowledge_run  # noqa: PLC0415 - heavy

    knowledge_run.forget(identifier)
