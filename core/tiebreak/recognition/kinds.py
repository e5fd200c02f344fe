"""What kinds of suppliers sell of their own, and what they sell of others."""

from __future__ import annotations

from tiebreak.model.catalogue import Supplier, SupplierKind

MIDDLEMEN = frozenset({SupplierKind.RESELLER, SupplierKind.PURCHASING_BODY, SupplierKind.MUTUALISING_BODY})
"""Kinds paid for the products of others."""
MAKERS = frozenset({SupplierKind.EDITOR, SupplierKind.MANUFACTURER})
"""Kinds whose own products are bought, even when they also resell."""
OPERATORS = frozenset({SupplierKind.HOSTING_PROVIDER, SupplierKind.TELECOM_OPERATOR})
"""Kinds that sell a service of their own, and often the products of others."""


def is_middleman(supplier: Supplier) -> bool:
    """Whether a supplier sells, groups or shares what others make, and makes nothing itself."""
    return bool(MIDDLEMEN & set(supplier.kinds)) and not (MAKERS | OPERATORS) & set(supplier.kinds)
