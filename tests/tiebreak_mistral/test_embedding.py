"""Vectors come by batches, in order, of length one; what the service does wrong is said."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from tiebreak import Embedder, ModelError, ModelSettings
from tiebreak_evaluations.loopback import LoopbackMistral, Says
from tiebreak_mistral.embedding import BATCH_CHARACTERS, BATCH_TEXTS, MistralEmbedder
from tiebreak_mistral.providers import CompatibleProvider, MistralProvider
from tiebreak_mistral.service import Service

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def embedder(server: LoopbackMistral, model: str = "mistral-embed") -> MistralEmbedder:
    return MistralEmbedder(Service(server.address, "cle", timeout_s=5, first_wait_s=0.001), model, "essai")


def test_vectors_come_in_order_and_of_length_one() -> None:
    with LoopbackMistral([Says()]) as server:
        first, second, again = embedder(server).passages(["un marché public", "la paie", "un marché public"])

    assert first == again != second
    assert sum(number * number for number in first) == pytest.approx(1)
    assert len(first) == 1024


def test_a_batch_never_holds_more_than_the_service_takes() -> None:
    texts = ["mot " * 2_000] * 7 + ["court"] * 200
    with LoopbackMistral([Says()]) as server:
        assert len(embedder(server).questions(texts)) == len(texts)
        sizes = [sum(map(len, batch)) for batch in server.batches]
        counts = [len(batch) for batch in server.batches]
    assert max(sizes) <= BATCH_CHARACTERS
    assert max(counts) <= BATCH_TEXTS
    assert sum(counts) == len(texts)


def test_the_dimension_of_an_unknown_model_is_asked_for() -> None:
    with LoopbackMistral([Says()], dimension=384) as server:
        assert embedder(server, "autre").dimension == 384
        assert embedder(server).dimension == 1024


def test_no_service_is_a_reason_not_a_crash() -> None:
    with LoopbackMistral([Says()]) as server:
        closed = embedder(server)
    with pytest.raises(ModelError, match="ne répond pas"):
        closed.questions(["un"])


@pytest.mark.parametrize("provider", [MistralProvider(), CompatibleProvider()])
def test_there_is_a_model_of_meaning_only_when_one_is_named(provider: MistralProvider | CompatibleProvider) -> None:
    endpoint = None if isinstance(provider, MistralProvider) else "http://127.0.0.1:1/v1"
    settings = ModelSettings(provider="mistral/x", endpoint=endpoint, key=SecretStr("cle"), model="m")

    assert provider.embedder(settings) is None
    named = provider.embedder(settings.model_copy(update={"embedding_model": "mistral-embed"}))
    assert isinstance(named, Embedder)
    assert "mistral-embed" in named.label
