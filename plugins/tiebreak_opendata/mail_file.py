"""The file of traces of mail of one domain, as the fetcher writes it and the source reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tiebreak import UnreadableFileError
from tiebreak_opendata.json_keys import with_single_values
from tiebreak_opendata.values import clean_text

FORMAT = "tiebreak-mail-1"
MAX_BYTES = 1 << 20
MAX_TRACES = 500
KINDS = {
    "mx": "serveur de courrier (MX)",
    "spf": "serveurs autorisés à envoyer (SPF)",
    "autodiscover": "configuration des logiciels de courrier (autodiscover)",
    "dkim": "clé de signature (DKIM)",
}
"""Kinds of trace, and how they are said."""


@dataclass(frozen=True)
class Trace:
    """One public record about the mail of a domain."""

    kind: str
    name: str
    """Name that was asked."""
    value: str
    """What it answers: a host, or the text of a SPF."""
    preference: int | None = None
    """Rank of a MX: the lowest receives first."""


@dataclass(frozen=True)
class MailTraces:
    """All that was found about one domain."""

    domain: str
    server: str
    """Who was asked."""
    day: str | None
    """Day it was asked, when it is known."""
    traces: tuple[Trace, ...]

    def written(self) -> str:
        """The text of the file."""
        content = {
            "format": FORMAT,
            "domain": self.domain,
            "server": self.server,
            "day": self.day,
            "traces": [
                {"kind": trace.kind, "name": trace.name, "value": trace.value, "preference": trace.preference}
                for trace in self.traces
            ],
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def read_traces(path: Path) -> MailTraces:
    """The traces of a file.

    Raises:
        UnreadableFileError: when it is no such file, or is too large.
    """
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : plus de {MAX_BYTES >> 20} Mo, ce n’est pas un relevé de messagerie. Demandez-le de nouveau."
        )
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"), object_pairs_hook=with_single_values)
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : JSON illisible ({error}). Demandez de nouveau le relevé."
        ) from error
    if not isinstance(content, Mapping) or content.get("format") != FORMAT:
        raise _not_ours(path, f"format « {FORMAT} » attendu")
    traces = content.get("traces")
    domain = clean_text(content.get("domain"), limit=253)
    if not domain or not isinstance(traces, list) or len(traces) > MAX_TRACES:
        raise _not_ours(path, f"un domaine et au plus {MAX_TRACES} traces attendus")
    return MailTraces(
        domain,
        clean_text(content.get("server"), limit=253),
        clean_text(content.get("day"), limit=10) or None,
        tuple(_trace(path, rank, each) for rank, each in enumerate(traces, start=1)),
    )


def _trace(path: Path, rank: int, each: object) -> Trace:
    kind = each.get("kind") if isinstance(each, Mapping) else None
    if not isinstance(each, Mapping) or not isinstance(kind, str) or kind not in KINDS or not clean_text(each.get("value")):
        raise _not_ours(path, f"trace n° {rank} illisible")
    preference = each.get("preference")
    return Trace(
        kind,
        clean_text(each.get("name"), limit=253),
        clean_text(each.get("value"), limit=2000),
        preference if isinstance(preference, int) and not isinstance(preference, bool) else None,
    )


def _not_ours(path: Path, problem: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"Fichier « {path.name} » : ce n’est pas un relevé de messagerie de TIE Break ({problem}). Demandez-le de nouveau."
    )
