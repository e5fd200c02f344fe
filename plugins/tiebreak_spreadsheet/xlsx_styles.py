"""Which styles of an xlsx show an amount as something else than euros."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

from tiebreak import UnreadableFileError
from tiebreak_spreadsheet.archives import opened_archive

STYLES = "xl/styles.xml"
MAX_STYLES_BYTES = 16_000_000
"""A workbook with all the 64 000 styles that it may have says them in less."""
PERCENTAGES = {9: "0%", 10: "0.00%"}
"""Of the formats that come with every spreadsheet, by number, those that show an amount as something else."""
_MOST_DIGITS = 10
_NO = frozenset({"0", "false"})
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[0-9A-Fa-f]+)?\]")
_THOUSANDS = re.compile(r"\bk ?(?:€|eur|euros?)?(?![a-z])|milliers", re.IGNORECASE)
_MILLIONS = re.compile(r"\bm ?(?:€|eur|euros)|millions", re.IGNORECASE)
_TAX = re.compile(r"\b(?:HT|TTC)\b", re.IGNORECASE)
TAX_SAID = {"HT": "un montant HT", "TTC": "un montant TTC"}
"""What a format says of VAT: nothing to correct when all cells say the same."""
_SCALED = re.compile(r"[0#?],+(?![0#?])")
"""A comma after the last digit: the value is in euros, and only its display is in thousands."""


def odd_styles(path: Path) -> frozenset[int]:
    """Ranks of the cell styles that show an amount struck out, in another currency, in thousands or as a percentage."""
    import lxml.etree as etree  # noqa: PLC0415, PLR0402 - for xlsx only; pyright knows no `lxml.etree` otherwise

    with opened_archive(path) as archive:
        if STYLES not in archive.namelist():
            return frozenset()
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
        root = etree.fromstring(archive.read(STYLES), parser)
    custom = {_number(each, "numFmtId"): each.get("formatCode", "") for each in _parts(root, "numFmts")}
    codes = {**PERCENTAGES, **custom}
    struck = {rank for rank, font in enumerate(_parts(root, "fonts")) if _is_struck(font)}
    return frozenset(
        rank
        for rank, style in enumerate(_parts(root, "cellXfs"))
        if format_says(codes.get(_number(style, "numFmtId"), "")) or _number(style, "fontId") in struck
    )


def refuse_large_styles(archive: zipfile.ZipFile, file: str) -> None:
    """Refuse styles that would not fit in memory.

    Raises:
        UnreadableFileError: with what to do.
    """
    if any(each.file_size > MAX_STYLES_BYTES for each in archive.infolist() if each.filename.casefold() == STYLES.casefold()):
        raise UnreadableFileError(
            f"Fichier « {file} » : sa mise en forme est démesurée. "
            "Copiez les valeurs dans un nouveau classeur, ou enregistrez-le au format CSV."
        )


def _parts(root: Any, name: str) -> list[Any]:
    """The elements of one list of the styles, in order."""
    return [each for group in root.findall(f"{{*}}{name}") for each in group.iterchildren("{*}*")] if root is not None else []


def _number(element: Any, name: str) -> int:
    """A number of an element; 0, which is the common one, when it has none."""
    value = element.get(name, "")
    return int(value) if value.isdecimal() and len(value) < _MOST_DIGITS else 0


def _is_struck(font: Any) -> bool:
    return any(strike.get("val", "1") not in _NO for strike in font.findall("{*}strike"))


def format_says(code: str) -> str | None:
    """What a number format makes of an amount, in French; `None` when it shows it as it is.

    The formats that come with every spreadsheet show the currency of the machine: they say nothing.

    >>> format_says('# ##0 "k€"'), format_says('0.0%'), format_says('#,##0.00\\\\ "€"')
    ('des milliers d’euros', 'un pourcentage', None)
    """
    said = _says(code)
    return None if said and "%" not in code and _comes_with_every_spreadsheet(code) else said


def _comes_with_every_spreadsheet(code: str) -> bool:
    from openpyxl.styles.numbers import BUILTIN_FORMATS  # noqa: PLC0415 - openpyxl is slow to import, and rarely needed

    return code in BUILTIN_FORMATS.values()


def _says(code: str) -> str | None:
    positive = code.split(";", maxsplit=1)[0]
    symbols = [found.strip() for found in _CURRENCY.findall(positive)]
    bare = _CURRENCY.sub("", positive).replace("\\", "").replace('"', "")
    if any(symbol and symbol.casefold() not in {"€", "eur"} for symbol in symbols) or re.search(r"[$£¥]|CHF|USD|GBP", bare):
        return "une autre monnaie que l’euro"
    if "%" in bare:
        return "un pourcentage"
    if _SCALED.search(bare):
        return None
    if _THOUSANDS.search(bare):
        return "des milliers d’euros"
    if _MILLIONS.search(bare):
        return "des millions d’euros"
    tax = _TAX.search(bare)
    return TAX_SAID[tax.group().upper()] if tax else None
