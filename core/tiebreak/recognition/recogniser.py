"""The order in which a line is recognised: decision, alias, SIREN, product in the label, near name, unknown.

No fact about a supplier stands here: all come from the catalogue. A reseller that is paid never
becomes the editor; when the label names no product, the editor stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from rapidfuzz import fuzz, process

from tiebreak.model.case_file import RecognitionDecision
from tiebreak.model.catalogue import Catalogue, Solution, Supplier, SupplierKind
from tiebreak.model.recognition import Recognition, RecognitionMethod
from tiebreak.recognition.normalise import normalise

NEAR_NAME_THRESHOLD = 92
"""Least rapidfuzz ratio for a near name; below, two French company names too often differ."""
NEAR_NAME_MIN_LENGTH = 6
"""Shorter names are too close to one another to be matched by nearness."""

MIDDLEMEN = frozenset({SupplierKind.RESELLER, SupplierKind.PURCHASING_BODY, SupplierKind.MUTUALISING_BODY})
"""Kinds paid for the products of others."""
MAKERS = frozenset(
    {
        SupplierKind.EDITOR,
        SupplierKind.MANUFACTURER,
        SupplierKind.HOSTING_PROVIDER,
        SupplierKind.TELECOM_OPERATOR,
    }
)
"""Kinds that sell what they make, even when they also resell."""


class Recogniser:
    """Recognises lines against one catalogue; built once, asked for every line."""

    def __init__(self, catalogue: Catalogue, decisions: Iterable[RecognitionDecision] = ()) -> None:
        self._catalogue = catalogue
        self._decisions = tuple(decisions)
        self._supplier_names = _index(
            (supplier.id, (supplier.name, *supplier.aliases)) for supplier in catalogue.suppliers.values()
        )
        self._supplier_sirens = {siren: supplier.id for supplier in catalogue.suppliers.values() for siren in supplier.siren}
        self._solution_names = _index(
            (solution.id, (solution.name, *solution.aliases)) for solution in catalogue.solutions.values()
        )
        self._longest_solution_name = max((name.count(" ") + 1 for name in self._solution_names), default=0)
        self._near_names = [name for name in self._supplier_names if len(name) >= NEAR_NAME_MIN_LENGTH]

    def recognise(self, supplier_text: str | None, label: str, siren: str | None = None) -> Recognition:
        """What a line is about, as far as the catalogue and the user can tell."""
        if decided := self._decided(supplier_text, label):
            return decided
        payee, method, confidence, how = self._payee(supplier_text, siren)
        solution = self._product_in(label, payee)
        if solution is None and payee is None and supplier_text:
            solution = self._product_in(supplier_text, None)
        if solution is not None:
            return self._of_product(solution, payee, how)
        if payee is None:
            return Recognition(method=RecognitionMethod.NONE, explanation=_unknown(supplier_text))
        if is_middleman(payee):
            return Recognition(
                payee=payee.id,
                method=method,
                confidence=confidence,
                explanation=f"{how} : un intermédiaire, dont le libellé ne nomme pas le produit ; l’éditeur reste inconnu.",
            )
        return Recognition(editor=payee.id, payee=payee.id, method=method, confidence=confidence, explanation=f"{how}.")

    def _decided(self, supplier_text: str | None, label: str) -> Recognition | None:
        for decision in self._decisions:
            same_supplier = normalise(decision.supplier_text or "") == normalise(supplier_text or "")
            if not same_supplier or (decision.label is not None and normalise(decision.label) != normalise(label)):
                continue
            solution = self._catalogue.solutions.get(decision.solution or "")
            editor = decision.supplier or (solution.supplier if solution else None)
            return Recognition(
                solution=solution.id if solution else None,
                editor=editor,
                payee=editor,
                method=RecognitionMethod.DECISION,
                confidence=Decimal(1),
                explanation="Indiqué par la collectivité.",
            )
        return None

    def _payee(self, text: str | None, siren: str | None) -> tuple[Supplier | None, RecognitionMethod, Decimal, str]:
        name = normalise(text or "")
        if name and (found := self._supplier_names.get(name)):
            supplier = self._catalogue.suppliers[found]
            return supplier, RecognitionMethod.ALIAS, Decimal(1), f"« {text} » est un nom connu de {supplier.name}"
        if siren and (found := self._supplier_sirens.get(siren)):
            supplier = self._catalogue.suppliers[found]
            return supplier, RecognitionMethod.SIREN, Decimal(1), f"Le SIREN {siren} est celui de {supplier.name}"
        if len(name) >= NEAR_NAME_MIN_LENGTH:
            near = process.extractOne(name, self._near_names, scorer=fuzz.ratio, score_cutoff=NEAR_NAME_THRESHOLD)
            if near is not None:
                supplier = self._catalogue.suppliers[self._supplier_names[near[0]]]
                confidence = Decimal(int(near[1])) / 100
                return (
                    supplier,
                    RecognitionMethod.FUZZY,
                    confidence,
                    f"« {text} » s’écrit presque comme {supplier.name} (à vérifier)",
                )
        return None, RecognitionMethod.NONE, Decimal(0), ""

    def _product_in(self, label: str, payee: Supplier | None) -> Solution | None:
        """The longest product name that stands in the label as whole words; the first one on a tie."""
        words = normalise(label).split()
        for length in range(min(self._longest_solution_name, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                found = self._solution_names.get(" ".join(words[start : start + length]))
                if found is None:
                    continue
                solution = self._catalogue.solutions[found]
                if not solution.needs_supplier or (payee is not None and payee.id == solution.supplier):
                    return solution
        return None

    def _of_product(self, solution: Solution, payee: Supplier | None, how: str) -> Recognition:
        editor = self._catalogue.suppliers[solution.supplier]
        through = f" {how}." if payee is not None and payee.id != editor.id else ""
        return Recognition(
            solution=solution.id,
            editor=editor.id,
            payee=payee.id if payee else None,
            method=RecognitionMethod.PRODUCT,
            confidence=Decimal("0.95"),
            explanation=f"Le libellé nomme {solution.name}, de {editor.name}.{through}",
        )


def is_middleman(supplier: Supplier) -> bool:
    """Whether a supplier sells, groups or shares what others make, and makes nothing itself."""
    return bool(MIDDLEMEN & set(supplier.kinds)) and not MAKERS & set(supplier.kinds)


def _index(named: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """Normalised name to identifier; a name that stands for two is no name."""
    index: dict[str, str] = {}
    ambiguous: set[str] = set()
    for identifier, names in named:
        for name in {normalise(name) for name in names} - {""}:
            if index.setdefault(name, identifier) != identifier:
                ambiguous.add(name)
    return {name: identifier for name, identifier in index.items() if name not in ambiguous}


def _unknown(supplier_text: str | None) -> str:
    if not supplier_text:
        return "Aucun fournisseur n’est indiqué et le libellé ne nomme aucun produit connu."
    return f"« {supplier_text} » n’est pas au catalogue et le libellé ne nomme aucun produit connu."
