"""Contracts in the tabular format: one row for each holder and modification, found among those of all buyers."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.tiebreak_opendata.files import OTHER_SIRET, SIREN, TABLE_ROW, read, reasons, write_rows, write_table
from tiebreak import Authority, InputError, MappingError, RowsError, SourceOptions, UnreadableFileError
from tiebreak_opendata import decp_tables
from tiebreak_opendata.contracts_source import ContractsSource

SOURCE = ContractsSource()
OPTIONS = SourceOptions(authority=Authority(name="Commune fictive", siren=SIREN))


def write_parquet(path: Path, table: Path) -> Path:
    duckdb.sql(f"COPY (SELECT * FROM read_csv('{table}', header=true)) TO '{path}' (FORMAT parquet)")
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_row_of_the_buyer_is_a_contract_at_its_row(tmp_path: Path, delimiter: str) -> None:
    path = write_table(tmp_path, {"acheteur_id": OTHER_SIRET}, {}, {"codeCPV": "45000000-7", "uid": "x"}, delimiter=delimiter)

    found = read(SOURCE, path)

    (contract,) = found.contracts
    assert contract.provenance.row == 3
    assert (contract.amount, contract.months, contract.end) == (Decimal(48000), 48, date(2028, 3, 14))
    assert contract.supplier_text == "ALPHA FICTIF"
    assert (found.rows_in_file, found.heading_rows) == (4, 1)
    assert reasons(found) == {"marché d’un autre acheteur": 1, "marché dont le code CPV n’est pas numérique": 1}


def test_parquet_says_the_same_as_csv_with_ranks_for_rows(tmp_path: Path) -> None:
    table = write_table(tmp_path, {"acheteur_id": OTHER_SIRET}, {})

    found = read(SOURCE, write_parquet(tmp_path / "decp.parquet", table))

    assert [(each.id, each.amount) for each in found.contracts] == [
        (each.id, each.amount) for each in read(SOURCE, table).contracts
    ]
    assert (found.contracts[0].provenance.row, found.rows_in_file, found.heading_rows) == (2, 2, 0)


def test_the_start_is_the_first_notification_and_the_rest_the_last_modification(tmp_path: Path) -> None:
    path = write_table(
        tmp_path,
        {"modification_id": "1", "dateNotification": "2025-01-10", "dureeMois": "60", "montant": "60000"},
        {"donneesActuelles": "false"},
    )

    found = read(SOURCE, path)

    (contract,) = found.contracts
    assert (contract.start, contract.end) == (date(2024, 3, 15), date(2029, 3, 14))
    assert contract.amount == Decimal(60000)
    assert contract.provenance.row == 2
    assert [(row.reason, row.provenance.row, row.content) for row in found.left_out] == [
        ("état antérieur d’un marché, remplacé par une modification", 3, "Maintenance du logiciel de paie")
    ]


def test_without_column_of_present_state_the_last_modification_wins(tmp_path: Path) -> None:
    titles = [title for title in TABLE_ROW if title != "donneesActuelles"]
    rows = [
        [{**TABLE_ROW, "modification_id": number, "montant": amount}[title] for title in titles]
        for number, amount in (("0", "1"), ("2", "3"), ("1", "2"))
    ]

    found = read(SOURCE, write_rows(tmp_path / "decp.csv", titles, rows))

    assert [contract.amount for contract in found.contracts] == [Decimal(3)]
    assert reasons(found) == {"état antérieur d’un marché, remplacé par une modification": 2}


def test_rows_said_current_of_two_modifications_are_read_as_the_last(tmp_path: Path) -> None:
    (contract,) = read(SOURCE, write_table(tmp_path, {}, {"modification_id": "1", "montant": "2"})).contracts

    assert (contract.amount, contract.provenance.row) == (Decimal(2), 3)


def test_modifications_without_their_contract_say_no_start(tmp_path: Path) -> None:
    found = read(SOURCE, write_table(tmp_path, {"modification_id": "1", "dateNotification": "2025-01-10"}))

    assert (found.contracts[0].start, found.contracts[0].end) == (None, None)
    assert "date de notification absente ou impossible (2024M01)" in " ".join(found.notices)


def test_rows_of_the_holders_of_a_group_count_its_amount_once(tmp_path: Path) -> None:
    path = write_table(
        tmp_path,
        {},
        {"titulaire_id": "22222222200022", "titulaire_nom": "BETA FICTIF"},
        {},
        {"titulaire_id": "", "titulaire_nom": ""},
    )

    found = read(SOURCE, path)

    assert [(each.supplier_text, each.amount, each.provenance.row) for each in found.contracts] == [
        ("ALPHA FICTIF ; BETA FICTIF", Decimal(48000), 2),
        ("ALPHA FICTIF", None, 2),
        ("BETA FICTIF", None, 3),
    ]
    assert reasons(found) == {"ligne répétée d’un marché": 2}


def test_a_contract_without_any_holder_is_kept(tmp_path: Path) -> None:
    found = read(SOURCE, write_table(tmp_path, {"titulaire_id": "", "titulaire_nom": ""}))

    assert found.contracts[0].supplier_text is None
    assert found.left_out == ()


def test_a_group_published_again_leaves_out_all_its_rows(tmp_path: Path) -> None:
    beta = {"titulaire_id": "22222222200022", "titulaire_nom": "BETA FICTIF"}
    again = {"uid": "autre", "datePublicationDonnees": "2025-01-01"}

    found = read(SOURCE, write_table(tmp_path, {}, beta, again, {**beta, **again}))

    assert [each.provenance.row for each in found.contracts] == [4, 4, 5]
    assert [(row.provenance.row, row.amount) for row in found.left_out] == [(2, Decimal(48000)), (3, None)]


def test_rows_without_national_identifier_are_told_apart_by_that_of_the_buyer(tmp_path: Path) -> None:
    path = write_table(
        tmp_path, {"uid": "", "objet": "A"}, {"uid": "", "id": "2", "objet": "B"}, {"uid": "", "id": "", "objet": "C"}
    )

    assert [contract.subject for contract in read(SOURCE, path).contracts] == ["A", "B", "C"]


@pytest.mark.parametrize("siret", ["2199999990001", "219 999 999 0001", "abc", "", "2,19999999E+13"])
def test_a_malformed_buyer_is_nobody(tmp_path: Path, siret: str) -> None:
    found = read(SOURCE, write_table(tmp_path, {"acheteur_id": siret}))

    assert found.contracts == ()
    assert reasons(found) == {"marché dont l’acheteur n’a ni SIREN ni SIRET bien formé": 1}


@pytest.mark.parametrize("siret", ["219 999 999 00012", "219999999"])
def test_a_buyer_with_spaces_or_by_siren_is_found(tmp_path: Path, siret: str) -> None:
    assert len(read(SOURCE, write_table(tmp_path, {"acheteur_id": siret})).contracts) == 1


def test_rows_without_usable_code_say_so(tmp_path: Path) -> None:
    found = read(SOURCE, write_table(tmp_path, {"codeCPV": ""}, {"codeCPV": "48"}))

    assert reasons(found) == {"marché sans code CPV lisible : rien ne dit qu’il est numérique": 2}


def test_without_siren_several_buyers_are_refused_with_some_of_them(tmp_path: Path) -> None:
    rows = [{"acheteur_id": f"21000000{rank}00012", "acheteur_nom": f"Commune {rank}"} for rank in range(8)]

    with pytest.raises(InputError, match=r"210000000 \(Commune 0\).*210000004 \(Commune 4\), …"):
        read(SOURCE, write_table(tmp_path, *rows), siren=None)


def test_without_siren_the_only_buyer_is_retained(tmp_path: Path) -> None:
    found = read(SOURCE, write_table(tmp_path, {}), siren=None)

    assert len(found.contracts) == 1
    assert "219999999, et c’est lui qui est retenu" in found.notices[0]


def test_without_siren_nor_buyer_the_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="aucun acheteur"):
        read(SOURCE, write_table(tmp_path, {"acheteur_id": "x"}), siren=None)


def lines(path: Path, *changed: str) -> Path:
    path.write_text(path.read_text(encoding="utf-8") + "".join(changed), encoding="utf-8")
    return path


def test_rows_with_too_few_or_too_many_cells_are_all_named_at_once(tmp_path: Path) -> None:
    path = lines(write_table(tmp_path, {}), "a,b\n", ",".join("x" * 20) + "\n")

    with pytest.raises(RowsError) as refused:
        SOURCE.read(path, OPTIONS)

    assert refused.value.problems == ("ligne 3 : moins de cellules que de titres", "ligne 4 : plus de cellules que de titres")


def test_rows_that_cannot_be_read_are_left_out_when_the_user_chose_so(tmp_path: Path) -> None:
    path = lines(write_table(tmp_path, {}), "a,b\n")
    last = write_table(tmp_path, {"id": "9", "uid": "9"}, name="fin.csv").read_text(encoding="utf-8").splitlines()[1]
    lines(path, last + "\n")

    found = read(SOURCE, path, leaves_out_unreadable=True)

    assert [(contract.number, contract.provenance.row) for contract in found.contracts] == [("2024M01", 2), ("9", 4)]
    assert [(row.reason, row.provenance.row) for row in found.left_out] == [("ligne illisible", 3)]
    assert found.rows_in_file == 4


def test_many_bad_rows_are_counted_and_the_first_shown(tmp_path: Path) -> None:
    path = lines(write_table(tmp_path, {}), *["a,b\n"] * 250)

    with pytest.raises(RowsError) as refused:
        SOURCE.read(path, OPTIONS)

    assert "250 lignes" in refused.value.heading
    assert refused.value.problems[-1] == "… et 50 autres"


@pytest.mark.parametrize("leaves_out_unreadable", [False, True])
def test_a_quote_never_closed_is_refused_whatever_the_choice_for_it_swallows_rows(
    tmp_path: Path, *, leaves_out_unreadable: bool
) -> None:
    path = write_table(tmp_path, {}, {"objet": "FIN"}, {})
    path.write_text(path.read_text(encoding="utf-8").replace("FIN", '"FIN'), encoding="utf-8")

    with pytest.raises(UnreadableFileError, match="ligne 3 : un guillemet n’est pas refermé"):
        SOURCE.read(path, SourceOptions(authority=OPTIONS.authority, leaves_out_unreadable=leaves_out_unreadable))


@pytest.mark.parametrize("size", [5_000_000, 40_000_000])
def test_an_endless_cell_is_refused(tmp_path: Path, size: int) -> None:
    path = write_table(tmp_path, {"objet": "x" * size}, {})

    with pytest.raises(UnreadableFileError, match="une ligne dépasse 4 Mo"):
        SOURCE.read(path, SourceOptions(authority=OPTIONS.authority, leaves_out_unreadable=True))


def test_a_cell_of_a_megabyte_is_cut_and_said(tmp_path: Path) -> None:
    found = read(SOURCE, write_table(tmp_path, {"objet": "x" * 1_000_000}))

    assert len(found.contracts[0].subject) == 1001
    assert "objet coupé" in " ".join(found.notices)


def test_a_cell_on_two_lines_and_zero_bytes_are_one_row(tmp_path: Path) -> None:
    found = read(SOURCE, write_table(tmp_path, {"objet": "Un\ndeux, \x00trois"}, {"uid": "2"}))

    assert next((each.subject, each.provenance.row) for each in found.contracts) == ("Un deux, trois", 2)
    assert found.rows_in_file == 3


def test_characters_that_are_not_utf8_are_named_by_row(tmp_path: Path) -> None:
    path = write_table(tmp_path, {"objet": "Numérique"})
    path.write_bytes(path.read_bytes().replace("é".encode(), b"\xe9"))

    with pytest.raises(RowsError, match="ligne 2 : des caractères qui ne sont pas en UTF-8"):
        SOURCE.read(path, OPTIONS)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "decp.csv", ["acheteur_id", "codeCPV", "objet", ""], [["1", "2", "3", "4"]])

    with pytest.raises(MappingError, match="« montant », « dureeMois », « dateNotification »"):
        SOURCE.read(path, OPTIONS)


def test_a_column_without_title_is_not_in_the_way(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "decp.csv", [*TABLE_ROW, ""], [[*TABLE_ROW.values(), "x"]])

    assert len(read(SOURCE, path).contracts) == 1


@pytest.mark.parametrize("written", ["0", "77", ""])
@pytest.mark.parametrize("siren", [SIREN, None])
def test_columns_named_like_what_the_search_computes_are_not_taken_for_it(
    tmp_path: Path, written: str, siren: str | None
) -> None:
    titles = [*TABLE_ROW, "fate", "siren", "said"]
    rows = [[*{**TABLE_ROW, **row}.values(), *[written] * 3] for row in ({}, {"codeCPV": "45000000-7"})]
    table = write_rows(tmp_path / "decp.csv", titles, rows)

    for path in (table, write_parquet(tmp_path / "decp.parquet", table)):
        found = read(SOURCE, path, siren=siren)
        assert len(found.contracts) == 1
        assert reasons(found) == {"marché dont le code CPV n’est pas numérique": 1}


def test_two_columns_of_one_title_are_refused(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "decp.csv", [*TABLE_ROW, "montant"], [[*TABLE_ROW.values(), "1"]])

    assert SOURCE.accepts(path)  # lest its contracts be read as expenses
    with pytest.raises(UnreadableFileError, match="deux colonnes s’appellent montant"):
        SOURCE.read(path, OPTIONS)


def test_titles_that_are_not_utf8_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "decp.csv"
    path.write_bytes(b"acheteur_id,codeCPV,\xe9\n1,2,3\n")

    with pytest.raises(UnreadableFileError, match="titres ne sont pas en UTF-8"):
        SOURCE.read(path, OPTIONS)


def test_titles_alone_are_no_contract(tmp_path: Path) -> None:
    found = read(SOURCE, write_table(tmp_path))

    assert (found.rows_in_file, found.heading_rows, found.contracts) == (1, 1, ())


def test_a_name_with_signs_of_patterns_is_one_file(tmp_path: Path) -> None:
    write_table(tmp_path, {}, name="decp1.csv")

    assert read(SOURCE, write_table(tmp_path, {}, {"uid": "2", "id": "2"}, name="decp[1]*.csv")).rows_in_file == 3


@pytest.mark.skipif(os.name == "nt", reason="sous Windows, aucun nom n’a de barre oblique inversée")
def test_a_name_with_a_backslash_is_one_file_and_its_link_is_not_shown(tmp_path: Path) -> None:
    assert read(SOURCE, write_table(tmp_path, {}, name="*[a]\\.csv")).rows_in_file == 2

    damaged = tmp_path / "*\\.parquet"
    damaged.write_bytes(b"PAR1" + b"x" * 100)
    with pytest.raises(UnreadableFileError, match="table illisible") as refused:
        SOURCE.read(damaged, OPTIONS)
    assert "tiebreak-decp" not in str(refused.value)


@pytest.mark.parametrize("content", [b"PAR1" + b"x" * 100, b"PAR1 acheteur_id codeCPV PAR1"], ids=["cut", "false"])
def test_a_damaged_parquet_is_refused_by_its_name_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "decp.parquet"
    path.write_bytes(content)

    assert SOURCE.accepts(path)
    with pytest.raises(UnreadableFileError, match=r"« decp[.]parquet » : table illisible") as refused:
        SOURCE.read(path, OPTIONS)
    assert str(tmp_path) not in str(refused.value)


def test_a_parquet_without_the_columns_is_refused(tmp_path: Path) -> None:
    table = write_rows(tmp_path / "t.csv", ["acheteur_id", "codeCPV"], [["1", "2"]])

    with pytest.raises(MappingError, match="« objet »"):
        SOURCE.read(write_parquet(tmp_path / "decp.parquet", table), OPTIONS)


def test_a_parquet_damaged_within_is_refused(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "decp.parquet", write_table(tmp_path, *[{"objet": f"Objet {rank}"} for rank in range(500)]))
    raw = bytearray(path.read_bytes())
    raw[4:2000] = b"\xff" * 1996
    path.write_bytes(raw)

    with pytest.raises(UnreadableFileError, match=r"« decp[.]parquet » : table illisible"):
        SOURCE.read(path, OPTIONS)


def test_the_database_loads_nothing_by_itself_draws_nothing_and_spills_to_a_folder_that_goes_away(tmp_path: Path) -> None:
    with decp_tables._connection(tmp_path / "x.csv", "x.csv") as connection:
        names = ("autoinstall_known_extensions", "autoload_known_extensions", "enable_progress_bar")
        settings = [connection.execute("SELECT current_setting(?)", [name]).fetchall() for name in names]
        (found,) = connection.execute("SELECT current_setting('temp_directory')").fetchall()
        assert Path(found[0]).is_dir()

    assert settings == [[(False,)]] * 3
    assert not Path(found[0]).exists()
