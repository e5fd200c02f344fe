"""The questionnaire source: each question is a row, answered, said not to be used, or left without an answer."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from tiebreak import (
    LeftOut,
    ProductUse,
    Provenance,
    Reading,
    RowsError,
    SourceOptions,
    TaxBasis,
    UnreadableFileError,
    UseGround,
)
from tiebreak_questionnaire.answers import Declaration, Outcome
from tiebreak_questionnaire.answers_file import FIELDS, VERSION_KEY, AnswersFile, FileFault, read_answers_file
from tiebreak_questionnaire.questions import Question, Questionnaire, load_questionnaire

PLUGIN = "questionnaire"
SKIPPED = "sans réponse"
NOT_USED = "nous n’en avons pas"
UNREADABLE = "réponse illisible, écartée à la demande"
COST_KEY = next(key for key, name in FIELDS.items() if name == "cost")
DIGEST_LENGTH = 8
FIRST_BYTES = 4_000
SHOWN_FAULTS = 200
SHOWN_CONTENT = 200
_BEGINS_AS_ANSWERS = re.compile(rb"^\s*%b\s*=" % VERSION_KEY.encode(), re.MULTILINE)


class QuestionnaireSource:
    """Reads the answers to the guided questions."""

    name = "answers"
    label = "Réponses au questionnaire (TOML)"
    suffixes = (".toml",)

    def __init__(self, questionnaire: Questionnaire | None = None) -> None:
        self._questionnaire = questionnaire

    @property
    def questionnaire(self) -> Questionnaire:
        """The questions answered: those shipped, unless others were given."""
        return self._questionnaire or load_questionnaire()

    def accepts(self, path: Path) -> bool:
        """By its suffix, and a name or first lines that say that it answers a questionnaire."""
        if path.suffix.lower() not in self.suffixes or not path.is_file():
            return False
        with path.open("rb") as opened:
            begins = _BEGINS_AS_ANSWERS.search(opened.read(FIRST_BYTES))
        return begins is not None or f".{VERSION_KEY}" in path.name.lower()

    def read(self, path: Path, options: SourceOptions) -> Reading:
        """All the answers of a file, every question accounted for.

        Raises:
            UnreadableFileError: when it is no text, is too large, or answers nothing.
            RowsError: with every fault and its line; faults of answers may be left out, another version may not.
        """
        file = read_answers_file(path, self.questionnaire)
        if file.faults and not (options.leaves_out_unreadable and file.version == self.questionnaire.version):
            raise _refusal(path.name, file.faults)
        if not file.faults and all(each.outcome is Outcome.SKIPPED for each in file.declarations.values()):
            raise UnreadableFileError(
                f"Fichier « {path.name} » : aucune question n’a de réponse. Répondez à celles que vous pouvez, même « Je ne sais pas »."
            )
        return self._reading(path, file)

    def _reading(self, path: Path, file: AnswersFile) -> Reading:
        questions = self.questionnaire.questions
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:DIGEST_LENGTH]
        answered = [
            (rank, question, declared)
            for rank, question in enumerate(questions, start=1)
            if question.id not in file.spoilt
            and (declared := file.declarations.get(question.id))
            and declared.outcome is not Outcome.SKIPPED
        ]
        left_out = tuple(self._left_out(path.name, file))
        return Reading(
            file=path.name,
            plugin=PLUGIN,
            rows_in_file=len(questions) + sum(fault.question is None for fault in file.faults),
            heading_rows=0,
            uses=tuple(
                _use(
                    f"use-{digest}-{rank}",
                    question,
                    declared,
                    Provenance(
                        file=path.name,
                        row=file.lines[question.id],
                        column=COST_KEY if declared.band else None,
                        plugin=PLUGIN,
                    ),
                )
                for rank, question, declared in answered
                if declared.outcome is Outcome.USED
            ),
            left_out=left_out,
            notices=(_count(len(answered), len(questions)),),
        )

    def _left_out(self, name: str, file: AnswersFile) -> Iterator[LeftOut]:
        for question in self.questionnaire.questions:
            declared = file.declarations.get(question.id)
            if question.id in file.spoilt:
                reason = UNREADABLE
            elif declared is None or declared.outcome is Outcome.SKIPPED:
                reason = SKIPPED
            elif declared.outcome is Outcome.NOT_USED:
                reason = NOT_USED
            else:
                continue
            place = Provenance(file=name, row=file.lines.get(question.id), plugin=PLUGIN)
            yield LeftOut(reason=reason, content=question.text[:SHOWN_CONTENT], provenance=place)
        for fault in file.faults:
            if fault.question is None:
                place = Provenance(file=name, row=fault.line, plugin=PLUGIN)
                yield LeftOut(reason=UNREADABLE, content=fault.message[:SHOWN_CONTENT], provenance=place)


def _use(identifier: str, question: Question, declared: Declaration, place: Provenance) -> ProductUse:
    band = declared.band
    return ProductUse(
        id=identifier,
        function=question.function,
        product_text=declared.product_text,
        ground=UseGround.DECLARED,
        detail=f"{question.text} {' ; '.join(declared.details)}.",
        annual_amount_low=None if band is None else Decimal(band.low),
        annual_amount_high=None if band is None or band.high is None else Decimal(band.high),
        is_cost_elsewhere=declared.is_cost_elsewhere,
        tax_basis=TaxBasis.UNSTATED if band is None else TaxBasis.INCLUDED,
        user_count=declared.users,
        contract_end=declared.contract_end,
        provenance=place,
    )


def _count(answered: int, asked: int) -> str:
    missing = asked - answered
    said = f"{answered} {'question répondue' if answered < 2 else 'questions répondues'} sur {asked}"
    return said if not missing else f"{said}, {missing} sans réponse : rien n’en est supposé"


def _refusal(name: str, faults: list[FileFault]) -> RowsError:
    shown = [str(fault) for fault in faults[:SHOWN_FAULTS]]
    if len(faults) > SHOWN_FAULTS:
        shown.append(f"… et {len(faults) - SHOWN_FAULTS} autres")
    return RowsError(f"Fichier « {name} » : réponses à corriger ({len(faults)}).", shown)
