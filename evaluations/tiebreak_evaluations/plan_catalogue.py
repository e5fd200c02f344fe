"""A small random collectivité to plan for: products of owners outside, what could replace them, contracts, and its diagnosis."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from random import Random

from tiebreak import (
    AmountKind,
    Authority,
    CaseFile,
    Catalogue,
    CatalogueEntries,
    CriticalityDecision,
    Diagnosis,
    EffortUnit,
    FiguresStatus,
    Migration,
    Pins,
    ProductUse,
    Provenance,
    PurchaseContract,
    Reading,
    RecognitionDecision,
    Solution,
    SpendLine,
    Supplier,
    SupplierKind,
    TaxBasis,
    UseGround,
    diagnose,
)
from tiebreak.testing import A_REFERENCE, a_solution, a_supplier

CHAINED = ("identity", "mail", "collaboration", "office_suite", "operating_system", "remote_access", "e_signature")
ALONE = ("finance", "gis", "website", "virtualisation", "video_conferencing", "design_tools", "media_player", "file_tools")
NAMES = ("Zorvex", "Quilmar", "Tabrinix", "Ovelto", "Kestrune", "Wimbador", "Yuplexa", "Dranqui", "Fosmeril", "Jorvanel")
DAYS = (date(2026, 1, 1), date(2026, 1, 15), date(2026, 11, 30), date(2027, 3, 31), date(2027, 12, 31), date(2028, 2, 29))
FILE = "essai.csv"


def random_diagnosis(rng: Random, *, size: int, with_cases: bool) -> tuple[Diagnosis, Catalogue]:
    """A diagnosis with that many products of owners outside, and other dependencies beside them."""
    functions = [_function(rng) for _ in range(size)]
    suppliers, solutions, kinds = _products(rng, functions)
    others = _alternatives(rng, sorted(set(functions)))
    catalogue = Catalogue(
        [
            CatalogueEntries(
                version="essai",
                suppliers=(*suppliers, *others[0]),
                solutions=(*solutions, *others[1]),
                migrations=_migrations(rng) if with_cases else (),
            )
        ]
    )
    as_of = rng.choice(DAYS)
    authority = Authority(
        name="Commune d’essai",
        inhabitants=rng.choice((None, 1_200, 3_499, 3_500, 20_000, 60_000, 60_000)),
        workstations=rng.choice((None, None, 40, 99, 100, 350, 1_200)),
        is_fictitious=True,
    )
    case = CaseFile(
        authority=authority,
        as_of=as_of,
        zone_policy="eu_eea",
        readings=(_reading(rng, solutions, kinds, as_of),),
        recognition_decisions=tuple(RecognitionDecision(supplier_text=each.name, solution=each.id) for each in solutions),
        criticality_decisions=tuple(
            CriticalityDecision(function=each, criticality=rng.choice((1, 2, 4, 4, 4)))
            for each in sorted(set(functions))
            if rng.random() < 0.5
        ),
        pins=Pins(method="essai", nomenclature="essai", catalogue="essai", zones="essai"),
    )
    return diagnose(case, catalogue), catalogue


def _function(rng: Random) -> str:
    return rng.choice(CHAINED if rng.random() < 0.65 else ALONE)


def _products(rng: Random, functions: list[str]) -> tuple[list[Supplier], list[Solution], list[str]]:
    """Products used: those of owners outside first, then some of owners unknown or inside, and free software."""
    beside = rng.choices(("unknown", "inside", "free", "free-outside"), k=rng.choice((0, 1, 1, 2, 3)))
    kinds = ["outside"] * len(functions) + beside
    owners = {"outside": "US", "free-outside": "US", "unknown": None, "inside": "FR", "free": "FR"}
    suppliers, solutions = [], []
    for number, kind in enumerate(kinds):
        name = NAMES[number]
        function = functions[number] if number < len(functions) else _function(rng)
        suppliers.append(a_supplier(f"maison-{number}", owners[kind]))
        licence = "GPL-3.0-only" if kind.startswith("free") else "proprietary"
        technology = rng.choice(("US", "US", None)) if kind == "outside" else owners[kind]
        each = a_solution(f"produit-{number}", f"maison-{number}", function, licence=licence, technology=technology)
        more = tuple({_function(rng)} - {function}) if rng.random() < 0.35 else ()
        solutions.append(each.model_copy(update={"name": name, "functions": (function, *more)}))
    return suppliers, solutions, kinds


def _alternatives(rng: Random, functions: list[str]) -> tuple[list[Supplier], list[Solution]]:
    """What could replace them: none, one class or several, by function."""
    editor = a_supplier("editeur-europeen", "DE")
    community = a_supplier("communaute", "FR", kind=SupplierKind.COMMUNITY)
    common = a_supplier("commun-public", "FR", kind=SupplierKind.PUBLIC_BODY)
    solutions = []
    for function in functions:
        classes = rng.choice(((), *((editor,), (community,), (common,), (editor, community), (editor, community, common)) * 2))
        for supplier in classes:
            licence = "proprietary" if supplier is editor else "MIT"
            identifier = f"autre-{function.replace('_', '-')}-{supplier.id}"
            solutions.append(a_solution(identifier, supplier.id, function, licence=licence))
    return [editor, community, common], solutions


def _migrations(rng: Random) -> tuple[Migration, ...]:
    """Documented migrations of some functions, alone or together, some told by the same organisation."""
    groups: list[tuple[str, ...]] = []
    for each in (*CHAINED, *ALONE):
        groups += [(each,)] * rng.choice((0, 0, 1, 2, 4))
    groups += [("mail", "collaboration"), ("office_suite", "operating_system", "mail")] * rng.choice((0, 1, 2))
    return tuple(_migration(rng, number, functions) for number, functions in enumerate(groups))


def _migration(rng: Random, number: int, functions: tuple[str, ...]) -> Migration:
    low, months = rng.randint(5, 150) * 1_000, rng.randint(1, 18)
    has_cost, has_months = rng.random() < 0.6, rng.random() < 0.8
    return Migration(
        id=f"cas-{number}",
        label=f"Cas {number}",
        organisation=f"Ville {rng.randint(0, 12)}",
        functions=functions,
        unit=rng.choice(tuple(EffortUnit)),
        units=rng.choice((50, 400, 1_000, 20_000)),
        year=2024,
        cost_low_eur=Decimal(low) if has_cost else None,
        cost_high_eur=Decimal(low * rng.choice((1, 2, 5))) if has_cost else None,
        months_low=months if has_months else None,
        months_high=months + rng.choice((0, 3, 12)) if has_months else None,
        staying_share=rng.choice((None, None, Decimal(0), Decimal("0.1"), Decimal("0.25"))),
        note="Cas inventé.",
        status=rng.choice(tuple(FiguresStatus)),
        references=(A_REFERENCE,),
    )


def _reading(rng: Random, solutions: list[Solution], kinds: list[str], as_of: date) -> Reading:
    lines: list[SpendLine] = []
    contracts: list[PurchaseContract] = []
    uses: list[ProductUse] = []
    places = (Provenance(file=FILE, row=row, plugin="essai") for row in count(2))
    for number, (solution, kind) in enumerate(zip(solutions, kinds, strict=True)):
        is_paid = rng.random() < 0.85 or kind != "outside"
        if is_paid:
            lines.append(_line(rng, number, solution, next(places)))
            if (contract := _contract(rng, number, as_of, lines[-1].provenance)) is not None:
                contracts.append(contract)
        for function in solution.functions[1:] if is_paid else solution.functions:
            uses.append(_use(rng, len(uses), (function, solution), at=next(places), as_of=as_of))
    return Reading(
        file=FILE,
        plugin="essai",
        rows_in_file=1 + len(lines) + len(uses),
        heading_rows=1,
        spend_lines=tuple(lines),
        contracts=tuple(contracts),
        uses=tuple(uses),
    )


def _line(rng: Random, number: int, solution: Solution, at: Provenance) -> SpendLine:
    return SpendLine(
        id=f"l-{number}",
        supplier_text=solution.name,
        label=f"Abonnement {solution.name}",
        amount=Decimal(0) if rng.random() < 0.05 else Decimal(rng.randint(5, 600) * 100),
        amount_kind=AmountKind.PAID,
        tax_basis=TaxBasis.INCLUDED,
        contract_number=f"M-{number}00",
        licence_count=rng.choice((None, 0, 3, 20, 60, 99, 100, 150, 400, 400)),
        provenance=at,
    )


def _contract(rng: Random, number: int, as_of: date, at: Provenance) -> PurchaseContract | None:
    """No contract, one that is over, one that ends, or one renewed tacitly."""
    kind = rng.choice(("none", "none", "over", "fixed", "fixed", "fixed", "far", "tacit", "tacit", "tacit", "leap"))
    if kind == "none":
        return None
    days = {"over": -rng.randint(1, 800), "fixed": rng.randint(0, 1_300), "far": rng.randint(1_300, 3_500)}
    end = as_of + timedelta(days=days.get(kind, rng.randint(-900, 900)))
    if rng.random() < 0.5:
        end = date(end.year, 12, 31) if rng.random() < 0.5 else date(end.year, 6, 30)
    is_tacit = kind in {"tacit", "leap"}
    return PurchaseContract(
        id=f"c-{number}",
        number=f"M-{number}00",
        supplier_text=None,
        subject="Abonnement",
        end=date(2024, 2, 29) if kind == "leap" else end,
        notice_months=rng.choice((None, 0, 3, 6, 12, 18)),
        renews_tacitly=True if is_tacit else rng.choice((None, False)),
        provenance=at,
    )


def _use(rng: Random, number: int, use: tuple[str, Solution], *, at: Provenance, as_of: date) -> ProductUse:
    """A use declared, with a range of cost, open above or not, or none."""
    function, solution = use
    low = rng.choice((None, Decimal(0), Decimal(rng.randint(1, 60) * 100)))
    high = None if low is None or rng.random() < 0.2 else low + rng.randint(0, 20) * 100
    return ProductUse(
        id=f"u-{number}",
        function=function,
        product_text=solution.name,
        ground=UseGround.DECLARED,
        annual_amount_low=low,
        annual_amount_high=high,
        user_count=rng.choice((None, 15, 120)),
        contract_end=rng.choice((None, as_of + timedelta(days=rng.randint(0, 900)))),
        provenance=at,
    )
