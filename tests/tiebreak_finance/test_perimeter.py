"""The digital perimeter: accounts, then words; and a SIREN only with its key."""

from __future__ import annotations

import pytest

from tiebreak_finance.perimeter import AccountUse, load_perimeter
from tiebreak_finance.pes_codes import load_codes
from tiebreak_finance.siren import siren_of
from tiebreak_finance.texts import kept_text


@pytest.mark.parametrize(
    ("number", "use"),
    [
        ("2051", AccountUse.DIGITAL),
        ("20510", AccountUse.DIGITAL),
        ("205", AccountUse.SHARED),
        ("2052", None),
        ("2183", AccountUse.DIGITAL),
        ("21838", AccountUse.DIGITAL),
        ("2184", None),
        ("6135", AccountUse.SHARED),
        ("61358", AccountUse.SHARED),
        ("61351", AccountUse.OUTSIDE),
        ("6512", AccountUse.SHARED),
        ("65121", None),
        ("65811", AccountUse.DIGITAL),
        ("65818", AccountUse.SHARED),
        ("6262", AccountUse.DIGITAL),
        ("6261", None),
        ("", None),
        ("H6156", None),
    ],
)
def test_the_longest_known_account_decides(number: str, use: AccountUse | None) -> None:
    found = load_perimeter().account_of(number)

    assert (found.use if found else None) == use


@pytest.mark.parametrize(
    ("label", "supplier", "is_digital"),
    [
        ("MAINTENANCE LOGICIELS MÉTIER", "BETA", True),
        ("Maintenance 2026", "BERGER-LEVRAULT", False),
        ("Contrat", "ALPHA INFORMATIQUE SARL", True),
        ("MAINTENANCE ASCENSEURS", "BETA", False),
        ("Location de véhicule", "GARAGE BETA", False),
        ("Sérveurs", "", True),
        ("Hébergement de nuit", "HOTEL BETA", False),
        ("Hébergement web", "BETA", True),
        ("Parent d’élève", "CENTRE BETA", False),
        ("", "", False),
    ],
)
def test_a_shared_account_is_digital_by_its_words_alone(label: str, supplier: str, is_digital: bool) -> None:
    assert load_perimeter().is_said_digital(label, supplier) == is_digital


@pytest.mark.parametrize(
    ("third_party", "is_named"),
    [
        ({"CatTiers": "50", "NatJur": "03"}, True),
        ({"CatTiers": "23", "NatJur": "09"}, True),
        ({"CatTiers": "50"}, True),
        ({"CatTiers": "01", "NatJur": "01"}, False),
        ({"CatTiers": "01", "NatJur": "02"}, False),
        ({"CatTiers": "50", "NatJur": "02"}, False),
        ({"CatTiers": "50", "NatJur": "03", "Civilite": "MME"}, False),
        ({"CatTiers": "50", "NatJur": "03", "Prenom": "X"}, False),
        ({"CatTiers": "50", "NatJur": "03", "Nom": "EI TARTEMPION INFORMATIQUE"}, False),
        ({"CatTiers": "50", "NatJur": "03", "Nom": "M. TARTEMPION"}, False),
        ({"CatTiers": "50", "NatJur": "03", "Nom": "MME TARTEMPION"}, False),
        ({"CatTiers": "50", "NatJur": "03", "Nom": "EIFFEL NUMERIQUE"}, True),
        ({"CatTiers": "00", "NatJur": "00"}, False),
        ({}, False),
    ],
)
def test_a_third_party_is_named_only_when_it_is_surely_no_person(third_party: dict[str, str], is_named: bool) -> None:
    assert load_codes().is_named(third_party) == is_named


@pytest.mark.parametrize(
    ("written", "siren"),
    [
        ("111111118", "111111118"),
        ("11111111800019", "111111118"),
        ("000000000", None),
        ("11111111", None),
        ("11111111١", None),
        ("35600000000049", "356000000"),
        ("ABCDEFGHI", None),
        ("", None),
    ],
)
def test_a_siren_without_its_key_is_unknown(written: str, siren: str | None) -> None:
    assert siren_of(written) == siren


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Virement FR76 3000 6000 0112 3456 7890 189 mars", "Virement [compte bancaire] mars"),
        ("fr7630006000011234567890189", "[compte bancaire]"),
        ("FR7630006000011234567890188", "FR7630006000011234567890188"),
        ("FR76 3000, puis rien", "FR76 3000, puis rien"),
        ("BE68539007547034 et FR7630006000011234567890189", "[compte bancaire] et [compte bancaire]"),
        ("Facture FR76", "Facture FR76"),
        ("FR7630006000011234567890189FR76", "[compte bancaire]FR76"),
        ("FR50 3000 6000 BE68 1234 5678 901", "[compte bancaire]"),
        ("x" * 1000, "x" * 300),
    ],
)
def test_an_account_number_in_a_label_is_hidden(written: str, kept: str) -> None:
    assert kept_text(written) == kept
