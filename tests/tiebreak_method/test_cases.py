"""The method, by cases that anyone can write: YAML files of inputs and of what the method must give.

The format is written at the head of `cases/exemple-de-la-methode.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from tiebreak import (
    AMOUNT_KIND_LABELS,
    QUADRANT_LABELS,
    CaseFile,
    Catalogue,
    CatalogueEntries,
    Claim,
    ClaimStatus,
    CriteriaAnswer,
    Diagnosis,
    EffortUnit,
    FactRegister,
    FiguresStatus,
    Holder,
    Migration,
    Pins,
    Reading,
    Solution,
    Supplier,
    SupplierKind,
    diagnose,
    french_number,
    normalise,
    state_facts,
)
from tiebreak.testing import (
    A_DAY,
    A_REFERENCE,
    AN_AUTHORITY,
    a_contract,
    a_reading,
    a_solution,
    a_spend_line,
    a_supplier,
)
from tiebreak_criteria import load_sets

FOLDER = Path(__file__).parent / "cases"
METHOD = Path(__file__).parents[2] / "docs" / "methode.md"
CASES = [
    pytest.param(case, id=f"{path.stem} : {case['cas']}")
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
]
KINDS = {label: kind for kind, label in AMOUNT_KIND_LABELS.items()}
QUADRANTS = {label: quadrant for quadrant, label in QUADRANT_LABELS.items()}
UNKNOWN = "?"
FIELDS = {"total", "moins", "plus", "connu", "point", "trois premiers", "dépendances", "critères"}


def identifier(name: str) -> str:
    return normalise(name).replace(" ", "-")


def suppliers(case: Mapping[str, Any]) -> Iterator[Supplier]:
    for name, told in case["fournisseurs"].items():
        country, status = told["pays"], ClaimStatus(told.get("statut", "reviewed"))
        owner = Claim[Holder](
            value=None if country == UNKNOWN else Holder(name=name, country=country),
            status=ClaimStatus.UNVERIFIED if country == UNKNOWN else status,
            reference=A_REFERENCE,
            checked=A_DAY,
            note="cherché",
        )
        made = a_supplier(identifier(name), kind=SupplierKind(told.get("sorte", "editor")))
        yield made.model_copy(update={"name": name, "ultimate_owner": owner})


def solutions(case: Mapping[str, Any]) -> Iterator[Solution]:
    for name, told in case.get("solutions", {}).items():
        technology = told["technologie"]
        licence = told.get("licence", "proprietary")
        made = a_solution(
            identifier(name),
            identifier(told["de"]),
            told["fonction"],
            licence=licence,
            technology=None if technology == UNKNOWN else technology,
        ).model_copy(update={"name": name})
        if licence in {UNKNOWN, "-"}:
            unverified = Claim[str](value=None, status=ClaimStatus.UNVERIFIED, checked=A_DAY, note="cherché")
            made = made.model_copy(update={"licence": unverified if licence == UNKNOWN else None})
        yield made


def the_catalogue(case: Mapping[str, Any]) -> Catalogue:
    migrations = tuple(
        Migration(
            id=f"cas-{identifier(function)}",
            label=f"Ailleurs, {function}",
            organisation="Ailleurs",
            functions=(function,),
            unit=EffortUnit.SEAT,
            units=100,
            year=2020,
            note="Cas fictif.",
            status=FiguresStatus.PUBLIC,
            references=(A_REFERENCE,),
        )
        for function in case.get("migrations", ())
    )
    entries = CatalogueEntries(
        version="cas", suppliers=tuple(suppliers(case)), solutions=tuple(solutions(case)), migrations=migrations
    )
    return Catalogue([entries])


def the_reading(case: Mapping[str, Any]) -> Reading:
    lines = []
    for number, (paid, label, amount, *more) in enumerate(case["lignes"], start=1):
        kind, months = (*more, "mandaté", "12")[:2] if not more else (more[0], more[1] if len(more) > 1 else "12")
        line = a_spend_line(number, supplier=paid, label=label, amount=amount)
        lines.append(replace(line, amount_kind=KINDS[kind], months=int(months)))
    contracts = tuple(
        a_contract(number, end=date.fromisoformat(end)).model_copy(
            update={
                "supplier_text": paid,
                "renews_tacitly": tacit == "oui",
                "provenance": replace(lines[0].provenance, row=len(lines) + number + 1),
            }
        )
        for number, (paid, end, tacit) in enumerate(case.get("contrats", ()), start=1)
    )
    return a_reading(*lines, contracts=contracts)


def diagnosed(case: Mapping[str, Any]) -> Diagnosis:
    answers = (
        CriteriaAnswer(subject=subject, criteria_set=name, criterion=criterion, rung=rung)
        for subject, name, criterion, rung in case.get("reponses", ())
    )
    kept = CaseFile(
        authority=AN_AUTHORITY,
        as_of=date.fromisoformat(case["au"]),
        zone_policy=case.get("zone", "eu_eea"),
        is_strict=case.get("strict") == "oui",
        readings=(the_reading(case),),
        criteria_answers=tuple(answers),
        pins=Pins(method="1", nomenclature="1", catalogue="1", zones="1"),
    )
    return diagnose(kept, the_catalogue(case), load_sets())


def plain(text: object) -> str:
    """A text with ordinary spaces."""
    return str(text).replace("\u202f", " ").replace("\u00a0", " ")


def found_shares(diagnosis: Diagnosis, facts: FactRegister) -> dict[str, str]:
    names = {"moins": "low", "plus": "high", "connu": "known", "point": "point"}
    shares = {told: facts[f"share.ultimate_owner.{name}"] for told, name in names.items()}
    found = {told: "non imprimé" if fact.value is None else plain(fact) for told, fact in shares.items()}
    top = {"trois premiers": plain(facts["concentration.top-three"])} if diagnosis.top_three_share is not None else {}
    return {"total": plain(facts["total"]), **found, **top}


def found_dependencies(diagnosis: Diagnosis, facts: FactRegister) -> list[list[str]]:
    return [
        [
            str(each.rank),
            each.dependency.label,
            plain(facts[f"dependency.{each.dependency.id}.amount"]),
            *(
                str(value)
                for value in (each.dependency.criticality, each.risk.low, each.risk.high, each.capacity.low, each.capacity.high)
            ),
            QUADRANT_LABELS[each.quadrant],
        ]
        for each in diagnosis.assessments
    ]


@pytest.mark.parametrize("case", CASES)
def test_a_case_gives_what_it_says(case: Mapping[str, Any]) -> None:
    expected = case["attendu"]
    diagnosis = diagnosed(case)
    facts = state_facts(diagnosis, None)

    assert set(expected) <= FIELDS, "a field that nobody checks"
    shares = found_shares(diagnosis, facts)
    assert {name: shares[name] for name in shares if name in expected} == {
        n: plain(v) for n, v in expected.items() if n in shares
    }
    if "dépendances" in expected:
        assert found_dependencies(diagnosis, facts) == [[plain(cell) for cell in row] for row in expected["dépendances"]]
    for subject, name, *told in expected.get("critères", ()):
        (dependency,) = (each.dependency.id for each in diagnosis.assessments if each.dependency.recognition.solution == subject)
        prefix = f"criteria.{name}.{dependency}"
        assert [plain(facts[f"{prefix}.{part}"]) for part in ("low", "high", "completeness")] == [plain(each) for each in told]


def test_the_example_of_the_page_is_the_case_that_is_tested() -> None:
    page = plain(METHOD.read_text(encoding="utf-8").partition("## 10.")[2])
    case = next(each.values[0] for each in CASES if "section 10" in str(each.id))

    assert isinstance(case, Mapping)
    for paid, label, amount, *_ in case["lignes"]:
        written = plain(french_number(Decimal(amount), 2)).replace("-", "−")
        assert f"| {paid} | {label} | {written} € |" in page
    for name in (*case["fournisseurs"], *case["solutions"]):
        assert name in page


def test_the_page_of_results_says_what_the_case_expects() -> None:
    page = plain((METHOD.parent / "exemple-resultats.md").read_text(encoding="utf-8"))
    case = next(each.values[0] for each in CASES if "section 10" in str(each.id))

    assert isinstance(case, Mapping)
    expected = case["attendu"]
    for name in ("total", "moins", "plus", "connu", "trois premiers"):
        assert plain(expected[name]) in page
    for rank, name, amount, criticality, risk_low, risk_high, low, high, quadrant in expected["dépendances"]:
        row = f"| {rank} | {name} | {amount} | {criticality} | {risk_low} à {risk_high} | {low} à {high} | {quadrant} |"
        assert plain(row) in page
