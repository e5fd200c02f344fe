"""Entry point of the inventory plugin."""

from __future__ import annotations

from collections.abc import Sequence

from tiebreak import Source, hookimpl
from tiebreak_inventory.source import InventorySource


@hookimpl
def tiebreak_sources() -> Sequence[Source]:
    """What inventory software reports, of one machine or of many."""
    return [InventorySource()]
