"""At the terminal: a question is answered with its sources, a draft is written, and a model is in service only when chosen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.tiebreak_assistant.opened import case

from tiebreak_cli.commands import cli
from tiebreak_evaluations.loopback import Fails, LoopbackMistral, Says

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("MISTRAL_API_KEY", raising=False)


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kept = tmp_path_factory.mktemp("dossier") / "dossier.tiebreak.json"
    kept.write_text(case().to_json(), encoding="utf-8")
    return kept


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli, arguments, input=typed)


def test_a_question_is_answered_with_its_source_and_how_it_was_made() -> None:
    result = run("ask", "Peut-on exiger que nos données restent en Europe ?")

    assert result.exit_code == 0
    assert "[1]" in result.stdout
    assert "Source : " in result.stdout
    assert "sans modèle de langue" in result.stdout


def test_several_questions_are_answered_one_after_the_other(dossier: Path) -> None:
    result = run("ask", "--case", str(dossier), typed="Combien dépensons-nous ?\net la bureautique ?\n\n")

    assert result.exit_code == 0
    assert "786\u202f263\u00a0€" in result.stdout
    assert "Microsoft 365" in result.stdout


def test_what_is_no_case_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tableau.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    result = run("ask", "--case", str(tmp_path / "tableau.csv"), "Combien ?")

    assert result.exit_code == 1
    assert "n’est pas un dossier" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("ask",), "Aucune question"), (("ask", "--case", "absent.tiebreak.json", "Combien ?"), "introuvable")],
)
def test_what_is_missing_is_said(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)

    assert result.exit_code == 1
    assert said in result.stderr


def test_a_draft_is_written_to_a_file_or_as_json(dossier: Path, tmp_path: Path) -> None:
    written = run("draft", str(dossier), "-o", str(tmp_path / "neuf" / "brouillon.md"))
    as_json = run("draft", str(dossier), "--json")

    assert written.exit_code == as_json.exit_code == 0
    assert "# Trajectoire d’indépendance numérique" in (tmp_path / "neuf" / "brouillon.md").read_text(encoding="utf-8")
    assert json.loads(as_json.stdout)["sections"][0]["sentences"][0]["facts"]


def test_no_model_is_in_service_unless_chosen() -> None:
    result = run("model")

    assert "Aucun modèle de langue" in result.stdout
    assert "Union européenne" in result.stdout


def test_a_model_is_chosen_tried_used_and_forgotten(dossier: Path, tmp_path: Path) -> None:
    text = "Notre périmètre est de {F1} par an : {F2} lignes, exercice {F3}."
    said = Says(json.dumps({"phrases": [{"texte": text, "faits": ["F1", "F2", "F3"], "passages": ["P1"]}]}))
    with LoopbackMistral(lambda body: Says("OK") if body.get("tools") else said) as server:
        chosen = run("model", "use", "compatible", "--model", "ministral", "--endpoint", f"{server.address}/v1")
        tried = run("model", "try")
        asked = run("ask", "--case", str(dossier), "Combien dépensons-nous ?")
        stopped = run("model", "stop")

    assert "Noms : remplacés par des marques. Montants du dossier : jamais envoyés." in chosen.stdout
    assert "cet ordinateur" in chosen.stdout
    assert "Réponse : " in tried.stdout
    assert "Notre périmètre est de 786\u202f263\u00a0€ par an : 143 lignes, exercice 2026. [1]" in asked.stdout
    assert "Mis en phrases par ministral" in asked.stdout
    assert "Modèle oublié" in stopped.stdout
    assert not list(tmp_path.rglob("modele.json"))


def test_a_key_is_asked_for_and_never_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = run("model", "use", "mistral")
    monkeypatch.setenv("MISTRAL_API_KEY", "cle-secrete-9876")
    accepted = run("model", "use", "mistral", "--embedding", "mistral-embed")

    assert refused.exit_code == 1
    assert "MISTRAL_API_KEY" in refused.stderr
    assert accepted.exit_code == 0
    assert "api.eu.mistral.ai" in accepted.stdout
    assert "9876" not in accepted.stdout
    assert all("9876" not in path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("model", "use", "compatible"), "Nommez le modèle"),
        (("model", "use", "compatible", "--model", "x"), "adresse du service"),
        (("model", "use", "compatible", "--model", "x", "--endpoint", "localhost"), "écrivez-la en entier"),
        (("model", "use", "autre/chose"), "Aucun fournisseur de modèle"),
    ],
)
def test_a_choice_that_cannot_work_is_refused_and_nothing_is_kept(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    result = run(*arguments)

    assert result.exit_code == 1
    assert said in result.stderr
    assert not list(tmp_path.rglob("modele.json"))


def test_damaged_settings_are_said_and_the_answer_comes_all_the_same(tmp_path: Path) -> None:
    kept = tmp_path / "config" / "tiebreak"
    kept.mkdir(parents=True)
    (kept / "modele.json").write_text("{", encoding="utf-8")
    result = run("ask", "Qu’est-ce qu’une clause de réversibilité ?")

    assert result.exit_code == 0
    assert "Réglages du modèle illisibles" in result.stderr
    assert "sans modèle de langue" in result.stdout


def test_a_service_that_fails_never_prevents_an_answer(dossier: Path) -> None:
    with LoopbackMistral([Fails(401, '{"message": "Unauthorized"}')]) as server:
        run("model", "use", "compatible", "--model", "ministral", "--endpoint", server.address)
        result = run("ask", "--case", str(dossier), "Combien dépensons-nous ?")

    assert result.exit_code == 0
    assert "786\u202f263\u00a0€" in result.stdout
    assert "clé est refusée" in result.stdout
    assert "Rédigé par des gabarits" in result.stdout
