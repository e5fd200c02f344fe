"""All the records of all plugins, by identifier; what two plugins both claim is a fault, never a silent choice."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from tiebreak.model.catalogue import CatalogueFault
from tiebreak.model.knowledge import HelpEntry, KnowledgeDocuments, KnowledgeRecord, LegalText


class KnowledgeBase:
    """Records and texts of law by identifier; the second of two that share one is left out and told."""

    def __init__(self, documents: Iterable[KnowledgeDocuments] = ()) -> None:
        """Args: documents: what each plugin gave, in the order that decides who came first."""
        given = list(documents)
        faults: list[CatalogueFault] = [fault for each in given for fault in each.faults]
        self._texts: dict[str, LegalText] = {}
        self._records: dict[str, KnowledgeRecord] = {}
        self._help: dict[str, HelpEntry] = {}
        for each in given:
            for text in each.texts:
                if text.id in self._texts:
                    faults.append(_twice(text.place, text.id, self._texts[text.id].place))
                else:
                    self._texts[text.id] = text
            for record in each.records:
                if record.id in self._records:
                    faults.append(_twice(record.place, record.id, self._records[record.id].place))
                else:
                    self._records[record.id] = record
            for entry in each.help:
                if entry.id in self._help:
                    faults.append(_twice(entry.place, entry.id, self._help[entry.id].place))
                else:
                    self._help[entry.id] = entry
        self.out_of_scope = tuple(entry for each in given for entry in each.out_of_scope)
        self.version = " + ".join(sorted({each.version for each in given})) or "vide"
        self.faults = tuple(faults)

    @property
    def texts(self) -> MappingProxyType[str, LegalText]:
        """Texts of law, by identifier."""
        return MappingProxyType(self._texts)

    @property
    def records(self) -> MappingProxyType[str, KnowledgeRecord]:
        """Records, by identifier."""
        return MappingProxyType(self._records)

    @property
    def help(self) -> MappingProxyType[str, HelpEntry]:
        """What is said of the tool itself, by identifier."""
        return MappingProxyType(self._help)

    def place_words(self, place: str) -> str:
        """An article as a French reader names it, such as « article L. 2112-4, Code de la commande publique »."""
        text, _, article = place.partition(":")
        known = self._texts.get(text)
        number = article_words(article, unit=known.unit if known else "article")
        return ", ".join(part for part in (number, known.short if known else text) if part)


def article_words(article: str, *, unit: str = "article") -> str:
    """An article's number as it is printed; empty when it is no number but a word of ours for the whole text.

    >>> article_words("L2112-4"), article_words("28"), article_words("annexe-III"), article_words("decision")
    ('article L. 2112-4', 'article 28', 'annexe III', '')
    """
    letter, rest = article[:1], article[1:]
    if article.casefold().startswith("annexe"):
        return article.replace("-", " ")
    if letter in "LRD" and rest[:1].isdigit():
        return f"{unit} {letter}. {rest}"
    return f"{unit} {article}" if any(character.isdigit() for character in article) else ""


def _twice(place: str, identifier: str, first: str) -> CatalogueFault:
    return CatalogueFault(place=place, entry=identifier, said=f"cet identifiant est déjà pris ({first or 'autre extension'})")
