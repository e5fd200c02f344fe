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
    FiguresStatus,
    Reference,
    Workbench,
    check_catalogue,
    claims_of,
    load_nomenclature,
)
from tiebreak_knowledge.loader import load_catalogue

LEAST_SUPPLIERS, LEAST_SOLUTIONS, LEAST_ALIASES = 400, 500, 2_000
RELEASE = date(2026, 11, 26)


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


def test_the_migrations_tell_what_their_sources_say(catalogue: Catalogue) -> None:
    told = {each.id: each for each in catalogue.migrations}
    toulouse, rennes = told["toulouse-bureautique"], told["rennes-messagerie"]

    assert (toulouse.units, toulouse.cost_low_eur, toulouse.months_low) == (10_000, 800_000, 18)
    assert toulouse.moved_units == 9_000
    assert (rennes.units, rennes.cost_high_eur, rennes.staying_share) == (6_600, 200_000, None)
    assert all(each.references for each in catalogue.migrations)


def test_what_was_undone_or_never_done_is_told_too(catalogue: Catalogue) -> None:
    undone = {each.organisation for each in catalogue.migrations if re.search("défaite|non aboutie", each.label)}

    assert undone >= {"Munich", "Fribourg-en-Brisgau", "Pesaro", "Assemblée nationale", "Estrémadure"}


def test_figures_of_an_interested_party_are_marked(catalogue: Catalogue) -> None:
    claimed = {each.organisation for each in catalogue.migrations if each.status is FiguresStatus.CLAIMED}

    assert claimed == {"Pesaro", "Estrémadure"}


def test_a_function_is_covered_when_someone_moved_it_and_nothing_else(catalogue: Catalogue) -> None:
    assert catalogue.has_migrations_of(["office_suite"])
    assert catalogue.has_migrations_of(["office_suite", "mail", "collaboration"])
    assert catalogue.has_migrations_of(["mail", "hosting"])
    assert not catalogue.has_migrations_of(["library"])
    assert not catalogue.has_migrations_of([])


def test_every_reference_of_a_migration_was_read_before_the_release(catalogue: Catalogue) -> None:
    references = [reference for each in catalogue.migrations for reference in each.references]

    assert all(reference.consulted <= RELEASE for reference in references)


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
