"""The fetcher of the catalogue of free software of the State."""

from __future__ import annotations

import json
from pathlib import Path

from tiebreak import FetchError, FetchOptions
from tiebreak_opendata.endpoints import endpoint
from tiebreak_opendata.web import ask, asked_address, day_in_name


class SillFetcher:
    """Downloads the list of software of the SILL."""

    name = "sill"
    label = "Socle interministériel de logiciels libres (code.gouv.fr)"

    def fetch(self, folder: Path, options: FetchOptions) -> Path:
        """The list in one JSON file, with its address and day.

        Raises:
            FetchError: when the service does not answer, or gives no list.
        """
        service = endpoint("sill")
        answer = ask(asked_address(options.address, service.address), max_bytes=service.max_bytes)
        try:
            software = json.loads(answer.content)
        except (ValueError, RecursionError) as error:
            raise FetchError(f"{answer.address} n’a pas répondu en JSON. Recommencez plus tard.") from error
        if not isinstance(software, list) or not software:
            raise FetchError(f"{answer.address} n’a pas répondu par une liste de logiciels. Vérifiez l’adresse.")
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"sill-{day_in_name(answer.day)}.json"
        source = {"address": answer.address, "day": answer.day.isoformat() if answer.day else None}
        path.write_text(
            json.dumps({"source": source, "software": software}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        return path
