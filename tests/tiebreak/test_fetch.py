"""A public service is asked only by its name; what it answers is a file, and what fails is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tiebreak import Fetcher, FetchError, FetchOptions, InputError, Registry, Workbench, hookimpl
from tiebreak.testing import AN_AUTHORITY

OPTIONS = FetchOptions(authority=AN_AUTHORITY, domain="ville.example")


@dataclass
class Balances:
    """A fetcher that writes what it is asked, or fails."""

    failure: Exception | None = None
    answer: Any = None
    name: str = "balances"
    label: str = "Balances comptables"

    def fetch(self, folder: Path, options: FetchOptions) -> Path:
        if self.failure is not None:
            raise self.failure
        if self.answer is not None:
            return self.answer  # type: ignore[no-any-return]
        path = folder / "balances.json"
        path.write_text(options.domain or "", encoding="utf-8")
        return path


def bench(fetcher: Balances) -> Workbench:
    @hookimpl
    def tiebreak_fetchers() -> Sequence[Fetcher]:
        return [fetcher]

    registry = Registry()
    registry.register("essai", SimpleNamespace(tiebreak_fetchers=tiebreak_fetchers))
    return Workbench(registry)


def test_the_answer_is_kept_in_a_folder_made_for_it(tmp_path: Path) -> None:
    kept = bench(Balances()).fetch("essai/balances", tmp_path / "données" / "publiques", OPTIONS)

    assert kept == tmp_path / "données" / "publiques" / "balances.json"
    assert kept.read_text(encoding="utf-8") == "ville.example"


def test_a_name_that_nobody_has_is_refused_with_the_names_there_are(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Collectes : essai/balances"):
        bench(Balances()).fetch("essai/meteo", tmp_path, OPTIONS)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("failure", [FetchError("service muet"), InputError("SIREN absent")])
def test_what_the_service_or_the_user_did_is_said_and_the_plugin_stays(tmp_path: Path, failure: Exception) -> None:
    workbench = bench(Balances(failure))

    with pytest.raises(type(failure), match=str(failure)):
        workbench.fetch("essai/balances", tmp_path, OPTIONS)
    assert workbench.failures == ()


@pytest.mark.parametrize("fetcher", [Balances(RuntimeError("bogue")), Balances(answer="pas un chemin")])
def test_a_fetcher_that_breaks_its_contract_is_withdrawn_and_named(tmp_path: Path, fetcher: Balances) -> None:
    workbench = bench(fetcher)

    with pytest.raises(FetchError, match="« essai » retirée"):
        workbench.fetch("essai/balances", tmp_path, OPTIONS)
    assert len(workbench.failures) == 1
