"""Saying what a supplier that was not recognised is, by picking it and its entry of the catalogue in lists."""

from __future__ import annotations

from typing import Any

import gradio as gr

from tiebreak import Catalogue, Solution, Supplier

MOST_SHOWN = 60
"""Names offered, those of the largest amounts first."""


def unknown_picker() -> tuple[Any, ...]:
    """The block, its two lists and its button; hidden until a measure leaves somebody unrecognised."""
    with gr.Group(visible=False, elem_id="unknowns") as block:
        gr.Markdown(
            "**Un fournisseur n’est pas reconnu ?** Dites qui il est, ou quel produit il vend ; c’est gardé dans le dossier. "
            "Un produit que son libellé nomme reste compté comme tel. Les plus gros montants d’abord."
        )
        with gr.Row():
            text = gr.Dropdown([], label="Tel qu’il est écrit", value=None, min_width=160)
            entry = gr.Dropdown([], label="Au catalogue (tapez pour chercher)", value=None, min_width=220)
            button = gr.Button("Retenir et mesurer", min_width=140)
    return block, text, entry, button


def offer_unknowns(catalogue: Catalogue, texts: list[str] | None) -> tuple[Any, ...]:
    """Shows who was not recognised and what they may be; nothing when there is nobody."""
    if not texts:
        return gr.update(visible=False), gr.update(choices=[], value=None), gr.update(choices=[], value=None)
    choices = sorted(((_named(entry, catalogue), entry.id) for entry in catalogue.entries), key=lambda each: each[0].casefold())
    return gr.update(visible=True), gr.update(choices=texts[:MOST_SHOWN], value=None), gr.update(choices=choices, value=None)


def _named(entry: Supplier | Solution, catalogue: Catalogue) -> str:
    if isinstance(entry, Supplier):
        return f"{entry.name} (fournisseur)"
    return f"{entry.name} (produit de {catalogue.suppliers[entry.supplier].name})"
