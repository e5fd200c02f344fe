"""A sentence about a case file leaves every figure where one of ours puts it, or is refused."""

from __future__ import annotations

import pytest

from tiebreak import DraftedSentence, Fact, FactRegister, FactUnit, PlacedFacts, stands_for, unpaired


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


SENTENCES = [each.text for each in OWN]


@pytest.mark.parametrize(
    "text",
    [
        "Réseaux : {fact:network.amount} par an.",
        "Pour les réseaux, {fact:network.amount} par an.",
        "Enfin, notre part hors de la zone est comprise entre {fact:share.low} et {fact:share.high}, connu pour {fact:known} du montant.",
        "Migrer la Messagerie du 01/04/2030 au 30/09/2030 : le contrat finit le 30/06/2028.",
        "Cette dépendance ne se quitte donc pas avant l’échéance.",
    ],
)
def test_a_rewording_passes(text: str) -> None:
    assert unpaired(draft(text), SENTENCES) == ()
    assert any(stands_for(draft(text), each) for each in OWN)


@pytest.mark.parametrize(
    "text",
    [
        "Réseaux : {fact:server.amount} par an.",
        "Serveurs et réseaux : {fact:server.amount} par an.",
        "Réseaux : {fact:server.amount} ; serveurs : {fact:network.amount}.",
        "La part hors de la zone est comprise entre {fact:share.high} et {fact:share.low} ; connu pour {fact:known} du montant.",
        "La part hors de la zone est au moins de {fact:share.high}.",
        "La part hors de la zone est de {fact:share.low}.",
        "Réseaux : moins de {fact:network.amount} par an.",
        "Réseaux : {fact:network.amount} k par an.",
        "Réseaux : {fact:network.amount} par mois.",
        "Réseaux : {fact:network.amount} par an d’amende.",
        "Réseaux : {fact:network.amount} / an par an.",
        "Réseaux : > {fact:network.amount} par an.",
        "Réseaux : {fact:network.amount}‰ par an.",
        "Réseaux : {fact:network.amount} par an, soit 12 % du total.",
        "Messagerie : du 01/04/2029 au 31/12/2029.",
        "Migrer : Messagerie, du 30/09/2030 au 01/04/2030 ; le contrat finit le 30/06/2028.",
        "Migrer : Messagerie, du 01/04/2030 au 30/09/2030.",
        "Réseaux : {fact:autre} par an.",
        "Cette dépendance se quitte avant l’échéance.",
        "Les réseaux ne coûtent pas {fact:network.amount} par an.",
        "« … »",
    ],
)
def test_a_word_or_a_figure_more_less_or_moved_is_refused(text: str) -> None:
    assert unpaired(draft(text), SENTENCES)
    assert not any(stands_for(draft(text), each) for each in OWN)


LAW = [
    "Le fournisseur qui relève des États-Unis remet les données qu’il contrôle.",
    "Il y faut une demande formelle, et ce n’est pas un accès libre.",
    "L’acheteur peut résilier en cas de force majeure, s’il le dit.",
]


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("Toutefois, il y faut une demande formelle : ce n’est donc pas un accès libre.", True),
        ("Il y faut une demande formelle d’un juge, et ce n’est pas un accès libre.", False),
        ("Le titulaire peut résilier en cas de force majeure, s’il le dit.", False),
        ("L’acheteur peut résilier en cas de force majeure.", False),
        ("L’acheteur doit résilier en cas de force majeure, s’il le dit.", False),
        ("AWS remet les données qu’il contrôle.", False),
        ("Le fournisseur remet les données qu’il contrôle.", False),
    ],
)
def test_a_rule_is_reworded_whole_or_not_at_all(text: str, *, passes: bool) -> None:
    assert (unpaired(draft(text), LAW) == ()) is passes


def test_a_fact_named_without_its_place_is_refused() -> None:
    loose = DraftedSentence(text="Réseaux : 12 000 € par an.", fact_refs=("network.amount",), cite_refs=("case:x",))

    assert [each.span for each in unpaired(loose, SENTENCES)] == ["network.amount"]


def test_placed_facts_draft_sentences_with_the_facts_that_they_used() -> None:
    fact = Fact(id="total", value=None, unit=FactUnit.EUR, formula="somme")
    placed = PlacedFacts(FactRegister([fact, fact.model_copy(update={"id": "autre"})]))
    unused = placed["autre"]

    assert placed.drafted(f"Total : {placed['total']}", "case:x") == DraftedSentence(
        text="Total : {fact:total}.", fact_refs=("total",), cite_refs=("case:x",)
    )
    assert str(unused) == "{fact:autre}"
    assert placed.drafted("Rien !").fact_refs == ()
