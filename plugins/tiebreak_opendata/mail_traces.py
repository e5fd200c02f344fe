"""The source of traces of mail of one domain: who receives its mail, who filters it, or that it cannot be told.

What receives mail (MX) is observed. A SPF says who may send, which is only likely to be who hosts. A security gateway
receives before the host and hides it: then the host is named only when a client of mail is sent to it by the
domain itself (autodiscover, DKIM), and as likely.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tiebreak import LeftOut, ProductUse, Provenance, Reading, SourceOptions, UseGround
from tiebreak_opendata.mail_file import FORMAT, KINDS, MailTraces, Trace, read_traces
from tiebreak_opendata.mail_patterns import Match, ServerKind, mail_patterns
from tiebreak_opendata.values import french_day, read_day

PLUGIN = "opendata"
MAIL = "mail"
GATEWAY = "firewall"
"""Function under which the catalogue puts the protection of mail."""
HEAD = 1 << 12
SAME = "trace qui dit la même chose qu’une autre"
SENDER = "service d’envoi, qui n’héberge pas de boîtes"
NO_MAIL = "le domaine déclare ne pas recevoir de courrier"
UNTOLD = "trace qui ne dit pas qui héberge"
NULL_MX = "."
_SPF_NAME = re.compile(r"(?:include:|redirect=|\b(?:a|mx|exists):)([\w.-]+)", re.ASCII)


class MailTracesSource:
    """Reads the traces of mail that the fetcher keeps."""

    name = "mail_traces"
    label = "Traces publiques de la messagerie d’un domaine (JSON)"
    suffixes = (".json",)

    def accepts(self, path: Path) -> bool:
        """By the mark of its format in the first bytes."""
        if not path.is_file() or path.suffix.lower() not in self.suffixes:
            return False
        with path.open("rb") as stream:
            return FORMAT.encode() in stream.read(HEAD)

    def read(self, path: Path, options: SourceOptions) -> Reading:
        """Uses of mail and of its gateway, each trace accounted for.

        Raises:
            UnreadableFileError: when it is no such file.
        """
        traces = read_traces(path)
        uses, left_out = _Account(path, traces).closed()
        notices = [] if traces.traces else [f"le domaine {traces.domain} n’a aucune trace de messagerie"]
        return Reading(
            file=path.name,
            plugin=PLUGIN,
            rows_in_file=len(traces.traces),
            heading_rows=0,
            uses=uses,
            left_out=left_out,
            notices=tuple(notices),
        )


@dataclass(frozen=True)
class _Named:
    """A trace, its rank, and each provider that it names."""

    rank: int
    trace: Trace
    matches: tuple[Match, ...]

    def of_kind(self, kind: ServerKind) -> tuple[Match, ...]:
        return tuple(match for match in self.matches if match.pattern.kind is kind)


class _Account:
    """What becomes of each trace of one file."""

    def __init__(self, path: Path, traces: MailTraces) -> None:
        self._file = path.name
        self._domain = traces.domain
        day = read_day(traces.day)
        self._when = f"relevé du {french_day(day)}" if day else "relevé sans date"
        self._named = [_Named(rank, trace, _named_in(trace)) for rank, trace in enumerate(traces.traces, start=1)]
        self._digest = hashlib.sha256(repr((traces.domain, traces.traces)).encode()).hexdigest()[:8]
        self._uses: dict[int, list[ProductUse]] = {}
        self._reasons: dict[int, str] = {}

    def closed(self) -> tuple[tuple[ProductUse, ...], tuple[LeftOut, ...]]:
        """The uses, and the traces left out, with their reasons."""
        servers = [named for named in self._named if named.trace.kind == "mx"]
        for named in servers:
            if named.trace.value == NULL_MX:
                self._reasons[named.rank] = NO_MAIL
        receiving = [named for named in servers if named.rank not in self._reasons]
        gateways = [named for named in receiving if named.of_kind(ServerKind.GATEWAY)]
        hosts = [named for named in receiving if named.of_kind(ServerKind.HOST)]
        for named in gateways:
            self._add_gateway(named)
        for named in hosts:
            self._add_host(named, hosts=receiving)
        if receiving and not hosts:
            self._add_hidden(receiving, gateways)
        if not servers:
            self._add_likely(("autodiscover", "dkim", "spf"), "aucun serveur de courrier n’est publié")
        for named in self._named:
            if named.rank not in self._uses:
                self._reasons.setdefault(named.rank, self._reason(named))
        left_out = (self._left_out(named) for named in self._named if named.rank not in self._uses)
        return tuple(use for rank in sorted(self._uses) for use in self._uses[rank]), tuple(left_out)

    def _add_gateway(self, named: _Named) -> None:
        (match,) = named.of_kind(ServerKind.GATEWAY)
        if self._has(match.pattern.product):
            self._reasons[named.rank] = SAME
            return
        said = f"les serveurs de courrier (MX) du domaine {self._domain} sont ceux de cette passerelle, {named.trace.value}"
        self._use(named, GATEWAY, match.pattern.product, UseGround.OBSERVED, said)

    def _add_host(self, named: _Named, *, hosts: Sequence[_Named]) -> None:
        (match,) = named.of_kind(ServerKind.HOST)
        if self._has(match.pattern.product):
            self._reasons[named.rank] = SAME
            return
        others = {each.trace.value for each in hosts} - {named.trace.value}
        several = f" ; d’autres serveurs reçoivent aussi : {', '.join(sorted(others))}" if others else ""
        if match.is_by_domain:
            said = f"le courrier du domaine {self._domain} est reçu par {named.trace.value} (MX){several}"
            self._use(named, MAIL, match.pattern.product, UseGround.OBSERVED, said)
        else:
            said = f"le nom du serveur de courrier (MX) du domaine {self._domain}, {named.trace.value}, le laisse penser{several}"
            self._use(named, MAIL, match.pattern.product, UseGround.INFERRED, said)

    def _add_hidden(self, receiving: Sequence[_Named], gateways: Sequence[_Named]) -> None:
        """A use of mail whose host no server names: likely by what clients of mail are told, else unknown."""
        if gateways:
            names = sorted({match.pattern.product for each in gateways for match in each.of_kind(ServerKind.GATEWAY)})
            why = f"la passerelle {', '.join(names)} cache l’hébergeur des boîtes du domaine {self._domain}"
        else:
            why = f"le domaine {self._domain} reçoit son courrier sur {receiving[0].trace.value} (MX), d’un hébergeur inconnu"
        if self._add_likely(("autodiscover", "dkim"), why):
            return
        allowed = sorted({match.pattern.product for each in self._named for match in each.of_kind(ServerKind.HOST)})
        hint = f" ; son SPF autorise {', '.join(allowed)} à envoyer" if allowed else ""
        self._use(receiving[0], MAIL, None, UseGround.OBSERVED, f"{why}{hint}")

    def _add_likely(self, kinds: Sequence[str], why: str) -> bool:
        """Hosts that these kinds of trace name, as likely; the first kind that names one is enough."""
        for kind in kinds:
            naming = [named for named in self._named if named.trace.kind == kind and named.of_kind(ServerKind.HOST)]
            for named in naming:
                for match in named.of_kind(ServerKind.HOST):
                    if not self._has(match.pattern.product):
                        said = f"{why} ; probable d’après : {KINDS[kind]}, {_shown(named.trace.value)}"
                        self._use(named, MAIL, match.pattern.product, UseGround.INFERRED, said)
            if naming:
                return True
        return False

    def _use(self, named: _Named, function: str, product: str | None, ground: UseGround, said: str) -> None:
        uses = self._uses.setdefault(named.rank, [])
        uses.append(
            ProductUse(
                id=f"mail-{self._digest}-{named.rank}-{len(uses) + 1}",
                function=function,
                product_text=product,
                ground=ground,
                detail=f"{said[:1].upper()}{said[1:]} ; {self._when}.",
                provenance=Provenance(file=self._file, row=named.rank, plugin=PLUGIN),
            )
        )

    def _has(self, product: str) -> bool:
        return any(use.product_text == product for uses in self._uses.values() for use in uses)

    def _reason(self, named: _Named) -> str:
        products = {match.pattern.product for match in named.matches if match.pattern.kind is not ServerKind.SENDER}
        if products and all(self._has(product) for product in products):
            return SAME
        return SENDER if named.matches and not products else UNTOLD

    def _left_out(self, named: _Named) -> LeftOut:
        return LeftOut(
            reason=self._reasons[named.rank],
            content=f"{KINDS[named.trace.kind]} : {named.trace.value}"[:200],
            provenance=Provenance(file=self._file, row=named.rank, plugin=PLUGIN),
        )


def _named_in(trace: Trace) -> tuple[Match, ...]:
    """Providers that a trace names, each once: one for a host, several for a SPF."""
    names: Iterable[str] = _SPF_NAME.findall(trace.value) if trace.kind == "spf" else [trace.value]
    found = [match for name in names if (match := mail_patterns().match(name)) is not None]
    return tuple({match.pattern.id: match for match in found}.values())


def _shown(value: str) -> str:
    return value if len(value) <= 120 else value[:120] + "…"
