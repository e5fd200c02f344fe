"""A model that rewords a rule adds no word that tells something, and no word that binds."""

from __future__ import annotations

from datetime import date

import pytest

from tiebreak import DraftedSentence, Ledger, Passage, RecordKind, unsaid

PASSAGE = Passage(
    id="record:cloud-act",
    kind=RecordKind.LAW,
    title="Le fournisseur remet les données demandées",
    text=(
        "Le fournisseur qui relève des États-Unis remet les données qu’il contrôle. Il y faut une demande formelle, et ce n’est pas un "
        "accès libre. La collectivité peut demander au fournisseur de l’avertir."
    ),
    source="essai",
)
LEDGER = Ledger({}, {PASSAGE.id: PASSAGE}, {}, date(2026, 11, 26), "")


def added(text: str) -> set[str]:
    return {each.span for each in unsaid(DraftedSentence(text=text, cite_refs=(PASSAGE.id,)), LEDGER)}


@pytest.mark.parametrize(
    "text",
    [
        "Le fournisseur qui relève des États-Unis remet les données qu’il contrôle.",
        "Toutefois, il y faut une demande formelle : ce n’est donc pas un accès libre.",
        "La commune peut aussi demander au fournisseur de l’avertir.",
    ],
)
def test_a_rewording_adds_nothing(text: str) -> None:
    assert added(text) == set()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Il y faut une demande formelle d’un juge.", "juge"),
        ("La collectivité doit demander au fournisseur de l’avertir.", "doit"),
        ("Le fournisseur remet toujours les données.", "toujours"),
        ("Le fournisseur allemand remet les données.", "allemand"),
    ],
)
def test_a_word_too_many_is_seen(text: str, word: str) -> None:
    assert word in added(text)
