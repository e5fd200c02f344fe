"""The order in which a line is recognised: decision, product in the label, editor stated, payee, maker named, unknown.

No fact about a supplier stands here: all come from the catalogue. Whoever is paid is the editor only of
what nothing shows to be somebody else's: a reseller never, an integrator or operator not when the label
names another maker or a supply of products.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from tiebreak.catalogue.index import Catalogue
from tiebreak.model.case_file import RecognitionDecision
from tiebreak.model.catalogue import Solution, Supplier, SupplierKind
from tiebreak.model.evidence import SpendLine
from tiebreak.model.nomenclature import load_nomenclature
from tiebreak.model.recognition import Recognition, RecognitionMethod
from tiebreak.recognition.context import Context, function_words
from tiebreak.recognition.installed import installed_product
from tiebreak.recognition.kinds import MAKERS, OPERATORS, is_middleman
from tiebreak.recognition.labels import Labels
from tiebreak.recognition.line import Asked, Line
from tiebreak.recognition.payees import NOBODY, Payee, Payees
from tiebreak.spelling import normalise

SURE = Decimal(1)
NAMED = Decimal("0.95")
"""Confidence of a name that stands in a label."""


class Recogniser:
    """Recognises lines against one catalogue; built once, asked for every line. The same words are looked at once."""

    def __init__(self, catalogue: Catalogue, decisions: Iterable[RecognitionDecision] = ()) -> None:
        self._catalogue = catalogue
        self._decisions = tuple(decisions)
        telling = {function.id: function_words(function.label) for function in load_nomenclature().functions}
        self._payees = Payees(catalogue.suppliers, _words_of_suppliers(catalogue, telling))
        self._labels = Labels(catalogue, self._payees.names, telling)
        self._seen: dict[Asked, Recognition] = {}

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
        return self._answer(Asked(supplier_text, label, siren, editor_text, account, function))

    def _answer(self, asked: Asked) -> Recognition:
        if asked not in self._seen:
            self._seen[asked] = self._recognised(asked)
        return self._seen[asked]

    def _recognised(self, asked: Asked) -> Recognition:
        if decided := self._decided(asked.supplier_text, asked.label):
            return decided
        line = Line(asked)
        payee = self._payees.of(asked.supplier_text, asked.siren, line.context)
        if (solution := self._labels.product_of(line, payee)) is not None:
            return self._of_product(solution, payee, line)
        if asked.editor_text:
            return self._of_stated_editor(asked.editor_text, payee)
        maker = self._labels.other_maker_in(line, payee.supplier)
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
        solution = installed_product(product_text, publisher, self._labels.products, self._catalogue.solutions)
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
        found = self._answer(Asked(product_text, product_text, None, None, None, function, is_software=True))
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

    @staticmethod
    def _makes_goods(kinds: set[SupplierKind], line: Line) -> bool:
        """Whether the goods that a label names come with what is paid: a maker's, the servers of a host, the lines of an operator."""
        is_hosted = SupplierKind.HOSTING_PROVIDER in kinds and line.context.holds("hosted_words")
        is_line = SupplierKind.TELECOM_OPERATOR in kinds and line.context.holds("line_words")
        return bool(kinds & MAKERS) or is_hosted or is_line

    @staticmethod
    def _is_own_service(supplier: Supplier, line: Line) -> bool:
        """Whether a reseller that also serves is paid for what it does itself: the label says so, and no supply."""
        says_so = line.context.holds("own_service_words") and not line.is_supply
        return SupplierKind.SERVICE_PROVIDER in supplier.kinds and says_so

    def _of_product(self, solution: Solution, payee: Payee, line: Line) -> Recognition:
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

    def _of_payee(self, supplier: Supplier, payee: Payee, line: Line, maker: Supplier | None) -> Recognition:
        kinds = set(supplier.kinds)
        if line.context.is_plainly_other and maker is None:
            said = f"{payee.how}, mais le libellé dit autre chose qu’un achat numérique ; l’éditeur reste inconnu."
            return Recognition(payee=supplier.id, method=payee.method, confidence=payee.confidence, explanation=said)
        if supplier.is_multi_trade and not line.context.may_be_digital:
            said = f"{payee.how}, qui vend aussi autre chose que du numérique ; l’éditeur reste inconnu."
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


def _words_of_suppliers(catalogue: Catalogue, telling: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Words that tell what each supplier's solutions are for."""
    words: defaultdict[str, set[str]] = defaultdict(set)
    for solution in catalogue.solutions.values():
        for function in solution.functions:
            words[solution.supplier] |= telling.get(function, frozenset())
    return {supplier: frozenset(found) for supplier, found in words.items()}
