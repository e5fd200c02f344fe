"""The shipped catalogue keeps its own rules; what cannot be verified says so."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from tiebreak import (
    Catalogue,
    CatalogueReport,
    ClaimStatus,
    Reference,
    Workbench,
    check_catalogue,
    claims_of,
    load_nomenclature,
)
from tiebreak_knowledge.loader import load_catalogue

LEAST_SUPPLIERS, LEAST_SOLUTIONS, LEAST_ALIASES = 400, 500, 2_000
RELEASE = date(2026, 11, 25)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue([load_catalogue()])


@pytest.fixture(scope="module")
def report(catalogue: Catalogue) -> CatalogueReport:
    return check_catalogue(catalogue, load_nomenclature(), RELEASE)


def test_the_catalogue_keeps_its_rules(report: CatalogueReport) -> None:
    assert [str(fault) for fault in report.faults] == []


def test_the_catalogue_is_as_large_as_promised(report: CatalogueReport) -> None:
    assert report.supplier_count >= LEAST_SUPPLIERS
    assert report.solution_count >= LEAST_SOLUTIONS
    assert report.alias_count >= LEAST_ALIASES


def test_every_function_that_is_bought_has_solutions(report: CatalogueReport) -> None:
    assert [row.function for row in report.by_function if row.solutions == 0] == ["it_services"]


def test_every_reference_is_a_public_address_read_before_the_release(catalogue: Catalogue) -> None:
    references = [named.claim.reference for entry in catalogue.entries for named in claims_of(entry) if named.claim.reference]
    numbered = [reference.url for reference in references if re.match(r"https?://\d+\.\d+\.\d+\.\d+", reference.url)]

    assert numbered == []
    assert all(reference.consulted <= RELEASE for reference in references)


def test_most_owners_are_known_and_the_others_are_said_unknown(catalogue: Catalogue) -> None:
    statuses = Counter(supplier.ultimate_owner.status for supplier in catalogue.suppliers.values())

    assert statuses[ClaimStatus.REVIEWED] + statuses[ClaimStatus.PRESUMED] >= len(catalogue.suppliers) / 2
    assert all(
        s.ultimate_owner.value is None for s in catalogue.suppliers.values() if s.ultimate_owner.status is ClaimStatus.UNVERIFIED
    )


def test_documented_efforts_hold_the_cases_they_cite(catalogue: Catalogue) -> None:
    office, mail = catalogue.effort_for(["office_suite"]), catalogue.effort_for(["mail"])

    assert office is not None
    assert mail is not None
    assert office.low_eur <= 80 <= office.high_eur, "Toulouse : 800 000 € pour 10 000 agents"
    assert mail.low_eur <= 30 <= mail.high_eur, "Rennes : 200 000 € pour 6 600 boîtes"
    suite = catalogue.effort_for(["office_suite", "mail", "collaboration"])
    assert suite is not None
    assert suite.low_eur <= 300 <= suite.high_eur, "Schleswig-Holstein : 9 M€ pour 30 000 agents"
    assert catalogue.effort_for(["library"]) is None


@pytest.mark.parametrize(
    ("supplier", "label", "solution"),
    [
        ("SOFTWAREONE", "RENOUVELLEMENT MICROSOFT 365 BUSINESS 150 LICENCES", "microsoft-365"),
        ("UGAP", "VMWARE VSPHERE MAINTENANCE", "vmware-vsphere"),
        ("TRESOR PUBLIC", "cotisation", None),
        ("Maître Concerto", "RECITAL CONCERTO", None),
    ],
)
def test_lines_of_ledgers_are_recognised_or_not(workbench: Workbench, supplier: str, label: str, solution: str | None) -> None:
    from tiebreak import Recogniser  # noqa: PLC0415

    assert Recogniser(workbench.catalogue).recognise(supplier, label).solution == solution


def test_an_orange_is_not_a_telecom_operator(workbench: Workbench) -> None:
    from tiebreak import Recogniser  # noqa: PLC0415

    recogniser = Recogniser(workbench.catalogue)

    assert recogniser.recognise("PRIMEURS DU MARCHE", "CAGETTES D'ORANGES ET ORANGE PRESSEE").editor is None
    assert recogniser.recognise("ORANGE SA", "Ligne 04").editor == "orange"


def test_a_reference_is_complete() -> None:
    with pytest.raises(ValueError, match="url"):
        Reference(title="Sans adresse", url="page 3", consulted=RELEASE)
