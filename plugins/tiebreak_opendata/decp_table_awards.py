"""From rows of the tabular format to contracts: one row for each holder and each modification of a contract.

In that format a row of a modification holds the whole contract as it then is, but its `dateNotification` is that of
the modification: the start of a contract is that of its first row only (schema of the format, field `dateNotification`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tiebreak_opendata.awards import MAX_NAME, MAX_NUMBER, MAX_SUBJECT, Award, Holder, with_doubts
from tiebreak_opendata.decp_tables import Row
from tiebreak_opendata.values import clean_text, read_ceiling, read_day, read_months, read_number

EARLIER_STATE = "état antérieur d’un marché, remplacé par une modification"
REPEATED_ROW = "ligne répétée d’un marché"
INITIAL = 0

Placed = tuple[int, Row]


@dataclass(frozen=True)
class TableAwards:
    """The contracts of a table, and the rows that say nothing of their present state."""

    awards: tuple[Award, ...]
    left_out: tuple[tuple[int, str], ...]
    """Rows left out, each with its reason."""


def awards_of(rows: Iterable[Placed]) -> TableAwards:
    """The contracts in the order of their first row, each as its last modification leaves it."""
    contracts: dict[str, list[Placed]] = defaultdict(list)
    for place, row in rows:
        contracts[_key(place, row)].append((place, row))
    awards: list[Award] = []
    left_out: list[tuple[int, str]] = []
    for same in contracts.values():
        current = _current(same)
        current_places = {place for place, _ in current}
        left_out += [(place, EARLIER_STATE) for place, _ in same if place not in current_places]
        award, repeated = _award(current, notified=_start(same))
        awards.append(award)
        left_out += [(place, REPEATED_ROW) for place in repeated]
    return TableAwards(tuple(awards), tuple(sorted(left_out)))


def _key(place: int, row: Row) -> str:
    """What tells a contract from another: its national identifier, else those of its buyer, else its own row."""
    uid = clean_text(row.get("uid"))
    own = clean_text(row.get("id"))
    return uid or (f"{clean_text(row.get('acheteur_id'))} {own}" if own else f"ligne {place}")


def _current(rows: Sequence[Placed]) -> list[Placed]:
    """The rows of the last modification, among those said to be current when some are."""
    said = [placed for placed in rows if clean_text(placed[1].get("donneesActuelles")).casefold() in {"true", "1", "oui"}]
    candidates = said or list(rows)
    last = max(_change(row) for _, row in candidates)
    return [placed for placed in candidates if _change(placed[1]) == last]


def _change(row: Row) -> int:
    number = read_number(row.get("modification_id"))
    return int(number) if number is not None and number.adjusted() < 6 else INITIAL


def _start(rows: Sequence[Placed]) -> date | None:
    """The day of the first notification; `None` when the table has modifications of the contract and not its origin."""
    initial = [read_day(row.get("dateNotification")) for _, row in rows if _change(row) == INITIAL]
    return min((day for day in initial if day is not None), default=None)


def _award(rows: Sequence[Placed], *, notified: date | None) -> tuple[Award, list[int]]:
    """One contract of its current rows, and those that repeat a holder or have none beside others."""
    holders: dict[Holder, int] = {}
    repeated: list[int] = []
    for place, row in rows:
        holder = _holder(row)
        if holder is None or holder in holders:
            repeated.append(place)
        else:
            holders[holder] = place
    first_place, first = rows[0]
    if not holders:
        repeated.remove(first_place)
    places = tuple(holders.values())
    award = Award(
        number=clean_text(first.get("id") or first.get("uid"), limit=MAX_NUMBER),
        buyer=clean_text(first.get("acheteur_id"), limit=MAX_NUMBER),
        buyer_name=clean_text(first.get("acheteur_nom"), limit=MAX_NAME),
        subject=clean_text(first.get("objet"), limit=MAX_SUBJECT),
        cpv=clean_text(first.get("codeCPV"), limit=MAX_NUMBER),
        holders=tuple(holders),
        first_holders=tuple(holders),
        notified=notified,
        months=read_months(first.get("dureeMois")),
        amount=read_ceiling(first.get("montant")),
        published=read_day(first.get("datePublicationDonnees")),
        row=places[0] if places else first_place,
        holder_rows=places if len(places) > 1 else (),
        change_count=max(_change(row) for _, row in rows),
    )
    return with_doubts(award, set()), repeated


def _holder(row: Row) -> Holder | None:
    name = clean_text(row.get("titulaire_nom"), limit=MAX_NAME)
    identifier = clean_text(row.get("titulaire_id"), limit=MAX_NUMBER).replace(" ", "")
    return Holder(name, identifier, clean_text(row.get("titulaire_typeIdentifiant"))) if name or identifier else None
