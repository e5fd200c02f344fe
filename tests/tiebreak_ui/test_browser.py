"""The page in a real browser: from a file to documents, with nothing asked of any other machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tiebreak import Authority, Request, Workbench

CHROMIUM = shutil.which("chromium")
SAMPLES = Path(__file__).parents[2] / "knowledge_base" / "tiebreak_knowledge" / "samples"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.enable_socket,
    pytest.mark.skipif(CHROMIUM is None, reason="demande Chromium"),
    pytest.mark.filterwarnings("default"),
]


@pytest.fixture
def page(address: str) -> Iterator[tuple[Page, list[str]]]:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        opened = browser.new_page(locale="fr-FR")
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.goto(address)
        opened.wait_for_selector("text=Mesurer la dépendance")
        yield opened, asked
        browser.close()


def give_file(opened: Page, path: Path) -> None:
    """Put a file in the first box and wait until it stands in the list of files received.

    The text of the page is not what to wait for: the name is whole only in the passing "uploading" message, which a
    fast upload never shows; in the list, stem and extension are two elements.
    """
    opened.set_input_files("input[type=file]", str(path))
    opened.get_by_role("cell", name=path.name, exact=True).wait_for()


def test_a_file_becomes_a_diagnosis_a_trajectory_and_documents(page: tuple[Page, list[str]], address: str) -> None:
    opened, asked = page
    give_file(opened, SAMPLES / "commune-fictive.xlsx")
    opened.get_by_role("button", name="Mesurer", exact=True).click()
    opened.wait_for_selector("#diagnosis h3", timeout=60_000)
    assert "786\u202f263\u00a0€" in opened.inner_text("#diagnosis")
    opened.get_by_label("Budget annuel").fill("45 000")
    opened.get_by_role("button", name="Tracer la trajectoire").click()
    opened.wait_for_selector("#trajectory table", timeout=60_000)
    opened.get_by_role("button", name="Écrire les documents").click()
    opened.wait_for_selector("#documents >> text=Documents prêts", timeout=60_000)

    foreign = [url for url in asked if not url.startswith((address, "data:", "blob:"))]
    assert foreign == []


def test_the_published_table_is_shown_on_the_page(page: tuple[Page, list[str]]) -> None:
    opened, _ = page
    opened.get_by_role("button", name="Essayer : Tableau publié par TIE Break").click()
    opened.wait_for_selector("#diagnosis h3", timeout=60_000)

    shown = opened.inner_text("#diagnosis")
    for figure in ("11\u202f630\u202f000\u00a0€", "5\u202f600\u202f000\u00a0€", "6\u202f030\u202f000\u00a0€", "51,85\u00a0%"):
        assert figure in shown


def test_a_refused_file_is_explained_on_the_page(page: tuple[Page, list[str]], tmp_path: Path) -> None:
    bad = tmp_path / "faute.csv"
    bad.write_text("Fournisseur;Montant mandaté\nA;12 k€\n", encoding="utf-8")
    opened, _ = page
    give_file(opened, bad)
    opened.get_by_role("button", name="Mesurer", exact=True).click()
    opened.wait_for_selector("#reading >> text=Ligne 2", timeout=60_000)

    assert "par exemple 12000" in opened.inner_text("#reading")


def test_documents_are_never_written_of_a_form_that_has_changed(page: tuple[Page, list[str]], tmp_path: Path) -> None:
    first, second = tmp_path / "premier.csv", tmp_path / "second.csv"
    first.write_text("Fournisseur;Montant mandaté\nALPHA;196585\n", encoding="utf-8")
    second.write_text("Fournisseur;Montant mandaté\nBETA;8430\n", encoding="utf-8")
    opened, _ = page
    give_file(opened, first)
    opened.get_by_role("button", name="Mesurer", exact=True).click()
    opened.wait_for_selector("#diagnosis h3", timeout=60_000)
    opened.get_by_label("Collectivité", exact=True).fill("Une autre commune")
    opened.wait_for_selector("#diagnosis h3", state="detached", timeout=60_000)
    opened.get_by_role("button", name="Mesurer", exact=True).click()
    opened.wait_for_selector("#diagnosis >> text=Une autre commune", timeout=60_000)

    opened.get_by_role("button", name="Effacer").first.click()
    opened.wait_for_selector("#diagnosis h3", state="detached", timeout=60_000)
    give_file(opened, second)
    opened.get_by_role("button", name="Écrire les documents").click()
    opened.wait_for_selector("#documents >> text=Cliquez d’abord sur « Mesurer »", timeout=60_000)

    assert "Documents prêts" not in opened.inner_text("#documents")


def test_the_name_of_a_sample_never_stays_on_a_file_of_the_user(page: tuple[Page, list[str]], tmp_path: Path) -> None:
    mine = tmp_path / "mien.csv"
    mine.write_text("Fournisseur;Montant mandaté\nALPHA;1000\n", encoding="utf-8")
    opened, _ = page
    opened.get_by_role("button", name="Essayer : Commune fictive").click()
    opened.wait_for_selector("#diagnosis >> text=Commune fictive de Val-Fictif", timeout=60_000)
    give_file(opened, mine)
    opened.wait_for_selector("#diagnosis h3", state="detached", timeout=60_000)
    opened.get_by_role("button", name="Mesurer", exact=True).click()
    opened.wait_for_selector("#diagnosis >> text=Collectivité non nommée", timeout=60_000)

    assert opened.get_by_label("Postes").input_value() == ""
    assert opened.get_by_label("Budget annuel").input_value() == ""
    assert "exercice non précisé" in opened.inner_text("#diagnosis")


def test_results_stay_within_the_width_of_a_phone(page: tuple[Page, list[str]]) -> None:
    opened, _ = page
    opened.set_viewport_size({"width": 390, "height": 840})
    opened.get_by_role("button", name="Essayer : Commune fictive").click()
    opened.wait_for_selector("#diagnosis h3", timeout=60_000)
    opened.get_by_role("button", name="Tracer la trajectoire").click()
    opened.wait_for_selector("#trajectory table", timeout=60_000)

    assert opened.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_supplier_that_is_not_recognised_is_picked_in_a_list(page: tuple[Page, list[str]], tmp_path: Path) -> None:
    table = tmp_path / "depenses.csv"
    table.write_text("Fournisseur;Libellé;Montant mandaté TTC\nBOITE INCONNUE;Divers;900\n", encoding="utf-8")
    opened, _ = page
    give_file(opened, table)
    opened.get_by_role("button", name="Mesurer", exact=True).click()
    opened.wait_for_selector("#unknowns", state="visible", timeout=60_000)
    opened.get_by_label("Tel qu’il est écrit").click()
    opened.get_by_role("option", name="BOITE INCONNUE").click()
    entry = opened.get_by_label("Au catalogue (tapez pour chercher)")
    entry.click()
    entry.press_sequentially("berger-lev")
    opened.get_by_role("option", name="Berger-Levrault (fournisseur)").click()
    opened.get_by_role("button", name="Retenir et mesurer").click()
    opened.wait_for_selector("#diagnosis >> text=Berger-Levrault", timeout=60_000)

    opened.wait_for_selector("#unknowns", state="hidden")


def test_a_changed_field_plans_anew_and_says_what_differs(page: tuple[Page, list[str]], tmp_path: Path) -> None:
    constraints = tmp_path / "c.toml"
    constraints.write_text('[[echeances]]\nsujet = "Virtualisation"\navant_le = "30/06/2027"\n', encoding="utf-8")
    opened, _ = page
    opened.get_by_role("button", name="Essayer : Commune fictive").click()
    opened.wait_for_selector("#diagnosis h3", timeout=60_000)
    opened.get_by_role("button", name="Tracer la trajectoire").click()
    opened.wait_for_selector("#trajectory table", timeout=60_000)
    budget = opened.get_by_label("Budget annuel")
    budget.fill("20000")
    opened.wait_for_selector("#trajectory table", state="detached", timeout=60_000)
    budget.press("Tab")
    opened.wait_for_selector("#trajectory >> text=Et si : budget annuel", timeout=60_000)
    opened.get_by_text("Prudente :").click()
    opened.wait_for_selector("#trajectory >> text=Et si : ambition", timeout=60_000)

    opened.get_by_text("Autres contraintes, dans un fichier").click()
    opened.set_input_files("#constraints input[type=file]", str(constraints))
    opened.wait_for_selector("#trajectory >> text=ne peut pas tenir", timeout=60_000)


def test_a_question_is_answered_with_its_source_and_asks_nothing_elsewhere(page: tuple[Page, list[str]], address: str) -> None:
    opened, asked = page
    opened.get_by_label("Votre question").fill("peut-on exiger que nos données restent en Europe ?")
    opened.get_by_role("button", name="Demander", exact=True).click()
    opened.wait_for_selector("#answer >> text=non relu par un juriste", timeout=60_000)
    answer = opened.inner_text("#answer")
    assert "Union" in answer
    assert "sans modèle de langue" in answer

    foreign = [url for url in asked if not url.startswith((address, "data:", "blob:"))]
    assert foreign == []


def test_a_case_file_kept_fills_the_page_and_measures_alone(
    page: tuple[Page, list[str]], workbench: Workbench, tmp_path: Path
) -> None:
    table = tmp_path / "mien.csv"
    table.write_text("Fournisseur;Libellé;Montant mandaté TTC\nMICROSOFT;Microsoft Office;1000\n", encoding="utf-8")
    authority = Authority(name="Val-d’Essai", year=2025, inhabitants=900)
    case = workbench.open_case([table], Request(authority=authority, as_of=date(2026, 1, 15), is_strict=True))
    kept = tmp_path / "val.tiebreak.json"
    kept.write_text(workbench.decided(case, {}, {"Suite bureautique": "1"}).to_json(), encoding="utf-8")
    opened, _ = page

    give_file(opened, kept)
    expect(opened.get_by_label("Collectivité", exact=True)).to_have_value("Val-d’Essai")
    opened.get_by_role("button", name="Mesurer", exact=True).click()
    opened.wait_for_selector("#diagnosis >> text=Val-d’Essai", timeout=60_000)

    assert opened.get_by_label("Habitants").input_value() == "900"
    opened.get_by_text("Réglages : zone").click()
    assert opened.get_by_label("Mode strict").is_checked()
    assert opened.get_by_label("Criticité de fonctions").input_value() == "Suite bureautique=1"
    assert "1\u202f000\u00a0€" in opened.inner_text("#diagnosis")


def test_a_case_file_left_alone_after_a_table_was_removed_keeps_what_it_says(
    page: tuple[Page, list[str]], workbench: Workbench, tmp_path: Path
) -> None:
    table = tmp_path / "mien.csv"
    table.write_text("Fournisseur;Libellé;Montant mandaté TTC\nMICROSOFT;Microsoft Office;1000\n", encoding="utf-8")
    case = workbench.open_case([table], Request(authority=Authority(name="Val-d’Essai"), as_of=date(2026, 1, 15), is_strict=True))
    kept = tmp_path / "val.tiebreak.json"
    kept.write_text(case.to_json(), encoding="utf-8")
    opened, _ = page

    opened.set_input_files("input[type=file]", [str(kept), str(table)])
    opened.get_by_role("cell", name=table.name, exact=True).wait_for()
    opened.get_by_role("button", name="Mesurer", exact=True).click()
    opened.wait_for_selector("#reading >> text=se rouvre seul", timeout=60_000)
    row = opened.get_by_role("row").filter(has=opened.get_by_role("cell", name=table.name, exact=True))
    row.get_by_role("button").last.click()

    expect(opened.get_by_label("Collectivité", exact=True)).to_have_value("Val-d’Essai")
    opened.get_by_role("button", name="Mesurer", exact=True).click()
    opened.wait_for_selector("#diagnosis >> text=Val-d’Essai", timeout=60_000)
    opened.get_by_text("Réglages : zone").click()
    assert opened.get_by_label("Mode strict").is_checked()
