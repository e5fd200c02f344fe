"""Contracts in JSON and XML: which are kept, what they say once modified, and what is said of the rest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.tiebreak_opendata.files import OTHER_SIRET, change, holder, market, read, reasons, write_json, write_markets
from tiebreak import AmountKind, InputError, PurchaseContract, Reading, TaxBasis
from tiebreak_opendata.contracts_source import ContractsSource


def contracts(folder: Path, *markets: object) -> tuple[PurchaseContract, ...]:
    return read(ContractsSource(), write_markets(folder, *markets)).contracts


def reading(folder: Path, *markets: object) -> Reading:
    return read(ContractsSource(), write_markets(folder, *markets))


def test_a_contract_is_a_ceiling_for_its_whole_duration_and_never_an_expense(tmp_path: Path) -> None:
    found = reading(tmp_path, market())

    (contract,) = found.contracts
    assert found.spend_lines == ()
    assert contract.number == "2024M01"
    assert contract.supplier_text == "ALPHA FICTIF"
    assert (contract.start, contract.end) == (date(2024, 3, 15), date(2028, 3, 14))
    assert (contract.amount, contract.months) == (Decimal(48000), 48)
    assert (contract.amount_kind, contract.tax_basis) == (AmountKind.CEILING, TaxBasis.EXCLUDED)
    assert contract.renews_tacitly is None
    assert contract.provenance.row == 1
    assert "liste des codes CPV tenus pour numériques : non vérifié" in found.notices


@pytest.mark.parametrize(
    "shape",
    [
        {"marches": [market()]},
        {"marches": {"marche": [market()]}},
        {"marches": {"marche": market()}},
        {"entete": {"a": [1, {"b": 2}]}, "marches": [market()], "pied": None},
        {"marches": [market(titulaires=[[[{"id": "11111111100011", "denominationSociale": "ALPHA FICTIF"}]]])]},
        {"marches": [market(titulaires={"titulaire": {"id": "11111111100011", "denominationSociale": "ALPHA FICTIF"}})]},
        {"marches": [{**market(acheteur=...), "acheteur.id": "21999999900012"}]},
    ],
    ids=["2019", "2022", "lone-object", "other-keys", "nested-lists", "lone-holder", "flat-buyer"],
)
def test_every_shape_of_the_two_formats_gives_the_contract(tmp_path: Path, shape: object) -> None:
    (contract,) = read(ContractsSource(), write_json(tmp_path / "decp.json", shape)).contracts

    assert contract.supplier_text == "ALPHA FICTIF"
    assert contract.amount == Decimal(48000)


def test_modifications_apply_in_the_order_of_their_numbers_not_of_the_file(tmp_path: Path) -> None:
    changes = [
        change(2, montant=60000, dateNotificationModification="2025-02-01"),
        change(1, montant=50000, dureeMois=60, titulaires=[holder("BETA FICTIF")]),
        change(3, dateNotificationModification="2025-06-01"),
    ]

    (contract,) = contracts(tmp_path, market(modifications=changes))

    assert contract.amount == Decimal(60000)
    assert contract.months == 60
    assert contract.end == date(2029, 3, 14)
    assert contract.supplier_text == "BETA FICTIF"


@pytest.mark.parametrize(
    ("changes", "amount"),
    [
        (
            [
                change(1, montant=1, dateNotificationModification="2025-02-01"),
                change(1, montant=2, dateNotificationModification="2025-01-01"),
            ],
            1,
        ),
        ([change(None, montant=1), change(None, montant=2)], 2),
        ([{"montant": 1, "dateNotificationModification": "2025-01-01"}], 1),
        ([change(1, montant=None, dureeMois="NC")], 48000),
        ([change(1, montant="1e308")], 48000),
        ([change(1, montant=-5)], 48000),
    ],
    ids=["same-number-by-day", "as-written", "2019-unwrapped", "empty", "out-of-measure", "negative"],
)
def test_the_last_usable_amount_is_kept(tmp_path: Path, changes: list[object], amount: int) -> None:
    (contract,) = contracts(tmp_path, market(modifications=changes))

    assert contract.amount == Decimal(amount)


def test_holders_that_a_modification_garbles_stay_and_it_is_said(tmp_path: Path) -> None:
    garbled = [{"titulaire": "typeIdentifiant"}, {"titulaire": "id"}]

    found = reading(tmp_path, market(modifications=[change(1, montant=50000, titulaires=garbled)]))

    assert found.contracts[0].supplier_text == "ALPHA FICTIF"
    assert "titulaires illisibles dans une modification (2024M01) : titulaires d’avant gardés" in " ".join(found.notices)


def test_the_amount_of_a_group_is_counted_once_and_each_holder_finds_its_dates(tmp_path: Path) -> None:
    found = reading(tmp_path, market(titulaires=[holder("ALPHA FICTIF"), holder("BETA FICTIF", "22222222200022")]))

    assert [(each.supplier_text, each.amount) for each in found.contracts] == [
        ("ALPHA FICTIF ; BETA FICTIF", Decimal(48000)),
        ("ALPHA FICTIF", None),
        ("BETA FICTIF", None),
    ]
    assert {each.end for each in found.contracts} == {date(2028, 3, 14)}
    assert len({each.id for each in found.contracts}) == 3
    assert "la part de chacun n’est pas publiée" in " ".join(found.notices)


def test_a_holder_without_name_is_its_identifier_and_it_is_said(tmp_path: Path) -> None:
    found = reading(tmp_path, market(titulaires=[{"titulaire": {"typeIdentifiant": "SIRET", "id": "11111111100011"}}]))

    assert found.contracts[0].supplier_text == "SIRET 11111111100011"
    assert "n’a que son identifiant (2024M01)" in " ".join(found.notices)


def test_other_buyers_other_purchases_and_concessions_are_counted_by_reason(tmp_path: Path) -> None:
    path = write_json(
        tmp_path / "decp.json",
        {
            "marches": {
                "contrat-concession": [{"id": "C1", "autoriteConcedante": {"id": OTHER_SIRET}}],
                "marche": [
                    market(),
                    market(id="X1", acheteur={"id": OTHER_SIRET}),
                    market(id="X2", acheteur={"id": OTHER_SIRET}),
                    market(id="T1", codeCPV="45000000-7"),
                    market(id="T2", codeCPV=None),
                    market(id="T3", codeCPV="48"),
                    market(id="B1", acheteur={"id": "2199999990001"}),
                    market(id="C2", _type="Contrat de concession"),
                    "texte",
                ],
            }
        },
    )

    found = read(ContractsSource(), path)

    assert [contract.number for contract in found.contracts] == ["2024M01"]
    assert found.rows_in_file == 10
    assert reasons(found) == {
        "contrat de concession, qui n’est pas un achat": 2,
        "marché d’un autre acheteur": 2,
        "marché dont le code CPV n’est pas numérique": 1,
        "marché sans code CPV lisible : rien ne dit qu’il est numérique": 2,
        "marché dont l’acheteur n’a ni SIREN ni SIRET bien formé": 1,
        "entrée qui n’est pas un marché": 1,
    }


def test_a_contract_published_twice_counts_once(tmp_path: Path) -> None:
    found = reading(tmp_path, market(), market(), market(id="2024M02"))

    assert [contract.provenance.row for contract in found.contracts] == [1, 3]
    assert reasons(found) == {"marché répété à l’identique": 1}
    assert found.left_out[0].amount == Decimal(48000)


def test_a_contract_published_again_with_a_modification_replaces_the_earlier_publication(tmp_path: Path) -> None:
    found = reading(tmp_path, market(), market(modifications=[change(1, montant=50000)]))

    assert [contract.amount for contract in found.contracts] == [Decimal(50000)]
    assert reasons(found) == {"version antérieure d’un marché publié de nouveau": 1}


def test_same_number_and_other_content_are_both_kept_and_it_is_said(tmp_path: Path) -> None:
    found = reading(tmp_path, market(), market(objet="Lot 2 : hébergement", montant=9000), market(montant=10))

    assert len(found.contracts) == 3
    assert "3 marchés de même numéro et de contenus différents (2024M01) : tous sont gardés" in found.notices


def test_lots_that_differ_by_their_holder_alone_do_not_replace_one_another(tmp_path: Path) -> None:
    other_lot = market(titulaires=[holder("BETA FICTIF", "22222222200022")], datePublicationDonnees="2024-05-01")

    found = reading(tmp_path, market(modifications=[change(1, montant=50000)]), other_lot)

    assert [contract.supplier_text for contract in found.contracts] == ["ALPHA FICTIF", "BETA FICTIF"]
    assert found.left_out == ()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"montant": "1e308"}, "montant absent, nul, négatif ou hors de toute mesure"),
        ({"montant": 1e17}, "montant absent, nul, négatif ou hors de toute mesure"),
        ({"montant": -4}, "montant absent, nul, négatif ou hors de toute mesure"),
        ({"montant": 0}, "montant absent, nul, négatif ou hors de toute mesure"),
        ({"montant": None}, "montant absent, nul, négatif ou hors de toute mesure"),
        ({"montant": "1,234"}, "montant absent, nul, négatif ou hors de toute mesure"),
        ({"montant": [1]}, "montant absent, nul, négatif ou hors de toute mesure"),
        ({"montant": True}, "montant absent, nul, négatif ou hors de toute mesure"),
        ({"dureeMois": 0}, "durée absente ou hors de 1 à 600 mois"),
        ({"dureeMois": 9999}, "durée absente ou hors de 1 à 600 mois"),
        ({"dureeMois": "NC"}, "durée absente ou hors de 1 à 600 mois"),
        ({"dureeMois": "1e99"}, "durée absente ou hors de 1 à 600 mois"),
        ({"dateNotification": "0202-01-01"}, "date de notification absente ou impossible"),
        ({"dateNotification": "2024-02-30"}, "date de notification absente ou impossible"),
        ({"dateNotification": 20240101}, "date de notification absente ou impossible"),
        ({"dateNotification": ...}, "date de notification absente ou impossible"),
        ({"titulaires": []}, "titulaire absent ou illisible"),
        ({"titulaires": "ALPHA"}, "titulaire absent ou illisible"),
        ({"titulaires": ...}, "titulaire absent ou illisible"),
        ({"objet": "x" * 1_000_000}, "objet coupé à 1000 caractères"),
    ],
)
def test_what_cannot_be_used_is_unknown_and_said_with_its_number(tmp_path: Path, fields: dict[str, object], said: str) -> None:
    found = reading(tmp_path, market(**fields))

    (contract,) = found.contracts
    assert any(said in notice and "2024M01" in notice for notice in found.notices)
    assert len(contract.subject) <= 1001
    assert contract.amount is None or contract.amount == Decimal(48000)
    if "durée" in said or "date" in said:
        assert contract.end is None


def test_an_amount_without_duration_says_nothing_of_its_months(tmp_path: Path) -> None:
    (contract,) = contracts(tmp_path, market(dureeMois=None))

    assert (contract.amount, contract.months, contract.start) == (Decimal(48000), None, date(2024, 3, 15))


def test_lost_characters_are_kept_and_said(tmp_path: Path) -> None:
    found = reading(tmp_path, market(objet="Num\ufffdrique et l\x00ogiciels"))

    assert found.contracts[0].subject == "Num\ufffdrique et l ogiciels"
    assert "1 marché avec des caractères perdus avant la publication (2024M01) : gardés tels quels" in found.notices


def test_halves_of_characters_are_lost_ones_for_no_document_can_hold_them(tmp_path: Path) -> None:
    path = write_markets(tmp_path, market(objet="Num@rique"))
    path.write_bytes(path.read_bytes().replace(b"@", b"\\ud83d"))

    found = read(ContractsSource(), path)

    assert found.contracts[0].subject == "Num\ufffdrique"
    assert found.model_dump_json()


def test_bytes_that_are_not_utf8_are_lost_characters(tmp_path: Path) -> None:
    path = write_markets(tmp_path, market(objet="Numérique"))
    path.write_bytes(path.read_bytes().replace("é".encode(), b"\xe9"))

    assert read(ContractsSource(), path).contracts[0].subject == "Num\ufffdrique"


def test_without_siren_several_buyers_are_refused_with_some_of_them(tmp_path: Path) -> None:
    path = write_markets(tmp_path, market(), market(acheteur={"id": OTHER_SIRET}))

    with pytest.raises(InputError, match=r"219999999 \(Commune fictive\), 218888888"):
        read(ContractsSource(), path, siren=None)


def test_without_siren_the_only_buyer_is_retained_and_it_is_said(tmp_path: Path) -> None:
    found = read(ContractsSource(), write_markets(tmp_path, market(), market(id="2")), siren=None)

    assert len(found.contracts) == 2
    assert "aucun SIREN donné : le fichier n’a qu’un acheteur, 219999999, et c’est lui qui est retenu" in found.notices


def test_without_siren_nor_any_buyer_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="aucun acheteur n’y a de SIRET bien formé"):
        read(ContractsSource(), write_markets(tmp_path, market(acheteur={"id": "123"})), siren=None)


def test_a_buyer_without_contract_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    found = read(ContractsSource(), write_markets(tmp_path, market()), siren="211111111")

    assert found.contracts == ()
    assert reasons(found) == {"marché d’un autre acheteur": 1}
    assert "aucun marché numérique de l’acheteur 211111111" in found.notices[0]


def test_an_empty_list_is_no_contract_at_all(tmp_path: Path) -> None:
    assert read(ContractsSource(), write_markets(tmp_path), siren=None).notices == ("aucun marché dans ce fichier",)


def test_the_same_contracts_have_the_same_identifiers_whatever_the_file(tmp_path: Path) -> None:
    (one,) = contracts(tmp_path, market())
    alone = read(ContractsSource(), write_json(tmp_path / "autre.json", {"marches": [market(id="9", codeCPV="1"), market()]}))

    assert one.id == alone.contracts[0].id


def test_entries_of_a_long_file_are_read_past_the_first_chunk(tmp_path: Path) -> None:
    others = [market(id=f"X{rank}", acheteur={"id": OTHER_SIRET}, objet="x" * 900) for rank in range(3000)]
    path = write_markets(tmp_path, *others, market())

    found = read(ContractsSource(), path)

    assert path.stat().st_size > 2 << 20
    assert [contract.provenance.row for contract in found.contracts] == [3001]


def test_progress_is_told_on_long_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tiebreak_opendata.decp_entries.PROGRESS_STEP", 2)
    said: list[str] = []

    read(ContractsSource(), write_markets(tmp_path, market(), market(id="2"), market(id="3")), progress=said.append)

    assert said[0] == "2 marchés parcourus…"


XML_MARKET = """<marche><id>M1</id><acheteur><id>21999999900012</id></acheteur><objet>Hébergement du site</objet>
<codeCPV>72415000-2</codeCPV><montant>12000</montant><dureeMois>24</dureeMois><dateNotification>2024-01-01</dateNotification>
<titulaires><titulaire><id>11111111100011</id><typeIdentifiant>SIRET</typeIdentifiant></titulaire>
<titulaire><id>22222222200022</id><typeIdentifiant>SIRET</typeIdentifiant></titulaire></titulaires>
<modifications><modification><id>1</id><montant>13000</montant></modification>
<modification><id>2</id><montant>14000</montant></modification></modifications><!-- rien --></marche>"""


def test_xml_gives_what_json_would(tmp_path: Path) -> None:
    path = tmp_path / "decp.xml"
    second = XML_MARKET.replace("M1", "M2").replace("14000", "15000")
    path.write_text(f"<marches>{XML_MARKET}{second}</marches>", encoding="utf-8")

    found = read(ContractsSource(), path)

    assert [contract.amount for contract in found.contracts if contract.amount] == [Decimal(14000), Decimal(15000)]
    assert found.contracts[0].supplier_text == "SIRET 11111111100011 ; SIRET 22222222200022"
    assert found.contracts[0].end == date(2025, 12, 31)
    assert found.rows_in_file == 2
