"""The options that commands share, and how each value is read before the core is loaded."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import click

from tiebreak_cli.choices import AMBITIONS, KINDS, ZONES

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

SIREN_LENGTH = 9


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


class Words(click.ParamType[str]):
    """One of a few French words, accents, capitals and spaces as one likes; its value is what the core calls it."""

    name = "mot"

    def __init__(self, choices: Mapping[str, str]) -> None:
        self.choices = choices

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The value of that word, or a usage error."""
        letters = unicodedata.normalize("NFKD", str(value).strip().casefold())
        plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).replace(" ", "-")
        if plain not in self.choices:
            self.fail(f"{value!r} n’est pas possible ici. Choisissez : {', '.join(self.choices)}.", param, ctx)
        return self.choices[plain]

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """The words, as help shows them."""
        return f"[{'|'.join(self.choices)}]"


def days_of(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, date]:
    """`SUBJECT=day`, as many times as wanted."""
    found = {}
    for subject, text in pairs(ctx, param, values).items():
        for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
            with suppress(ValueError):
                found[subject] = datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no zone
        if subject not in found:
            raise click.BadParameter(f"{text!r} n’est pas une date : écrivez JJ/MM/AAAA")
    return found


def pairs(_ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """`TEXT=word`, as many times as wanted; the last equals sign parts them."""
    pairs: dict[str, str] = {}
    for value in values:
        text, separator, word = value.rpartition("=")
        if not separator or not text.strip() or not word.strip():
            raise click.BadParameter(f"{value!r} : écrivez {param.opts[0]} {param.metavar}, entre guillemets")
        if pairs.setdefault(text.strip(), word.strip()) != word.strip():
            raise click.BadParameter(f"« {text.strip()} » est dit de deux façons ; gardez-en une")
    return pairs


def siren(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """The nine digits of a SIREN, spaces left out."""
    if value is None:
        return None
    digits = "".join(value.split())
    if len(digits) != SIREN_LENGTH or not digits.isdigit():
        raise click.BadParameter(f"{value!r} n’est pas un SIREN : écrivez ses neuf chiffres")
    return digits


CONSTRAINTS = click.option(
    "--constraints",
    "constraints_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FICHIER.toml",
    help="Contraintes écrites dans un fichier : voir docs/trajectoire.md. Les autres options l’emportent.",
)
AMBITION = click.option(
    "--ambition", type=Words(AMBITIONS), help="Jusqu’où aller sur la courbe du coût ; volontariste par défaut."
)
OUTPUT = click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("documents"),
    metavar="RÉPERTOIRE",
    help="Où écrire les documents.",
)
BUDGET = click.option("--budget", type=Euros(), metavar="EUROS", help="Budget annuel pour les migrations.")
HORIZON = click.option(
    "--horizon",
    "--years",
    "horizon_years",
    type=click.IntRange(1, 6),
    metavar="N",
    help="Horizon de la trajectoire, en années ; 4 par défaut.",
)


def planning_options(command: CommandT) -> CommandT:
    """What the commands that plan accept beside `case_options`."""
    return CONSTRAINTS(AMBITION(command))


def case_options(command: CommandT) -> CommandT:
    """What every command that reads files accepts."""
    options = [
        click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FICHIER..."),
        click.option("--authority", "name", metavar="NOM", help="Nom de la collectivité."),
        click.option("--siren", callback=siren, metavar="N", help="SIREN de la collectivité, pour les données publiques."),
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
            callback=pairs,
            metavar="TITRE=CHAMP",
            help="Dire ce que contient une colonne ; retenu pour les tableaux de mêmes titres.",
        ),
        click.option(
            "--identify",
            "identified",
            multiple=True,
            callback=pairs,
            metavar="TEXTE=ENTRÉE",
            help="Dire ce qu’est un fournisseur, ou un libellé, tel qu’il est écrit : l’entrée est celle que montre "
            "« tiebreak catalogue search ». Retenu dans le dossier.",
        ),
        click.option(
            "--criticality",
            "criticalities",
            multiple=True,
            callback=pairs,
            metavar="FONCTION=1..4",
            help="Dire combien une fonction compte chez vous : 1 confort, 2 utile, 3 importante, 4 vitale ; « défaut » "
            "l’oublie. Retenu dans le dossier.",
        ),
        click.option("--skip-unreadable", is_flag=True, help="Continuer sans les lignes illisibles, qui sont listées."),
        BUDGET,
        HORIZON,
    ]
    for option in reversed(options):
        command = option(command)
    return command
