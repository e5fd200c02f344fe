"""Official texts in five forms: every article with its place, its dates and its very words; what cannot be read is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tiebreak import InputError, KnowledgeRecord, LegalText
from tiebreak_knowledge.official import OfficialArticle, OfficialText, passages_of, read_official
from tiebreak_knowledge.official.text import article_number

MARKDOWN = """---
title: "Code fictif"
identifier: "LEGITEXT999999999999"
last_updated: "2026-04-01"
source: "https://exemple.fr/code"
---
# Code fictif

## Partie législative

### PREMIÈRE PARTIE : DÉFINITIONS

#### Livre Ier : CONTRATS

#### Titre Ier : MARCHÉS

#### Chapitre Ier : Objet

##### Article L1

Premier alinéa.
Second alinéa.

#### Titre II : CONCESSIONS

##### Article L. 2-1

Une concession est fictive.

##### Article L3

##### Article R4

Ancienne rédaction.

##### Article R4

Nouvelle rédaction.
"""

EURLEX = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>L_202499999FR</title></head><body>
<p class="oj-doc-ti">RÈGLEMENT (UE) 2024/9999 DU PARLEMENT EUROPÉEN</p><p class="oj-doc-ti">sur un objet fictif</p>
<p class="oj-ti-section-1">CHAPITRE I</p><p class="oj-ti-section-2">Dispositions générales</p>
<div class="eli-subdivision" id="art_1"><p class="oj-ti-art">Article premier</p><p class="oj-sti-art">Objet</p>
<div><p class="oj-normal">1. Le présent règlement est fictif.</p></div>
<table><tr><td><p class="oj-normal">a)</p></td><td><p class="oj-normal">une première chose;</p></td></tr>
<tr><td><p class="oj-normal">b)</p></td><td><p class="oj-normal">une seconde chose.</p></td></tr></table></div>
<p class="oj-ti-section-1">CHAPITRE II</p>
<div id="art_2"><p class="oj-ti-art">Article 2</p><p class="oj-normal">Rien d’autre.</p></div>
<p class="oj-final">Fait à Bruxelles.</p><p class="oj-normal">Signé.</p>
</body></html>"""

CONSOLIDATED = """<html><head><meta name="x" content="02024R9999-20260801"/></head><body>
<p class="title-doc-first">RÈGLEMENT (UE) 2024/9999</p><p class="title-article-norm">Article 4</p>
<p class="stitle-article-norm">Portée</p><div class="norm">Sans portée.</div></body></html>"""

LEGI = """<?xml version="1.0" encoding="UTF-8"?>
<ARTICLE><META><META_COMMUN><ID>LEGIARTI000099999999</ID></META_COMMUN><META_SPEC><META_ARTICLE><NUM>R2122-8</NUM>
<ETAT>VIGUEUR</ETAT><DATE_DEBUT>2026-04-01</DATE_DEBUT><DATE_FIN>2999-01-01</DATE_FIN></META_ARTICLE></META_SPEC></META>
<CONTEXTE><TEXTE cid="LEGITEXT999999999999"><TITRE_TXT>Code fictif</TITRE_TXT><TM><TITRE_TM>Partie réglementaire</TITRE_TM>
<TM><TITRE_TM>Livre Ier</TITRE_TM></TM></TM></TEXTE></CONTEXTE>
<BLOC_TEXTUEL><CONTENU><p>Premier alinéa<br/>Deuxième alinéa.</p><p>Troisième <b>alinéa</b>.</p></CONTENU></BLOC_TEXTUEL></ARTICLE>"""

TABLE = (
    "Id\tLabel\tChapitre\tIntitulé\tTexte\n"
    "01\tArticle 1\tDispositions\tObjet\t1. Premier.<br>2. Second.\n"
    "x\t(001)\tConsidérants\t\tUn considérant.\n"
    "99\tArticle 99\tFin\tEntrée en vigueur\t\n"
)


