"""From the words of a line of expense to a product, an editor and a payee of the catalogue."""

from tiebreak.recognition.recogniser import Recogniser, is_middleman

__all__ = ["Recogniser", "is_middleman"]
