"""What the commands do: ask the workbench, show what it says, and turn refusals into exit code 1."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click

from tiebreak import (
    CASE_FILE_SUFFIX,
    CaseFile,
    ColumnMemory,
    Diagnosis,
    FetchOptions,
    Report,
    TieBreakError,
    Trajectory,
    Workbench,
    load_registry,
    state_facts,
)
from tiebreak_assistant.configured import ModelMemory, models_of
from tiebreak_cli import show
from tiebreak_cli.order import Order, authority_of
from tiebreak_knowledge.official.library import TextLibrary

REFUSED = 1


def diagnose(order: Order, *, as_json: bool, save: Path | None) -> None:
    """Show a diagnosis, or write it as JSON."""
    workbench = Workbench(memory=column_memory(), progress=progress)
    with refusals(workbench):
        case = order.opened(workbench)
        diagnosis = workbench.diagnose(case)
        if save is not None:
            save.write_text(case.to_json(), encoding="utf-8")
            progress(f"Dossier gardé dans {save}")
        if as_json:
            write_json(
                {
                    "diagnosis": diagnosis.model_dump(mode="json"),
                    "facts": facts_of(diagnosis, None),
                    "failures": workbench.failures,
                }
            )
        else:
            show.readings(case)
            show.diagnosis(diagnosis)
            show.failures(workbench.failures)


def fetch(
    name: str | None,
    output: Path,
    *,
    siren: str | None,
    insee: str | None,
    domain: str | None,
    year: int | None,
    address: str | None,
) -> None:
    """Keep the answer of one public service, or list those that can be asked."""
    workbench = Workbench(memory=column_memory(), progress=progress)
    with refusals(workbench):
        if name is None:
            show.fetchers(workbench)
            show.failures(workbench.failures)
            return
        authority = authority_of({"siren": siren, "insee": insee, "year": year})
        options = FetchOptions(authority=authority, domain=domain, address=address, progress=progress)
        kept = workbench.fetch(name, output, options)
        show.fetched(kept, is_readable=workbench.has_source_for(kept))


def columns(*, forgets: bool) -> None:
    """Show what is remembered of corrected columns, or erase it."""
    memory = column_memory()
    with refusals():
        if forgets:
            show.forgotten(memory.forget())
        else:
            show.columns(memory)


def column_memory() -> ColumnMemory:
    """Where corrections of columns are kept on this computer, for its user alone."""
    return ColumnMemory(Path(click.get_app_dir("tiebreak")) / "colonnes.json")


def text_library() -> TextLibrary:
    """Where official texts are kept on this computer, for its user alone."""
    return TextLibrary(Path(click.get_app_dir("tiebreak")) / "textes")


def vectors_folder() -> Path:
    """Where the vectors of a distant model of meaning are kept on this computer: each is asked for once."""
    return Path(click.get_app_dir("tiebreak")) / "vecteurs"


def model_memory() -> ModelMemory:
    """Where the choice of a model is kept on this computer, for its user alone."""
    return ModelMemory(Path(click.get_app_dir("tiebreak")) / "modele.json")


def list_plugins() -> None:
    """Show plugins in service and withdrawn."""
    workbench = Workbench(memory=column_memory(), progress=progress)
    with refusals(workbench):
        show.plugins(workbench)
        show.failures(workbench.failures)


def open_page(port: int, *, opens_browser: bool) -> None:
    """Serve the page on this machine until it is stopped."""
    try:
        from tiebreak_ui.launch import serve  # noqa: PLC0415 - an extra, and heavy
    except ModuleNotFoundError as error:
        refuse(f"La page demande l’extra « ui » ({error.name} est absent) : pip install 'tiebreak[ui]', ou make ui.")
    progress(f"Ouverture de la page (quelques secondes) : http://127.0.0.1:{port} (Ctrl+C pour arrêter)")
    with refusals():
        models = models_of(model_memory(), os.environ, load_registry())
        serve(
            port,
            memory=column_memory(),
            library=text_library(),
            models=models,
            keep_in=vectors_folder(),
            opens_browser=opens_browser,
        )


def write_reports(reports: Sequence[Report], case: CaseFile, output: Path) -> None:
    """Write documents and the case file, and say where."""
    output.mkdir(parents=True, exist_ok=True)
    for report in reports:
        (output / report.filename).write_bytes(report.content)
    kept = output / f"dossier{CASE_FILE_SUFFIX}"
    kept.write_text(case.to_json(), encoding="utf-8")
    show.written(reports, kept)


def facts_of(diagnosis: Diagnosis, trajectory: Trajectory | None) -> list[dict[str, Any]]:
    """The register of facts, ready for JSON."""
    return [fact.model_dump(mode="json") for fact in state_facts(diagnosis, trajectory)]


def write_json(content: dict[str, Any]) -> None:
    """JSON on the standard output, and nothing else there."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))


def progress(message: str) -> None:
    """A step of the work, on the standard error."""
    click.echo(message, err=True)


def refuse(message: str) -> NoReturn:
    """Say what is refused and leave with code 1."""
    click.echo(f"Refusé : {message}", err=True)
    sys.exit(REFUSED)


@contextmanager
def refusals(workbench: Workbench | None = None) -> Iterator[None]:
    """Turn what the core refuses into a French message and exit code 1, after the plugins that were withdrawn."""
    try:
        yield
    except TieBreakError as error:
        for failure in workbench.failures if workbench is not None else ():
            click.echo(f"Attention : {failure}", err=True)
        refuse(str(error))
    except OSError as error:
        where = f"{error.filename} : " if error.filename else ""
        refuse(f"{where}{error.strerror or error}. Vérifiez le chemin et les droits.")
