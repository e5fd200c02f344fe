"""A plugin that fails is withdrawn and named; the others go on."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import EntryPoint
from types import SimpleNamespace

import pytest

from tiebreak import CatalogueEntries, InputError, PluginError, Registry, Source, hookimpl
from tiebreak.testing import a_supplier, registry_of, some_entries


class Good:
    @hookimpl
    def tiebreak_catalogue_entries(self) -> Sequence[CatalogueEntries]:
        return [some_entries((a_supplier("bon"),))]


class Raising:
    @hookimpl
    def tiebreak_catalogue_entries(self) -> Sequence[CatalogueEntries]:
        raise RuntimeError("panne")


class WrongType:
    @hookimpl
    def tiebreak_sources(self) -> Sequence[Source]:
        return ["ceci n’est pas une source"]  # type: ignore[list-item]


class NotAList:
    @hookimpl
    def tiebreak_catalogue_entries(self) -> CatalogueEntries:
        return some_entries(())


class Misspelt:
    @hookimpl
    def tiebreak_catalog_entries(self) -> Sequence[CatalogueEntries]:
        return []


class WrongSignature:
    @hookimpl
    def tiebreak_catalogue_entries(self, inconnu: str) -> Sequence[CatalogueEntries]:
        return [some_entries((a_supplier(inconnu),))]


def registry_with(plugin: object) -> Registry:
    registry = Registry()
    registry.register("bon", Good())
    registry.register("mauvais", plugin)
    return registry


@pytest.mark.parametrize(
    ("plugin", "said"),
    [
        pytest.param(Raising(), "RuntimeError : panne", id="raises in a hook"),
        pytest.param(WrongType(), "reçu str", id="returns the wrong type"),
        pytest.param(NotAList(), "doit rendre une liste", id="returns no list"),
        pytest.param(Misspelt(), "tiebreak_catalog_entries", id="misspells a hook"),
        pytest.param(
            SimpleNamespace(tiebreak_sources=hookimpl(lambda: [42])),
            "reçu int",
            id="cannot be hashed, and returns the wrong type",
        ),
        pytest.param(WrongSignature(), "inconnu", id="asks for an argument that no hook gives"),
    ],
)
def test_a_failing_plugin_is_withdrawn_and_named_while_the_others_go_on(plugin: object, said: str) -> None:
    registry = registry_with(plugin)

    sources, catalogue = registry.sources(), registry.catalogue()

    assert sources == ()
    assert list(catalogue.suppliers) == ["bon"]
    assert registry.names == ("bon",)
    (failure,) = registry.failures
    assert failure.plugin == "mauvais"
    assert said in str(failure)


def test_a_plugin_that_raises_at_import_is_withdrawn_and_named() -> None:
    registry = Registry()
    points = [
        EntryPoint(name="casse", value="un_module_qui_n_existe_pas", group="tiebreak.plugins"),
        EntryPoint(name="connaissances", value="tiebreak_knowledge.plugin", group="tiebreak.plugins"),
    ]

    registry.load(points)

    assert registry.names == ("connaissances",)
    (failure,) = registry.failures
    assert (failure.plugin, failure.stage) == ("casse", "import")


def test_a_withdrawn_plugin_is_asked_nothing_more() -> None:
    registry = registry_with(Raising())
    registry.catalogue()

    registry.catalogue()

    assert len(registry.failures) == 1


def test_strict_mode_raises_at_the_first_failure() -> None:
    registry = registry_of(mauvais=Raising())

    with pytest.raises(PluginError, match="panne"):
        registry.catalogue()


def test_two_plugins_of_one_name_are_a_failure_and_the_first_stays() -> None:
    registry = Registry()
    registry.register("bon", Good())
    registry.register("bon", SimpleNamespace())

    assert registry.names == ("bon",)
    assert "deux extensions" in str(registry.failures[0])


class Homonym:
    @hookimpl
    def tiebreak_catalogue_entries(self) -> Sequence[CatalogueEntries]:
        return [some_entries((a_supplier("autre").model_copy(update={"aliases": ("BON",)}),))]


class Leaving:
    @hookimpl
    def tiebreak_catalogue_entries(self) -> Sequence[CatalogueEntries]:
        raise SystemExit(0)


class Refusing:
    @hookimpl
    def tiebreak_catalogue_entries(self) -> Sequence[CatalogueEntries]:
        raise InputError("ce n’est pas à l’utilisateur de corriger ceci")


@pytest.mark.parametrize(
    ("plugin", "said"),
    [
        pytest.param(Good(), "identifiant déjà pris", id="an identifier taken"),
        pytest.param(Homonym(), "est aussi celui de", id="a name taken"),
        pytest.param(Leaving(), "SystemExit", id="leaves the program"),
        pytest.param(Refusing(), "InputError", id="refuses an input in a hook"),
    ],
)
def test_a_plugin_that_clashes_with_those_before_it_is_withdrawn_whole(plugin: object, said: str) -> None:
    registry = Registry()
    registry.register("a-bon", Good())
    registry.register("b-mauvais", plugin)

    assert list(registry.catalogue().suppliers) == ["bon"]
    assert registry.names == ("a-bon",)
    assert said in str(registry.failures[0])


def test_the_order_of_plugins_is_that_of_their_names() -> None:
    registry = Registry()
    for name in ("zeta", "alpha"):
        registry.register(name, Good())

    assert registry.names == ("alpha", "zeta")
