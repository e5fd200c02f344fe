"""The commands and their options. What they do is in modules imported when they run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import click

from tiebreak_cli.catalogue_commands import catalogue
from tiebreak_cli.choices import KINDS, ZONES
from tiebreak_cli.criteria_commands import criteria

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

SIREN_LENGTH = 9
HELP = {"help_option_names": ["-h", "--help"]}


class Euros(click.ParamType[Decimal]):
    """A positive amount in euros, French spelling allowed."""

    name = "euros"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """The amount, or a usage error."""
        from tiebreak import InputError, parse_euros  # noqa: PLC0415 - heavy

        try:
            amount = parse_euros(str(value))
        except InputError as error:
            self.fail(str(error), param, ctx)
        if amount < 0:
            self.fail(f"{value!r} n’est pas un montant positif. Écrivez un nombre d’euros, par exemple 40000.", param, ctx)
        return amount


def _pairs(_ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """`TEXT=word`, as many times as wanted; the last equals sign parts them."""
    pairs: dict[str, str] = {}
    for value in values:
        text, separator, word = value.rpartition("=")
        if not separator or not text.strip() or not word.strip():
            raise click.BadParameter(f"{value!r} : écrivez {param.opts[0]} {param.metavar}, entre guillemets")
        if pairs.setdefault(text.strip(), word.strip()) != word.strip():
            raise click.BadParameter(f"« {text.strip()} » est dit de deux façons ; gardez-en une")
    return pairs


def _siren(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    digits = "".join(value.split())
    if len(digits) != SIREN_LENGTH or not digits.isdigit():
        raise click.BadParameter(f"{value!r} n’est pas un SIREN : écrivez ses neuf chiffres")
    return digits


def case_options(command: CommandT) -> CommandT:
    """What every command that reads files accepts."""
    options = [
        click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FICHIER..."),
        click.option("--authority", "name", metavar="NOM", help="Nom de la collectivité."),
        click.option("--siren", callback=_siren, metavar="N", help="SIREN de la collectivité, pour les données publiques."),
        click.option("--insee", metavar="CODE", help="Code INSEE de la commune, pour les données publiques."),
        click.option("--kind", type=click.Choice(tuple(KINDS)), help="Sorte de collectivité."),
        click.option(
            "--year",
            type=click.IntRange(2000, 2100),
            metavar="AAAA",
            help="Exercice ; par défaut celui que disent les tableaux.",
        ),
        click.option("--inhabitants", type=click.IntRange(0), metavar="N", help="Nombre d’habitants."),
        click.option("--staff", type=click.IntRange(0), metavar="N", help="Nombre d’agents."),
        click.option("--workstations", type=click.IntRange(0), metavar="N", help="Nombre de postes de travail."),
        click.option(
            "--date",
            "as_of",
            type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
            metavar="AAAA-MM-JJ",
            help="Date du diagnostic ; aujourd’hui par défaut.",
        ),
        click.option("--zone", type=click.Choice(ZONES), help="Pays comptés dans la zone ; eu_eea par défaut."),
        click.option("--strict", is_flag=True, help="Compter comme inconnu ce qui n’est que présumé."),
        click.option(
            "--map",
            "column_meanings",
            multiple=True,
            callback=_pairs,
            metavar="TITRE=CHAMP",
            help="Dire ce que contient une colonne ; retenu pour les tableaux de mêmes titres.",
        ),
        click.option(
            "--identify",
            "identified",
            multiple=True,
            callback=_pairs,
            metavar="TEXTE=ENTRÉE",
            help="Dire ce qu’est un fournisseur, ou un libellé, tel qu’il est écrit : l’entrée est celle que montre "
            "« tiebreak catalogue search ». Retenu dans le dossier.",
        ),
        click.option("--skip-unreadable", is_flag=True, help="Continuer sans les lignes illisibles, qui sont listées."),
        click.option("--budget", type=Euros(), metavar="EUROS", help="Budget annuel pour les migrations."),
        click.option(
            "--years",
            "horizon_years",
            type=click.IntRange(1, 6),
            metavar="N",
            help="Horizon de la trajectoire, en années ; 4 par défaut.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.group(context_settings=HELP, subcommand_metavar="COMMANDE [ARGUMENTS]...")
@click.version_option(package_name="tiebreak", message="tiebreak %(version)s")
def cli() -> None:
    """Mesurer la dépendance numérique d’une collectivité et tracer sa trajectoire d’indépendance européenne.

    Rien ne quitte cet ordinateur, sauf ce que vous demandez à « tiebreak fetch ». Commencez par : tiebreak demo
    """


cli.add_command(catalogue)
cli.add_command(criteria)


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
    from tiebreak_cli import order, run  # noqa: PLC0415 - heavy

    if save is not None and not save.name.endswith(order.CASE_FILE_SUFFIX):
        raise click.BadParameter(f"{save.name!r} doit finir par {order.CASE_FILE_SUFFIX} pour être rouvert.", param_hint="--save")
    run.diagnose(order.ordered(**options), as_json=as_json, save=save)


@cli.command(short_help="Dater les actions de sortie.")
@case_options
@click.option("--json", "as_json", is_flag=True, help="Écrire la trajectoire en JSON sur la sortie standard.")
def plan(*, as_json: bool, **options: Any) -> None:
    """Dater les actions de sortie, sous budget et échéances de contrat."""
    from tiebreak_cli import order, run  # noqa: PLC0415 - heavy

    run.plan(order.ordered(**options), as_json=as_json)


@cli.command(short_help="Écrire les documents.")
@case_options
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("documents"),
    metavar="RÉPERTOIRE",
    help="Où écrire les documents.",
)
def roadmap(*, output: Path, **options: Any) -> None:
    """Écrire la note pour les élus et l’annexe interne."""
    from tiebreak_cli import order, run  # noqa: PLC0415 - heavy

    run.roadmap(order.ordered(**options), output=output)


@cli.command(short_help="Demander des données publiques.")
@click.argument("name", required=False, metavar="[COLLECTE]")
@click.option("--siren", callback=_siren, metavar="N", help="SIREN de la collectivité.")
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

    C’est la seule commande qui ouvre une connexion. Sans nom de collecte, elle liste ce qui peut être demandé.
    """
    from tiebreak_cli import run  # noqa: PLC0415 - heavy

    run.fetch(name, output, **options)


@cli.command(short_help="Essayer sur des exemples.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("documents"),
    metavar="RÉPERTOIRE",
    help="Où écrire les documents.",
)
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
