"""The file of answers: written with its questions and choices in comments, read back with every fault and its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tiebreak import UnreadableFileError
from tiebreak_questionnaire.answers import KEYS, Answer, Declaration, asked_fields, declare, shown, typed
from tiebreak_questionnaire.questions import FollowUp, Question, Questionnaire
from tiebreak_questionnaire.statements import MAX_LINE, Header, Setting, Unreadable, statements

SUFFIX = ".questionnaire.toml"
DEFAULT_NAME = f"reponses{SUFFIX}"
VERSION_KEY = "questionnaire"
MAX_BYTES = 200_000
FIELDS = {key: name for name, key in KEYS.items()}


@dataclass(frozen=True, slots=True)
class FileFault:
    """What cannot be understood in the file."""

    line: int | None
    message: str
    question: str | None = None
    """The question that it spoils; `None` when it belongs to none."""

    def __str__(self) -> str:
        where = "Fichier" if self.line is None else f"Ligne {self.line}"
        about = f", question « {self.question} »" if self.question else ""
        return f"{where}{about} : {self.message}"


@dataclass(slots=True)
class AnswersFile:
    """What a file holds: answers by question, their lines, and all that is wrong."""

    version: str | None = None
    answers: dict[str, Answer] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    """Question to the line of its name in the file."""
    declarations: dict[str, Declaration] = field(default_factory=dict)
    """Question to what its answer declares; absent when it is faulty or not in the file."""
    faults: list[FileFault] = field(default_factory=list)

    @property
    def spoilt(self) -> set[str]:
        """Questions whose answer cannot be used."""
        return {fault.question for fault in self.faults if fault.question}


def write_answers(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> str:
    """The file of these answers, with every question, so that it can be completed by hand."""
    return "\n".join(_lines(questionnaire, answers)) + "\n"


def read_answers_file(path: Path, questionnaire: Questionnaire) -> AnswersFile:
    """What a file holds, faults included.

    Raises:
        UnreadableFileError: when it is no text, or far larger than any file of answers.
    """
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : {path.stat().st_size // 1000} ko, bien plus qu’un fichier de réponses. "
            "Écrivez-en un nouveau : tiebreak questionnaire"
        )
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : ce n’est pas un texte en UTF-8. Dans le Bloc-notes : Enregistrer sous, Encodage « UTF-8 »."
        ) from error
    return read_answers(text, questionnaire)


def read_answers(text: str, questionnaire: Questionnaire) -> AnswersFile:
    """What a text holds, faults included, in the order of their lines."""
    read = _Reader(questionnaire).read(text)
    if read.version is None:
        read.faults.append(
            FileFault(None, f'la version manque. Écrivez en première ligne : {VERSION_KEY} = "{questionnaire.version}"')
        )
    read.faults.sort(key=lambda fault: fault.line or 0)
    return read


class _Reader:
    """Follows the lines of one file."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        self._questions = {question.id: question for question in questionnaire.questions}
        self._table: str | None = None
        """Name of the table being read; `None` above the first one."""
        self._question: Question | None = None
        """Question of that table; `None` above the first one, and in a table that is none or is there twice."""
        self._values: dict[str, dict[str, str]] = {}
        self._places: dict[tuple[str, str], int] = {}
        self._file = AnswersFile()

    def read(self, text: str) -> AnswersFile:
        for statement in statements(text):
            match statement:
                case Header(line, table):
                    self._open(line, table)
                case Setting(line, key, value) if self._table is None:
                    self._read_version(line, key, value)
                case Setting(line, key, value):
                    self._read_value(line, key, value)
                case Unreadable(line, content):
                    self._fault(line, _unreadable(content))
        for identifier, values in self._values.items():
            self._declare(identifier, Answer(**values))
        return self._file

    def _open(self, line: int, table: str) -> None:
        self._table, self._question = table, self._questions.get(table)
        if self._question is None:
            self._fault(line, f"question {shown(table)} inconnue du questionnaire {self._questionnaire.version}. Effacez-la.")
        elif first := self._file.lines.get(table):
            self._fault(line, f"déjà répondue ligne {first}. Gardez une seule des deux réponses.")
            self._question = None
        else:
            self._file.lines[table] = line
            self._values[table] = {}

    def _read_version(self, line: int, key: str, value: object) -> None:
        ours = self._questionnaire.version
        if key != VERSION_KEY:
            self._fault(line, f"{shown(key)} inconnu avant la première question. Effacez cette ligne.")
            return
        if self._file.version is not None:
            self._fault(line, "version écrite deux fois. Gardez une seule des deux lignes.")
        elif value != ours:
            self._fault(
                line,
                f"le fichier répond au questionnaire {_written(value)}, et celui-ci est {ours!r}. Relisez vos réponses, puis écrivez "
                f'{VERSION_KEY} = "{ours}" : les questions et les choix qui n’existent plus seront nommés.',
            )
        self._file.version = value if isinstance(value, str) else _written(value)

    def _read_value(self, line: int, key: str, value: object) -> None:
        if self._question is None:
            return
        name = FIELDS.get(key)
        values = self._values[self._question.id]
        asked = [KEYS[each] for each in asked_fields(self._question)]
        if name is None or key not in asked:
            self._fault(line, f"{shown(key)} n’est pas demandé ici. Clés possibles : {', '.join(asked)}.")
        elif (self._question.id, name) in self._places:
            self._fault(
                line, f"{key} est déjà écrit ligne {self._places[self._question.id, name]}. Gardez une seule des deux lignes."
            )
        elif not isinstance(value, str) and (name != FollowUp.USERS or type(value) is not int):
            self._fault(line, f"{key} : {_written(value)} n’est pas un texte. Écrivez-le entre guillemets droits.")
        else:
            self._places[self._question.id, name] = line
            values[name] = str(value)

    def _declare(self, identifier: str, answer: Answer) -> None:
        declared = declare(self._questionnaire, self._questions[identifier], answer)
        self._file.answers[identifier] = typed(answer)
        if isinstance(declared, Declaration):
            self._file.declarations[identifier] = declared
            return
        for fault in declared:
            answered = self._places.get((identifier, "choice"), self._file.lines[identifier])
            line = self._places.get((identifier, fault.field), answered)
            self._file.faults.append(FileFault(line, f"{KEYS[fault.field]} : {fault.message}", identifier))

    def _fault(self, line: int, message: str) -> None:
        self._file.faults.append(FileFault(line, message, self._question.id if self._question else None))


