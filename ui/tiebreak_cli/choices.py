"""The words that options accept, written out so that `--help` need not import the core; a test compares them."""

from __future__ import annotations

KINDS = {
    "commune": "municipality",
    "intercommunalite": "intermunicipal",
    "departement": "department",
    "region": "region",
    "autre": "other",
}
"""Kind of collectivité as typed, to the value of `AuthorityKind`."""

ZONES = ("eu", "eu_eea", "eu_eea_ch", "eu_eea_ch_uk")

AMBITIONS = {"prudente": "prudent", "equilibree": "balanced", "volontariste": "determined"}
"""How far the plan goes as typed, to the value of `Ambition`."""

CLASSES = {"commun-public": "public_common", "logiciel-libre": "free_software", "editeur": "editor"}
"""Class of solution as typed, to the value of `SolutionClass`."""
