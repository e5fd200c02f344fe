"""The fetcher of public balances: the accounts of one commune in one year, page by page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from tiebreak import Authority, AuthorityKind, FetchError, FetchOptions, InputError
from tiebreak_opendata.endpoints import endpoint
from tiebreak_opendata.web import Answer, ask, asked_address, day_in_name

PAGE = 100
"""Most records that the portal gives at once."""
MAX_PAGES = 100
"""The portal gives the first 10 000 records only; a commune has some hundreds."""


class BalancesFetcher:
    """Asks the accounts of one commune."""

    name = "balances"
    label = "Balance comptable d’une commune (DGFiP, data.economie.gouv.fr)"

    def fetch(self, folder: Path, options: FetchOptions) -> Path:
        """The records in one JSON file, with its address and day.

        Raises:
            InputError: when the SIREN or the year is not given, or it is no commune.
            FetchError: when the service does not answer, or not as documented.
        """
        siren, year = _wanted(options.authority)
        service = endpoint("balances")
        address = asked_address(options.address, service.address.format(year=year))
        results: list[object] = []
        total, day = 0, None
        for page in range(MAX_PAGES):
            params = {"where": f'siren="{siren}"', "order_by": "ident,compte", "limit": str(PAGE), "offset": str(page * PAGE)}
            answer = ask(address, params=params, max_bytes=service.max_bytes)
            day = answer.day
            total, records = _page(answer)
            results += records
            if len(results) >= total or not records:
                break
            options.progress(f"{len(results)} comptes sur {total} reçus…")
        if len(results) != total:
            raise FetchError(
                f"{address} annonce {total} comptes et en donne {len(results)}. Rien n’est gardé : recommencez plus tard."
            )
        if not results:
            raise FetchError(
                f"{address} n’a aucun compte pour le SIREN {siren} en {year}. Vérifiez le SIREN ; l’exercice n’est peut-être pas publié."
            )
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"balance-{siren}-{year}_{day_in_name(day).replace('-', '')}.json"
        source = {"address": address, "day": day.isoformat() if day else None}
        content = {"source": source, "total_count": total, "results": results}
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return path


def _wanted(authority: Authority) -> tuple[str, int]:
    if authority.siren is None or authority.year is None:
        missing = [name for name, value in (("le SIREN", authority.siren), ("l’exercice", authority.year)) if value is None]
        raise InputError(f"Balance comptable : il manque {' et '.join(missing)} de la collectivité. Indiquez-les.")
    if authority.kind not in {AuthorityKind.MUNICIPALITY, AuthorityKind.OTHER}:
        raise InputError(
            "Balance comptable : seules celles des communes sont demandées. "
            "Téléchargez celle de la collectivité sur data.economie.gouv.fr, et donnez le fichier."
        )
    return authority.siren, authority.year


def _page(answer: Answer) -> tuple[int, list[object]]:
    """The total announced, and the records of one page."""
    try:
        content = json.loads(answer.content)
    except (ValueError, RecursionError) as error:
        raise FetchError(f"{answer.address} n’a pas répondu en JSON. Recommencez plus tard, ou vérifiez l’adresse.") from error
    total = content.get("total_count") if isinstance(content, Mapping) else None
    records = content.get("results") if isinstance(content, Mapping) else None
    if not isinstance(total, int) or not isinstance(records, list):
        raise FetchError(f"{answer.address} n’a pas répondu comme il le documente (total_count, results). Vérifiez l’adresse.")
    return total, records
