"""Servers on this machine, in the shapes of the public ones: HTTP with given answers, and a small DNS over UDP."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import dns.message
import dns.rcode
import dns.rrset

LOOPBACK = "127.0.0.1"
A_DATE = "Fri, 20 Nov 2026 10:00:00 GMT"


@dataclass(frozen=True)
class Said:
    """What the server answers once."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    stated_length: int | None = None
    """Length that it announces; `None` for the true one, -1 for none."""
    is_dated: bool = True


Answers = Callable[[str, Mapping[str, str]], Said]
"""From a path and its parameters to an answer."""


class _Server(ThreadingHTTPServer):
    """A server that stays silent when who asked hangs up before the end."""

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextmanager
def http_server(answers: Answers) -> Iterator[str]:
    """A server, and its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            split = urlsplit(self.path)
            said = answers(split.path, {key: values[0] for key, values in parse_qs(split.query).items()})
            self.send_response_only(said.status)
            if said.is_dated:
                self.send_header("Date", A_DATE)
            for name, value in said.headers.items():
                self.send_header(name, value)
            length = len(said.body) if said.stated_length is None else said.stated_length
            if length >= 0:
                self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(said.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the library gives
            """Stay silent."""

    server = _Server((LOOPBACK, 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


Zone = Mapping[tuple[str, str], list[str]]
"""Records by name and kind; a name with none of the kind has other kinds, an absent one does not exist."""


@contextmanager
def dns_server(zone: Zone, *, rcode: str | None = None) -> Iterator[str]:
    """A resolver that knows this zone, and its address with its port; `rcode` is what it answers to everything."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind((LOOPBACK, 0))
        listening.settimeout(0.05)
        is_over = threading.Event()

        def serve() -> None:
            while not is_over.is_set():
                try:
                    raw, asker = listening.recvfrom(4096)
                except TimeoutError:
                    continue
                listening.sendto(_answer(raw, zone, rcode), asker)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"{LOOPBACK}:{listening.getsockname()[1]}"
        finally:
            is_over.set()
            thread.join()


def _answer(raw: bytes, zone: Zone, rcode: str | None) -> bytes:
    query = dns.message.from_wire(raw)
    response = dns.message.make_response(query)
    question = query.question[0]
    name, kind = question.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(question.rdtype)
    if rcode:
        response.set_rcode(dns.rcode.from_text(rcode))
    elif records := zone.get((name, kind)):
        response.answer.append(dns.rrset.from_text(question.name, 300, "IN", kind, *records))
    elif not any(known == name for known, _ in zone):
        response.set_rcode(dns.rcode.NXDOMAIN)
    return response.to_wire()
