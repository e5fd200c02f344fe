"""What a diagnosis says, in sentences whose figures are facts: money, shares, suppliers, priorities, contracts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from tiebreak import (
    QUADRANT_LABELS,
    Assessment,
    Axis,
    Breakdown,
    Catalogue,
    Dependency,
    Diagnosis,
    PlacedFacts,
    Quadrant,
    agree,
    amount_words,
    budget_year,
    claim_sentence,
    doubtful_sentences,
    last_notice_day,
    load_zone_policies,
    nothing_measured,
    unadded_sentences,
    uses_sentences,
)
from tiebreak_assistant.merging import NAMED_OWNER
from tiebreak_assistant.said_words import SHOWN, between, lowered, scored
from tiebreak_assistant.topics import Asked

Said = tuple[str, tuple[str, ...]]
"""A sentence, and the passages that it cites beside the case file."""
MOST_COUNTRIES = 12
MOST_CONTRACTS = 10
SCALES = "Le risque va de un à seize, la capacité à agir de zéro à quatre"


class MeasureSentences:
    """The sentences of one diagnosis."""

    def __init__(self, diagnosis: Diagnosis, catalogue: Catalogue, facts: PlacedFacts) -> None:
        """Args: diagnosis: as computed; catalogue: to say who owns whom; facts: its register, that prints places."""
        self._diagnosis = diagnosis
        self._catalogue = catalogue
        self._facts = facts

    def money(self) -> Iterator[str]:
        """What is spent, and what may not belong."""
        facts = self._facts
        if "published.total" in facts:
            yield f"Le total publié est de {facts['published.total']}"
        if self._diagnosis.perimeter is None:
            yield from self._without_money()
            return
        lines = agree(facts["line-count"], "{} ligne", "{} lignes")
        yield f"Le périmètre est de {facts['total']} par an ({lines}, {budget_year(facts)})"
        for row in self._diagnosis.by_spend_type[:SHOWN]:
            amount = facts[f"spend-type.{(row.key or 'none').lower()}.amount"]
            yield f"{row.label} : {amount} par an"
        yield from doubtful_sentences(self._diagnosis, facts)
        yield from unadded_sentences(self._diagnosis, facts)

    def share(self) -> Iterator[str]:
        """What depends on owners outside the zone, today."""
        facts = self._facts
        if "published.outside" in facts:
            share = facts["published.outside-share"]
            yield f"Publié hors de l’Union européenne : {facts['published.outside']}, soit {share} du total"
        if self._diagnosis.perimeter is None:
            yield from self._without_money()
            return
        if not self._diagnosis.axis_shares:
            yield nothing_measured(self._diagnosis, facts)
            return
        known = facts["share.ultimate_owner.known"]
        yield (
            f"Aujourd’hui, la part dont le propriétaire ultime est hors de la zone est {between(facts, 'share.ultimate_owner')} ; "
            f"le propriétaire est connu pour {known} du montant, {facts['total']} par an"
        )
        if self._diagnosis.headline_note:
            yield self._diagnosis.headline_note
        yield f"Par siège social, cette part est {between(facts, 'share.registered_office')}"
        yield f"Par technologie sous-jacente, elle est {between(facts, 'share.technology')}"
        yield "L’inconnu n’est compté ni comme européen, ni comme étranger : c’est lui qui écarte les deux bornes"
        zone = load_zone_policies().policy(self._diagnosis.zone_policy).label
        yield f"Zone retenue : {zone} ; hors de la zone veut dire tous les autres pays ensemble, et non un seul"

    def countries(self) -> Iterator[str]:
        """What goes to the owners of each country, as far as they are known."""
        rows = [row for row in self._diagnosis.by_owner_country if row.key][:MOST_COUNTRIES]
        if not rows:
            yield "Aucun montant par pays du propriétaire n’est dans ce dossier"
            return
        yield "La part hors de la zone réunit tous les pays hors de la zone : aucun n’y est seul"
        yield "Montants par pays du propriétaire ultime, pour ceux qui sont connus, les plus élevés d’abord"
        for row in rows:
            amount = self._facts[f"owner-country.{(row.key or 'none').lower()}.amount"]
            yield f"{row.label} : {amount} par an"
        yield f"Propriétaire inconnu : {self._facts['unknown-owner.amount']} par an"

    def functions(self) -> Iterator[str]:
        """What each function weighs, and how many dependencies call for what."""
        facts = self._facts
        rows = [row for row in self._diagnosis.by_function if row.key]
        for row in rows[:SHOWN]:
            prefix = f"function.{row.key}"
            share = f", part hors de la zone {between(facts, prefix)}" if f"{prefix}.low" in facts else ""
            yield f"{row.label} : {facts[f'{prefix}.amount']} par an{share}"
        for quadrant in (Quadrant.ACT_NOW, Quadrant.PREPARE, Quadrant.VERIFY):
            if facts[f"quadrant.{quadrant.value}"].value:
                counted = agree(facts[f"quadrant.{quadrant.value}"], "{} dépendance", "{} dépendances")
                yield f"À faire, « {QUADRANT_LABELS[quadrant]} » : {counted}"

    def main(self) -> Iterator[Said]:
        """The largest suppliers, and who owns them."""
        if not self._diagnosis.by_supplier:
            yield "Aucun montant par fournisseur n’est dans ce dossier", ()
        yield from (self._supplier(row) for row in self._diagnosis.by_supplier[:SHOWN])

    def first(self) -> Iterator[str]:
        """What to begin with."""
        if not self._diagnosis.assessments:
            yield "Aucune dépendance n’est mesurée dans ce dossier"
            return
        yield "Les dépendances sont classées par risque, puis par montant ; la première se traite d’abord"
        yield from (self._assessed(each) for each in self._diagnosis.assessments[:SHOWN])
        yield SCALES

    def unknown(self) -> Iterator[str]:
        """What nobody knows the owner of."""
        facts = self._facts
        owners = agree(facts["unknown-owner.count"], "{} dépendance", "{} dépendances")
        yield f"Le propriétaire ultime est inconnu pour {owners}, soit {facts['unknown-owner.amount']} par an"
        unknown = [each for each in self._diagnosis.assessments if each.axis(Axis.ULTIMATE_OWNER).is_outside is None]
        largest = sorted(unknown, key=lambda each: (-each.dependency.known_amount, each.dependency.id))
        for each in largest[:SHOWN]:
            yield f"{each.dependency.label} : {amount_words(facts, each.dependency.id)}"

    def absent(self, names: Iterable[str], written: Iterable[str]) -> Iterator[str]:
        """That what is named is no dependency here, which is not to say that nothing is paid for it.

        Args:
            names: what no line names.
            written: what lines name without its being the editor of anything: a reseller, a purchasing body.
        """
        said = [f"Votre dossier ne nomme pas {name}" for name in names]
        yield from said
        if said:
            yield "Une dépense dont le libellé ne dit pas le produit peut s’y rapporter sans que ce dossier le sache"
        told = [f"Vos fichiers nomment {name}, qui n’est l’éditeur d’aucun produit reconnu ici" for name in written]
        yield from told
        if told:
            yield "Un montant compte pour l’éditeur du produit, ou reste inconnu : ce dossier n’additionne pas ce que reçoit un revendeur"

    def past(self) -> Iterator[str]:
        """That the case file is of one year."""
        yield f"Ce dossier ne porte que sur un exercice ({budget_year(self._facts)}) : il ne dit rien des années d’avant"

    def contracts(self, asked: Asked) -> Iterator[str]:
        """When contracts end, the first to end first; those of the years and of the kind asked for."""
        today = self._diagnosis.as_of
        held = [each.dependency for each in self._diagnosis.assessments if _has_contract(each.dependency)]
        named = [each for each in held if not asked.subjects or each.id in asked.subjects]
        wanted = [each for each in named if not asked.years or (each.contract_end is not None and _end(each).year in asked.years)]
        if asked.is_tacit:
            unknown = any(each.renews_tacitly is None for each in wanted)
            wanted = [each for each in wanted if each.renews_tacitly]
            if unknown:
                yield "La reconduction de certains contrats n’est pas connue : à vérifier dans les contrats"
        ordered = sorted(wanted, key=lambda each: (_end(each), each.id))
        shown = [each for each in ordered if _end(each) >= today] or ordered
        if not shown:
            yield "Aucun contrat connu de ce dossier ne répond à cette question : vérifiez les contrats eux-mêmes"
        most = len(shown) if asked.years or asked.subjects else MOST_CONTRACTS
        yield from (_contract(each, today) for each in shown[:most])
        if len(shown) > most:
            yield "D’autres contrats finissent ensuite : tous sont dans l’annexe interne"

    def subjects(self, subjects: Iterable[str]) -> Iterator[tuple[Assessment | None, Said]]:
        """Each dependency named, with its assessment so that what is planned for it may follow."""
        wanted = set(subjects)
        held = [each for each in self._diagnosis.assessments if each.dependency.id in wanted]
        editors = {each.dependency.recognition.editor for each in held}
        row = next((row for row in self._diagnosis.by_supplier if {row.key} == editors), None)
        if row is not None and len(held) > 1:
            yield None, self._supplier(row)
        ordered = sorted(held, key=lambda each: each.rank)
        for each in ordered[:SHOWN]:
            yield None, (self._assessed(each), ())
            editor = each.dependency.recognition.editor
            known = (f"{NAMED_OWNER}{editor}",) if editor is not None else ()
            yield each, (f"{each.dependency.label} : {lowered(each.axis(Axis.ULTIMATE_OWNER).explanation)}", known)
        if len(ordered) > SHOWN:
            yield None, ("Les autres lignes sont dans l’annexe interne", ())
        if ordered:
            yield None, (SCALES, ())

    def _without_money(self) -> Iterator[str]:
        yield from uses_sentences(self._diagnosis, self._facts)
        if "published.total" not in self._facts:
            yield "Aucun tableau de dépenses n’est dans ce dossier : aucun total ne peut être donné"

    def _supplier(self, row: Breakdown) -> Said:
        """What one supplier weighs, and who owns it in the only words that are allowed."""
        amount = self._facts[f"supplier.{(row.key or 'none').lower()}.amount"]
        supplier = self._catalogue.suppliers.get(row.key or "")
        if supplier is None:
            return f"{row.label} : {amount} par an", ()
        return f"{row.label} : {amount} par an ; {claim_sentence(supplier)}", (f"{NAMED_OWNER}{supplier.id}",)

    def _assessed(self, each: Assessment) -> str:
        prefix = f"dependency.{each.dependency.id}"
        amount = amount_words(self._facts, each.dependency.id)
        said = f"{amount} par an" if each.dependency.annual_amount is not None else f"montant {amount}"
        return (
            f"{each.dependency.label} : {said}, risque {scored(self._facts, f'{prefix}.risk')}, "
            f"capacité à agir {scored(self._facts, f'{prefix}.capacity')}, à faire : {QUADRANT_LABELS[each.quadrant]}"
        )


def _has_contract(dependency: Dependency) -> bool:
    """Whether anything is known of its contract, were it not its end."""
    return bool(dependency.contract_ids) or dependency.contract_end is not None


def _end(dependency: Dependency) -> date:
    return dependency.contract_end or date.max


def _contract(dependency: Dependency, today: date) -> str:
    renewal = {True: "reconduction tacite", False: "sans reconduction tacite", None: "reconduction inconnue"}[
        dependency.renews_tacitly
    ]
    end = "fin inconnue" if dependency.contract_end is None else f"fin le {dependency.contract_end:%d/%m/%Y}"
    return f"{dependency.label} : {end}, {renewal}{_notice(dependency, today)}"


def _notice(dependency: Dependency, today: date) -> str:
    """The notice, and the last day to give it when the contract would otherwise go on."""
    if dependency.notice_months is None:
        return ", préavis inconnu"
    told = f", préavis de {dependency.notice_months} mois"
    if dependency.contract_end is None:
        return told
    last = last_notice_day(_end(dependency), dependency.notice_months)
    if dependency.renews_tacitly is False or _end(dependency) < today:
        return told
    if last < today:
        return f"{told} : le dernier jour pour dénoncer était le {last:%d/%m/%Y}"
    doubt = "" if dependency.renews_tacitly else " s’il se reconduit"
    return f"{told} : à dénoncer au plus tard le {last:%d/%m/%Y}{doubt}"
