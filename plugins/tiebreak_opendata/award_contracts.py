"""From published contracts to evidence: which are kept, what they say, and what the user should know of them."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tiebreak import AmountKind, LeftOut, Provenance, PurchaseContract, TaxBasis
from tiebreak_opendata.awards import DOUBTS, Award
from tiebreak_opendata.cpv import list_status
from tiebreak_opendata.values import last_day

DIGEST_LENGTH = 8
SHOWN_NUMBERS = 3
LOST = "\ufffd"
REPEATED = "marché répété à l’identique"
OLDER = "version antérieure d’un marché publié de nouveau"
CEILINGS = (
    "marchés publiés : leurs montants sont des plafonds pour toute leur durée, hors taxes, jamais des dépenses ; "
    "la fin est calculée de la notification et de la durée, et la reconduction n’est pas publiée"
)


@dataclass(frozen=True)
class Kept:
    """Contracts of one file as evidence, those left out one by one, and what is to be said."""

    contracts: tuple[PurchaseContract, ...]
    left_out: tuple[LeftOut, ...]
    notices: tuple[str, ...]


def kept_contracts(awards: Sequence[Award], file: str, plugin: str) -> Kept:
    """Each contract once, in its latest version, with the amount of a group counted once."""
    kept, superseded = _latest(sorted(awards, key=lambda award: award.row))
    digest = _digest(kept)
    contracts = [
        contract
        for rank, award in enumerate(kept, start=1)
        for contract in _contracts(award, f"decp-{digest}-{rank}", file, plugin)
    ]
    left_out = [
        LeftOut(
            reason=reason,
            content=f"{award.number} | {award.subject}"[:200],
            amount=award.amount if row == award.row else None,
            provenance=Provenance(file=file, row=row, plugin=plugin),
        )
        for award, reason in superseded
        for row in award.holder_rows or (award.row,)
    ]
    return Kept(tuple(contracts), tuple(left_out), _notices(kept))


def _latest(awards: Iterable[Award]) -> tuple[list[Award], list[tuple[Award, str]]]:
    """The contracts to keep, in their order, and those that repeat or precede another, with the reason.

    Two publications of one contract are told apart by their modifications, then by their day; when nothing
    tells them apart and they differ, both are kept, and the user is told.
    """
    versions: dict[object, list[Award]] = defaultdict(list)
    superseded: list[tuple[Award, str]] = []
    seen: set[object] = set()
    for award in awards:
        if award.content in seen:
            superseded.append((award, REPEATED))
            continue
        seen.add(award.content)
        versions[award.identity].append(award)
    kept: list[Award] = []
    for same in versions.values():
        newest = max(_version(award) for award in same)
        kept += [award for award in same if _version(award) == newest]
        superseded += [(award, OLDER) for award in same if _version(award) != newest]
    return sorted(kept, key=lambda award: award.row), sorted(superseded, key=lambda each: each[0].row)


def _version(award: Award) -> tuple[int, str]:
    return award.change_count, award.published.isoformat() if award.published else ""


def _digest(awards: Iterable[Award]) -> str:
    content = "\n".join(repr(award.content) for award in awards)
    return hashlib.sha256(content.encode("utf-8", errors="replace")).hexdigest()[:DIGEST_LENGTH]


def _contracts(award: Award, identifier: str, file: str, plugin: str) -> list[PurchaseContract]:
    """The contract; for a group, also one without amount for each holder, so that its expenses find their dates.

    Shares within a group are not published: the amount goes to the group, under all its names.
    """
    end = last_day(award.notified, award.months) if award.notified and award.months else None

    def contract(suffix: str, supplier: str | None, row: int, *, has_amount: bool) -> PurchaseContract:
        amount = award.amount if has_amount else None
        return PurchaseContract(
            id=identifier + suffix,
            number=award.number or None,
            supplier_text=supplier,
            subject=award.subject,
            start=award.notified,
            end=end,
            amount=amount,
            amount_kind=AmountKind.CEILING,
            tax_basis=TaxBasis.EXCLUDED,
            months=award.months if amount is not None else None,
            provenance=Provenance(file=file, row=row, column="montant" if amount is not None else None, plugin=plugin),
        )

    names = [holder.text for holder in award.holders]
    whole = contract("", " ; ".join(names) or None, award.row, has_amount=True)
    if len(names) < 2:
        return [whole]
    rows = award.holder_rows or (award.row,) * len(names)
    each = [
        contract(f"-{rank}", name, row, has_amount=False)
        for rank, (name, row) in enumerate(zip(names, rows, strict=True), start=1)
    ]
    return [whole, *each]


def _notices(awards: Sequence[Award]) -> tuple[str, ...]:
    if not awards:
        return ()
    said = [CEILINGS, f"liste des codes CPV tenus pour numériques : {list_status()}"]
    groups = [award for award in awards if len(award.holders) > 1]
    if groups:
        said.append(
            f"{_count(groups)} à plusieurs titulaires{_numbers(groups)} : "
            "la part de chacun n’est pas publiée, le montant est celui du groupement"
        )
    unnamed = [award for award in awards if any(not holder.name for holder in award.holders)]
    if unnamed:
        said.append(
            f"{_count(unnamed)} dont un titulaire n’a que son identifiant{_numbers(unnamed)} : "
            "le fichier consolidé au format tabulaire donne son nom"
        )
    counts = Counter(award.identity[:2] for award in awards if award.number)
    twice = [award for award in awards if counts[award.identity[:2]] > 1]
    if twice:
        said.append(f"{_count(twice)} de même numéro et de contenus différents{_numbers(twice)} : tous sont gardés")
    lost = [award for award in awards if LOST in "".join([award.subject, *(holder.name for holder in award.holders)])]
    if lost:
        said.append(f"{_count(lost)} avec des caractères perdus avant la publication{_numbers(lost)} : gardés tels quels")
    for doubt, done in DOUBTS.items():
        if doubtful := [award for award in awards if doubt in award.doubts]:
            said.append(f"{_count(doubtful)} avec {doubt}{_numbers(doubtful)} : {done}")
    return tuple(said)


def _count(awards: Sequence[Award]) -> str:
    return f"{len(awards)} marché{'s' if len(awards) > 1 else ''}"


def _numbers(awards: Sequence[Award]) -> str:
    """A few numbers, in brackets, so that they can be found."""
    numbers = list(dict.fromkeys(award.number for award in awards if award.number))
    shown = ", ".join(numbers[:SHOWN_NUMBERS]) + (", …" if len(numbers) > SHOWN_NUMBERS else "")
    return f" ({shown})" if shown else ""
