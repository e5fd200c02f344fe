"""Documents: complete, traceable, neutral, the same bytes twice, fetching nothing."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from types import SimpleNamespace

import docx
import pytest
from tests.conftest import DAY
from tests.tiebreak_documents.reading import figures_in, page, without_spaces, words_of_docx

from tiebreak import ActionKind, CaseFile, Report, ReportInputs, Workbench, hookimpl, load_registry, state_facts


def reports_of(workbench: Workbench, case: CaseFile) -> dict[str, Report]:
    diagnosis = workbench.diagnose(case)
    trajectory = workbench.plan(case, diagnosis) if diagnosis.assessments else None
    return {report.filename: report for report in workbench.reports(case, diagnosis, trajectory)}


@pytest.fixture(scope="module")
def reports(workbench: Workbench, commune: CaseFile) -> dict[str, Report]:
    return reports_of(workbench, commune)


def test_two_documents_in_two_formats_and_the_annex_is_internal(reports: dict[str, Report]) -> None:
    assert {name: report.is_internal for name, report in reports.items()} == {
        "annexe-interne.docx": True,
        "annexe-interne.html": True,
        "note-elus.docx": False,
        "note-elus.html": False,
    }


def test_the_same_case_gives_the_same_bytes(workbench: Workbench, commune: CaseFile, reports: dict[str, Report]) -> None:
    assert reports_of(workbench, commune) == reports


def test_every_amount_and_share_printed_is_on_the_register(
    workbench: Workbench, commune: CaseFile, reports: dict[str, Report]
) -> None:
    diagnosis = workbench.diagnose(commune)
    registered = {without_spaces(str(fact)) for fact in state_facts(diagnosis, workbench.plan(commune, diagnosis))}

    for name in ("note-elus.html", "annexe-interne.html"):
        printed = figures_in(page(reports[name]).words)
        assert printed, name
        assert printed - registered == set(), name


def test_the_rows_of_the_actions_stand_for_as_many_as_the_key_figures_say(
    workbench: Workbench, commune: CaseFile, reports: dict[str, Report]
) -> None:
    trajectory = workbench.plan(commune, workbench.diagnose(commune))
    assert trajectory is not None
    dated = [action for action in trajectory.actions if action.kind is not ActionKind.IDENTIFY]
    rows = [row for row in page(reports["note-elus.html"]).rows if row[1:2] in (["migrer"], ["étudier et chiffrer"])]

    counted = [int(found.group(1)) if (found := re.search(r"\((\d+)\sdépendances\)", row[0])) else 1 for row in rows]

    assert len(dated) > len(rows)
    assert sum(counted) == len(dated)


def test_the_note_names_no_product_and_no_supplier(workbench: Workbench, reports: dict[str, Report]) -> None:
    catalogue = workbench.catalogue
    names = {entry.name for entry in (*catalogue.suppliers.values(), *catalogue.solutions.values()) if len(entry.name) > 3}
    words = " ".join(page(reports["note-elus.html"]).words)

    assert sorted(name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words)) == []


def test_the_page_fetches_nothing(reports: dict[str, Report]) -> None:
    for name in ("note-elus.html", "annexe-interne.html"):
        parsed = page(reports[name])
        assert not {"script", "link", "img", "iframe", "object", "embed"} & set(parsed.tags)
        loads = [(key, value) for key, value in parsed.attributes if key in {"src", "srcset", "data", "action", "poster"}]
        assert loads == []
        assert "default-src 'none'" in reports[name].content.decode("utf-8")
        assert not re.search(r"url\((?!#)|@import", reports[name].content.decode("utf-8"))


def test_a_fictitious_commune_is_said_fictitious_on_every_page(reports: dict[str, Report]) -> None:
    document = docx.Document(io.BytesIO(reports["note-elus.docx"].content))

    assert "fictive" in document.sections[0].header.paragraphs[0].text
    assert "fictive" in " ".join(page(reports["note-elus.html"]).words)


def test_the_word_document_is_french_titled_and_described(reports: dict[str, Report]) -> None:
    content = reports["note-elus.docx"].content
    document = docx.Document(io.BytesIO(content))

    assert document.core_properties.title.startswith("Dépendance numérique")
    assert document.core_properties.created is not None
    assert document.core_properties.created.date() == DAY
    pictures = document.element.body.xpath(".//wp:docPr")
    assert pictures
    assert all(picture.get("descr") for picture in pictures)
    headers = document.element.body.xpath(".//w:tblHeader")
    assert headers
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_no_printed_line_begins_or_ends_with_french_punctuation(reports: dict[str, Report]) -> None:
    for name in ("note-elus.docx", "annexe-interne.docx"):
        assert re.findall(r".{0,20}(?:« | [:;?!»]).{0,20}", words_of_docx(reports[name])) == []


def test_what_introduces_a_table_is_on_its_page(reports: dict[str, Report]) -> None:
    for name in ("note-elus.docx", "annexe-interne.docx"):
        body = docx.Document(io.BytesIO(reports[name].content)).element.body
        before = [table.getprevious() for table in body.xpath("./w:tbl[w:tr[2]/w:trPr/w:cantSplit]")]
        introductions = [caption.getprevious() for caption in before if caption.getprevious().tag.endswith("}p")]

        assert before
        assert all(paragraph.xpath("./w:pPr/w:keepNext[not(@w:val)]") for paragraph in before)
        texts = [each for each in introductions if each.xpath("./w:r/w:t") and not each.xpath("./w:pPr/w:pStyle | .//w:sz")]
        assert all(paragraph.xpath("./w:pPr/w:keepNext[not(@w:val)]") for paragraph in texts)


def test_a_published_total_says_what_was_not_published(workbench: Workbench, published: CaseFile) -> None:
    reports = reports_of(workbench, published)
    words = re.sub(r"[ \n]+", " ", " ".join(page(reports["note-elus.html"]).words))

    assert list(reports) == ["note-elus.docx", "note-elus.html"]
    assert "11\u202f630\u202f000\u00a0€" in words
    assert "51,85\u00a0%" in words
    assert words.count("non publié") == 14
    assert "aucun montant n’est attribué" in words


def test_text_from_a_file_cannot_become_markup(workbench: Workbench, commune: CaseFile) -> None:
    line = replace(commune.readings[0].spend_lines[0], supplier_text="<script>alert(1)</script>", label="x")
    reading = commune.readings[0].model_copy(update={"spend_lines": (line, *commune.readings[0].spend_lines[1:])})

    reports = reports_of(workbench, commune.model_copy(update={"readings": (reading,)}))

    assert b"<script" not in reports["annexe-interne.html"].content
    assert b"&lt;script&gt;" in reports["annexe-interne.html"].content


class Intruder:
    """An exporter that gives what it is told to."""

    name = "intrus"
    label = "Intrus"

    def __init__(self, *reports: object) -> None:
        self._reports = reports

    def export(self, inputs: ReportInputs) -> tuple[Report, ...]:
        return self._reports  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param("pas un document", "attendu Report, reçu str", id="no document"),
        pytest.param(Report("note-elus.html", b"faux", is_internal=False), "'note-elus.html'", id="takes the name of ours"),
    ],
)
def test_an_exporter_that_gives_no_document_or_ours_is_withdrawn(commune: CaseFile, given: object, said: str) -> None:
    registry = load_registry()
    registry.register("z-intrus", SimpleNamespace(tiebreak_report_exporters=hookimpl(lambda: [Intruder(given)])))
    bench = Workbench(registry)

    written = reports_of(bench, commune)

    assert written["note-elus.html"].content != b"faux"
    assert said in bench.failures[0]
