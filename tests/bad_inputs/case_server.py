"""Reads files in processes of their own, made from one that has everything loaded: a death, a hang or a swelling hurts nobody.

Run as a program by `trials.Readers`: one JSON question a line, one JSON answer a line.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import select
import signal
import sys
import time
import traceback
from datetime import date
from pathlib import Path

import charset_normalizer  # noqa: F401 - loaded once for all
import duckdb  # noqa: F401
import facturx  # noqa: F401
import openpyxl  # noqa: F401
import python_calamine  # noqa: F401
from lxml import etree  # noqa: F401  # pyright: ignore[reportAttributeAccessIssue]

from tiebreak import Authority, CaseFile, InputError, PluginError, Request, Workbench, load_registry

MEMORY_BYTES = 3 << 30
"""A reader that asks for more is told that there is none, and the machine goes on."""
DAY = date(2026, 11, 22)


def serve(bench: Workbench) -> None:
    """Answer every question, until there is no more."""
    for line in sys.stdin:
        asked = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _answer_and_leave(bench, asked, writing)
        os.close(writing)
        answer = _heard(reading, asked["wall_seconds"])
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        answer = answer or json.dumps({"kind": "died", "text": _cause_of_death(status)})
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _heard(reading: int, seconds: float) -> str:
    """What the child says before its time is out; empty when it says nothing."""
    parts: list[bytes] = []
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and select.select([reading], [], [], left)[0]:
        if not (part := os.read(reading, 1 << 16)):
            break
        parts.append(part)
    os.close(reading)
    text = b"".join(parts).decode("utf-8")
    return text if text.endswith("}") else ""


def _cause_of_death(status: int) -> str:
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if number == signal.SIGKILL:
        return "trop long, ou arrêté faute de temps processeur"
    return f"processus mort par {signal.Signals(number).name}" if number else f"processus sorti avec {status}"


def _answer_and_leave(bench: Workbench, asked: dict[str, object], writing: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    seconds = int(str(asked["cpu_seconds"]))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # libraries that die say much about it
    os.chdir(str(asked["folder"]))
    if asked["is_nobody"]:
        os.seteuid(65534)
    os.write(writing, json.dumps(_tried(bench, asked)).encode("utf-8"))
    os._exit(0)


class Meter:
    """What reading costs, not what is then made of it here."""

    def __init__(self) -> None:
        self._before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        self._start = time.process_time()

    def read(self) -> dict[str, float]:
        """Processor seconds and megabytes since the start."""
        growth = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - self._before
        return {"seconds": time.process_time() - self._start, "growth_mb": growth / 1000}


def _tried(bench: Workbench, asked: dict[str, object]) -> dict[str, object]:
    paths = asked["paths"]
    assert isinstance(paths, list)
    authority = Authority(name="Commune d’essai", siren="219999990", insee="99999")
    request = Request(authority=authority, as_of=DAY, leaves_out_unreadable=bool(asked["leaves_out_unreadable"]))
    meter = Meter()
    try:
        case = bench.open_case([Path(path) for path in paths], request)
        diagnosis = bench.diagnose(case)
        spent = meter.read()
        written = case.model_dump_json()
        _check(case, written)
        texts = set(_texts(json.loads(written)["readings"]))
        wanted = asked["holds"]
        assert isinstance(wanted, list)
        return {
            "kind": "read",
            "text": "",
            **spent,
            "missing": [each for each in wanted if each not in texts],
            "rows": sum(reading.rows_in_file for reading in case.readings),
            "lines": sum(len(reading.spend_lines) for reading in case.readings),
            "left_out": sum(row.row_count for reading in case.readings for row in reading.left_out),
            "dependencies": len(diagnosis.assessments),
            "found": [each for each in str(asked["never"]).split("\n") if each and each in written],
        }
    except InputError as error:
        return {"kind": "refused", "text": str(error), **meter.read()}
    except BaseException as error:  # noqa: BLE001 - anything else is what is looked for
        return {"kind": "crashed", "text": _told(error), **meter.read()}


def _check(case: CaseFile, written: str) -> None:
    """Whether a case file can be kept, and each piece of it told from the others."""
    assert CaseFile.model_validate_json(written) == case, "le dossier relu diffère du dossier enregistré"
    for reading in case.readings:
        pieces = (*reading.spend_lines, *reading.contracts, *reading.inventory, *reading.uses, *reading.balances)
        assert len({piece.id for piece in pieces}) == len(pieces), "deux pièces d’un fichier portent le même identifiant"


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    return [value] if isinstance(value, str) else []


def _told(error: BaseException) -> str:
    """The error, and the last line of ours that it went through."""
    cause = error.__cause__ if isinstance(error, PluginError) and error.__cause__ is not None else error
    frames = [frame for frame in traceback.extract_tb(cause.__traceback__) if "/tiebreak" in frame.filename]
    frame = frames[-1] if frames else None
    where = f"{Path(frame.filename).parent.name}/{Path(frame.filename).name}:{frame.lineno}" if frame else "?"
    return f"{type(cause).__name__} ({where}) : {str(cause)[:300]}".encode("utf-8", "replace").decode("utf-8")


if __name__ == "__main__":
    workbench = Workbench(load_registry(is_strict=True))
    assert workbench.catalogue.version
    workbench.registry.criteria_sets()
    gc.collect()
    gc.freeze()
    sys.stdout.write("prêt\n")
    sys.stdout.flush()
    serve(workbench)
