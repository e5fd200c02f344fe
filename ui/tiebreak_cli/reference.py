"""The page of commands, written from their own help so that it cannot differ."""

from __future__ import annotations

import click

HEADING = "# Commandes\n\nPage écrite par `make docs` à partir de l’aide de chaque commande ; ne pas modifier à la main.\n"
WIDTH = 100


def command_reference() -> str:
    """All the commands with their options, as Markdown."""
    from tiebreak_cli.commands import HELP, cli  # noqa: PLC0415 - French must be spoken before click is imported

    names = HELP["help_option_names"]
    parent = click.Context(cli, info_name="tiebreak", help_option_names=names)
    parts = [HEADING, _section(cli, "tiebreak", None, names)]
    for name, command in sorted(cli.commands.items()):
        parts.append(_section(command, name, parent, names))
        if isinstance(command, click.Group):
            above = click.Context(command, info_name=name, parent=parent, help_option_names=names)
            parts += [_section(each, inner, above, names) for inner, each in sorted(command.commands.items())]
    return "\n".join(parts)


def _section(command: click.Command, name: str, parent: click.Context | None, help_names: list[str]) -> str:
    context = click.Context(
        command, info_name=name, parent=parent, terminal_width=WIDTH, max_content_width=WIDTH, help_option_names=help_names
    )
    return f"## {context.command_path}\n\n```\n{command.get_help(context)}\n```\n"
