"""What the codes of a PES say of its lines: whether they count, are subtracted, or are no payment."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from tiebreak import normalise

UNKNOWN_TYPE = "type de pièce inconnu"
UNKNOWN_DIRECTION = "mandat correctif dont le sens n’est pas dit"


class Effect(StrEnum):
    """What a code does to the lines under it."""

    COUNTS = "counts"
    CANCELS = "cancels"
    CORRECTS = "corrects"
    """Counts or is subtracted: another code must say which."""
    ASIDE = "aside"


@dataclass(frozen=True)
class Code:
    """One code of the data file."""

    effect: Effect
    reason: str
    """Why its lines are left out; empty when they are not."""


@dataclass(frozen=True)
class PesCodes:
    """The codes of `pes_codes.toml`."""

    bordereau_types: Mapping[str, Code]
    piece_types: Mapping[str, Code]
    piece_natures: Mapping[str, Code]
    legal_categories: frozenset[str]
    """Categories of third party that are no person of flesh."""
    natural_legal_forms: frozenset[str]
    person_words: tuple[str, ...]
    """How the name of a natural person begins, whatever the codes say."""
    siren_identifiers: frozenset[str]

    def why_aside(self, bordereau_type: str, piece_type: str, piece_nature: str) -> str | None:
        """Why the lines of such a piece are no payment; `None` when they count or are subtracted."""
        bordereau, piece = self.bordereau_types.get(bordereau_type), self.piece_types.get(piece_type)
        if bordereau is None or piece is None:
            return UNKNOWN_TYPE
        if aside := next((code.reason for code in (bordereau, piece) if code.effect is Effect.ASIDE), None):
            return aside
        says_direction = bordereau.effect is Effect.CANCELS or piece_nature in self.piece_natures
        return None if piece.effect is not Effect.CORRECTS or says_direction else UNKNOWN_DIRECTION

    def cancels(self, bordereau_type: str, piece_nature: str) -> bool:
        """Whether such a piece takes back an expense."""
        found = (self.bordereau_types.get(bordereau_type), self.piece_natures.get(piece_nature))
        return any(code is not None and code.effect is Effect.CANCELS for code in found)

    def is_named(self, third_party: Mapping[str, str]) -> bool:
        """Whether a third party is surely no natural person, so that its name and the label may be kept."""
        return (
            third_party.get("CatTiers", "") in self.legal_categories
            and third_party.get("NatJur", "") not in self.natural_legal_forms
            and not third_party.get("Civilite")
            and not third_party.get("Prenom")
            and not self._begins_as_a_person(third_party.get("Nom", ""))
        )

    def _begins_as_a_person(self, name: str) -> bool:
        said = f"{normalise(name)} "
        return any(said.startswith(f"{words} ") for words in self.person_words)


@cache
def load_codes() -> PesCodes:
    """The codes shipped with the plugin."""
    raw = tomllib.loads(files("tiebreak_finance").joinpath("pes_codes.toml").read_text("utf-8"))
    parties = raw["third_parties"]
    return PesCodes(
        bordereau_types=_codes(raw["bordereau_types"]),
        piece_types=_codes(raw["piece_types"]),
        piece_natures=_codes(raw["piece_natures"]),
        legal_categories=frozenset(parties["legal_categories"]),
        natural_legal_forms=frozenset(parties["natural_legal_forms"]),
        person_words=tuple(parties["person_words"]),
        siren_identifiers=frozenset(parties["siren_identifiers"]),
    )


def _codes(raw: Mapping[str, Mapping[str, str]]) -> dict[str, Code]:
    return {number: Code(Effect(entry["effect"]), entry.get("reason", "")) for number, entry in raw.items()}
