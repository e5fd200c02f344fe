"""Parquet of expenses and of public contracts: cut, noisy, with types and values that no table of money has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.bad_inputs.test_text_tables import ORDERS, noise, with_cell
from tests.bad_inputs.trials import Case, Readers, a_file, judge, parameters
from tiebreak_evaluations.fuzz_seeds import AWARDS, BUYER, SPENDING, parquet_bytes


def of(name: str, identifier: str, content: Callable[[], bytes], **expected: object) -> Case:
    return Case(identifier, a_file(name, content), **expected)  # type: ignore[arg-type]


def written(identifier: str, query: str, **expected: object) -> Case:
    """A parquet of what a query gives."""

    def make(folder: Path) -> Path:
        path = folder / "table.parquet"
        with duckdb.connect() as connection:
            connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
        return path

    return Case(f"parquet-{identifier}", make, **expected)  # type: ignore[arg-type]


def line(*, supplier: str = "'EXEMPLE'", label: str = "'Maintenance'", amount: str = "100", more: str = "") -> str:
    return f'SELECT {supplier} AS "Fournisseur", {label} AS "Libellé", {amount} AS "Montant mandaté TTC"{more}'


SPENT, AWARDED = parquet_bytes(SPENDING), parquet_bytes(AWARDS)
NOISY_FOOT = b"PAR1" + noise(3_000) + (2_000).to_bytes(4, "little") + b"PAR1"
WITH_FATE = parquet_bytes([(*AWARDS[0], "fate"), *((*row, "0") for row in AWARDS[1:])])
LONG_TEXTS = line(label="repeat('x', 100000) || range") + " FROM range(2500)"

CASES = [
    of("depenses.parquet", "parquet-good", lambda: SPENT, kind="read", lines=3),
    of("depenses.parquet", "parquet-empty", lambda: b"", kind="refused"),
    of("depenses.parquet", "parquet-noise", lambda: noise(5_000), kind="refused"),
    of("depenses.parquet", "parquet-that-is-a-csv", lambda: b"Fournisseur;Montant\nA;5\n", kind="refused"),
    of("depenses.parquet", "parquet-marks-alone", lambda: b"PAR1PAR1", kind="refused"),
    of("depenses.parquet", "parquet-cut", lambda: SPENT[:-20], kind="refused"),
    of(
        "depenses.parquet",
        "parquet-noise-between-its-marks",
        lambda: NOISY_FOOT,
        kind="refused",
    ),
    of(
        "depenses.parquet",
        "parquet-a-foot-larger-than-it",
        lambda: SPENT[:-8] + b"\xff\xff\xff\x7fPAR1",
        kind="refused",
    ),
    of(
        "depenses.parquet",
        "parquet-spoilt-in-its-pages",
        lambda: SPENT[:8] + b"\xff" * 60 + SPENT[68:],
    ),
    of("depenses.csv", "parquet-that-is-called-csv", lambda: SPENT, kind="refused"),
    of("marches.parquet", "decp-parquet-cut", lambda: AWARDED[:-20], kind="refused"),
    of(
        "marches.parquet",
        "decp-parquet-spoilt-in-its-pages",
        lambda: AWARDED[:8] + b"\xff" * 60 + AWARDED[68:],
    ),
    of(
        "marches.parquet",
        "decp-parquet-orders",
        lambda: parquet_bytes(with_cell(AWARDS, 1, 3, ORDERS[2])),
        kind="read",
        holds=ORDERS[2:3],
    ),
    of(
        "marches.parquet",
        "decp-parquet-a-column-named-like-an-inner-one",
        lambda: WITH_FATE,
        kind="read",
    ),
    of("marches.parquet", "decp-parquet-amount-1e308", lambda: parquet_bytes(with_cell(AWARDS, 1, 4, "1e308")), kind="read"),
    written("orders", line(label=f"'{ORDERS[2]}'"), kind="read", holds=ORDERS[2:3], lines=1),
    written("amount-not-a-number", line(amount="'NaN'::DOUBLE"), kind="refused"),
    written("amount-infinite", line(amount="'-inf'::DOUBLE"), kind="refused"),
    written(
        "amount-of-thirty-eight-digits", line(amount="99999999999999999999999999999999999999::DECIMAL(38,0)"), kind="refused"
    ),
    written("amount-of-a-huge-integer", line(amount="170141183460469231731687303715884105727::HUGEINT"), kind="refused"),
    written("amount-that-is-a-list", line(amount="[1, 2]"), kind="refused"),
    written("amount-that-is-a-structure", line(amount="{'a': 1}"), kind="refused"),
    written("day-not-a-number", line(more=""", 'NaN'::DOUBLE AS "Fin" """)),
    written("day-beyond-the-calendar", line(more=""", DATE '294247-01-01' AS "Fin" """)),
    written("day-infinite", line(more=""", 'infinity'::DATE AS "Fin" """), kind="refused"),
    written("day-before-christ", line(more=""", DATE '0044-03-15 (BC)' AS "Fin" """), kind="refused"),
    written("time-beyond-the-calendar", line(more=""", TIMESTAMP '290309-12-22 00:00:00' AS "Fin" """)),
    written("time-infinite", line(more=""", 'infinity'::TIMESTAMP AS "Fin" """), kind="refused"),
    written("time-of-nanoseconds", line(more=""", TIMESTAMP_NS '2026-01-01 00:00:00' AS "Fin" """)),
    written("time-of-twenty-four-hours", line(more=""", TIME '24:00:00' AS "Service" """)),
    written("bytes-that-are-no-text", line(supplier="'\\xFF\\xFE'::BLOB")),
    written("interval", line(more=""", INTERVAL 3 MONTHS AS "Service" """)),
    written(
        "texts-of-two-hundred-and-fifty-megabytes",
        'SELECT \'EXEMPLE\' AS "Fournisseur", repeat(\'x\', 1000) || range AS "Libellé", 5 AS "Montant mandaté TTC" FROM range(2500)',
    ),
    written("five-thousand-columns", f'SELECT 5 AS "Montant", {", ".join(f"1 AS c{n}" for n in range(5_000))}', seconds=8),
    written("a-column-without-name", line(more=""", 'x' AS " " """)),
    written("a-column-that-is-a-query", line(more=""", 'x' AS "a""; DROP TABLE x; --" """), kind="read", lines=1),
    written("no-rows", f"{line()} WHERE 1 = 0", kind="refused"),
    written("of-another-buyer", f"SELECT * FROM ({line()}), (SELECT '{BUYER}' AS siren)", kind="read", lines=1),
]


@pytest.mark.parametrize("case", parameters(CASES))
def test_a_bad_parquet_is_refused_or_read_as_plain_data(case: Case, readers: Readers, tmp_path: Path) -> None:
    judge(case, readers.ask(case, tmp_path), tmp_path)
