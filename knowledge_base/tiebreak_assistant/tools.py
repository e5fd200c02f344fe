"""The tools that a model may ask for: all of them read, none writes; what they give back is matter, never orders."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from pydantic import Field, ValidationError

from tiebreak import Frozen, Tool, ToolCall
from tiebreak_assistant.gathering import Gatherer, Ground
from tiebreak_assistant.topics import Asked, Topic
from tiebreak_knowledge.retrieval.telling import KINDS

if TYPE_CHECKING:
    from pydantic import BaseModel

LONGEST_QUESTION = 300
TOPICS = {
    "montants": Topic.MONEY,
    "parts": Topic.SHARE,
    "fournisseurs": Topic.MAIN,
    "priorites": Topic.FIRST,
    "inconnu": Topic.UNKNOWN,
    "trajectoire": Topic.PLAN,
    "couts": Topic.COST,
    "restant": Topic.REMAINING,
    "rien_faire": Topic.NOTHING_DONE,
}
UNKNOWN_TOOL = "Cet outil n’existe pas. Outils : chercher, lire_dossier."


class Search(Frozen):
    """Chercher dans le droit, les clauses, les financements, la méthode, les migrations et le catalogue."""

    question: str = Field(min_length=2, max_length=LONGEST_QUESTION, description="Ce que l’on cherche, en français.")
    sorte: Literal["droit", "clause", "migration", "financement", "methode", "catalogue", "aide"] | None = None


class ReadCase(Frozen):
    """Lire une partie du dossier de la collectivité : ce qui a été mesuré et planifié."""

    sujet: Literal["montants", "parts", "fournisseurs", "priorites", "inconnu", "trajectoire", "couts", "restant", "rien_faire"]


def reading_tools(*, has_case: bool) -> tuple[Tool, ...]:
    """The tools that may be asked for in this conversation."""
    return (_tool("chercher", Search), *((_tool("lire_dossier", ReadCase),) if has_case else ()))


def used(call: ToolCall, ground: Ground, gatherer: Gatherer, understood: Callable[[str], str]) -> tuple[Ground, str]:
    """What is known after one reading, and what is told to the model.

    Args:
        call: what the model asked for.
        ground: what is known before.
        gatherer: reads.
        understood: puts the real names back in what the model wrote.
    """
    try:
        match call.name:
            case "chercher":
                wanted = Search.model_validate_json(call.arguments)
                kinds = [KINDS[wanted.sorte]] if wanted.sorte else []
                ground, found = gatherer.with_search(ground, understood(wanted.question), kinds)
                return ground, f"{len(found.hits)} passages ajoutés." if found.is_found else "Rien ne répond assez sûrement."
            case "lire_dossier" if gatherer.view is not None:
                topic = TOPICS[ReadCase.model_validate_json(call.arguments).sujet]
                return gatherer.with_case(ground, Asked(topic)), "Dossier lu : voir les passages et les faits."
            case _:
                return ground, UNKNOWN_TOOL
    except ValidationError as error:
        return ground, f"Demande mal formée ({error.error_count()} fautes) : {error.errors()[0]['msg']}"


def _tool(name: str, arguments: type[BaseModel]) -> Tool:
    """A tool described to the model from the model of its arguments."""
    from langchain_core.utils.function_calling import convert_to_openai_tool  # noqa: PLC0415 - an extra, and heavy

    described = convert_to_openai_tool(arguments)["function"]
    return Tool(
        name=name,
        description=described["description"],
        parameters=json.dumps(described["parameters"], ensure_ascii=False, sort_keys=True),
    )
