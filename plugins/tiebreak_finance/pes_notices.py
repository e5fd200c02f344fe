"""What the user should know of how a year of PES files was understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tiebreak import SpendLine
from tiebreak_finance.gathered import said_count, said_euros
from tiebreak_finance.pes_entries import Bordereau, Tally

SHOWN_NAMES = 5


@dataclass(slots=True)
class YearCounts:
    """What is counted over all the bordereaux."""

    perimeter_version: str
    lines: int = 0
    vouchers: int = 0
    digital_vouchers: int = 0
    unnamed: int = 0
    reverse_charged: int = 0
    shared: dict[str, Tally] = field(default_factory=dict)
    not_as_announced: list[str] = field(default_factory=list)
    issuers: set[str] = field(default_factory=set)

    def add(self, bordereau: Bordereau) -> None:
        """Count one bordereau that was read."""
        self.vouchers += bordereau.voucher_count
        self.digital_vouchers += bordereau.digital_voucher_count
        self.unnamed += bordereau.unnamed_count
        self.reverse_charged += bordereau.reverse_charged_count
        if not bordereau.is_as_announced:
            self.not_as_announced.append(bordereau.number)
        for account, tally in bordereau.shared.items():
            self.shared.setdefault(account, Tally(tally.first_rank)).add(tally.cents, count=tally.count)


def year_notices(counts: YearCounts, lines: Sequence[SpendLine]) -> Iterator[str]:
    """What was taken, what was left, and what cannot be vouched for, in French."""
    yield (
        f"Périmètre numérique : {said_count(counts.digital_vouchers, 'mandat', 'mandats')} sur {counts.vouchers} et "
        f"{said_count(len(lines), 'ligne', 'lignes')} sur {counts.lines}, d’après le compte et les mots (comptes et mots "
        f"{counts.perimeter_version}, non vérifiés). Le reste est écarté et compté par raison."
    )
    yield (
        "Montants TTC : MtHT + MtTVA, ce que le mandat paie. Un budget non assujetti à la TVA n’écrit pas MtTVA et compte "
        "la taxe dans MtHT (usage constaté, non vérifié auprès de la DGFiP)."
    )
    if counts.shared:
        accounts = ", ".join(
            f"{account} : {said_count(tally.count, 'ligne', 'lignes')}, {said_euros(tally.cents)}"
            for account, tally in sorted(counts.shared.items())
        )
        yield f"Comptes qui servent aussi à autre chose, lignes que rien ne dit numériques : {accounts}."
    if negative := sum(line.amount < 0 for line in lines):
        yield f"{said_count(negative, 'ligne se retranche', 'lignes se retranchent')} : annulations, réductions, avoirs."
    if counts.unnamed:
        yield (
            f"{said_count(counts.unnamed, 'ligne', 'lignes')} d’un tiers qui est ou peut être une personne physique : le montant "
            "compte, ni nom ni libellé ne sont gardés."
        )
    if counts.reverse_charged:
        yield (
            f"{said_count(counts.reverse_charged, 'ligne', 'lignes')} en TVA intracommunautaire : la taxe due en France ne s’y lit "
            "pas, leur montant peut être hors taxe."
        )
    if counts.not_as_announced:
        yield (
            "Bordereaux dont le nombre de mandats ou le montant n’est pas celui qu’ils annoncent : "
            f"{some(counts.not_as_announced)}. Vérifiez que leurs fichiers sont entiers."
        )
    if len(counts.issuers) > 1:
        yield f"Flux de plusieurs collectivités (SIREN {some(sorted(counts.issuers))}) : leurs dépenses sont additionnées."


def some(names: Sequence[str]) -> str:
    """The first few names, and how many others.

    >>> some(["1", "2", "3", "4", "5", "6"])
    '1, 2, 3, 4, 5 et 1 autre'
    """
    more = len(names) - SHOWN_NAMES
    return ", ".join(names[:SHOWN_NAMES]) + (f" et {said_count(more, 'autre', 'autres')}" if more > 0 else "")
