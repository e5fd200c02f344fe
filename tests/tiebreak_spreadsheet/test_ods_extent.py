"""How large an ods is once opened, by what its XML says of repeated rows and cells."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.tiebreak_spreadsheet.files import read
from tiebreak import UnreadableFileError
from tiebreak_spreadsheet import xml_pieces
from tiebreak_spreadsheet.ods_extent import ods_extent

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "manifest")
)
ONE = '<table:table-cell office:value-type="float" office:value="1"/>'


def _text(said: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{said}</text:p></table:table-cell>'


def _empty(columns: int) -> str:
    return f'<table:table-cell table:number-columns-repeated="{columns}"/>'


def _row(*cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


HEADER = _row(*map(_text, ("Fournisseur", "Libellé", "Montant mandaté")))
ALPHA = _row(_text("ALPHA"), _text("x"), ONE)
TO_THE_END = _row(_empty(16_384), repeated=1_048_574)


def _write(path: Path, *tables: str) -> Path:
    sheets = "".join(f'<table:table table:name="F{rank}">{rows}</table:table>' for rank, rows in enumerate(tables))
    body = f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest {NAMESPACES}/>")
        archive.writestr("content.xml", f"<office:document-content {NAMESPACES}>{body}</office:document-content>")
    return path


@pytest.mark.parametrize(
    ("tables", "cells"),
    [
        pytest.param((HEADER + ALPHA,), 6, id="a table"),
        pytest.param((HEADER + ALPHA + TO_THE_END,), 6, id="empty down to the end, as spreadsheets write it"),
        pytest.param((HEADER + TO_THE_END + _row(_empty(16_383), ONE),), 1_048_576 * 16_384, id="a last cell"),
        pytest.param((_row(ONE.replace("/>", ' table:number-columns-repeated="9"/>'), repeated=1_000),), 9_000, id="repeated"),
        pytest.param((ALPHA, HEADER * 4), 15, id="several sheets are held together"),
        pytest.param(
            (_row('<table:table-cell table:formula="of:=[.A1]&gt;1" table:x=">" />', ONE),), 2, id="a sign in a formula"
        ),
        pytest.param((_row("<table:table-cell></table:table-cell>", _empty(3)),), 0, id="nothing"),
        pytest.param((_row("<table:covered-table-cell/>", ONE),), 2, id="merged"),
    ],
)
@pytest.mark.parametrize("chunk", [1 << 20, 61])
def test_the_rectangle_that_a_sheet_fills_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tables: tuple[str, ...], cells: int, chunk: int
) -> None:
    monkeypatch.setattr(xml_pieces, "CHUNK", chunk)
    assert ods_extent(_write(tmp_path / "classeur.ods", *tables)).cells == cells


def test_a_cell_far_from_the_others_is_refused_before_memory_is_taken(tmp_path: Path) -> None:
    path = _write(tmp_path / "classeur.ods", HEADER + ALPHA + TO_THE_END + _row(_empty(16_383), ONE))
    with pytest.raises(UnreadableFileError, match="très loin des autres"):
        read(path)


def test_a_sheet_formatted_to_its_end_is_read(tmp_path: Path) -> None:
    reading = read(_write(tmp_path / "classeur.ods", HEADER + ALPHA + TO_THE_END))
    assert [line.amount for line in reading.spend_lines] == [1]
