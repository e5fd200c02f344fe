"""The reader of the catalogue of free software of the State (SILL): proposals for whoever reviews our catalogue.

It is knowledge, not evidence: nothing here says what a collectivité uses, and no proposal enters the catalogue alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tiebreak import Frozen, UnreadableFileError
from tiebreak_opendata.json_stream import DECODER
from tiebreak_opendata.values import clean_text

MAX_BYTES = 64 << 20
WITHDRAWN = "FR"
"""Status of 2022: no longer recommended."""


class SillProposal(Frozen):
    """A free software that the State recommends."""

    sill_id: str
    name: str
    licence: str
    """As written, SPDX in principle; empty when it is not given."""
    function_text: str
    """What it is for, in French."""
    categories: tuple[str, ...] = ()
    is_withdrawn: bool = False
    """True when the list keeps it and recommends it no more."""


def read_sill(path: Path) -> tuple[SillProposal, ...]:
    """Every software of a file of the SILL, whether of 2022 (short keys) or of the catalogue in service.

    Raises:
        UnreadableFileError: when it is no such list; entries without name or identifier are named, all at once.
    """
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : plus de {MAX_BYTES >> 20} Mo, ce n’est pas le SILL. Téléchargez-le de nouveau."
        )
    try:
        content = DECODER.decode(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : JSON coupé ou mal formé ({str(error)[:100]}). Téléchargez-le de nouveau."
        ) from error
    entries = content.get("software") if isinstance(content, Mapping) else content
    if not isinstance(entries, list):
        raise UnreadableFileError(f"Fichier « {path.name} » : ce n’est pas la liste du SILL. Téléchargez-le de nouveau.")
    proposals = [_proposal(entry) for entry in entries]
    if bad := [rank for rank, proposal in enumerate(proposals, start=1) if proposal is None]:
        shown = ", ".join(str(rank) for rank in bad[:20]) + (", …" if len(bad) > 20 else "")
        raise UnreadableFileError(
            f"Fichier « {path.name} » : {len(bad)} entrées sans nom ou sans identifiant (n° {shown}). Téléchargez-le de nouveau."
        )
    return tuple(proposal for proposal in proposals if proposal is not None)


def _proposal(entry: object) -> SillProposal | None:
    if not isinstance(entry, Mapping):
        return None
    is_of_2022 = "i" in entry and "l" in entry
    name = _first(entry, ("i",) if is_of_2022 else ("name", "softwareName"))
    identifier = _first(entry, ("id", "softwareId"))
    if not name or not identifier:
        return None
    if is_of_2022:
        categories, withdrawn = [entry.get("c")], clean_text(entry.get("st")) == WITHDRAWN
    else:
        given = entry.get("categories") or entry.get("applicationCategories")
        categories, withdrawn = given if isinstance(given, list) else [], bool(entry.get("dereferencing"))
    return SillProposal(
        sill_id=identifier,
        name=name,
        licence=_first(entry, ("l",) if is_of_2022 else ("license", "softwareLicense")),
        function_text=_first(entry, ("f",) if is_of_2022 else ("function", "description", "softwareDescription")),
        categories=tuple(text for each in categories if (text := clean_text(each, limit=200))),
        is_withdrawn=withdrawn,
    )


def _first(entry: Mapping[str, object], keys: tuple[str, ...]) -> str:
    """The first of these keys that says something, in French when it is said in several languages."""
    for key in keys:
        value = entry.get(key)
        spoken = (value.get("fr") or value.get("en")) if isinstance(value, Mapping) else value
        if text := clean_text(spoken, limit=1000):
            return text
    return ""