def written(tmp_path: Path, name: str, text: str) -> Path:
    """A file with this text."""
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def test_a_code_in_markdown_gives_each_article_its_place_by_the_words_of_the_titles(tmp_path: Path) -> None:
    text = read_official(written(tmp_path, "code.md", MARKDOWN))
    assert (text.title, text.official_id, text.as_of) == ("Code fictif", "LEGITEXT999999999999", date(2026, 4, 1))
    first, second, *_ = text.articles
    assert first.number == "L1"
    assert first.paragraphs == ("Premier alinéa.", "Second alinéa.")
    assert first.path[-3:] == ("Livre Ier : CONTRATS", "Titre Ier : MARCHÉS", "Chapitre Ier : Objet")
    assert second.number == "L2-1"
    assert second.path[-2:] == ("Livre Ier : CONTRATS", "Titre II : CONCESSIONS")


def test_an_article_without_text_and_two_redactions_without_date_are_said(tmp_path: Path) -> None:
    text = read_official(written(tmp_path, "code.md", MARKDOWN))
    assert any("sans texte" in remark and "L3" in remark for remark in text.remarks)
    assert any("plusieurs rédactions" in remark and "R4" in remark for remark in text.remarks)
    passages = {passage.id: passage for passage in passages_of(text, texts={})}
    assert passages["text:legitext999999999999:R4#1"].unsettled
    assert passages["text:legitext999999999999:R4~2#1"].text == "Nouvelle rédaction."


def test_an_act_of_eur_lex_gives_articles_points_and_chapters(tmp_path: Path) -> None:
    text = read_official(written(tmp_path, "acte.html", EURLEX))
    assert text.title == "RÈGLEMENT (UE) 2024/9999 DU PARLEMENT EUROPÉEN sur un objet fictif"
    assert text.official_id == "32024R9999"
    first, second = text.articles
    assert (first.number, first.heading, first.path) == ("1", "Objet", ("CHAPITRE I : Dispositions générales",))
    assert first.paragraphs == ("1. Le présent règlement est fictif.", "a) une première chose;", "b) une seconde chose.")
    assert second.path == ("CHAPITRE II",)
    assert second.paragraphs == ("Rien d’autre.",)


def test_a_consolidated_act_says_its_day(tmp_path: Path) -> None:
    text = read_official(written(tmp_path, "consolide.html", CONSOLIDATED))
    assert text.as_of == date(2026, 8, 1)
    assert text.articles[0].heading == "Portée"
    assert text.articles[0].paragraphs == ("Sans portée.",)


def test_an_article_of_the_legi_base_keeps_its_dates(tmp_path: Path) -> None:
    (article,) = read_official(written(tmp_path, "article.xml", LEGI)).articles
    assert (article.number, article.in_force_from, article.in_force_until) == ("R2122-8", date(2026, 4, 1), None)
    assert article.path == ("Partie réglementaire", "Livre Ier")
    assert article.paragraphs == ("Premier alinéa", "Deuxième alinéa.", "Troisième alinéa.")


def test_a_table_of_articles_leaves_recitals_out_and_says_what_is_empty(tmp_path: Path) -> None:
    text = read_official(written(tmp_path, "articles.tsv", TABLE), title="RGPD fictif")
    assert text.title == "RGPD fictif"
    assert [article.number for article in text.articles] == ["1", "99"]
    assert text.articles[0].paragraphs == ("1. Premier.", "2. Second.")
    assert any("99" in remark for remark in text.remarks)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("vide.md", "", "format inconnu"),
        ("sans-entete.md", "# Code\n##### Article L1\nTexte", "format inconnu"),
        ("entete.md", "---\nidentifier: x\n---\n##### Article L1\nTexte", "title"),
        ("sans-article.md", '---\ntitle: "x"\n---\n# Rien', "aucun titre"),
        ("page.html", "<html><body><p>Bonjour</p></body></html>", "aucun titre d’article"),
        ("article.xml", "<ARTICLE><META/></ARTICLE>", "sans numéro"),
        ("casse.xml", "<ARTICLE><META>", "XML illisible"),
        ("colonnes.tsv", "A\tB\n1\t2\n", "Label"),
        ("considerants.tsv", "Label\tTexte\n(001)\tx\n", "aucune ligne"),
        ("faux.pdf", "%PDF-1.7 rien", "PDF illisible"),
    ],
)
def test_a_file_that_is_no_official_text_says_why_and_what_to_do(tmp_path: Path, name: str, content: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_official(written(tmp_path, name, content))


def test_an_entity_of_a_hostile_xml_is_not_expanded(tmp_path: Path) -> None:
    hostile = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><ARTICLE><META><META_SPEC><META_ARTICLE><NUM>1</NUM></META_ARTICLE></META_SPEC></META><BLOC_TEXTUEL><CONTENU><p>&e;</p></CONTENU></BLOC_TEXTUEL></ARTICLE>'
    assert "root" not in str(read_official(written(tmp_path, "x.xml", hostile)).articles)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("Article L. 2112-4", "L2112-4"),
        ("Art. R*2122-8", "R2122-8"),
        ("Article premier", "1"),
        ("Article 1er", "1"),
        ("article 28", "28"),
        ("D 323-2-1", "D323-2-1"),
    ],
)
def test_an_article_number_is_written_one_way(raw: str, number: str) -> None:
    assert article_number(raw) == number


