"""The block of the page in which a question is asked of the knowledge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr

from tiebreak import RECORD_KIND_LABELS
from tiebreak_ui.asking import EVERYTHING

ASKING_CSS = """
#answer { max-width: calc(100vw - 64px); overflow-x: auto; }
#answer blockquote { border-left: 4px solid #1f4e5f; padding-left: 12px; color: inherit; }
"""
INTRODUCTION = (
    "Droit, clauses, financements, méthode, migrations, catalogue : posez la question avec vos mots. Les réponses sont des fiches "
    "avec leur source ; aucune n’est rédigée par un modèle de langue, aucune n’a été relue par un juriste."
)


def asking_block(answer: Callable[[str | None, str | None], str]) -> None:
    """A question, what to look in, and what answers."""
    gr.Markdown("## Poser une question\n" + INTRODUCTION)
    with gr.Row():
        question = gr.Textbox(label="Votre question", placeholder="Peut-on exiger que nos données restent en Europe ?", scale=4)
        kinds = [("tout", EVERYTHING), *((label, kind.value) for kind, label in RECORD_KIND_LABELS.items())]
        kind = gr.Dropdown(kinds, label="Chercher dans", value=EVERYTHING, scale=1, min_width=180)
    ask = gr.Button("Chercher", variant="primary")
    told = gr.Markdown(elem_id="answer")
    asked: list[Any] = [question, kind]
    gr.on([ask.click, question.submit], answer, asked, told)
