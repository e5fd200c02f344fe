"""Cells of an ods that are shown in another currency than the euro: their values do not say it."""

from __future__ import annotations

import re
from pathlib import Path

from tiebreak_spreadsheet.archives import opened_archive
from tiebreak_spreadsheet.ods_extent import CONTENT
from tiebreak_spreadsheet.xml_pieces import xml_pieces

_CURRENCY = re.compile(rb"""\boffice:currency\s*=\s*["']([A-Z]{3})["']""")
EURO = "EUR"


def other_currencies(path: Path) -> list[str]:
    """Codes of the currencies of its cells, the euro apart, in the order of the alphabet."""
    with opened_archive(path) as archive:
        if CONTENT not in archive.namelist():
            return []
        found = {code.decode() for piece in xml_pieces(archive, CONTENT) for code in _CURRENCY.findall(piece)}
    return sorted(found - {EURO})
