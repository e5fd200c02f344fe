"""What is asked over HTTP, against servers of this machine in the shapes of the public ones."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import httpx
import pytest

from tests.tiebreak_opendata.files import SIREN, read
from tests.tiebreak_opendata.servers import Said, http_server
from tiebreak import Authority, AuthorityKind, Fetcher, FetchError, FetchOptions, InputError
from tiebreak_opendata import read_sill, web
from tiebreak_opendata.balances import BalancesSource
from tiebreak_opendata.fetch_balances import BalancesFetcher
from tiebreak_opendata.fetch_contracts import ContractsFetcher
from tiebreak_opendata.fetch_sill import SillFetcher
from tiebreak_opendata.web import ask, asked_address, day_in_name

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

AUTHORITY = Authority(name="Commune fictive", siren=SIREN, year=2024, kind=AuthorityKind.MUNICIPALITY)
PARQUET = b"PAR1" + b"x" * 300_000 + b"PAR1"


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


def fetch(fetcher: Fetcher, folder: Path, address: str, authority: Authority = AUTHORITY) -> Path:
    return fetcher.fetch(folder, FetchOptions(authority=authority, address=address))


def records(count: int) -> list[dict[str, object]]:
    return [
        {"exer": "2024", "ident": str(rank), "lbudg": "FICTIVE", "nomen": "M57", "siren": SIREN, "compte": "6156",
         "obnetdeb": 10.0, "obnetcre": 0.0, "oobdeb": 0.0, "oobcre": 0.0}
        for rank in range(count)
    ]  # fmt: skip


def test_balances_are_asked_page_by_page_by_siren_and_kept_with_address_and_day(tmp_path: Path) -> None:
    asked: list[Mapping[str, str]] = []

    def answers(path: str, params: Mapping[str, str]) -> Said:
        asked.append(params)
        start = int(params["offset"])
        return Said(json.dumps({"total_count": 250, "results": records(250)[start : start + int(params["limit"])]}).encode())

    with http_server(answers) as address:
        path = fetch(BalancesFetcher(), tmp_path / "neuf", f"{address}/records")

    assert [(params["where"], params["limit"], params["offset"]) for params in asked] == [
        (f'siren="{SIREN}"', "100", offset) for offset in ("0", "100", "200")
    ]
    assert path.name == f"balance-{SIREN}-2024_20261120.json"
    assert json.loads(path.read_text(encoding="utf-8"))["source"] == {"address": f"{address}/records", "day": "2026-11-20"}
    found = read(BalancesSource(), path)
    assert len(found.balances) == 250 - len(found.left_out)
    assert found.balances[0].year == 2024


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"total_count": 0, "results": []}, "aucun compte pour le SIREN 219999999 en 2024"),
        ({"total_count": 5, "results": []}, "annonce 5 comptes et en donne 0"),
        ({"total_count": "1", "results": []}, "pas répondu comme il le documente"),
        ({"results": []}, "pas répondu comme il le documente"),
        (["x"], "pas répondu comme il le documente"),
    ],
)
def test_balances_not_as_documented_are_refused_and_leave_no_file(tmp_path: Path, content: object, said: str) -> None:
    with http_server(lambda *_: Said(json.dumps(content).encode())) as address, pytest.raises(FetchError, match=said):
        fetch(BalancesFetcher(), tmp_path, address)

    assert list(tmp_path.iterdir()) == []


def test_a_page_that_is_no_json_is_refused(tmp_path: Path) -> None:
    with http_server(lambda *_: Said(b"<html>")) as address, pytest.raises(FetchError, match="pas répondu en JSON"):
        fetch(BalancesFetcher(), tmp_path, address)


@pytest.mark.parametrize(
    ("authority", "said"),
    [
        (Authority(name="x"), "il manque le SIREN et l’exercice"),
        (Authority(name="x", siren=SIREN), "il manque l’exercice"),
        (Authority(name="x", siren=SIREN, year=2024, kind=AuthorityKind.REGION), "seules celles des communes"),
    ],
)
def test_balances_need_the_siren_and_the_year_of_a_commune(tmp_path: Path, authority: Authority, said: str) -> None:
    with pytest.raises(InputError, match=said):
        fetch(BalancesFetcher(), tmp_path, "http://127.0.0.1:9", authority)


def test_contracts_are_downloaded_through_a_redirection_and_kept_with_address_and_day(tmp_path: Path) -> None:
    def answers(path: str, _params: Mapping[str, str]) -> Said:
        return Said(PARQUET) if path == "/fichier" else Said(status=302, headers={"Location": "/fichier"})

    with http_server(answers) as address:
        path = fetch(ContractsFetcher(), tmp_path / "neuf", f"{address}/r")

    assert path.name == "decp-2026-11-20.parquet"
    assert path.read_bytes() == PARQUET
    assert path.with_suffix(".txt").read_text(encoding="utf-8") == f"adresse : {address}/fichier\njour : 2026-11-20\n"
    assert sorted(each.name for each in path.parent.iterdir()) == ["decp-2026-11-20.parquet", "decp-2026-11-20.txt"]


def test_a_long_download_says_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tiebreak_opendata.web.PROGRESS_STEP", 100_000)
    said: list[str] = []

    with http_server(lambda *_: Said(PARQUET)) as address:
        ContractsFetcher().fetch(tmp_path, FetchOptions(authority=AUTHORITY, address=address, progress=said.append))

    assert len(said) == 3


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Said(b"<html>une page</html>"), "pas donné un fichier parquet entier"),
        (Said(PARQUET[:-4]), "pas donné un fichier parquet entier"),
        (Said(PARQUET[:1000], stated_length=len(PARQUET)), "la demande a échoué"),
        (Said(b"x", stated_length=10**11), "envoie plus de 4000 Mo"),
        (Said(status=404), "répond 404.*L’adresse a changé"),
        (Said(status=429), "Trop de demandes"),
        (Said(status=503), "répond 503.*Recommencez plus tard"),
    ],
    ids=["page", "cut-parquet", "cut", "announced-too-large", "404", "429", "503"],
)
def test_a_download_that_fails_leaves_nothing(tmp_path: Path, answer: Said, said: str) -> None:
    with http_server(lambda *_: answer) as address, pytest.raises(FetchError, match=said):
        fetch(ContractsFetcher(), tmp_path, address)

    assert list(tmp_path.iterdir()) == []


def test_an_answer_that_grows_past_its_limit_is_stopped() -> None:
    with (
        http_server(lambda *_: Said(b"x" * 200_000, stated_length=-1)) as address,
        pytest.raises(FetchError, match="plus de 0 Mo"),
    ):
        ask(address, max_bytes=100_000)


def test_an_answer_without_date_has_no_day() -> None:
    with http_server(lambda *_: Said(b"x", is_dated=False)) as address:
        answer = ask(address, max_bytes=10)

    assert answer.day is None
    assert day_in_name(answer.day) == "sans-date"
    assert day_in_name(date(2026, 11, 20)) == "2026-11-20"


def test_endless_redirections_are_refused() -> None:
    asked: list[str] = []

    def answers(path: str, _params: Mapping[str, str]) -> Said:
        asked.append(path)
        return Said(status=302, headers={"Location": path + "x"})

    with http_server(answers) as address, pytest.raises(FetchError, match="plus de 3 fois ailleurs"):
        ask(f"{address}/a", max_bytes=10)

    assert len(asked) == 4


def test_a_redirection_to_another_protocol_is_refused() -> None:
    answer = Said(status=302, headers={"Location": "file:///etc/hostname"})

    with http_server(lambda *_: answer) as address, pytest.raises(FetchError, match="la demande a échoué"):
        ask(address, max_bytes=10)


def test_a_redirection_that_leaves_encryption_is_refused() -> None:
    with pytest.raises(FetchError, match=r"vers une adresse non chiffrée, ailleurs[.]example"):
        web._followed(httpx.URL("https://exemple.example/a"), httpx.Request("GET", "http://ailleurs.example/b"))


def test_a_closed_port_is_said_with_what_to_do() -> None:
    with http_server(lambda *_: Said()) as address:
        pass

    with pytest.raises(FetchError, match="Vérifiez la connexion, le mandataire et l’adresse"):
        ask(address, max_bytes=10)


def test_a_service_that_does_not_answer_in_time_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading  # noqa: PLC0415

    monkeypatch.setattr("tiebreak_opendata.web.TIMEOUT_SECONDS", 0.2)
    is_over = threading.Event()

    def answers(*_: object) -> Said:
        is_over.wait(5)
        return Said()

    with http_server(answers) as address:
        with pytest.raises(FetchError, match="ne répond pas en 0 secondes"):
            ask(address, max_bytes=10)
        is_over.set()


@pytest.mark.parametrize("address", ["ftp://exemple.org", "exemple.org", "http://", "file:///etc/hostname", "'"])
def test_an_address_that_is_not_http_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="ce n’est pas une adresse http"):
        asked_address(address, "https://exemple.org")


def test_without_address_the_public_one_is_asked() -> None:
    assert asked_address(None, "https://exemple.org/x") == "https://exemple.org/x"


def test_the_sill_is_kept_with_address_and_day_and_read_back(tmp_path: Path) -> None:
    software = [{"id": 7, "name": "Outil fictif", "license": "GPL-3.0-only", "description": "Envoyer du courrier"}]

    with http_server(lambda *_: Said(json.dumps(software).encode())) as address:
        path = fetch(SillFetcher(), tmp_path, address)

    assert path.name == "sill-2026-11-20.json"
    assert json.loads(path.read_text(encoding="utf-8"))["source"] == {"address": address, "day": "2026-11-20"}
    assert [proposal.name for proposal in read_sill(path)] == ["Outil fictif"]


@pytest.mark.parametrize(
    ("body", "said"), [(b"<", "pas répondu en JSON"), (b"{}", "liste de logiciels"), (b"[]", "liste de logiciels")]
)
def test_a_sill_that_is_no_list_is_refused(tmp_path: Path, body: bytes, said: str) -> None:
    with http_server(lambda *_: Said(body)) as address, pytest.raises(FetchError, match=said):
        fetch(SillFetcher(), tmp_path, address)

    assert list(tmp_path.iterdir()) == []
