"""The note for élus: needs, functions and classes of solution; never a product, never a supplier judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tiebreak import AmountKind, Assessment, Axis, Diagnosis, ReportInputs, load_zone_policies
from tiebreak_documents.blocks import (
    Block,
    Bullets,
    Callout,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    PageBreak,
    Paragraph,
    Table,
    Tone,
)
from tiebreak_documents.charts import headline_chart, published_chart, spend_chart
from tiebreak_documents.method_section import method_section
from tiebreak_documents.plan_section import plan_detail, plan_summary
from tiebreak_documents.words import FICTITIOUS, amounts_label, function_label, long_date, share_range

TITLE = "Dépendance numérique : diagnostic et trajectoire"
PUBLISHED_TITLE = "Dépendance numérique : totaux publiés"
AXIS_TITLES = {
    Axis.ULTIMATE_OWNER: "Propriétaire ultime (chiffre principal)",
    Axis.REGISTERED_OFFICE: "Siège social du fournisseur",
    Axis.TECHNOLOGY: "Technologie sous-jacente",
}


def council_note(inputs: ReportInputs) -> Document:
    """The whole note."""
    diagnosis = inputs.diagnosis
    return Document(
        title=TITLE if diagnosis.assessments else PUBLISHED_TITLE,
        subtitle=f"{diagnosis.authority.name}, exercice {inputs.facts['year']}",
        date=f"Établi le {long_date(diagnosis.as_of)}",
        banner=FICTITIOUS if diagnosis.authority.is_fictitious else None,
        blocks=tuple(_blocks(inputs)),
    )


def _blocks(inputs: ReportInputs) -> Iterator[Block]:
    for failure in inputs.failures:
        yield Callout(f"Document établi sans une partie de l’outil. {failure}", Tone.WARNING)
    if inputs.diagnosis.marginal is not None:
        yield from _published(inputs)
    if inputs.diagnosis.axis_shares:
        yield from _summary(inputs)
    trajectory = inputs.trajectory if inputs.diagnosis.assessments else None
    if trajectory is not None:
        yield from plan_summary(inputs, trajectory)
    yield from _decisions(inputs)
    if inputs.diagnosis.axis_shares:
        yield PageBreak()
        yield from _money(inputs)
        yield from _owners(inputs)
        yield from _exposure(inputs)
    if trajectory is not None:
        yield from plan_detail(inputs, trajectory)
    yield from method_section(inputs, is_internal=False)


def _summary(inputs: ReportInputs) -> Iterator[Block]:
    perimeter = inputs.diagnosis.perimeter
    yield Heading("En bref")
    if perimeter is not None and perimeter.amount_kind is AmountKind.CEILING:
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
            KeyFigure(str(facts["line-count"]), "marchés"),
            KeyFigure(str(facts[f"share.{Axis.ULTIMATE_OWNER.value}.known"]), "du montant a un propriétaire identifié"),
        )
    )
    yield Callout(inputs.diagnosis.headline_note or "", Tone.WARNING)


def _headline(inputs: ReportInputs) -> Iterator[Block]:
    facts, diagnosis = inputs.facts, inputs.diagnosis
    zone = load_zone_policies().policy(diagnosis.zone_policy).label
    owner = f"share.{Axis.ULTIMATE_OWNER.value}"
    yield KeyFigures(
        (
            KeyFigure(str(facts["total"]), "de dépenses numériques sur un an"),
            KeyFigure(share_range(facts, owner), "dépendent d’un propriétaire ultime hors de la zone"),
            KeyFigure(str(facts[f"{owner}.known"]), "du montant a un propriétaire identifié"),
        )
    )
    known = facts[f"{owner}.point"]
    point = f" Parmi ce qui est identifié, la part est de {known}." if known.value is not None else ""
    yield Paragraph(
        f"Sur {facts['total']} ({_amounts(diagnosis)}) en {facts['year']}, au moins {facts[f'{owner}.low']} et au plus "
        f"{facts[f'{owner}.high']} dépendent d’une entreprise dont le propriétaire ultime est établi hors de la zone retenue "
        f"({zone}).{point} L’écart entre les deux bornes est la part dont le propriétaire n’a pas pu être vérifié : "
        f"{facts[f'{owner}.unknown']}. Ce qui est inconnu n’est compté ni comme européen, ni comme étranger."
    )
    if diagnosis.headline_note:
        yield Callout(diagnosis.headline_note)
    alternative = f"De {facts[f'{owner}.low']} à {facts[f'{owner}.high']} du montant hors de la zone."
    yield headline_chart(diagnosis.axis_shares[0].interval, alternative)


def _money(inputs: ReportInputs) -> Iterator[Block]:
    facts, rows = inputs.facts, inputs.diagnosis.by_spend_type
    credit_rows: tuple[tuple[str, ...], ...] = ()
    if inputs.diagnosis.negative_balance:
        credit_rows = (("Avoirs sans dépense en face, hors des parts", str(facts["negative-balance"]), "–", "–"),)
    yield Heading("Où va l’argent")
    yield spend_chart(rows, "Barres par type de dépense ; les mêmes chiffres sont dans le tableau qui suit.")
    yield Table(
        caption="Montant annuel par type de dépense et part hors de la zone, par propriétaire ultime",
        header=("Type de dépense", "Montant annuel", "Au moins", "Au plus"),
        rows=tuple(
            (
                row.label,
                str(facts[f"spend-type.{row.key or 'none'}.amount"]),
                *(_bound(inputs, f"spend-type.{row.key or 'none'}", bound) for bound in ("low", "high")),
            )
            for row in rows
        )
        + credit_rows,
        numeric=frozenset({1, 2, 3}),
        widths=(0.46, 0.22, 0.16, 0.16),
    )


def _owners(inputs: ReportInputs) -> Iterator[Block]:
    """Countries of the owners: who counts Switzerland or the United Kingdom inside can see what it changes."""
    policy = load_zone_policies().policy(inputs.diagnosis.zone_policy)
    place = {True: "hors de la zone", False: "dans la zone", None: "inconnu"}
    yield Table(
        caption="Montant annuel par pays du propriétaire ultime",
        header=("Pays du propriétaire ultime", "Montant annuel", "Compté"),
        rows=tuple(
            (
                row.label,
                str(inputs.facts[f"owner-country.{(row.key or 'none').lower()}.amount"]),
                place[policy.is_outside(row.key)],
            )
            for row in inputs.diagnosis.by_owner_country
        ),
        numeric=frozenset({1}),
        widths=(0.5, 0.25, 0.25),
    )


def _exposure(inputs: ReportInputs) -> Iterator[Block]:
    facts = inputs.facts
    yield Heading("Ce qui expose le plus")
    rows = tuple(_exposed_rows(inputs))
    if rows:
        yield Paragraph(
            "Fonctions dont une partie au moins dépend d’un propriétaire connu hors de la zone. Le risque, de 1 à 16, croise "
            "l’exposition et la criticité ; la capacité à agir, de 0 à 4, compte les leviers connus. Ces échelles sont celles "
            "de la méthode TIE Break."
        )
        yield Table(
            caption="Fonctions exposées, la plus risquée d’abord",
            header=("Fonction", "Montant annuel", "Hors zone, au moins", "Criticité", "Risque", "Capacité à agir"),
            rows=rows,
            numeric=frozenset({1, 2, 3, 4, 5}),
            widths=(0.38, 0.16, 0.14, 0.1, 0.1, 0.12),
        )
    if facts["unknown-owner.count"].value:
        yield Callout(
            f"À identifier d’abord : {facts['unknown-owner.count']} dépendances, {facts['unknown-owner.amount']} par an, n’ont pas "
            "de propriétaire ultime vérifié. Les identifier resserre l’intervalle sans rien acheter."
        )


def _exposed_rows(inputs: ReportInputs) -> Iterator[tuple[str, ...]]:
    """One row a function: the worst risk and the least capacity of its known dependencies outside."""
    by_function: dict[str, list[Assessment]] = defaultdict(list)
    for each in inputs.diagnosis.assessments:
        if each.dependency.function and each.axis(Axis.ULTIMATE_OWNER).is_outside:
            by_function[each.dependency.function].append(each)
    ordered = sorted(
        by_function.items(),
        key=lambda item: (-max(each.risk.low for each in item[1]), min(each.rank for each in item[1])),
    )
    for function, members in ordered:
        worst = max(members, key=lambda each: (each.risk.low, -each.rank))
        weakest = min(members, key=lambda each: (each.capacity.low, each.rank))
        yield (
            function_label(inputs.nomenclature, function),
            str(inputs.facts[f"function.{function}.amount"]),
            str(inputs.facts[f"function.{function}.low"]),
            str(inputs.facts[f"dependency.{worst.dependency.id}.criticality"]),
            str(inputs.facts[f"dependency.{worst.dependency.id}.risk-low"]),
            str(inputs.facts[f"dependency.{weakest.dependency.id}.capacity-low"]),
        )


def _published(inputs: ReportInputs) -> Iterator[Block]:
    facts, marginal = inputs.facts, inputs.diagnosis.marginal
    if marginal is None:
        return
    yield Heading("Totaux publiés")
    figures = [KeyFigure(str(facts["published.total"]), "au total")]
    if marginal.outside is not None:
        figures += [
            KeyFigure(str(facts["published.outside"]), "hors de l’Union européenne"),
            KeyFigure(str(facts["published.outside-share"]), "du total est hors de l’Union européenne"),
        ]
    yield KeyFigures(tuple(figures))
    if marginal.outside is not None:
        yield Paragraph(
            f"Sur {facts['published.total']}, la source publie {facts['published.inside']} dans l’Union européenne et "
            f"{facts['published.outside']} hors de l’Union européenne, soit {facts['published.outside-share']}. Elle ne dit pas si "
            "la zone est celle du siège social ou du propriétaire ultime : ce chiffre n’est pas comparable aux nôtres."
        )
    labels = {spend_type.id: spend_type.label for spend_type in inputs.nomenclature.spend_types}
    for table in marginal.tables:
        if table.dimension.value != "spend_type":
            continue
        cells = sorted(table.cells, key=lambda cell: (-cell.amount, cell.key))
        yield published_chart(
            [(labels[cell.key], cell.amount) for cell in cells], "Barres par type ; les mêmes chiffres sont dans le tableau."
        )
        yield Table(
            caption="Montants publiés par type de dépense",
            header=("Type de dépense", "Montant", "Part hors de la zone"),
            rows=tuple((labels[cell.key], str(facts[f"published.spend_type.{cell.key}"]), "non publié") for cell in cells),
            numeric=frozenset({1, 2}),
            widths=(0.5, 0.25, 0.25),
        )
    yield Callout(
        "La répartition par type et la répartition par zone n’ont pas été publiées croisées : aucun montant n’est attribué à une "
        "zone à l’intérieur d’un type."
    )


def _decisions(inputs: ReportInputs) -> Iterator[Block]:
    items = [
        "Retenir le périmètre et la zone de ce diagnostic, pour que la mesure de l’an prochain soit comparable.",
    ]
    if inputs.facts["unknown-owner.count"].value:
        items.append(
            "Demander l’identification des propriétaires encore inconnus, en commençant par les montants les plus élevés."
        )
    elif not inputs.diagnosis.assessments:
        items.append(
            "Faire établir le tableau des dépenses ligne à ligne, sans lequel ni priorité ni trajectoire ne se calculent."
        )
    if inputs.trajectory is not None and inputs.trajectory.actions:
        items += [
            "Approuver l’ordre des actions et le budget annuel qui leur est consacré.",
        ]
        if any("dénoncer avant" in action.why_then for action in inputs.trajectory.actions):
            items.append("Faire préparer les dénonciations de contrat avant les dates de préavis indiquées.")
        else:
            items.append("Faire relever les dates de préavis et de reconduction des contrats, qui manquent au fichier.")
    items.append("Inscrire la réversibilité et l’interopérabilité dans la définition des besoins des prochains marchés.")
    yield Heading("Ce que le conseil peut décider")
    yield Bullets(tuple(items))


def _amounts(diagnosis: Diagnosis) -> str:
    return amounts_label(diagnosis.perimeter) if diagnosis.perimeter else ""


def _bound(inputs: ReportInputs, prefix: str, bound: str) -> str:
    identifier = f"{prefix}.{bound}"
    return str(inputs.facts[identifier]) if identifier in inputs.facts else "–"
