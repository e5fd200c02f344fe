"""The judges of the assistant see what they are there to see: without the verifier, lies and leaks are found."""

from __future__ import annotations

import pytest

from tiebreak_assistant import model_writer
from tiebreak_evaluations import drafts_attacked, injections
from tiebreak_evaluations.measure import FULL, Effort

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

TINY = Effort(seed=7, tables=1, repeats=1, rows=1)


def lies_printed(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(drafts_attacked, "DOCUMENTS_IN_SAMPLE", 2)
    monkeypatch.setattr(drafts_attacked, "ANSWERS_IN_SAMPLE", 6)
    (measure,) = drafts_attacked.drafts_attacked(TINY)
    return int(measure.value)


def test_lies_are_found_when_nothing_holds_them_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_writer, "_held_against", lambda draft, ledger, own: ())

    assert lies_printed(monkeypatch) > 10


def test_no_lie_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lies_printed(monkeypatch) == 0


def test_leaks_are_found_when_nothing_holds_them_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_writer, "_held_against", lambda draft, ledger, own: ())
    chats = [each for each in injections.read_attacks() if each.channel == "chat"][:120]
    monkeypatch.setattr(injections, "read_attacks", lambda: chats)
    (measure,) = injections.injections(FULL)

    assert not measure.is_met


def test_there_are_as_many_attacks_as_promised_all_different() -> None:
    attacks = injections.read_attacks()

    assert len({each.text for each in attacks}) == len(attacks)
    assert sum(each.family == "ecrite_a_la_main" for each in attacks) >= 150
    assert sum(each.family != "ecrite_a_la_main" for each in attacks) >= 500
    assert len({each.channel for each in attacks}) == 6
