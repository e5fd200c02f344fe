"""A sentence about a case file leaves every figure where one of ours puts it, or is refused."""

from __future__ import annotations

import pytest

from tiebreak import DraftedSentence, Fact, FactRegister, FactUnit, ObjectionKind, PlacedFacts, stands_for, unpaired


def draft(text: str) -> DraftedSentence:
    import re  # noqa: PLC0415

    return DraftedSentence(text=text, fact_refs=tuple(re.findall(r"\{fact:([^}]+)\}", text)), cite_refs=("case:x",))


OWN = [
    draft("Réseaux : {fact:network.amount} par an."),
    draft("Serveurs : {fact:server.amount} par an."),
    draft(
        "La part hors de la zone est comprise entre {fact:share.low} et {fact:share.high} ; connu pour {fact:known} du montant."
    ),
    draft("Migrer : Messagerie, du 01/04/2030 au 30/09/2030 ; le contrat finit le 30/06/2028."),
    draft("Étudier : Bases de données, du 01/04/2029 au 31/12/2029 ; aucune date de contrat connue."),
    draft("Cette dépendance ne se quitte pas avant l’échéance."),
]


@pytest.mark.parametrize(
    "text",
    [
        "Réseaux : {fact:network.amount} par an.",
        "Pour les réseaux, la dépense est de {fact:network.amount} par an.",
        "La part hors de la zone va de {fact:share.low} à {fact:share.high}.",
        "La part hors de la zone est comprise entre {fact:share.low} et {fact:share.high} ; connu pour {fact:known} du montant.",
        "Connu pour {fact:known} du montant.",
        "Migrer la messagerie : du 01/04/2030 au 30/09/2030.",
        "Le contrat finit le 30/06/2028.",
        "Cette dépendance ne se quitte pas avant l’échéance.",
    ],
)
def test_a_rewording_passes(text: str) -> None:
    assert unpaired(draft(text), OWN) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Réseaux : {fact:server.amount} par an.", ObjectionKind.SUPPORT),
        ("Serveurs et réseaux : {fact:server.amount} par an.", ObjectionKind.SUPPORT),
        ("Réseaux : {fact:server.amount} ; serveurs : {fact:network.amount}.", ObjectionKind.FIGURE),
        ("La part est comprise entre {fact:share.high} et {fact:share.low}.", ObjectionKind.FIGURE),
        ("La part hors de la zone est au moins de {fact:share.high}.", ObjectionKind.FIGURE),
        ("La part hors de la zone est de {fact:share.low}.", ObjectionKind.FIGURE),
        ("Réseaux : moins de {fact:network.amount} par an.", ObjectionKind.SUPPORT),
        ("Réseaux : {fact:network.amount} par an, soit 12 % du total.", ObjectionKind.FIGURE),
        ("Messagerie : du 01/04/2029 au 31/12/2029.", ObjectionKind.SUPPORT),
        ("La messagerie sera migrée du 30/09/2030 au 01/04/2030.", ObjectionKind.FIGURE),
        ("La messagerie sera migrée du 01/04/2030 au 31/12/2029.", ObjectionKind.FIGURE),
        ("Réseaux : {fact:autre} par an.", ObjectionKind.FIGURE),
        ("Cette dépendance se quitte avant l’échéance.", ObjectionKind.POLARITY),
        ("Les réseaux ne coûtent pas {fact:network.amount} par an.", ObjectionKind.SUPPORT),
        ("Réseaux : {fact:network.amount} k par an.", ObjectionKind.SUPPORT),
        ("Réseaux : {fact:network.amount} par mois.", ObjectionKind.SUPPORT),
        ("Réseaux : {fact:network.amount} par an d’amende.", ObjectionKind.SUPPORT),
        ("Messagerie à migrer du 01/04/2030 au 30/09/2030.", ObjectionKind.SUPPORT),
    ],
)
def test_a_figure_moved_or_compared_is_refused(text: str, kind: ObjectionKind) -> None:
    assert kind in {each.kind for each in unpaired(draft(text), OWN)}


def test_a_fact_named_without_its_place_is_refused() -> None:
    loose = DraftedSentence(text="Réseaux : 12 000 € par an.", fact_refs=("network.amount",), cite_refs=("case:x",))

    assert [each.span for each in unpaired(loose, OWN)] == ["network.amount"]


def test_placed_facts_draft_sentences_with_the_facts_that_they_used() -> None:
    fact = Fact(id="total", value=None, unit=FactUnit.EUR, formula="somme")
    placed = PlacedFacts(FactRegister([fact, fact.model_copy(update={"id": "autre"})]))
    unused = placed["autre"]

    assert placed.drafted(f"Total : {placed['total']}", "case:x") == DraftedSentence(
        text="Total : {fact:total}.", fact_refs=("total",), cite_refs=("case:x",)
    )
    assert str(unused) == "{fact:autre}"
    assert placed.drafted("Rien !").fact_refs == ()


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Pour les réseaux : {fact:network.amount} par an.", True),
        ("Migrer la messagerie : du 01/04/2030 au 30/09/2030.", False),
        ("Migrer : Messagerie, du 01/04/2030 au 30/09/2030 ; contrat : 30/06/2028.", False),
        ("Migrer : Messagerie, du 01/04/2030 au 30/09/2030 ; le contrat finit le 30/06/2028.", True),
    ],
)
def test_a_sentence_stands_for_ours_when_it_says_the_whole_of_it(text: str, *, stands: bool) -> None:
    assert any(stands_for(draft(text), each) for each in OWN) is stands
