"""From the words of a line of expense to a product, an editor and a payee of the catalogue."""

from tiebreak.recognition.kinds import is_middleman
from tiebreak.recognition.recogniser import Recogniser

__all__ = ["Recogniser", "is_middleman"]
