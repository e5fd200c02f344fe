"""Asking a public service over HTTP: with a limit of time and size, few redirections, and errors that say what to do.

The day comes from the `Date` of the answer, for nothing here reads a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tiebreak import FetchError, InputError

if TYPE_CHECKING:
    import httpx

TIMEOUT_SECONDS = 30.0
MAX_REDIRECTS = 3
CHUNK = 1 << 16
PROGRESS_STEP = 100_000_000
USER_AGENT = "tiebreak"
UNDATED = "sans-date"


@dataclass(frozen=True)
class Answer:
    """What a service answered."""

    content: bytes
    address: str
    day: date | None
    """Day that the service says; `None` when it does not."""


def day_in_name(day: date | None) -> str:
    """A day for the name of a file."""
    return day.isoformat() if day else UNDATED


def asked_address(given: str | None, public: str) -> str:
    """The address to ask: the one given, else the public one.

    Raises:
        InputError: when the one given is no http address.
    """
    address = given or public
    if urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).hostname:
        raise InputError(f"Adresse {address!r} : ce n’est pas une adresse http. Écrivez-la en entier, par exemple {public}.")
    return address


def ask(address: str, *, params: Mapping[str, str] | None = None, max_bytes: int) -> Answer:
    """The whole answer of a service, in memory.

    Raises:
        FetchError: when it does not answer, answers an error, or more than `max_bytes`.
    """
    with _answering(address, params) as response:
        content = b"".join(_chunks(response, max_bytes))
        return Answer(content, str(response.url), _day(response))


def download(
    address: str, folder: Path, name_of: Callable[[date | None], str], *, max_bytes: int, progress: Callable[[str], None]
) -> tuple[Path, Answer]:
    """Write an answer to a file as it comes, and give it with what is known of it; nothing is left when it fails.

    Raises:
        FetchError: when it does not answer, answers an error or more than `max_bytes`, or is cut.
    """
    with _answering(address, None) as response:
        day = _day(response)
        path = folder / name_of(day)
        partial = path.with_name(path.name + ".partiel")
        written, said = 0, PROGRESS_STEP
        try:
            with partial.open("wb") as stream:
                for chunk in _chunks(response, max_bytes):
                    stream.write(chunk)
                    written += len(chunk)
                    if written >= said:
                        progress(f"{written // 1_000_000} Mo reçus…")
                        said += PROGRESS_STEP
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
        return path, Answer(b"", str(response.url), day)


@contextmanager
def _answering(address: str, params: Mapping[str, str] | None) -> Iterator[httpx.Response]:
    """The answer of a service, open; what goes wrong is said in French."""
    import httpx  # noqa: PLC0415 - heavy, and needed when something is asked only

    host = urlsplit(address).netloc
    try:
        with httpx.Client(timeout=TIMEOUT_SECONDS, headers={"User-Agent": USER_AGENT}) as client:
            request = client.build_request("GET", address, params=dict(params) if params else None)
            for _ in range(MAX_REDIRECTS + 1):
                response = client.send(request, stream=True)
                if response.next_request is None:
                    break
                response.close()
                request = _followed(request.url, response.next_request)
            else:
                raise FetchError(f"{host} renvoie plus de {MAX_REDIRECTS} fois ailleurs. Vérifiez l’adresse {address}.")
            try:
                if response.status_code != httpx.codes.OK:
                    raise FetchError(_refused(host, response.status_code, address))
                yield response
            finally:
                response.close()
    except httpx.TimeoutException as error:
        raise FetchError(
            f"{host} ne répond pas en {TIMEOUT_SECONDS:.0f} secondes. Recommencez plus tard, ou vérifiez la connexion et le mandataire."
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise FetchError(
            f"{host} : la demande a échoué ({error}). Vérifiez la connexion, le mandataire et l’adresse {address}."
        ) from error


def _followed(asked: httpx.URL, following: httpx.Request) -> httpx.Request:
    """The request of a redirection, refused when it would leave encryption."""
    if asked.scheme == "https" and following.url.scheme != "https":
        raise FetchError(f"{asked.host} renvoie vers une adresse non chiffrée, {following.url.host}. Elle n’est pas suivie.")
    return following


def _refused(host: str, status: int, address: str) -> str:
    said = f"{host} répond {status} à {address}."
    if status == 404:
        return f"{said} L’adresse a changé, ou cette donnée n’est pas encore publiée."
    if status == 429:
        return f"{said} Trop de demandes : recommencez dans quelques minutes."
    return f"{said} Recommencez plus tard."


def _chunks(response: httpx.Response, max_bytes: int) -> Iterator[bytes]:
    """The bytes of an answer, up to the limit and to the size that it states."""
    stated = response.headers.get("Content-Length", "")
    too_large = FetchError(
        f"{response.url.host} envoie plus de {max_bytes // 1_000_000} Mo, bien au-delà de ce qui est attendu. Rien n’est gardé."
    )
    if stated.isdigit() and int(stated) > max_bytes:
        raise too_large
    received = 0
    for chunk in response.iter_bytes(CHUNK):
        received += len(chunk)
        if received > max_bytes:
            raise too_large
        yield chunk


def _day(response: httpx.Response) -> date | None:
    try:
        return parsedate_to_datetime(response.headers.get("Date", "")).date()
    except (TypeError, ValueError):
        return None
