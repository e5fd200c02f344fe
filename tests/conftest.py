"""What tests share: where the real data are, and the one workbench of the demonstration."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from tiebreak_cli.french import speak_french

speak_french()

from tiebreak import CaseFile, PlanningConstraints, Request, Workbench, load_registry
from tiebreak_knowledge.samples import FICTITIOUS_COMMUNE, PUBLISHED_EXAMPLE, Sample

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
DAY = date(2026, 11, 22)


@pytest.fixture(scope="session", autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Corrections of columns kept by the user of this computer are neither read nor written by tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("settings")))
        yield


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real public files that stand beside the project; tests that need them skip where they are absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"données réelles absentes ({SHARED_DATA.name} à côté du projet)")
    return SHARED_DATA


@pytest.fixture(scope="session")
def workbench() -> Workbench:
    """All the plugins of the project, strict: a failing one fails the test."""
    return Workbench(load_registry(is_strict=True))


def open_sample(workbench: Workbench, sample: Sample) -> CaseFile:
    constraints = PlanningConstraints(annual_budget_eur=sample.annual_budget_eur)
    with ExitStack() as stack:
        return workbench.open_case(sample.paths(stack), Request(authority=sample.authority, as_of=DAY, constraints=constraints))


@pytest.fixture(scope="session")
def commune(workbench: Workbench) -> CaseFile:
    return open_sample(workbench, FICTITIOUS_COMMUNE)


@pytest.fixture(scope="session")
def published(workbench: Workbench) -> CaseFile:
    return open_sample(workbench, PUBLISHED_EXAMPLE)
