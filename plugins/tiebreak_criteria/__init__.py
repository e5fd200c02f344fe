"""Criteria sets as data: those shipped, a library of CISO Assistant that the user brings, one's own copy of the IRN."""

from tiebreak_criteria.ciso_library import read_library
from tiebreak_criteria.irn import read_irn
from tiebreak_criteria.loader import load_sets, read_set

__all__ = ["load_sets", "read_irn", "read_library", "read_set"]
