"""The source of public balances (DGFiP): what a collectivité spent in a year under its digital accounts."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from tiebreak import AccountBalance, InputError, LeftOut, MappingError, Provenance, Reading, SourceOptions, to_cents
from tiebreak_opendata.accounts import digital_accounts
from tiebreak_opendata.balance_rows import FIELDS, SHORT_ROW, BalanceRow, balance_rows, text_of
from tiebreak_opendata.buyers import MAX_NAME, wanted_siren
from tiebreak_opendata.csv_header import peeked_header
from tiebreak_opendata.left_out_groups import LeftOutGroups
from tiebreak_opendata.values import YEARS, quotable, read_euros, siren_of

PLUGIN = "opendata"
HEAD = 1 << 13
OTHER_AUTHORITY = "compte d’une autre collectivité"
NOT_DIGITAL = "compte qui n’est pas tenu pour numérique"
NO_MOVEMENT = "compte numérique sans mouvement dans l’année"
NO_YEAR = "ligne sans exercice, et le nom du fichier n’en donne pas"
UNREADABLE = "montant illisible"
REPEATED = "ligne répétée"
NET = (
    "montants des comptes : débits nets des crédits et des annulations, sans les opérations d’ordre ; "
    "tous fournisseurs ensemble, et l’assiette (HT ou TTC) n’est pas publiée"
)
WITH_TRANSFERS = "le fichier ne donne pas les opérations d’ordre : elles sont dans ces montants"
_YEAR_IN_NAME = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR = re.compile(r"((?:19|20)\d\d)(?!\d)")


class BalancesSource:
    """Reads balances of the accounts of collectivités."""

    name = "balances"
    label = "Balances comptables publiques (JSON, CSV)"
    suffixes = (".json", ".csv")

    def accepts(self, path: Path) -> bool:
        """By its titles, or by names of fields in the first bytes."""
        suffix = path.suffix.lower()
        if not path.is_file() or suffix not in self.suffixes:
            return False
        if suffix == ".csv":
            header = peeked_header(path)
            return header is not None and {"siren", "compte", "obnetdeb"} <= {title.casefold() for title in header.titles}
        with path.open("rb") as stream:
            head = stream.read(HEAD)
        return b'"compte"' in head and b'"obnetdeb"' in head

    def read(self, path: Path, options: SourceOptions) -> Reading:
        """The digital accounts of the collectivité, the others counted together.

        Raises:
            InputError: when no SIREN is given and there are several collectivités.
            UnreadableFileError: when it is no such file.
        """
        asked = wanted_siren(options.authority)
        account = _Account(path.name, asked, _year_of_name(path))
        source = balance_rows(path)
        count = 0
        for place, row in source.rows:
            count += 1
            account.add(place, row)
        account.refuse_doubts(count)
        digest = hashlib.sha256(repr([said for _, said in account.kept]).encode()).hexdigest()[:8]
        return Reading(
            file=path.name,
            plugin=PLUGIN,
            rows_in_file=count + source.heading_rows,
            heading_rows=source.heading_rows,
            balances=tuple(
                said.evidence(f"solde-{digest}-{rank}", Provenance(file=path.name, row=place, column="obnetdeb", plugin=PLUGIN))
                for rank, (place, said) in enumerate(account.kept, start=1)
            ),
            left_out=(*account.left_out, *account.groups.left_out),
            notices=account.notices(),
        )


@dataclass(frozen=True)
class _Said:
    """What one row says of a digital account."""

    budget: str
    account: str
    label: str
    amount: Decimal
    year: int

    def evidence(self, identifier: str, provenance: Provenance) -> AccountBalance:
        label = f"{self.label} – budget {self.budget}" if self.budget else self.label
        return AccountBalance(
            id=identifier, account=self.account, label=label, amount=self.amount, year=self.year, provenance=provenance
        )


@dataclass
class _Account:
    """What becomes of each row of one file."""

    file: str
    siren: str | None
    year_of_name: int | None
    kept: list[tuple[int, _Said]] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    authorities: dict[str, str] = field(default_factory=dict)
    plans: set[str] = field(default_factory=set)
    seen: set[object] = field(default_factory=set)
    has_transfers: bool = False
    is_asked: bool = False
    groups: LeftOutGroups = field(init=False)

    def __post_init__(self) -> None:
        self.groups = LeftOutGroups(self.file, PLUGIN)
        self.is_asked = self.siren is not None

    def add(self, place: int, row: BalanceRow | None) -> None:
        """Sort one row."""
        if row is None:
            self.groups.add(SHORT_ROW, place)
            return
        if place <= 2 and (missing := [name for name in FIELDS if name not in row]):
            raise MappingError(
                f"Fichier « {self.file} » : il manque {', '.join(f'« {name} »' for name in missing)} à cette balance. "
                "Téléchargez-la de nouveau, avec toutes ses colonnes."
            )
        siren = siren_of(text_of(row, "siren"))
        if siren is not None and not self.is_asked:
            self.authorities.setdefault(siren, text_of(row, "lbudg"))
        self.siren = self.siren or siren
        number = text_of(row, "compte")
        digital = digital_accounts().of(number)
        if siren is None or siren != self.siren:
            self.groups.add(OTHER_AUTHORITY, place)
        elif digital is None:
            self.groups.add(NOT_DIGITAL, place)
        else:
            self._add_digital(place, row, number, digital.text)

    def _add_digital(self, place: int, row: BalanceRow, number: str, label: str) -> None:
        amount, year = self._net(row), _year(text_of(row, "exer")) or self.year_of_name
        self.plans.add(text_of(row, "nomen"))
        if amount is None:
            self._leave_out(place, f"{number} | {text_of(row, 'obnetdeb')}", UNREADABLE)
        elif year is None:
            self._leave_out(place, number, NO_YEAR)
        elif amount == 0:
            self.groups.add(NO_MOVEMENT, place)
        else:
            said = _Said(text_of(row, "lbudg"), number, label, amount, year)
            whole = (said, text_of(row, "ident"), text_of(row, "fonction"))
            if whole in self.seen:
                self._leave_out(place, number, REPEATED)
            else:
                self.seen.add(whole)
                self.kept.append((place, said))

    def _net(self, row: BalanceRow) -> Decimal | None:
        """Debits less credits of the budget, without its internal transfers; `None` when one of them cannot be read."""
        debit, credit = (read_euros(row.get(name)) for name in ("obnetdeb", "obnetcre"))
        if debit is None or credit is None:
            return None
        if "oobdeb" not in row and "oobcre" not in row:
            return to_cents(debit - credit)
        self.has_transfers = True
        moved_in, moved_out = (read_euros(row.get(name) or 0) for name in ("oobdeb", "oobcre"))
        if moved_in is None or moved_out is None:
            return None
        return to_cents(debit - credit - (moved_in - moved_out))

    def _leave_out(self, place: int, content: str, reason: str) -> None:
        provenance = Provenance(file=self.file, row=place, plugin=PLUGIN)
        self.left_out.append(LeftOut(reason=reason, content=content[:200], provenance=provenance))

    def refuse_doubts(self, count: int) -> None:
        """Refuse a file of several collectivités when none is wanted, or in which none can be told."""
        if not self.is_asked and len(self.authorities) > 1:
            shown = ", ".join(
                f"{siren} ({quotable(name, limit=MAX_NAME)})" if name else siren
                for siren, name in list(self.authorities.items())[:5]
            )
            raise InputError(
                f"Fichier « {self.file} » : comptes de {len(self.authorities)} collectivités, et aucun SIREN donné pour choisir. "
                f"Indiquez-le. Vues : {shown}{', …' if len(self.authorities) > 5 else ''}."
            )
        if count and self.siren is None:
            raise InputError(f"Fichier « {self.file} » : aucun SIREN bien formé. Rien ne dit à qui sont ces comptes.")

    def notices(self) -> tuple[str, ...]:
        """What the user should know of these accounts."""
        known = digital_accounts()
        said = []
        if not self.is_asked and self.siren:
            said.append(f"aucun SIREN donné : le fichier n’a qu’une collectivité, {self.siren}, et c’est elle qui est retenue")
        if not self.kept:
            said.append("aucun compte numérique de la collectivité dans ce fichier : vérifiez le SIREN et l’exercice")
            return tuple(said)
        said.append(NET if self.has_transfers else f"{NET.partition(', sans')[0]} ; {WITH_TRANSFERS}")
        said.append(f"liste des comptes numériques ({known.nomenclature}) : {known.status}")
        if other := sorted(plan for plan in self.plans if plan and not plan.startswith(known.nomenclature)):
            said.append(f"comptes tenus au plan {', '.join(other)} : la liste est celle du plan {known.nomenclature}")
        return tuple(said)


def _year_of_name(path: Path) -> int | None:
    """The only year that the name of a file gives; `None` for none, or several."""
    found = set(_YEAR_IN_NAME.findall(path.stem))
    return int(found.pop()) if len(found) == 1 else None


def _year(written: str) -> int | None:
    found = _YEAR.match(written)
    return int(found.group(1)) if found and int(found.group(1)) in YEARS else None