def text_of(*paragraphs: str, **changes: object) -> OfficialText:
    """A text with one article."""
    article = OfficialArticle(number="L1", paragraphs=paragraphs, path=("Titre Ier",))
    return OfficialText.model_validate(
        {"title": "Code fictif", "official_id": "F1", "as_of": date(2026, 4, 1), "articles": (article,), **changes}
    )


KNOWN = {"fictif": LegalText(id="fictif", name="Code fictif", short="code fictif", official_id="F1", url="https://exemple.fr")}


def test_a_long_article_is_cut_at_its_alineas_and_nowhere_else() -> None:
    paragraphs = tuple(f"Alinéa {number} " + "x" * 600 for number in range(5))
    passages = passages_of(text_of(*paragraphs), texts=KNOWN)
    assert "\n".join(passage.text for passage in passages) == "\n".join(paragraphs)
    assert [passage.id for passage in passages] == ["text:fictif:L1#1", "text:fictif:L1#2", "text:fictif:L1#3"]
    assert passages[0].title.endswith("(1/3)")
    assert all(passage.is_official and passage.places == ("fictif:L1",) for passage in passages)


def record_on(**changes: object) -> KnowledgeRecord:
    """A record about that article."""
    return KnowledgeRecord.model_validate(
        {
            "id": "fictif-l1",
            "kind": "law",
            "title": "Nouvelle règle",
            "summary": "Une règle fictive, qui n’existe que pour ce test et qui dit assez de choses pour être une fiche.",
            "places": ("fictif:L1",),
            "version": "v",
            "applies": "yes",
            "status": "reviewed",
            "references": ({"title": "x", "url": "https://exemple.fr", "consulted": date(2026, 11, 26)},),
            **changes,
        }
    )


def test_an_article_changed_since_the_day_of_the_file_ends_there_and_says_it() -> None:
    (passage,) = passages_of(text_of("Ancien."), texts=KNOWN, records=[record_on(in_force_from=date(2026, 8, 21))])
    assert passage.in_force_until == date(2026, 8, 20)
    assert "rédaction dépassée" in passage.unsettled


def test_a_rule_that_our_record_calls_unsettled_is_flagged_on_the_official_text_too() -> None:
    (passage,) = passages_of(text_of("Texte."), texts=KNOWN, records=[record_on(unsettled="deux sources se contredisent")])
    assert passage.unsettled == "deux sources se contredisent"
    assert passage.in_force_until is None


def test_a_text_that_nobody_knows_keeps_its_own_name() -> None:
    (passage,) = passages_of(text_of("Texte.", official_id="", title="Guide de l’achat"), texts=KNOWN)
    assert passage.places == ("guide-de-l-achat:L1",)


def test_the_real_codes_are_read_whole(shared_data: Path) -> None:
    folder = shared_data / "codes-legalize-fr" / "fr"
    code = read_official(folder / "LEGITEXT000037701019.md")
    assert len(code.articles) == 1873
    article = next(each for each in code.articles if each.number == "L2112-4")
    assert article.path[-1].startswith("Section 1")
    assert len(article.paragraphs) == 1
    crpa = read_official(folder / "LEGITEXT000031366350.md")
    assert len(crpa.articles) == 484
    rgpd = read_official(shared_data / "rgpd-fr-lincnil" / "RGPD_articles_final.tsv", title="RGPD")
    assert len(rgpd.articles) == 99
    assert any("99" in remark for remark in rgpd.remarks)
