"""Asking public services and correcting columns from the command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def tiebreak(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tiebreak_cli", *map(str, arguments)], capture_output=True, text=True, check=False
    )


@pytest.fixture
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    return tmp_path


def a_table(path: Path) -> Path:
    path.write_text("Pour qui;Fournisseur;Somme due\nMairie;ALPHA;1000\nÉcole;BETA;500\n", encoding="utf-8")
    return path


def test_what_can_be_asked_is_listed_with_what_it_asks() -> None:
    run = tiebreak("fetch")

    assert run.returncode == 0, run.stderr
    for key in ("opendata/balances", "opendata/contracts", "opendata/mail", "opendata/sill"):
        assert key in run.stdout


def test_a_service_that_nobody_knows_is_refused_with_those_there_are(tmp_path: Path) -> None:
    run = tiebreak("fetch", "meteo", "--output", tmp_path)

    assert run.returncode == 1
    assert "opendata/mail" in run.stderr


def test_a_service_that_cannot_be_reached_is_said_without_a_traceback(tmp_path: Path) -> None:
    run = tiebreak(
        "fetch",
        "opendata/balances",
        "--siren",
        "123456789",
        "--year",
        "2024",
        "--address",
        "http://127.0.0.1:9",
        "--output",
        tmp_path,
    )

    assert run.returncode == 1
    assert "Refusé" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("command", [("fetch", "opendata/balances"), ("diagnose", "x.csv")])
def test_a_siren_that_is_none_is_misuse(command: tuple[str, ...]) -> None:
    run = tiebreak(*command, "--siren", "12345")

    assert run.returncode == 2
    assert "neuf chiffres" in run.stderr


def test_an_insee_code_that_is_none_is_refused(own_settings: Path) -> None:
    run = tiebreak("diagnose", a_table(own_settings / "t.csv"), "--insee", "75")

    assert run.returncode == 1
    assert "code INSEE a cinq signes" in run.stderr


def test_a_column_corrected_once_is_never_corrected_again_for_the_same_layout(own_settings: Path) -> None:
    this_year = a_table(own_settings / "2025.csv")
    assert tiebreak("diagnose", this_year).returncode == 1
    assert tiebreak("diagnose", this_year, "--map", "Somme due=montant").returncode == 0

    next_year = own_settings / "2026.csv"
    next_year.write_text("Pour qui;Fournisseur;Somme due\nMairie;GAMMA;700\n", encoding="utf-8")
    run = tiebreak("diagnose", next_year)

    assert run.returncode == 0, run.stderr
    assert "repris de votre correction" in " ".join(run.stdout.split())
    assert "Somme due → montant" in " ".join(run.stdout.split())


def test_what_was_corrected_is_shown_and_forgotten(own_settings: Path) -> None:
    table = a_table(own_settings / "t.csv")
    assert "Aucune correction" in tiebreak("columns").stdout
    tiebreak("diagnose", table, "--map", "Somme due=montant")

    assert "« Somme due » = montant" in tiebreak("columns").stdout
    assert "oubliées : 1" in tiebreak("columns", "--forget").stdout
    assert "Rien n’était gardé" in tiebreak("columns", "--forget").stdout
    assert tiebreak("diagnose", table).returncode == 1
