"""The writer that is always there: sentences of the records as they are written, and of the case file with their figures."""

from __future__ import annotations

from tiebreak import DraftedSentence, Passage, RecordKind, sentences_in
from tiebreak_assistant.answer import CASE, Status
from tiebreak_assistant.gathering import Ground
from tiebreak_assistant.merging import rewordable
from tiebreak_knowledge.retrieval.search import Hit

BY_TEMPLATES = "Rédigé par des gabarits, sur cet ordinateur, sans modèle de langue."
NOTHING_SENT = " Rien n’a été envoyé."
MOST_SENTENCES = 8
MOST_CHARACTERS = 1_100
LONGEST_LEAD = 220
NOT_FOUND = "Non trouvé : rien ici ne répond assez sûrement à cette question."
NEEDS = (
    "Pour répondre sur votre collectivité, il me faut votre dossier : mesurez d’abord un tableau de dépenses ou un inventaire, ou "
    "répondez aux 25 questions (sur la page, ou tiebreak questionnaire --ask), puis reposez la question sur le dossier gardé "
    "(--case au terminal)."
)
GREETING = "Bonjour. Posez une question sur le droit, les clauses, la méthode, ou sur votre dossier s’il est ouvert."
NO_QUESTION = "Écrivez votre question, avec vos mots."


def status_of(ground: Ground) -> Status:
    """What becomes of a question, whoever writes."""
    if ground.asked is not None and ground.drafts:
        return Status.ANSWERED
    if ground.needs_case:
        return Status.NEEDS
    return Status.ANSWERED if ground.found.is_found and ground.hits else Status.NOT_FOUND


def may_be_worded(ground: Ground) -> bool:
    """Whether a model may word the answer: never what the catalogue says of suppliers and products, which is ours to the letter."""
    if ground.asked is not None:
        return bool(rewordable(ground.drafts))
    first = next(iter(ground.hits.values()), None)
    return first is not None and first.passage.kind is not RecordKind.CATALOGUE


def template_drafts(ground: Ground) -> tuple[DraftedSentence, ...]:
    """The answer in our own sentences; none when nothing answers."""
    if ground.asked is not None:
        return ground.drafts
    first = list(ground.hits.values())[: ground.found.together]
    return tuple(draft for hit in first for draft in passage_drafts(hit.passage))


def passage_drafts(passage: Passage) -> tuple[DraftedSentence, ...]:
    """What one passage says: a record in its sentences, an official text between quotation marks, cut when long."""
    if passage.is_official:
        return (DraftedSentence(text=f"{passage.title} : « {_cut(passage.text)} »", cite_refs=(passage.id,)),)
    if passage.kind is RecordKind.CATALOGUE:
        return tuple(DraftedSentence(text=line, cite_refs=(passage.id,)) for line in passage.text.splitlines() if line)
    kept: list[str] = []
    for sentence in sentences_in(passage.text):
        if len(kept) >= MOST_SENTENCES or sum(map(len, kept)) + len(sentence) > MOST_CHARACTERS:
            break
        kept.append(sentence.strip())
    return tuple(DraftedSentence(text=each, cite_refs=(passage.id,)) for each in kept)


def replacement(draft: DraftedSentence, ground: Ground) -> tuple[DraftedSentence, ...]:
    """The plain sentences that stand for one that was refused: what its own references say first."""
    cited = (ground.passages[each] for each in draft.cite_refs if each in ground.passages and not each.startswith(CASE))
    return tuple(said[0] for passage in cited if (said := passage_drafts(passage)))


def first_sentence(text: str) -> str:
    """What a record says first, for a reader who must choose among several."""
    said = next(iter(sentences_in(text)), "").strip()
    return said if len(said) <= LONGEST_LEAD else f"{said[:LONGEST_LEAD].rsplit(' ', 1)[0]}…"


def shown_hits(ground: Ground) -> tuple[Hit, ...]:
    """What is worth reading beside the answer: the nearest sources when nothing answers."""
    return tuple(ground.hits.values()) if ground.found.is_found else ground.found.hits


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= MOST_CHARACTERS else f"{plain[:MOST_CHARACTERS].rsplit(' ', 1)[0]} […]"
