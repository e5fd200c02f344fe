"""The shipped catalogue keeps its own rules; what cannot be verified says so."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from tiebreak import Axis, Catalogue, Claim, ClaimStatus, Reference, Solution, Supplier, Workbench, load_nomenclature, normalise
from tiebreak_knowledge.loader import load_catalogue

LEAST_SUPPLIERS, LEAST_SOLUTIONS = 60, 90
RELEASE = date(2026, 11, 25)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue([load_catalogue()])


def claims(entry: Supplier | Solution) -> list[tuple[Axis | str, Claim[str] | Claim[object]]]:
    if isinstance(entry, Supplier):
        return [(Axis.REGISTERED_OFFICE, entry.registered_office), (Axis.ULTIMATE_OWNER, entry.ultimate_owner)]  # type: ignore[list-item]
    found = [("licence", entry.licence), (Axis.TECHNOLOGY, entry.technology)]
    return found + ([(Axis.HOSTING, entry.hosting)] if entry.hosting else [])  # type: ignore[return-value, operator]


def test_the_catalogue_is_as_large_as_promised(catalogue: Catalogue) -> None:
    assert len(catalogue.suppliers) >= LEAST_SUPPLIERS
    assert len(catalogue.solutions) >= LEAST_SOLUTIONS


def test_functions_are_those_of_the_nomenclature(catalogue: Catalogue) -> None:
    known = {function.id for function in load_nomenclature().functions}

    assert {function for solution in catalogue.solutions.values() for function in solution.functions} <= known


def test_every_reference_is_a_public_address_read_before_the_release(catalogue: Catalogue) -> None:
    entries: list[Supplier | Solution] = [*catalogue.suppliers.values(), *catalogue.solutions.values()]
    references = [claim.reference for entry in entries for _, claim in claims(entry) if claim.reference]
    numbered = [reference.url for reference in references if re.match(r"https?://\d+\.\d+\.\d+\.\d+", reference.url)]

    assert numbered == []
    assert all(reference.consulted <= RELEASE for reference in references)


def test_only_an_owner_is_ever_presumed_and_only_from_a_known_registered_office(catalogue: Catalogue) -> None:
    entries: list[Supplier | Solution] = [*catalogue.suppliers.values(), *catalogue.solutions.values()]
    presumed = [(entry.id, axis) for entry in entries for axis, claim in claims(entry) if claim.status is ClaimStatus.PRESUMED]
    offices = {identifier: catalogue.suppliers[identifier].registered_office.value for identifier, _ in presumed}

    assert {axis for _, axis in presumed} == {Axis.ULTIMATE_OWNER}
    assert [identifier for identifier, office in offices.items() if office is None] == []


def test_a_presumed_owner_says_what_was_searched(catalogue: Catalogue) -> None:
    silent = [
        s.id
        for s in catalogue.suppliers.values()
        if s.ultimate_owner.status is ClaimStatus.PRESUMED and not s.ultimate_owner.note
    ]

    assert silent == []


def test_no_name_stands_for_two_entries(catalogue: Catalogue) -> None:
    for entries in (catalogue.suppliers.values(), catalogue.solutions.values()):
        names = Counter(name for entry in entries for name in {normalise(each) for each in (entry.name, *entry.aliases)})
        assert [name for name, count in names.items() if count > 1] == []


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
