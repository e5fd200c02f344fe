"""The sections of a trajectory as a text to work on: our sentences, in better words when a model may word them, and complete without.

Only needs, functions and classes of solution are named: a draft may end on a council's table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from tiebreak import ChatModel, DraftedSentence, Fact, Frozen, Ledger, ModelSettings, printed
from tiebreak_assistant.answer import AnswerSentence, Writer
from tiebreak_assistant.case_view import CaseView
from tiebreak_assistant.gathering import Gatherer, Ground
from tiebreak_assistant.merging import merged
from tiebreak_assistant.model_writer import Drafting, ModelWriter, writer_of
from tiebreak_assistant.telling_how import made_by
from tiebreak_assistant.topics import Asked, Topic
from tiebreak_knowledge.retrieval.search import Found

SECTIONS = (
    ("mesure", "Où en sommes-nous", (Topic.SHARE,)),
    ("fonctions", "Ce qui pèse le plus", (Topic.FUNCTIONS,)),
    ("chemin", "Le chemin proposé", (Topic.PLAN,)),
    ("cout", "Ce que cela coûte", (Topic.COST, Topic.NOTHING_DONE)),
    ("reste", "Ce qui reste en place", (Topic.REMAINING,)),
)
NOTHING_SENT: Ground = Ground("", Found((), 1.0, is_found=True))


class Section(Frozen):
    """One section of a draft."""

    id: str
    title: str
    sentences: tuple[AnswerSentence, ...]


class Draft(Frozen):
    """A whole draft."""

    authority: str
    is_fictitious: bool
    as_of: date
    sections: tuple[Section, ...]
    notices: tuple[str, ...] = ()
    """What went otherwise than it should, in French."""
    made_by: str


def draft_trajectory(
    gatherer: Gatherer,
    view: CaseView,
    chat: ChatModel | None = None,
    settings: ModelSettings | None = None,
    *,
    progress: Callable[[str], None] = lambda _: None,
) -> Draft:
    """The sections of the trajectory of one case file.

    Args:
        gatherer: reads; of the same case file.
        view: the case file.
        chat, settings: the model that the user configured, `None` to write by templates alone.
        progress: told of each section that a model words.
    """
    writer = writer_of(chat, settings, view)
    drafting = Drafting()
    sections: list[Section] = []
    grounds = NOTHING_SENT
    for identifier, title, topics in SECTIONS:
        ground = NOTHING_SENT
        for topic in topics:
            ground = gatherer.with_case(ground, Asked(topic))
        grounds = replace(grounds, passages={**grounds.passages, **ground.passages})
        told = [(each, Writer.TEMPLATE) for each in ground.drafts]
        if writer is not None and ground.drafts and not drafting.faults:
            progress(f"Mise en phrases de « {title} » par {writer.chat.label}…")
            told = [*_worded(writer, title, ground, gatherer.ledger(ground), drafting)]
        sentences = (_sentence(each, by, gatherer.facts) for each, by in told)
        if told:
            sections.append(Section(id=identifier, title=title, sentences=tuple(sentences)))
    every = [each for section in sections for each in section.sentences]
    return Draft(
        authority=view.diagnosis.authority.name,
        is_fictitious=view.diagnosis.authority.is_fictitious,
        as_of=view.diagnosis.as_of,
        sections=tuple(sections),
        notices=tuple(drafting.faults),
        made_by=made_by(
            (writer.chat.label, writer.marks) if writer is not None else None,
            drafting,
            every,
            passages=len(grounds.passages),
            what="nos phrases sans leurs chiffres",
        ),
    )


def _worded(
    writer: ModelWriter, title: str, ground: Ground, ledger: Ledger, drafting: Drafting
) -> Iterator[tuple[DraftedSentence, Writer]]:
    """The sentences of the template in their order, each in the model's words where these state the same figures."""
    own = Drafting()
    kept = list(writer.section(title, ground.drafts, ledger, own))
    drafting.kept += own.kept
    drafting.refused += own.refused
    drafting.repaired += own.repaired
    drafting.faults += own.faults
    drafting.has_answered |= own.has_answered
    yield from merged(ground.drafts, kept)


def _sentence(draft: DraftedSentence, by: Writer, facts: Mapping[str, Fact]) -> AnswerSentence:
    shown = printed(draft, facts)
    return AnswerSentence(text=shown.text, writer=by, facts=shown.fact_refs)


def draft_markdown(draft: Draft) -> str:
    """The draft as a text file: what it is stands on its first lines."""
    lines = [
        f"# Trajectoire d’indépendance numérique : {draft.authority}",
        "",
        f"Brouillon de travail établi le {draft.as_of:%d/%m/%Y}, à relire avant tout usage. Ce n’est ni une délibération, ni un avis.",
    ]
    if draft.is_fictitious:
        lines += ["", "Collectivité fictive : ces chiffres ne sont ceux de personne."]
    for section in draft.sections:
        lines += ["", f"## {section.title}", "", *(f"- {each.text}" for each in section.sentences)]
    lines += [
        "",
        "---",
        "",
        "Chaque chiffre vient du registre des faits du dossier ; aucun n’est écrit par un modèle.",
        "",
        draft.made_by,
    ]
    lines += [f"Attention : {notice}." for notice in draft.notices]
    return "\n".join(lines) + "\n"
