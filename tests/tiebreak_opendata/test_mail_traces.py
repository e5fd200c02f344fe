"""Traces of mail of one domain: observed when a server receives, likely when something else says so, unknown when hidden."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tiebreak_opendata.files import read, reasons, write_json
from tiebreak import ProductUse, Reading, Recogniser, SourceOptions, UnreadableFileError, Workbench
from tiebreak_opendata.mail_file import MailTraces, Trace
from tiebreak_opendata.mail_patterns import ServerKind, mail_patterns
from tiebreak_opendata.mail_traces import MailTracesSource

SOURCE = MailTracesSource()
DOMAIN = "mairie-fictive.fr"


def mx(host: str, preference: int = 10) -> Trace:
    return Trace("mx", DOMAIN, host, preference)


def spf(text: str) -> Trace:
    return Trace("spf", DOMAIN, f"v=spf1 {text} -all")


def autodiscover(host: str) -> Trace:
    return Trace("autodiscover", f"autodiscover.{DOMAIN}", host)


def dkim(host: str) -> Trace:
    return Trace("dkim", f"selector1._domainkey.{DOMAIN}", host)


def traced(folder: Path, *traces: Trace, day: str | None = None) -> Reading:
    path = folder / "messagerie.json"
    path.write_text(MailTraces(DOMAIN, "127.0.0.1", day, traces).written(), encoding="utf-8")
    return read(SOURCE, path)


def said(uses: tuple[ProductUse, ...]) -> list[tuple[str, str | None, str]]:
    return [(use.function, use.product_text, use.ground.value) for use in uses]


OUTLOOK = "mairie-fictive-fr.mail.protection.outlook.com"


@pytest.mark.parametrize(
    ("traces", "uses"),
    [
        ([mx(OUTLOOK)], [("mail", "Microsoft 365", "observed")]),
        ([mx("mairie-fictive-fr.a-v1.mx.microsoft")], [("mail", "Microsoft 365", "observed")]),
        ([mx("aspmx.l.google.com"), mx("alt1.aspmx.l.google.com", 20)], [("mail", "Google Workspace", "observed")]),
        ([mx("mx1.mail.ovh.net"), spf("include:mx.ovh.com")], [("mail", "OVHcloud", "observed")]),
        ([mx(OUTLOOK), mx("mx1.mail.ovh.net", 20)], [("mail", "Microsoft 365", "observed"), ("mail", "OVHcloud", "observed")]),
        ([mx("zimbra.mairie-fictive.fr")], [("mail", "Zimbra Collaboration", "inferred")]),
        ([mx("mail.mairie-fictive.fr"), spf("mx")], [("mail", None, "observed")]),
        ([mx("mail.mairie-fictive.fr"), spf("include:_spf.google.com")], [("mail", None, "observed")]),
        ([mx("mail.mairie-fictive.fr"), autodiscover("autodiscover.outlook.com")], [("mail", "Microsoft 365", "inferred")]),
        ([spf("include:spf.protection.outlook.com")], [("mail", "Microsoft 365", "inferred")]),
        ([spf("redirect=_spf.infomaniak.ch")], [("mail", "Infomaniak", "inferred")]),
        (
            [spf("include:spf.protection.outlook.com include:mx.ovh.com")],
            [("mail", "Microsoft 365", "inferred"), ("mail", "OVHcloud", "inferred")],
        ),
        ([mx("notoutlook.com")], [("mail", None, "observed")]),
        ([mx("outlook.com.exemple-fictif.fr")], [("mail", None, "observed")]),
        ([mx(".", 0)], []),
        ([spf("ip4:192.0.2.1")], []),
        ([spf("include:spf.mailjet.com")], []),
        ([], []),
    ],
)  # fmt: skip
def test_traces_say_who_hosts_and_how_surely(
    tmp_path: Path, traces: list[Trace], uses: list[tuple[str, str | None, str]]
) -> None:
    assert said(traced(tmp_path, *traces).uses) == uses


@pytest.mark.parametrize(
    ("host", "gateway"),
    [
        ("mx1.mailinblack.com", "Mailinblack"),
        ("mairie.mx.vadesecure.com", "Vade Cloud"),
        ("mx0a-0001.pphosted.com", "Proofpoint Email Protection"),
        ("d1.ess.barracudanetworks.com", "Barracuda Email Protection"),
        ("eu-smtp-inbound-1.mimecast.com", "Mimecast"),
    ],
)
def test_a_gateway_is_its_own_use_and_hides_the_host(tmp_path: Path, host: str, gateway: str) -> None:
    found = traced(tmp_path, mx(host), mx(host, 20), spf("include:spf.protection.outlook.com"))

    assert said(found.uses) == [("firewall", gateway, "observed"), ("mail", None, "observed")]
    assert f"la passerelle {gateway} cache l’hébergeur" in found.uses[1].detail.casefold().replace(gateway.casefold(), gateway)
    assert "son SPF autorise Microsoft 365 à envoyer" in found.uses[1].detail
    assert found.uses[1].provenance.row == 1
    assert reasons(found) == {"trace qui dit la même chose qu’une autre": 1, "trace qui ne dit pas qui héberge": 1}


@pytest.mark.parametrize(
    "trace", [autodiscover("autodiscover.outlook.com"), dkim("selector1-x._domainkey.fictif.onmicrosoft.com")]
)
def test_behind_a_gateway_the_host_is_likely_when_the_domain_sends_its_clients_there(tmp_path: Path, trace: Trace) -> None:
    found = traced(tmp_path, mx("mx1.mailinblack.com"), trace)

    assert said(found.uses) == [("firewall", "Mailinblack", "observed"), ("mail", "Microsoft 365", "inferred")]
    assert "probable d’après" in found.uses[1].detail


def test_a_gateway_and_a_host_that_both_receive_are_both_seen(tmp_path: Path) -> None:
    found = traced(tmp_path, mx("mx1.mailinblack.com"), mx(OUTLOOK, 20))

    assert said(found.uses) == [("firewall", "Mailinblack", "observed"), ("mail", "Microsoft 365", "observed")]
    assert "d’autres serveurs reçoivent aussi : mx1.mailinblack.com" in found.uses[1].detail


def test_every_trace_is_a_use_or_left_out_with_its_reason(tmp_path: Path) -> None:
    found = traced(
        tmp_path,
        mx(OUTLOOK),
        spf("include:spf.protection.outlook.com"),
        spf("include:spf.mailjet.com"),
        spf("ip4:192.0.2.1"),
        autodiscover("autodiscover.outlook.com"),
    )

    assert reasons(found) == {
        "trace qui dit la même chose qu’une autre": 2,
        "service d’envoi, qui n’héberge pas de boîtes": 1,
        "trace qui ne dit pas qui héberge": 1,
    }


def test_a_domain_that_refuses_mail_is_said(tmp_path: Path) -> None:
    assert reasons(traced(tmp_path, mx(".", 0))) == {"le domaine déclare ne pas recevoir de courrier": 1}


def test_a_domain_without_trace_is_said(tmp_path: Path) -> None:
    assert traced(tmp_path).notices == ("le domaine mairie-fictive.fr n’a aucune trace de messagerie",)


def test_the_evidence_is_told_with_its_day_when_it_is_known(tmp_path: Path) -> None:
    (known,) = traced(tmp_path, mx(OUTLOOK), day="2026-11-20").uses
    (unknown,) = traced(tmp_path, mx(OUTLOOK)).uses

    assert OUTLOOK in known.detail
    assert known.detail.endswith("relevé du 20/11/2026.")
    assert unknown.detail.endswith("relevé sans date.")


@pytest.mark.parametrize(
    "content",
    [
        {"format": "tiebreak-mail-1"},
        {"format": "tiebreak-mail-1", "domain": "", "traces": []},
        {"format": "tiebreak-mail-1", "domain": "x.fr", "traces": {}},
        {"format": "tiebreak-mail-1", "domain": "x.fr", "traces": ["x"]},
        {"format": "tiebreak-mail-1", "domain": "x.fr", "traces": [{"kind": "a", "value": "b"}]},
        {"format": "tiebreak-mail-1", "domain": "x.fr", "traces": [{"kind": "mx", "value": None}]},
        {"format": "tiebreak-mail-1", "domain": "x.fr", "traces": [{"kind": ["mx"], "value": "b"}]},
        {"format": "tiebreak-mail-1", "domain": "x.fr", "traces": [{"kind": "mx", "value": "a"}] * 501},
        ["tiebreak-mail-1"],
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, content: object) -> None:
    with pytest.raises(UnreadableFileError, match="ce n’est pas un relevé de messagerie"):
        read(SOURCE, write_json(tmp_path / "m.json", content))


@pytest.mark.parametrize(
    "raw", [b'{"format": "tiebreak-mail-1"', b"\xff tiebreak-mail-1", b"[" * 200_000, b"tiebreak-mail-1" * 100_000]
)
def test_a_file_that_is_no_json_is_refused(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "m.json"
    path.write_bytes(raw)

    with pytest.raises(UnreadableFileError, match=r"« m[.]json »"):
        SOURCE.read(path, SourceOptions())


def test_a_preference_that_is_no_number_is_unknown(tmp_path: Path) -> None:
    content = {"format": "tiebreak-mail-1", "domain": "x.fr", "traces": [{"kind": "mx", "value": OUTLOOK, "preference": True}]}

    assert said(read(SOURCE, write_json(tmp_path / "m.json", content)).uses) == [("mail", "Microsoft 365", "observed")]


def test_other_json_is_left_to_others(tmp_path: Path) -> None:
    assert not SOURCE.accepts(write_json(tmp_path / "a.json", {"x": 1}))
    assert not SOURCE.accepts(tmp_path)


def test_the_written_file_is_json_that_people_can_read() -> None:
    text = MailTraces(DOMAIN, "127.0.0.1", None, (mx(OUTLOOK),)).written()

    assert json.loads(text)["traces"][0]["preference"] == 10
    assert len(text.splitlines()) > 5


def test_products_of_the_patterns_are_recognised_by_the_catalogue(workbench: Workbench) -> None:
    recogniser = Recogniser(workbench.catalogue)
    patterns = mail_patterns()
    products = {each.product for each in patterns.patterns if each.kind is not ServerKind.SENDER}
    products |= set(patterns.consumer.values()) | set(patterns.survey.products.values())

    unknown = {product for product in products if recogniser.recognise_use(product, function="mail").editor is None}

    assert unknown == set()
