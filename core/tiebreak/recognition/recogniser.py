"""The order in which a line is recognised: decision, product in the label, editor stated, payee, maker named, unknown.

No fact about a supplier stands here: all come from the catalogue. Whoever is paid is the editor only of
what nothing shows to be somebody else's: a reseller never, an integrator or operator not when the label
names another maker or a supply of products.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from tiebreak.catalogue.index import Catalogue
from tiebreak.model.case_file import RecognitionDecision
from tiebreak.model.catalogue import Solution, Supplier, SupplierKind
from tiebreak.model.evidence import SpendLine
from tiebreak.model.nomenclature import load_nomenclature
from tiebreak.model.recognition import Recognition, RecognitionMethod
from tiebreak.recognition.context import Context, function_words, words_of
from tiebreak.recognition.installed import installed_product
from tiebreak.recognition.names import NameIndex, Place
from tiebreak.recognition.near import NearNames
from tiebreak.recognition.payees import NOBODY, Payee, Payees
from tiebreak.spelling import normalise

LEAST_MAKER_LETTERS = 3
"""Shorter names of makers stand in labels as initials of something else."""
LEAST_SURE_MAKER_LETTERS = 6
"""A maker with so long a name is told by it, where nothing says that something else is paid."""
SURE = Decimal(1)
NAMED = Decimal("0.95")
"""Confidence of a name that stands in a label."""

MIDDLEMEN = frozenset({SupplierKind.RESELLER, SupplierKind.PURCHASING_BODY, SupplierKind.MUTUALISING_BODY})
"""Kinds paid for the products of others."""
MAKERS = frozenset({SupplierKind.EDITOR, SupplierKind.MANUFACTURER})
"""Kinds whose own products are bought, even when they also resell."""
OPERATORS = frozenset({SupplierKind.HOSTING_PROVIDER, SupplierKind.TELECOM_OPERATOR})
"""Kinds that sell a service of their own, and often the products of others."""


class _Asked(NamedTuple):
    """All that a source says of one line."""

    supplier_text: str | None
    label: str
    siren: str | None
    editor_text: str | None
    account: str | None
    function: str | None
    is_software: bool = False
    """True when somebody is asked which software it is: nothing else can be meant."""


class _Line:
    """One line being recognised: its words, and what surrounds them."""

    __slots__ = ("_is_software", "context", "label_words", "supplier_words")

    def __init__(self, asked: _Asked) -> None:
        self._is_software = asked.is_software
        self.supplier_words = normalise(asked.supplier_text or "").split()
        self.label_words = normalise(asked.label).split()
        self.context = Context(self.label_words, account=asked.account, function=asked.function, is_software=asked.is_software)

    @property
    def is_supply(self) -> bool:
        """Whether the label says that a product is bought rather than a service."""
        return not self._is_software and not words_of("supply_words").isdisjoint(self.label_words)

    @property
    def names_goods(self) -> bool:
        """Whether the label names equipment, and not first a service done on it."""
        goods = words_of("goods_words")
        first = next((index for index, word in enumerate(self.label_words) if word in goods), None)
        if first is None or self._is_software:
            return False
        return not words_of("service_words").intersection(self.label_words[:first])


class Recogniser:
    """Recognises lines against one catalogue; built once, asked for every line. The same words are looked at once."""

    def __init__(self, catalogue: Catalogue, decisions: Iterable[RecognitionDecision] = ()) -> None:
        self._catalogue = catalogue
        self._decisions = tuple(decisions)
        self._products = NameIndex(catalogue.solutions.values())
        self._near_products: dict[str, NearNames] = {}
        self._function_words = {function.id: function_words(function.label) for function in load_nomenclature().functions}
        self._payees = Payees(catalogue.suppliers, self._words_of_suppliers())
        self._seen: dict[_Asked, Recognition] = {}

    def _words_of_suppliers(self) -> dict[str, frozenset[str]]:
        """Words that tell what each supplier's solutions are for."""
        words: defaultdict[str, set[str]] = defaultdict(set)
        for solution in self._catalogue.solutions.values():
            for function in solution.functions:
                words[solution.supplier] |= self._function_words.get(function, frozenset())
        return {supplier: frozenset(found) for supplier, found in words.items()}

    def recognise_line(self, line: SpendLine) -> Recognition:
        """What a line of expense is about."""
        return self.recognise(
            line.supplier_text, line.label, siren=line.supplier_siren, editor_text=line.editor_text, account=line.account
        )

    def recognise(
        self,
        supplier_text: str | None,
        label: str,
        *,
        siren: str | None = None,
        editor_text: str | None = None,
        account: str | None = None,
        function: str | None = None,
    ) -> Recognition:
        """What these words are about, as far as the catalogue and the user can tell.

        `account` is the account of the chart (M57, M14) and `function` a function of the nomenclature, where the source
        gives them: with the other words of the line, they tell a product from a word of everyday language.
        """
        return self._answer(_Asked(supplier_text, label, siren, editor_text, account, function))

    def _answer(self, asked: _Asked) -> Recognition:
        if asked not in self._seen:
            self._seen[asked] = self._recognised(asked)
        return self._seen[asked]

    def _recognised(self, asked: _Asked) -> Recognition:
        if decided := self._decided(asked.supplier_text, asked.label):
            return decided
        line = _Line(asked)
        payee = self._payees.of(asked.supplier_text, asked.siren, line.context)
        if (solution := self._product_of(line, payee)) is not None:
            return self._of_product(solution, payee, line)
        if asked.editor_text:
            return self._of_stated_editor(asked.editor_text, payee)
        maker = self._other_maker_in(line, payee.supplier)
        if payee.supplier is not None:
            return self._of_payee(payee.supplier, payee, line, maker)
        if maker is not None:
            return self._of_maker(maker, payee)
        return _unknown(asked.supplier_text, payee)

    def recognise_product(self, product_text: str, *, publisher_text: str | None = None) -> Recognition:
        """What a software seen on machines is; see `tiebreak.recognition.installed`."""
        if decided := self._decided(publisher_text, product_text) or self._decided(None, product_text):
            return decided.model_copy(update={"payee": None})
        named = self._payees.names.whole(normalise(publisher_text or "").split())
        publisher = self._catalogue.suppliers[named[0].entry] if len(named) == 1 else None
        solution = installed_product(product_text, publisher, self._products, self._catalogue.solutions)
        if solution is None:
            return _unknown(product_text, NOBODY)
        editor = self._catalogue.suppliers[solution.supplier]
        return Recognition(
            solution=solution.id,
            editor=editor.id,
            method=RecognitionMethod.PRODUCT,
            confidence=NAMED,
            explanation=f"« {product_text} » est {solution.name}, de {editor.name}.",
        )

    def recognise_use(self, product_text: str, *, function: str | None = None) -> Recognition:
        """What a product or supplier is, as somebody declares it; nobody is known to be paid for a product."""
        found = self._answer(_Asked(product_text, product_text, None, None, None, function, is_software=True))
        payee = found.payee if found.solution is None else None
        return found.model_copy(update={"payee": payee, "is_subscription": False})

    def _decided(self, supplier_text: str | None, label: str) -> Recognition | None:
        for decision in self._decisions:
            same_supplier = normalise(decision.supplier_text or "") == normalise(supplier_text or "")
            if not same_supplier or (decision.label is not None and normalise(decision.label) != normalise(label)):
                continue
            solution = self._catalogue.solutions.get(decision.solution or "")
            editor = decision.supplier or (solution.supplier if solution else None)
            return Recognition(
                solution=solution.id if solution else None,
                editor=editor if editor in self._catalogue.suppliers else None,
                payee=self._decided_payee(decision, supplier_text),
                method=RecognitionMethod.DECISION,
                confidence=SURE,
                explanation="Indiqué par la collectivité.",
            )
        return None

    def _decided_payee(self, decision: RecognitionDecision, supplier_text: str | None) -> str | None:
        """Who is paid: the supplier indicated; when only a product is, the one that the line names."""
        if decision.supplier in self._catalogue.suppliers:
            return decision.supplier
        named = self._payees.of(supplier_text, None, Context(())).supplier
        return named.id if named else None

    def _product_of(self, line: _Line, payee: Payee) -> Solution | None:
        """The product that the label names; else the one that stands in the place of who is paid."""
        if (found := self._product_in(line.label_words, line.context, payee.supplier)) is not None:
            return found
        if payee.supplier is None and line.supplier_words:
            whole = self._products.whole(line.supplier_words)
            if len(whole) == 1 and whole[0].rule is None and not line.context.is_other:
                return self._if_allowed(whole[0].entry, None)
            if line.context.is_digital:
                return self._product_in(line.supplier_words, line.context, None, allows_ambiguous=False)
        return self._near_product_in(line, payee.supplier)

    def _product_in(
        self, words: Sequence[str], context: Context, payee: Supplier | None, *, allows_ambiguous: bool = True
    ) -> Solution | None:
        """The longest product name that stands among these words; the first one on a tie."""
        for place in self._products.within(words):
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
        return around.confirms(
            rule, is_whole=is_whole, function_words=self._function_words.get(solution.functions[0], frozenset())
        )

    def _if_allowed(self, identifier: str, payee: Supplier | None) -> Solution | None:
        """The solution, unless its names are only its own where its supplier is paid."""
        solution = self._catalogue.solutions[identifier]
        return solution if not solution.needs_supplier or (payee is not None and payee.id == solution.supplier) else None

    def _near_product_in(self, line: _Line, payee: Supplier | None) -> Solution | None:
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
            names = self._products.safe_names
            own = (named for named in names if self._catalogue.solutions[named.entry].supplier == supplier)
            self._near_products[supplier] = NearNames(own)
        return self._near_products[supplier]

    def _other_maker_in(self, line: _Line, payee: Supplier | None) -> Supplier | None:
        """A maker that the label names and that is not who is paid."""
        for place in self._payees.names.within(line.label_words):
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
            if named.rule is not None and not around.confirms(named.rule, is_payee_known=payee is not None):
                continue
            is_long = len(named.words) > 1 or len(named.words[0]) >= LEAST_SURE_MAKER_LETTERS
            is_told = around.may_be_digital or (is_long and not around.is_other)
            if payee is not None or is_told:
                return supplier
        return None

    @staticmethod
    def _makes_goods(kinds: set[SupplierKind], line: _Line) -> bool:
        """Whether the goods that a label names are those of who is paid: a maker's, or the servers of a host."""
        return bool(kinds & MAKERS) or (SupplierKind.HOSTING_PROVIDER in kinds and line.context.holds("hosted_words"))

    @staticmethod
    def _is_own_service(supplier: Supplier, line: _Line) -> bool:
        """Whether a reseller that also serves is paid for what it does itself: the label says so, and no supply."""
        says_so = line.context.holds("own_service_words") and not line.is_supply
        return SupplierKind.SERVICE_PROVIDER in supplier.kinds and says_so

    def _of_product(self, solution: Solution, payee: Payee, line: _Line) -> Recognition:
        editor = self._catalogue.suppliers[solution.supplier]
        through = f" {payee.how}." if payee.supplier is not None and payee.supplier.id != editor.id else ""
        return Recognition(
            solution=solution.id,
            editor=editor.id,
            payee=payee.supplier.id if payee.supplier else None,
            suggestion=payee.suggestion.id if payee.suggestion else None,
            is_subscription=line.is_supply and bool(MAKERS & set(editor.kinds)),
            method=RecognitionMethod.PRODUCT,
            confidence=NAMED,
            explanation=f"Le libellé nomme {solution.name}, de {editor.name}.{through}",
        )

    def _of_stated_editor(self, editor_text: str, payee: Payee) -> Recognition:
        """The editor that the source itself names; unknown when the catalogue does not have it."""
        named = self._payees.names.whole(normalise(editor_text).split())
        found = named[0].entry if len(named) == 1 else None
        known = "" if found else ", qui n’est pas au catalogue"
        return Recognition(
            editor=found,
            payee=payee.supplier.id if payee.supplier else None,
            method=RecognitionMethod.ALIAS if found else RecognitionMethod.NONE,
            confidence=SURE if found else Decimal(0),
            explanation=f"Le fichier indique l’éditeur « {editor_text} »{known}.",
        )

    def _of_maker(self, maker: Supplier, payee: Payee) -> Recognition:
        return Recognition(
            editor=maker.id,
            payee=payee.supplier.id if payee.supplier else None,
            suggestion=payee.suggestion.id if payee.suggestion else None,
            method=RecognitionMethod.PRODUCT,
            confidence=NAMED,
            explanation=f"Le libellé nomme {maker.name} sans dire le produit.{f' {payee.how}.' if payee.how else ''}",
        )

    def _of_payee(self, supplier: Supplier, payee: Payee, line: _Line, maker: Supplier | None) -> Recognition:
        kinds = set(supplier.kinds)
        if line.context.is_plainly_other and maker is None:
            said = f"{payee.how}, mais le libellé dit autre chose qu’un achat numérique ; l’éditeur reste inconnu."
            return Recognition(payee=supplier.id, method=payee.method, confidence=payee.confidence, explanation=said)
        is_supplied = line.is_supply or line.names_goods
        reason = ""
        if is_middleman(supplier) and not (maker is None and self._is_own_service(supplier, line)):
            if maker is not None:
                return self._of_maker(maker, payee)
            reason = "un intermédiaire, dont le libellé ne nomme pas le produit"
        elif maker is not None:
            if is_supplied and not kinds & MAKERS:
                return self._of_maker(maker, payee)
            reason = f"mais le libellé nomme {maker.name}"
        elif (line.is_supply and not kinds & (MAKERS | OPERATORS)) or (line.names_goods and not self._makes_goods(kinds, line)):
            reason = "un prestataire, payé pour une fourniture que le libellé ne nomme pas"
        said = f"{payee.how} : {reason} ; l’éditeur reste inconnu." if reason else f"{payee.how}."
        return Recognition(
            editor=None if reason else supplier.id,
            payee=supplier.id,
            method=payee.method,
            confidence=payee.confidence,
            explanation=said,
        )


def is_middleman(supplier: Supplier) -> bool:
    """Whether a supplier sells, groups or shares what others make, and makes nothing itself."""
    return bool(MIDDLEMEN & set(supplier.kinds)) and not (MAKERS | OPERATORS) & set(supplier.kinds)


def _unknown(supplier_text: str | None, payee: Payee) -> Recognition:
    if payee.suggestion is not None:
        said = f"« {supplier_text} » s’écrit presque comme {payee.suggestion.name} : à confirmer, compté comme inconnu."
    elif supplier_text:
        said = f"« {supplier_text} » n’est pas au catalogue et le libellé ne nomme aucun produit connu."
    else:
        said = "Aucun fournisseur n’est indiqué et le libellé ne nomme aucun produit connu."
    return Recognition(
        suggestion=payee.suggestion.id if payee.suggestion else None,
        method=payee.method,
        confidence=payee.confidence,
        explanation=said,
    )
