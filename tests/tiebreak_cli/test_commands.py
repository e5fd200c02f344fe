"""What a user types, and what he reads: French, exit codes, nothing lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tiebreak import AuthorityKind, load_zone_policies
from tiebreak_cli.choices import KINDS, ZONES
from tiebreak_knowledge.samples import PUBLISHED_EXAMPLE

SAMPLES = Path(__file__).parents[2] / "knowledge_base" / "tiebreak_knowledge" / "samples"
DAY = ("--date", "2026-11-22")


def tiebreak(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tiebreak_cli", *map(str, arguments)], capture_output=True, text=True, check=False
    )


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "depenses.csv"
    path.write_text("Fournisseur;Libellé;Montant mandaté TTC\nINCONNUE SARL;Divers;1 000,00\n", encoding="utf-8")
    return path


def test_the_published_table_is_printed_to_the_euro() -> None:
    run = tiebreak("diagnose", *(SAMPLES / name for name in PUBLISHED_EXAMPLE.files), *DAY)

    assert run.returncode == 0
    for figure in (
        "11\u202f630\u202f000\u00a0€",
        "5\u202f600\u202f000\u00a0€",
        "6\u202f030\u202f000\u00a0€",
        "51,85\u00a0%",
        "3\u202f820\u202f000\u00a0€",
    ):
        assert figure in run.stdout
    assert "non publié" in run.stdout


def test_json_is_alone_on_the_standard_output_and_the_same_twice(table: Path) -> None:
    first, second = (tiebreak("diagnose", table, "--json", *DAY) for _ in range(2))

    content = json.loads(first.stdout)
    assert first.stdout == second.stdout
    assert content["diagnosis"]["perimeter"]["total"] == "1000.00"
    assert content["diagnosis"]["axis_shares"][0]["interval"] == {
        "low": "0.000000",
        "high": "1.000000",
        "point": None,
        "known": "0.000000",
    }
    assert {fact["id"] for fact in content["facts"]} >= {"total", "share.ultimate_owner.low"}
    assert content["failures"] == []


def test_a_saved_case_file_gives_the_same_diagnosis(table: Path, tmp_path: Path) -> None:
    saved = tmp_path / "ma.tiebreak.json"

    first = tiebreak("diagnose", table, "--json", "--save", saved, *DAY)
    again = tiebreak("diagnose", saved, "--json")

    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout) == json.loads(first.stdout)


def test_a_case_file_is_reopened_alone_and_keeps_the_criticality_said(table: Path, tmp_path: Path) -> None:
    saved = tmp_path / "ma.tiebreak (1).json"
    first = tiebreak("diagnose", table, "--save", tmp_path / "ma.tiebreak.json", "--criticality", "Messagerie=2", *DAY)
    (tmp_path / "ma.tiebreak.json").rename(saved)

    beside = tiebreak("diagnose", saved, table, *DAY)
    refused = tiebreak("diagnose", saved, "--criticality", "Messagerie=9")

    assert first.returncode == 0, first.stderr
    assert '"criticality": 2' in saved.read_text("utf-8")
    assert "se rouvre seul" in beside.stderr
    assert "n’est pas une criticité" in refused.stderr
    assert (beside.returncode, refused.returncode) == (1, 1)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A case file with a budget, a horizon and workstations of its own."""
    path = tmp_path / "ma.tiebreak.json"
    options = ("--budget", "50000", "--years", "6", "--workstations", "190", "--authority", "Ma commune")
    run = tiebreak("diagnose", SAMPLES / "commune-fictive.xlsx", "--save", path, *options, *DAY)
    assert run.returncode == 0, run.stderr
    return path


@pytest.mark.parametrize(
    ("options", "budget", "years"),
    [
        pytest.param((), "50000.00", 6, id="nothing asked"),
        pytest.param(("--budget", "10000"), "10000.00", 6, id="a budget alone"),
        pytest.param(("--years", "2"), "50000.00", 2, id="a horizon alone"),
    ],
)
def test_a_case_file_keeps_what_is_not_asked_anew(kept: Path, options: tuple[str, ...], budget: str, years: int) -> None:
    constraints = json.loads(tiebreak("plan", kept, "--json", *options).stdout)["trajectory"]["constraints"]

    assert (constraints["annual_budget_eur"], constraints["horizon_years"]) == (budget, years)


