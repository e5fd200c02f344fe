"""The commands about the catalogue: check it, look into it, see what to read again, propose to it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

FILES = click.argument("files", nargs=-1, type=click.Path(path_type=Path, dir_okay=False), metavar="[FICHIER]...")
DAY = click.option(
    "--date",
    "on",
    type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
    metavar="AAAA-MM-JJ",
    help="Jour de la vérification ; aujourd’hui par défaut.",
)


@click.group(short_help="Consulter et vérifier le catalogue.", subcommand_metavar="COMMANDE [ARGUMENTS]...")
def catalogue() -> None:
    """Consulter et vérifier le catalogue des fournisseurs et des solutions."""


@catalogue.command(short_help="Vérifier toutes les règles.")
@FILES
@DAY
def check(*, files: tuple[Path, ...], on: datetime | None) -> None:
    """Vérifier le catalogue en service, et avec lui les fichiers YAML donnés.

    Chaque faute est nommée avec son fichier et sa ligne ; les autres entrées sont gardées et la commande échoue.
    """
    from tiebreak_cli import catalogue_run  # noqa: PLC0415 - heavy

    catalogue_run.check(files, on.date() if on else None)


@catalogue.command(short_help="Montrer une entrée.")
@click.argument("identifier", metavar="IDENTIFIANT")
def show(*, identifier: str) -> None:
    """Montrer un fournisseur ou une solution : chaque fait avec son statut, sa date et sa source."""
    from tiebreak_cli import catalogue_run  # noqa: PLC0415 - heavy

    catalogue_run.show(identifier)


@catalogue.command(short_help="Chercher par nom.")
@click.argument("words", nargs=-1, required=True, metavar="MOT...")
def search(*, words: tuple[str, ...]) -> None:
    """Chercher un fournisseur ou une solution par un nom, même approché, ou une fonction par son nom."""
    from tiebreak_cli import catalogue_run  # noqa: PLC0415 - heavy

    catalogue_run.search(" ".join(words))


@catalogue.command(short_help="Lister les faits à relire.")
@DAY
def stale(*, on: datetime | None) -> None:
    """Lister les faits examinés il y a trop longtemps : 12 mois pour un propriétaire, 24 pour le reste."""
    from tiebreak_cli import catalogue_run  # noqa: PLC0415 - heavy

    catalogue_run.stale(on.date() if on else None)


@catalogue.command(short_help="Proposer des entrées à relire.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FICHIER...")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("propositions.yaml"),
    metavar="FICHIER",
    help="Où écrire les propositions ; propositions.yaml par défaut.",
)
def propose(*, files: tuple[Path, ...], output: Path) -> None:
    """Écrire les propositions tirées du SILL (.json), d’un publiccode.yml, ou des corrections d’un dossier.

    Rien n’entre seul au catalogue : le fichier écrit est à relire, fait par fait, à la source. D’un dossier, seuls les noms
    corrigés sont repris, sans montant ni nom de collectivité ; relisez-les avant de les envoyer à quiconque.
    """
    from tiebreak_cli import catalogue_run  # noqa: PLC0415 - heavy

    catalogue_run.propose(files, output)
