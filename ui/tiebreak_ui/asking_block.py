"""The block of the page in which questions are asked, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from tiebreak import RECORD_KIND_LABELS
from tiebreak_assistant.configured import Models
from tiebreak_ui.asking import EVERYTHING

KEPT_SECONDS = 3600
HEIGHT = 520
ASKING_CSS = """
#answer { max-width: calc(100vw - 64px); }
#answer blockquote { border-left: 4px solid #1f4e5f; padding-left: 12px; color: inherit; }
"""
INTRODUCTION = (
    "Droit, clauses, financements, méthode, migrations, catalogue, et le dossier mesuré ci-dessus : posez vos questions avec vos "
    "mots, l’une après l’autre. Chaque phrase dit d’où elle vient ; aucune fiche n’a été relue par un juriste. "
)
PLACEHOLDER = (
    "Par exemple : « peut-on exiger que nos données restent en Europe ? », ou, une fois le dossier mesuré, "
    "« par quoi commencer chez nous ? »"
)


def asking_block(ask: Callable[..., Iterator[tuple[Any, ...]]], models: Models, measured: list[Any]) -> None:
    """The conversation, what to look in, and the next question.

    Args:
        ask: from the question, the kind, what is shown, the conversation, then `measured`, to what is shown, the conversation and an
            empty question.
        models: those that the user chose.
        measured: states of the page that hold the case file and its plans.
    """
    gr.Markdown(f"## Poser une question\n{INTRODUCTION}{who_writes(models)}")
    talk = gr.State(None, time_to_live=KEPT_SECONDS)
    shown = gr.Chatbot(elem_id="answer", label="Conversation", height=HEIGHT, placeholder=PLACEHOLDER, buttons=["copy"])
    with gr.Row():
        question = gr.Textbox(label="Votre question", placeholder="Peut-on exiger que nos données restent en Europe ?", scale=4)
        kinds = [("tout", EVERYTHING), *((label, kind.value) for kind, label in RECORD_KIND_LABELS.items())]
        kind = gr.Dropdown(kinds, label="Chercher dans", value=EVERYTHING, scale=1, min_width=180)
    with gr.Row():
        send = gr.Button("Demander", variant="primary", scale=4)
        again = gr.Button("Recommencer", scale=1, min_width=180)
    gr.on([send.click, question.submit], ask, [question, kind, shown, talk, *measured], [shown, talk, question])
    again.click(_anew, None, [shown, talk, question])


def who_writes(models: Models) -> str:
    """Who words the answers, where, and what is sent there."""
    if models.new_chat is None:
        return "Les réponses sont nos phrases, sans modèle de langue : **rien n’est envoyé**."
    held = models.settings
    hidden = [
        said
        for said, is_sent in (
            ("sans les noms du dossier", held and held.sends_names),
            ("sans ses montants", held and held.sends_amounts),
        )
        if not is_sent
    ]
    with_what = f" ({', '.join(hidden)})" if hidden else ""
    return (
        f"**{models.label}** met les réponses en phrases : vos questions et les passages trouvés lui sont envoyés{with_what}. "
        "Aucun chiffre ne vient de lui."
    )


def _anew() -> tuple[list[Any], None, str]:
    return [], None, ""
