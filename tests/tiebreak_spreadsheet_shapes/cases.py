"""What a case of the table is, and how a reading is judged against what it must give."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from tests.tiebreak_spreadsheet_shapes.recipes import Column, Recipe, plain, take
from tests.tiebreak_spreadsheet_shapes.writers import Sheet, texts, typed, write_csv, write_ods, write_workbook
from tiebreak import (
    AmountKind,
    InputError,
    MappingError,
    PurchaseContract,
    Reading,
    RowsError,
    SourceOptions,
    SpendLine,
    TaxBasis,
)

PAID, COMMITTED, BUDGETED = AmountKind.PAID, AmountKind.COMMITTED, AmountKind.BUDGETED
CEILING, ESTIMATED = AmountKind.CEILING, AmountKind.ESTIMATED
HT, TTC, UNSTATED = TaxBasis.EXCLUDED, TaxBasis.INCLUDED, TaxBasis.UNSTATED

REASONS = {
    "total": r"(?i)total|somme|récapitul|synthèse",
    "sans montant": r"(?i)montant|chiffre|nombre",
    "titres répétés": r"(?i)titre|en-tête|répét",
    "masqué": r"(?i)masqu|cach",
    "devise": r"(?i)devise|monnaie|euro",
    "doublon": r"(?i)doubl|deux fois|identique|déjà lu",
    "sans mots": r"(?i)ni fournisseur|total|somme",
    "note": r".",
}
"""Words that a reason must have, by the kind of rows left out."""


@dataclass(frozen=True, kw_only=True)
class Read:
    """The file is read, and gives this."""

    recipes: tuple[Recipe, ...]
    kind: AmountKind | None = None
    """`None` when the titles do not say it: then nothing is checked."""
    tax: TaxBasis | None = None
    left: Mapping[str, int] | None = field(default_factory=dict)
    """Rows left out by kind of reason, and no other; `None` when several accounts of them are right."""
    said: str | None = None
    """What a notice or a reason must say."""
    year: int | None = None
    accounts: frozenset[str] | None = None
    ends: tuple[date | None, ...] | None = None
    """Last days of the contracts, in order; `None` when contracts are not looked at."""
    facts: Mapping[str, frozenset[object]] = field(default_factory=dict)
    """Other fields of lines, and all the values that they take."""
    is_placed: bool = True
    """Whether rows have a number that the user sees."""


@dataclass(frozen=True)
class Asks:
    """The file is not read: a question names all of this."""

    names: tuple[str, ...]
    errors: tuple[type[InputError], ...] = (MappingError, RowsError)
    never: tuple[str, ...] = ()
    """What the question must not offer, being no answer."""


Expected = Read | Asks


@dataclass(frozen=True, kw_only=True)
class Case:
    """One shape of file."""

    id: str
    family: str
    suffix: str
    write: Callable[[Path], None]
    expected: tuple[Expected, ...]
    """What may come out; several only where two answers are right."""
    options: SourceOptions = field(default_factory=SourceOptions)
    needs_office: bool = False


def read(
    supplier: Column | None,
    *amounts: Column,
    kind: AmountKind | None = None,
    tax: TaxBasis | None = None,
    left: Mapping[str, int] | None = None,
    ignores_left: bool = False,
    said: str | None = None,
    year: int | None = None,
    accounts: str | None = None,
    ends: tuple[date | None, ...] | None = None,
    facts: Mapping[str, frozenset[object]] | None = None,
    is_placed: bool = True,
    also: tuple[Recipe, ...] = (),
    **recipe: object,
) -> Read:
    """Expect one table, and perhaps others beside it."""
    first = Recipe(supplier=supplier, amounts=amounts, **recipe)  # type: ignore[arg-type]
    return Read(
        recipes=(first, *also),
        kind=kind,
        tax=tax,
        left=None if ignores_left else left or {},
        said=said,
        year=year,
        accounts=None if accounts is None else frozenset(accounts.split()),
        ends=ends,
        facts=facts or {},
        is_placed=is_placed,
    )


def asks(*names: str, errors: tuple[type[InputError], ...] = (MappingError, RowsError), never: tuple[str, ...] = ()) -> Asks:
    """Expect a question."""
    return Asks(names, errors, never)


def corrected(case: Case, **meanings: str) -> Case:
    """The same file, read with what the user said of its columns."""
    return replace(case, options=SourceOptions(column_meanings=meanings))


def csv_case(family: str, name: str, drawn: str, *expected: Expected, suffix: str = ".csv", **written: object) -> Case:
    """A table of text."""
    rows = texts(drawn)

    def write(path: Path) -> None:
        write_csv(path, rows, **written)  # type: ignore[arg-type]

    return Case(id=name, family=family, suffix=suffix, write=write, expected=expected)


def book_case(
    family: str, name: str, sheets: str | Sheet | tuple[Sheet, ...], *expected: Expected, suffix: str = ".xlsx"
) -> Case:
    """A workbook; a drawn grid is its only sheet, « Feuil1 »."""
    given = (Sheet("Feuil1", typed(sheets)),) if isinstance(sheets, str) else sheets if isinstance(sheets, tuple) else (sheets,)
    placed = tuple(_placed(each, given[0].title) for each in expected)

    def write(path: Path) -> None:
        (write_ods if suffix == ".ods" else write_workbook)(path, *given)

    return Case(id=name, family=family, suffix=suffix, write=write, expected=placed)


def _placed(expected: Expected, title: str) -> Expected:
    """The same, its recipes without sheet being of that one."""
    if isinstance(expected, Asks):
        return expected
    recipes = tuple(Recipe(**{**vars(each), "sheet": each.sheet or title}) for each in expected.recipes)
    return Read(**{**vars(expected), "recipes": recipes})


def faults(path: Path, expected: Expected, outcome: Reading | InputError) -> list[str]:
    """All that is not as expected, in French; none when the outcome is right."""
    if isinstance(expected, Asks):
        return _faults_of_question(expected, outcome)
    if isinstance(outcome, InputError):
        return [f"n’est pas lu : {type(outcome).__name__} {outcome}"]
    return list(_faults_of_reading(path, expected, outcome))


def _faults_of_question(expected: Asks, outcome: Reading | InputError) -> list[str]:
    if isinstance(outcome, Reading):
        return [f"est lu sans question : {_totals(outcome)}, notices {outcome.notices}"]
    if not isinstance(outcome, expected.errors):
        return [f"{type(outcome).__name__} au lieu de {[each.__name__ for each in expected.errors]} : {outcome}"]
    said = str(outcome).casefold()
    missing = [name for name in expected.names if name.casefold() not in said]
    offered = [name for name in expected.never if name.casefold() in said]
    return [f"la question ne nomme pas {missing}, ou propose à tort {offered} : {outcome}"] if missing or offered else []


def _faults_of_reading(path: Path, expected: Read, reading: Reading) -> Iterator[str]:
    taken = take(path, expected.recipes)
    money = _money(reading)
    if (totals := _totals(reading)) != taken.totals:
        yield f"totaux {dict(totals)} au lieu de {dict(taken.totals)}"
    places = {(each.provenance.sheet, each.provenance.row) for each in money}
    if expected.is_placed and places != taken.places:
        yield f"lignes {sorted(places - taken.places, key=str)} en trop, {sorted(taken.places - places, key=str)} en moins"
    if len(money) != len(taken.places):
        yield f"{len(money)} lignes de dépense au lieu de {len(taken.places)}"
    for wanted, name in ((expected.kind, "amount_kind"), (expected.tax, "tax_basis")):
        if wanted is not None and {getattr(each, name) for each in money} != {wanted}:
            yield f"{name} { ({str(getattr(each, name)) for each in money}) } au lieu de {wanted}"
    yield from _faults_of_fields(expected, reading)
    yield from _faults_of_account(expected, reading)


def _faults_of_fields(expected: Read, reading: Reading) -> Iterator[str]:
    if expected.year is not None and reading.year != expected.year:
        yield f"année {reading.year} au lieu de {expected.year}"
    wanted: dict[str, frozenset[object]] = dict(expected.facts)
    if expected.accounts is not None:
        wanted["account"] = frozenset(expected.accounts)
    for name, values in wanted.items():
        if (found := {getattr(line, name) for line in reading.spend_lines}) != values:
            yield f"{name} {found} au lieu de {set(values)}"
    if expected.ends is not None:
        ends = tuple(each.end for each in sorted(reading.contracts, key=lambda each: each.provenance.row or 0))
        if ends != expected.ends:
            yield f"échéances {ends} au lieu de {expected.ends}"


def _faults_of_account(expected: Read, reading: Reading) -> Iterator[str]:
    reasons = [row.reason for row in reading.left_out]
    said = "\n".join([*reading.notices, *reasons])
    if expected.said and not re.search(expected.said, said):
        yield f"rien ne dit {expected.said!r} : {said!r}"
    if expected.left is None:
        return
    rest = Counter(dict.fromkeys(reasons, 0))
    for row in reading.left_out:
        rest[row.reason] += row.row_count
    for kind, count in expected.left.items():
        for reason in [each for each in rest if re.search(REASONS[kind], each)]:
            used = min(rest[reason], count)
            rest[reason] -= used
            count -= used  # noqa: PLW2901 - what is still to be found
        if count:
            yield f"{count} ligne(s) « {kind} » ne sont pas écartées : {reasons}"
    if extra := {reason: number for reason, number in rest.items() if number}:
        yield f"écartées sans qu’on s’y attende : {extra}"


def _money(reading: Reading) -> list[SpendLine | PurchaseContract]:
    """What carries the money: the lines, or the contracts of a register that gives no line."""
    if reading.spend_lines:
        return list(reading.spend_lines)
    return [contract for contract in reading.contracts if contract.amount is not None]


def _totals(reading: Reading) -> Counter[str]:
    totals: Counter[str] = Counter()
    for each in _money(reading):
        name = each.supplier_text or getattr(each, "editor_text", None)
        totals[plain(name)] += each.amount  # type: ignore[assignment]
    return totals
