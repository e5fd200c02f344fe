"""The commands about criteria sets: list them, and answer one by the questions that narrow its result most."""

from __future__ import annotations

from pathlib import Path

import click

LIBRARY = click.option(
    "--library",
    "libraries",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FICHIER",
    help="Jeu que vous apportez : bibliothèque CISO Assistant (.yaml), ou votre copie de l’IRN (.csv).",
)


@click.group(short_help="Voir les jeux de critères, y répondre.", subcommand_metavar="COMMANDE [ARGUMENTS]...")
def criteria() -> None:
    """Voir les jeux de critères, et répondre aux questions qui réduisent le plus ce qui reste ouvert."""


@criteria.command("list", short_help="Lister les jeux.")
@LIBRARY
def list_sets(*, libraries: tuple[Path, ...]) -> None:
    """Lister les jeux de critères : ce qu’ils jugent, leur version, ce qu’ils sont en droit."""
    from tiebreak_cli import criteria_run  # noqa: PLC0415 - heavy

    criteria_run.list_sets(libraries)


@criteria.command(short_help="Répondre à un jeu.")
@click.argument("set_id", metavar="JEU")
@click.argument("case_file", type=click.Path(path_type=Path, dir_okay=False), metavar="DOSSIER.tiebreak.json")
@click.option(
    "--about",
    metavar="OBJET",
    help="Ce dont il est question : l’identifiant d’une solution ou d’un fournisseur du catalogue, ou d’une dépendance du dossier. "
    "Sans objet pour un jeu sur la collectivité.",
)
@click.option(
    "--minimum-level",
    type=click.IntRange(min=0),
    metavar="NIVEAU",
    help="Niveau que l’acheteur exige au moins ; gardé dans le dossier. Le score ne classe que ce qui l’atteint.",
)
@click.option("--restart", is_flag=True, help="Effacer d’abord ce qui a été répondu à ce jeu sur cet objet.")
@LIBRARY
def ask(
    *, set_id: str, case_file: Path, about: str | None, minimum_level: int | None, restart: bool, libraries: tuple[Path, ...]
) -> None:
    """Poser les questions d’un jeu, la plus utile d’abord, et garder les réponses dans le dossier.

    S’arrête de lui-même quand plus aucune réponse ne peut changer le niveau ; le dossier garde chaque réponse dès qu’elle est donnée.
    """
    from tiebreak_cli import criteria_run  # noqa: PLC0415 - heavy

    criteria_run.ask(set_id, case_file, about, libraries, minimum_level=minimum_level, is_restart=restart)
