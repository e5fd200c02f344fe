"""What is printed must be said by something: figures by the register of facts, rules and names by passages that are cited."""

from tiebreak.grounding.ledger import Ledger
from tiebreak.grounding.pairing import stands_for, unpaired
from tiebreak.grounding.placing import PlacedFacts
from tiebreak.grounding.rendering import printed, render
from tiebreak.grounding.support import sentences_in
from tiebreak.grounding.verifier import objections

__all__ = ["Ledger", "PlacedFacts", "objections", "printed", "render", "sentences_in", "stands_for", "unpaired"]
