"""A clause that discriminates, favours or names a product is refused; one that asks for means, proofs or information is not."""

from __future__ import annotations

import pytest

from tiebreak import lint_clause, load_lint_rules


@pytest.mark.parametrize(
    ("clause", "rule"),
    [
        ("Le titulaire est une société française.", "nationality-of-the-bidder"),
        ("Les candidats doivent être européens.", "nationality-of-the-bidder"),
        ("Le siège social du titulaire est situé en France.", "law-or-seat-of-the-bidder"),
        ("Le titulaire est une personne morale de droit français.", "law-or-seat-of-the-bidder"),
        ("Le titulaire dispose d’une agence dans la région au dépôt de son offre.", "establishment-of-the-bidder"),
        ("Le capital est détenu majoritairement par des actionnaires européens.", "capital-of-the-bidder"),
        ("Une préférence est donnée aux entreprises locales.", "local-preference"),
        ("Les produits d’origine chinoise sont refusés.", "exclusion-by-origin"),
        ("Les candidats ayant déjà équipé la commune obtiennent dix points.", "incumbent-advantage"),
        ("L’hébergement est qualifié SecNumCloud.", "label-without-equivalent"),
        ("Les commutateurs sont de marque Exemplia.", "brand-named-as-such"),
    ],
)
def test_a_clause_that_discriminates_is_refused_for_its_reason(clause: str, rule: str) -> None:
    assert rule in {finding.rule for finding in lint_clause(clause)}


@pytest.mark.parametrize(
    "clause",
    [
        "Les données sont hébergées sur le territoire des États membres de l’Union européenne (L. 2112-4).",
        "Le titulaire informe l’acheteur de tout changement de contrôle et de l’identité de ses actionnaires.",
        "Le candidat indique le pays de son siège social, à titre d’information.",
        "Le support est assuré en langue française.",
        "Le titulaire refuse toute demande d’une autorité de pays tiers sans accord international.",
        "Le titulaire sortant transmet les données à son successeur.",
        "L’hébergement est qualifié SecNumCloud ou équivalent.",
        "Le système de gestion de la sécurité est certifié ISO 27001. Tout autre moyen de preuve est accepté.",
        "Le titulaire applique le référentiel général d’interopérabilité.",
        "",
    ],
)
def test_a_lawful_clause_passes(clause: str) -> None:
    assert lint_clause(clause) == ()


def test_a_product_named_without_equivalent_is_refused_however_it_is_written() -> None:
    names = ["Suite Exemplia"]
    assert [each.rule for each in lint_clause("La solution est SUITE-EXEMPLIA.", product_names=names)] == [
        "brand-without-equivalent"
    ]
    assert lint_clause("La solution est Suite Exemplia ou équivalent.", product_names=names) == ()
    assert lint_clause("La solution est Suite Exemplia. Toute solution équivalente est admise.", product_names=names) == ()


def test_a_name_that_is_also_a_word_counts_only_with_its_capitals() -> None:
    assert lint_clause("Le plan d’exemple est remis.", proper_names=["Exemple"]) == ()
    assert lint_clause("La solution est Exemple.", proper_names=["Exemple"])


def test_equivalent_hours_do_not_make_a_label_open() -> None:
    assert lint_clause("Le formateur est certifié Qualiopi, pour l’équivalent de 12 jours.")


def test_the_sentence_and_the_remedy_are_given_with_the_fault() -> None:
    (finding,) = lint_clause("Le service est disponible. Les entreprises américaines sont écartées.")[:1]
    assert finding.sentence == "Les entreprises américaines sont écartées"
    assert finding.said
    assert finding.remedy


def test_each_rule_has_its_own_name() -> None:
    names = [rule.id for rule in load_lint_rules()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "clause",
    [
        "Le titulaire est une société\nfrançaise.",
        "Le titulaire est une soci\u00adété française.",
        "Le titulaire est une société fran\u200bçaise.",
    ],
)
def test_a_line_break_or_an_invisible_character_hides_nothing(clause: str) -> None:
    assert lint_clause(clause)


def test_a_list_of_points_is_read_point_by_point() -> None:
    assert lint_clause("Le titulaire :\n- est une société européenne ;\n- remet les données.")
