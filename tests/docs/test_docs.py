"""What the documentation says still works: commands, examples, links, figures."""

from __future__ import annotations

import re
import sys
from decimal import Decimal
from pathlib import Path

import click
import pytest

from tiebreak import Workbench, share_interval
from tiebreak.method.parameters import load_parameters
from tiebreak_cli.reference import command_reference

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
PYTHON_BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


def test_the_commands_page_is_what_help_says() -> None:
    written = (ROOT / "docs" / "commandes.md").read_text(encoding="utf-8")

    assert written == command_reference(), "make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    missing = [target for target in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / target).exists()]

    assert missing == []


@pytest.mark.parametrize(
    "page", [page for page in PAGES if PYTHON_BLOCK.search(page.read_text(encoding="utf-8"))], ids=lambda page: page.name
)
def test_python_examples_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "tiebreak_plugin_example"))
    for block in PYTHON_BLOCK.findall(page.read_text(encoding="utf-8")):
        names: dict[str, object] = {}
        exec(compile(block, page.name, "exec"), names)
        for name, function in names.items():
            if name.startswith("test_") and callable(function):
                function(tmp_path)
    sys.modules.pop("tiebreak_example", None)


def test_commands_of_the_readme_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"make (\w+)", readme))
    commands = set(re.findall(r"\.venv/bin/tiebreak (\w+)", readme))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    from tiebreak_cli.commands import cli  # noqa: PLC0415

    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)
    assert commands <= set(cli.list_commands(click.Context(cli)))


def test_the_size_of_the_catalogue_said_is_its_size(workbench: Workbench) -> None:
    said = f"{len(workbench.catalogue.suppliers)} fournisseurs"
    solutions = f"{len(workbench.catalogue.solutions)} solutions"

    for page in ("README.md", "CHANGELOG.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert said in text
        assert solutions in text


def test_the_example_of_the_method_gives_the_figures_that_it_prints() -> None:
    page = (ROOT / "docs" / "methode.md").read_text(encoding="utf-8")
    lines = [(Decimal(60_000), True), (Decimal(20_000), False), (Decimal(20_000), None)]

    interval = share_interval(lines, point_threshold=load_parameters().point_threshold)

    assert interval is not None
    for value in (interval.low, interval.high, interval.known, interval.point):
        assert value is not None
        assert f"{value * 100:.1f} %".replace(".", ",") in page


def test_the_method_page_states_the_parameters_in_use() -> None:
    page, parameters = (ROOT / "docs" / "methode.md").read_text(encoding="utf-8"), load_parameters()

    assert f"Version {parameters.version}" in page
    assert f"{parameters.point_threshold * 100:.0f} % (`point_threshold`)" in page
    assert f"à partir de {parameters.high_risk} (`high_risk`)" in page
    assert f"dans les {parameters.contract_horizon_months} mois (`contract_horizon_months`)" in page
    assert f"capacité à agir ≥ {parameters.able_capacity}" in page
    assert f"reçoit {parameters.default_criticality} (`default_criticality`)" in page
