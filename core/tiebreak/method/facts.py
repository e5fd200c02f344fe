"""Every figure that documents and answers may print, stated once from the diagnosis and the trajectory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from tiebreak.model.catalogue import AXIS_LABELS, Axis
from tiebreak.model.diagnosis import QUADRANT_LABELS, Breakdown, Diagnosis, Quadrant
from tiebreak.model.facts import Fact, FactRegister, FactRounding, FactUnit, printed_share
from tiebreak.model.interval import Interval
from tiebreak.model.trajectory import ActionKind, Trajectory


def state_facts(diagnosis: Diagnosis, trajectory: Trajectory | None) -> FactRegister:
    """The register of one run. An identifier says what is measured; the formula, how."""
    register = FactRegister()
    for statement in (_money, _shares, _groups, _dependencies, _marginal, _counts, _left_out):
        for fact in statement(diagnosis):
            register.add(fact)
    for fact in _trajectory(trajectory) if trajectory is not None else ():
        register.add(fact)
    return register


def _eur(identifier: str, value: Decimal | None, formula: str, *sources: str) -> Fact:
    return Fact(id=identifier, value=value, unit=FactUnit.EUR, formula=formula, sources=sources)


def _count(identifier: str, value: int, formula: str, *sources: str) -> Fact:
    return Fact(id=identifier, value=Decimal(value), unit=FactUnit.COUNT, formula=formula, sources=sources)


def _score(identifier: str, value: int, formula: str) -> Fact:
    return Fact(id=identifier, value=Decimal(value), unit=FactUnit.SCORE, formula=formula)


def _ratio(identifier: str, value: Decimal, formula: str) -> Fact:
    return Fact(id=identifier, value=value, unit=FactUnit.SCORE, formula=formula, decimals=2)


def _share(
    identifier: str,
    value: Decimal | None,
    formula: str,
    *sources: str,
    decimals: int = 1,
    rounding: FactRounding = FactRounding.NEAREST,
) -> Fact:
    return Fact(
        id=identifier, value=value, unit=FactUnit.SHARE, formula=formula, sources=sources, decimals=decimals, rounding=rounding
    )


def _interval(prefix: str, interval: Interval, what: str) -> Iterator[Fact]:
    """The bounds, each rounded to the side where it promises nothing; equal bounds are one figure."""
    is_exact = interval.low == interval.high
    down, up = (FactRounding.NEAREST, FactRounding.NEAREST) if is_exact else (FactRounding.DOWN, FactRounding.UP)
    low = _share(f"{prefix}.low", interval.low, f"{what} : hors zone / total, tout inconnu compté dans la zone", rounding=down)
    high = _share(f"{prefix}.high", interval.high, f"{what} : (hors zone + inconnu) / total", rounding=up)
    yield low
    yield high
    yield _share(f"{prefix}.point", interval.point, f"{what} : hors zone / connu")
    yield _share(f"{prefix}.known", interval.known, f"{what} : connu / total", rounding=FactRounding.DOWN)
    yield _share(f"{prefix}.gap", printed_share(high) - printed_share(low), f"{what} : écart entre les bornes imprimées")


def _money(diagnosis: Diagnosis) -> Iterator[Fact]:
    year = diagnosis.authority.year
    yield Fact(
        id="year",
        value=None if year is None else Decimal(year),
        unit=FactUnit.YEAR,
        formula="exercice indiqué, ou lu dans les fichiers",
    )
    if (perimeter := diagnosis.perimeter) is not None:
        yield _eur("total", perimeter.total, "somme des lignes du périmètre, ramenées à l’année")
        base = perimeter.total - diagnosis.negative_balance
        yield _eur("share-base", base, "dénominateur des parts : total, moins les soldes négatifs des avoirs")
        yield _count("line-count", perimeter.line_count, "nombre de lignes de dépense du périmètre")
    for index, other in enumerate(diagnosis.other_perimeters, start=1):
        yield _eur(f"other-{index}.total", other.total, "somme d’une autre nature de montant, hors des parts")
        yield _count(f"other-{index}.line-count", other.line_count, "nombre de lignes d’une autre nature de montant")
    yield _eur(
        "negative-balance",
        diagnosis.negative_balance,
        "somme des dépendances dont les avoirs dépassent les dépenses, hors des parts",
    )


def _shares(diagnosis: Diagnosis) -> Iterator[Fact]:
    for share in diagnosis.axis_shares:
        what = f"part hors de la zone par {AXIS_LABELS[share.axis]}"
        yield from _interval(f"share.{share.axis.value}", share.interval, what)
        rounding = FactRounding.NEAREST if share.interval.known == 1 else FactRounding.DOWN
        yield _share(
            f"share.{share.axis.value}.presumed", share.presumed, f"{what} : seulement présumé / total", rounding=rounding
        )
    yield _share("concentration.top-three", diagnosis.top_three_share, "montant des trois premiers propriétaires connus / total")


def _groups(diagnosis: Diagnosis) -> Iterator[Fact]:
    groups: dict[str, tuple[Breakdown, ...]] = {
        "spend-type": diagnosis.by_spend_type,
        "function": diagnosis.by_function,
        "supplier": diagnosis.by_supplier,
        "criticality": diagnosis.by_criticality,
        "owner-country": diagnosis.by_owner_country,
    }
    for name, rows in groups.items():
        for row in rows:
            prefix = f"{name}.{(row.key or 'none').lower()}"
            yield _eur(f"{prefix}.amount", row.amount, f"somme annuelle : {row.label}")
            if row.interval is not None:
                yield from _interval(prefix, row.interval, f"part hors de la zone, {row.label}")


def _dependencies(diagnosis: Diagnosis) -> Iterator[Fact]:
    for each in diagnosis.assessments:
        dependency, prefix = each.dependency, f"dependency.{each.dependency.id}"
        formula = "somme annuelle des lignes de la dépendance"
        yield _eur(f"{prefix}.amount", dependency.annual_amount, formula, *dependency.spend_line_ids)
        yield _score(f"{prefix}.criticality", dependency.criticality, "criticité de la fonction, 1 à 4")
        for name, scored in (("risk", each.risk), ("capacity", each.capacity)):
            yield _score(f"{prefix}.{name}-low", scored.low, f"docs/methode.md : {name}, borne basse")
            yield _score(f"{prefix}.{name}-high", scored.high, f"docs/methode.md : {name}, borne haute")
    for score in diagnosis.criteria_scores:
        prefix = f"criteria.{score.criteria_set}.{score.subject}"
        yield _ratio(f"{prefix}.low", score.low, f"{score.criteria_set} : sans réponse au plus bas")
        yield _ratio(f"{prefix}.high", score.high, f"{score.criteria_set} : sans réponse au plus haut")
        yield _share(f"{prefix}.completeness", score.completeness, f"{score.criteria_set} : poids des réponses", decimals=0)
    unknown = [each for each in diagnosis.assessments if each.axis(Axis.ULTIMATE_OWNER).is_outside is None]
    amount = sum((each.dependency.annual_amount for each in unknown), Decimal(0))
    yield _count("unknown-owner.count", len(unknown), "dépendances dont le propriétaire ultime est inconnu")
    yield _eur("unknown-owner.amount", amount, "montant annuel des dépendances dont le propriétaire ultime est inconnu")


def _marginal(diagnosis: Diagnosis) -> Iterator[Fact]:
    marginal = diagnosis.marginal
    if marginal is None:
        return
    files = tuple(table.file for table in marginal.tables)
    inside = None if marginal.outside is None else marginal.total - marginal.outside
    outside_share = "montant publié hors de l’Union européenne / total"
    yield _eur("published.total", marginal.total, "somme du tableau publié", *files)
    yield _eur("published.outside", marginal.outside, "montant publié hors de l’Union européenne", *files)
    yield _eur("published.inside", inside, "montant publié dans l’Union européenne", *files)
    yield _share("published.outside-share", marginal.outside_share, outside_share, *files, decimals=2)
    for table in marginal.tables:
        for cell in table.cells:
            identifier = f"published.{table.dimension.value}.{cell.key}"
            yield _eur(identifier, cell.amount, "montant publié", str(cell.provenance))


def _counts(diagnosis: Diagnosis) -> Iterator[Fact]:
    yield _count("dependency-count", len(diagnosis.assessments), "nombre de dépendances distinctes")
    for quadrant in Quadrant:
        count = sum(each.quadrant is quadrant for each in diagnosis.assessments)
        yield _count(f"quadrant.{quadrant.value}", count, f"nombre de dépendances à « {QUADRANT_LABELS[quadrant]} »")


def _left_out(diagnosis: Diagnosis) -> Iterator[Fact]:
    total = sum(row.row_count for row in diagnosis.left_out)
    yield _count("left-out-count", total, "lignes écartées, toutes raisons")
    for index, row in enumerate(diagnosis.left_out, start=1):
        yield _count(f"left-out-{index}.count", row.row_count, f"lignes écartées : {row.reason}", row.file)
        yield _eur(f"left-out-{index}.amount", row.amount, f"montant lisible des lignes écartées : {row.reason}", row.file)


def _trajectory(trajectory: Trajectory) -> Iterator[Fact]:
    constraints, actions = trajectory.constraints, trajectory.actions
    migrations = sum(action.kind is ActionKind.MIGRATE for action in actions)
    studies = sum(action.kind is ActionKind.STUDY for action in actions)
    moved = sum((action.annual_amount_moved for action in actions), Decimal(0))
    costs = [action.cost for action in actions if action.cost is not None]
    total_cost = "somme des coûts ponctuels des actions chiffrées"
    yield _eur("plan.budget", constraints.annual_budget_eur, "budget annuel indiqué par la collectivité")
    yield _count("plan.years", constraints.horizon_years, "horizon indiqué par la collectivité")
    yield _count("plan.action-count", len(actions), "nombre d’actions datées")
    yield _count("plan.migration-count", migrations, "nombre de migrations chiffrées")
    yield _count("plan.study-count", studies, "nombre de sorties à étudier et chiffrer")
    yield _count("plan.identify-count", len(actions) - migrations - studies, "nombre de propriétaires à identifier d’abord")
    yield _count("plan.remaining-count", len(trajectory.remaining), "dépendances laissées en place")
    reasons = Counter(each.reason for each in trajectory.remaining)
    for index, (reason, count) in enumerate(sorted(reasons.items()), start=1):
        yield _count(f"plan.remaining-{index}.count", count, reason)
    yield _eur("plan.moved", moved, "montant annuel des dépendances quittées")
    yield _eur("plan.cost.low", sum((cost.low for cost in costs), Decimal(0)), total_cost)
    yield _eur("plan.cost.point", sum((cost.point for cost in costs), Decimal(0)), total_cost)
    yield _eur("plan.cost.high", sum((cost.high for cost in costs), Decimal(0)), total_cost)
    for year in trajectory.years:
        yield _eur(f"plan.{year.year}.cost", year.cost, f"coûts des actions lancées en {year.year}")
        if year.outside is not None:
            yield from _interval(f"plan.{year.year}", year.outside, f"part hors de la zone fin {year.year}")
        if year.outside_if_studied is not None:
            what = f"part hors de la zone fin {year.year}, si les études aboutissent"
            yield from _interval(f"plan.{year.year}.studied", year.outside_if_studied, what)
    for action in actions:
        if action.cost is not None:
            formula = "coût unitaire × nombre d’unités"
            yield _eur(f"action.{action.id}.low", action.cost.low, formula)
            yield _eur(f"action.{action.id}.point", action.cost.point, formula)
            yield _eur(f"action.{action.id}.high", action.cost.high, formula)
