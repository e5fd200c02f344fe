"""A few sentences exchanged with the real platform, for whoever has a key: nothing of anybody's is sent."""

from __future__ import annotations

import os
import sys

from pydantic import SecretStr

from tiebreak import (
    ChatMessage,
    ChatRequest,
    ChatRole,
    ModelError,
    ModelSettings,
    Tool,
    chosen_chat,
    chosen_embedder,
    load_registry,
)

PROVIDER = "mistral/mistral"
SCHEMA = '{"type": "object", "properties": {"mot": {"type": "string"}}, "required": ["mot"], "additionalProperties": false}'
TOOL = Tool(
    name="lire_heure", description="Donne l’heure.", parameters='{"type": "object", "properties": {"ville": {"type": "string"}}}'
)


def main() -> int:
    """Try text, a schema, a tool and vectors; 0 when all four work."""
    key = os.environ.get("MISTRAL_API_KEY", "").strip()
    if not key:
        sys.stderr.write("Mettez une clé de Mistral dans la variable MISTRAL_API_KEY.\n")
        return 2
    settings = ModelSettings(
        provider=PROVIDER, model=os.environ.get("TIEBREAK_MODEL", ""), embedding_model="mistral-embed", key=SecretStr(key)
    )
    registry = load_registry()
    try:
        chat, embedder = chosen_chat(registry, settings), chosen_embedder(registry, settings)
        for name, request in _requests().items():
            pieces = list(chat.answer(request))
            said = "".join(piece.text for piece in pieces) or [call.name for call in pieces[-1].tool_calls]
            sys.stdout.write(f"{name} : {said!r}, fin {pieces[-1].finish}, {pieces[-1].tokens} jetons\n")
        if embedder is not None:
            sys.stdout.write(f"vecteurs : {len(embedder.questions(['bonjour'])[0])} nombres\n")
    except ModelError as error:
        sys.stderr.write(f"Échec : {error}\n")
        return 1
    sys.stdout.write(f"{chat.label} : tout répond.\n")
    return 0


def _requests() -> dict[str, ChatRequest]:
    def asked(text: str) -> tuple[ChatMessage, ...]:
        return (ChatMessage(role=ChatRole.USER, content=text),)

    return {
        "texte": ChatRequest(messages=asked("Réponds par ce seul mot : bonjour."), max_tokens=20),
        "schéma": ChatRequest(messages=asked("Donne un mot français, en JSON."), json_schema=SCHEMA, max_tokens=50),
        "outil": ChatRequest(messages=asked("Quelle heure est-il à Lyon ? Sers-toi de l’outil."), tools=(TOOL,), max_tokens=100),
    }


if __name__ == "__main__":
    sys.exit(main())
