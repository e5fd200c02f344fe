"""Addresses of services: whole, without secrets in them, and never in clear beyond this machine when a key goes with them."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from tiebreak import ModelError

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
EXAMPLE = "par exemple http://localhost:11434 ou https://ia.ma-collectivite.fr/v1"


def root_of(address: str) -> str:
    """The address without the part that the client adds itself.

    Raises:
        ModelError: when it cannot be the address of a service.

    >>> root_of("http://localhost:11434/v1/"), root_of("HTTPS://api.eu.mistral.ai")
    ('http://localhost:11434', 'https://api.eu.mistral.ai')
    """
    split = _split(address)
    path = split.path.rstrip("/").removesuffix("/v1").rstrip("/")
    return f"{split.scheme}://{split.netloc}{path}"


def host_of(address: str) -> str:
    """The machine that an address names.

    Raises:
        ModelError: when it names none.
    """
    return _split(address).hostname or ""


def where(address: str) -> str:
    """Where a service runs, as far as its address says.

    >>> where("http://localhost:11434/v1"), where("https://ia.ville.example/v1")
    ('cet ordinateur (localhost)', 'un service à l’adresse ia.ville.example')
    """
    host = host_of(address)
    return f"cet ordinateur ({host})" if host in LOCAL else f"un service à l’adresse {host}"


def refuse_in_clear(address: str) -> None:
    """Nothing but this machine is given a key without encryption.

    Raises:
        ModelError: when the address is in clear and elsewhere.
    """
    split = _split(address)
    if split.scheme != "https" and split.hostname not in LOCAL:
        raise ModelError(f"La clé partirait en clair vers {split.hostname} : donnez une adresse https.")


def _split(address: str) -> SplitResult:
    try:
        split = urlsplit(address.strip())
        port_is_one = split.port is None or split.port > 0
    except ValueError as error:
        raise ModelError(f"Adresse de service illisible ({error}) : écrivez-la en entier, {EXAMPLE}.") from error
    is_plain = address.isascii() and address.isprintable() and " " not in address.strip()
    if split.scheme not in {"http", "https"} or not split.hostname or not port_is_one or not is_plain:
        raise ModelError(f"Adresse de service refusée : écrivez-la en entier, {EXAMPLE}.")
    if split.username or split.password or split.query or split.fragment:
        raise ModelError(
            "Adresse de service refusée : ni mot de passe ni clé dans l’adresse ; la clé va dans la variable prévue."
        )
    return split
