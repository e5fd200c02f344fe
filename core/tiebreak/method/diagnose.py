"""From a case file to its diagnosis. Pure: the same case file and knowledge give the same figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from tiebreak.catalogue.index import Catalogue
from tiebreak.method.accounts import account_of
from tiebreak.method.axes import Lens, axis_answers, controlling_supplier
from tiebreak.method.contracts import CONTRACT_ENDED, lines_of_registers
from tiebreak.method.criteria_of import Subjects, scores_of
from tiebreak.method.gathering import Gathered, gather
from tiebreak.method.marginals import diagnose_marginals
from tiebreak.method.merge import MergeContext, merge
from tiebreak.method.parameters import MethodParameters, load_parameters
from tiebreak.method.perimeter import CEILING_WITHOUT_DURATION, PerimeterChoice, choose_perimeter
from tiebreak.method.reconciliation import reconcile
from tiebreak.method.risk import alternatives, capacity, likelihood, quadrant, risk
from tiebreak.method.shares import Answered, Part, axis_shares, breakdown, parts, parts_by_spend_type
from tiebreak.method.uses import diagnose_uses, summarise_inventory
from tiebreak.model.case_file import CaseFile
from tiebreak.model.catalogue import Axis, Supplier
from tiebreak.model.country import load_country_names
from tiebreak.model.criteria import CriteriaSet
from tiebreak.model.dependency import Dependency
from tiebreak.model.diagnosis import Assessment, AxisShare, Breakdown, Diagnosis, LeftOutSummary, Quadrant
from tiebreak.model.evidence import SpendLine
from tiebreak.model.money import AmountKind
from tiebreak.model.nomenclature import Nomenclature, load_nomenclature
from tiebreak.model.reading import LeftOut
from tiebreak.model.zone import load_zone_policies
from tiebreak.recognition import Recogniser

QUADRANT_ORDER = (Quadrant.ACT_NOW, Quadrant.PREPARE, Quadrant.VERIFY, Quadrant.SEIZE, Quadrant.WATCH)
CEILINGS_ARE_NOT_SPENDING = (
    "Ces montants sont des plafonds de marché ramenés à l’année, pas des dépenses : ils ne donnent pas un taux de dépendance."
)
UNCLASSIFIED = "Non classé"
UNKNOWN_SUPPLIER = "Éditeur inconnu"
UNKNOWN_OWNER = "Inconnu"
CRITICALITY_LABELS = {"1": "1 – confort", "2": "2 – utile", "3": "3 – importante", "4": "4 – vitale"}


def diagnose(case: CaseFile, catalogue: Catalogue, criteria_sets: Sequence[CriteriaSet] = ()) -> Diagnosis:
    """Measure the dependence of a collectivité from its case file.

    Raises:
        MixedAmountsError: when published tables do not split the same total.
    """
    parameters, nomenclature = load_parameters(), load_nomenclature()
    lens = Lens(catalogue, load_zone_policies().policy(case.zone_policy), case.is_strict)
    lines = [line for reading in case.readings for line in reading.spend_lines]
    ended: list[SpendLine] = []
    if not lines:
        lines, ended = lines_of_registers(case.readings, case.authority.year or case.as_of.year)
    choice = choose_perimeter(lines, parameters)
    recogniser = Recogniser(catalogue, case.recognition_decisions)
    gathered = _gathered(case, choice, recogniser, catalogue)
    elsewhere = [each for each in choice.lines if recogniser.is_elsewhere(each.line)] if choice else []
    dependencies = _dependencies(case, gathered, lens, nomenclature, parameters)
    every = [Answered(dependency, axis_answers(dependency, lens)) for dependency in dependencies]
    answered = [each for each in every if each.dependency.known_amount >= 0]
    shares = axis_shares(answered, point_threshold=parameters.point_threshold)
    not_counted = [(line, CEILING_WITHOUT_DURATION) for line in (choice.without_duration if choice else ())]
    not_counted += [(line, CONTRACT_ENDED) for line in ended]
    kind = choice.perimeter.amount_kind if choice else None
    subjects = Subjects(answered, criteria_sets, case.criteria_answers, lens)
    groups = _Groups(answered, catalogue, nomenclature, parameters)
    return Diagnosis(
        authority=case.authority,
        as_of=case.as_of,
        zone_policy=case.zone_policy,
        method_version=parameters.version,
        nomenclature_version=nomenclature.version,
        catalogue_version=catalogue.version,
        perimeter=choice.perimeter if choice else None,
        other_perimeters=choice.others if choice else (),
        axis_shares=tuple(_without_point(share) for share in shares) if kind is AmountKind.CEILING else shares,
        headline_note=_headline_note(shares, kind, parameters),
        by_spend_type=groups.by_spend_type(),
        by_function=groups.by_function(),
        by_supplier=groups.by_supplier(),
        by_criticality=groups.by_criticality(),
        by_owner_country=groups.by_owner_country(),
        top_three_share=groups.top_three_share(),
        assessments=_assessments(answered, lens, case, parameters),
        criteria_scores=scores_of(criteria_sets, subjects),
        marginal=diagnose_marginals([table for reading in case.readings for table in reading.marginals]),
        uses=diagnose_uses(every, gathered.groups, nomenclature, case.criticality_decisions),
        inventory=summarise_inventory(case.readings, every, gathered.unrecognised),
        reconciliations=reconcile(
            lines, [balance for reading in case.readings for balance in reading.balances], case.authority.year
        ),
        accounts=tuple(account_of(reading) for reading in case.readings),
        left_out=_left_out((row for reading in case.readings for row in reading.left_out), not_counted),
        negative_balance=sum((each.dependency.known_amount for each in every if each.dependency.known_amount < 0), Decimal(0)),
        elsewhere_count=len(elsewhere),
        elsewhere_amount=sum((each.annual_amount for each in elsewhere), Decimal(0)),
        notices=(*_notices(case), *_orphaned(subjects.orphans)),
    )


def _orphaned(lost: Sequence[str]) -> tuple[str, ...]:
    if not lost:
        return ()
    return (f"Des réponses aux critères ne comptent plus, faute de leur objet dans ce diagnostic : {', '.join(lost)}.",)


def _gathered(case: CaseFile, choice: PerimeterChoice | None, recogniser: Recogniser, catalogue: Catalogue) -> Gathered:
    return gather(
        choice.lines if choice else (),
        (item for reading in case.readings for item in reading.inventory),
        (use for reading in case.readings for use in reading.uses),
        catalogue,
        recogniser,
    )


def _dependencies(
    case: CaseFile, gathered: Gathered, lens: Lens, nomenclature: Nomenclature, parameters: MethodParameters
) -> tuple[Dependency, ...]:
    context = MergeContext(lens.catalogue, nomenclature, parameters, case.criticality_decisions)
    contracts = [contract for reading in case.readings for contract in reading.contracts]
    return merge(gathered, contracts, context)


class _Groups:
    """The same money grouped in several ways."""

    def __init__(
        self, answered: Sequence[Answered], catalogue: Catalogue, nomenclature: Nomenclature, parameters: MethodParameters
    ) -> None:
        self._answered = answered
        self._catalogue = catalogue
        self._types = {spend_type.id: spend_type.label for spend_type in nomenclature.spend_types}
        self._functions = {function.id: function.label for function in nomenclature.functions}
        self._threshold = parameters.point_threshold

    def by_spend_type(self) -> tuple[Breakdown, ...]:
        every = parts_by_spend_type(self._answered)
        return self._breakdown(every, lambda key: self._types.get(key or "", UNCLASSIFIED))

    def by_function(self) -> tuple[Breakdown, ...]:
        every = parts(self._answered, lambda each: each.dependency.function)
        return self._breakdown(every, lambda key: self._functions.get(key or "", UNCLASSIFIED))

    def by_supplier(self) -> tuple[Breakdown, ...]:
        every = parts(self._answered, lambda each: supplier.id if (supplier := self._controlling(each)) else None)
        return self._breakdown(every, lambda key: self._catalogue.suppliers[key].name if key else UNKNOWN_SUPPLIER)

    def by_owner_country(self) -> tuple[Breakdown, ...]:
        every = parts(self._answered, lambda each: each.axis(Axis.ULTIMATE_OWNER).country)
        return self._breakdown(every, lambda key: load_country_names().get(key, key) if key else UNKNOWN_OWNER)

    def by_criticality(self) -> tuple[Breakdown, ...]:
        every = parts(self._answered, lambda each: str(each.dependency.criticality))
        return self._breakdown(every, lambda key: CRITICALITY_LABELS[key or ""])

    def top_three_share(self) -> Decimal | None:
        """Share of all the money held by the three largest known owners; `None` when no owner is known."""
        total = sum((each.dependency.known_amount for each in self._answered), Decimal(0))
        owners: dict[str, Decimal] = defaultdict(Decimal)
        for each in self._answered:
            supplier = self._controlling(each)
            is_known = each.axis(Axis.ULTIMATE_OWNER).is_outside is not None
            if supplier is not None and supplier.ultimate_owner.value is not None and is_known:
                owners[supplier.ultimate_owner.value.name] += each.dependency.known_amount
        if not owners or total == 0:
            return None
        return sum(sorted(owners.values(), reverse=True)[:3], Decimal(0)) / total

    def _controlling(self, each: Answered) -> Supplier | None:
        return controlling_supplier(each.dependency, self._catalogue)[0]

    def _breakdown(self, every: Iterable[Part], label: Callable[[str | None], str]) -> tuple[Breakdown, ...]:
        return breakdown(every, label=label, point_threshold=self._threshold)


def _assessments(
    answered: Iterable[Answered], lens: Lens, case: CaseFile, parameters: MethodParameters
) -> tuple[Assessment, ...]:
    assessed = [_assessment(each, lens, case, parameters) for each in answered]
    ordered = sorted(assessed, key=_priority)
    return tuple(each.model_copy(update={"rank": rank}) for rank, each in enumerate(ordered, start=1))


def _priority(each: Assessment) -> tuple[int, int, Decimal, str]:
    """Riskiest first by its worst case, then the quadrant, then the money."""
    return (-each.risk.high, QUADRANT_ORDER.index(each.quadrant), -each.dependency.known_amount, each.dependency.id)


def _assessment(each: Answered, lens: Lens, case: CaseFile, parameters: MethodParameters) -> Assessment:
    dependency = each.dependency
    likelihood_range, why_risk = likelihood(each, lens)
    risk_range = risk(likelihood_range, dependency.criticality)
    options = alternatives(dependency, lens)
    solution = lens.catalogue.solutions.get(dependency.recognition.solution or "")
    functions = solution.functions if solution else (dependency.function,) if dependency.function else ()
    has_documented_effort = lens.catalogue.has_migrations_of(functions)
    capacity_range, why_capacity = capacity(
        dependency, options, has_documented_effort=has_documented_effort, as_of=case.as_of, parameters=parameters
    )
    origin = "par défaut" if dependency.criticality_is_default else "décidée par la collectivité"
    return Assessment(
        dependency=dependency,
        axes=each.axes,
        likelihood=likelihood_range,
        risk=risk_range,
        capacity=capacity_range,
        quadrant=quadrant(risk_range, capacity_range, parameters),
        rank=1,
        alternatives=tuple(solution.id for solution in options.solutions),
        solution_classes=options.classes,
        reasons=(
            f"Criticité {dependency.criticality} ({origin}).",
            f"Exposition : {', '.join(why_risk) or 'aucun facteur connu'}.",
            f"Capacité à agir : {', '.join(why_capacity) or 'aucun levier connu'}.",
        ),
    )


def _without_point(share: AxisShare) -> AxisShare:
    return share.model_copy(update={"interval": share.interval.model_copy(update={"point": None})})


def _headline_note(shares: Sequence[AxisShare], kind: AmountKind | None, parameters: MethodParameters) -> str | None:
    if not shares:
        return None
    if kind is AmountKind.CEILING:
        return CEILINGS_ARE_NOT_SPENDING
    if shares[0].interval.point is None:
        threshold = int(parameters.point_threshold * 100)
        return f"Moins de {threshold} % du montant est identifié : seul un intervalle peut être donné."
    return None


def _left_out(rows: Iterable[LeftOut], not_counted: Iterable[tuple[SpendLine, str]]) -> tuple[LeftOutSummary, ...]:
    counts: dict[tuple[str, str], list[tuple[int, Decimal | None]]] = defaultdict(list)
    for row in rows:
        counts[row.provenance.file, row.reason].append((row.row_count, row.amount))
    for line, reason in not_counted:
        counts[line.provenance.file, reason].append((1, line.amount))
    return tuple(
        LeftOutSummary(
            file=file,
            reason=reason,
            row_count=sum(count for count, _ in every),
            amount=sum(known, Decimal(0)) if (known := [amount for _, amount in every if amount is not None]) else None,
        )
        for (file, reason), every in sorted(counts.items())
    )


def _notices(case: CaseFile) -> tuple[str, ...]:
    return tuple(f"{reading.file} : {notice}" for reading in case.readings for notice in reading.notices)
