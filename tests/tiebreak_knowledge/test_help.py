"""What is said of the tool itself: its documents, commands, options and buttons exist."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import click
import pytest

from tiebreak import HelpEntry, KnowledgeBase, KnowledgeDocuments, RecordKind, Workbench
from tiebreak_cli.commands import cli
from tiebreak_knowledge.passages import help_passage

ROOT = Path(__file__).parents[2]
SEE = re.compile(r"(?P<file>[\w./-]+\.md)(?:, section (?P<section>[\d.]+))?")
COMMAND = re.compile(r"tiebreak (?!-)((?:[a-z-]+ ?)+)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
QUOTED = re.compile(r"« ([^»]+?) »")
ON_THE_PAGE = re.compile(r"(?:ouvrez|cliquez sur|dans|puis sur|bloc|cochez) « ([^»]+?) »")


@cache
def entries() -> tuple[HelpEntry, ...]:
    return tuple(Workbench().knowledge.help.values())


@cache
def page_text() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "ui").rglob("*.py")))


@cache
def options() -> frozenset[str]:
    """Every option of every command, and those of the command line itself."""
    found: set[str] = set()
    waiting: list[click.Command] = [cli]
    while waiting:
        command = waiting.pop()
        found.update(option for parameter in command.params for option in parameter.opts)
        if isinstance(command, click.Group):
            waiting += command.commands.values()
    return frozenset(found | {"--help", "--version"})


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.id)
def test_the_document_that_says_more_exists_with_its_section(entry: HelpEntry) -> None:
    named = SEE.fullmatch(entry.see)

    assert named is not None
    text = (ROOT / named["file"]).read_text(encoding="utf-8")
    if named["section"]:
        assert re.search(rf"^#+ {re.escape(named['section'])}[. ]", text, re.MULTILINE)


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.id)
def test_the_commands_and_options_that_it_names_exist(entry: HelpEntry) -> None:
    for words in COMMAND.findall(entry.text):
        command: click.Command = cli
        for word in words.split():
            if not isinstance(command, click.Group) or word not in command.commands:
                break
            command = command.commands[word]
        assert command is not cli, words
    assert set(OPTION.findall(entry.text)) <= options()


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.id)
def test_the_buttons_and_blocks_that_it_names_are_on_the_page(entry: HelpEntry) -> None:
    for name in ON_THE_PAGE.findall(entry.text):
        assert name in page_text(), name


def test_two_entries_of_one_name_are_told_and_the_first_stands() -> None:
    twice = [
        HelpEntry(id="aide", title=title, text="Une phrase.", see="README.md", asked=("a", "b", "c")) for title in ("Un", "Deux")
    ]
    base = KnowledgeBase([KnowledgeDocuments(version="1", help=tuple(twice))])

    assert base.help["aide"].title == "Un"
    assert len(base.faults) == 1
    assert help_passage(base.help["aide"]).kind is RecordKind.HELP
