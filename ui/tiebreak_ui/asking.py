"""The conversation of the page: each question typed, the answer as it is written, as Markdown. No gradio here."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock

from tiebreak import CaseFile, KnowledgeBase, RecordKind, TieBreakError, Trajectory, Workbench, load_nomenclature
from tiebreak_assistant.answer import Answer
from tiebreak_assistant.case_view import CaseView
from tiebreak_assistant.configured import Models, distant_search
from tiebreak_assistant.conversation import Conversation
from tiebreak_assistant.gathering import Gatherer
from tiebreak_knowledge.official.library import TextLibrary
from tiebreak_knowledge.retrieval.finder import KnowledgeFinder, embedder_here
from tiebreak_ui.answer_words import answer_markdown
from tiebreak_ui.words import escaped, warning

LONGEST_QUESTION = 2_000
EVERYTHING = "tout"
NO_QUESTION = "Écrivez votre question, avec vos mots : « peut-on exiger que nos données restent en Europe ? »"
OTHER_CASE = "*Le dossier mesuré a changé : cette conversation repart sans les questions d’avant.*"
LEAST_PAUSE_S = 0.25
"""Between two states of an answer that are shown: the page takes no more."""
History = list[dict[str, str]]


@dataclass(frozen=True)
class Talk:
    """One visitor's conversation, and the case file that it is about."""

    conversation: Conversation
    case: CaseFile | None
    trajectory: Trajectory | None


class Asking:
    """What is known, opened at the first question and shared by the visitors of the page; each has his own conversation."""

    def __init__(
        self,
        workbench: Callable[[], Workbench],
        library: TextLibrary | None,
        models: Models,
        *,
        keep_in: Path | None = None,
    ) -> None:
        """Args: workbench: makes the one whose knowledge is searched; library: the official texts that the user brought; models: those
        that the user chose; keep_in: folder where the vectors of a distant model of meaning are kept.
        """
        self._keep_in = keep_in
        self.models = models
        self._workbench = workbench
        self._library = library
        self._held: tuple[KnowledgeFinder, KnowledgeBase] | None = None
        self._opening = Lock()

    def prepare(self) -> None:
        """Open the search; what prevents it is said at the first question."""
        with suppress(TieBreakError):
            self._opened()

    def answer(
        self,
        question: str | None,
        kind: str | None,
        history: History | None,
        talk: Talk | None,
        *,
        case: CaseFile | None = None,
        trajectory: Trajectory | None = None,
        on: date,
    ) -> Iterator[tuple[History, Talk | None]]:
        """The conversation with one more exchange, as it is written.

        Args:
            question: as it was typed.
            kind: a kind of record, or `EVERYTHING`.
            history: what is shown of the conversation.
            talk: the conversation so far.
            case, trajectory: what is measured and planned on the page.
            on: the day on which a rule must hold.
        """
        asked = (question or "").strip()
        shown = [*(history or [])]
        if not asked:
            yield [*shown, _said(NO_QUESTION)], talk
            return
        shown.append({"role": "user", "content": escaped(asked[:LONGEST_QUESTION])})
        if len(asked) > LONGEST_QUESTION:
            said = f"Question trop longue ({len(asked)} caractères) : dites l’essentiel en moins de {LONGEST_QUESTION}."
            yield [*shown, _said(warning(said))], talk
            return
        try:
            held = self._talk(talk, case, trajectory, on)
            if talk is not None and held is not talk and talk.conversation.turns:
                shown.append(_said(OTHER_CASE))
            kinds = [] if kind in {None, EVERYTHING} else [RecordKind(kind)]
            for answer in _paced(held.conversation.ask(asked, kinds=kinds)):
                yield [*shown, _said(answer_markdown(answer, self.models.why_none))], held
        except TieBreakError as error:
            yield [*shown, _said(warning(str(error)))], talk

    def _talk(self, talk: Talk | None, case: CaseFile | None, trajectory: Trajectory | None, on: date) -> Talk:
        """The conversation about what is measured now; a new one when that changed."""
        finder, base = self._opened()
        if talk is not None and talk.case == case and talk.trajectory == trajectory:
            return talk
        bench = self._workbench()
        view = CaseView(case, bench.diagnose(case), trajectory, bench.catalogue) if case is not None else None
        gatherer = Gatherer(finder, base, bench.catalogue, on, view, distant=distant_search(self.models))
        return Talk(Conversation(gatherer, self.models.chat(), self.models.settings), case, trajectory)

    def _opened(self) -> tuple[KnowledgeFinder, KnowledgeBase]:
        with self._opening:
            if self._held is None:
                bench = self._workbench()
                embedder = self.models.embedder or embedder_here()
                finder = KnowledgeFinder(
                    bench.knowledge,
                    bench.catalogue,
                    load_nomenclature(),
                    library=self._library,
                    embedder=embedder,
                    keep_in=self._keep_in,
                )
                self._held = (finder, bench.knowledge)
            return self._held


def latest(plans: Sequence[Trajectory] | None) -> Trajectory | None:
    """The plan that the page shows."""
    return plans[-1] if plans else None


def _paced(answers: Iterator[Answer]) -> Iterator[Answer]:
    """The states of an answer, no more often than the page can show; the last one always."""
    shown_at = 0.0
    last: Answer | None = None
    for answer in answers:
        last = answer
        if time.monotonic() - shown_at >= LEAST_PAUSE_S:
            shown_at, last = time.monotonic(), None
            yield answer
    if last is not None:
        yield last


def _said(text: str) -> dict[str, str]:
    return {"role": "assistant", "content": text}
