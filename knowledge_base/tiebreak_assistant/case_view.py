"""What can be said of one case file, in sentences of ours whose figures are facts: the assistant only reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from tiebreak import (
    QUADRANT_LABELS,
    Action,
    ActionKind,
    Assessment,
    Axis,
    Breakdown,
    CaseFile,
    Catalogue,
    Diagnosis,
    DraftedSentence,
    FactRegister,
    Passage,
    PlacedFacts,
    Quadrant,
    RecordKind,
    Trajectory,
    agree,
    amount_words,
    budget_year,
    claim_sentence,
    doubtful_sentences,
    formatted,
    nothing_done_words,
    nothing_measured,
    plan_sentence,
    state_facts,
    unadded_sentences,
    uses_sentences,
)
from tiebreak_assistant.answer import CASE
from tiebreak_assistant.merging import NAMED_OWNER
from tiebreak_assistant.topics import Asked, Topic, asked_of_case

SHOWN = 5
"""Dependencies named in one answer."""
TITLES = {
    Topic.MONEY: "les montants",
    Topic.SHARE: "les parts hors de la zone",
    Topic.FUNCTIONS: "les fonctions",
    Topic.MAIN: "les premiers fournisseurs",
    Topic.FIRST: "les priorités",
    Topic.UNKNOWN: "ce qui est inconnu",
    Topic.PLAN: "la trajectoire",
    Topic.COST: "ce que coûte la trajectoire",
    Topic.REMAINING: "ce qui reste en place",
    Topic.NOTHING_DONE: "si rien n’est fait",
    Topic.SUBJECT: "les dépendances nommées",
}
PLACE = re.compile(r"\{fact:[^}]*\}")
NO_PLAN = "Aucune trajectoire n’est calculée dans ce dossier"


class CaseView:
    """One case file, measured and planned."""

    def __init__(self, case: CaseFile, diagnosis: Diagnosis, trajectory: Trajectory | None, catalogue: Catalogue) -> None:
        """Args: case: what was read; diagnosis, trajectory: what was computed of it; catalogue: to say who owns whom."""
        self._case = case
        self.diagnosis = diagnosis
        self.trajectory = trajectory
        self.facts: FactRegister = state_facts(diagnosis, trajectory)
        self._catalogue = catalogue

    def asked(self, question: str, *, before: Asked | None = None) -> Asked | None:
        """What a question asks of this case file, after `before` when it follows it; `None` when it asks nothing of it."""
        return asked_of_case(question, self._names, self._functions, before=before)

    def sentences(self, asked: Asked) -> tuple[DraftedSentence, ...]:
        """What answers, the main thing first; its figures are placed by code."""
        placed = PlacedFacts(self.facts)
        cited = f"{CASE}{asked.topic.value}"
        return tuple(placed.drafted(text, cited, *others) for text, others in self._said(asked, placed))

    def passage(self, asked: Asked) -> Passage:
        """The same as a passage that a sentence may cite, without its figures: these come from facts, in their places."""
        text = "\n".join(PLACE.sub("…", each.text) for each in self.sentences(asked))
        return Passage(
            id=f"{CASE}{asked.topic.value}",
            kind=RecordKind.METHOD,
            title=f"Votre dossier : {TITLES[asked.topic]}",
            text=text,
            source=f"Dossier de {self.diagnosis.authority.name}, au {self.diagnosis.as_of:%d/%m/%Y}",
        )

    @cached_property
    def own_names(self) -> tuple[str, ...]:
        """Names that tell whose case file it is and what it buys: of the collectivité, suppliers as written, dependencies."""
        lines = (line for reading in self._case.readings for line in reading.spend_lines)
        written = {line.supplier_text for line in lines if line.supplier_text}
        labels = {each.dependency.label for each in self.diagnosis.assessments}
        known = {name for names in self._names.values() for name in names}
        return tuple(sorted({self.diagnosis.authority.name} | written | labels | known))

    def supplier_passages(self, asked: Asked) -> tuple[str, ...]:
        """Passages of the catalogue that the sentences cite."""
        cited = (each for sentence in self.sentences(asked) for each in sentence.cite_refs)
        return tuple(dict.fromkeys(each for each in cited if not each.startswith(CASE)))

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        return {each.dependency.id: tuple(self._names_of(each)) for each in self.diagnosis.assessments}

    @cached_property
    def _functions(self) -> dict[str, tuple[str, ...]]:
        return {each.dependency.id: each.dependency.functions for each in self.diagnosis.assessments}

    def _names_of(self, each: Assessment) -> Iterator[str]:
        yield each.dependency.label
        recognition = each.dependency.recognition
        if (solution := self._catalogue.solutions.get(recognition.solution or "")) is not None:
            yield from (solution.name, *solution.aliases)
        if (editor := self._catalogue.suppliers.get(recognition.editor or "")) is not None:
            yield from (editor.name, *editor.aliases)

    def _said(self, asked: Asked, facts: PlacedFacts) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Sentences, and what they cite beside the case file."""
        match asked.topic:
            case Topic.MAIN:
                yield from self._main(facts)
            case Topic.SUBJECT:
                yield from self._subjects(asked.subjects, facts)
            case _:
                ways = {
                    Topic.MONEY: self._money,
                    Topic.SHARE: self._share,
                    Topic.FUNCTIONS: self._by_function,
                    Topic.FIRST: self._first,
                    Topic.UNKNOWN: self._unknown,
                    Topic.PLAN: self._plan,
                    Topic.COST: self._cost,
                    Topic.REMAINING: self._remaining,
                    Topic.NOTHING_DONE: self._nothing_done,
                }
                yield from ((text, ()) for text in ways[asked.topic](facts))

    def _money(self, facts: PlacedFacts) -> Iterator[str]:
        if "published.total" in facts:
            yield f"Le total publié est de {facts['published.total']}"
        if self.diagnosis.perimeter is None:
            yield from self._without_money(facts)
            return
        lines = agree(facts["line-count"], "{} ligne", "{} lignes")
        yield f"Le périmètre est de {facts['total']} par an ({lines}, {budget_year(facts)})"
        for row in self.diagnosis.by_spend_type[:SHOWN]:
            amount = facts[f"spend-type.{(row.key or 'none').lower()}.amount"]
            yield f"{row.label} : {amount} par an"
        yield from doubtful_sentences(self.diagnosis, facts)
        yield from unadded_sentences(self.diagnosis, facts)

    def _without_money(self, facts: PlacedFacts) -> Iterator[str]:
        yield from uses_sentences(self.diagnosis, facts)
        if "published.total" not in facts:
            yield "Aucun tableau de dépenses n’est dans ce dossier : aucun total ne peut être donné"

    def _share(self, facts: PlacedFacts) -> Iterator[str]:
        if "published.outside" in facts:
            yield (
                f"Publié hors de l’Union européenne : {facts['published.outside']}, soit {facts['published.outside-share']} du total"
            )
        if self.diagnosis.perimeter is None:
            yield from self._without_money(facts)
            return
        if not self.diagnosis.axis_shares:
            yield nothing_measured(self.diagnosis, facts)
            return
        known = facts["share.ultimate_owner.known"]
        yield (
            f"La part dont le propriétaire ultime est hors de la zone est {self._between(facts, 'share.ultimate_owner')} ; "
            f"le propriétaire est connu pour {known} du montant, {facts['total']} par an"
        )
        if self.diagnosis.headline_note:
            yield self.diagnosis.headline_note
        yield f"Par siège social, cette part est {self._between(facts, 'share.registered_office')}"
        yield f"Par technologie sous-jacente, elle est {self._between(facts, 'share.technology')}"
        yield "L’inconnu n’est compté ni comme européen, ni comme étranger : c’est lui qui écarte les deux bornes"

    def _by_function(self, facts: PlacedFacts) -> Iterator[str]:
        rows = [row for row in self.diagnosis.by_function if row.key]
        for row in rows[:SHOWN]:
            prefix = f"function.{row.key}"
            share = f", part hors de la zone {self._between(facts, prefix)}" if f"{prefix}.low" in facts else ""
            yield f"{row.label} : {facts[f'{prefix}.amount']} par an{share}"
        for quadrant in (Quadrant.ACT_NOW, Quadrant.PREPARE, Quadrant.VERIFY):
            if facts[f"quadrant.{quadrant.value}"].value:
                counted = agree(facts[f"quadrant.{quadrant.value}"], "{} dépendance", "{} dépendances")
                yield f"À faire, « {QUADRANT_LABELS[quadrant]} » : {counted}"

    def _main(self, facts: PlacedFacts) -> Iterator[tuple[str, tuple[str, ...]]]:
        if not self.diagnosis.by_supplier:
            yield "Aucun montant par fournisseur n’est dans ce dossier", ()
        yield from (self._supplier(row, facts) for row in self.diagnosis.by_supplier[:SHOWN])

    def _supplier(self, row: Breakdown, facts: PlacedFacts) -> tuple[str, tuple[str, ...]]:
        """What one supplier weighs, and who owns it in the only words that are allowed."""
        amount = facts[f"supplier.{(row.key or 'none').lower()}.amount"]
        supplier = self._catalogue.suppliers.get(row.key or "")
        if supplier is None:
            return f"{row.label} : {amount} par an", ()
        return f"{row.label} : {amount} par an ; {claim_sentence(supplier)}", (f"{NAMED_OWNER}{supplier.id}",)

    def _first(self, facts: PlacedFacts) -> Iterator[str]:
        if not self.diagnosis.assessments:
            yield "Aucune dépendance n’est mesurée dans ce dossier"
            return
        yield "Les dépendances sont classées par risque, puis par montant ; la première se traite d’abord"
        for each in self.diagnosis.assessments[:SHOWN]:
            yield self._assessed(each, facts)

    def _assessed(self, each: Assessment, facts: PlacedFacts) -> str:
        prefix = f"dependency.{each.dependency.id}"
        amount = amount_words(facts, each.dependency.id)
        said = f"{amount} par an" if each.dependency.annual_amount is not None else f"montant {amount}"
        return (
            f"{each.dependency.label} : {said}, risque {self._scored(facts, f'{prefix}.risk')}, "
            f"capacité à agir {self._scored(facts, f'{prefix}.capacity')}, à faire : {QUADRANT_LABELS[each.quadrant]}"
        )

    def _unknown(self, facts: PlacedFacts) -> Iterator[str]:
        owners = agree(facts["unknown-owner.count"], "{} dépendance", "{} dépendances")
        yield f"Le propriétaire ultime est inconnu pour {owners}, soit {facts['unknown-owner.amount']} par an"
        unknown = [each for each in self.diagnosis.assessments if each.axis(Axis.ULTIMATE_OWNER).is_outside is None]
        largest = sorted(unknown, key=lambda each: (-each.dependency.known_amount, each.dependency.id))
        for each in largest[:SHOWN]:
            yield f"{each.dependency.label} : {amount_words(facts, each.dependency.id)}"

    def _plan(self, facts: PlacedFacts) -> Iterator[str]:
        if self.trajectory is None:
            yield NO_PLAN
            return
        yield f"La trajectoire compte : {plan_sentence(facts)}"
        chosen = [action for action in self._dated() if action.kind is not ActionKind.IDENTIFY]
        yield from (self._action(action, facts) for action in chosen[:SHOWN])
        if len(chosen) > SHOWN:
            yield "D’autres actions suivent : toutes sont dans le calendrier du plan et dans l’annexe interne"
        if last := next((each for each in reversed(self.trajectory.years) if each.outside is not None), None):
            yield (
                f"Fin {last.year}, si les seules migrations chiffrées sont faites, la part hors de la zone serait "
                f"{self._between(facts, f'plan.{last.year}')}"
            )

    def _dated(self) -> Iterator[Action]:
        actions = self.trajectory.actions if self.trajectory is not None else ()
        return iter(sorted(actions, key=lambda action: (action.start, action.end, action.id)))

    def _action(self, action: Action, facts: PlacedFacts) -> str:
        cost = ""
        if action.cost is not None:
            prefix = f"action.{action.id}"
            cost = f", coût {self._between(facts, prefix, is_of=False)}"
        return f"{action.title}, du {action.start:%d/%m/%Y} au {action.end:%d/%m/%Y}{cost} ; {lowered(action.why_then)}"

    def _cost(self, facts: PlacedFacts) -> Iterator[str]:
        if self.trajectory is None:
            yield NO_PLAN
            return
        yield (
            "Les coûts ponctuels des actions chiffrées sont "
            f"estimés {self._between(facts, 'plan.cost', is_of=False)}"
            " ; ce qui n’a pas de chiffre est à étudier, et n’est pas compté comme nul"
        )
        for each in self.trajectory.years:
            if each.cost:
                yield f"En {each.year} : {facts[f'plan.{each.year}.cost']}, au milieu des bornes"
        if facts["plan.budget"].value is not None:
            yield f"Le budget annuel donné est de {facts['plan.budget']}"
        if facts["plan.paid-twice"].value:
            yield f"Payé deux fois, parce qu’un ancien contrat court encore : {facts['plan.paid-twice']}"

    def _remaining(self, facts: PlacedFacts) -> Iterator[str]:
        if self.trajectory is None:
            yield NO_PLAN
            return
        kept = agree(facts["plan.remaining-count"], "{} dépendance reste", "{} dépendances restent")
        yield f"{kept} en place à la fin de la trajectoire"
        for index, reason in enumerate(sorted({each.reason for each in self.trajectory.remaining}), start=1):
            count = agree(facts[f"plan.remaining-{index}.count"], "{} dépendance", "{} dépendances")
            yield f"{count} : {lowered(reason)}"

    def _nothing_done(self, facts: PlacedFacts) -> Iterator[str]:
        said = nothing_done_words(self.diagnosis, self.trajectory, facts) if self.trajectory is not None else None
        yield said or "Ce dossier ne permet pas de dire ce que coûte de ne rien faire : il y faut des dépenses et une trajectoire"

    def _subjects(self, subjects: Sequence[str], facts: PlacedFacts) -> Iterator[tuple[str, tuple[str, ...]]]:
        held = [each for each in self.diagnosis.assessments if each.dependency.id in subjects]
        editors = {each.dependency.recognition.editor for each in held}
        row = next((row for row in self.diagnosis.by_supplier if {row.key} == editors), None)
        if row is not None and len(held) > 1:
            yield self._supplier(row, facts)
        for each in sorted(held, key=lambda each: each.rank)[:SHOWN]:
            yield self._assessed(each, facts), ()
            editor = each.dependency.recognition.editor
            known = (f"{NAMED_OWNER}{editor}",) if editor is not None else ()
            yield f"{each.dependency.label} : {lowered(each.axis(Axis.ULTIMATE_OWNER).explanation)}", known
            actions = [action for action in self._dated() if action.dependency == each.dependency.id]
            for action in actions[:1]:
                yield f"Prévu : {lowered(self._action(action, facts))}", ()
            if not actions and self.trajectory is not None:
                kept = next((left for left in self.trajectory.remaining if left.dependency == each.dependency.id), None)
                if kept is not None:
                    yield f"Cette dépendance reste en place : {lowered(kept.reason)}", ()

    def _between(self, facts: PlacedFacts, prefix: str, *, is_of: bool = True) -> str:
        """A figure between its bounds, or the one that both are."""
        low, high = facts[f"{prefix}.low"], facts[f"{prefix}.high"]
        if formatted(low) == formatted(high):
            return f"de {low}" if is_of else str(low)
        return f"{'comprise ' if is_of else ''}entre {low} et {high}"

    def _scored(self, facts: PlacedFacts, prefix: str) -> str:
        low, high = facts[f"{prefix}-low"], facts[f"{prefix}-high"]
        return str(low) if formatted(low) == formatted(high) else f"{low} à {high}"


def lowered(text: str) -> str:
    """A sentence as it goes on another: its first letter small, without its full stop.

    >>> lowered("Le contrat finit. "), lowered("SIREN inconnu")
    ('le contrat finit', 'SIREN inconnu')
    """
    kept = text.strip().rstrip(".")
    return kept if kept[1:2].isupper() else f"{kept[:1].lower()}{kept[1:]}"
