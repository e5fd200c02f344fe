"""Constraints and « what if » as a user types them, and what he reads of a plan."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tiebreak import Ambition, SolutionClass
from tiebreak_cli.choices import AMBITIONS, CLASSES

SAMPLES = Path(__file__).parents[2] / "knowledge_base" / "tiebreak_knowledge" / "samples"


def tiebreak(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tiebreak_cli", *map(str, arguments)], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case file of the fictitious commune, with a budget of its own."""
    path = tmp_path_factory.mktemp("case") / "ma.tiebreak.json"
    options = ("--budget", "60000", "--workstations", "190", "--date", "2026-11-22")
    run = tiebreak("diagnose", SAMPLES / "commune-fictive.xlsx", "--save", path, *options)
    assert run.returncode == 0, run.stderr
    return path


def constraints_of(run: subprocess.CompletedProcess[str]) -> dict[str, object]:
    assert run.returncode == 0, run.stderr
    found: dict[str, object] = json.loads(run.stdout)["trajectory"]["constraints"]
    return found


def test_a_file_of_constraints_is_planned_under_and_options_win(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text('budget_annuel = 1000\nhorizon = 5\nambition = "prudente"\ngarder = ["Téléphonie"]\n', encoding="utf-8")

    alone = constraints_of(tiebreak("plan", kept, "--constraints", path, "--json"))
    both = constraints_of(tiebreak("plan", kept, "--constraints", path, "--horizon", "3", "--ambition", "Équilibrée", "--json"))

    assert (alone["annual_budget_eur"], alone["horizon_years"], alone["ambition"]) == ("1000.00", 5, "prudent")
    assert alone["kept"] == ["telephony"]
    assert (both["annual_budget_eur"], both["horizon_years"], both["ambition"]) == ("1000.00", 3, "balanced")


def test_the_documents_keep_the_constraints_in_the_case_file(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text('garder = ["Téléphonie"]\n', encoding="utf-8")

    run = tiebreak("roadmap", kept, "--constraints", path, "--output", tmp_path / "documents")

    assert run.returncode == 0, run.stderr
    written = json.loads((tmp_path / "documents" / "dossier.tiebreak.json").read_text(encoding="utf-8"))
    assert written["constraints"]["kept"] == ["telephony"]
    assert written["constraints"]["annual_budget_eur"] == "60000.00"


def test_a_faulty_file_is_refused_whole(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text('horizont = 5\ngarder = ["Telefonie"]\n', encoding="utf-8")

    run = tiebreak("plan", kept, "--constraints", path)

    assert (run.returncode, run.stdout) == (1, "")
    assert "Ligne 1 : clé 'horizont' inconnue. Vouliez-vous écrire « horizon » ?" in run.stderr
    assert "Ligne 2 : garder : « Telefonie » n’est ni une fonction" in run.stderr
    assert "« Téléphonie »" in run.stderr


def test_a_plan_says_where_it_leads_what_else_is_possible_and_what_stays(kept: Path) -> None:
    run = tiebreak("plan", kept)

    assert run.returncode == 0
    for said in (
        "Migrer : Microsoft 365",
        "Propriétaire à identifier, du 22/11/2026",
        "Fin 2030",
        "Si rien n’est fait",
        "volontariste",
        "(retenue)",
        "laissées en place",
        "aucun autre calendrier",
    ):
        assert said in run.stdout, said
    assert run.stdout.index("Migrer :") < run.stdout.index("Fin 2030") < run.stdout.index("Si rien n’est fait")


def test_demands_that_cannot_hold_are_said_before_the_plan(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text('[[echeances]]\nsujet = "Virtualisation"\navant_le = "30/06/2027"\n', encoding="utf-8")

    shown = tiebreak("plan", kept, "--constraints", path).stdout

    assert shown.startswith("À trancher : quitter « Virtualisation » au plus tard le 30/06/2027 : ne peut pas tenir.")
    assert "Reporter l’échéance de « Virtualisation » au " in shown


def test_what_if_says_what_would_change_and_changes_nothing(kept: Path) -> None:
    before = kept.read_bytes()

    run = tiebreak("what-if", kept, "--budget", "20 000", "--keep", "suite bureautique")

    assert run.returncode == 0, run.stderr
    assert kept.read_bytes() == before
    assert run.stdout.startswith("Et si : budget annuel (20\u202f000\xa0€ au lieu de 60\u202f000\xa0€), ce qui est à garder.")
    assert "Retiré : migrer « Microsoft 365 »" in run.stdout
    assert "Raison : Gardée en place à la demande de la collectivité." in run.stdout
    assert "Hors de la zone fin 2030 : " in run.stdout
    assert "Le dossier n’a pas changé" in run.stdout


def test_what_if_is_given_as_json(kept: Path) -> None:
    content = json.loads(tiebreak("what-if", kept, "--deadline", "Virtualisation=30/06/2027", "--json").stdout)

    assert content["differences"]["changed_constraints"] == ["deadlines"]
    assert content["differences"]["new_conflicts"][0]["remedies"]
    assert content["sentences"][0] == "Et si : échéances."
    assert {"before.plan.cost.low", "after.plan.cost.low"} <= {fact["id"] for fact in content["facts"]}


def test_what_if_adds_to_what_is_kept_and_replaces_a_deadline(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text(
        'garder = ["Téléphonie"]\n[[echeances]]\nsujet = "Virtualisation"\navant_le = "30/06/2027"\n', encoding="utf-8"
    )

    options = ("--keep", "Stockage", "--deadline", "Virtualisation=2029-12-31", "--forbid-class", "Éditeur", "--json")
    run = tiebreak("what-if", kept, "--constraints", path, *options)

    differences = json.loads(run.stdout)["differences"]
    assert differences["changed_constraints"] == ["deadlines", "kept", "forbidden_classes"]
    assert differences["new_conflicts"] == []


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ((), 2, "Dites ce qui changerait"),
        (("--ambition", "forte"), 2, "prudente, equilibree, volontariste"),
        (("--deadline", "Virtualisation"), 2, "--deadline SUJET=JJ/MM/AAAA"),
        (("--deadline", "Virtualisation=demain"), 2, "écrivez JJ/MM/AAAA"),
        (("--keep", "Telefonie"), 1, "--keep : « Telefonie » n’est ni une fonction"),
        (("--keep", "Telefonie", "--deadline", "Virtualisatin=01/01/2029"), 1, "--deadline : « Virtualisatin »"),
        (("--constraints", "absent.toml"), 1, "ne peut pas être ouvert"),
    ],
)
def test_what_cannot_be_asked_is_explained(kept: Path, options: tuple[str, ...], code: int, said: str) -> None:
    run = tiebreak("what-if", kept, *options)

    assert (run.returncode, run.stdout) == (code, "")
    assert said in run.stderr


def test_what_if_asks_for_a_case_file(tmp_path: Path) -> None:
    run = tiebreak("what-if", tmp_path / "tableau.xlsx", "--budget", "1")

    assert run.returncode == 1
    assert "tiebreak diagnose vos-tableaux --save" in run.stderr


def test_the_words_of_the_options_are_those_of_the_core() -> None:
    assert set(AMBITIONS.values()) == {each.value for each in Ambition}
    assert set(CLASSES.values()) == {each.value for each in SolutionClass}
