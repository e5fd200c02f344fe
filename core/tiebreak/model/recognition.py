"""What was recognised in a line of expense, how, and how sure. Unknown is an answer."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from tiebreak.model.base import Frozen, Identifier, Text
from tiebreak.model.interval import Share


class RecognitionMethod(StrEnum):
    """How something was recognised, surest first."""

    DECISION = "decision"
    ALIAS = "alias"
    SIREN = "siren"
    PRODUCT = "product"
    FUZZY = "fuzzy"
    NONE = "none"


class Recognition(Frozen):
    """Who is paid, who edits, and which product, each possibly unknown."""

    solution: Identifier | None = None
    editor: Identifier | None = None
    """Editor or manufacturer of what is bought; `None` when only a reseller is known."""
    payee: Identifier | None = None
    """Supplier that is paid, when the catalogue knows it."""
    suggestion: Identifier | None = None
    """Supplier whose name is near: to be confirmed by the user, counted as unknown until then."""
    is_subscription: bool = False
    """True when a licence or subscription is bought rather than a service: the money is the editor's."""
    method: RecognitionMethod
    confidence: Share = Decimal(0)
    explanation: Text
    """One sentence in French."""