def test_what_is_asked_of_a_case_file_applies_to_it(kept: Path) -> None:
    run = tiebreak("diagnose", kept, "--json", "--workstations", "12", "--date", "2026-12-01")

    diagnosis = json.loads(run.stdout)["diagnosis"]
    assert (diagnosis["authority"]["workstations"], diagnosis["authority"]["name"]) == (12, "Ma commune")
    assert diagnosis["as_of"] == "2026-12-01"


def test_a_case_file_keeps_the_year_of_its_lines(tmp_path: Path) -> None:
    table, kept = tmp_path / "t.csv", tmp_path / "t.tiebreak.json"
    table.write_text("Fournisseur;Montant mandaté 2025\nA;1\n", encoding="utf-8")
    tiebreak("diagnose", table, "--save", kept)

    run = tiebreak("diagnose", kept, "--year", "2023")

    assert run.returncode == 1
    assert "Exercice 2023 demandé, mais « t.csv » est de 2025" in run.stderr


def test_a_case_file_is_not_read_again(kept: Path) -> None:
    run = tiebreak("diagnose", kept, "--map", "Montant=montant")

    assert run.returncode == 1
    assert "un dossier est déjà lu" in run.stderr


@pytest.mark.parametrize(
    ("titles", "options", "said"),
    [
        ("Fournisseur;Montant mandaté 2024", (), 2024),
        ("Fournisseur;Montant mandaté", ("--year", "2023"), 2023),
        ("Fournisseur;Montant mandaté", (), None),
    ],
)
def test_the_budget_year_is_that_of_the_file_or_the_one_asked_never_guessed(
    tmp_path: Path, titles: str, options: tuple[str, ...], said: int | None
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"{titles}\nA;1\n", encoding="utf-8")

    assert json.loads(tiebreak("diagnose", path, "--json", *options).stdout)["diagnosis"]["authority"]["year"] == said


def test_files_of_two_budget_years_are_refused(tmp_path: Path) -> None:
    for year in (2024, 2025):
        (tmp_path / f"{year}.csv").write_text(f"Exercice;Fournisseur;Montant mandaté\n{year};A;{year}\n", encoding="utf-8")

    together = tiebreak("diagnose", tmp_path / "2024.csv", tmp_path / "2025.csv")
    asked = tiebreak("diagnose", tmp_path / "2024.csv", "--year", "2025")

    assert (together.returncode, asked.returncode) == (1, 1)
    assert "Plusieurs exercices : 2024 dans « 2024.csv », 2025 dans « 2025.csv »" in together.stderr
    assert "Exercice 2025 demandé, mais « 2024.csv » est de 2024" in asked.stderr


def test_a_plan_is_printed_and_given_as_json(tmp_path: Path) -> None:
    run = tiebreak("plan", SAMPLES / "commune-fictive.xlsx", "--workstations", "190", "--budget", "50000", "--json", *DAY)

    trajectory = json.loads(run.stdout)["trajectory"]
    assert run.returncode == 0
    assert trajectory["constraints"]["annual_budget_eur"] == "50000.00"
    assert {action["kind"] for action in trajectory["actions"]} == {"identify", "study", "migrate"}
    assert "Fin 2030" in tiebreak("plan", SAMPLES / "commune-fictive.xlsx", *DAY).stdout


