"""A model is asked with patience and within limits; whatever the service does, what comes is text or a clear reason."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from threading import Thread

import pytest
from pydantic import SecretStr

from tiebreak import ChatMessage, ChatPiece, ChatRequest, ChatRole, Finish, ModelError, ModelSettings, Tool, ToolCall
from tiebreak_evaluations.loopback import Cuts, Empty, Fails, Garbles, LoopbackMistral, Redirects, Reply, Says, Stalls, WantedTool
from tiebreak_evaluations.loopback.replies import documented_error
from tiebreak_mistral.chat import MistralChat
from tiebreak_mistral.providers import EU_ENDPOINT, NO_KEY, CompatibleProvider, MistralProvider
from tiebreak_mistral.service import Service

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

KEY = "cle-secrete-1234"
TEXT = "La réponse tient en une phrase, avec des accents : été, cœur, 12 €."
ASKED = ChatRequest(messages=(ChatMessage(role=ChatRole.USER, content="Bonjour"),))
WITH_SCHEMA = ASKED.model_copy(update={"json_schema": '{"type": "object", "properties": {"a": {"type": "string"}}}'})


def model(server: LoopbackMistral, *, timeout_s: float = 5.0, budget: int = 10_000) -> MistralChat:
    service = Service(server.address, KEY, timeout_s=timeout_s, first_wait_s=0.001)
    return MistralChat(service, "mistral-medium-latest", "essai", token_budget=budget)


def answered(replies: Sequence[Reply], request: ChatRequest = ASKED, *, timeout_s: float = 5.0) -> tuple[str, ChatPiece, int]:
    with LoopbackMistral(replies) as server:
        pieces = list(model(server, timeout_s=timeout_s).answer(request))
        return "".join(piece.text for piece in pieces), pieces[-1], len(server.bodies)


@pytest.mark.parametrize(
    "reply",
    [
        Says(TEXT),
        Says(TEXT, in_chunks=True),
        Says(TEXT, in_chunks=True, thinking="Je réfléchis à voix haute.", references=[1, 2]),
        Says(TEXT, has_usage=False),
        Says(TEXT, piece=1),
    ],
    ids=["texte", "morceaux", "pensée et références", "sans compte", "lettre à lettre"],
)
def test_the_text_is_the_same_however_the_wire_carries_it(reply: Says) -> None:
    text, last, asked = answered([reply])

    assert (text, last.finish, asked) == (TEXT, Finish.STOP, 1)
    assert last.tokens == (150 if reply.has_usage else None)


@pytest.mark.parametrize(
    "fault",
    [
        Fails(429),
        Fails(429, headers={"retry-after": "0"}),
        Fails(429, headers={"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}),
        Fails(429, headers={"retry-after": "bientôt".encode().decode("latin-1")}),
        Fails(500, "<html>panne</html>", content_type="text/html"),
        documented_error(503),
        Fails(502, ""),
        Fails(504),
        Stalls(0.0),
        Empty(),
        Garbles(TEXT, 0),
        Cuts(TEXT, 0),
        Cuts(TEXT, 0, is_clean=True),
    ],
    ids=str,
)
def test_what_may_pass_is_tried_again(fault: Reply) -> None:
    text, last, asked = answered([fault, fault, Says(TEXT)])

    assert (text, last.finish, asked) == (TEXT, Finish.STOP, 3)


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Fails(401, '{"message": "Unauthorized"}'), "clé est refusée"),
        (Fails(403, '{"object": "error", "message": "guardrail", "type": "x", "param": null, "code": "3"}'), "garde-fou"),
        (Fails(404, '{"message": "no Route matched with those values"}'), "modèle inconnu"),
        (Fails(422, '{"detail": [{"loc": ["body"], "msg": "Field required", "type": "missing"}]}'), "« Field required »"),
        (Fails(422, '{"detail": "autre forme"}'), "« autre forme »"),
        (Redirects("http://127.0.0.1:9/ailleurs"), "autre adresse"),
        (Fails(418, f'{{"message": "votre clé {KEY} est refusée"}}'), "est refusée"),
        (Fails(418, f'{{"message": "{"x" * 150} {KEY} est refusée"}}'), "x … est"),
    ],
    ids=lambda each: str(each)[:40],
)
def test_what_cannot_pass_is_said_at_once_without_the_key(reply: Reply, said: str) -> None:
    with LoopbackMistral([reply]) as server:
        with pytest.raises(ModelError, match=said) as told:
            list(model(server).answer(ASKED))
        assert KEY[:6] not in str(told.value)
        assert "cet ordinateur" in str(told.value)
        assert len(server.bodies) == 1


def test_a_wait_longer_than_anybody_would_is_not_waited_for() -> None:
    with LoopbackMistral([Fails(429, headers={"retry-after": "3600"}), Says(TEXT)]) as server:
        with pytest.raises(ModelError, match="limite de débit"):
            list(model(server).answer(ASKED))
        assert len(server.bodies) == 1


@pytest.mark.parametrize(
    "reply", [Cuts(TEXT, 30), Cuts(TEXT, 30, is_clean=True), Garbles(TEXT, 30), Says(TEXT[:24], finish="error")]
)
def test_what_came_before_a_cut_stands_and_the_cut_is_said(reply: Reply) -> None:
    text, last, asked = answered([reply])

    assert TEXT.startswith(text)
    assert text
    assert (last.finish, asked) == (Finish.CUT, 1)


@pytest.mark.parametrize("finish", ["length", "model_length"])
def test_an_answer_too_long_says_so(finish: str) -> None:
    assert answered([Says(TEXT, finish=finish)])[1].finish is Finish.LENGTH


def test_a_slow_service_is_given_up_after_its_delay() -> None:
    with LoopbackMistral([Stalls(9)]) as server, pytest.raises(ModelError, match="ne répond pas à temps"):
        list(model(server, timeout_s=0.05).answer(ASKED))


@pytest.mark.parametrize(
    ("reply", "is_cut"),
    [(Says(TEXT * 40, piece=5, pause_s=0.05), True), (Says("", thinking="Encore…", pause_s=3, has_usage=False), False)],
    ids=["sans fin", "pense sans rien dire"],
)
def test_a_line_that_is_only_kept_open_is_given_up_at_the_deadline(reply: Says, *, is_cut: bool) -> None:
    with LoopbackMistral([reply]) as server:
        chat = model(server, timeout_s=0.1)
        if is_cut:
            assert list(chat.answer(ASKED))[-1].finish is Finish.CUT
        else:
            with pytest.raises(ModelError, match="ne répond pas à temps"):
                list(chat.answer(ASKED))


def test_a_stalled_visitor_blocks_no_other() -> None:
    replies = iter([Stalls(3), Says(TEXT)])
    with LoopbackMistral(lambda _: next(replies)) as server:
        service = Service(server.address, KEY, timeout_s=4, first_wait_s=0.001)
        stalled, quick = (MistralChat(service, "m", "essai", token_budget=1000) for _ in range(2))

        def wait() -> None:
            with suppress(ModelError):
                list(stalled.answer(ASKED))

        waiting = Thread(target=wait, daemon=True)
        waiting.start()
        while not server.bodies:
            pass
        assert "".join(piece.text for piece in quick.answer(ASKED)) == TEXT
        assert waiting.is_alive()


def test_an_answer_left_unfinished_counts_in_the_budget() -> None:
    with LoopbackMistral([Says(TEXT * 20)]) as server:
        chat = model(server, budget=100)
        long = ASKED.model_copy(update={"messages": (ChatMessage(role=ChatRole.USER, content="mot " * 500),)})
        next(iter(answer := chat.answer(long)))
        answer.close()  # type: ignore[attr-defined]
        with pytest.raises(ModelError, match="budget de jetons"):
            list(chat.answer(ASKED))


def test_nobody_at_the_address_is_said() -> None:
    with LoopbackMistral([Says(TEXT)]) as server:
        address = server.address
    chat = MistralChat(Service(address, KEY, timeout_s=1, first_wait_s=0.001), "x", "essai", token_budget=1000)
    with pytest.raises(ModelError, match="ne répond pas"):
        list(chat.answer(ASKED))


def test_a_service_that_keeps_failing_is_left_alone() -> None:
    with LoopbackMistral([Fails(500)]) as server:
        chat = model(server)
        for _ in range(3):
            with pytest.raises(ModelError, match="Réponse 500"):
                list(chat.answer(ASKED))
        asked = len(server.bodies)
        with pytest.raises(ModelError, match="plus sollicité"):
            list(chat.answer(ASKED))
        assert len(server.bodies) == asked == 12


def test_refusals_of_the_request_never_leave_the_service_alone() -> None:
    with LoopbackMistral([*[Fails(404, "{}")] * 5, Says(TEXT)]) as server:
        chat = model(server)
        for _ in range(5):
            with pytest.raises(ModelError, match="404"):
                list(chat.answer(ASKED))
        assert "".join(piece.text for piece in chat.answer(ASKED)) == TEXT


@pytest.mark.parametrize("is_counted", [True, False])
def test_the_budget_of_tokens_ends_the_conversation(*, is_counted: bool) -> None:
    with LoopbackMistral([Says(TEXT * 9, has_usage=is_counted)]) as server:
        chat = model(server, budget=120)
        assert list(chat.answer(ASKED))
        with pytest.raises(ModelError, match="budget de jetons"):
            list(chat.answer(ASKED))


@pytest.mark.parametrize(
    "tool",
    [
        WantedTool("chercher", {"question": "clé « été »"}),
        WantedTool("chercher", {"question": "clé « été »"}, is_object=True),
        WantedTool("chercher", {"question": "clé « été »"}, is_split=True),
        WantedTool("chercher", {"question": "clé « été »"}, identifier="null"),
    ],
    ids=["texte", "objet", "en deux", "sans identifiant"],
)
def test_a_tool_is_asked_for_however_the_wire_carries_it(tool: WantedTool) -> None:
    _, last, _ = answered([Says("", tools=[tool])])

    (call,) = last.tool_calls
    assert last.finish is Finish.TOOLS
    assert (call.name, json.loads(call.arguments)) == ("chercher", {"question": "clé « été »"})
    assert len(call.id) == 9


def test_two_tools_asked_for_together_stay_two() -> None:
    tools = [WantedTool("chercher", {"n": 1}, identifier="a" * 9), WantedTool("lire", {"n": 2}, identifier="b" * 9)]
    _, last, _ = answered([Says("", tools=tools)])

    assert [(call.name, json.loads(call.arguments)) for call in last.tool_calls] == [("chercher", {"n": 1}), ("lire", {"n": 2})]


def test_what_is_sent_is_what_the_platform_documents() -> None:
    tool = Tool(name="chercher", description="Cherche.", parameters='{"type": "object", "properties": {}}')
    call = ToolCall(id="Ab3dE6gH9", name="chercher", arguments="{}")
    request = ChatRequest(
        messages=(
            ChatMessage(role=ChatRole.SYSTEM, content="Consigne"),
            ChatMessage(role=ChatRole.USER, content="Question"),
            ChatMessage(role=ChatRole.ASSISTANT, tool_calls=(call,)),
            ChatMessage(role=ChatRole.TOOL, content="Résultat", tool_call_id=call.id),
        ),
        tools=(tool,),
    )
    with LoopbackMistral([Says(TEXT)]) as server:
        list(model(server).answer(request))
        list(model(server).answer(WITH_SCHEMA))
        plain, with_schema = server.bodies
        assert server.keys == [f"Bearer {KEY}"] * 2
    assert [message["role"] for message in plain["messages"]] == ["system", "user", "assistant", "tool"]
    assert plain["messages"][3]["tool_call_id"] == plain["messages"][2]["tool_calls"][0]["id"]
    assert plain["tools"][0]["function"]["name"] == "chercher"
    assert with_schema["response_format"]["type"] == "json_schema"
    assert with_schema["response_format"]["json_schema"]["schema"]["properties"] == {"a": {"type": "string"}}


def test_a_service_that_knows_no_schema_is_asked_for_json_then_for_text() -> None:
    with LoopbackMistral([Fails(422, "{}"), Fails(400, "{}"), Says(TEXT)]) as server:
        assert "".join(piece.text for piece in model(server).answer(WITH_SCHEMA)) == TEXT
        assert [body.get("response_format", {}).get("type") for body in server.bodies] == ["json_schema", "json_object", None]


def test_the_platform_is_asked_in_the_european_union_unless_told_otherwise() -> None:
    chat = MistralProvider().chat(ModelSettings(provider="mistral/mistral", key=SecretStr(KEY)))

    assert chat._service.endpoint == EU_ENDPOINT == "https://api.eu.mistral.ai"
    assert "Union européenne" in chat.label


def test_the_platform_needs_a_key_and_says_where_to_put_it() -> None:
    with pytest.raises(ModelError, match="MISTRAL_API_KEY"):
        MistralProvider().chat(ModelSettings(provider="mistral/mistral"))


@pytest.mark.parametrize("endpoint", ["http://api.eu.mistral.ai", "https://evil.example", "https://api.mistral.ai.evil.example"])
def test_the_key_of_the_platform_goes_to_the_platform_alone_and_never_in_clear(endpoint: str) -> None:
    with pytest.raises(ModelError, match=r"sa plateforme|en clair"):
        MistralProvider().chat(ModelSettings(provider="mistral/mistral", key=SecretStr(KEY), endpoint=endpoint))


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://nom:passe@localhost:1",
        "http://localhost:1/?api_key=abc",
        "http://localhost:99999",
        "http:///v1",
        "http://\u202elocalhost",
        "http://[::1",
        "http://ia.example",
    ],
)
def test_an_address_with_a_secret_in_clear_or_of_nothing_is_refused(endpoint: str) -> None:
    settings = ModelSettings.model_construct(
        provider="mistral/compatible", model="m", endpoint=endpoint, key=SecretStr(KEY), timeout_s=1.0, token_budget=10
    )
    with pytest.raises(ModelError, match=r"refusée|illisible|en clair") as told:
        CompatibleProvider().chat(settings)
    assert "passe@" not in str(told.value)


@pytest.mark.parametrize(("given", "said"), [({}, "Nommez le modèle"), ({"model": "ministral"}, "adresse du service")])
def test_a_compatible_service_needs_a_model_and_an_address(given: dict[str, str], said: str) -> None:
    with pytest.raises(ModelError, match=said):
        CompatibleProvider().chat(ModelSettings(provider="mistral/compatible", **given))  # type: ignore[arg-type]


def test_the_key_of_the_platform_never_goes_to_another_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MISTRAL_API_KEY", KEY)
    with LoopbackMistral([Says(TEXT)]) as server:
        settings = ModelSettings(provider="mistral/compatible", model="ministral", endpoint=f"{server.address}/v1")
        chat = CompatibleProvider().chat(settings)
        assert "".join(piece.text for piece in chat.answer(ASKED)) == TEXT
        assert server.keys == [f"Bearer {NO_KEY}"]
    assert "cet ordinateur" in chat.label
