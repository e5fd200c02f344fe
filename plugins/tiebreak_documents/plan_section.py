"""The trajectory in the note, before the decisions: what cannot hold, a few figures, the curve, what doing nothing costs."""

from __future__ import annotations

from collections.abc import Iterator

from tiebreak import Axis, ReportInputs, Trajectory, agree
from tiebreak_documents.blocks import Block, Callout, Heading, KeyFigure, KeyFigures, Paragraph
from tiebreak_documents.charts import curve_chart
from tiebreak_documents.conflicts_section import conflicts_section
from tiebreak_documents.plain import is_small
from tiebreak_documents.price_words import nothing_done_sentence
from tiebreak_documents.words import between, share_range

JOIN_FIRST = (
    "Rejoindre avant de faire seul : demandez d’abord à votre intercommunalité, à votre centre de gestion ou à votre syndicat "
    "informatique s’il propose déjà un service commun pour ces besoins."
)
PLAIN_OWNERS = ("de la plus lourde dépense d’origine inconnue", "des {} plus lourdes dépenses d’origine inconnue")


def plan_summary(inputs: ReportInputs, trajectory: Trajectory) -> Iterator[Block]:
    """The trajectory in a few figures and its curve."""
    facts = inputs.facts
    last = trajectory.years[-1].year if trajectory.years else None
    has_curve = inputs.diagnosis.is_of_spending and f"plan.{last}.low" in facts
    figures = [*_counts(inputs)]
    if has_curve:
        figures.append(KeyFigure(share_range(facts, f"plan.{last}"), f"hors de la zone fin {last}, si seul le chiffré est fait"))
    yield Heading("Trajectoire proposée")
    yield from conflicts_section(trajectory)
    yield KeyFigures(tuple(figures))
    if has_curve:
        today = next(each for each in inputs.diagnosis.axis_shares if each.axis is Axis.ULTIMATE_OWNER)
        yield curve_chart(
            trajectory.years,
            today.interval,
            f"Fin {last} : {share_range(facts, f'plan.{last}')} du montant hors de la zone si seul le chiffré est fait, au lieu de "
            f"{share_range(facts, f'share.{Axis.ULTIMATE_OWNER.value}')} si rien n’est fait.",
        )
    if sentence := nothing_done_sentence(inputs, trajectory):
        yield Paragraph(sentence)
    yield from _paid_twice(inputs)
    yield from _identify(inputs)
    if is_small(inputs) and trajectory.actions:
        yield Callout(JOIN_FIRST)


def _counts(inputs: ReportInputs) -> Iterator[KeyFigure]:
    facts = inputs.facts
    migrations, studies, low, high = (
        facts[f"plan.{name}"] for name in ("migration-count", "study-count", "cost.low", "cost.high")
    )
    horizon = agree(facts["plan.years"], "{} an", "{} ans")
    one, many = ("migration chiffrée", "migrations chiffrées")
    study, studies_ = ("sortie à étudier et chiffrer", "sorties à étudier et chiffrer")
    if is_small(inputs):
        one, many = ("changement dont le coût est connu,", "changements dont le coût est connu,")
        study, studies_ = ("changement à étudier avec un partenaire", "changements à étudier avec un partenaire")
    yield KeyFigure(str(migrations), agree(migrations, f"{one} sur {horizon}", f"{many} sur {horizon}"))
    yield KeyFigure(str(studies), agree(studies, study, studies_))
    if high.value:
        yield KeyFigure(between(str(low), str(high)), "de coûts ponctuels, pour le chiffré")


def _paid_twice(inputs: ReportInputs) -> Iterator[Block]:
    """What leaving early costs: said beside the costs, whose sum does not hold it."""
    facts = inputs.facts
    total, studied = facts["plan.paid-twice"], facts["plan.paid-twice.studies"]
    if not total.value:
        return
    only = ""
    if studied.value == total.value:
        only = ", seulement si les études aboutissent"
    elif studied.value:
        only = f", dont {studied} seulement si les études aboutissent"
    yield Paragraph(
        f"Payé deux fois : {total} en plus, pour d’anciens contrats qui courent encore après la sortie{only}. C’est le prix d’un "
        "départ plus tôt."
    )


def _identify(inputs: ReportInputs) -> Iterator[Block]:
    count = inputs.facts["plan.identify-count"]
    if not count.value:
        return
    if is_small(inputs):
        owners = agree(count, *PLAIN_OWNERS)
        where = agree(count, "Elle est nommée", "Leur liste est")
        yield Paragraph(
            f"Dans les six premiers mois, sans achat : chercher à qui appartient le fournisseur {owners}. {where} dans l’annexe interne."
        )
        return
    owners = agree(
        count,
        "de la dépendance inconnue la plus lourde. Elle est nommée",
        "des {} dépendances inconnues les plus lourdes. Leur liste est",
    )
    yield Paragraph(f"Dans les six premiers mois, sans achat : identifier le propriétaire ultime {owners} dans l’annexe interne.")
