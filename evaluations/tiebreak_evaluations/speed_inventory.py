"""Speed of inventories, as ratios to parsing the same bytes in the same run, with nothing made of them."""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from xml.sax.saxutils import escape

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from tiebreak import Source, SourceOptions, load_registry
from tiebreak_evaluations.measure import Effort, Measure

PACKAGES = 3_033
"""Packages of a Linux workstation on which everything was installed."""
PROGRAMS = 300
"""Programs of a Windows workstation."""
PRODUCTS, VERSIONS = 800, 4
"""Different programs of a fleet, and versions of each."""
LEAST_MACHINES = 100
MACHINE_TARGET = 12.0
FLEET_TARGET = 10.0
GROWTH_TARGET = 1.3


def inventory_speed(effort: Effort) -> list[Measure]:
    """Reading one machine of many packages, and fleets of two sizes, against parsing the same files."""
    source = next(each.value for each in load_registry(is_strict=True).sources() if each.key == "inventory/machines")
    chance = random.Random(effort.seed)  # noqa: S311 - repeatable, not secret
    count = max(effort.rows // PROGRAMS, LEAST_MACHINES)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        machine = _written(root / "poste.json", json.dumps(_linux_machine()))
        whole, quarter = (_fleet(root / f"parc-{size}", size, chance) for size in (count, count // 4))
        of_machine = _ratio(source, machine, effort.repeats)
        of_fleet = _ratio(source, whole, 3)
        growth = _best(lambda: source.read(whole, SourceOptions()), 3) / _best(lambda: source.read(quarter, SourceOptions()), 3)
    per_machine = growth * (count // 4) / count
    return [
        _measure(
            "Lecture d’un poste",
            of_machine,
            MACHINE_TARGET,
            f"{PACKAGES} paquets, médiane de {effort.repeats} paires ; référence : json.loads",
        ),
        _measure(
            "Lecture d’un parc",
            of_fleet,
            FLEET_TARGET,
            f"{count} postes de {PROGRAMS} logiciels, moitié JSON, moitié XML ; référence : json.loads et lxml sur les mêmes octets",
        ),
        _measure(
            "Croissance de la lecture d’un parc",
            per_machine,
            GROWTH_TARGET,
            f"temps par poste pour {count} postes ; référence : pour {count // 4}",
            digits=2,
        ),
    ]


def _measure(name: str, ratio: float, target: float, reason: str, *, digits: int = 1) -> Measure:
    return Measure(name, f"{ratio:.{digits}f} ×", f"≤ {target} ×", is_met=ratio <= target, reason=reason, is_timed=True)


def _ratio(source: Source, path: Path, repeats: int) -> float:
    """Time of reading a path over that of parsing its files."""
    files = [path] if path.is_file() else sorted(path.iterdir())
    return median(
        _wall(lambda: source.read(path, SourceOptions())) / _wall(lambda: [_parsed(each) for each in files])
        for _ in range(repeats)
    )


def _parsed(path: Path) -> object:
    raw = path.read_bytes()
    return json.loads(raw) if path.suffix == ".json" else etree.fromstring(raw)


def _linux_machine() -> dict[str, object]:
    groups = ("Development/Libraries", "System Environment/Base", "Applications/Internet", "Unspecified")
    softwares = [
        {
            "arch": "x86_64",
            "comments": f"Paquet d’essai {number}",
            "filesize": number * 1000,
            "from": "rpm",
            "install_date": "2026-01-02",
            "name": f"{'lib' if number % 3 else 'outil'}-essai-{number}",
            "publisher": "Fedora Project" if number % 50 else "Exemple SAS",
            "system_category": groups[number % 4],
            "version": f"{number % 9}.{number % 7}-1.fc38",
        }
        for number in range(PACKAGES)
    ]
    return {"content": {"hardware": {"name": "poste-essai"}, "softwares": softwares}, "action": "inventory"}


def _fleet(folder: Path, count: int, chance: random.Random) -> Path:
    folder.mkdir()
    for number in range(count):
        programs = [
            {
                "arch": "x86_64",
                "from": "registry",
                "guid": f"{{{product:032x}}}",
                "name": f"Logiciel d’essai {product} (x64 fr)",
                "publisher": f"Éditeur {product % 90}",
                "uninstall_string": f"C:\\Program Files\\Essai {product}\\uninstall.exe",
                "version": f"{product % 9}.{chance.randrange(VERSIONS)}",
            }
            for product in chance.sample(range(PRODUCTS), PROGRAMS)
        ]
        name = f"poste-{number}"
        if number % 2:
            content = {"hardware": {"name": name, "uuid": f"essai-{number}"}, "softwares": programs}
            _written(folder / f"{name}.json", json.dumps({"content": content, "action": "inventory", "itemtype": "Computer"}))
        else:
            _written(folder / f"{name}.xml", _xml(name, programs))
    return folder


def _xml(name: str, programs: list[dict[str, str]]) -> str:
    softwares = "".join(
        "<SOFTWARES>" + "".join(f"<{key.upper()}>{escape(text)}</{key.upper()}>" for key, text in each.items()) + "</SOFTWARES>"
        for each in programs
    )
    return f"<REQUEST><CONTENT><HARDWARE><NAME>{name}</NAME></HARDWARE>{softwares}</CONTENT><QUERY>INVENTORY</QUERY></REQUEST>"


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _best(work: Callable[[], object], repeats: int) -> float:
    return min(_wall(work) for _ in range(repeats))


def _wall(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
