"""Proposals to the catalogue, from lists of free software and from users: text to review, never entries.

A catalogue that still holds a `proposals` section is refused by `tiebreak catalogue check`: somebody must have read
each of them at its source, and written the entry by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from tiebreak import Catalogue, Contribution, Frozen, KnowledgeError, Solution, normalise
from tiebreak_knowledge.entry_file import PROPOSED
from tiebreak_knowledge.lined_yaml import read_document

HEADING = (
    "# Propositions à relire une à une : rien de ce fichier n’entre seul au catalogue. Relisez chaque fait à sa source,\n"
    "# écrivez l’entrée à la main, puis effacez ce fichier. Tant qu’une section « proposals » reste, la vérification échoue.\n"
)


class ProposedSolution(Frozen):
    """A software as somebody else's list describes it."""

    name: str
    source: str
    """The list, and its version or address."""
    licence: str = ""
    """As the list writes it."""
    purpose: str = ""
    maintainer: str = ""
    address: str = ""
    sill: int | None = None
    is_withdrawn: bool = False
    """True when the list recommends it no more."""


def proposals_text(proposed: Iterable[ProposedSolution], catalogue: Catalogue) -> str:
    """YAML of what these lists would add or contradict; what the catalogue already says is left out."""
    by_sill = {solution.sill: solution for solution in catalogue.solutions.values() if solution.sill is not None}
    by_name = {
        normalise(name): solution for solution in catalogue.solutions.values() for name in (solution.name, *solution.aliases)
    }
    rows: list[dict[str, Any]] = []
    for each in proposed:
        known = by_sill.get(each.sill) if each.sill is not None else None
        known = known or by_name.get(normalise(each.name))
        row = _row(each, known)
        if row:
            rows.append({"source": each.source, **row})
    return _written(rows)


def contributions_text(contributions: Iterable[Contribution]) -> str:
    """YAML of the names that a user corrected, to send to the project if the user wants to."""
    rows = [{"about": f"{each.section}/{each.entry}", "alias": each.alias, "seen_as": each.seen_as} for each in contributions]
    return _written(rows)


def read_publiccode(path: Path) -> ProposedSolution:
    """One software described by its `publiccode.yml`.

    Raises:
        KnowledgeError: when the file is no such description, or has neither name nor licence.
    """
    try:
        document = read_document(path.read_text("utf-8"), origin=path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path.name} : fichier illisible : {error}. Téléchargez-le de nouveau.") from error
    legal, descriptions = _mapping(document.get("legal")), _mapping(document.get("description"))
    said = _mapping(descriptions.get("fr") or descriptions.get("en"))
    name, licence = document.get("name"), legal.get("license")
    if not isinstance(name, str) or not isinstance(licence, str):
        raise KnowledgeError(
            f"{path.name} : « name » ou « legal: license » manque : ce n’est pas un publiccode.yml complet. "
            "Prenez celui que le dépôt du logiciel publie."
        )
    return ProposedSolution(
        name=name,
        source=f"publiccode.yml version {document.get('publiccodeYmlVersion', '?')}",
        licence=licence,
        purpose=str(said.get("shortDescription") or ""),
        maintainer=str(legal.get("repoOwner") or legal.get("mainCopyrightOwner") or ""),
        address=str(document.get("url") or ""),
    )


def _row(each: ProposedSolution, known: Solution | None) -> dict[str, Any]:
    """What this proposal would change, empty when nothing."""
    if known is None:
        told = each.model_dump(exclude={"source"}, exclude_defaults=True)
        return {"new": told.pop("name"), **told}
    row: dict[str, Any] = {}
    if each.sill is not None and known.sill != each.sill:
        row["sill"] = each.sill
    licence = known.licence.value if known.licence is not None else None
    if each.licence and licence != each.licence:
        row |= {"licence": each.licence, "catalogue_says": licence or "non vérifié"}
    if each.is_withdrawn:
        row["is_withdrawn"] = True
    return {"about": f"solutions/{known.id}", **row} if row else {}


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _written(rows: list[dict[str, Any]]) -> str:
    return HEADING + yaml.safe_dump({PROPOSED: rows}, allow_unicode=True, sort_keys=False, width=110)
