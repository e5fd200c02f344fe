"""The rules between entries of a catalogue: each fault is named, and what is faulty is set aside without the rest."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tiebreak import (
    AmbiguousName,
    Catalogue,
    CatalogueEntries,
    CatalogueReport,
    Claim,
    ClaimStatus,
    Gap,
    Holder,
    Mention,
    RecognitionDecision,
    Solution,
    Supplier,
    check_catalogue,
    claim_sentence,
    contributions_of,
    load_nomenclature,
    search_catalogue,
    stale_claims,
)
from tiebreak.testing import A_DAY, A_REFERENCE, a_solution, a_supplier, some_entries

NOMENCLATURE = load_nomenclature()


def catalogue_of(suppliers: tuple[Supplier, ...] = (), solutions: tuple[Solution, ...] = ()) -> Catalogue:
    return Catalogue([some_entries(suppliers, solutions)])


def checked(catalogue: Catalogue, on: date = A_DAY) -> CatalogueReport:
    return check_catalogue(catalogue, NOMENCLATURE, on)


def faults(catalogue: Catalogue, on: date = A_DAY) -> list[str]:
    return [str(fault) for fault in checked(catalogue, on).faults]


def an_owner(name: str, country: str, status: ClaimStatus = ClaimStatus.REVIEWED, note: str | None = None) -> Claim[Holder]:
    return Claim[Holder](value=Holder(name=name, country=country), status=status, reference=A_REFERENCE, checked=A_DAY, note=note)


def test_a_sound_catalogue_has_no_fault_and_is_counted() -> None:
    report = checked(catalogue_of((a_supplier("bon", "FR"),), (a_solution("outil", "bon", function="mail"),)))

    assert report.is_sound
    assert (report.supplier_count, report.solution_count) == (1, 1)
    assert (report.decisive_count, report.decisive_sourced_count) == (4, 4)
    assert next(row for row in report.by_function if row.function == "mail").solutions == 1


def test_suppliers_that_own_one_another_are_set_aside_with_what_they_edit() -> None:
    circle = [
        a_supplier(name, "FR").model_copy(update={"parent": parent}) for name, parent in (("a", "b"), ("b", "c"), ("c", "a"))
    ]
    above = a_supplier("d", "FR").model_copy(update={"parent": "a"})
    catalogue = catalogue_of(
        (*circle, above, a_supplier("bon", "FR")), (a_solution("outil", "a", "mail"), a_solution("autre", "bon", "mail"))
    )

    assert list(catalogue.suppliers) == ["bon", "d"]
    assert list(catalogue.solutions) == ["autre"]
    assert any("propriété en cercle : a → b → c → a" in fault for fault in faults(catalogue))
    assert any("société mère 'a' absente" in fault for fault in faults(catalogue))


def test_a_supplier_that_owns_itself_is_a_circle() -> None:
    alone = a_supplier("a", "FR").model_copy(update={"parent": "a"})

    assert catalogue_of((alone,)).suppliers == {}


def test_an_identifier_taken_is_set_aside_and_the_first_stands() -> None:
    catalogue = catalogue_of((a_supplier("bon", "FR"), a_supplier("bon", "US")))

    assert len(catalogue.suppliers) == 1
    assert "identifiant déjà pris" in faults(catalogue)[0]


def test_a_solution_without_its_supplier_is_set_aside() -> None:
    catalogue = catalogue_of((a_supplier("bon", "FR"),), (a_solution("outil", "absent", "mail"),))

    assert catalogue.solutions == {}
    assert "fournisseur 'absent' inconnu" in faults(catalogue)[0]


@pytest.mark.parametrize(
    ("supplier", "said"),
    [
        (a_supplier("b", "FR").model_copy(update={"aliases": ("A",)}), "le nom 'a' est aussi celui de 'a'"),
        (a_supplier("b", "FR").model_copy(update={"aliases": ("***",)}), "un nom sans lettre"),
        (
            a_supplier("b", "FR").model_copy(update={"aliases": ("Zed",), "ambiguous": (AmbiguousName(name="ZED"),)}),
            "à la fois sûr et ambigu",
        ),
        (a_supplier("b", "FR").model_copy(update={"parent": "absente"}), "société mère 'absente' absente"),
        (
            a_supplier("b", "FR").model_copy(update={"parent": "a", "ultimate_owner": an_owner("Z", "US")}),
            "propriétaire du pays US",
        ),
        (a_supplier("b", "FR").model_copy(update={"ultimate_owner": an_owner("a", "US")}), "« a » est ici du pays US, et FR"),
        (
            a_supplier("b", "FR").model_copy(update={"ultimate_owner": an_owner("B", "FR", ClaimStatus.PRESUMED)}),
            "sans dire ce qui a été cherché",
        ),
        (
            a_supplier("b", "FR").model_copy(
                update={
                    "registered_office": Claim[str](value=None, status=ClaimStatus.UNVERIFIED, checked=A_DAY, note="cherché"),
                    "ultimate_owner": an_owner("B", "FR", ClaimStatus.PRESUMED, "cherché"),
                }
            ),
            "présumé sans siège connu",
        ),
        (
            a_supplier("b", "FR").model_copy(
                update={
                    "registered_office": Claim[str](
                        value="FR", status=ClaimStatus.PRESUMED, reference=A_REFERENCE, checked=A_DAY, note="cherché"
                    )
                }
            ),
            "siège social : ne se présume pas",
        ),
        (
            a_supplier("b", "FR").model_copy(
                update={"registered_office": Claim[str](value="FR", status=ClaimStatus.UNVERIFIED, checked=A_DAY, note="cherché")}
            ),
            "une valeur non vérifiée est écrite",
        ),
        (
            a_supplier("b", "FR").model_copy(
                update={
                    "registered_office": Claim[str](
                        value="FR", status=ClaimStatus.REVIEWED, reference=A_REFERENCE, checked=A_DAY - timedelta(days=1)
                    )
                }
            ),
            "après l’examen",
        ),
    ],
)
def test_a_rule_that_is_broken_is_named(supplier: Supplier, said: str) -> None:
    first = a_supplier("a", "FR").model_copy(update={"ultimate_owner": an_owner("a", "FR")})

    found = faults(catalogue_of((first, supplier)))

    assert said in " ".join(found)


def test_a_claim_of_tomorrow_and_an_unknown_function_are_faults() -> None:
    catalogue = catalogue_of((a_supplier("a", "FR"),), (a_solution("outil", "a", function="cuisine"),))

    found = faults(catalogue, A_DAY - timedelta(days=1))

    assert sum("n’est pas encore venu" in fault for fault in found) == 4
    assert any("fonction 'cuisine' absente" in fault for fault in found)


def test_an_owner_is_to_be_read_again_every_year_and_the_rest_every_two() -> None:
    catalogue = catalogue_of((a_supplier("a", "FR"),), (a_solution("outil", "a", "mail"),))
    a_year, two_years = A_DAY.replace(year=A_DAY.year + 1), A_DAY.replace(year=A_DAY.year + 2)

    assert stale_claims(catalogue, a_year - timedelta(days=1)) == ()
    assert [each.named.name for each in stale_claims(catalogue, a_year)] == ["ultimate_owner"]
    assert len(stale_claims(catalogue, two_years)) == 4


def test_who_owns_is_said_in_the_fixed_words() -> None:
    supplier = a_supplier("a", "FR")
    said = {
        ClaimStatus.REVIEWED: "contrôlé par X (FR), au 15/01/2026, selon Registre de démonstration",
        ClaimStatus.DECLARED: "se déclare contrôlé par X (FR), au 15/01/2026, selon Registre de démonstration",
        ClaimStatus.CONTESTED: "propriétaire contesté, au 15/01/2026, selon Registre de démonstration",
        ClaimStatus.PRESUMED: "immatriculé dans le pays France, aucun groupe étranger trouvé, au 15/01/2026, selon "
        "Registre de démonstration",
        ClaimStatus.UNVERIFIED: "propriétaire non établi, au 15/01/2026",
    }

    for status, sentence in said.items():
        assert claim_sentence(supplier.model_copy(update={"ultimate_owner": an_owner("X", "FR", status)})) == sentence


def test_a_search_finds_near_names_and_only_them() -> None:
    catalogue = catalogue_of(
        (a_supplier("gros-editeur", "FR"), a_supplier("autre", "FR")), (a_solution("paie-plus", "autre", "mail"),)
    )

    assert [entry.id for entry in search_catalogue(catalogue, "gros editeurs")] == ["gros-editeur"]
    assert search_catalogue(catalogue, "zzzz") == ()


def test_what_has_no_alternative_is_found_by_function() -> None:
    gap = Gap(subject="Processeurs", functions=("servers",), says=Mention(value="Aucun.", reference=A_REFERENCE, checked=A_DAY))
    catalogue = Catalogue([CatalogueEntries(version="essai", gaps=(gap,))])

    assert catalogue.gaps_for("servers") == (gap,)
    assert catalogue.gaps_for("mail") == ()
    assert faults(catalogue) == []


def test_corrections_are_offered_by_name_without_what_the_catalogue_knows() -> None:
    catalogue = catalogue_of((a_supplier("gros-editeur", "FR"),), (a_solution("paie-plus", "gros-editeur", "mail"),))
    decisions = [
        RecognitionDecision(supplier_text="G.E. SUD", supplier="gros-editeur"),
        RecognitionDecision(supplier_text="G.E. SUD", supplier="gros-editeur", label="deux fois"),
        RecognitionDecision(supplier_text="GROS-EDITEUR", supplier="gros-editeur"),
        RecognitionDecision(supplier_text=None, label="P+ 2026", solution="paie-plus"),
        RecognitionDecision(supplier_text="X", supplier="parti"),
    ]

    offered = contributions_of(decisions, catalogue)

    assert [(each.section, each.entry, each.alias) for each in offered] == [
        ("solutions", "paie-plus", "P+ 2026"),
        ("suppliers", "gros-editeur", "G.E. SUD"),
    ]
    assert "n’est pas au catalogue" in offered[1].seen_as
