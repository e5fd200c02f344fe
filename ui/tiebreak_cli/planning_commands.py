"""The commands that plan: the trajectory, its documents, and what would change if something else were asked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from tiebreak_cli.choices import CLASSES
from tiebreak_cli.options import AMBITION, BUDGET, CONSTRAINTS, HORIZON, OUTPUT, Words, case_options, days_of, planning_options


@click.command(short_help="Dater les actions de sortie.")
@case_options
@planning_options
@click.option("--json", "as_json", is_flag=True, help="Écrire la trajectoire en JSON sur la sortie standard.")
def plan(*, as_json: bool, **options: Any) -> None:
    """Dater les actions de sortie, sous budget, échéances et autres contraintes."""
    from tiebreak_cli import order, planning_run  # noqa: PLC0415 - heavy

    planning_run.plan(order.ordered(**options), as_json=as_json)


@click.command(short_help="Écrire les documents.")
@case_options
@planning_options
@OUTPUT
def roadmap(*, output: Path, **options: Any) -> None:
    """Écrire la note pour les élus et l’annexe interne."""
    from tiebreak_cli import order, planning_run  # noqa: PLC0415 - heavy

    planning_run.roadmap(order.ordered(**options), output=output)


@click.command("what-if", short_help="Comparer à un autre plan.")
@click.argument("dossier", type=click.Path(path_type=Path, dir_okay=False), metavar="DOSSIER.tiebreak.json")
@BUDGET
@HORIZON
@AMBITION
@click.option(
    "--forbid-class",
    "forbidden",
    multiple=True,
    type=Words(CLASSES),
    help="Écarter une classe de solution ; autant de fois que voulu.",
)
@click.option(
    "--keep", "kept", multiple=True, metavar="SUJET", help="Garder en place une fonction ou une dépendance, par son nom."
)
@click.option(
    "--deadline",
    "deadlines",
    multiple=True,
    callback=days_of,
    metavar="SUJET=JJ/MM/AAAA",
    help="Dernier jour où une fonction ou une dépendance peut encore servir.",
)
@CONSTRAINTS
@click.option("--json", "as_json", is_flag=True, help="Écrire les différences en JSON sur la sortie standard.")
def what_if(
    *,
    dossier: Path,
    budget: Decimal | None,
    horizon_years: int | None,
    ambition: str | None,
    forbidden: tuple[str, ...],
    kept: tuple[str, ...],
    deadlines: dict[str, date],
    constraints_file: Path | None,
    as_json: bool,
) -> None:
    """Dire ce qui changerait au plan d’un dossier si une contrainte changeait. Le dossier reste comme il est.

    Un sujet est une fonction ou une dépendance, par son nom ou son identifiant : --keep "Téléphonie".
    """
    from tiebreak_cli import planning_run  # noqa: PLC0415 - heavy
    from tiebreak_cli.wishes import wished  # noqa: PLC0415 - heavy

    wishes = wished(
        file=constraints_file,
        budget=budget,
        horizon_years=horizon_years,
        ambition=ambition,
        forbidden=forbidden,
        kept=kept,
        deadlines=deadlines,
    )
    if wishes.is_empty:
        raise click.UsageError("Dites ce qui changerait, par exemple --budget 20000. Voir : tiebreak what-if --help")
    planning_run.what_if(dossier, wishes, as_json=as_json)
