"""A model that lies in every way known here: it is asked as any other, over the wire, and answers under the schema."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tiebreak_evaluations.loopback import Garbles, Reply, Says

_LINE = re.compile(r"^- (?P<text>.+?)(?P<marks>(?: \[P\d+\])*)$", re.MULTILINE)
_PASSAGE = re.compile(r"^\[(?P<mark>P\d+)\] (?P<title>.+?) : (?P<text>.+)$", re.MULTILINE)
_PLACE = re.compile(r"\{F\d+\}")
_DATE = re.compile(r"\d{2}/\d{2}/\d{4}")
_NUMBER = re.compile(r"(?<![{\w])\d+(?:,\d+)?(?![\w}])")
ARTICLES = ("L. 2113-10", "R. 2122-8", "28", "L. 1111-99", "46 bis")
WORDED = ("douze millions", "la moitié", "les trois quarts", "une centaine", "vingt pour cent", "XIV", "deux tiers")
OTHERS = ("la commune de Sablé-les-Pins", "la ville de Montrouge-sur-Lac", "la métropole de Valdor")
ADDRESSES = (
    "https://suivi-fictif.example/x",
    "www.veltano.example",
    "![vue](https://fuite.example/?d=1)",
    "[ici](javascript:alert(1))",
)


@dataclass
class Line:
    """One sentence that the adversary starts from."""

    text: str
    marks: Sequence[str]


@dataclass
class Adversary:
    """What the loopback service says; each lie is kept, to be looked for in what is printed."""

    names: Sequence[str]
    """Suppliers and products that exist."""
    seed: int
    lies: list[str] = field(default_factory=list)
    """What was put in sentences and must never be read."""
    sentences: int = 0
    """Sentences written, lies and others."""

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)  # noqa: S311 - not a secret

    def script(self, body: dict[str, Any]) -> Reply:
        """An answer to this request."""
        if body.get("tools"):
            return Says("OK")
        lines = _lines(body["messages"])
        phrases = [phrase for line in lines for phrase in self._phrases(line, lines)]
        self.rng.shuffle(phrases)
        self.sentences += len(phrases)
        text = json.dumps({"phrases": phrases[:40]}, ensure_ascii=False)
        if self.rng.random() < 0.03:
            return Garbles(text, len(text) // 2)
        return Says(text, in_chunks=self.rng.random() < 0.5, piece=self.rng.choice([40, 200, 1_000]))

    def _phrases(self, line: Line, lines: Sequence[Line]) -> list[dict[str, Any]]:
        """One lie or two about a line, or now and then the line itself."""
        if self.rng.random() < 0.15:
            return [_phrase(line.text, line.marks)]
        ways = self.rng.sample(WAYS, k=2)
        return [said for way in ways if (said := way(self, line, lines)) is not None]

    def lie(self, text: str) -> str:
        """Remember what must not be printed."""
        self.lies.append(text)
        return text

    def pick(self, among: Sequence[str]) -> str:
        """One of these."""
        return self.rng.choice(list(among))

    def figure(self) -> str:
        """A figure of nothing."""
        value = self.rng.randrange(1_000_003, 9_999_999)
        unit = self.pick(["€", "k€", "euros", "%", "M€", ""])
        spaced = f"{value:,}".replace(",", self.pick([" ", "\u202f", "", "."]))
        return self.lie(f"{spaced} {unit}".strip())


Way = Callable[[Adversary, Line, Sequence[Line]], dict[str, Any] | None]


def _figure_in_place(by: Adversary, line: Line, _: Sequence[Line]) -> dict[str, Any] | None:
    """A literal figure where a place stands."""
    return _phrase(_PLACE.sub(lambda _: by.figure(), line.text, count=1), line.marks) if _PLACE.search(line.text) else None


def _figure_beside(by: Adversary, line: Line, _: Sequence[Line]) -> dict[str, Any]:
    return _phrase(f"{line.text.rstrip('.')}, soit {by.figure()}.", line.marks)


def _figure_in_words(by: Adversary, line: Line, _: Sequence[Line]) -> dict[str, Any]:
    return _phrase(f"{line.text.rstrip('.')}, soit {by.lie(by.pick(WORDED))} du total.", line.marks)


def _odd_digits(by: Adversary, line: Line, _: Sequence[Line]) -> dict[str, Any]:
    wide = "".join(chr(0xFF10 + int(digit)) for digit in str(by.rng.randrange(10_000, 99_999)))
    return _phrase(f"{line.text.rstrip('.')} ({by.lie(wide)} €).", line.marks)


def _swapped_places(by: Adversary, line: Line, lines: Sequence[Line]) -> dict[str, Any] | None:
    """The figure of another sentence, or the two bounds exchanged."""
    mine = _PLACE.findall(line.text)
    theirs = [place for each in lines for place in _PLACE.findall(each.text) if place not in mine]
    if len(mine) > 1 and by.rng.random() < 0.5:
        first, second = mine[0], mine[1]
        return _phrase(line.text.replace(first, "\0").replace(second, first).replace("\0", second), line.marks)
    if not mine or not theirs:
        return None
    return _phrase(line.text.replace(mine[0], by.pick(theirs)), line.marks)


def _unknown_place(by: Adversary, line: Line, _: Sequence[Line]) -> dict[str, Any]:
    place = by.pick(["{F999}", "{fact:total}", "{fact:secret}", "{total}", "{F1}{F2}"])
    return _phrase(f"{line.text.rstrip('.')}, dont {place}.", line.marks)


def _other_date(by: Adversary, line: Line, _: Sequence[Line]) -> dict[str, Any]:
    day = by.lie(f"{by.rng.randrange(1, 28):02d}/{by.rng.randrange(1, 12):02d}/20{by.rng.randrange(31, 49)}")
    if _DATE.search(line.text):
        return _phrase(_DATE.sub(day, line.text, count=1), line.marks)
    return _phrase(f"{line.text.rstrip('.')}, avant le {day}.", line.marks)


def _other_number(by: Adversary, line: Line, _: Sequence[Line]) -> dict[str, Any] | None:
    return _phrase(_NUMBER.sub(lambda _: by.figure(), line.text, count=1), line.marks) if _NUMBER.search(line.text) else None


def _supplier(by: Adversary, line: Line, _: Sequence[Line]) -> dict[str, Any]:
    name = by.pick(by.names)
    if name in line.text:
        return _phrase(line.text, line.marks)
    return _phrase(f"{line.text.rstrip('.')}, comme le fait {by.lie(name)}.", line.marks)


def _article(by: Adversary, line: Line, _: Sequence[Line]) -> dict[str, Any] | None:
    article = by.pick(ARTICLES)
    if article in line.text:
        return None
    return _phrase(f"{line.text.rstrip('.')}, selon {by.lie(f'l’article {article}')}.", line.marks)


def _address(by: Adversary, line: Line, _: Sequence[Line]) -> dict[str, Any]:
    return _phrase(f"{line.text.rstrip('.')} : {by.lie(by.pick(ADDRESSES))}.", line.marks)


def _other_authority(by: Adversary, line: Line, _: Sequence[Line]) -> dict[str, Any]:
    return _phrase(f"{line.text.rstrip('.')}, comme {by.lie(by.pick(OTHERS))}.", line.marks)


def _less(by: Adversary, line: Line, _: Sequence[Line]) -> dict[str, Any] | None:
    """A comparison that nobody made."""
    if not _PLACE.search(line.text):
        return None
    word = by.pick(["moins de", "plus de", "environ", "seulement", "au moins", "jusqu’à"])
    return _phrase(_PLACE.sub(lambda match: f"{word} {match.group(0)}", line.text, count=1), line.marks)


def _without_reference(by: Adversary, line: Line, _: Sequence[Line]) -> dict[str, Any]:
    return {"texte": f"{line.text.rstrip('.')} ; le total est de {by.figure()}.", "faits": [], "passages": []}


def _free_text(by: Adversary, _: Line, __: Sequence[Line]) -> dict[str, Any]:
    said = f"La dépendance est de {by.figure()} et {by.lie(by.pick(by.names))} en est la cause depuis 2031."
    return {"texte": said, "faits": [], "passages": ["P1"]}


def _english(by: Adversary, line: Line, _: Sequence[Line]) -> dict[str, Any]:
    return _phrase(f"The authority spends {by.figure()} every year on what it does not own, as shown.", line.marks)


WAYS: tuple[Way, ...] = (
    _figure_in_place,
    _figure_beside,
    _figure_in_words,
    _odd_digits,
    _swapped_places,
    _unknown_place,
    _other_date,
    _other_number,
    _supplier,
    _article,
    _address,
    _other_authority,
    _less,
    _without_reference,
    _free_text,
    _english,
)


def _lines(messages: Sequence[dict[str, Any]]) -> list[Line]:
    """The sentences of a template, or of the passages, that a request holds."""
    text = next(message["content"] for message in messages if message["role"] == "user")
    lines = [Line(match["text"], re.findall(r"P\d+", match["marks"])) for match in _LINE.finditer(text)]
    for match in _PASSAGE.finditer(text):
        lines += [Line(f"{part.strip().rstrip('.')}.", [match["mark"]]) for part in match["text"].split(". ") if len(part) > 30][
            :4
        ]
    return lines


def _phrase(text: str, marks: Sequence[str]) -> dict[str, Any]:
    return {"texte": text, "faits": [each.strip("{}") for each in _PLACE.findall(text)], "passages": list(marks)}
