"""Official texts that the user brings: read article by article, with their path and their dates. Only they may be quoted."""

from tiebreak_knowledge.official.passages import passages_of
from tiebreak_knowledge.official.reading import read_official
from tiebreak_knowledge.official.text import OfficialArticle, OfficialText

__all__ = ["OfficialArticle", "OfficialText", "passages_of", "read_official"]
