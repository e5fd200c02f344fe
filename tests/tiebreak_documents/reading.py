"""Small cases of known risks, and what their documents say."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import docx

from tiebreak import (
    Action,
    ActionKind,
    Authority,
    CaseFile,
    Catalogue,
    CatalogueEntries,
    Claim,
    ClaimStatus,
    CostRange,
    Diagnosis,
    Pins,
    PlanningConstraints,
    PurchaseContract,
    Reading,
    Report,
    ReportInputs,
    SpendLine,
    Trajectory,
    YearState,
    diagnose,
    load_nomenclature,
    state_facts,
)
from tiebreak.testing import A_DAY, AN_AUTHORITY, a_reading, a_solution, a_supplier
from tiebreak_documents.exporters import DocxExporter, HtmlExporter

NUMBER = re.compile(r"\d(?:[\d\s]*\d)?(?:[.,]\d+)?\s?[€%]")
"""A number and its unit, whatever space stands between them."""

CATALOGUE = Catalogue(
    [
        CatalogueEntries(
            version="essai",
            suppliers=(a_supplier("america", "US"), a_supplier("europa", "DE")),
            solutions=(
                a_solution("produit-suite", "america", "office_suite", technology="US"),
                a_solution("produit-visio", "america", "video_conferencing", technology="US"),
                a_solution("produit-serveur", "america", "servers", technology="US"),
                a_solution("produit-paie", "america", "hr_payroll", technology=None).model_copy(
                    update={"licence": Claim(value=None, status=ClaimStatus.UNVERIFIED, checked=A_DAY)}
                ),
            ),
        )
    ]
)
"""Four products of an American editor; of the payroll, neither the technology nor the licence is known."""

Plan = Callable[[Diagnosis], Trajectory]


def inputs_of(
    *lines: SpendLine,
    plan: Plan | None = None,
    contracts: tuple[PurchaseContract, ...] = (),
    failures: tuple[str, ...] = (),
    authority: Authority = AN_AUTHORITY,
    beside: tuple[Reading, ...] = (),
) -> ReportInputs:
    """What the documents of these lines are written from."""
    case = CaseFile(
        authority=authority,
        as_of=A_DAY,
        zone_policy="eu_eea",
        readings=(*((a_reading(*lines, contracts=contracts),) if lines or not beside else ()), *beside),
        pins=Pins(method="1", nomenclature="1", catalogue="1", zones="1"),
    )
    diagnosis = diagnose(case, CATALOGUE)
    trajectory = plan(diagnosis) if plan else None
    return ReportInputs(
        case=case,
        diagnosis=diagnosis,
        trajectory=trajectory,
        facts=state_facts(diagnosis, trajectory),
        catalogue=CATALOGUE,
        nomenclature=load_nomenclature(),
        failures=failures,
    )


def plan_of(
    *actions: Callable[[Diagnosis], Action], budget: int | None = None, years: int = 1, says_what_studies_add: bool = True
) -> Plan:
    """A plan made by hand of these actions."""

    def plan(diagnosis: Diagnosis) -> Trajectory:
        outside = diagnosis.axis_shares[0].interval if diagnosis.axis_shares else None
        return Trajectory(
            planner="essai",
            as_of=A_DAY,
            constraints=PlanningConstraints(annual_budget_eur=budget, horizon_years=years),
            actions=tuple(action(diagnosis) for action in actions),
            remaining=(),
            years=(
                YearState(
                    year=2027,
                    cost=sum((made.cost.point for action in actions if (made := action(diagnosis)).cost), Decimal(0)),
                    uncosted_actions=0,
                    outside=outside,
                    outside_if_studied=outside if says_what_studies_add else None,
                ),
            ),
        )

    return plan


def with_more(plan: Plan, **update: object) -> Plan:
    """The same plan, with other fields."""
    return lambda diagnosis: plan(diagnosis).model_copy(update=update)


def leave(
    number: int,
    *,
    kind: ActionKind = ActionKind.STUDY,
    cost: int | None = None,
    need: str = "Suite bureautique",
    **more: object,
) -> Callable[[Diagnosis], Action]:
    """The action on a dependency, told by its place among the ranks from 1; `more` are other fields of it."""

    def action(diagnosis: Diagnosis) -> Action:
        (dependency,) = [each.dependency.id for each in diagnosis.assessments if each.rank == number]
        return Action(
            id=f"go-{number}",
            dependency=dependency,
            kind=kind,
            title=f"Quitter : {need}",
            start=date(2026, 7, 1),
            end=date(2027, 6, 30),
            cost=CostRange(low=Decimal(cost), point=Decimal(cost), high=Decimal(cost)) if cost is not None else None,
            annual_amount_moved=Decimal(0),
            why="Parce que.",
            why_then="Le contrat finit.",
        ).model_copy(update=more)

    return action


class TextOnly(HTMLParser):
    """The words of a page, without styles, drawings and addresses; its tables, row by row."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.rows: list[list[str]] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self._hidden = 0
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self._hidden += tag in {"style", "svg"}
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = False
        self._hidden -= tag in {"style", "svg"}

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        self.words.append(data)
        if self._in_cell:
            self.rows[-1][-1] += data

    @property
    def text(self) -> str:
        """All the words on one line, with ordinary spaces."""
        return re.sub(r"\s+", " ", " ".join(self.words))


def page(report: Report) -> TextOnly:
    """An HTML document, read."""
    parser = TextOnly()
    parser.feed(report.content.decode("utf-8"))
    return parser


def reports_of(inputs: ReportInputs) -> dict[str, Report]:
    """Every document, in both formats, by its name."""
    return {report.filename: report for exporter in (DocxExporter(), HtmlExporter()) for report in exporter.export(inputs)}


def note_of(inputs: ReportInputs) -> TextOnly:
    """The note for élus."""
    return page(reports_of(inputs)["note-elus.html"])


def annex_of(inputs: ReportInputs) -> TextOnly:
    """The internal annex."""
    return page(reports_of(inputs)["annexe-interne.html"])


def words_of_docx(report: Report) -> str:
    """The words of a Word document, tables too."""
    document = docx.Document(io.BytesIO(report.content))
    return " ".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))


def figures_in(words: Iterable[str]) -> set[str]:
    """Amounts and shares of some texts, without their spaces."""
    return {without_spaces(found) for text in words for found in NUMBER.findall(text)}


def without_spaces(text: str) -> str:
    """A text without any space, breaking or not."""
    return re.sub(r"\s", "", text)
