"""Fuzzing of the readers: whatever a file holds, it is refused in French or read, and nothing else.

`python -m tiebreak_evaluations.fuzzing --target csv --seconds 60 [--folder DIR]`, guided by coverage (atheris). Half of the
mutations change bytes, half change what the format is made of: cells, values of JSON, attributes of XML, parts of an archive.
A defect does not stop a run: each is kept once, by the place that raised, with the smallest file that shows it.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from tiebreak import Authority, CaseFile, InputError, PluginError, Request, Workbench, load_registry
from tiebreak_evaluations.fuzz_mutations import mutated
from tiebreak_evaluations.fuzz_seeds import BUYER, SEEDS
from tiebreak_evaluations.measure import Effort, Measure

PACKAGES = ("tiebreak_spreadsheet", "tiebreak_finance", "tiebreak_inventory", "tiebreak_opendata", "tiebreak_questionnaire")
MAX_BYTES = 1 << 16
SECONDS_A_TARGET = 25
SLOW_SECONDS = 5.0
"""Processor time; more than that for a file of 64 kB is a defect too."""
MEMORY_BYTES = 4 << 30
STATE = "state.json"
KEEP_EVERY = 0.5
"""Seconds between two writings of what was found."""
MOST_DEATHS = 40
ENOUGH_TO_FOLLOW = 1_000
RUNS_PER_TABLE = 4
"""Files tried by an evaluation for each of its random tables."""


@dataclass
class Outcome:
    """What a run of one target gave."""

    target: str
    executions: int = 0
    refused: int = 0
    read: int = 0
    seconds: float = 0.0
    findings: dict[str, int] = field(default_factory=dict)
    """What went wrong, told by its kind and place, and how many times."""


def fuzz_readers(effort: Effort) -> list[Measure]:
    """Each target for a fixed number of files from a fixed seed, two at a time, each in a process of its own.

    Few files are drawn at random alone: to follow what the readers do of them takes longer to prepare than they take to read.
    """
    runs = effort.tables * RUNS_PER_TABLE
    follows = runs >= ENOUGH_TO_FOLLOW and is_guided()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:

        def fuzzed(target: str) -> Outcome:
            return fuzz(target, Path(folder) / target, runs=runs, seconds=SECONDS_A_TARGET, seed=effort.seed, follows=follows)

        outcomes = list(pool.map(fuzzed, sorted(SEEDS)))
    executions, seconds = sum(each.executions for each in outcomes), sum(each.seconds for each in outcomes)
    found = [f"{each.target} : {what}" for each in outcomes for what in each.findings]
    kept = sum(each.read for each in outcomes)
    guide = "guidés par la couverture" if follows else "tirés au sort"
    done = (
        f"{executions} fichiers {guide} en {seconds:.0f} s, {len(outcomes)} formats : {kept} lus, les autres refusés en français"
    )
    return [
        Measure(
            "Fichiers déformés",
            f"{len(found)} défauts",
            "0",
            is_met=not found and executions > 0,
            reason="; ".join(found[:5]) or done,
        )
    ]


def fuzz(target: str, folder: Path, *, seconds: int, runs: int = -1, seed: int = 1, follows: bool = True) -> Outcome:
    """Run one target in child processes until its time is out; one that dies is a finding, and another follows."""
    folder.mkdir(parents=True, exist_ok=True)
    end, deaths = time.monotonic() + seconds, dict[str, int]()
    while (left := end - time.monotonic()) > 1 and sum(deaths.values()) < MOST_DEATHS:
        before = _kept(folder, target)
        command = [sys.executable, "-m", "tiebreak_evaluations.fuzzing", "--child", "--target", target, "--folder", str(folder)]
        options = [
            "--seconds",
            str(int(left)),
            "--runs",
            str(max(runs - before.executions, 1)),
            "--seed",
            str(seed + len(deaths)),
        ]
        options = options if runs > 0 else [*options[:2], *options[4:]]
        options += [] if follows else ["--blind"]
        ended = subprocess.run([*command, *options], check=False, capture_output=True, text=True, errors="replace")
        if ended.returncode == 0:
            break
        said = next((line for line in reversed(ended.stderr.splitlines()) if "ERROR" in line), f"code {ended.returncode}")
        what = f"processus arrêté : {re.sub(r'==[0-9]+== *', '', said)[:120]}"
        deaths[what] = deaths.get(what, 0) + 1
    outcome = _kept(folder, target)
    outcome.findings |= deaths
    return outcome


def _kept(folder: Path, target: str) -> Outcome:
    path = folder / STATE
    return Outcome(**json.loads(path.read_text("utf-8"))) if path.is_file() else Outcome(target)


class Trial:
    """Gives one file after another to the readers, as a user would, and keeps what should not have happened."""

    def __init__(self, target: str, folder: Path) -> None:
        self.outcome = _kept(folder, target)
        self._seed = SEEDS[target]
        self._folder = folder
        self._path = folder / f"essai{self._seed.suffix}"
        self._bench = Workbench(load_registry(is_strict=True))
        self._request = Request(Authority(name="Essai", siren=BUYER, insee="99999"), date(2026, 11, 22))
        self._began = self._written = time.monotonic()
        self._before = self.outcome.seconds

    def try_one(self, content: bytes) -> None:
        """Give one content; nothing is ever raised."""
        self._path.write_bytes(content)
        self.outcome.executions += 1
        start = time.process_time()
        try:
            self._read()
        except InputError as error:
            self.outcome.refused += 1
            if fault := fault_of(str(error), self._path.name):
                self._find(fault, content)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - what readers let through is what is looked for
            self._find(place_of(error), content)
            self._bench = Workbench(load_registry(is_strict=True))
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            self._find(place_of(error), content)
        else:
            self.outcome.read += 1
        if time.process_time() - start > SLOW_SECONDS:
            self._find(f"plus de {SLOW_SECONDS:.0f} s pour {len(content) // 1000} ko", content)
        if time.monotonic() - self._written > KEEP_EVERY:
            self.keep()

    def keep(self) -> None:
        """Write what was found so far: the library that guides the mutations ends the process itself."""
        self._written = time.monotonic()
        self.outcome.seconds = self._before + self._written - self._began
        (self._folder / STATE).write_text(json.dumps(asdict(self.outcome), ensure_ascii=False), "utf-8")

    def _read(self) -> None:
        case = self._bench.open_case([self._path], self._request)
        if CaseFile.model_validate_json(case.model_dump_json()) != case:
            raise AssertionError("le dossier relu diffère du dossier enregistré")
        for reading in case.readings:
            every = (reading.spend_lines, reading.contracts, reading.inventory, reading.uses, reading.balances)
            identifiers = [piece.id for pieces in every for piece in pieces]
            if len(set(identifiers)) < len(identifiers):
                raise AssertionError("deux pièces d’un fichier portent le même identifiant")

    def _find(self, what: str, content: bytes) -> None:
        self.outcome.findings[what] = self.outcome.findings.get(what, 0) + 1
        path = self._folder / f"defaut-{re.sub(r'[^A-Za-z0-9]+', '-', what)[:100]}{self._seed.suffix}"
        if not path.is_file() or path.stat().st_size > len(content):
            path.write_bytes(content)
            self.keep()


def fault_of(message: str, name: str) -> str | None:
    """What is wrong with a refusal: it names the file, is text that a screen can show, and is not endless."""
    if name not in message:
        return "refus qui ne nomme pas le fichier"
    if any(0xD800 <= ord(sign) <= 0xDFFF for sign in message):
        return "refus qui ne s’affiche pas"
    if any(ord(sign) < 32 and sign != "\n" for sign in message):
        return "refus qui porte des caractères de commande"
    return "refus de plus de 100 000 caractères" if len(message) > 100_000 else None


def place_of(error: BaseException) -> str:
    """The kind of an error and the innermost line of our packages that it went through."""
    cause = error.__cause__ if isinstance(error, PluginError) and error.__cause__ is not None else error
    frames = [frame for frame in traceback.extract_tb(cause.__traceback__) if "tiebreak" in frame.filename]
    ours = [frame for frame in frames if "tiebreak_evaluations" not in frame.filename] or frames
    where = f"{Path(ours[-1].filename).parent.name}/{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
    said = " ".join(str(cause).split())[:80] if type(cause).__name__ == "ValidationError" else ""
    return f"{type(cause).__name__} {where} {said}".strip()


def is_guided() -> bool:
    """Whether the library that guides mutations by coverage is installed: it is for Linux, and trails the newest Python."""
    return importlib.util.find_spec("atheris") is not None


def _unguided(target: str, folder: Path, *, seconds: int, runs: int, seed: int) -> None:
    """Mutations of the seed alone, drawn one after the other."""
    trial, chance, end = Trial(target, folder), random.Random(seed), time.monotonic() + seconds  # noqa: S311 - reproducible
    content, done = SEEDS[target].make(), 0
    while time.monotonic() < end and done != runs:
        trial.try_one(mutated(content, SEEDS[target].suffix, chance))
        done += 1
    trial.keep()


def _child(target: str, folder: Path, *, seconds: int, runs: int, seed: int, is_blind: bool) -> None:
    """Give mutations to the readers, guided by what they make them do; ends the process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    if is_blind or not is_guided():
        _unguided(target, folder, seconds=seconds, runs=runs, seed=seed)
        return
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=[*PACKAGES, "tiebreak.members"]):
        for package in PACKAGES:
            for path in Path(str(importlib.import_module(package).__file__)).parent.glob("*.py"):
                importlib.import_module(f"{package}.{path.stem}" if path.stem != "__init__" else package)
    suffix, seed_content = SEEDS[target].suffix, SEEDS[target].make()
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    (corpus / "seed").write_bytes(seed_content)
    trial = Trial(target, folder)

    def mutate(content: bytes, size: int, number: int) -> bytes:
        chance = random.Random(number)  # noqa: S311 - a reproducible sample, not a secret
        match chance.randrange(4):
            case 0 | 1:
                changed = atheris.Mutate(content, size)
            case 2:
                changed = mutated(content, suffix, chance)
            case _:
                changed = mutated(seed_content, suffix, chance)
        return bytes(changed[:size])

    limits = [f"-max_total_time={seconds}", f"-runs={runs}", f"-max_len={MAX_BYTES}", f"-seed={seed}", "-timeout=25"]
    quiet = [f"-artifact_prefix={folder}/mort-", "-rss_limit_mb=2500", "-verbosity=0", "-print_final_stats=0"]
    atheris.Setup([sys.argv[0], str(corpus), *limits, *quiet], trial.try_one, custom_mutator=mutate)
    try:
        atheris.Fuzz()
    finally:
        trial.keep()


