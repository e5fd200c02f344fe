"""What a label names: a product, or at least its maker, as far as the words around a name confirm it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tiebreak.catalogue.index import Catalogue
from tiebreak.model.catalogue import Solution, Supplier
from tiebreak.recognition.context import Context, words_of
from tiebreak.recognition.kinds import MAKERS, is_middleman
from tiebreak.recognition.line import Line
from tiebreak.recognition.names import NameIndex, Place
from tiebreak.recognition.near import NearNames
from tiebreak.recognition.payees import Payee

LEAST_MAKER_LETTERS = 3
"""Shorter names of makers stand in labels as initials of something else."""
LEAST_SURE_MAKER_LETTERS = 6
"""A maker with so long a name is told by it, where nothing says that something else is paid."""


class Labels:
    """Finds the products and makers that labels name."""

    def __init__(self, catalogue: Catalogue, suppliers: NameIndex, function_words: Mapping[str, frozenset[str]]) -> None:
        self._catalogue = catalogue
        self._suppliers = suppliers
        self._function_words = function_words
        self.products = NameIndex(catalogue.solutions.values())
        self._near_products: dict[str, NearNames] = {}

    def product_of(self, line: Line, payee: Payee) -> Solution | None:
        """The product that the label names; else the one that stands in the place of who is paid."""
        if (found := self._product_in(line.label_words, line.context, payee.supplier)) is not None:
            return found
        if payee.supplier is None and line.supplier_words:
            whole = self.products.whole(line.supplier_words)
            if len(whole) == 1 and whole[0].rule is None and not line.context.is_other:
                return self._if_allowed(whole[0].entry, None)
            if line.context.is_digital:
                return self._product_in(line.supplier_words, line.context, None, allows_ambiguous=False)
        return self._near_product_in(line, payee.supplier)

    def _product_in(
        self, words: Sequence[str], context: Context, payee: Supplier | None, *, allows_ambiguous: bool = True
    ) -> Solution | None:
        """The longest product name that stands among these words; the first one on a tie."""
        for place in self.products.within(words):
            solutions = {
                solution.id: solution
                for named in place.named
                if named.rule is None or allows_ambiguous
                if (solution := self._if_allowed(named.entry, payee)) is not None
                and (named.rule is None or self._is_confirmed(place, solution, words, context, payee))
            }
            if len(solutions) == 1:
                (solution,) = solutions.values()
                if not self._is_touched(self._catalogue.suppliers[solution.supplier], words[: place.start], payee):
                    return solution
        return None

    @staticmethod
    def _is_touched(other: Supplier, before: Sequence[str], payee: Supplier | None) -> bool:
        """Whether a maker is paid for what it does to another one's product: a connector to it, its backup, its successor."""
        if payee is None or payee.id == other.id or not MAKERS & set(payee.kinds):
            return False
        return not words_of("touching_words").isdisjoint(before)

    def _is_confirmed(
        self, place: Place, solution: Solution, words: Sequence[str], context: Context, payee: Supplier | None
    ) -> bool:
        """Whether an ambiguous name is a product's here: by who is paid, by the function, or by the words around."""
        rule = next(named.rule for named in place.named if named.entry == solution.id)
        if rule is None:
            return True
        around = context.without(words, place.start, place.end)
        if context.refutes(rule):
            return False
        if (payee is not None and payee.id == solution.supplier) or context.function in solution.functions:
            return True
        if payee is not None and MAKERS & set(payee.kinds):
            return around.says_for(rule)
        others = [named for named in place.named if named.entry != solution.id]
        if any(self._catalogue.solutions[named.entry].supplier == (payee.id if payee else None) for named in others):
            return False
        is_whole = len(words) == place.end - place.start
        telling = self._function_words.get(solution.functions[0], frozenset())
        return around.confirms(rule, is_whole=is_whole, sells_others=_sells_others(payee), function_words=telling)

    def _if_allowed(self, identifier: str, payee: Supplier | None) -> Solution | None:
        """The solution, unless its names are only its own where its supplier is paid."""
        solution = self._catalogue.solutions[identifier]
        return solution if not solution.needs_supplier or (payee is not None and payee.id == solution.supplier) else None

    def _near_product_in(self, line: Line, payee: Supplier | None) -> Solution | None:
        """A product of who is paid whose name the label nearly writes: the editor is known without it."""
        if payee is None:
            return None
        words, names = line.label_words, self._near_products_of(payee.id)
        for length in (3, 2, 1):
            for start in range(len(words) - length + 1):
                near = names.nearest(words[start : start + length])
                if near is not None:
                    return self._catalogue.solutions[near.named.entry]
        return None

    def _near_products_of(self, supplier: str) -> NearNames:
        if supplier not in self._near_products:
            names = self.products.safe_names
            own = (named for named in names if self._catalogue.solutions[named.entry].supplier == supplier)
            self._near_products[supplier] = NearNames(own)
        return self._near_products[supplier]

    def other_maker_in(self, line: Line, payee: Supplier | None) -> Supplier | None:
        """A maker that the label names and that is not who is paid."""
        for place in self._suppliers.within(line.label_words):
            named, *others = place.named
            around = line.context.without(line.label_words, place.start, place.end)
            is_short = len("".join(named.words)) < LEAST_MAKER_LETTERS
            if others or (is_short and (named.rule is None or not around.says_for(named.rule))):
                continue
            supplier = self._catalogue.suppliers[named.entry]
            if (payee is not None and payee.id == supplier.id) or not MAKERS & set(supplier.kinds):
                continue
            if self._is_touched(supplier, line.label_words[: place.start], payee):
                continue
            if named.rule is not None and not around.confirms(named.rule, sells_others=_sells_others(payee)):
                continue
            is_long = len(named.words) > 1 or len("".join(named.words)) >= LEAST_SURE_MAKER_LETTERS
            is_told = around.may_be_digital or (is_long and not around.is_other)
            if supplier.is_multi_trade and not around.is_digital:
                continue
            if payee is not None or is_told:
                return supplier
        return None


def _sells_others(payee: Supplier | None) -> bool:
    return payee is not None and is_middleman(payee)
