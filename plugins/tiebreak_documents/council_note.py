"""The note for élus: needs, functions and classes of solution; never a product, never a supplier judged."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tiebreak import Axis, ReportInputs, agree, budget_year, doubtful_sentences, load_zone_policies, nothing_measured
from tiebreak_documents.actions_section import plan_calendar, plan_detail
from tiebreak_documents.blocks import (
    Block,
    Callout,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Table,
    Tone,
)
from tiebreak_documents.charts import headline_chart
from tiebreak_documents.decisions_section import decisions_section
from tiebreak_documents.exposure_section import exposure_section
from tiebreak_documents.front_section import front_section
from tiebreak_documents.method_section import method_section
from tiebreak_documents.money_section import money_section
from tiebreak_documents.plan_section import plan_summary
from tiebreak_documents.published_section import published_section
from tiebreak_documents.uses_section import uses_section
from tiebreak_documents.words import FICTITIOUS, amounts_label, long_date, share_range

TITLE = "Dépendance numérique : diagnostic et trajectoire"
PUBLISHED_TITLE = "Dépendance numérique : totaux publiés"
AXIS_TITLES = {
    Axis.ULTIMATE_OWNER: "Propriétaire ultime (chiffre principal)",
    Axis.REGISTERED_OFFICE: "Siège social du fournisseur",
    Axis.TECHNOLOGY: "Technologie sous-jacente",
}
_WITHDRAWN = re.compile(r"^Extension « [^»]+ » retirée \([^)]+\)(?= : )")
"""What `str(PluginFailure)` says before the error, whose words may name a supplier or a product."""


def council_note(inputs: ReportInputs) -> Document:
    """The whole note."""
    diagnosis = inputs.diagnosis
    return Document(
        title=PUBLISHED_TITLE if diagnosis.is_published_only else TITLE,
        subtitle=f"{diagnosis.authority.name}, {budget_year(inputs.facts)}",
        date=f"Établi le {long_date(diagnosis.as_of)}",
        banner=FICTITIOUS if diagnosis.authority.is_fictitious else None,
        blocks=tuple(_blocks(inputs)),
    )


def _blocks(inputs: ReportInputs) -> Iterator[Block]:
    yield from _warnings(inputs)
    if inputs.diagnosis.marginal is not None:
        yield from published_section(inputs, inputs.diagnosis.marginal)
    if inputs.diagnosis.axis_shares:
        yield from _summary(inputs)
    elif inputs.diagnosis.perimeter is not None:
        yield Callout(nothing_measured(inputs.diagnosis, inputs.facts), Tone.WARNING)
    if inputs.diagnosis.uses is not None:
        yield from uses_section(inputs, inputs.diagnosis.uses)
    trajectory = inputs.trajectory if inputs.diagnosis.assessments else None
    if trajectory is not None:
        yield from plan_summary(inputs, trajectory)
    yield from decisions_section(inputs)
    if trajectory is not None:
        yield from front_section(inputs, trajectory)
        yield from plan_calendar(inputs, trajectory)
    if inputs.diagnosis.axis_shares:
        yield from money_section(inputs)
        yield from exposure_section(inputs)
    if trajectory is not None:
        yield from plan_detail(inputs, trajectory)
    yield from method_section(inputs, is_internal=False)


def _warnings(inputs: ReportInputs) -> Iterator[Block]:
    for failure in inputs.failures:
        yield Callout(f"Document établi sans une partie de l’outil. {_withdrawn(failure)}.", Tone.WARNING)
    for sentence in doubtful_sentences(inputs.diagnosis, inputs.facts):
        yield Callout(f"À vérifier avant de lire ces chiffres. {sentence}.", Tone.WARNING)


def _withdrawn(failure: str) -> str:
    """The plugin and the stage; the error is for the services, in the annex and on the screen."""
    found = _WITHDRAWN.match(failure)
    return found.group() if found else "Une extension a été retirée"


def _summary(inputs: ReportInputs) -> Iterator[Block]:
    perimeter = inputs.diagnosis.perimeter
    yield Heading("En bref")
    if perimeter is not None and not inputs.diagnosis.is_of_spending:
        yield from _ceilings(inputs)
    else:
        yield from _headline(inputs)
    yield Table(
        caption="Les mêmes montants vus par trois questions, qui ne se confondent pas",
        header=("Question", "Hors zone, au moins", "Hors zone, au plus", "Réponse connue", "dont présumée"),
        rows=tuple(
            (
                AXIS_TITLES[share.axis],
                *(str(inputs.facts[f"share.{share.axis.value}.{name}"]) for name in ("low", "high", "known", "presumed")),
            )
            for share in inputs.diagnosis.axis_shares
        ),
        numeric=frozenset({1, 2, 3, 4}),
        widths=(0.36, 0.16, 0.16, 0.16, 0.16),
    )


def _ceilings(inputs: ReportInputs) -> Iterator[Block]:
    """Ceilings of contracts are not spending: no headline share, no curve."""
    facts = inputs.facts
    yield KeyFigures(
        (
            KeyFigure(str(facts["total"]), "de plafonds de marchés, ramenés à un an"),
            KeyFigure(str(facts["line-count"]), agree(facts["line-count"], "marché", "marchés")),
            KeyFigure(str(facts[f"share.{Axis.ULTIMATE_OWNER.value}.known"]), "du montant a un propriétaire identifié"),
        )
    )
    yield Callout(inputs.diagnosis.headline_note or "", Tone.WARNING)


def _headline(inputs: ReportInputs) -> Iterator[Block]:
    facts, diagnosis = inputs.facts, inputs.diagnosis
    amounts = f"({amounts_label(diagnosis.perimeter)})" if diagnosis.perimeter else ""
    zone = load_zone_policies().policy(diagnosis.zone_policy).label
    owner = f"share.{Axis.ULTIMATE_OWNER.value}"
    yield KeyFigures(
        (
            KeyFigure(str(facts["total"]), "de dépenses numériques sur un an"),
            KeyFigure(share_range(facts, owner), "dépendent d’un propriétaire ultime hors de la zone"),
            KeyFigure(str(facts[f"{owner}.known"]), "du montant a un propriétaire identifié"),
        )
    )
    known, point = facts[f"{owner}.known"], facts[f"{owner}.point"]
    within = f"Parmi ce qui est identifié, la part est de {point}."
    if point.value is None:
        within = f"Trop peu du montant est identifié ({known}) pour donner un seul chiffre."
    yield Paragraph(
        f"Sur {facts['share-base']} {amounts}, {budget_year(facts)}, au moins {facts[f'{owner}.low']} et au plus "
        f"{facts[f'{owner}.high']} dépendent d’une entreprise dont le propriétaire ultime est établi hors de la zone retenue "
        f"({zone}). {within} L’écart entre les deux bornes est la part dont le propriétaire n’a pas pu être vérifié : "
        f"{facts[f'{owner}.gap']}. Ce qui est inconnu n’est compté ni comme européen, ni comme étranger."
    )
    alternative = f"De {facts[f'{owner}.low']} à {facts[f'{owner}.high']} du montant hors de la zone."
    yield headline_chart(diagnosis.axis_shares[0].interval, alternative)
