"""Which of several columns gives a field that has one: the one that can, else a question with the choice spelled out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tiebreak import MappingError, TaxBasis, normalise
from tiebreak_spreadsheet.tables import Cell, Sheet, cell_text, is_blank
from tiebreak_spreadsheet.values import amount_or_none
from tiebreak_spreadsheet.vocabulary import (
    TAX_WORDS,
    is_partial,
    is_tax_alone,
    load_vocabulary,
    states_other_currency,
    tax_basis_of,
)

LOOKED_AT_ROWS = 80
HIGHEST_RATE = Decimal("1.21")
"""VAT in France is of 20 % at most, and cents are rounded."""
CODE_DIGITS = 2
"""A budget is also numbered, on one or two digits."""


@dataclass
class Choice:
    """The columns of one table, and what is said of those chosen."""

    sheet: Sheet
    titles: Sequence[str]
    last_title_row: int
    file: str
    given: Mapping[str, str]
    """Title to the French name of the field that the user says it holds."""
    seen: Sequence[tuple[str, str | None]]
    notices: list[str] = field(default_factory=list)

    def of(self, wanted: str, indexes: list[int], *, is_given: bool) -> list[int]:
        """The column of a field among several.

        Raises:
            MappingError: when two columns can be the amount.
        """
        if is_given and (named := [index for index in indexes if self.titles[index] in self.given]):
            if wanted == "amount" and len(named) > 1:
                raise self.refusal("une seule colonne peut être le montant ; additionnez-les d’abord dans le tableur")
            return named
        if wanted == "supplier":
            return [self._supplier(indexes)]
        return [self._amount(indexes)] if wanted == "amount" else indexes[:1]

    def refusal(self, said: str) -> MappingError:
        """What is wrong with the columns, with those that were seen."""
        return MappingError(f"Fichier « {self.file} »{self.sheet.where} : {said}.", columns=self.seen)

    def _supplier(self, indexes: Sequence[int]) -> int:
        """The column with most names, for a supplier is a name before it is a code; another that differs is said."""
        best = max(indexes, key=lambda index: (sum(map(_is_name, self._cells(index))), -index))
        for other in indexes:
            pairs = zip(self._cells(best), self._cells(other), strict=True)
            if any(_is_name(one) and _is_name(two) and normalise(str(one)) != normalise(str(two)) for one, two in pairs):
                self.notices.append(
                    f"« {self.titles[best]} » est lu comme le fournisseur ; « {self.titles[other]} », qui en diffère, ne l’est pas"
                )
        return best

    def _amount(self, indexes: Sequence[int]) -> int:
        """The only column that can be the amount of the year; with VAT where one has it and the other has not."""
        able = [index for index in indexes if self._may_be_amount(index)] or list(indexes)
        of_a_year = [index for index in able if not is_partial(self.titles[index])] or able
        if len(of_a_year) == 1:
            return of_a_year[0]
        if (pair := self._with_and_without_tax(of_a_year)) is not None:
            included, excluded = pair
            self.notices.append(
                f"montants TTC : « {self.titles[included]} » est lu, « {self.titles[excluded]} » ne l’est pas, "
                "car l’un comprend l’autre"
            )
            return included
        titles = [self.titles[index] for index in of_a_year]
        choices = " ou ".join(f'--map "{title}=montant"' for title in titles)
        raise self.refusal(
            f"{len(titles)} colonnes peuvent être le montant ({', '.join(f'« {title} »' for title in titles)}). Choisissez : {choices}"
        )

    def _may_be_amount(self, index: int) -> bool:
        """Whether a column may be euros spent: neither the VAT, nor another currency, nor the number of a budget."""
        title = self.titles[index]
        if is_tax_alone(title) or states_other_currency(title):
            return False
        return normalise(title) != "budget" or not all(_is_code(cell) for cell in self._cells(index) if not is_blank(cell))

    def _with_and_without_tax(self, indexes: Sequence[int]) -> tuple[int, int] | None:
        """Two columns whose titles say the same amount, one with VAT and the other without."""
        if len(indexes) != 2 or _without_tax(self.titles[indexes[0]]) != _without_tax(self.titles[indexes[1]]):
            return None
        by_basis = {tax_basis_of(self.titles[index]): index for index in indexes}
        if set(by_basis) != {TaxBasis.INCLUDED, TaxBasis.EXCLUDED}:
            return None
        included, excluded = by_basis[TaxBasis.INCLUDED], by_basis[TaxBasis.EXCLUDED]
        pairs = zip(map(amount_or_none, self._cells(included)), map(amount_or_none, self._cells(excluded)), strict=True)
        return (included, excluded) if all(_includes(one, other) for one, other in pairs) else None

    def _cells(self, index: int) -> Sequence[Cell]:
        return self.sheet.columns[index][self.last_title_row + 1 : self.last_title_row + 1 + LOOKED_AT_ROWS]


def seen_columns(titles: Iterable[str], columns: Mapping[str, Sequence[int]]) -> list[tuple[str, str | None]]:
    """Each title and the French word for what it was taken for."""
    fields = {index: name for name, indexes in columns.items() for index in indexes}
    name_of = load_vocabulary().name_of
    return [(title, name_of(fields[index]) if index in fields else None) for index, title in enumerate(titles) if title]


def forced_field(name: str) -> str:
    """The field of a French name, as the user writes it.

    Raises:
        MappingError: when it is none, with those there are.
    """
    vocabulary = load_vocabulary()
    written = normalise(name)
    by_words = {normalise(each): known for each, known in vocabulary.names.items()}
    found = vocabulary.names.get(name) or by_words.get(written) or vocabulary.titles.get(written)
    if found is None:
        raise MappingError(f"Champ « {name} » inconnu. Champs possibles : {', '.join(sorted(vocabulary.names))}.")
    return found


def _is_name(cell: Cell) -> bool:
    return isinstance(cell, str) and any(letter.isalpha() for letter in cell)


def _is_code(cell: Cell) -> bool:
    text = cell_text(cell)
    return text.isdigit() and len(text) <= CODE_DIGITS


def _includes(included: Decimal | None, excluded: Decimal | None) -> bool:
    """Whether an amount may be another with its VAT: there as soon as that one is, and no more than a rate above it."""
    if excluded is None:
        return True
    return included is not None and abs(excluded) <= abs(included) <= abs(excluded) * HIGHEST_RATE


def _without_tax(title: str) -> str:
    said = f" {normalise(title)} "
    for words in sorted(TAX_WORDS, key=len, reverse=True):
        said = said.replace(f" {words} ", " ")
    return said.strip()
