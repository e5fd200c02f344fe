"""A draft is complete without a model, loses nothing with one, and names no product."""

from __future__ import annotations

import json
from contextlib import ExitStack

import pytest

from tests.tiebreak_assistant.opened import DAY, EXACT, Scripted, bench, ended, failing, finder, gatherer, phrases, view
from tiebreak import ChatRequest, ModelError, Request
from tiebreak_assistant.answer import Writer
from tiebreak_assistant.case_view import CaseView
from tiebreak_assistant.drafting import Draft, draft_markdown, draft_trajectory
from tiebreak_assistant.gathering import Gatherer, names_of_one
from tiebreak_knowledge.samples import PUBLISHED_EXAMPLE


def facts_of(draft: Draft) -> set[str]:
    return {fact for section in draft.sections for sentence in section.sentences for fact in sentence.facts}


def test_a_draft_without_model_is_complete_and_always_the_same() -> None:
    draft = draft_trajectory(gatherer(), view())

    assert draft_markdown(draft) == draft_markdown(draft_trajectory(gatherer(), view()))
    assert [section.title for section in draft.sections if not section.sentences] == []
    assert {"share.ultimate_owner.low", "plan.cost.high", "plan.remaining-count"} <= facts_of(draft)
    assert "sans modèle de langue" in draft.made_by
    assert "Collectivité fictive" in draft_markdown(draft)


def test_a_draft_names_no_product_and_no_supplier() -> None:
    text = draft_markdown(draft_trajectory(gatherer(), view()))

    assert [name for name in names_of_one(bench().catalogue) if f" {name} " in text and len(name) > 3] == []


def test_a_model_rewords_and_no_figure_is_lost() -> None:
    plain = draft_trajectory(gatherer(), view())
    draft = draft_trajectory(gatherer(), view(), Scripted(_echo), EXACT)

    assert facts_of(draft) == facts_of(plain)
    assert Writer.MODEL in {sentence.writer for section in draft.sections for sentence in section.sentences}


@pytest.mark.parametrize(
    "chat",
    [
        failing(ModelError("panne")),
        Scripted(lambda _: ended(phrases(("Tout va bien : 3 % seulement.", [], ["P1"])))),
        Scripted(lambda _: ended("rien")),
    ],
)
def test_whatever_the_model_does_the_draft_is_the_template(chat: Scripted) -> None:
    plain = draft_trajectory(gatherer(), view())
    draft = draft_trajectory(gatherer(), view(), chat, EXACT)

    assert draft.sections == plain.sections
    assert draft.made_by != plain.made_by


def _echo(request: ChatRequest):  # type: ignore[no-untyped-def]
    """Gives back the sentences of the template that hold figures, as a careful model would."""
    import re  # noqa: PLC0415

    lines = [line[2:] for line in request.messages[-1].content.splitlines() if line.startswith("- ")]
    said = []
    for line in lines:
        text, _, mark = line.rpartition(" [")
        said.append({"texte": text, "faits": re.findall(r"\{(F\d+)\}", text), "passages": [mark.rstrip("]")]})
    return ended(json.dumps({"phrases": said}, ensure_ascii=False))


def test_published_totals_alone_make_a_draft_that_says_what_it_cannot() -> None:
    sample = PUBLISHED_EXAMPLE
    with ExitStack() as stack:
        case = bench().open_case(sample.paths(stack), Request(authority=sample.authority, as_of=DAY))
    diagnosis = bench().diagnose(case)
    published = CaseView(case, diagnosis, bench().plan(case, diagnosis), bench().catalogue)
    draft = draft_trajectory(Gatherer(finder(), bench().knowledge, bench().catalogue, DAY, published), published)

    assert "6\u202f030\u202f000" in draft_markdown(draft)
    assert all(section.sentences for section in draft.sections)
