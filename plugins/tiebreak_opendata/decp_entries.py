"""Published contracts given entry by entry (JSON, XML): those of the buyer that are digital, and the account of the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from tiebreak_opendata.awards import Award, award_of, buyer_of
from tiebreak_opendata.buyers import SHOWN_BUYERS, no_buyer, several_buyers
from tiebreak_opendata.cpv import digital_label, is_code
from tiebreak_opendata.json_stream import Entry
from tiebreak_opendata.left_out_groups import (
    CONCESSION,
    NO_BUYER,
    NO_CPV,
    NO_ENTRY,
    NOT_DIGITAL,
    OTHER_BUYER,
    LeftOutGroups,
)
from tiebreak_opendata.values import clean_text, siren_of

PROGRESS_STEP = 100_000
CONCESSION_WORD = "concession"


@dataclass
class Selection:
    """What was taken from a file of contracts."""

    groups: LeftOutGroups
    awards: list[Award] = field(default_factory=list)
    row_count: int = 0
    """Entries of the file."""
    siren: str | None = None
    """Buyer retained."""


def select_entries(
    entries: Iterable[Entry], siren: str | None, groups: LeftOutGroups, progress: Callable[[str], None]
) -> Selection:
    """The digital contracts of the buyer; without SIREN, of the only buyer.

    Raises:
        InputError: when no SIREN is given and the entries have several buyers, or none.
    """
    selection = Selection(groups, siren=siren)
    buyers: dict[str, str] = {}
    for kind, value in entries:
        selection.row_count += 1
        if selection.row_count % PROGRESS_STEP == 0:
            progress(f"{selection.row_count} marchés parcourus…")
        if not isinstance(value, Mapping):
            groups.add(NO_ENTRY, selection.row_count)
            continue
        if CONCESSION_WORD in kind or CONCESSION_WORD in clean_text(value.get("_type")).casefold():
            groups.add(CONCESSION, selection.row_count)
            continue
        written, name = buyer_of(value)
        buyer = siren_of(written)
        if siren is None and buyer is not None and len(buyers) <= SHOWN_BUYERS:
            buyers.setdefault(buyer, name)
        selection.siren = selection.siren or buyer
        if reason := _reason(value, buyer, selection.siren):
            groups.add(reason, selection.row_count)
        else:
            selection.awards.append(award_of(value, selection.row_count))
    if siren is None and len(buyers) > 1:
        raise several_buyers(groups.file, buyers, are_all=len(buyers) <= SHOWN_BUYERS)
    if siren is None and not buyers and NO_BUYER in groups.counts:
        raise no_buyer(groups.file)
    return selection


def _reason(entry: Mapping[str, object], buyer: str | None, wanted: str | None) -> str | None:
    """Why an entry is left out; `None` for a digital contract of the buyer."""
    if buyer is None:
        return NO_BUYER
    if buyer != wanted:
        return OTHER_BUYER
    code = clean_text(entry.get("codeCPV"))
    if not is_code(code):
        return NO_CPV
    return NOT_DIGITAL if digital_label(code) is None else None