def _written(value: object) -> str:
    """A value as shown in a message; of several values, what they are, for they may be nested without end."""
    if isinstance(value, list):
        return "une liste"
    if isinstance(value, dict):
        return "un groupe de clés"
    return shown(value) if isinstance(value, str) else str(value)[:60]


def _unreadable(content: str) -> str:
    if len(content) > MAX_LINE:
        return f"{shown(content.strip())} dépasse {MAX_LINE} caractères. Écrivez seulement la réponse, sur une ligne."
    return (
        f"{shown(content.strip())} ne se lit pas. Écrivez une réponse par ligne, entre guillemets droits, par exemple : "
        f'{KEYS["choice"]} = "Je ne sais pas"'
    )


def _lines(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> Iterator[str]:
    keys = KEYS
    yield "# Réponses au questionnaire de TIE Break."
    yield "# Ce fichier se modifie avec un éditeur de texte ; donnez-le ensuite à tiebreak comme un tableau."
    yield "# Répondez entre les guillemets, avec un des choix écrits au-dessus. Laisser vide, c’est ne pas répondre."
    yield f"# {keys['cost']} : {' · '.join(questionnaire.cost_choices)}"
    yield f"# {keys['contract_end']} : mois et année, par exemple 06/2027"
    yield f'{VERSION_KEY} = "{questionnaire.version}"'
    number = 0
    for theme in questionnaire.themes:
        yield ""
        yield f"# ===== {theme.label} ====="
        for question in theme.questions:
            number += 1
            yield ""
            yield f"# {number}. {question.text}"
            yield f"# {question.help}"
            yield f"# Choix : {' · '.join(question.choices)}"
            yield f"[{question.id}]"
            yield from _settings(question, answers.get(question.id, Answer()))


def _settings(question: Question, answer: Answer) -> Iterator[str]:
    for name in asked_fields(question):
        counted = f"  # {question.users_label}" if name == FollowUp.USERS else ""
        yield f"{KEYS[name]} = {_quoted(getattr(answer, name))}{counted}"


def _quoted(text: str) -> str:
    """A TOML basic string of one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in escaped) + '"'
