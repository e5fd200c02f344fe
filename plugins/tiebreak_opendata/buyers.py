"""Whose contracts are wanted: the SIREN given, else the only buyer of the file; never a choice among several."""

from __future__ import annotations

from collections.abc import Mapping

from tiebreak import Authority, InputError
from tiebreak_opendata.values import quotable

SHOWN_BUYERS = 5
MAX_NAME = 100


def wanted_siren(authority: Authority | None) -> str | None:
    """The SIREN of the collectivité, when it is given."""
    return authority.siren if authority is not None else None


def only_buyer_notice(siren: str) -> str:
    """What is said when the file has one buyer and no SIREN was given."""
    return f"aucun SIREN donné : le fichier n’a qu’un acheteur, {siren}, et c’est lui qui est retenu"


def no_contract_notice(siren: str) -> str:
    """What is said when the file has no contract of the buyer."""
    return f"aucun marché numérique de l’acheteur {siren} dans ce fichier : vérifiez le SIREN, ou il n’en a pas publié ici"


def several_buyers(file: str, buyers: Mapping[str, str], *, are_all: bool) -> InputError:
    """The refusal of a file of several buyers, with a few of them by SIREN and name."""
    shown = [
        f"{siren}{f' ({quotable(name, limit=MAX_NAME)})' if name else ''}" for siren, name in list(buyers.items())[:SHOWN_BUYERS]
    ]
    more = "" if are_all and len(buyers) <= SHOWN_BUYERS else ", …"
    return InputError(
        f"Fichier « {file} » : marchés de plusieurs acheteurs, et aucun SIREN donné pour choisir. "
        f"Indiquez celui de la collectivité. Acheteurs vus : {', '.join(shown)}{more}."
    )


def no_buyer(file: str) -> InputError:
    """The refusal of a file in which no buyer can be told."""
    return InputError(
        f"Fichier « {file} » : aucun acheteur n’y a de SIRET bien formé (14 chiffres). "
        "Rien ne dit à qui sont ces marchés : téléchargez-le de nouveau."
    )
