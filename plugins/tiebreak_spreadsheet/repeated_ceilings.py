"""Public data repeat a contract's whole amount for each of its holders: it is counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tiebreak import LeftOut, SpendLine

SHARED_CONTRACT = "même marché partagé entre plusieurs titulaires : montant déjà compté"
SAME_ROW = "ligne identique à une autre du même marché : montant déjà compté"


def without_repeated_ceilings(lines: Sequence[SpendLine]) -> tuple[list[SpendLine], list[LeftOut]]:
    """One line a contract, and those that repeat it."""
    groups: dict[tuple[str | None, str, Decimal], list[SpendLine]] = defaultdict(list)
    for line in lines:
        alone = line.id if line.contract_number is None else ""
        groups[line.contract_number, f"{line.label}{alone}", line.amount].append(line)
    kept: list[SpendLine] = []
    left_out: list[LeftOut] = []
    for first, *others in groups.values():
        holders = dict.fromkeys(line.supplier_text for line in (first, *others) if line.supplier_text)
        if others:
            kept.append(
                replace(
                    first,
                    supplier_text=" ; ".join(holders) or None,
                    supplier_siren=first.supplier_siren if len(holders) < 2 else None,
                )
            )
        else:
            kept.append(first)
        left_out += [_repeated(line, len(holders)) for line in others]
    return kept, left_out


def _repeated(line: SpendLine, holder_count: int) -> LeftOut:
    return LeftOut(
        reason=SHARED_CONTRACT if holder_count > 1 else SAME_ROW,
        content=f"{line.contract_number} | {line.supplier_text} | {line.label}"[:200],
        amount=line.amount,
        provenance=line.provenance,
    )
