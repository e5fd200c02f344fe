"""The keys of the constraints file, in French: what each sets, how its value is read, and an example of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from tiebreak.constraining import values
from tiebreak.constraining.subjects import SubjectNames
from tiebreak.constraining.toml_file import shown
from tiebreak.errors import InputError
from tiebreak.model.base import Frozen
from tiebreak.model.planning import Blackout, Deadline, OwnFigure, Prerequisite, PriceChange, Target, Team

Read = Callable[[object, SubjectNames], object]


@dataclass(frozen=True)
class Key:
    """One key: the field that it sets, how its value is read, and an example as the file writes it."""

    field: str
    read: Read
    example: str
    is_required: bool = False


@dataclass(frozen=True)
class Table:
    """A group of keys that makes one object; a list of them when it may be repeated."""

    field: str
    model: type[Frozen]
    keys: dict[str, Key]
    is_repeated: bool = True

    @property
    def required(self) -> tuple[str, ...]:
        """Keys without which it says nothing."""
        return tuple(name for name, key in self.keys.items() if key.is_required)


def _plain(read: Callable[[object], object], value: object, _names: SubjectNames) -> object:
    return read(value)


def _key(field: str, read: Callable[[object], object], example: str, *, is_required: bool = False) -> Key:
    return Key(field, partial(_plain, read), example, is_required)


def _subject(value: object, names: SubjectNames) -> str:
    return names.subjects.identifier(values.text(value))


def _function(value: object, names: SubjectNames) -> str:
    return names.functions.identifier(values.text(value))


def _priced(value: object, names: SubjectNames) -> str:
    return names.priced.identifier(values.text(value))


def _many(read: Read, value: object, names: SubjectNames) -> tuple[Any, ...]:
    """Each of a list, every one that is refused being named; a text alone is a list of one."""
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list):
        raise InputError(f'{shown(value)} n’est pas une liste. Écrivez ["…", "…"].')
    found, refused = [], []
    for each in given:
        try:
            found.append(read(each, names))
        except InputError as error:
            refused.append(str(error))
    if refused:
        raise InputError(" ".join(refused))
    return tuple(dict.fromkeys(found))


BUDGETS = "budgets"
PREFERENCES = "preferences"
SINGLE = {
    "budget_annuel": _key("annual_budget_eur", values.euros, "40000"),
    "budget_fonctionnement": _key("running_budget_eur", values.euros, "5000"),
    "horizon": _key("horizon_years", values.horizon, "4"),
    "ambition": _key("ambition", values.ambition, '"équilibrée"'),
    "part_residuelle": _key("residual_share", values.share, '"10 %"'),
    "unites_en_changement": _key("max_units_in_change", values.count, "80"),
    "projets_ensemble": _key("max_projects_at_once", values.count, "3"),
    "critiques_ensemble": _key("max_critical_at_once", values.count, "1"),
    "actions_max": _key("max_actions", values.count, "12"),
    "hausses_annoncees": _key("counts_announced_prices", values.yes_or_no, "false"),
    "garder": Key("kept", partial(_many, _subject), '["Téléphonie"]'),
    "classes_ecartees": Key("forbidden_classes", partial(_many, partial(_plain, values.solution_class)), '["éditeur"]'),
}
"""Keys above every table."""
TABLES = {
    "cible": Table(
        "target",
        Target,
        {
            "part": _key("share", values.share, '"30 %"', is_required=True),
            "annee": _key("year", values.year, "2029", is_required=True),
        },
        is_repeated=False,
    ),
    "equipes": Table(
        "teams",
        Team,
        {
            "nom": _key("name", values.text, '"informatique"', is_required=True),
            "jours_par_trimestre": _key("days_per_quarter", values.days, "30", is_required=True),
        },
    ),
    "periodes_sans_bascule": Table(
        "blackouts",
        Blackout,
        {
            "libelle": _key("label", values.text, '"élections municipales"', is_required=True),
            "du": _key("first", values.day, '"01/03/2028"', is_required=True),
            "au": _key("last", values.day, '"31/03/2028"', is_required=True),
            "fonctions": Key("functions", partial(_many, _function), '["État civil, élections et cimetières"]'),
        },
    ),
    "echeances": Table(
        "deadlines",
        Deadline,
        {
            "sujet": Key("subject", _subject, '"Messagerie et agendas"', is_required=True),
            "avant_le": _key("by", values.day, '"31/12/2028"', is_required=True),
        },
    ),
    "prerequis": Table(
        "prerequisites",
        Prerequisite,
        {
            "fonction": Key("function", _function, '"Travail collaboratif et partage de fichiers"', is_required=True),
            "apres": Key("needs", _function, '"Suite bureautique"', is_required=True),
        },
    ),
    "chiffres": Table(
        "own_figures",
        OwnFigure,
        {
            "sujet": Key("subject", _subject, '"Virtualisation"', is_required=True),
            "classe": _key("solution_class", values.solution_class, '"logiciel libre"'),
            "cout_bas": _key("cost_low", values.euros, "12000"),
            "cout_haut": _key("cost_high", values.euros, "20000"),
            "mois": _key("months", values.count, "9"),
            "jours_bas": _key("days_low", values.days, "20"),
            "jours_haut": _key("days_high", values.days, "35"),
            "equipe": _key("team", values.text, '"informatique"'),
            "cout_annuel": _key("running_cost", values.euros, "6000"),
        },
    ),
    "hausses": Table(
        "price_changes",
        PriceChange,
        {
            "sujet": Key("subject", _priced, '"VMware vSphere"', is_required=True),
            "taux": _key("rate", values.rate, '"33 %"', is_required=True),
            "taux_bas": _key("least_rate", values.rate, '"10 %"'),
            "depuis": _key("since", values.day, '"01/01/2028"', is_required=True),
            "source": _key("source", values.text, '"courrier du fournisseur"'),
        },
    ),
}
WEIGHTS = {
    "cout_ponctuel": _key("one_off", values.weight, "0.02"),
    "paye_deux_fois": _key("paid_twice", values.weight, "0.75"),
    "derangement": _key("disruption", values.weight, "0.1"),
}
"""Keys of `[preferences]`."""
EVERY_NAME = (*SINGLE, *TABLES, BUDGETS, PREFERENCES)
