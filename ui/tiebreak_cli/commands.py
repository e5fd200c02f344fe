"""The commands and their options. What they do is in modules imported when they run."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from tiebreak_cli.assistant_commands import ask, draft, model
from tiebreak_cli.catalogue_commands import catalogue
from tiebreak_cli.criteria_commands import criteria
from tiebreak_cli.knowledge_commands import knowledge
from tiebreak_cli.options import OUTPUT, case_options, siren
from tiebreak_cli.planning_commands import plan, roadmap, what_if

HELP = {"help_option_names": ["-h", "--help"]}


@click.group(context_settings=HELP, subcommand_metavar="COMMANDE [ARGUMENTS]...")
@click.version_option(package_name="tiebreak", message="tiebreak %(version)s")
def cli() -> None:
    """Mesurer la dépendance numérique d’une collectivité et tracer sa trajectoire d’indépendance européenne.

    Rien ne quitte cet ordinateur, sauf ce que vous demandez à « tiebreak fetch », et au modèle de langue si vous en
    choisissez un (« tiebreak model »). Commencez par : tiebreak demo
    """


cli.add_command(catalogue)
cli.add_command(knowledge)
cli.add_command(criteria)
cli.add_command(plan)
cli.add_command(roadmap)
cli.add_command(what_if)
cli.add_command(ask)
cli.add_command(draft)
cli.add_command(model)


@cli.command(short_help="Mesurer la dépendance.")
@case_options
@click.option("--json", "as_json", is_flag=True, help="Écrire le diagnostic en JSON sur la sortie standard.")
@click.option(
    "--save",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="DOSSIER.tiebreak.json",
    help="Garder le dossier dans un fichier.",
)
def diagnose(*, as_json: bool, save: Path | None, **options: Any) -> None:
    """Mesurer la dépendance à partir de tableaux, ou d’un dossier gardé."""
    from tiebreak import CASE_FILE_SUFFIX  # noqa: PLC0415 - heavy
    from tiebreak_cli import order, run  # noqa: PLC0415 - heavy

    if save is not None and not save.name.endswith(CASE_FILE_SUFFIX):
        raise click.BadParameter(f"{save.name!r} doit finir par {CASE_FILE_SUFFIX} pour être rouvert.", param_hint="--save")
    run.diagnose(order.ordered(**options), as_json=as_json, save=save)


@cli.command(short_help="Demander des données publiques.")
@click.argument("name", required=False, metavar="[COLLECTE]")
@click.option("--siren", callback=siren, metavar="N", help="SIREN de la collectivité.")
@click.option("--insee", metavar="CODE", help="Code INSEE de la commune.")
@click.option("--domain", metavar="DOMAINE", help="Domaine de la messagerie, par exemple ville.fr.")
@click.option("--year", type=click.IntRange(2000, 2100), metavar="AAAA", help="Exercice voulu.")
@click.option("--address", metavar="ADRESSE", help="Autre adresse, ou autre serveur de noms, à la place du service public.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("donnees-publiques"),
    metavar="RÉPERTOIRE",
    help="Où garder la réponse.",
)
def fetch(*, name: str | None, output: Path, **options: Any) -> None:
    """Demander une donnée publique et la garder en fichier, à donner ensuite à « tiebreak diagnose ».

    Aucune autre commande n’ouvre de connexion, sauf vers le modèle de langue si vous en avez choisi un.
    Sans nom de collecte, elle liste ce qui peut être demandé.
    """
    from tiebreak_cli import run  # noqa: PLC0415 - heavy

    run.fetch(name, output, **options)


@cli.command(short_help="Essayer sur des exemples.")
@OUTPUT
@click.option(
    "--date",
    "as_of",
    type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
    metavar="AAAA-MM-JJ",
    help="Date du diagnostic ; aujourd’hui par défaut.",
)
def demo(*, output: Path, as_of: datetime | None) -> None:
    """Essayer sur le tableau publié de TIE Break et sur une commune fictive."""
    from tiebreak_cli import demonstration  # noqa: PLC0415 - heavy

    demonstration.demonstrate(output, as_of.date() if as_of else None)


@cli.command(short_help="Voir les corrections de colonnes.")
@click.option("--forget", "forgets", is_flag=True, help="Oublier toutes les corrections.")
def columns(*, forgets: bool) -> None:
    """Voir ou oublier ce que --map a corrigé, qui est repris pour les tableaux de mêmes titres."""
    from tiebreak_cli import run  # noqa: PLC0415 - heavy

    run.columns(forgets=forgets)


@cli.command(short_help="Lister les extensions.")
def plugins() -> None:
    """Lister les extensions en service, ce qu’elles apportent, et celles qui ont été retirées."""
    from tiebreak_cli import run  # noqa: PLC0415 - heavy

    run.list_plugins()


@cli.command(short_help="Répondre à des questions.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("reponses.questionnaire.toml"),
    metavar="FICHIER.questionnaire.toml",
    help="Où écrire les réponses ; reponses.questionnaire.toml par défaut.",
)
@click.option("--ask", "asks", is_flag=True, help="Poser les questions ici, une à une.")
@click.option(
    "--from", "former", type=click.Path(path_type=Path, dir_okay=False), metavar="FICHIER", help="Reprendre des réponses."
)
def questionnaire(*, output: Path, asks: bool, former: Path | None) -> None:
    """Écrire un fichier de réponses à remplir, pour qui n’a pas de tableau ; il se donne ensuite comme un tableau."""
    from tiebreak_cli.questionnaire import write_questionnaire  # noqa: PLC0415 - heavy
    from tiebreak_questionnaire.answers_file import SUFFIX  # noqa: PLC0415 - heavy

    if not output.name.endswith(SUFFIX):
        raise click.BadParameter(f"{output.name!r} doit finir par {SUFFIX} pour être relu.", param_hint="--output")
    write_questionnaire(output, former=former, asks=asks)


@cli.command(short_help="Ouvrir la page.")
@click.option("--port", type=click.IntRange(1, 65535), default=7860, help="Port local de la page.")
@click.option("--no-browser", is_flag=True, help="Ne pas ouvrir le navigateur.")
def ui(*, port: int, no_browser: bool) -> None:
    """Ouvrir la page dans le navigateur, sur cet ordinateur seulement."""
    from tiebreak_cli import run  # noqa: PLC0415 - heavy

    run.open_page(port, opens_browser=not no_browser)
