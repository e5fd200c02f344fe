"""Tables of expenses: one line of evidence a row, and the contracts that the same row tells of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pydantic import ValidationError

from tiebreak import AmountKind, LeftOut, PurchaseContract, SpendLine, TaxBasis, load_nomenclature, normalise, to_cents
from tiebreak_spreadsheet.doubts import refuse_doubtful
from tiebreak_spreadsheet.fates import Fates, fates_of
from tiebreak_spreadsheet.headers import Header
from tiebreak_spreadsheet.row_words import doubt, is_credit
from tiebreak_spreadsheet.sheet_reading import (
    UNREADABLE,
    Row,
    SheetContext,
    SheetReading,
    heading_rows,
    problem_of,
    read_months,
    rows_under,
)
from tiebreak_spreadsheet.tables import Sheet, cell_text
from tiebreak_spreadsheet.values import UnreadableValueError, last_day, read_amount, read_count, read_date, read_siren, read_year
from tiebreak_spreadsheet.vocabulary import amount_kind_of, is_yearly, scale_above, scale_of, tax_basis_of

_IN_EUROS = re.compile(r"€|\beuros?\b", re.IGNORECASE)
_YEAR = re.compile(r"\b20\d\d\b")
_YEAR_ABOVE = re.compile(r"\b(?:exercice|budget|année)\D{0,12}(20\d\d)\b", re.IGNORECASE)
_TAX_AFTER = re.compile(r"(?:ht|ttc)$", re.IGNORECASE)
SHARED_CONTRACT = "même marché partagé entre plusieurs titulaires : montant déjà compté"
SAME_ROW = "ligne identique à une autre du même marché : montant déjà compté"


@dataclass(frozen=True)
class AmountMeaning:
    """What the amounts of a table are, from the title of their column."""

    kind: AmountKind
    tax_basis: TaxBasis
    scale: Decimal
    notice: str | None


def read_expenses(sheet: Sheet, header: Header, context: SheetContext) -> SheetReading:
    """The lines of a table of expenses; a total, an empty amount or an unreadable row is left out or refused."""
    rows = list(rows_under(sheet, header, context))
    refuse_doubtful(rows, sheet, header, context)
    meaning = _scaled(amount_meaning(header), sheet, header)
    fates = fates_of(rows, sheet, header, context)
    lines: list[SpendLine] = []
    contracts: list[PurchaseContract] = []
    left_out: list[LeftOut] = []
    bad_rows: list[str] = []
    for row in rows:
        if reason := fates.left_out.get(row.number):
            left_out.append(row.left_out(reason, meaning.scale))
            continue
        try:
            line = _line(row, meaning, fates.problems.get(row.number))
            contract = _contract(row, line)
        except (UnreadableValueError, ValidationError) as error:
            if context.leaves_out_unreadable:
                left_out.append(row.left_out(UNREADABLE, meaning.scale))
            else:
                bad_rows.append(row.problem(problem_of(error)))
        else:
            lines.append(line)
            contracts += [contract] if contract else []
    if meaning.kind is AmountKind.CEILING:
        lines, shared = _without_repeated_ceilings(lines)
        left_out += shared
        kept = {(line.provenance.sheet, line.provenance.row) for line in lines}
        contracts = [contract for contract in contracts if (contract.provenance.sheet, contract.provenance.row) in kept]
    return SheetReading(
        heading_rows=heading_rows(sheet, header),
        spend_lines=tuple(lines),
        contracts=tuple(contracts),
        left_out=tuple(left_out),
        bad_rows=tuple(bad_rows),
        notices=tuple(_notices(meaning, header, rows, fates)),
        year=_year(rows, sheet, header),
    )


def _year(rows: Sequence[Row], sheet: Sheet, header: Header) -> int | None:
    """The budget year of the amounts: that of its column, else of their title, else of "Exercice…" above the table."""
    column = {year for row in rows if (year := read_year(row.cell("year"))) is not None}
    above = " ".join(cell_text(cell) for row in sheet.rows[: header.row_index] for cell in row)
    stated = (column, _YEAR.findall(header.title("amount")), _YEAR_ABOVE.findall(above))
    years = next((set(map(int, found)) for found in stated if found), set())
    return years.pop() if len(years) == 1 else None


def amount_meaning(header: Header, *, default: AmountKind = AmountKind.PAID) -> AmountMeaning:
    """Kind, tax basis and scale of the amounts; says what it had to assume.

    With a column of durations, amounts are those of whole contracts: ceilings.
    """
    title = header.title("amount")
    stated = amount_kind_of(title)
    notice = None
    if stated is not None:
        kind = stated
    elif header.has("months") and not is_yearly(title):
        kind = AmountKind.CEILING
        notice = f"une durée accompagne la colonne « {title} » : montants lus comme des plafonds de marché, ramenés à l’année"
    else:
        kind = default
        notice = (
            f"la colonne « {title} » ne dit pas la nature du montant : lu comme mandaté" if default is AmountKind.PAID else None
        )
    return AmountMeaning(kind, tax_basis_of(title), scale_of(title), notice)


def spend_type_of(text: str) -> str | None:
    """The type of expense that a cell names; `None` when it is none of the 14."""
    wanted = normalise(text)
    return next((each.id for each in load_nomenclature().spend_types if normalise(each.label) == wanted), None)


def _line(row: Row, meaning: AmountMeaning, problem: str | None) -> SpendLine:
    if problem := problem or doubt(row):
        raise UnreadableValueError(problem)
    months = None if is_yearly(row.header.title("amount")) else read_months(row)
    amount = to_cents(read_amount(row.cell("amount")) * meaning.scale)
    return SpendLine(
        id=row.identifier,
        supplier_text=row.text("supplier") or None,
        label=row.text("label"),
        editor_text=row.text("editor") or None,
        amount=-abs(amount) if is_credit(row) else amount,
        amount_kind=meaning.kind,
        tax_basis=_tax_basis(row, meaning),
        months=months or None,
        account=row.text("account") or None,
        spend_type=spend_type_of(row.text("spend_type")),
        supplier_siren=read_siren(row.cell("supplier_id")),
        contract_number=row.text("contract_number") or None,
        service=row.text("service") or None,
        licence_count=read_count(row.cell("licence_count")),
        provenance=row.provenance,
    )


def _tax_basis(row: Row, meaning: AmountMeaning) -> TaxBasis:
    """What the row says of VAT, in a column of its own or after its amount, else what the title says."""
    after = _TAX_AFTER.search(cell_text(row.cell("amount")))
    own = tax_basis_of(" ".join((row.text("tax"), after.group() if after else "")))
    return meaning.tax_basis if own is TaxBasis.UNSTATED else own


def _contract(row: Row, line: SpendLine) -> PurchaseContract | None:
    """The contract that a row of expenses tells of, when it gives a date."""
    start, end = read_date(row.cell("start")), read_date(row.cell("end"))
    if end is None and start is not None and line.months is not None:
        end = last_day(start, line.months)
    if start is None and end is None:
        return None
    return PurchaseContract(
        id=f"marche-{line.id}",
        number=line.contract_number,
        supplier_text=line.supplier_text,
        subject=line.label,
        start=start,
        end=end,
        provenance=row.provenance,
    )


def _without_repeated_ceilings(lines: Sequence[SpendLine]) -> tuple[list[SpendLine], list[LeftOut]]:
    """One line a contract: public data repeat a contract's whole amount for each of its holders."""
    groups: dict[tuple[str | None, str, Decimal], list[SpendLine]] = defaultdict(list)
    for line in lines:
        alone = line.id if line.contract_number is None else ""
        groups[line.contract_number, f"{line.label}{alone}", line.amount].append(line)
    kept: list[SpendLine] = []
    left_out: list[LeftOut] = []
    for first, *others in groups.values():
        holders = dict.fromkeys(line.supplier_text for line in (first, *others) if line.supplier_text)
        if others:
            kept.append(
                replace(
                    first,
                    supplier_text=" ; ".join(holders) or None,
                    supplier_siren=first.supplier_siren if len(holders) < 2 else None,
                )
            )
        else:
            kept.append(first)
        left_out += [_repeated(line, len(holders)) for line in others]
    return kept, left_out


