"""The search: articles by number, words with slips, meaning, dates, grouping, and « non trouvé »."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tiebreak import (
    Catalogue,
    KnowledgeBase,
    KnowledgeDocuments,
    KnowledgeRecord,
    LegalText,
    ModelError,
    Passage,
    RecordKind,
    load_nomenclature,
    named_places,
    named_texts,
    unknown_articles,
)
from tiebreak_knowledge.official import OfficialArticle, OfficialText
from tiebreak_knowledge.official.library import TextLibrary
from tiebreak_knowledge.retrieval.finder import KnowledgeFinder
from tiebreak_knowledge.retrieval.index import Filters, PassageIndex
from tiebreak_knowledge.retrieval.lexical import lexical_indexes
from tiebreak_knowledge.retrieval.search import search
from tiebreak_knowledge.retrieval.words import stems

TODAY = date(2026, 11, 26)
TEXTS = {
    "ccp": LegalText(
        id="ccp",
        name="Code de la commande publique",
        short="Code de la commande publique",
        official_id="C1",
        url="https://exemple.fr",
        names=("CCP",),
    ),
    "rgpd": LegalText(id="rgpd", name="Règlement fictif", short="RGPD", official_id="C2", url="https://exemple.fr"),
}
KNOWN = frozenset({"ccp:L2112-4", "ccp:R2152-7", "ccp:28", "rgpd:28", "rgpd:5.1"})


class Letters:
    """A model of meaning for tests: counts three-letter groups, so that near spellings are near."""

    name = "letters-test"
    label = "modèle d’essai"
    dimension = 64

    def __init__(self) -> None:
        self.computed = 0

    def questions(self, texts: Sequence[str]) -> list[list[float]]:
        """Vectors of questions."""
        return self.passages(texts)

    def passages(self, texts: Sequence[str]) -> list[list[float]]:
        """Vectors of passages."""
        self.computed += len(texts)
        return [self._vector(text) for text in texts]

    def _vector(self, text: str) -> list[float]:
        values = [0.0] * self.dimension
        low = text.casefold()
        for start in range(len(low) - 2):
            values[int(hashlib.sha256(low[start : start + 3].encode()).hexdigest(), 16) % self.dimension] += 1
        length = math.sqrt(sum(value * value for value in values)) or 1.0
        return [value / length for value in values]


class Broken(Letters):
    """A model that never answers."""

    name = "broken-test"

    def questions(self, texts: Sequence[str]) -> list[list[float]]:
        """Fails."""
        raise ModelError("le modèle d’essai est en panne")


def passage(identifier: str, text: str, **changes: Any) -> Passage:
    """A passage that keeps every rule, but for the changes."""
    return Passage.model_validate(
        {"id": identifier, "kind": "law", "title": identifier, "text": text, "source": "Source fictive", **changes}
    )


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("que dit l'article L. 2112-4 du CCP ?", ("ccp:L2112-4",)),
        ("R2152-7", ("ccp:R2152-7",)),
        ("critères (art. R. 2152-7 du code de la commande publique)", ("ccp:R2152-7",)),
        ("article 28 du RGPD", ("rgpd:28",)),
        ("RGPD, article 28", ("rgpd:28",)),
        ("art. 28 RGPD et L2112-4 CCP", ("ccp:L2112-4", "rgpd:28")),
        ("article 28", ()),
        ("28 postes au RGPD", ()),
        ("article L9999-1 du CCP", ()),
    ],
)
def test_articles_named_in_a_question_are_known_places(question: str, places: tuple[str, ...]) -> None:
    assert set(named_places(question, TEXTS, KNOWN)) == set(places)


def test_a_text_is_seen_by_any_of_its_names() -> None:
    assert named_texts("le code de la commande publique et le rgpd", TEXTS) == ("ccp", "rgpd")


def test_an_article_that_no_text_has_is_told() -> None:
    assert unknown_articles("que dit l'article L2199-40 du CCP ?", KNOWN) == ("L2199-40",)
    assert unknown_articles("L2199-40 et L2112-4", KNOWN) == ()


def test_empty_words_and_accents_do_not_count() -> None:
    assert stems("Les données de la collectivité") == stems("donnees collectivite")


def test_a_slip_of_the_keyboard_finds_the_word_and_a_short_unknown_word_finds_nothing() -> None:
    index, empty = lexical_indexes(["hébergement des données", "formation des agents"], [])
    assert index.scores("hebergemant")[0] > 0
    assert not index.scores("xyz").any()
    assert not empty.scores("rien").any()


def test_a_word_that_another_text_holds_is_no_slip() -> None:
    said, asked = lexical_indexes(["la résiliation du contrat"], ["la réalisation du contrat"])
    assert said.corrected("résiliation") == ["resili"]
    assert not asked.scores("résiliation").any()


RULES = (
    passage("record:localisation", "Exiger des serveurs en Europe.", places=("ccp:L2112-4",), words=("données en Europe",)),
    passage("text:ccp:L2112-4#1", "Les moyens peuvent être localisés dans l’Union.", places=("ccp:L2112-4",), is_official=True),
    passage("record:ancienne", "Seuil de 25 000 euros.", places=("ccp:R2122-8",), in_force_until=date(2026, 3, 31)),
    passage("record:nouvelle", "Seuil de 60 000 euros.", places=("ccp:R2122-8",), in_force_from=date(2026, 4, 1)),
    passage("record:future", "Seuil futur des euros.", in_force_from=date(2027, 1, 1)),
    passage("record:formation", "Former les agents avant de changer de messagerie.", kind="method"),
)


def found_ids(question: str, on: date = TODAY, **filters: Any) -> list[str]:
    """Identifiers of the hits, the best first, by words alone."""
    return [hit.passage.id for hit in search(PassageIndex(RULES, TEXTS, None), question, Filters(on=on, **filters)).hits]


def test_a_rule_that_ended_is_left_out_and_one_that_begins_later_stays() -> None:
    assert sorted(found_ids("seuil euros")) == ["record:future", "record:nouvelle"]
    assert "record:ancienne" in found_ids("seuil euros", on=date(2026, 1, 1))


def test_kinds_and_texts_are_filtered() -> None:
    assert found_ids("former serveurs Europe seuil", kinds=[RecordKind.METHOD]) == ["record:formation"]
    assert "record:formation" not in found_ids("former serveurs Europe seuil", texts=["ccp"])


def test_the_official_article_stands_beside_the_record_that_summarises_it() -> None:
    hit = search(PassageIndex(RULES, TEXTS, None), "article L2112-4 du CCP", Filters(on=TODAY)).hits[0]
    assert {hit.passage.id, *(each.id for each in hit.beside)} == {"record:localisation", "text:ccp:L2112-4#1"}
    assert hit.passage.id == "record:localisation"


def test_an_article_that_does_not_exist_is_not_found_and_says_it() -> None:
    found = search(PassageIndex(RULES, TEXTS, None), "que dit l'article L2199-40 ?", Filters(on=TODAY))
    assert not found.is_found
    assert any("L2199-40" in notice for notice in found.notices)


def test_nothing_in_common_gives_no_hit_and_no_confidence() -> None:
    found = search(PassageIndex(RULES, TEXTS, None), "xyzzy", Filters(on=TODAY))
    assert (found.hits, found.is_found, found.confidence) == ((), False, 0.0)


def base_of(*records: KnowledgeRecord) -> KnowledgeBase:
    """A base with these records."""
    return KnowledgeBase([KnowledgeDocuments(version="1", texts=tuple(TEXTS.values()), records=records)])


def record(identifier: str, summary: str, **changes: Any) -> KnowledgeRecord:
    """A record of method."""
    return KnowledgeRecord.model_validate(
        {
            "id": identifier,
            "kind": "method",
            "title": identifier,
            "summary": summary + " " + "Cette fiche est fictive et n’existe que pour un essai de la recherche de TIE Break.",
            "version": "v",
            "applies": "yes",
            "status": "reviewed",
            "references": ({"title": "x", "url": "https://exemple.fr", "consulted": TODAY},),
            **changes,
        }
    )


def finder(embedder: Letters | None, library: TextLibrary | None = None) -> KnowledgeFinder:
    """A finder over two records and no catalogue."""
    base = base_of(
        record("messagerie", "Déplacer les boîtes aux lettres.", asked=("comment changer de messagerie ?",)),
        record("formation", "Former les agents."),
    )
    return KnowledgeFinder(base, Catalogue([]), load_nomenclature(), library=library, embedder=embedder)


def test_meaning_finds_what_shares_no_word() -> None:
    hits = finder(Letters()).search("messageries changées", Filters(on=TODAY, kinds=[RecordKind.METHOD])).hits
    assert hits[0].passage.id == "record:messagerie"


def test_a_model_that_fails_leaves_the_search_by_words_and_is_said() -> None:
    found = finder(Broken()).search("former les agents", Filters(on=TODAY))
    assert found.hits[0].passage.id == "record:formation"
    assert any("en panne" in notice and "mots seuls" in notice for notice in found.notices)


def test_without_model_the_search_says_it_goes_by_words_alone() -> None:
    found = finder(None).search("former les agents", Filters(on=TODAY))
    assert any("mots seuls" in notice for notice in found.notices)


def text(*paragraphs: str, number: str = "L1") -> OfficialText:
    """An official text with an article a paragraph."""
    articles = tuple(
        OfficialArticle(number=f"{number}-{rank}", paragraphs=(each,)) for rank, each in enumerate(paragraphs, start=1)
    )
    return OfficialText(title="Code de la commande publique", official_id="C1", articles=articles)


def test_a_text_brought_again_computes_only_what_changed(tmp_path: Path) -> None:
    pytest.importorskip("chromadb")
    library, model = TextLibrary(tmp_path / "textes"), Letters()
    first = library.add(text("Un.", "Deux.", "Trois."), base_of(), embedder=model)
    assert (first.passages, first.changed, first.embedded) == (3, 3, 3)
    again = library.add(text("Un.", "Deux, changé."), base_of(), embedder=model)
    assert (again.passages, again.changed, again.removed, again.embedded) == (2, 1, 1, 1)
    assert [each.text for each in library.passages()[0]] == ["Un.", "Deux, changé."]
    store = library.vectors(model)
    assert store is not None
    vector = model.questions(["Trois."])[0]
    near = store.nearest(np.asarray(vector, dtype=np.float32), 10)
    assert sorted(near) == ["text:ccp:L1-1#1", "text:ccp:L1-2#1"]
    assert store.nearness(np.asarray(vector, dtype=np.float32), ["text:ccp:L1-1#1", "absent"]).keys() == {"text:ccp:L1-1#1"}


def test_a_text_brought_is_found_and_may_be_quoted(tmp_path: Path) -> None:
    library = TextLibrary(tmp_path / "textes")
    library.add(text("Les chevaux de trait sont loués à la journée."), base_of(), embedder=None)
    hit = finder(None, library).search("louer des chevaux de trait", Filters(on=TODAY)).hits[0]
    assert hit.passage.is_official
    assert hit.passage.text == "Les chevaux de trait sont loués à la journée."


def test_a_text_that_is_forgotten_is_found_no_more(tmp_path: Path) -> None:
    library = TextLibrary(tmp_path / "textes")
    library.add(text("Un."), base_of(), embedder=None)
    assert library.titles() == {"ccp": "Code de la commande publique"}
    assert library.remove("ccp")
    assert not library.remove("ccp")
    assert not library.remove("../ccp")
    assert library.passages() == ((), ())


def test_a_damaged_text_is_named_with_its_remedy_and_the_others_are_found(tmp_path: Path) -> None:
    library = TextLibrary(tmp_path)
    library.add(text("Les chevaux de trait sont loués."), base_of(), embedder=None)
    (tmp_path / "rgpd.json").write_text("{", "utf-8")
    found = finder(None, library).search("chevaux de trait", Filters(on=TODAY))
    assert any("forget rgpd" in notice for notice in found.notices)
    assert found.hits[0].passage.is_official


def test_a_damaged_store_of_vectors_leaves_the_search_by_words(tmp_path: Path) -> None:
    library = TextLibrary(tmp_path)
    library.add(text("Les chevaux de trait sont loués."), base_of(), embedder=None)
    (tmp_path / "chroma").write_text("pas un dossier", "utf-8")
    found = finder(Letters(), library).search("chevaux de trait", Filters(on=TODAY))
    assert any("mots seuls" in notice and "chroma" in notice for notice in found.notices)
    assert found.hits[0].passage.is_official


def test_articles_brought_one_by_one_stay_together(tmp_path: Path) -> None:
    library = TextLibrary(tmp_path)
    for number in ("R1", "R2"):
        one = text(f"Article {number}.", number=number).model_copy(update={"is_partial": True})
        library.add(one, base_of(), embedder=None)
    assert [each.text for each in library.passages()[0]] == ["Article R1.", "Article R2."]


def test_two_texts_whose_titles_begin_alike_are_two_texts(tmp_path: Path) -> None:
    library = TextLibrary(tmp_path)
    for end in ("un", "deux"):
        title = "Guide fictif de l’achat public de logiciels et de services numériques, tome " + end
        one = text("Un article.").model_copy(update={"title": title, "official_id": ""})
        library.add(one, base_of(), embedder=None)
    assert len(library.titles()) == 2


@pytest.mark.parametrize("question", ["", " . ! ", "\ud800", "x" * 10_000])
def test_an_odd_question_is_answered_with_nothing(question: str) -> None:
    assert not finder(None).search(question, Filters(on=TODAY)).is_found


@pytest.mark.parametrize("question", ["article L. 2112‑4", "l 2112 4", "L.2112.4 CCP", "que dit l'article L 2112 - 4 ?"])
def test_an_article_that_exists_is_found_however_its_number_is_typed(question: str) -> None:
    found = search(PassageIndex(RULES, TEXTS, None), question, Filters(on=TODAY))
    assert found.is_found
    assert "ccp:L2112-4" in found.hits[0].passage.places
