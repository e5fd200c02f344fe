"""What the package adds, that it starts light, and that nothing leaves the machine unless asked."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import tiebreak_opendata
from tests.tiebreak_opendata.files import SIREN, market, write_markets, write_table
from tiebreak import Authority, AuthorityKind, Request, Workbench
from tiebreak.testing import A_DAY, registry_of
from tiebreak_opendata import plugin

HEAVY = ("duckdb", "httpx", "dns", "lxml")
PACKAGE = Path(tiebreak_opendata.__file__).parent


def test_the_sources_and_fetchers_have_their_names() -> None:
    registry = registry_of(opendata=plugin)

    assert [each.key for each in registry.sources()] == [
        "opendata/balances",
        "opendata/contracts",
        "opendata/mail_survey",
        "opendata/mail_traces",
    ]
    assert [each.key for each in registry.fetchers()] == [
        "opendata/balances",
        "opendata/contracts",
        "opendata/mail",
        "opendata/sill",
    ]


def test_labels_say_what_is_read_and_from_where() -> None:
    registry = registry_of(opendata=plugin)
    labels = [*(each.value.label for each in registry.sources()), *(each.value.label for each in registry.fetchers())]

    assert len(set(labels)) == len(labels) == 8


def test_importing_the_plugin_loads_nothing_heavy() -> None:
    program = f"import sys, tiebreak_opendata.plugin; print([name for name in {HEAVY!r} if name in sys.modules])"

    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip() == "[]"


@pytest.mark.parametrize("library", ["httpx", "dns", "socket", "urllib.request"])
def test_only_fetchers_know_a_library_of_the_network(library: str) -> None:
    users = {
        path.name
        for path in PACKAGE.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _imported(node)
        if name == library or name.startswith(f"{library}.")
    }

    assert users <= {"web.py", "fetch_mail.py"}


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def test_contracts_alone_give_ceilings_brought_to_a_year_and_no_rate(tmp_path: Path, workbench: Workbench) -> None:
    authority = Authority(name="Commune fictive", kind=AuthorityKind.MUNICIPALITY, siren=SIREN, year=2026)

    case = workbench.open_case([write_markets(tmp_path, market())], Request(authority=authority, as_of=A_DAY))
    diagnosis = workbench.diagnose(case)

    assert case.readings[0].plugin == "opendata"
    assert diagnosis.perimeter is not None
    assert diagnosis.perimeter.total == 12000
    assert "plafonds de marché" in (diagnosis.headline_note or "")
    assert all(share.interval.point is None for share in diagnosis.axis_shares)


def test_a_table_of_contracts_goes_to_this_source_before_the_spreadsheet(tmp_path: Path, workbench: Workbench) -> None:
    authority = Authority(name="Commune fictive", siren=SIREN, year=2026)

    case = workbench.open_case([write_table(tmp_path, {})], Request(authority=authority, as_of=A_DAY))

    assert case.readings[0].plugin == "opendata"
