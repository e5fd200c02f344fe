"""What is used, for which function, by whom: the object on which everything else works."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, NonNegativeInt

from tiebreak.model.base import Frozen, Identifier, Text
from tiebreak.model.money import Euros
from tiebreak.model.nomenclature import Criticality
from tiebreak.model.recognition import Recognition


class Dependency(Frozen):
    """A product or supplier that the collectivité relies on for one function.

    Lines, contracts, installations and uses are only its evidence, named by their identifiers.
    """

    id: Identifier
    label: Text
    """Product, or supplier as written when no product was recognised."""
    function: Identifier | None
    """`None` when nothing tells what it is for."""
    other_functions: tuple[Identifier, ...] = ()
    """Other functions for which somebody said, or a trace showed, that it is used."""
    amounts_by_spend_type: tuple[tuple[Identifier | None, Euros], ...] = ()
    """Annual euros by type of expense, as the source states it, else that of the function, else `None`."""
    used_by: tuple[str, ...] = ()
    """Departments of the collectivité named by the evidence."""
    recognition: Recognition
    spend_line_ids: tuple[Identifier, ...] = ()
    contract_ids: tuple[Identifier, ...] = ()
    inventory_ids: tuple[Identifier, ...] = ()
    use_ids: tuple[Identifier, ...] = ()
    annual_amount: Euros | None
    """Net annual euros of the diagnosis's perimeter; may be negative for a lone credit note. `None` when no expense shows it."""
    declared_amount: tuple[Euros, Euros | None] | None = None
    """Between what annual euros it was declared to cost, open above when the second is `None`; in no share of money."""
    criticality: Criticality
    criticality_is_default: bool
    """True until the collectivité decides: the default of the function, or 2 without function."""
    contract_end: date | None = None
    """Latest end among its contracts, else as declared; `None` when none is known."""
    notice_months: Annotated[int, Field(ge=0, le=60)] | None = None
    renews_tacitly: bool | None = None
    licence_count: NonNegativeInt | None = None
    """Sum over departments and contracts of the largest count seen in each; else the users declared."""
    installations: NonNegativeInt | None = None
    """Machines on which it was seen; `None` when no inventory shows it."""
    conflicts: tuple[str, ...] = ()
    """Where two sources disagree about it, in French sentences."""

    @property
    def known_amount(self) -> Decimal:
        """The money that is known of it, for sums; an unknown amount adds nothing."""
        return Decimal(0) if self.annual_amount is None else self.annual_amount

    @property
    def functions(self) -> tuple[str, ...]:
        """All that it is known to be used for, the main one first."""
        return (*((self.function,) if self.function else ()), *self.other_functions)

    @property
    def spend_type(self) -> str | None:
        """The type that holds most of its money."""
        if not self.amounts_by_spend_type:
            return None
        return max(self.amounts_by_spend_type, key=lambda part: (part[1], part[0] or ""))[0]