def _repeated(line: SpendLine, holder_count: int) -> LeftOut:
    return LeftOut(
        reason=SHARED_CONTRACT if holder_count > 1 else SAME_ROW,
        content=f"{line.contract_number} | {line.supplier_text} | {line.label}"[:200],
        amount=line.amount,
        provenance=line.provenance,
    )


def _notices(meaning: AmountMeaning, header: Header, rows: Sequence[Row], fates: Fates) -> list[str]:
    """What the user should know of how the table was understood."""
    spent = [row for row in rows if row.number not in fates.left_out]
    notices = [meaning.notice] if meaning.notice else []
    if not header.has("supplier"):
        notices.append("aucune colonne de fournisseur reconnue : les éditeurs ne sont cherchés que dans les libellés")
    else:
        notices += _written_once(spent)
    if header.has("quantity") or header.has("licence_count"):
        notices += _by_line(header)
    buyers = {row.text("buyer") for row in rows} - {""}
    if len(buyers) > 1:
        notices.append(f"{len(buyers)} acheteurs différents : ce fichier n’est pas celui d’une seule collectivité")
    return notices


def _written_once(spent: Sequence[Row]) -> list[str]:
    """Says how many lines have no supplier in a table where others have one."""
    without = [row for row in spent if not row.text("supplier")]
    if not without or len(without) == len(spent):
        return []
    said = f"{len(without)} dépenses sans fournisseur (la première ligne {without[0].number}) : fournisseur inconnu. "
    return [said + "S’il n’est écrit qu’une fois pour plusieurs lignes, recopiez-le sur chacune"]


def _by_line(header: Header) -> list[str]:
    """Says that an amount beside a quantity was taken for that of the whole line."""
    title = header.title("amount")
    if "total" in normalise(title).split() or header.has("unit_price"):
        return []
    return [f"la colonne « {title} » est lue comme le montant de toute la ligne, non comme un prix par unité"]


def _scaled(meaning: AmountMeaning, sheet: Sheet, header: Header) -> AmountMeaning:
    """The meaning, multiplied when the block above the table says that all is in thousands or millions."""
    scale = scale_above(" ".join(cell_text(cell) for row in sheet.rows[: header.row_index] for cell in row))
    if scale == 1 or meaning.scale != 1 or _IN_EUROS.search(header.title("amount")):
        return meaning
    return replace(meaning, scale=scale, notice="montants multipliés : le titre du tableau les dit en milliers ou millions")