def main(arguments: Sequence[str]) -> int:
    """Fuzz one target, or each in turn; leaves with 1 when something was found."""
    parser = argparse.ArgumentParser(description="Donner des fichiers déformés aux lecteurs")
    parser.add_argument("--target", choices=[*SEEDS, "all"], default="all", help="format à éprouver")
    parser.add_argument("--seconds", type=int, default=60, help="durée pour chaque format")
    parser.add_argument("--runs", type=int, default=-1, help="nombre de fichiers, sans limite par défaut")
    parser.add_argument("--seed", type=int, default=1, help="graine des mutations")
    parser.add_argument("--folder", type=Path, default=None, help="où garder les défauts trouvés et le corpus")
    parser.add_argument("--blind", action="store_true", help="tirer au sort, sans suivre ce que les lecteurs en font")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    folder = given.folder or Path(tempfile.mkdtemp(prefix="tiebreak-fuzz-"))
    if given.child:
        _child(given.target, folder, seconds=given.seconds, runs=given.runs, seed=given.seed, is_blind=given.blind)
        return 0
    found = False
    for target in SEEDS if given.target == "all" else [given.target]:
        outcome = fuzz(target, folder / target, seconds=given.seconds, runs=given.runs, seed=given.seed, follows=not given.blind)
        found |= bool(outcome.findings)
        sys.stdout.write(f"{json.dumps(asdict(outcome), ensure_ascii=False)}\n")
        sys.stdout.flush()
    sys.stdout.write(f"Défauts et corpus : {folder}\n")
    return int(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
