"""What is asked of DNS about the mail of one domain, against a small resolver of this machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tiebreak_opendata.files import read
from tests.tiebreak_opendata.servers import Zone, dns_server
from tiebreak import Authority, FetchError, FetchOptions, InputError
from tiebreak_opendata.fetch_mail import MailFetcher
from tiebreak_opendata.mail_traces import MailTracesSource

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

DOMAIN = "mairie-fictive.fr"
ZONE: Zone = {
    (DOMAIN, "MX"): ["20 mx2.mailinblack.com.", "10 MX1.mailinblack.com."],
    (DOMAIN, "TXT"): ['"v=spf1 include:spf.protection" ".outlook.com -all"', '"autre=1"'],
    (f"autodiscover.{DOMAIN}", "CNAME"): ["autodiscover.outlook.com."],
    (f"selector1._domainkey.{DOMAIN}", "CNAME"): ["selector1-x._domainkey.fictif.onmicrosoft.com."],
    (f"selector2._domainkey.{DOMAIN}", "TXT"): ['"v=DKIM1"'],
}


def fetch(folder: Path, server: str | None, domain: str | None = DOMAIN) -> Path:
    return MailFetcher().fetch(folder, FetchOptions(authority=Authority(name="Fictive"), domain=domain, address=server))


def test_traces_are_kept_with_the_server_asked_and_without_a_day_that_nobody_said(tmp_path: Path) -> None:
    with dns_server(ZONE) as server:
        path = fetch(tmp_path / "neuf", server, "Mairie-Fictive.FR.")

    content = json.loads(path.read_text(encoding="utf-8"))
    assert path.name == "messagerie-mairie-fictive.fr.json"
    assert (content["domain"], content["server"], content["day"]) == (DOMAIN, server, None)
    assert [(trace["kind"], trace["value"]) for trace in content["traces"]] == [
        ("mx", "mx1.mailinblack.com"),
        ("mx", "mx2.mailinblack.com"),
        ("spf", "v=spf1 include:spf.protection.outlook.com -all"),
        ("autodiscover", "autodiscover.outlook.com"),
        ("dkim", "selector1-x._domainkey.fictif.onmicrosoft.com"),
    ]


def test_what_is_fetched_is_what_the_source_reads(tmp_path: Path) -> None:
    with dns_server(ZONE) as server:
        found = read(MailTracesSource(), fetch(tmp_path, server))

    assert [(use.function, use.product_text) for use in found.uses] == [("firewall", "Mailinblack"), ("mail", "Microsoft 365")]


def test_a_domain_that_refuses_mail_keeps_its_lone_dot(tmp_path: Path) -> None:
    with dns_server({(DOMAIN, "MX"): ["0 ."]}) as server:
        path = fetch(tmp_path, server)

    assert json.loads(path.read_text(encoding="utf-8"))["traces"][0]["value"] == "."


def test_a_domain_without_mail_gives_a_file_without_trace(tmp_path: Path) -> None:
    with dns_server({(DOMAIN, "A"): ["192.0.2.1"]}) as server:
        path = fetch(tmp_path, server)

    assert json.loads(path.read_text(encoding="utf-8"))["traces"] == []


def test_a_domain_that_does_not_exist_is_said(tmp_path: Path) -> None:
    with dns_server({}) as server, pytest.raises(FetchError, match=r"mairie-fictive[.]fr n’existe pas"):
        fetch(tmp_path, server)


@pytest.mark.parametrize("rcode", ["SERVFAIL", "REFUSED"])
def test_a_resolver_that_refuses_is_said_with_what_to_do(tmp_path: Path, rcode: str) -> None:
    with dns_server({}, rcode=rcode) as server, pytest.raises(FetchError, match=r"ne répond pas.*donnez un autre résolveur"):
        fetch(tmp_path, server)

    assert list(tmp_path.iterdir()) == []


def test_a_resolver_that_is_silent_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tiebreak_opendata.fetch_mail.LIFETIME_SECONDS", 0.3)
    with dns_server({}) as server:
        pass

    with pytest.raises(FetchError, match="ne répond pas"):
        fetch(tmp_path, server)


@pytest.mark.parametrize("server", ["pas une adresse", "127.0.0.1:x", "exemple.fr", "127.0.0.1:70000", ""])
def test_a_resolver_that_is_no_address_is_refused(tmp_path: Path, server: str) -> None:
    with pytest.raises(InputError, match="illisible"):
        fetch(tmp_path, server)


@pytest.mark.parametrize(
    "domain", ["", None, "fictive", "a b.fr", "-x.fr", "x..fr", "http://x.fr/", "x" * 300 + ".fr", "192.0.2.1", "é" * 70 + ".fr"]
)
def test_a_domain_that_is_none_is_refused_before_anything_is_asked(tmp_path: Path, domain: str | None) -> None:
    with pytest.raises(InputError, match="Écrivez celui des adresses de la collectivité"):
        fetch(tmp_path, "127.0.0.1:9", domain)


@pytest.mark.parametrize("domain", ["orange.fr", "mairie.fictive@gmail.com"])
def test_a_domain_of_everybody_says_nothing_of_the_collectivite(tmp_path: Path, domain: str) -> None:
    with pytest.raises(InputError, match="ses boîtes sont à tout le monde"):
        fetch(tmp_path, "127.0.0.1:9", domain)


def test_a_machine_without_resolver_asks_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dns import resolver  # noqa: PLC0415

    def none_configured(*_: object) -> None:
        raise resolver.NoResolverConfiguration

    monkeypatch.setattr(resolver.Resolver, "read_resolv_conf", none_configured)
    with pytest.raises(FetchError, match="pas de résolveur DNS"):
        fetch(tmp_path, None)
