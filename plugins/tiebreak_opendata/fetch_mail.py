"""The fetcher of traces of mail: a handful of questions to a DNS resolver about one domain.

Only public names are asked, and only to the resolver of the machine or to the one given. The day is not
written: an answer of DNS has none, and nothing here reads a clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tiebreak import FetchError, FetchOptions, InputError
from tiebreak_opendata.mail_file import MailTraces, Trace
from tiebreak_opendata.mail_patterns import mail_patterns

if TYPE_CHECKING:
    from dns.resolver import Answer, Resolver

LIFETIME_SECONDS = 10.0
DEFAULT_PORT = 53
PORTS = range(1, 65_536)
SELECTORS = ("selector1", "selector2")
"""DKIM keys that the largest host has its clients name; the others cannot be listed."""
_DOMAIN = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


class MailFetcher:
    """Asks the public records of the mail of one domain."""

    name = "mail"
    label = "Traces publiques de la messagerie d’un domaine (DNS)"

    def fetch(self, folder: Path, options: FetchOptions) -> Path:
        """The traces in one JSON file, with the server asked.

        Raises:
            InputError: when no domain is given, or one where everybody has mailboxes.
            FetchError: when the resolver does not answer, or the domain does not exist.
        """
        domain = wanted_domain(options.domain)
        resolver, server = _resolver(options.address)
        ask = _asker(resolver, server, domain)
        traces = [
            *_servers(ask, domain),
            *_senders(ask, domain),
            *_aliases(ask, "autodiscover", [f"autodiscover.{domain}"]),
            *_aliases(ask, "dkim", [f"{selector}._domainkey.{domain}" for selector in SELECTORS]),
        ]
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"messagerie-{domain}.json"
        path.write_text(MailTraces(domain, server, None, tuple(traces)).written(), encoding="utf-8")
        return path


def wanted_domain(given: str | None) -> str:
    """The domain to ask about.

    Raises:
        InputError: when it is none, or one where everybody has mailboxes.

    >>> wanted_domain("Mairie@Exemple-Fictif.fr")
    'exemple-fictif.fr'
    """
    domain = (given or "").strip().rpartition("@")[2].strip(".").casefold()
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        domain = ""
    if not _DOMAIN.fullmatch(domain):
        said = f"Domaine {given!r} illisible." if given else "Aucun domaine donné."
        raise InputError(f"{said} Écrivez celui des adresses de la collectivité, par exemple mairie-exemple.fr.")
    if owner := mail_patterns().consumer.get(domain):
        raise InputError(
            f"Domaine {domain} : ses boîtes sont à tout le monde, chez {owner}. Ses traces ne disent rien de la collectivité."
        )
    return domain


Asker = Callable[[str, str], "Answer | None"]
"""Asks a name and a kind of record; `None` when the name has none."""


def _resolver(address: str | None) -> tuple[Resolver, str]:
    """The resolver of the machine, or the one given as `host:port`, and how it is said."""
    from dns.exception import DNSException  # noqa: PLC0415 - needed when something is asked only
    from dns.resolver import Resolver  # noqa: PLC0415

    try:
        if address is None:
            return Resolver(), "résolveur de la machine"
        host, _, port = address.rpartition(":") if address.count(":") == 1 else (address, "", "")
        resolver = Resolver(configure=False)
        resolver.nameservers = [host]
        resolver.port = int(port) if port else DEFAULT_PORT
        if resolver.port not in PORTS:
            raise ValueError(port)  # noqa: TRY301 - said as all the ways in which an address is unreadable
    except (DNSException, OSError, ValueError) as error:
        if address is None:
            raise FetchError("La machine n’a pas de résolveur DNS. Donnez l’adresse d’un, par exemple 192.0.2.1.") from error
        raise InputError(f"Résolveur {address!r} illisible. Écrivez son adresse IP, suivie au besoin de :port.") from error
    return resolver, address


def _asker(resolver: Resolver, server: str, domain: str) -> Asker:
    from dns.exception import DNSException  # noqa: PLC0415 - needed when something is asked only
    from dns.resolver import NXDOMAIN, NoAnswer  # noqa: PLC0415

    def ask(name: str, kind: str) -> Answer | None:
        try:
            return resolver.resolve(name, kind, lifetime=LIFETIME_SECONDS, search=False)
        except NXDOMAIN as error:
            if name == domain:
                raise FetchError(f"Le domaine {domain} n’existe pas, d’après {server}. Vérifiez-le.") from error
            return None
        except NoAnswer:
            return None
        except (DNSException, OSError) as error:
            raise FetchError(
                f"{server} ne répond pas sur {name} ({kind}) : {str(error)[:120]}. Recommencez, ou donnez un autre résolveur."
            ) from error

    return ask


def _servers(ask: Asker, domain: str) -> list[Trace]:
    answer = ask(domain, "MX")
    found = sorted((record.preference, _host(record.exchange)) for record in answer or ())
    return [Trace("mx", domain, host, preference) for preference, host in found]


def _senders(ask: Asker, domain: str) -> list[Trace]:
    answer = ask(domain, "TXT")
    texts = sorted(b"".join(record.strings).decode("utf-8", errors="replace") for record in answer or ())
    return [Trace("spf", domain, text) for text in texts if text.casefold().startswith("v=spf1")]


def _aliases(ask: Asker, kind: str, names: list[str]) -> list[Trace]:
    answers = [(name, ask(name, "CNAME")) for name in names]
    return [Trace(kind, name, _host(record.target)) for name, answer in answers for record in answer or ()]


def _host(name: object) -> str:
    """A name without its last dot; the root, which says that there is none, stays a dot."""
    return str(name).casefold().rstrip(".") or "."
