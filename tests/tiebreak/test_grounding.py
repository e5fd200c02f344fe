"""Nothing is printed that its references do not say: each kind of falsehood, and the true sentences that must pass."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tiebreak import (
    DraftedSentence,
    Fact,
    FactUnit,
    Ledger,
    LegalText,
    ObjectionKind,
    Passage,
    objections,
    printed,
    render,
)
from tiebreak.grounding.quantities import moments_in, quantities_in

TODAY = date(2026, 11, 26)
FACTS = {
    "total": Fact(id="total", value=Decimal(12500), unit=FactUnit.EUR, formula="somme des lignes du périmètre"),
    "share": Fact(id="share", value=Decimal("0.5185"), unit=FactUnit.SHARE, formula="hors de la zone / total", decimals=2),
    "unknown": Fact(id="unknown", value=None, unit=FactUnit.EUR, formula="coût de la migration"),
}


def passage(identifier: str, text: str, **changes: Any) -> Passage:
    """A passage that keeps every rule, but for the changes."""
    return Passage.model_validate(
        {"id": identifier, "kind": "law", "title": identifier, "text": text, "source": "Source fictive", **changes}
    )


PASSAGES = {
    each.id: each
    for each in (
        passage(
            "delai",
            "Le fournisseur rend les données en trente jours au plus après la fin du contrat.",
            places=("ccp:L2112-4",),
            url="https://exemple.fr/ccp",
        ),
        passage("interdit", "Il est interdit de facturer le départ à partir du 12 janvier 2027."),
        passage("nuance", "La collectivité ne doit pas citer une marque."),
        passage("etat", "La doctrine sur le nuage s’applique à l’État seul.", applies="no"),
        passage("officiel", "Le titulaire remet l’ensemble des données dans un format ouvert.", is_official=True),
        passage("editeur", "Exemplia Cloud est contrôlé par Exemplia Holding (US)."),
        passage("ancien", "Le seuil est de 25 000 euros.", in_force_until=date(2026, 3, 31)),
        passage("futur", "Les frais disparaissent le 12 janvier 2027.", in_force_from=date(2027, 1, 12)),
    )
}
LEDGER = Ledger(
    facts=FACTS,
    passages=PASSAGES,
    texts={
        "ccp": LegalText(id="ccp", name="Code fictif", short="code fictif", official_id="C", url="https://exemple.fr"),
        "rgpd": LegalText(id="rgpd", name="Autre règlement", short="autre règlement", official_id="R", url="https://exemple.fr"),
    },
    as_of=TODAY,
    authority="Commune de Val-Fictif",
    names=("Exemplia Cloud", "Autre Produit"),
)


def kinds(text: str, *, facts: tuple[str, ...] = (), cites: tuple[str, ...] = (), template: str = "") -> set[ObjectionKind]:
    """The kinds of objection to this sentence."""
    return {
        each.kind for each in objections(DraftedSentence(text=text, fact_refs=facts, cite_refs=cites), LEDGER, template=template)
    }


@pytest.mark.parametrize(
    ("text", "facts", "cites"),
    [
        ("La somme des lignes du périmètre est de {fact:total}.", (), ()),
        ("La part hors de la zone est de 51,85 % du total.", ("share",), ()),
        ("Le coût de la migration est {fact:unknown}.", (), ()),
        ("Le fournisseur rend les données en 30 jours au plus après la fin du contrat.", (), ("delai",)),
        ("Selon l’article L. 2112-4, le fournisseur rend les données après la fin du contrat.", (), ("delai",)),
        ("Exemplia Cloud est contrôlé par une société des États-Unis, Exemplia Holding.", (), ("editeur",)),
        ("La collectivité ne doit pas citer une marque.", (), ("nuance",)),
        ("Les frais disparaissent le 12 janvier 2027.", (), ("futur",)),
        ("La somme des lignes du périmètre est de 12,5 k€.", ("total",), ()),
        ("Selon le texte, « le titulaire remet l’ensemble des données dans un format ouvert ».", (), ("officiel",)),
        ("La doctrine sur le nuage s’applique à l’État seul.", (), ("etat",)),
        ("Le fournisseur rend les données au plus tard (https://exemple.fr/ccp).", (), ("delai",)),
    ],
)
def test_a_sentence_that_its_references_say_is_printed(text: str, facts: tuple[str, ...], cites: tuple[str, ...]) -> None:
    assert kinds(text, facts=facts, cites=cites) == set()


@pytest.mark.parametrize(
    ("text", "facts", "cites", "kind"),
    [
        ("La somme des lignes du périmètre est de 12 600 €.", ("total",), (), ObjectionKind.FIGURE),
        ("La somme des lignes du périmètre est de 12 500 k€.", ("total",), (), ObjectionKind.FIGURE),
        ("La part hors de la zone est de 52 % du total.", ("share",), (), ObjectionKind.FIGURE),
        ("La somme des lignes du périmètre est grande.", ("total",), (), ObjectionKind.FIGURE),
        (
            "Le fournisseur rend les données en trente heures au plus après la fin du contrat.",
            (),
            ("delai",),
            ObjectionKind.FIGURE,
        ),
        ("Il est interdit de facturer le départ à partir du 12 janvier 2028.", (), ("interdit",), ObjectionKind.DATE),
        ("Il est interdit de facturer le départ depuis 2024.", (), ("interdit",), ObjectionKind.DATE),
        ("Autre Produit est contrôlé par Exemplia Holding.", (), ("editeur",), ObjectionKind.NAME),
        ("La Ville de Autreville rend les données après la fin du contrat.", (), ("delai",), ObjectionKind.NAME),
        ("Exemplia Cloud est contrôlé par Exemplia Holding (DE).", (), ("editeur",), ObjectionKind.COUNTRY),
        ("Exemplia Cloud est contrôlé par une société allemande.", (), ("editeur",), ObjectionKind.COUNTRY),
        (
            "Selon l’article L. 2113-10, le fournisseur rend les données après la fin du contrat.",
            (),
            ("delai",),
            ObjectionKind.ARTICLE,
        ),
        ("Le seuil est de 25 000 euros.", (), ("ancien",), ObjectionKind.VALIDITY),
        ("Les frais disparaissent.", (), ("futur",), ObjectionKind.VALIDITY),
        ("Le fournisseur rend les données après la fin du contrat.", (), (), ObjectionKind.CITATION),
        ("La loi impose une somme de {fact:total}.", (), (), ObjectionKind.CITATION),
        ("Le fournisseur rend les données (https://faux.example/x).", (), ("delai",), ObjectionKind.ADDRESS),
        ("La collectivité doit citer une marque.", (), ("nuance",), ObjectionKind.POLARITY),
        ("Il est autorisé de facturer le départ à partir du 12 janvier 2027.", (), ("interdit",), ObjectionKind.POLARITY),
        ("Les chevaux galopent librement dans les prairies vertes.", (), ("delai",), ObjectionKind.SUPPORT),
        (
            "The supplier shall return the data within the period that is set by the contract.",
            (),
            ("delai",),
            ObjectionKind.LANGUAGE,
        ),
        ("Le fournisseur rend les données en un an au plus après la fin du contrat.", (), ("delai",), ObjectionKind.FIGURE),
        ("Le fournisseur rend les données en x90 jours après la fin du contrat.", (), ("delai",), ObjectionKind.FIGURE),
        ("Le fournisseur rend les données en 九十 jours après la fin du contrat.", (), ("delai",), ObjectionKind.FIGURE),
        ("Le fournisseur rend la moitié des données après la fin du contrat.", (), ("delai",), ObjectionKind.FIGURE),
        ("Le coût de la migration est d’un million d’euros.", ("unknown",), (), ObjectionKind.FIGURE),
        ("Le coût de la migration est nul, zéro euro.", ("unknown",), (), ObjectionKind.FIGURE),
        ("Le fournisseur Oracle rend les données après la fin du contrat.", (), ("delai",), ObjectionKind.NAME),
        (
            "Le fournisseur rend les données après la fin du contrat. Le maire est un escroc.",
            (),
            ("delai",),
            ObjectionKind.SUPPORT,
        ),
        ("Il a tué.", (), ("delai",), ObjectionKind.SUPPORT),
        ("Le fournisseur rend les données <b>après</b> la fin du contrat.", (), ("delai",), ObjectionKind.ADDRESS),
        ("Le fournisseur rend les données [ici](x) après la fin du contrat.", (), ("delai",), ObjectionKind.ADDRESS),
        ("Le fournisseur rend les données (faux.example.com) après le contrat.", (), ("delai",), ObjectionKind.ADDRESS),
        ("Le f\u043eurnisseur rend les données après la fin du contrat.", (), ("delai",), ObjectionKind.LANGUAGE),
        ("Le four\u200bnisseur rend les données après la fin du contrat.", (), ("delai",), ObjectionKind.LANGUAGE),
        ("Le fournisseur refuse de rendre les données après la fin du contrat.", (), ("delai",), ObjectionKind.POLARITY),
        ("Selon le texte, « le fournisseur rend les données sans délai aucun ».", (), ("delai",), ObjectionKind.CITATION),
        ("La commune doit appliquer la doctrine de l’État sur le nuage.", (), ("etat",), ObjectionKind.POLARITY),
        ("Les frais disparaissent en 2027.", (), ("futur",), ObjectionKind.VALIDITY),
        ("Le total est de " + "9" * 5_000 + " €.", ("total",), (), ObjectionKind.FIGURE),
        (
            "Selon l’article L. 2112-4 de l’autre règlement, le fournisseur rend les données.",
            (),
            ("delai",),
            ObjectionKind.ARTICLE,
        ),
        ("Le total est de {fact:absent}.", (), (), ObjectionKind.REFERENCE),
        ("Le total est là.", ("absent",), (), ObjectionKind.REFERENCE),
        ("Le total est là.", (), ("absent",), ObjectionKind.REFERENCE),
    ],
)
def test_a_sentence_that_its_references_do_not_say_is_refused(
    text: str, facts: tuple[str, ...], cites: tuple[str, ...], kind: ObjectionKind
) -> None:
    assert kind in kinds(text, facts=facts, cites=cites)


def test_a_template_is_true_by_construction_and_its_contrary_is_refused() -> None:
    template = "Le total doit être vérifié avant le vote."
    assert kinds(template, facts=("unknown",), template=template) == set()
    assert ObjectionKind.POLARITY in kinds(
        "Le total ne doit pas être vérifié avant le vote.", facts=("unknown",), template=template
    )
    assert ObjectionKind.POLARITY in kinds("Le total doit être vérifié après le vote.", facts=("unknown",), template=template)


def test_figures_are_rendered_by_code_and_count_among_the_references() -> None:
    sentence = printed(DraftedSentence(text="Total : {fact:total}, soit {fact:share}."), FACTS)
    assert sentence.text == "Total : 12\u202f500\u00a0€, soit 51,85\u00a0%."
    assert sentence.fact_refs == ("total", "share")
    assert render("{fact:total} {fact:nope}", FACTS)[1] == ("nope",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 500 €", [("12500", "€")]),
        ("12\u202f500,50\u00a0€", [("12500.50", "€")]),
        ("deux mois", [("2", "mois")]),
        ("3 %", [("3", "%")]),
        ("quatre-vingts jours", [("80", "jour")]),
        ("le 12 janvier 2027", []),
        ("aucun nombre", []),
    ],
)
def test_numbers_are_read_with_their_units(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(str(each.value), each.unit) for each in quantities_in(text)] == expected


def test_dates_are_read_in_each_of_their_forms_and_an_impossible_one_is_no_date() -> None:
    found, left = moments_in("Du 1er avril 2026 au 31/02/2027, en mai 2028, le 3 juin.")
    assert {each[:3] for each in found} == {(2026, 4, 1), (2028, 5, None), (None, 6, 3)}
    assert "2026" not in left
