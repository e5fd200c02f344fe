"""What names of mail servers say: hosts of mailboxes, security gateways, senders, consumer mailboxes; all of it data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class ServerKind(StrEnum):
    """What a mail server does for the domain that names it."""

    HOST = "host"
    GATEWAY = "gateway"
    SENDER = "sender"


@dataclass(frozen=True)
class Pattern:
    """A provider and the names by which its servers are known."""

    id: str
    kind: ServerKind
    product: str
    domains: frozenset[str]
    words: frozenset[str] = frozenset()
    """Words in the name of a server that make it likely: software is named so where it is installed."""


@dataclass(frozen=True)
class Match:
    """A provider found in the name of a server, and whether by its own domain or by a word only."""

    pattern: Pattern
    is_by_domain: bool


@dataclass(frozen=True)
class SurveyRules:
    """How the public survey of the mail of communes is believed."""

    named_from: int
    observed_from: int
    weak_flags: frozenset[str]
    inferred_only: frozenset[str]
    consumer_flag: str
    nothing_found: frozenset[str]
    products: Mapping[str, str]
    unnamed: Mapping[str, str]


@dataclass(frozen=True)
class MailPatterns:
    """All the patterns, and the rules of the survey."""

    patterns: tuple[Pattern, ...]
    consumer: Mapping[str, str]
    survey: SurveyRules

    def match(self, name: str) -> Match | None:
        """Who a name belongs to: by its domain, else by a word in it; `None` when nobody is known."""
        host = name.casefold().strip(".")
        above = {host[at + 1 :] for at, letter in enumerate(host) if letter == "."} | {host}
        for pattern in self.patterns:
            if pattern.domains & above:
                return Match(pattern, is_by_domain=True)
        words = set(re.split(r"[.\d]+", host)) | set(re.split(r"[.\-\d]+", host))
        found = (pattern for pattern in self.patterns if pattern.words & words)
        return next((Match(pattern, is_by_domain=False) for pattern in found), None)


@cache
def mail_patterns() -> MailPatterns:
    """The patterns of the data file."""
    read = tomllib.loads(files("tiebreak_opendata").joinpath("mail.toml").read_text(encoding="utf-8"))
    patterns = [
        Pattern(
            identifier,
            kind,
            fields["product"],
            frozenset([*fields["domains"], *fields.get("added", [])]),
            frozenset(fields.get("words", [])),
        )
        for table, kind in (("gateways", ServerKind.GATEWAY), ("hosts", ServerKind.HOST))
        for identifier, fields in read[table].items()
    ]
    patterns.append(Pattern("senders", ServerKind.SENDER, "", frozenset(read["senders"]["domains"])))
    survey = read["survey"]
    rules = SurveyRules(
        named_from=survey["named_from"],
        observed_from=survey["observed_from"],
        weak_flags=frozenset(survey["weak_flags"]),
        inferred_only=frozenset(survey["inferred_only"]),
        consumer_flag=survey["consumer_flag"],
        nothing_found=frozenset(survey["nothing_found"]),
        products=survey["products"]
        | {pattern.id: pattern.product for pattern in patterns if pattern.kind is not ServerKind.SENDER},
        unnamed=survey["unnamed"],
    )
    return MailPatterns(tuple(patterns), read["consumer"], rules)
