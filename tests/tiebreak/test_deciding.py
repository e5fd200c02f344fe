"""What the user says some words are is kept, wins, and touches only what it names."""

from __future__ import annotations

import pytest

from tiebreak import Catalogue, InputError, Recogniser
from tiebreak.deciding import with_decisions
from tiebreak.model.case_file import CaseFile, Pins
from tiebreak.model.reading import Reading
from tiebreak.testing import A_DAY, AN_AUTHORITY, a_solution, a_spend_line, a_supplier, some_entries

CATALOGUE = Catalogue(
    [some_entries((a_supplier("alpha", "FR"), a_supplier("beta", "US")), (a_solution("suite", "beta", "mail"),))]
)
LINES = (
    a_spend_line(1, supplier="A.L. SUD", label="Divers"),
    a_spend_line(2, supplier="A.L. SUD", label="Abonnement S+"),
    a_spend_line(3, supplier=None, label="Abonnement S+"),
)
READING = Reading(file="e.csv", plugin="essai", rows_in_file=4, heading_rows=1, spend_lines=LINES)


def a_case() -> CaseFile:
    pins = Pins(method="1", nomenclature="1", catalogue="1", zones="1")
    return CaseFile(authority=AN_AUTHORITY, as_of=A_DAY, zone_policy="eu_eea", readings=(READING,), pins=pins)


def editors(case: CaseFile) -> list[str | None]:
    recogniser = Recogniser(CATALOGUE, case.recognition_decisions)
    return [recogniser.recognise_line(line).editor for line in LINES]


def test_a_supplier_as_written_is_that_entry_for_all_its_lines() -> None:
    assert editors(with_decisions(a_case(), CATALOGUE, {"al sud": "alpha"})) == ["alpha", "alpha", None]


def test_a_label_is_that_product_wherever_it_stands() -> None:
    assert editors(with_decisions(a_case(), CATALOGUE, {"ABONNEMENT S+": "suite"})) == [None, "beta", "beta"]


def test_what_is_said_again_replaces_what_was_said() -> None:
    once = with_decisions(a_case(), CATALOGUE, {"A.L. SUD": "alpha"})
    twice = with_decisions(once, CATALOGUE, {"A.L. SUD": "beta"})

    assert editors(twice) == ["beta", "beta", None]
    assert len(twice.recognition_decisions) == 1


def test_every_text_and_entry_that_does_not_exist_is_named_at_once() -> None:
    with pytest.raises(InputError) as refused:
        with_decisions(a_case(), CATALOGUE, {"INCONNU": "alpha", "A.L. SUD": "alphaa"})

    assert "« INCONNU » : aucun fournisseur ni libellé" in str(refused.value)
    assert "'alphaa' n’est pas au catalogue ; proches : alpha" in str(refused.value)
