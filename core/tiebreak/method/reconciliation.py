"""Public accounts beside the table of expenses: how much of an account the table holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from tiebreak.model.diagnosis import Reconciliation
from tiebreak.model.evidence import AccountBalance, SpendLine
from tiebreak.model.money import AmountKind


def reconcile(lines: Sequence[SpendLine], balances: Iterable[AccountBalance], year: int | None) -> tuple[Reconciliation, ...]:
    """Each public account of the year beside the paid lines of that account, in the order of accounts.

    The lines of an account are those whose account begins by its number. Without lines, with some HT and
    others TTC, or without a year that both share, the table's side is unknown.
    """
    paid = [line for line in lines if line.amount_kind is AmountKind.PAID and line.account]
    if len({line.tax_basis for line in paid}) > 1:
        paid = []
    return tuple(
        Reconciliation(
            account=balance.account,
            label=balance.label,
            year=balance.year,
            balance=balance.amount,
            lines=_of_account(paid, balance.account) if paid and balance.year == year else None,
        )
        for balance in sorted(balances, key=lambda each: (each.year, each.account))
    )


def _of_account(lines: Iterable[SpendLine], account: str) -> Decimal:
    return sum((line.amount for line in lines if (line.account or "").strip().startswith(account)), Decimal(0))
