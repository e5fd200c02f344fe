"""Correcting what a column was taken for, by picking it in a list rather than typing its title."""

from __future__ import annotations

from typing import Any

import gradio as gr

from tiebreak_spreadsheet.vocabulary import load_vocabulary
from tiebreak_ui.actions import Column

NOT_USED = "non utilisée"


def column_picker() -> tuple[Any, ...]:
    """The block, its two lists and its button; hidden until a table was read or refused."""
    with gr.Group(visible=False, elem_id="columns") as block:
        gr.Markdown(
            "**Une colonne est mal comprise ?** Dites ce qu’elle contient ; ce sera retenu pour les tableaux de mêmes titres."
        )
        with gr.Row():
            title = gr.Dropdown([], label="Colonne", value=None, min_width=140)
            meaning = gr.Dropdown(sorted(load_vocabulary().names), label="Ce qu’elle contient", value=None, min_width=140)
            button = gr.Button("Corriger et mesurer", min_width=140)
    return block, title, meaning, button


def offer(columns: list[Column] | None) -> tuple[Any, ...]:
    """Shows the columns that were seen, each with what it was taken for; nothing when there is none."""
    choices = [(f"{title} → {meaning or NOT_USED}", title) for title, meaning in columns or ()]
    return gr.update(visible=bool(choices)), gr.update(choices=choices, value=None), gr.update(value=None)
