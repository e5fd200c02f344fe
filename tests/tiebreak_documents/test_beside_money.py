"""Documents of who has no table of expenses: answers, inventories, public accounts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.tiebreak_documents.reading import annex_of, inputs_of, note_of

from tiebreak import AccountBalance, Provenance, Reading
from tiebreak.testing import a_spend_line, a_use, an_inventory, an_item, some_answers

ANSWERS = some_answers(
    a_use(1, "office_suite", "Produit Suite", low="100", high="300"),
    a_use(2, "mail", "Europa", low="100", high="100"),
    a_use(3, "backup", None),
)


def test_answers_alone_give_a_note_that_names_functions_and_no_product() -> None:
    note = note_of(inputs_of(beside=(ANSWERS,)))

    assert ["Suite bureautique", "3", "oui"] in note.rows
    assert ["Messagerie et agendas", "4", "non"] in note.rows
    assert ["Sauvegarde", "4", "inconnu"] in note.rows
    assert "3 fonctions déclarées ou constatées : 1 dépend" in note.text
    assert "Produit Suite" not in note.text
    assert "Europa" not in note.text


def test_the_declared_cost_is_told_between_its_bounds() -> None:
    note = note_of(inputs_of(beside=(ANSWERS,)))

    assert "entre 200 € et 400 € par an, dont 50,0 % à 75,0 %" in note.text


def test_the_annex_gives_the_range_declared_where_no_expense_is_known() -> None:
    rows = annex_of(inputs_of(beside=(ANSWERS,))).rows

    amounts = {row[1]: row[3] for row in rows if row and row[0].isdigit()}
    assert amounts["Produit Suite"].replace("\u00a0", " ") == "100 € à 300 € (déclaré)"
    assert amounts["Sauvegarde : produit non précisé"] == "inconnu"


def test_without_money_the_note_prints_no_share_of_expenses() -> None:
    note = note_of(inputs_of(beside=(ANSWERS,)))

    assert "Où va l’argent" not in note.text
    assert "les fonctions les plus critiques" in note.text


def test_the_annex_tells_what_the_inventory_showed_and_where_sources_disagree() -> None:
    line = replace(a_spend_line(1, label="Produit Suite", amount="100"), licence_count=3)

    annex = annex_of(inputs_of(line, beside=(an_inventory(an_item(1, "Produit Suite 2019", 8), an_item(2, "Jeu", 1)),)))

    assert "1 produit installé reconnu ; 1 logiciel n’est pas au catalogue" in annex.text
    assert "Produit Suite : au moins 8 installations selon parc.json, pour 3 licences dans les dépenses." in annex.text


@pytest.mark.parametrize(
    ("account", "said"),
    [
        (
            "6156",
            "Compte 6156 (Maintenance), balance publique de 2026 : 400 €, toutes dépenses confondues ; 100 € dans",
        ),
        (None, "Compte 6156 (Maintenance), balance publique de 2026 : 400 €, toutes dépenses confondues."),
    ],
)
def test_public_accounts_stand_beside_the_lines_of_that_account(account: str | None, said: str) -> None:
    balance = AccountBalance(
        id="b-1",
        account="6156",
        label="Maintenance",
        amount="400",
        year=2026,
        provenance=Provenance(file="balance.json", row=1, plugin="essai"),
    )
    accounts = Reading(file="balance.json", plugin="essai", rows_in_file=1, heading_rows=0, balances=(balance,))

    annex = annex_of(inputs_of(replace(a_spend_line(1, amount="100"), account=account), beside=(accounts,)))

    assert said in annex.text
    assert ("25,0 %" in annex.text) is (account is not None)


def test_the_annex_accounts_for_every_row_of_every_file() -> None:
    rows = annex_of(inputs_of(a_spend_line(1, amount="100"), a_spend_line(2, amount="50"), beside=(ANSWERS,))).rows

    counted = [[cell.replace("\u00a0", " ") for cell in row] for row in rows if row[0] in {"essai.csv", "reponses.toml"}]
    assert counted == [["essai.csv", "3", "1", "2", "0", "150 €"], ["reponses.toml", "3", "0", "3", "0", "–"]]
