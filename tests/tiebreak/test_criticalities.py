"""How critical the user says functions are is kept, wins over the nomenclature, and can be taken back."""

from __future__ import annotations

import pytest

from tiebreak import InputError, load_nomenclature
from tiebreak.criticalities import with_criticalities
from tiebreak.model.case_file import CaseFile, CriticalityDecision, Pins
from tiebreak.model.reading import Reading
from tiebreak.testing import A_DAY, AN_AUTHORITY, a_spend_line

READING = Reading(file="e.csv", plugin="essai", rows_in_file=2, heading_rows=1, spend_lines=(a_spend_line(1),))


def a_case() -> CaseFile:
    pins = Pins(method="1", nomenclature="1", catalogue="1", zones="1")
    return CaseFile(authority=AN_AUTHORITY, as_of=A_DAY, zone_policy="eu_eea", readings=(READING,), pins=pins)


def said(case: CaseFile, **functions: str) -> dict[str, int]:
    told = {name.replace("_", " "): level for name, level in functions.items()}
    decided = with_criticalities(case, load_nomenclature(), told)
    return {each.function: each.criticality for each in decided.criticality_decisions}


@pytest.mark.parametrize("name", ["Messagerie et agendas", "messagerie ET agendas", "MESSAGERIE", "mail"])
def test_a_function_is_named_by_its_label_its_beginning_or_its_identifier(name: str) -> None:
    assert said(a_case(), **{name: "2"}) == {"mail": 2}


@pytest.mark.parametrize(("level", "number"), [("1", 1), ("Vitale", 4), ("importante", 3)])
def test_a_level_is_a_number_or_its_word(level: str, number: int) -> None:
    assert said(a_case(), mail=level) == {"mail": number}


def test_what_is_said_replaces_what_was_said_and_default_forgets_it() -> None:
    functions = load_nomenclature()
    case = with_criticalities(a_case(), functions, {"mail": "2", "database": "1"})
    again = with_criticalities(case, functions, {"Messagerie": "3"})
    forgotten = with_criticalities(again, functions, {"mail": "défaut"})

    assert {each.function: each.criticality for each in again.criticality_decisions} == {"mail": 3, "database": 1}
    assert {each.function: each.criticality for each in forgotten.criticality_decisions} == {"database": 1}


def test_every_fault_is_named_at_once_with_what_is_near() -> None:
    with pytest.raises(InputError) as refused:
        with_criticalities(
            a_case(), load_nomenclature(), {"Messagerrie": "2", "mail": "5", "Messagerie et agendas": "1", "": "1"}
        )

    told = str(refused.value)
    assert "« Messagerrie » : fonction inconnue ; proches : « Messagerie et agendas »" in told
    assert "« mail » : '5' n’est pas une criticité ; écrivez 1 (confort), 2 (utile), 3 (importante), 4 (vitale) ou défaut" in told
    assert "«  » : fonction inconnue" in told


def test_one_function_named_twice_must_have_one_criticality() -> None:
    with pytest.raises(InputError, match="reçoit deux criticités"):
        with_criticalities(a_case(), load_nomenclature(), {"mail": "1", "Messagerie": "4"})


def test_a_function_that_the_nomenclature_lost_can_still_be_forgotten() -> None:
    lost = a_case().model_copy(update={"criticality_decisions": (CriticalityDecision(function="gone", criticality=4),)})

    assert said(lost, gone="défaut") == {}
    with pytest.raises(InputError, match="fonction inconnue"):
        said(lost, gone="2")
