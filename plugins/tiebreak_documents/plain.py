"""What changes for a small commune: plain words, few actions, joining before doing alone."""

from __future__ import annotations

from collections.abc import Sequence

from tiebreak import ActionMode, ReportInputs
from tiebreak_documents.action_groups import ActionGroup

SMALL_INHABITANTS = 3500
"""Below, the note is written for a council without any computing service."""
SHOWN_ACTIONS = 5


def is_small(inputs: ReportInputs) -> bool:
    """Whether the authority is a small commune; one whose inhabitants are not known is not."""
    inhabitants = inputs.diagnosis.authority.inhabitants
    return inhabitants is not None and inhabitants < SMALL_INHABITANTS


def first_groups(groups: Sequence[ActionGroup]) -> tuple[ActionGroup, ...]:
    """The few actions that are listed: what can be joined first, then by date."""
    return tuple(sorted(groups, key=lambda group: group[0].mode is not ActionMode.JOIN)[:SHOWN_ACTIONS])
