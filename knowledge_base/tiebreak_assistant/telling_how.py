"""How an answer was made: which model, where it is, what was sent to it, what became of what it wrote. Always shown."""

from __future__ import annotations

from collections.abc import Sequence

from tiebreak_assistant.answer import AnswerSentence, Writer
from tiebreak_assistant.gathering import DistantSearch
from tiebreak_assistant.marks import Marks
from tiebreak_assistant.model_writer import Drafting
from tiebreak_assistant.template_writer import BY_TEMPLATES, NOTHING_SENT


def made_by(
    model: tuple[str, Marks] | None,
    drafting: Drafting | None = None,
    sentences: Sequence[AnswerSentence] = (),
    *,
    passages: int = 0,
    distant: DistantSearch | None = None,
    what: str = "la question",
) -> str:
    """One paragraph of French.

    Args:
        model: label of the model and marks of what was sent; `None` when nothing was.
        drafting: what became of what it wrote.
        sentences: the answer.
        passages: how many passages were sent.
        what: what was sent beside passages.
        distant: the search that sent the question to a model of meaning, when one did.
    """
    if model is None or drafting is None:
        return f"{BY_TEMPLATES}{_searched(distant) or NOTHING_SENT}"
    label, marks = model
    by_model = sum(each.writer is Writer.MODEL for each in sentences)
    if not by_model:
        who = f"Rédigé par des gabarits, sur cet ordinateur : rien de ce que {label} a rendu ne pouvait être imprimé."
        if drafting.faults:
            who = f"Rédigé par des gabarits, sur cet ordinateur : {label} n’a pas répondu comme il faut."
    else:
        by_template = len(sentences) - by_model
        who = f"Mis en phrases par {label} ; chaque phrase vérifiée par le programme"
        told = [_counted(by_model, "phrase du modèle", "phrases du modèle")]
        if drafting.repaired:
            told.append(f"dont {_counted(drafting.repaired, 'corrigée', 'corrigées')}")
        if drafting.refused:
            told.append(f"{_counted(len(drafting.refused), 'refusée', 'refusées')}")
        if by_template:
            told.append(_counted(by_template, "phrase de gabarit à la place", "phrases de gabarit à la place"))
        who = f"{who} ({', '.join(told)})."
    names = "noms remplacés par des marques" if marks.hides_names else "noms envoyés tels quels"
    amounts = "montants du dossier envoyés" if marks.sends_amounts else "aucun montant du dossier envoyé"
    sent = "Envoyé" if drafting.has_answered else "À envoyer, mais rien n’est revenu"
    return f"{who}{_searched(distant)} {sent} : {what}, {_counted(passages, 'passage', 'passages')}, {names}, {amounts}."


def _searched(distant: DistantSearch | None) -> str:
    if distant is None:
        return ""
    names = "avec les noms qu’elle contient" if distant.sends_names else "sans les noms du dossier"
    return f" Pour la recherche, la question a été envoyée {names} à {distant.label}."


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count < 2 else many}"
