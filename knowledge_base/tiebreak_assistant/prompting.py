"""The instructions given to a model: files, filled in with what may be sent, and read back under a schema."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pydantic import Field

from tiebreak import ChatMessage, ChatRole, Frozen

if TYPE_CHECKING:
    from langchain_core.prompts import ChatPromptTemplate

_WORD = re.compile(r"\w+")
ROLES = {"system": ChatRole.SYSTEM, "human": ChatRole.USER, "ai": ChatRole.ASSISTANT}


class Phrase(Frozen):
    """One sentence as a model writes it."""

    texte: str = Field(max_length=700)
    faits: tuple[str, ...] = Field(default=(), max_length=12)
    passages: tuple[str, ...] = Field(default=(), max_length=12)


class Phrases(Frozen):
    """All that a model may return."""

    phrases: tuple[Phrase, ...] = Field(max_length=60)


RUN = 5
"""Words of our instructions in a row by which a sentence is known to repeat them."""


def repeats_instructions(text: str) -> bool:
    """Whether a sentence tells our instructions to the model instead of what it read."""
    words = _WORD.findall(text.casefold())
    return any(tuple(words[place : place + RUN]) in _instruction_runs() for place in range(len(words) - RUN + 1))


@cache
def _instruction_runs() -> frozenset[tuple[str, ...]]:
    runs: set[tuple[str, ...]] = set()
    for each in files("tiebreak_assistant").joinpath("prompts").iterdir():
        words = _WORD.findall(each.read_text("utf-8").casefold())
        runs |= {tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}
    return frozenset(runs)


@cache
def answer_schema() -> str:
    """The JSON schema of an answer."""
    return json.dumps(Phrases.model_json_schema(), ensure_ascii=False, sort_keys=True)


@cache
def prompt(system: str, human: str) -> ChatPromptTemplate:
    """The template made of two files of `prompts/`, by their names."""
    from langchain_core.prompts import ChatPromptTemplate  # noqa: PLC0415 - an extra, and heavy

    folder = files("tiebreak_assistant").joinpath("prompts")
    texts = [(role, folder.joinpath(f"{name}.txt").read_text("utf-8")) for role, name in (("system", system), ("human", human))]
    return ChatPromptTemplate.from_messages(texts)


def messages(system: str, human: str, **fields: str) -> tuple[ChatMessage, ...]:
    """The messages of a request."""
    filled = prompt(system, human).format_messages(**fields)
    return tuple(ChatMessage(role=ROLES[each.type], content=str(each.content)) for each in filled)


def piece(name: str, **fields: str) -> str:
    """One more message of the user, from a file."""
    text = files("tiebreak_assistant").joinpath(f"prompts/{name}.txt").read_text("utf-8")
    return text.format(**fields)
