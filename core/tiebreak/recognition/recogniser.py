"""The order in which a line is recognised: decision, product in the label, editor stated, payee, maker named, unknown.

No fact about a supplier stands here: all come from the catalogue. Whoever is paid is the editor only of
what nothing shows to be somebody else's: a reseller never, an integrator or operator not when the label
names another maker or a supply of products.
"""

from __future__ import annotations

import re
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
from tiebreak.recognition.decisions import Decisions
from tiebreak.recognition.installed import installed_product
from tiebreak.recognition.kinds import MAKERS, OPERATORS, is_middleman
from tiebreak.recognition.labels import Labels
from tiebreak.recognition.line import Asked, Line
from tiebreak.recognition.payees import NOBODY, Payee, Payees
from tiebreak.spelling import normalise

SURE = Decimal(1)
NAMED = Decimal("0.95")
"""Confidence of a name that stands in a label."""

VIA = re.compile(r"\s+via\s+", re.IGNORECASE)
"""Between an editor and who is paid for it."""


class Recogniser:
    """Recognises lines against one catalogue; built once, asked for every line. The same words are looked at once."""

    def __init__(self, catalogue: Catalogue, decisions: Iterable[RecognitionDecision] = ()) -> None:
        self._catalogue = catalogue
        self._decisions = Decisions(decisions)
        telling = {function.id: function_words(function.label) for function in load_nomenclature().functions}
        self._payees = Payees(catalogue.suppliers, _words_of_suppliers(catalogue, telling))
        self._labels = Labels(catalogue, self._payees.names, telling)
        self._seen: dict[Asked, Recognition] = {}

    def recognise_line(self, line: SpendLine) -> Recognition:
        """What a line of expense is about."""
        return self.recognise(
            line.supplier_text, line.label, siren=line.supplier_siren, editor_text=line.editor_text, account=line.account
        )

    def is_elsewhere(self, line: SpendLine) -> bool:
        """Whether a line that names no known editor says something else than a digital purchase: meals, works, fuel."""
        if self.recognise_line(line).editor is not None:
            return False
        asked = Asked(line.supplier_text, line.label, None, None, line.account, None)
        return Line(asked).context.is_other

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
        if labelled := self._decisions.about_label(asked.supplier_text, asked.label):
            return self._decided(labelled, asked.supplier_text)
        asked = self._through(asked)
        line = Line(asked)
        decided = self._decisions.about_supplier(asked.supplier_text)
        payee = self._payee(asked, line, decided)
        if (solution := self._labels.product_of(line, payee)) is not None:
            return self._of_product(solution, payee, line)
        if decided is not None and decided.solution is not None:
            return self._decided(decided, asked.supplier_text)
        return self._of_words(asked, line, payee)

    def _through(self, asked: Asked) -> Asked:
        """« Éditeur via prestataire » is one editor stated and another who is paid; the same line when it does not say so."""
        parts = VIA.split(asked.supplier_text or "", maxsplit=1)
        if len(parts) == 1 or asked.editor_text:
            return asked
        maker, paid = parts
        named = self._payees.of(maker, None, Context(())).supplier
        if named is None or is_middleman(named):
            return asked
        return asked._replace(supplier_text=paid.strip(), editor_text=maker.strip())

    def _of_words(self, asked: Asked, line: Line, payee: Payee) -> Recognition:
        """What the editor stated, who is paid and the maker named tell of a line that names no product."""
        stated = (asked.editor_text or "").strip()
        if stated and (found := self._of_stated_editor(stated, payee, line)) is not None:
            return found
        maker = self._labels.other_maker_in(line, payee.supplier)
        if payee.supplier is not None:
            return self._of_payee(payee.supplier, payee, line, maker)
        if maker is not None:
            return self._of_maker(maker, payee)
        return _unknown(asked.supplier_text, payee)

    def recognise_product(self, product_text: str, *, publisher_text: str | None = None) -> Recognition:
        """What a software seen on machines is; see `tiebreak.recognition.installed`."""
        said = self._decisions.about_label(publisher_text, product_text) or self._decisions.about_label(None, product_text)
        if said is not None:
            return self._decided(said, publisher_text).model_copy(update={"payee": None})
        publisher = self._publisher(publisher_text)
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

    def _payee(self, asked: Asked, line: Line, decided: RecognitionDecision | None) -> Payee:
        """Who is paid: as the user says, else as the name and number tell."""
        supplier = self._catalogue.suppliers.get(decided.supplier or "") if decided else None
        if supplier is None:
            return self._payees.of(asked.supplier_text, asked.siren, line.context)
        how = f"« {asked.supplier_text} » est {supplier.name}, indiqué par la collectivité"
        return Payee(supplier, RecognitionMethod.DECISION, how, confidence=SURE)

    def _publisher(self, publisher_text: str | None) -> Supplier | None:
        decided = self._decisions.about_supplier(publisher_text)
        if decided is not None and decided.supplier is not None:
            return self._catalogue.suppliers.get(decided.supplier)
        named = self._payees.names.whole(normalise(publisher_text or "").split())
        return self._catalogue.suppliers[named[0].entry] if len(named) == 1 else None

    def _decided(self, decision: RecognitionDecision, supplier_text: str | None) -> Recognition:
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

    def _of_stated_editor(self, stated: str, payee: Payee, line: Line) -> Recognition | None:
        """The editor that the source itself names, unknown when the catalogue cannot tell; `None` when it names a middleman."""
        named = self._payees.of(stated, None, line.context)
        if named.supplier is not None and is_middleman(named.supplier):
            return None
        homonyms = self._payees.names.whole(normalise(stated).split())
        unknown = ", nom que plusieurs portent ou qui est aussi un mot courant" if homonyms else ", qui n’est pas au catalogue"
        suggestion = named.suggestion or payee.suggestion
        return Recognition(
            editor=named.supplier.id if named.supplier else None,
            payee=payee.supplier.id if payee.supplier else None,
            suggestion=suggestion.id if suggestion and named.supplier is None else None,
            method=named.method if named.supplier else RecognitionMethod.NONE,
            confidence=named.confidence if named.supplier else Decimal(0),
            explanation=f"Le fichier indique l’éditeur « {stated} »{'' if named.supplier else unknown}.",
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