def test_the_demonstration_writes_its_documents_and_says_what_to_do_next(tmp_path: Path) -> None:
    run = tiebreak("demo", "--output", tmp_path, *DAY)

    assert run.returncode == 0, run.stderr
    written = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*") if path.is_file())
    assert written == [
        "commune-fictive/annexe-interne.docx",
        "commune-fictive/annexe-interne.html",
        "commune-fictive/dossier.tiebreak.json",
        "commune-fictive/note-elus.docx",
        "commune-fictive/note-elus.html",
        "exemple-publie/dossier.tiebreak.json",
        "exemple-publie/note-elus.docx",
        "exemple-publie/note-elus.html",
    ]
    assert "Et maintenant" in run.stdout
    assert "Lecture de commune-fictive.xlsx" in run.stderr


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("vide.csv", b"", "vide (0 octet)"),
        ("faux.xlsx", b"%PDF-1.7", "malgré son nom"),
        ("sans.csv", "Fournisseur;Libellé\nA;b\n".encode(), "aucune colonne de montant"),
        ("photo.jpg", b"\xff\xd8", "aucun lecteur pour ce format"),
        ("fautes.csv", "Fournisseur;Montant mandaté\nA;12 k€\nB;x\n".encode(), "Ligne 3"),
    ],
)
def test_bad_input_is_refused_in_french_without_a_traceback(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    run = tiebreak("diagnose", path)

    assert run.returncode == 1
    assert said in run.stderr
    assert name in run.stderr
    assert "Traceback" not in run.stderr + run.stdout


def test_names_that_the_system_cannot_decode_are_refused_or_replaced_without_a_traceback(tmp_path: Path, table: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/d\xe9penses.csv"
    shutil.copy(table, odd)
    command = [sys.executable, "-m", "tiebreak_cli", "diagnose"]

    refused = subprocess.run([*command, odd], capture_output=True, check=False)
    named = subprocess.run([*command, table, "--authority", b"Commune d\xe9mo"], capture_output=True, check=False)

    assert (refused.returncode, named.returncode) == (1, 0)
    assert "Renommez-le" in refused.stderr.decode()
    assert b"Traceback" not in refused.stderr + named.stderr


def test_faults_of_several_files_are_said_together(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("Fournisseur;Montant mandaté\nA;x\n", encoding="utf-8")

    run = tiebreak("diagnose", tmp_path / "a.csv", tmp_path / "b.csv")

    assert run.returncode == 1
    assert "a.csv" in run.stderr
    assert "b.csv" in run.stderr


def test_unreadable_rows_may_be_skipped_and_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Fournisseur;Montant mandaté\nA;12 k€\nB;10\n", encoding="utf-8")

    run = tiebreak("diagnose", path, "--skip-unreadable")

    assert run.returncode == 0
    assert "ligne illisible, écartée à la demande" in " ".join(run.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Argument manquant"),
        (("x.csv", "--budget", "beaucoup"), "n’est pas un nombre"),
        (("x.csv", "--budget", "40.000"), "se lit de deux façons"),
        (("x.csv", "--budget", "-5"), "n’est pas un montant positif"),
        (("x.csv", "--save", "dossier.json"), "doit finir par .tiebreak.json"),
        (("x.csv", "--years", "12"), "hors de l’intervalle"),
        (("x.csv", "--couleur", "bleu"), "Option inconnue"),
        (("x.csv", "--map", "Montant"), "écrivez --map TITRE=CHAMP"),
    ],
)
def test_misuse_leaves_with_two_and_says_so_in_french(arguments: tuple[str, ...], said: str) -> None:
    run = tiebreak("diagnose", *arguments)

    assert run.returncode == 2
    assert said in run.stderr


def test_plugins_lists_what_each_brings() -> None:
    run = tiebreak("plugins")

    assert run.returncode == 0
    for key in ("spreadsheet/tables", "planner/optimal", "documents/docx", "documents/html", "tiebreak 2026.11"):
        assert key in run.stdout


def test_square_brackets_of_the_user_are_text_not_style(tmp_path: Path) -> None:
    path = tmp_path / "[red]dépenses.csv"
    path.write_text("Fournisseur;Montant mandaté\n[bold]ALPHA[/];10\n[/x];5\n", encoding="utf-8")

    run = tiebreak("diagnose", path)

    assert run.returncode == 0, run.stderr
    assert "[red]dépenses.csv" in run.stdout
    assert "[bold]ALPHA[/]" in run.stdout


def test_the_words_of_the_options_are_those_of_the_core() -> None:
    assert set(KINDS.values()) == {kind.value for kind in AuthorityKind}
    assert set(ZONES) == {policy.id for policy in load_zone_policies().policies}
