"""What went wrong with a service, in French, and whether trying again may help."""

from __future__ import annotations

import json
from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import Any

from tiebreak import printable_name

LONGEST_SAID = 160
TOO_MANY = 429
PASSING = frozenset({408, 425, TOO_MANY, 500, 502, 503, 504, 529})
LONGEST_WAIT_S = 8.0
SAID = {
    400: "la demande n’est pas comprise : vérifiez le nom du modèle",
    401: "la clé est refusée : vérifiez-la",
    402: "le compte n’a plus de crédit",
    403: "la demande est refusée par le service (droits de la clé, ou garde-fou)",
    404: "rien à cette adresse, ou modèle inconnu : vérifiez l’adresse et le nom du modèle",
    413: "la demande est trop longue pour ce service",
    422: "la demande n’est pas comprise : vérifiez le nom du modèle",
    TOO_MANY: "trop de demandes : la limite de débit du compte est atteinte",
}


class Fault(Exception):  # noqa: N818 - what a service did, turned into `ModelError` before anybody sees it
    """One failed request."""

    def __init__(self, said: str, *, status: int | None = None, retry_after_s: float | None = None) -> None:
        super().__init__(said)
        self.said = said
        self.status = status
        self.retry_after_s = retry_after_s

    @property
    def may_pass(self) -> bool:
        """Whether the same request may succeed later, soon enough for somebody who waits."""
        is_soon = self.retry_after_s is None or self.retry_after_s <= LONGEST_WAIT_S
        return (self.status is None or self.status in PASSING) and is_soon

    @property
    def is_refusal(self) -> bool:
        """Whether the service works and refuses the request."""
        return self.status is not None and self.status not in PASSING


def fault_of(error: Exception, *, secret: str) -> Fault:
    """What an exception of the client means; `secret` is in nothing that is said."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int) and status >= 300:
        return _refused(status, error, secret)
    kind = type(error).__name__
    if "Timeout" in kind:
        return Fault("Le service ne répond pas à temps")
    if kind in {"ConnectError", "NetworkError", "ReadError", "WriteError", "RemoteProtocolError", "LocalProtocolError"}:
        return Fault("Le service ne répond pas, ou la connexion est coupée")
    return Fault(f"Le service répond autrement qu’il ne l’annonce ({kind})")


def _refused(status: int, error: Any, secret: str) -> Fault:
    why = SAID.get(status, "panne du service" if status >= 500 else "demande refusée")
    detail = _detail(str(getattr(error, "body", "")).replace(secret, "…"))
    told = f"Réponse {status} : {why}" + (f" ; le service dit « {detail} »" if detail else "")
    return Fault(told, status=status, retry_after_s=_retry_after(getattr(error, "headers", None)))


def _detail(body: object) -> str:
    """What the service says, in any of the shapes seen: `message`, `detail` as text or list, `error`; cut and printable."""
    said: Any = body
    with suppress(ValueError, TypeError):
        said = json.loads(str(body))
    for _ in range(4):
        if isinstance(said, dict):
            said = next((said[key] for key in ("message", "detail", "error", "msg") if said.get(key)), "")
        elif isinstance(said, list):
            said = said[0] if said else ""
        else:
            break
    text = " ".join(printable_name(str(said)).split()) if isinstance(said, str) and not said.lstrip().startswith("<") else ""
    return text if len(text) <= LONGEST_SAID else f"{text[:LONGEST_SAID]}…"


def _retry_after(headers: Any) -> float | None:
    """Seconds that the service asks to wait, a date being counted from its own; `None` when it asks nothing that can be read."""
    if headers is None or not (told := headers.get("retry-after")):
        return None
    try:
        return max(0.0, float(told))
    except ValueError:
        pass
    with suppress(ValueError, TypeError):
        return max(0.0, (parsedate_to_datetime(told) - parsedate_to_datetime(headers.get("date"))).total_seconds())
    return None
