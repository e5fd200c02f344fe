"""Public data about a collectivité: its contracts, its mail, its accounts; and the list of free software of the State."""

from tiebreak_opendata.sill import SillProposal, read_sill

__all__ = ["SillProposal", "read_sill"]
