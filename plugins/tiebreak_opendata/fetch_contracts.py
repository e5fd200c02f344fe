"""The fetcher of public contracts: the consolidated file, whole, as no service gives the contracts of one buyer alone."""

from __future__ import annotations

from pathlib import Path

from tiebreak import FetchError, FetchOptions
from tiebreak_opendata.endpoints import endpoint
from tiebreak_opendata.web import asked_address, day_in_name, download

MAGIC = b"PAR1"


class ContractsFetcher:
    """Downloads the consolidated file of public contracts."""

    name = "contracts"
    label = "Marchés publics de tous les acheteurs (DECP consolidées, data.gouv.fr)"

    def fetch(self, folder: Path, options: FetchOptions) -> Path:
        """The parquet file, and beside it a text with its address and day.

        Raises:
            FetchError: when the service does not answer, or gives no parquet.
        """
        service = endpoint("contracts")
        address = asked_address(options.address, service.address)
        folder.mkdir(parents=True, exist_ok=True)
        path, answer = download(
            address,
            folder,
            lambda day: f"decp-{day_in_name(day)}.parquet",
            max_bytes=service.max_bytes,
            progress=options.progress,
        )
        if not _is_parquet(path):
            path.unlink()
            raise FetchError(
                f"{answer.address} n’a pas donné un fichier parquet entier. Rien n’est gardé : recommencez plus tard."
            )
        note = f"adresse : {answer.address}\njour : {answer.day.isoformat() if answer.day else 'non indiqué par le service'}\n"
        path.with_suffix(".txt").write_text(note, encoding="utf-8")
        return path


def _is_parquet(path: Path) -> bool:
    """Whether it begins and ends as parquet: a page of errors does not, nor does a file that is cut."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        begins = stream.read(len(MAGIC))
        stream.seek(max(0, size - len(MAGIC)))
        return begins == MAGIC and stream.read() == MAGIC and size > 2 * len(MAGIC)
