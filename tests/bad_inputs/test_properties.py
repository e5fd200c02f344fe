"""Whatever stands in the cells, values, attributes and parts of a file, it is refused in French or every row of it is accounted for."""

from __future__ import annotations

import csv
import io
import json
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import DAY
from tiebreak import Authority, CaseFile, InputError, Reading, Request, Workbench, load_registry
from tiebreak_evaluations.fuzz_mutations import NASTY
from tiebreak_evaluations.fuzz_seeds import (
    BUYER,
    agent_xml,
    answers_toml,
    balances_json,
    cii_xml,
    decp_json,
    decp_xml,
    glpi_json,
    ods_parts,
    osquery_json,
    pes_xml,
    sheet_xml,
    traces_json,
    ubl_xml,
    xlsx_parts,
    zipped,
)
from tiebreak_evaluations.fuzzing import fault_of

TITLES = ("Fournisseur", "Libellé", "Montant TTC", "Montant mandaté", "Début", "Fin", "Durée en mois", "Licences", "SIRET", "Exercice",
          "Type de dépense", "Zone", "Préavis", "Reconduction", "Statut", "Nom du logiciel", "Version", "Éditeur", "x", "")  # fmt: skip
TEXTS = st.one_of(st.sampled_from([each for each in NASTY if len(each) < 1_000]), st.text(max_size=12))
NUMBERS = st.one_of(
    st.integers(-(10**9), 10**9).map(str), st.decimals(-1000, 1000, places=2).map(lambda each: str(each).replace(".", ","))
)
CELLS = st.one_of(NUMBERS, TEXTS, st.dates().map(lambda day: day.strftime("%d/%m/%Y")))
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=8), max_size=6)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS, st.text(st.characters(), max_size=4)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["id", "titulaire", "nom", "x"]), inner, max_size=3)
    ),
    max_leaves=5,
)
FIXED = settings(
    max_examples=300,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class Desk:
    """Where files are given one after the other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._bench = Workbench(load_registry(is_strict=True))

    def give(self, name: str, content: bytes) -> Reading | None:
        """The reading of a file that can be kept as it is; `None` for one that is well refused."""
        path = self._folder / name
        path.write_bytes(content)
        try:
            case = self._bench.open_case([path], Request(Authority(name="Essai", siren=BUYER, insee="99999"), DAY))
        except InputError as error:
            fault = fault_of(str(error), name)
        else:
            assert CaseFile.model_validate_json(case.model_dump_json()) == case
            self._bench.diagnose(case)
            return case.readings[0]
        assert fault is None
        return None


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every place of a JSON value at which another may stand."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    return [place for key in keys for place in [(value, key), *places(value[key])]]


@FIXED
@given(titles=st.lists(st.sampled_from(TITLES), min_size=1, max_size=8), rows=ROWS, delimiter=st.sampled_from(";,\t"))
def test_every_filled_row_of_any_text_table_is_accounted_for(
    desk: Desk, titles: list[str], rows: list[list[str]], delimiter: str
) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows([titles, *rows])

    reading = desk.give("table.csv", stream.getvalue().encode("utf-8", "replace"))

    if reading is not None and reading.plugin == "spreadsheet" and delimiter == ";":
        written = list(csv.reader(io.StringIO(stream.getvalue(), newline=""), delimiter=delimiter))
        assert reading.rows_in_file <= sum(any(row) for row in written)
        assert reading.rows_in_file >= sum(any(cell.strip() and cell.isprintable() for cell in row) for row in written)


@FIXED
@given(titles=st.lists(st.sampled_from(TITLES), min_size=1, max_size=8), rows=ROWS, is_open=st.booleans())
def test_any_workbook_is_refused_or_accounted_for(desk: Desk, titles: list[str], rows: list[list[str]], is_open: bool) -> None:
    cells = [[cell.encode("utf-8", "replace").decode().replace("\x00", "") for cell in row] for row in [titles, *rows]]

    desk.give(
        "classeur.ods" if is_open else "classeur.xlsx",
        zipped(ods_parts(cells) if is_open else xlsx_parts({"a": sheet_xml(cells)})),
    )


@FIXED
@given(data=st.data(), kind=st.sampled_from([glpi_json, osquery_json, decp_json, traces_json, balances_json]), value=VALUES)
def test_any_value_at_any_place_of_a_json_is_refused_or_accounted_for(
    desk: Desk, data: st.DataObject, kind: Any, value: object
) -> None:
    content = json.loads(kind())
    holder, key = data.draw(st.sampled_from([(holder, key) for holder, key in places(content)]))
    holder[key] = value

    desk.give("donnees.json", json.dumps(content).encode())


@FIXED
@given(data=st.data(), kind=st.sampled_from([pes_xml, cii_xml, ubl_xml, agent_xml, decp_xml]), text=TEXTS)
def test_any_text_at_any_place_of_an_xml_is_refused_or_accounted_for(
    desk: Desk, data: st.DataObject, kind: Any, text: str
) -> None:
    content = kind().decode()
    starts = [
        index + 2 for index in range(len(content) - 2) if content[index : index + 2] in {'="', '">'} or content[index] == ">"
    ]
    start = data.draw(st.sampled_from(starts))
    end = min((found for found in (content.find(mark, start) for mark in '"<') if found >= 0), default=len(content))

    desk.give("flux.xml", f"{content[:start]}{escape(text)}{content[end:]}".encode("utf-8", "replace"))


@FIXED
@given(data=st.data(), text=TEXTS, quote=st.sampled_from(['"', "'", "", '"""']))
def test_any_answer_is_refused_or_accounted_for(desk: Desk, data: st.DataObject, text: str, quote: str) -> None:
    lines = answers_toml().decode().split("\n")
    place = data.draw(st.integers(0, len(lines) - 1))
    lines[place] = f"{lines[place].partition('=')[0]} = {quote}{text}{quote}"

    desk.give("reponses.toml", "\n".join(lines).encode("utf-8", "replace"))
