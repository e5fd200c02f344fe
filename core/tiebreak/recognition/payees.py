"""Who is paid: by the whole name, by SIREN, by a name that company words follow, else by a near name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tiebreak.model.catalogue import Supplier
from tiebreak.model.recognition import RecognitionMethod
from tiebreak.recognition.context import Context, words_of
from tiebreak.recognition.names import Named, NameIndex
from tiebreak.recognition.near import NearNames
from tiebreak.spelling import normalise

LEAST_DISTINCT = 2
"""Words from which a name is a company's own even when other words follow it."""


@dataclass(frozen=True, slots=True)
class Payee:
    """Who is paid, how that is known, and who it may be when it is not."""

    supplier: Supplier | None
    method: RecognitionMethod
    how: str = ""
    suggestion: Supplier | None = None
    confidence: Decimal = Decimal(0)


NOBODY = Payee(None, RecognitionMethod.NONE)


class Payees:
    """Recognises the name of who is paid."""

    def __init__(self, suppliers: Mapping[str, Supplier]) -> None:
        self._suppliers = suppliers
        self.names = NameIndex(suppliers.values())
        self._sirens = {siren: supplier.id for supplier in suppliers.values() for siren in supplier.siren}
        self._near = NearNames(self.names.safe_names)

    def of(self, text: str | None, siren: str | None, label_context: Context) -> Payee:
        """Who is paid, as far as the name, the number and the words of the label tell."""
        words = normalise(text or "").split()
        if found := self._of_whole(words, label_context):
            return self._sure(found, f"« {text} » est un nom connu de")
        if siren and (identifier := self._sirens.get(siren)):
            supplier = self._suppliers[identifier]
            return Payee(
                supplier, RecognitionMethod.SIREN, f"Le SIREN {siren} est celui de {supplier.name}", confidence=Decimal(1)
            )
        if found := self._of_beginning(words, label_context):
            return self._sure(found, f"« {text} » commence par un nom connu de")
        return self._of_near(words, text or "", label_context)

    def _sure(self, named: Named, how: str) -> Payee:
        supplier = self._suppliers[named.entry]
        return Payee(supplier, RecognitionMethod.ALIAS, f"{how} {supplier.name}", confidence=Decimal(1))

    def _of_whole(self, words: Sequence[str], label_context: Context) -> Named | None:
        return _only(
            named for named in self.names.whole(words) if named.rule is None or label_context.confirms(named.rule, is_whole=True)
        )

    def _of_beginning(self, words: Sequence[str], label_context: Context) -> Named | None:
        """A name that other words follow or precede: company words alone, or a name of several words."""
        for place in self.names.within(words):
            others = [*words[: place.start], *words[place.end :]]
            named = _only(each for each in place.named if each.rule is None or label_context.confirms(each.rule, is_whole=False))
            if named is None:
                continue
            if words_of("company_words").issuperset(others):
                return named
            if named.rule is None and place.start == 0 and len(named.words) >= LEAST_DISTINCT and not label_context.is_other:
                return named
            if named.rule is None and place.start == 0 and label_context.is_digital:
                return named
        return None

    def _of_near(self, words: Sequence[str], text: str, label_context: Context) -> Payee:
        near = self._near.nearest(words)
        if near is None:
            return NOBODY
        supplier = self._suppliers[near.named.entry]
        if not label_context.may_be_digital:
            return Payee(None, RecognitionMethod.FUZZY, suggestion=supplier, confidence=near.likeness)
        how = f"« {text} » s’écrit presque comme {supplier.name}, et la ligne dit un achat numérique"
        return Payee(supplier, RecognitionMethod.FUZZY, how, confidence=near.likeness)


def _only(named: Iterable[Named]) -> Named | None:
    """The one entry named; `None` when there is none, or several."""
    found: dict[str, Named] = {}
    for each in named:
        found[each.entry] = each
    return next(iter(found.values())) if len(found) == 1 else None
