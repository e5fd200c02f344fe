"""The worked example of the method: what the program computes from its inputs is what the page of results says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tiebreak import (
    AMOUNT_KIND_LABELS,
    QUADRANT_LABELS,
    AmountKind,
    Authority,
    AuthorityKind,
    CaseFile,
    Catalogue,
    CatalogueEntries,
    Claim,
    ClaimStatus,
    CriteriaAnswer,
    Diagnosis,
    EffortPrior,
    EffortUnit,
    Holder,
    Pins,
    Reading,
    Solution,
    Supplier,
    SupplierKind,
    french_number,
    normalise,
    state_facts,
)
from tiebreak import diagnose as diagnosed
from tiebreak.testing import A_DAY, A_REFERENCE, a_contract, a_reading, a_solution, a_spend_line, a_supplier
from tiebreak_criteria import load_sets

DOCS = Path(__file__).parents[2] / "docs"
METHOD, RESULTS = DOCS / "methode.md", DOCS / "exemple-resultats.md"
AS_OF = date(2026, 1, 15)
UNKNOWN: Claim[Any] = Claim(value=None, status=ClaimStatus.UNVERIFIED, checked=A_DAY, note="cherché")


def owned(
    name: str, country: str, kind: SupplierKind = SupplierKind.EDITOR, status: ClaimStatus = ClaimStatus.REVIEWED
) -> Supplier:
    claim = Claim[Holder](
        value=Holder(name=name.title(), country=country), status=status, reference=A_REFERENCE, checked=A_DAY, note="cherché"
    )
    return a_supplier(name, country, kind=kind).model_copy(update={"ultimate_owner": claim})


def product(name: str, supplier: str, function: str, country: str | None, licence: str = "proprietary") -> Solution:
    return a_solution(name, supplier, function, licence=licence, technology=country)


CATALOGUE = Catalogue(
    [
        CatalogueEntries(
            version="exemple",
            suppliers=(
                owned("alpha", "US"),
                owned("beta", "FR"),
                owned("delta", "US", SupplierKind.COMMUNITY),
                owned("epsilon", "FR", SupplierKind.MANUFACTURER, ClaimStatus.PRESUMED),
                owned("zeta", "FR", status=ClaimStatus.DECLARED),
                owned("eta", "US"),
                owned("theta", "DE"),
                owned("iota", "IT"),
                owned("prestataire", "FR", SupplierKind.SERVICE_PROVIDER),
            ),
            solutions=(
                product("courrier-alpha", "alpha", "mail", "US"),
                product("compta-beta", "beta", "finance", "US"),
                product("systeme-delta", "delta", "server_operating_system", "US", "GPL-2.0-only"),
                product("telephones-epsilon", "epsilon", "telephony", "FR").model_copy(update={"licence": None}),
                product("urba-zeta", "zeta", "urban_planning", None).model_copy(update={"licence": UNKNOWN}),
                product("courrier-libre", "eta", "mail", "US", "MIT"),
                product("courrier-theta", "theta", "mail", "DE"),
                product("courrier-iota", "iota", "mail", "IT"),
            ),
            effort_priors=(
                EffortPrior(
                    functions=("mail",),
                    unit=EffortUnit.MAILBOX,
                    low_eur=Decimal(10),
                    high_eur=Decimal(50),
                    low_months=6,
                    high_months=12,
                    staying_share=Decimal("0.1"),
                    references=(A_REFERENCE,),
                ),
            ),
        )
    ]
)
LINES = (
    ("Alpha", "Courrier Alpha", "30000", AmountKind.PAID, 12),
    ("Alpha", "Courrier Alpha, avoir", "-2000", AmountKind.PAID, 12),
    ("Beta", "Compta Beta", "36000", AmountKind.PAID, 24),
    ("Gamma", "divers", "12000", AmountKind.PAID, 12),
    ("Prestataire", "maintenance Système Delta", "6000", AmountKind.PAID, 12),
    ("Epsilon", "Téléphones Epsilon", "10000", AmountKind.PAID, 12),
    ("Zeta", "Urba Zeta", "5000", AmountKind.PAID, 12),
    ("Beta", "Compta Beta, module", "4000", AmountKind.COMMITTED, 12),
)


def the_reading() -> Reading:
    lines = tuple(
        replace(a_spend_line(number, supplier=supplier, label=label, amount=amount), amount_kind=kind, months=months)
        for number, (supplier, label, amount, kind, months) in enumerate(LINES, start=1)
    )
    contract = a_contract(1, end=date(2026, 12, 31)).model_copy(
        update={
            "supplier_text": "Alpha",
            "renews_tacitly": False,
            "provenance": replace(lines[0].provenance, row=len(LINES) + 2),
        }
    )
    return a_reading(*lines, contracts=(contract,))


@pytest.fixture(scope="module")
def diagnosis() -> Diagnosis:
    case = CaseFile(
        authority=Authority(name="Exemple", kind=AuthorityKind.MUNICIPALITY, year=2026, is_fictitious=True),
        as_of=AS_OF,
        zone_policy="eu_eea",
        readings=(the_reading(),),
        criteria_answers=tuple(
            CriteriaAnswer(subject="courrier-alpha", criteria_set="tiebreak", criterion=criterion, rung=rung)
            for criterion, rung in (("security", "audited"), ("reversibility", "paid"))
        ),
        pins=Pins(method="1", nomenclature="1", catalogue="1", zones="1"),
    )
    return diagnosed(case, CATALOGUE, load_sets())


def results_page(diagnosis: Diagnosis) -> str:
    """The page of results, from what the program computes."""
    facts = state_facts(diagnosis, None)

    def share(name: str) -> str:
        fact = facts[f"share.ultimate_owner.{name}"]
        return "non imprimé" if fact.value is None else str(fact)

    lines = [
        "# Résultats de l’exemple",
        "",
        "Ce que le programme calcule pour l’exemple de [methode.md](methode.md), section 10 ; un test compare cette page à son calcul.",
        "",
        f"- Total du périmètre : {facts['total']}.",
        f"- Au moins {share('low')}, au plus {share('high')}, connu {share('known')} ; point : {share('point')}.",
        f"- Trois premiers propriétaires connus : {facts['concentration.top-three']}.",
        "",
        "| Rang | Dépendance | Montant annuel | Criticité | Risque | Capacité à agir | Priorité |",
        "|---|---|---|---|---|---|---|",
    ]
    for each in diagnosis.assessments:
        prefix = f"dependency.{each.dependency.id}"
        risk, capacity = (f"{facts[f'{prefix}.{name}-low']} à {facts[f'{prefix}.{name}-high']}" for name in ("risk", "capacity"))
        cells = (each.rank, each.dependency.label, facts[f"{prefix}.amount"], each.dependency.criticality, risk, capacity)
        lines.append(f"| {' | '.join(map(str, cells))} | {QUADRANT_LABELS[each.quadrant]} |")
    alpha = next(each for each in diagnosis.assessments if each.dependency.recognition.solution == "courrier-alpha")
    score = f"criteria.tiebreak.{alpha.dependency.id}"
    told = (facts[f"{score}.{name}"] for name in ("low", "high", "completeness"))
    lines += ["", "Critères de Courrier Alpha : au moins {}, au plus {}, répondu {}.".format(*told), ""]
    return "\n".join(lines)


def test_the_page_of_results_is_what_the_program_computes(diagnosis: Diagnosis) -> None:
    assert RESULTS.read_text(encoding="utf-8") == results_page(diagnosis)


def test_the_inputs_of_the_page_are_those_of_the_test() -> None:
    page = METHOD.read_text(encoding="utf-8").partition("## 10.")[2]
    rows = [line for line in page.splitlines() if line.startswith("|")]

    for supplier, label, amount, kind, months in LINES:
        written = f"{french_number(Decimal(amount), 2)}\u00a0€".replace("-", "−")
        wanted = (supplier, label, AMOUNT_KIND_LABELS[kind], str(months))
        assert any(
            all(word in row for word in wanted) and written in row.replace(" €", "\u00a0€").replace(" ", "\u202f") for row in rows
        ), label
    for name in (*CATALOGUE.suppliers.values(), *CATALOGUE.solutions.values()):
        assert normalise(name.name) in normalise(page), name.name
