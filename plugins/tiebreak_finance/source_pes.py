"""The source of PES V2 expense flows; what it needs to read them is imported when it reads."""

from __future__ import annotations

from pathlib import Path

from tiebreak import Reading, SourceOptions
from tiebreak_finance.accepting import look_at
from tiebreak_finance.xml_heads import XmlKind


class PesSource:
    """Reads the vouchers that a collectivité sends to the public treasury."""

    name = "pes"
    label = "Mandats : flux PES V2 « dépense aller » (XML, dossier ou zip d’une année)"
    suffixes = (".xml", ".zip")

    def accepts(self, path: Path) -> bool:
        """Whether it is a PES, or holds one; an archive that cannot be opened is read, for the reading says why."""
        look = look_at(path)
        return XmlKind.PES in look.kinds or look.is_broken

    def read(self, path: Path, options: SourceOptions) -> Reading:
        """The digital expenses of a year, and the account of all its lines.

        Raises:
            InputError: when something cannot be read, with every such line and file.
        """
        from tiebreak_finance.pes_folder import read_year  # noqa: PLC0415 - heavy

        return read_year(path, options)
