"""The order in which a line is recognised: decision, editor stated, product in the label, payee, near name, unknown.

No fact about a supplier stands here: all come from the catalogue. Whoever is paid is the editor only of
what nothing shows to be somebody else's: a reseller never, an integrator or operator not when the label
names another maker or a supply of products.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import zip_longest

from rapidfuzz import fuzz, process

from tiebreak.model.case_file import RecognitionDecision
from tiebreak.model.catalogue import Catalogue, Solution, Supplier, SupplierKind
from tiebreak.model.evidence import SpendLine
from tiebreak.model.recognition import Recognition, RecognitionMethod
from tiebreak.recognition.normalise import normalise

_VERSION = re.compile(r"\d.*|[vrb]\d+|cs\d|sp\d")
NEAR_NAME_THRESHOLD = 92
"""Least rapidfuzz ratio for a name to be suggested; a suggestion is never counted."""
NEAR_NAME_MIN_LENGTH = 6
"""Shorter names are too close to one another to be matched by nearness."""
MAKER_NAME_MIN_LENGTH = 4
"""Shorter names of makers stand in labels as initials of something else."""

MIDDLEMEN = frozenset({SupplierKind.RESELLER, SupplierKind.PURCHASING_BODY, SupplierKind.MUTUALISING_BODY})
"""Kinds paid for the products of others."""
MAKERS = frozenset({SupplierKind.EDITOR, SupplierKind.MANUFACTURER})
"""Kinds whose own products are bought, even when they also resell."""
OPERATORS = frozenset({SupplierKind.HOSTING_PROVIDER, SupplierKind.TELECOM_OPERATOR})
"""Kinds that sell a service of their own, and often the products of others."""


@dataclass(frozen=True)
class _Payee:
    """Who is paid, how that is known, and who it may be when it is not."""

    supplier: Supplier | None
    method: RecognitionMethod
    how: str
    suggestion: Supplier | None = None
    confidence: Decimal = Decimal(0)


class Recogniser:
    """Recognises lines against one catalogue; built once, asked for every line."""

    def __init__(self, catalogue: Catalogue, decisions: Iterable[RecognitionDecision] = ()) -> None:
        self._catalogue = catalogue
        self._decisions = tuple(decisions)
        suppliers, solutions = catalogue.suppliers.values(), catalogue.solutions.values()
        self._supplier_names = _index((supplier.id, (supplier.name, *supplier.aliases)) for supplier in suppliers)
        self._supplier_sirens = {siren: supplier.id for supplier in suppliers for siren in supplier.siren}
        self._solution_names = _index((solution.id, (solution.name, *solution.aliases)) for solution in solutions)
        self._maker_names = {
            name: identifier
            for name, identifier in self._supplier_names.items()
            if len(name) >= MAKER_NAME_MIN_LENGTH and MAKERS & set(catalogue.suppliers[identifier].kinds)
        }
        self._near_names = [name for name in self._supplier_names if len(name) >= NEAR_NAME_MIN_LENGTH]

    def recognise_line(self, line: SpendLine) -> Recognition:
        """What a line of expense is about."""
        return self.recognise(line.supplier_text, line.label, siren=line.supplier_siren, editor_text=line.editor_text)

    def recognise(
        self, supplier_text: str | None, label: str, *, siren: str | None = None, editor_text: str | None = None
    ) -> Recognition:
        """What these words are about, as far as the catalogue and the user can tell."""
        if decided := self._decided(supplier_text, label):
            return decided
        payee = self._payee(supplier_text, siren)
        is_supply = bool(set(normalise(label).split()) & supply_words())
        solution = self._product_in(label, payee.supplier)
        if solution is None and payee.supplier is None and supplier_text:
            solution = self._product_in(supplier_text, None)
        if solution is not None:
            return self._of_product(solution, payee, is_supply=is_supply)
        if editor_text:
            return self._of_stated_editor(editor_text, payee)
        if payee.supplier is None:
            return _unknown(supplier_text, payee)
        return self._of_payee(payee.supplier, payee, label, is_supply=is_supply)

    def recognise_product(self, product_text: str, *, publisher_text: str | None = None) -> Recognition:
        """What a software seen on machines is; nobody is paid, so that only the product and its editor are known.

        Its name must begin as a product of the catalogue, after its publisher's, and end by words of edition or
        version only: a development kit, a viewer or a driver of a product is not that product.
        """
        if decided := self._decided(publisher_text, product_text) or self._decided(None, product_text):
            return decided.model_copy(update={"payee": None})
        publisher = self._payee(publisher_text, None).supplier
        solution = self._product_named(product_text, publisher)
        if solution is None:
            return _unknown(product_text, _Payee(None, RecognitionMethod.NONE, ""))
        editor = self._catalogue.suppliers[solution.supplier]
        return Recognition(
            solution=solution.id,
            editor=editor.id,
            method=RecognitionMethod.PRODUCT,
            confidence=Decimal("0.95"),
            explanation=f"« {product_text} » est {solution.name}, de {editor.name}.",
        )

    def recognise_use(self, product_text: str) -> Recognition:
        """What a product or supplier is, as somebody declares it; nobody is known to be paid for a product."""
        found = self.recognise(product_text, product_text)
        payee = found.payee if found.solution is None else None
        return found.model_copy(update={"payee": payee, "is_subscription": False})

    def _product_named(self, product_text: str, publisher: Supplier | None) -> Solution | None:
        words = normalise(product_text).split()
        starts = {0}
        if publisher is not None:
            names = (normalise(name).split() for name in (publisher.name, *publisher.aliases))
            starts |= {len(name) for name in names if name == words[: len(name)]}
        for start in sorted(starts):
            for end in range(min(len(words), start + MAX_NAME_WORDS), start, -1):
                found = self._solution_names.get(" ".join(words[start:end]))
                if found is None or not is_edition(words[end:]):
                    continue
                solution = self._catalogue.solutions[found]
                if not solution.needs_supplier or (publisher is not None and publisher.id == solution.supplier):
                    return solution
        return None

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
                confidence=Decimal(1),
                explanation="Indiqué par la collectivité.",
            )
        return None

    def _decided_payee(self, decision: RecognitionDecision, supplier_text: str | None) -> str | None:
        """Who is paid: the supplier indicated; when only a product is, the one that the line names."""
        if decision.supplier in self._catalogue.suppliers:
            return decision.supplier
        named = self._payee(supplier_text, None).supplier
        return named.id if named else None

    def _payee(self, text: str | None, siren: str | None) -> _Payee:
        name = normalise(text or "")
        if name and (found := self._supplier_names.get(name)):
            supplier = self._catalogue.suppliers[found]
            return _Payee(
                supplier, RecognitionMethod.ALIAS, f"« {text} » est un nom connu de {supplier.name}", confidence=Decimal(1)
            )
        if siren and (found := self._supplier_sirens.get(siren)):
            supplier = self._catalogue.suppliers[found]
            return _Payee(
                supplier, RecognitionMethod.SIREN, f"Le SIREN {siren} est celui de {supplier.name}", confidence=Decimal(1)
            )
        if len(name) >= NEAR_NAME_MIN_LENGTH:
            near = process.extractOne(name, self._near_names, scorer=fuzz.ratio, score_cutoff=NEAR_NAME_THRESHOLD)
            if near is not None:
                suggestion = self._catalogue.suppliers[self._supplier_names[near[0]]]
                return _Payee(None, RecognitionMethod.FUZZY, "", suggestion, Decimal(int(near[1])) / 100)
        return _Payee(None, RecognitionMethod.NONE, "")

    def _product_in(self, label: str, payee: Supplier | None) -> Solution | None:
        """The longest product name that stands in the label as whole words; the first one on a tie."""
        for name in _word_runs(label):
            found = self._solution_names.get(name)
            if found is None:
                continue
            solution = self._catalogue.solutions[found]
            if not solution.needs_supplier or (payee is not None and payee.id == solution.supplier):
                return solution
        return None

    def _other_maker_in(self, label: str, payee: Supplier) -> Supplier | None:
        for name in _word_runs(label):
            found = self._maker_names.get(name)
            if found is not None and found != payee.id:
                return self._catalogue.suppliers[found]
        return None

    def _of_product(self, solution: Solution, payee: _Payee, *, is_supply: bool) -> Recognition:
        editor = self._catalogue.suppliers[solution.supplier]
        through = f" {payee.how}." if payee.supplier is not None and payee.supplier.id != editor.id else ""
        return Recognition(
            solution=solution.id,
            editor=editor.id,
            payee=payee.supplier.id if payee.supplier else None,
            suggestion=payee.suggestion.id if payee.suggestion else None,
            is_subscription=is_supply,
            method=RecognitionMethod.PRODUCT,
            confidence=Decimal("0.95"),
            explanation=f"Le libellé nomme {solution.name}, de {editor.name}.{through}",
        )

    def _of_stated_editor(self, editor_text: str, payee: _Payee) -> Recognition:
        """The editor that the source itself names; unknown when the catalogue does not have it."""
        found = self._supplier_names.get(normalise(editor_text))
        known = "" if found else ", qui n’est pas au catalogue"
        return Recognition(
            editor=found,
            payee=payee.supplier.id if payee.supplier else None,
            method=RecognitionMethod.ALIAS if found else RecognitionMethod.NONE,
            confidence=Decimal(1) if found else Decimal(0),
            explanation=f"Le fichier indique l’éditeur « {editor_text} »{known}.",
        )

    def _of_payee(self, supplier: Supplier, payee: _Payee, label: str, *, is_supply: bool) -> Recognition:
        kinds = set(supplier.kinds)
        reason = ""
        if is_middleman(supplier):
            reason = "un intermédiaire, dont le libellé ne nomme pas le produit"
        elif other := self._other_maker_in(label, supplier):
            reason = f"mais le libellé nomme {other.name}"
        elif (is_supply and not kinds & (MAKERS | OPERATORS)) or (_names_goods(label) and not kinds & MAKERS):
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


@cache
def _words(kind: str) -> frozenset[str]:
    raw = tomllib.loads(files("tiebreak").joinpath("data/recognition.toml").read_text("utf-8"))
    return frozenset(raw[kind])


def supply_words() -> frozenset[str]:
    """Words that say that a product is bought rather than a service."""
    return _words("supply_words")


def is_edition(words: Sequence[str]) -> bool:
    """Whether the words after the name of a product only tell which edition or version of it this is.

    "update" is of a version when a number follows it, else it names the tool that updates.
    """
    return all(
        word in _words("edition_words") or _VERSION.fullmatch(word) is not None or (word == "update" and following[:1].isdigit())
        for word, following in zip_longest(words, words[1:], fillvalue="")
    )


def _names_goods(label: str) -> bool:
    """Whether a label names equipment, and not first a service done on it."""
    words = normalise(label).split()
    first = next((index for index, word in enumerate(words) if word in _words("goods_words")), None)
    return first is not None and not _words("service_words").intersection(words[:first])


MAX_NAME_WORDS = 8


def _word_runs(text: str) -> Iterable[str]:
    """Every run of words of a text, the longest first, from left to right."""
    words = normalise(text).split()
    for length in range(min(MAX_NAME_WORDS, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def _index(named: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """Normalised name to identifier; a name that stands for two is no name."""
    index: dict[str, str] = {}
    ambiguous: set[str] = set()
    for identifier, names in named:
        for name in {normalise(name) for name in names} - {""}:
            if index.setdefault(name, identifier) != identifier:
                ambiguous.add(name)
    return {name: identifier for name, identifier in index.items() if name not in ambiguous}


def _unknown(supplier_text: str | None, payee: _Payee) -> Recognition:
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
