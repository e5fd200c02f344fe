"""Twelve ways in which a true sentence becomes a false one, each on the sentences that it can strike."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tiebreak import DraftedSentence, Passage, article_mentions

_NUMBER = re.compile(r"(?<![\w,./\-])\d[\d\u202f\u00a0 ]*(?:,\d+)?(?![\w/\-.]*\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_UNITS = (
    ("k€", "M€"),
    ("€", "k€"),
    ("euros", "milliers d’euros"),
    ("%", "points"),
    ("mois", "ans"),
    ("jours", "heures"),
    ("heures", "jours"),
    ("ans", "mois"),
)
_COUNTRY_CODE = re.compile(r"\(([A-Z]{2})\)")
_VERBS = (
    "est",
    "sont",
    "peut",
    "peuvent",
    "doit",
    "doivent",
    "a",
    "ont",
    "reste",
    "restent",
    "couvre",
    "permet",
    "suffit",
    "oblige",
    "s’applique",
)
_NEGATIONS = re.compile(r"\b(ne |n’)(\w+) (pas|jamais|aucun|aucune|plus)\b")


@dataclass(frozen=True)
class Mutation:
    """One way of making a sentence false; `None` when it cannot strike this one."""

    name: str
    strike: Callable[[DraftedSentence, random.Random], DraftedSentence | None]


@dataclass(frozen=True)
class Surroundings:
    """What mutations take from elsewhere."""

    names: Sequence[str]
    """Names of suppliers and products, to put one in place of another."""
    articles: Sequence[str]
    """Numbers of articles that exist."""
    ended: Mapping[str, Passage]
    """Passages of rules that ended."""
    others: Sequence[DraftedSentence]
    """The same sentences, of another collectivité."""


def mutations(around: Surroundings) -> tuple[Mutation, ...]:
    """The twelve."""
    return (
        Mutation("nombre", _number),
        Mutation("unité", _unit),
        Mutation("année", _year),
        Mutation("fournisseur échangé", lambda sentence, rng: _name(sentence, rng, around.names)),
        Mutation("pays échangé", _country),
        Mutation("article échangé", lambda sentence, rng: _article(sentence, rng, around.articles)),
        Mutation("version abrogée", lambda sentence, rng: _ended(sentence, rng, around.ended)),
        Mutation("négation", _negation),
        Mutation("arrondi", _rounding),
        Mutation("référence retirée", lambda sentence, _: sentence.model_copy(update={"cite_refs": (), "fact_refs": ()})),
        Mutation(
            "adresse inventée",
            lambda sentence, rng: _with(sentence, f"{sentence.text} (https://exemple-{rng.randrange(10**6)}.fr/texte)"),
        ),
        Mutation("fait d’une autre collectivité", lambda sentence, rng: _other(sentence, rng, around.others)),
    )


def _with(sentence: DraftedSentence, text: str) -> DraftedSentence | None:
    return sentence.model_copy(update={"text": text}) if text != sentence.text else None


def _numbers(text: str) -> list[re.Match[str]]:
    """Numbers that are neither years nor numbers of articles nor in a date."""
    masked = re.sub(r"\d{1,2}/\d{1,2}/\d{4}", lambda match: "x" * len(match.group(0)), text)
    for number, _ in article_mentions(text):
        digits = re.escape(number.lstrip("LRDA"))
        masked = re.sub(rf"(?:[LRDA]\.?\s?)?{digits}", lambda match: "x" * len(match.group(0)), masked)
    return [match for match in _NUMBER.finditer(masked) if not _YEAR.fullmatch(match.group(0).strip())]


def _number(sentence: DraftedSentence, rng: random.Random) -> DraftedSentence | None:
    found = _numbers(sentence.text)
    if not found:
        return None
    match = rng.choice(found)
    places = [place for place in range(match.start(), match.end()) if sentence.text[place].isdigit()]
    place = rng.choice(places)
    digit = rng.choice([each for each in "123456789" if each != sentence.text[place]])
    return _with(sentence, sentence.text[:place] + digit + sentence.text[place + 1 :])


def _unit(sentence: DraftedSentence, rng: random.Random) -> DraftedSentence | None:
    found = [
        (match, after)
        for before, after in _UNITS
        for match in re.finditer(rf"(?<=\d)[\s\u00a0\u202f]*{re.escape(before)}(?!\w)", sentence.text)
    ]
    if not found:
        return None
    match, after = rng.choice(found)
    return _with(sentence, f"{sentence.text[: match.start()]}\u00a0{after}{sentence.text[match.end() :]}")


def _year(sentence: DraftedSentence, rng: random.Random) -> DraftedSentence | None:
    found = list(_YEAR.finditer(sentence.text))
    if not found:
        return None
    match = rng.choice(found)
    year = int(match.group(0)) + rng.choice([-3, -2, -1, 1, 2, 3])
    return _with(sentence, f"{sentence.text[: match.start()]}{year}{sentence.text[match.end() :]}")


def _name(sentence: DraftedSentence, rng: random.Random, names: Sequence[str]) -> DraftedSentence | None:
    held = [name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence.text)]
    if not held:
        return None
    name, other = max(held, key=len), rng.choice(names)
    if other.casefold() in sentence.text.casefold() or name.casefold() in other.casefold():
        return None
    return _with(sentence, sentence.text.replace(name, other))


def _country(sentence: DraftedSentence, rng: random.Random) -> DraftedSentence | None:
    found = list(_COUNTRY_CODE.finditer(sentence.text))
    if found:
        match = rng.choice(found)
        other = rng.choice([each for each in ("US", "DE", "FR", "CN", "IE", "GB", "JP") if each != match.group(1)])
        return _with(sentence, f"{sentence.text[: match.start(1)]}{other}{sentence.text[match.end(1) :]}")
    for before, after in (
        ("États-Unis", "Allemagne"),
        ("américain", "allemand"),
        ("France", "Irlande"),
        ("français", "irlandais"),
        ("Chine", "Suisse"),
    ):
        if before in sentence.text:
            return _with(sentence, sentence.text.replace(before, after))
    return None


def _article(sentence: DraftedSentence, rng: random.Random, articles: Sequence[str]) -> DraftedSentence | None:
    found = article_mentions(sentence.text)
    if not found:
        return None
    number = rng.choice(found)[0]
    other = rng.choice(articles)
    digits = number.lstrip("LRDA")
    return (
        None
        if other == number
        else _with(sentence, re.sub(rf"(?:[LRD]\.?\s?)?{re.escape(digits)}", other, sentence.text, count=1))
    )


def _ended(sentence: DraftedSentence, rng: random.Random, ended: Mapping[str, Passage]) -> DraftedSentence | None:
    """The same sentence, which rests on a rule that ended."""
    if not sentence.cite_refs:
        return None
    passage = ended[rng.choice(sorted(ended))]
    return sentence.model_copy(
        update={"text": passage.text.partition(". ")[0] + ".", "cite_refs": (passage.id,), "fact_refs": ()}
    )


def _negation(sentence: DraftedSentence, rng: random.Random) -> DraftedSentence | None:
    if match := _NEGATIONS.search(sentence.text):
        return _with(sentence, sentence.text[: match.start()] + match.group(2) + sentence.text[match.end() :])
    found = [match for verb in _VERBS for match in re.finditer(rf"(?<= ){verb}(?= )", sentence.text)]
    if not found:
        return None
    match = rng.choice(found)
    start = "n’" if match.group(0)[0] in "aeioués" and not match.group(0).startswith("s’") else "ne "
    return _with(sentence, f"{sentence.text[: match.start()]}{start}{match.group(0)} pas{sentence.text[match.end() :]}")


def _rounding(sentence: DraftedSentence, rng: random.Random) -> DraftedSentence | None:
    """A number loses its decimals, or its last digits, and is another one."""
    found = [match for match in _numbers(sentence.text) if len(re.sub(r"\D", "", match.group(0))) > 2]
    if not found:
        return None
    match = rng.choice(found)
    raw = re.sub(r"[^\d,]", "", match.group(0))
    whole = int(raw.partition(",")[0])
    value = Decimal(raw.replace(",", "."))
    rounded = round(value) if "," in raw else round(whole, -max(1, len(str(whole)) - 2))
    if rounded == value:
        return None
    told = f"{rounded:,}".replace(",", "\u202f")
    return _with(
        sentence, f"{sentence.text[: match.start()]}{told}{sentence.text[match.start() + len(match.group(0).rstrip()) :]}"
    )


def _other(sentence: DraftedSentence, rng: random.Random, others: Sequence[DraftedSentence]) -> DraftedSentence | None:
    """The sentence of another collectivité, under the references of this one."""
    same = [each for each in others if each.fact_refs == sentence.fact_refs and each.text != sentence.text]
    return rng.choice(same) if same else None
