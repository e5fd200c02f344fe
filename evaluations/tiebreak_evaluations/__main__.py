"""Run the evaluations: `python -m tiebreak_evaluations [--sample]`.

The full run writes `evaluations/RESULTS.md`; the sample, replayed by `make check`, writes nothing.
Either leaves with 1 when a target is missed; a speed counts in the full run only.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tiebreak_evaluations.accounts import random_accounts
from tiebreak_evaluations.assistant import assistant_quality
from tiebreak_evaluations.clauses import clause_lint_quality
from tiebreak_evaluations.criteria import criteria_questions, criteria_speed
from tiebreak_evaluations.drafts_attacked import drafts_attacked
from tiebreak_evaluations.fuzzing import fuzz_readers
from tiebreak_evaluations.grounding import verifier_quality
from tiebreak_evaluations.injections import injections
from tiebreak_evaluations.measure import FULL, SAMPLE, Effort, Measure
from tiebreak_evaluations.oracles import published_table
from tiebreak_evaluations.plans import plans_judged
from tiebreak_evaluations.plausibility import plausibility, plausibility_tables
from tiebreak_evaluations.recognition import recognition_quality
from tiebreak_evaluations.repeatability import same_bytes
from tiebreak_evaluations.retrieval import retrieval_quality
from tiebreak_evaluations.speed import start_up
from tiebreak_evaluations.speed_finance import finance_speed
from tiebreak_evaluations.speed_inventory import inventory_speed
from tiebreak_evaluations.speed_opendata import opendata_speed
from tiebreak_evaluations.speed_plans import plan_speed
from tiebreak_evaluations.speed_recognition import recognition_speed
from tiebreak_evaluations.speed_retrieval import retrieval_speed
from tiebreak_evaluations.speed_spreadsheet import spreadsheet_speed

EVALUATIONS: tuple[Callable[[Effort], list[Measure]], ...] = (
    published_table,
    random_accounts,
    same_bytes,
    recognition_quality,
    criteria_questions,
    plausibility,
    plans_judged,
    clause_lint_quality,
    retrieval_quality,
    verifier_quality,
    assistant_quality,
    drafts_attacked,
    injections,
    start_up,
    spreadsheet_speed,
    finance_speed,
    inventory_speed,
    opendata_speed,
    recognition_speed,
    criteria_speed,
    plan_speed,
    retrieval_speed,
    fuzz_readers,
)
RESULTS = Path("evaluations/RESULTS.md")


def main(arguments: list[str]) -> int:
    """Run, print, and write the results of a full run."""
    is_sample = "--sample" in arguments
    effort = SAMPLE if is_sample else FULL
    measures: list[Measure] = []
    for evaluation in EVALUATIONS:
        sys.stderr.write(f"{evaluation.__name__}…\n")
        measures += evaluation(effort)
    text = report(measures, effort)
    sys.stdout.write(text)
    if not is_sample:
        RESULTS.write_text(text, encoding="utf-8")
    return 0 if all(each.is_met or (is_sample and each.is_timed) for each in measures) else 1


def report(measures: list[Measure], effort: Effort) -> str:
    """The results as Markdown, with what is needed to redo them."""
    lines = [
        "# Résultats des évaluations",
        "",
        "Écrit par `make evaluate` ; ne pas modifier à la main.",
        "",
        f"- Révision : {_revision()}",
        f"- Graine : {effort.seed} ; tables {effort.tables}, répétitions {effort.repeats}, lignes {effort.rows}",
        f"- Machine : {platform.system()} {platform.machine()}, {os.cpu_count()} cœurs, Python {platform.python_version()}",
        "",
        "| Mesure | Valeur | Cible | Tenue | Comment |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {each.name} | {each.value} | {each.target} | {'oui' if each.is_met else '**non**'} | {each.reason} |"
        for each in measures
    ]
    return "\n".join(lines) + "\n\n" + plausibility_tables()


def _revision() -> str:
    found = subprocess.run(["git", "rev-parse", "--short=12", "HEAD"], capture_output=True, text=True, check=False)  # noqa: S607
    return found.stdout.strip() or "inconnue"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
