"""Who is paid: by the SIREN when the name says another, by the whole name, by a name that company words follow, else by a near name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tiebreak.model.catalogue import Supplier, SupplierKind
from tiebreak.model.recognition import RecognitionMethod
from tiebreak.recognition.context import Context, words_of
from tiebreak.recognition.line import words_read_in
from tiebreak.recognition.names import Named, NameIndex
from tiebreak.recognition.near import NearNames

LONG_NAME_LETTERS = 10
"""Letters from which a name of several words is nearly written by nobody else."""
LEAST_WITHIN = 6
"""Letters of a name that may stand after other words."""
LEAST_RIVAL = 3
"""Letters of a name that, beside another one, leaves open which of the two is paid."""
LEAST_DISTINCT = 2
"""Words from which a name is a company's own even when other words follow it."""
BODIES = frozenset({SupplierKind.PUBLIC_BODY, SupplierKind.MUTUALISING_BODY, SupplierKind.PURCHASING_BODY})
"""Their names are made of words that others' names also begin with: what follows tells which body it is."""


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

    def __init__(self, suppliers: Mapping[str, Supplier], function_words: Mapping[str, frozenset[str]]) -> None:
        self._suppliers = suppliers
        self._function_words = function_words
        self.names = NameIndex(suppliers.values())
        self._sirens = {siren: supplier.id for supplier in suppliers.values() for siren in supplier.siren}
        self._near = NearNames(self.names.every_name)

    def of(self, text: str | None, siren: str | None, label_context: Context) -> Payee:
        """Who is paid, as far as the name, the number and the words of the label tell."""
        words = words_read_in(text or "")
        identifier = self._sirens.get(siren or "")
        found = self._of_whole(words, label_context)
        if found and identifier in {None, found.entry}:
            return self._sure(found, f"« {text} » est un nom connu de")
        if identifier is not None:
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
        return _only(named for named in self.names.whole(words) if self._is_confirmed(named, label_context, is_whole=True))

    def _is_confirmed(self, named: Named, label_context: Context, *, is_whole: bool) -> bool:
        """Whether a name is its supplier's here: a safe one always is."""
        if named.rule is None:
            return True
        telling = self._function_words.get(named.entry, frozenset())
        return label_context.confirms(named.rule, is_whole=is_whole, function_words=telling)

    def _of_beginning(self, words: Sequence[str], label_context: Context) -> Named | None:
        """A name that other words follow or precede: company words alone, or a name of several words; not one among several."""
        places = list(self.names.within(words))
        safe = {
            place.named[0].entry for place in places if place.named[0].rule is None and _letters(place.named[0]) >= LEAST_RIVAL
        }
        if len(safe) > 1:
            return None
        for place in places:
            others = [*words[: place.start], *words[place.end :]]
            named = _only(each for each in place.named if self._is_confirmed(each, label_context, is_whole=False))
            if named is None:
                continue
            if words_of("company_words").issuperset(others):
                return named
            if self._is_body(named) and len(named.words) >= LEAST_DISTINCT and words[place.end :]:
                continue
            is_long = len(named.words) >= LEAST_DISTINCT or _letters(named) >= LEAST_WITHIN
            if named.rule is None and is_long and not label_context.is_other:
                return named
            if named.rule is None and label_context.is_digital and place.start == 0:
                return named
        return None

    def _is_body(self, named: Named) -> bool:
        return not BODIES.isdisjoint(self._suppliers[named.entry].kinds)

    def _of_near(self, words: Sequence[str], text: str, label_context: Context) -> Payee:
        """A name but for a few letters: counted when it is long or the line digital, else only suggested."""
        company = words_of("company_words")
        core = [*words]
        while len(core) > 1 and core[-1] in company:
            core.pop()
        near = self._near.nearest(words) or (self._near.nearest(core) if len(core) < len(words) else None)
        near = near or self._near.abbreviated(words, company)
        if near is None:
            return NOBODY
        supplier = self._suppliers[near.named.entry]
        if not self._is_confirmed(near.named, label_context, is_whole=True):
            return Payee(None, RecognitionMethod.FUZZY, suggestion=supplier, confidence=near.likeness)
        is_long = len(words) > 1 and sum(map(len, words)) >= LONG_NAME_LETTERS and not label_context.is_other
        if not is_long and not label_context.may_be_digital:
            return Payee(None, RecognitionMethod.FUZZY, suggestion=supplier, confidence=near.likeness)
        how = f"« {text} » s’écrit presque comme {supplier.name}"
        return Payee(supplier, RecognitionMethod.FUZZY, how, confidence=near.likeness)


def _letters(named: Named) -> int:
    return sum(map(len, named.words))


def _only(named: Iterable[Named]) -> Named | None:
    """The one entry named; `None` when there is none, or several."""
    found: dict[str, Named] = {}
    for each in named:
        found[each.entry] = each
    return next(iter(found.values())) if len(found) == 1 else None
