"""The questions on the page: one block each, grouped by theme, hidden until wanted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import gradio as gr

from tiebreak_questionnaire.questions import FollowUp, Question
from tiebreak_ui import questionnaire as answers
from tiebreak_ui.questionnaire import NO_ANSWER

TITLE = "Répondre à des questions (sans tableau, en dix minutes)"
INTRODUCTION = (
    "Répondez à ce que vous savez, passez le reste : une question passée reste « sans réponse », rien n’en est supposé. "
    "Un seul choix par question : le principal. Les coûts sont des fourchettes, TTC et par an."
)
QUESTIONNAIRE_CSS = """
html { scroll-padding-top: 90px; }
.gradio-container { overflow: clip !important; }
#questionnaire { overflow: visible !important; }
#questionnaire .label-wrap > span { text-align: left; }
#questionnaire-progress {
  position: sticky; top: 0; z-index: 5; padding: 8px 0 !important; background: var(--body-background-fill) !important;
}
#questionnaire-progress progress { appearance: none; width: 100%; height: 8px; border: 0; background: #d5dde0; }
#questionnaire-progress progress::-webkit-progress-bar { background: #d5dde0; }
#questionnaire-progress progress::-webkit-progress-value { background: #1f4e5f; }
#questionnaire-progress progress::-moz-progress-bar { background: #1f4e5f; }
#questionnaire-progress span { font-weight: 600; }
.question fieldset > span { color: var(--body-text-color); font-weight: 600; }
.question .info-text { color: var(--body-text-color); font-size: 14px; }
.question fieldset input:focus-visible { outline: 3px solid #1f4e5f; outline-offset: 2px; }
@media (max-width: 640px) {
  .question fieldset .wrap > label { width: 100%; min-height: 44px; }
  #questionnaire, #questionnaire .gr-accordion { padding: 8px !important; }
}
"""
# Gradio gives every radio button a name of its own, and the group none: arrow keys would not move among the choices, and
# a screen reader would not say the question.
GROUPS_CHOICES = """() => {
  const section = document.getElementById("questionnaire");
  const group = () => section.querySelectorAll("fieldset[id]").forEach((fieldset) => {
    if (!fieldset.role) {
      fieldset.role = "radiogroup";
      fieldset.ariaLabel = fieldset.querySelector("[data-testid=block-info]").textContent.trim();
      fieldset.ariaDescription = fieldset.querySelector(".info-text").textContent.trim();
    }
    fieldset.querySelectorAll("input[type=radio]").forEach((choice) => {
      if (choice.name !== fieldset.id) choice.name = fieldset.id;
    });
  });
  group();
  new MutationObserver(group).observe(section, { childList: true, subtree: true, attributeFilter: ["name"] });
}"""


@dataclass(frozen=True)
class _Asked:
    """The components of one question."""

    fields: list[Any]
    """In the order of the fields of its answer: the choice, the name of another product, then what follows."""
    follow_ups: Any
    """The row of what follows; `None` when nothing does."""

    @property
    def hidden(self) -> list[Any]:
        """What is shown only after some choices."""
        return [self.fields[1], *([] if self.follow_ups is None else [self.follow_ups])]


def questionnaire_block(files: Any) -> Any:
    """The questions, giving their answers to the files of the page; what is returned changes when they are given."""
    none_yet = answers.answers_of([None] * len(answers.fields()))
    asked: list[_Asked] = []
    with gr.Accordion(TITLE, open=False, elem_id="questionnaire") as section:
        gr.Markdown(INTRODUCTION)
        former = gr.UploadButton("Reprendre un fichier de réponses", file_types=[".toml"], size="sm")
        progress = gr.HTML(answers.progress(none_yet, None), elem_id="questionnaire-progress")
        for theme in answers.questionnaire().themes:
            with gr.Accordion(f"{theme.label} ({len(theme.questions)} questions)", open=not asked):
                for question in theme.questions:
                    asked.append(_question(len(asked) + 1, question))
        use = gr.Button("Utiliser ces réponses", variant="primary")
        message = gr.Markdown(elem_id="questionnaire-message")
        download = gr.File(label="Vos réponses, à garder", interactive=False, visible=False, height=90)
    section.expand(None, None, None, js=GROUPS_CHOICES)
    given: Any = gr.State(None)
    fields = [field for each in asked for field in each.fields]
    # An answer given while the former one is being counted is counted after it: by default it would be passed over.
    live: dict[str, Any] = {"trigger_mode": "always_last", "show_progress": "hidden"}
    after: dict[str, Any] = {"fn": _progress, "inputs": [given, *fields], "outputs": progress, "show_progress": "hidden"}
    for each in asked:
        each.fields[0].input(partial(_show, each), each.fields[0], each.hidden, **live)
    gr.on([field.blur if isinstance(field, gr.Textbox) else field.input for field in fields], **{**after, **live})
    use.click(_give, [files, given, *fields], [files, given, message, download]).then(**after)
    rows = [each.follow_ups for each in asked if each.follow_ups is not None]
    former.upload(partial(_resume, asked), former, [message, *fields, *rows]).then(**after)
    gr.on([files.clear, files.delete], answers.still_given, [files, given], given).then(**after)
    return given


def _question(rank: int, question: Question) -> _Asked:
    with gr.Group(elem_classes="question"):
        choice = gr.Radio(
            [*question.choices, NO_ANSWER],
            label=f"{rank}. {question.text}",
            info=question.help,
            value=None,
            elem_id=f"question-{question.id}",
        )
        name = gr.Textbox(label="Nom du produit ou de l’entreprise", visible=False)
        if not question.asks:
            return _Asked([choice, name], None)
        with gr.Row(visible=False) as follow_ups:
            following = [_follow_up(question, each) for each in FollowUp if each in question.asks]
    return _Asked([choice, name, *following], follow_ups)


def _follow_up(question: Question, asked: FollowUp) -> Any:
    if asked is FollowUp.COST:
        choices = list(answers.questionnaire().cost_choices)
        return gr.Dropdown(choices, label="Coût annuel TTC (facultatif)", value=None, min_width=200)
    if asked is FollowUp.USERS:
        return gr.Textbox(label=f"{question.users_label} (facultatif)", placeholder="4", min_width=160)
    return gr.Textbox(label="Fin du contrat, mois et année (facultatif)", placeholder="06/2027", min_width=160)


def _show(asked: _Asked, choice: str | None) -> Any:
    """The fields that this choice calls for."""
    name = gr.Textbox(visible=answers.shows_name(choice))
    return name if asked.follow_ups is None else (name, gr.Row(visible=answers.shows_follow_ups(choice)))


def _progress(given: str | None, *values: str | None) -> str:
    return answers.progress(answers.answers_of(values), given)


def _give(paths: list[str] | None, given: str | None, *values: str | None) -> Any:
    """The files, what they answer, what is said, and the file to keep; a refusal leaves the files as they are."""
    result = answers.give(values, paths)
    if result.written is None:
        return gr.skip(), gr.skip(), result.message, gr.skip()
    return result.paths, result.digest, result.message, gr.File(value=result.written, visible=True)


def _resume(asked: list[_Asked], path: str) -> Any:
    """The fields as a file fills them, and shown as its choices call for; all as they were when it is refused."""
    result = answers.resume(path)
    rows = [each for each in asked if each.follow_ups is not None]
    if result.answers is None:
        return (result.message, *(gr.skip() for each in asked for _ in each.fields), *(gr.skip() for _ in rows))
    values = iter(answers.values_of(result.answers))
    updates: list[Any] = []
    shown: list[Any] = []
    for each in asked:
        choice = next(values)
        updates += [choice, gr.Textbox(value=next(values), visible=answers.shows_name(choice))]
        updates += [next(values) for _ in each.fields[2:]]
        if each.follow_ups is not None:
            shown.append(gr.Row(visible=answers.shows_follow_ups(choice)))
    return (result.message, *updates, *shown)
