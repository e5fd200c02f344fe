"""Problems and trajectories small enough to be worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tiebreak import (
    Action,
    ActionKind,
    AmountKind,
    Authority,
    CaseFile,
    Catalogue,
    CostRange,
    DaysRange,
    Interval,
    OwnFigure,
    Phase,
    Pins,
    PlanningConstraints,
    PlanningProblem,
    Provenance,
    PurchaseContract,
    Reading,
    RecognitionDecision,
    Remaining,
    SolutionClass,
    SpendLine,
    TaxBasis,
    Trajectory,
    YearState,
    diagnose,
    load_nomenclature,
)
from tiebreak.testing import a_solution, a_supplier, some_entries

AS_OF = date(2026, 1, 15)
AMOUNTS = {"identity": 30_000, "mail": 60_000, "gis": 5_000, "finance": 5_000}
OWNERS = {"identity": "US", "mail": "US", "gis": "US", "finance": None}


def a_problem(
    contract: PurchaseContract | None = None, *, inhabitants: int | None = 20_000, **constraints: object
) -> PlanningProblem:
    """Identity then mail may leave; nothing replaces the geographic information; who owns the finance software is unknown."""
    products = [
        a_solution(f"produit-{function}", f"maison-{function}", function, technology=owner) for function, owner in OWNERS.items()
    ]
    others = [a_solution(f"autre-{function}", "europe", function) for function in ("identity", "mail")]
    suppliers = [a_supplier(f"maison-{function}", owner) for function, owner in OWNERS.items()]
    catalogue = Catalogue([some_entries((*suppliers, a_supplier("europe", "DE")), (*products, *others))])
    lines = tuple(_line(number, function) for number, function in enumerate(AMOUNTS))
    contracts = (contract,) if contract else ()
    case = CaseFile(
        authority=Authority(name="Commune d’essai", inhabitants=inhabitants),
        as_of=AS_OF,
        zone_policy="eu_eea",
        readings=(
            Reading(
                file="essai.csv",
                plugin="essai",
                rows_in_file=len(lines) + len(contracts) + 1,
                heading_rows=1,
                spend_lines=lines,
                contracts=contracts,
            ),
        ),
        recognition_decisions=tuple(
            RecognitionDecision(supplier_text=f"Fournisseur {function}", solution=f"produit-{function}") for function in AMOUNTS
        ),
        pins=Pins(method="essai", nomenclature="essai", catalogue="essai", zones="essai"),
    )
    given = {"own_figures": FIGURES, **constraints}
    return PlanningProblem(
        diagnose(case, catalogue), catalogue, load_nomenclature(), PlanningConstraints.model_validate(given), Decimal("0.8")
    )


FIGURES = (
    OwnFigure(subject="identity", cost_low=Decimal(10_000), cost_high=Decimal(20_000), months=6),
    OwnFigure(subject="mail", cost_low=Decimal(20_000), cost_high=Decimal(40_000), months=12),
)


def a_mail_contract(end: date, *, renews: bool | None = None, notice: int | None = None) -> PurchaseContract:
    """The contract of the mail."""
    return PurchaseContract(
        id="c-1",
        number="M-1001",
        supplier_text=None,
        subject="Messagerie",
        end=end,
        renews_tacitly=renews,
        notice_months=notice,
        provenance=Provenance(file="essai.csv", row=9, plugin="essai"),
    )


def _line(number: int, function: str) -> SpendLine:
    return SpendLine(
        id=f"l-{number}",
        supplier_text=f"Fournisseur {function}",
        label="Abonnement",
        amount=Decimal(AMOUNTS[function]),
        amount_kind=AmountKind.PAID,
        tax_basis=TaxBasis.INCLUDED,
        contract_number="M-1001" if function == "mail" else None,
        licence_count=100,
        provenance=Provenance(file="essai.csv", row=number + 2, plugin="essai"),
    )


def key_of(problem: PlanningProblem, function: str) -> str:
    """Identifier of the only dependency of a function."""
    return next(each.dependency.id for each in problem.diagnosis.assessments if each.dependency.function == function)


def a_trajectory(problem: PlanningProblem) -> Trajectory:
    """Identity out on the 1st of January 2027, then mail on the 1st of January 2028: right when nothing else is asked."""
    identity, mail = key_of(problem, "identity"), key_of(problem, "mail")
    return Trajectory(
        planner="à la main",
        as_of=AS_OF,
        constraints=problem.constraints,
        actions=(
            _identification(key_of(problem, "finance")),
            _migration(
                identity, date(2026, 7, 1), date(2026, 12, 31), costs=(10_000, 15_000, 20_000), days=("5", "6.5"), moved=30_000
            ),
            _migration(
                mail,
                date(2027, 1, 1),
                date(2027, 12, 31),
                costs=(20_000, 30_000, 40_000),
                days=("6.5", "13"),
                moved=60_000,
                after=(identity,),
            ),
        ),
        remaining=(Remaining(dependency=key_of(problem, "gis"), reason="aucune solution"),),
        years=(
            _year(2026, 15_000, low="0.65", high="0.70"),
            _year(2027, 30_000, low="0.05", high="0.10"),
            _year(2028, 0, low="0.05", high="0.10"),
        ),
    )


def _identification(key: str) -> Action:
    return Action(
        id="identify",
        dependency=key,
        kind=ActionKind.IDENTIFY,
        title="Identifier",
        start=AS_OF,
        end=date(2026, 7, 15),
        cost=None,
        annual_amount_moved=Decimal(0),
        why="inconnu",
        why_then="six mois",
    )


def _migration(
    key: str,
    start: date,
    end: date,
    *,
    costs: tuple[int, int, int],
    days: tuple[str, str],
    moved: int,
    after: tuple[str, ...] = (),
) -> Action:
    return Action(
        id=f"migrate-{key}",
        dependency=key,
        kind=ActionKind.MIGRATE,
        title="Migrer",
        solution_classes=(SolutionClass.EDITOR,),
        start=start,
        end=end,
        cost=CostRange(low=Decimal(costs[0]), point=Decimal(costs[1]), high=Decimal(costs[2])),
        annual_amount_moved=Decimal(moved),
        prerequisites=after,
        why="risque",
        why_then="dès que possible",
        phases=(Phase(label="Travaux", first=start, last=end),),
        staff_days=DaysRange(team="informatique", low=Decimal(days[0]), high=Decimal(days[1])),
    )


def _year(year: int, cost: int, *, low: str, high: str) -> YearState:
    shares = Interval(low=Decimal(low), high=Decimal(high), known=Decimal("0.95"))
    return YearState(year=year, cost=Decimal(cost), uncosted_actions=0, outside=shares, outside_if_studied=shares)
