"""A PES read as it passes: each line is looked at, decided of with its voucher, and forgotten."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from tiebreak_finance.perimeter import AccountUse
from tiebreak_finance.pes_decisions import Decider
from tiebreak_finance.pes_entries import Bordereau, PesFile, VoucherLine, cents_of
from tiebreak_finance.siren import siren_of
from tiebreak_finance.texts import shown_number, shown_value
from tiebreak_finance.xml_passing import elements_of, forget
from tiebreak_finance.xml_streams import XmlStream

RECEIPT = "titre de recette"
OTHER_DOMAIN = "autre domaine que la dépense"
DIGEST_LENGTH = 12
_YEAR = re.compile(r"20\d\d|2100")
_ACCOUNT = re.compile(r"\w{1,20}", re.ASCII)
KEPT_WHOLE = frozenset({"EnTetePES", "BlocBordereau", "BlocPiece", "LigneDePiece"})
"""Elements of which what is within is read when they end."""
_WANTED_OF_THIRD_PARTY = frozenset({"CatTiers", "NatJur", "Civilite", "Prenom", "Nom", "IdTiers", "NatIdTiers"})


def read_pes(stream: XmlStream, decider: Decider) -> PesFile:
    """All the bordereaux of a file, in memory that grows with what is kept of it, not with the file.

    Raises:
        XMLSyntaxError: of lxml, when the XML is not well formed.
        UnreadableFileError: when a line or a header is larger than any is.
    """
    reader = _Reader(decider)
    handlers = {
        "EnTetePES": reader.on_header,
        "BlocBordereau": reader.on_bordereau_header,
        "BlocPiece": reader.on_voucher_header,
        "LigneDePiece": reader.on_line,
        "Piece": reader.on_voucher,
        "Bordereau": reader.on_bordereau,
        "PJ": reader.on_attachment,
    }
    for element in elements_of(stream, tuple(handlers), kept=KEPT_WHOLE):
        handlers[element.tag](element)
    reader.finish()
    return PesFile(siren_of(reader.header.get("IdColl")), tuple(reader.bordereaux))


class _Reader:
    """Where the reading of one file stands."""

    def __init__(self, decider: Decider) -> None:
        self.header: dict[str, str] = {}
        self.bordereaux: list[Bordereau] = []
        self._perimeter, self._codes = decider.perimeter, decider.codes
        self._decider = decider
        self._rank = 0
        self._announced: dict[str, str] = {}
        self._current: Bordereau | None = None
        self._voucher: dict[str, str] = {}
        self._lines: list[VoucherLine] = []
        self._digest = hashlib.sha256()

    def on_header(self, element: Any) -> None:
        """The collectivité and its budget."""
        self.header = _values(element)

    def on_bordereau_header(self, element: Any) -> None:
        """Year, type and number, before the vouchers."""
        self._announced = _values(element)

    def on_voucher_header(self, element: Any) -> None:
        """Type, nature and subject of a voucher."""
        self._voucher = next((_values(part) for part in element if part.tag == "InfoPce"), {})

    def on_attachment(self, element: Any) -> None:
        """Forget an attachment; a voucher names its own by an element of the same name, which is left in place."""
        if element.getparent().tag == "PES_PJ":
            forget(element)

    def on_line(self, element: Any) -> None:
        """Keep what is needed of a line until its voucher ends."""
        self._rank += 1
        self._lines.append(self._line(element))
        forget(element)

    def on_voucher(self, element: Any) -> None:
        """Decide of the lines of a voucher."""
        bordereau = self._bordereau(element.getparent())
        bordereau.voucher_count += 1
        self._close_voucher(bordereau)
        forget(element)

    def on_bordereau(self, element: Any) -> None:
        """Compare a bordereau with what it announced, and add it to the others."""
        bordereau = self._bordereau(element)
        self._close_voucher(bordereau)
        amount, vouchers = cents_of(self._announced.get("MtBordHT", "")), cents_of(self._announced.get("NbrPce", ""))
        bordereau.is_as_announced = (amount is None or abs(amount) == abs(bordereau.cents_before_tax)) and (
            vouchers is None or vouchers == 100 * bordereau.voucher_count
        )
        bordereau.digest = self._digest.hexdigest()[:DIGEST_LENGTH]
        self.bordereaux.append(bordereau)
        self._current, self._announced = None, {}
        forget(element)

    def finish(self) -> None:
        """Account for what stands outside any bordereau."""
        if self._current is not None or self._lines:
            self.on_bordereau(etree.Element("Bordereau"))

    def _bordereau(self, element: Any) -> Bordereau:
        """The bordereau being read, opened at its first voucher."""
        if self._current is None:
            own = tuple(self._announced.get(name, "") for name in ("Exer", "TypBord", "IdBord"))
            budget = tuple(self.header.get(name, "") for name in ("IdColl", "CodCol", "CodBud"))
            domain = getattr(element.getparent(), "tag", None)
            self._current = Bordereau(
                number=shown_number(own[2]),
                year=int(own[0]) if _YEAR.fullmatch(own[0]) else None,
                type_code=own[1],
                key=(*budget, *own) if budget[0] and all(own) else None,
                not_expense="" if domain == "PES_DepenseAller" else RECEIPT if domain == "PES_RecetteAller" else OTHER_DOMAIN,
                first_rank=self._rank - len(self._lines) + 1,
            )
            if self._current.year is None and not self._current.not_expense:
                self._current.problems.append(f"bordereau {self._current.number} : exercice {shown_value(own[0])} illisible")
            self._digest = hashlib.sha256("\x1f".join((*budget, *own)).encode())
        return self._current

    def _close_voucher(self, bordereau: Bordereau) -> None:
        bordereau.line_count += len(self._lines)
        voucher = "\x1f".join(self._voucher.get(name, "") for name in ("IdPce", "TypPce", "NatPce"))
        for line in self._lines:
            bordereau.cents_before_tax += line.cents_before_tax
            self._digest.update(f"{voucher}\x1f{line.number}\x1f{line.account_number}\x1f{line.cents}\x1e".encode())
        if not bordereau.not_expense:
            self._decider.decide(self._lines, self._voucher, bordereau)
        self._voucher, self._lines = {}, []

    def _line(self, element: Any) -> VoucherLine:
        info: dict[str, str] = {}
        links: dict[str, str] = {}
        third_party = None
        for block in element:
            if block.tag == "Tiers":
                third_party = block
            elif block.tag == "BlocLignePiece":
                for part in block:
                    if part.tag == "InfoLignePce":
                        info = _values(part)
                    elif part.tag == "LiensIdent":
                        links = _values(part)
        number = info.get("Nature", "").strip()
        account = self._perimeter.account_of(number)
        if account is not None and account.use is AccountUse.OUTSIDE:
            account = None
        before_tax, tax = cents_of(info.get("MtHT", "")), cents_of(info.get("MtTVA") or "0")
        return VoucherLine(
            rank=self._rank,
            number=info.get("IdLigne", ""),
            cents=None if before_tax is None or tax is None else before_tax + tax,
            cents_before_tax=before_tax or 0,
            problem="" if before_tax is not None and tax is not None and _ACCOUNT.fullmatch(number) else _problem(info),
            account=account,
            account_number=number,
            third_party={} if account is None or third_party is None else self._third_party(third_party),
            words=(info.get("ObjLignePce", ""), info.get("LibVir1", ""), info.get("LibVir2", "")),
            contract_number=links.get("IdMarche") or self._voucher.get("NumMarche") or info.get("NumMarche", ""),
            is_reverse_charged=info.get("TVAIntraCom", "").strip() not in {"", "0"},
        )

    def _third_party(self, element: Any) -> dict[str, str]:
        """The few things read of a third party: never its address, its account, nor the number of a person."""
        found = next((part for part in element if part.tag == "InfoTiers"), ())
        known = {child.tag: child.get("V", "") for child in found if child.tag in _WANTED_OF_THIRD_PARTY}
        if known.get("NatIdTiers") not in self._codes.siren_identifiers:
            known.pop("IdTiers", None)
        return known


def _values(element: Any) -> dict[str, str]:
    """Elements below to what their attribute says."""
    return {child.tag: child.get("V", "") for child in element}


def _problem(info: dict[str, str]) -> str:
    """What cannot be read of a line, and what to write instead."""
    if "MtHT" not in info:
        return "montant (MtHT) absent"
    wrong = next((name for name in ("MtHT", "MtTVA") if info.get(name) and cents_of(info[name]) is None), None)
    if wrong or not info["MtHT"]:
        name = wrong or "MtHT"
        return f"montant {name} {shown_value(info[name])} illisible ; le format écrit 1234.56"
    return "compte (Nature) absent ou illisible"
