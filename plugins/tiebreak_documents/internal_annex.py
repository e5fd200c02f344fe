"""The internal annex: suppliers, products and a sourçage, for the DSI and the acheteur. Never published."""

from __future__ import annotations

from collections.abc import Iterator

from tiebreak import (
    CLAIM_STATUS_LABELS,
    QUADRANT_LABELS,
    SOLUTION_CLASS_LABELS,
    Assessment,
    Axis,
    Claim,
    CountryCode,
    ReportInputs,
    SolutionClass,
    amount_words,
    budget_year,
    claim_sentence,
    conflict_sentences,
    inventory_sentences,
    reconciliation_sentences,
)
from tiebreak_documents.annex_plan import annex_plan
from tiebreak_documents.blocks import Block, Bullets, Callout, Document, Heading, Paragraph, Table, Tone
from tiebreak_documents.criteria_section import criteria_section
from tiebreak_documents.method_section import method_section, reference_list
from tiebreak_documents.words import FICTITIOUS, INTERNAL, between, function_label, long_date

TITLE = "Annexe interne : dépendances, fournisseurs et sourçage"
SHOWN_LEFT_OUT = 60


def internal_annex(inputs: ReportInputs) -> Document:
    """The whole annex."""
    diagnosis = inputs.diagnosis
    return Document(
        title=TITLE,
        subtitle=f"{diagnosis.authority.name}, {budget_year(inputs.facts)}",
        date=f"Établi le {long_date(diagnosis.as_of)}",
        banner=f"{INTERNAL}. {FICTITIOUS}" if diagnosis.authority.is_fictitious else INTERNAL,
        blocks=tuple(_blocks(inputs)),
    )


def _blocks(inputs: ReportInputs) -> Iterator[Block]:
    for failure in inputs.failures:
        yield Callout(f"Document établi sans une partie de l’outil. {failure}", Tone.WARNING)
    yield Callout(
        "Les produits et fournisseurs sont nommés ici pour le travail des services. Rien de ce qui suit n’est un classement ni une "
        "recommandation d’achat : l’égalité de traitement des candidats s’impose (article L3 du code de la commande publique)."
    )
    yield from _dependencies(inputs)
    yield from _beside_money(inputs)
    yield from _to_confirm(inputs)
    yield from annex_plan(inputs)
    yield from _suppliers(inputs)
    yield from _sourcing(inputs)
    yield from _gaps(inputs)
    yield from criteria_section(inputs)
    yield from _left_out(inputs)
    yield from method_section(inputs, is_internal=True)
    yield from reference_list(inputs)


def _dependencies(inputs: ReportInputs) -> Iterator[Block]:
    yield Heading("Dépendances, par ordre de priorité")
    yield Table(
        caption="Risque de 1 à 16, capacité à agir de 0 à 4 ; deux nombres quand un inconnu laisse le choix",
        header=("Rang", "Dépendance", "Fonction", "Montant annuel", "Contrôle", "Risque", "Agir", "À faire"),
        rows=tuple(_dependency_row(inputs, each) for each in inputs.diagnosis.assessments),
        numeric=frozenset({0, 3, 5, 6}),
        widths=(0.067, 0.2, 0.19, 0.11, 0.11, 0.1, 0.073, 0.15),
    )


def _dependency_row(inputs: ReportInputs, each: Assessment) -> tuple[str, ...]:
    facts, prefix = inputs.facts, f"dependency.{each.dependency.id}"
    owner = {True: "hors zone", False: "dans la zone", None: "inconnu"}[each.axis(Axis.ULTIMATE_OWNER).is_outside]
    return (
        str(each.rank),
        each.dependency.label,
        function_label(inputs.nomenclature, each.dependency.function),
        amount_words(facts, each.dependency.id),
        owner,
        between(str(facts[f"{prefix}.risk-low"]), str(facts[f"{prefix}.risk-high"])),
        between(str(facts[f"{prefix}.capacity-low"]), str(facts[f"{prefix}.capacity-high"])),
        QUADRANT_LABELS[each.quadrant],
    )


def _beside_money(inputs: ReportInputs) -> Iterator[Block]:
    """What inventories and public accounts say, and where two sources disagree."""
    diagnosis, facts = inputs.diagnosis, inputs.facts
    said = (*inventory_sentences(diagnosis, facts), *reconciliation_sentences(diagnosis, facts))
    if said:
        yield Bullets(tuple(f"{sentence}." for sentence in said))
    if conflicts := tuple(conflict_sentences(diagnosis)):
        yield Heading("Sources qui ne disent pas la même chose", level=2)
        yield Bullets(conflicts)


def _to_confirm(inputs: ReportInputs) -> Iterator[Block]:
    """Names that are almost those of the catalogue: unknown until someone of the collectivité says so."""
    rows = tuple(
        (
            each.dependency.label,
            inputs.catalogue.suppliers[suggestion].name,
            str(inputs.facts[f"dependency.{each.dependency.id}.amount"]),
        )
        for each in inputs.diagnosis.assessments
        if (suggestion := each.dependency.recognition.suggestion) is not None and each.dependency.recognition.editor is None
    )
    if rows:
        yield Heading("Noms à confirmer", level=2)
        yield Table(
            caption="Écrits presque comme un nom du catalogue ; comptés comme inconnus",
            header=("Dans le fichier", "Peut-être", "Montant annuel"),
            rows=rows,
            numeric=frozenset({2}),
            widths=(0.45, 0.35, 0.2),
        )


def _suppliers(inputs: ReportInputs) -> Iterator[Block]:
    known = [inputs.catalogue.suppliers[row.key] for row in inputs.diagnosis.by_supplier if row.key]
    if not known:
        return
    yield Heading("Fournisseurs reconnus")
    yield Paragraph(
        "Faits du catalogue, avec leur statut, leur date et leur source. Un fournisseur peut contester ce qui le concerne : la "
        "procédure est écrite dans les règles du catalogue."
    )
    yield Table(
        caption="Siège social et contrôle, selon le catalogue",
        header=("Fournisseur", "Montant annuel", "Siège social", "Contrôle"),
        rows=tuple(
            (
                supplier.name,
                str(inputs.facts[f"supplier.{supplier.id}.amount"]),
                _office(supplier.registered_office),
                claim_sentence(supplier),
            )
            for supplier in known
        ),
        numeric=frozenset({1}),
        widths=(0.2, 0.15, 0.2, 0.45),
    )


def _office(claim: Claim[CountryCode]) -> str:
    return f"{claim.value or 'inconnu'} ({CLAIM_STATUS_LABELS[claim.status]})"


def _sourcing(inputs: ReportInputs) -> Iterator[Block]:
    exposed = [each for each in inputs.diagnosis.assessments if each.axis(Axis.ULTIMATE_OWNER).is_outside and each.alternatives]
    by_function = {each.dependency.function: each for each in exposed if each.dependency.function}
    if not by_function:
        return
    yield Heading("Sourçage par fonction")
    yield Paragraph(
        "Solutions du catalogue sous licence libre, ou dont le propriétaire et la technologie sont connus dans la zone. Liste "
        "alphabétique, ni classée ni exhaustive ; à compléter par un sourçage (article R2111-1 du code de la commande publique)."
    )
    rows = [
        (
            function_label(inputs.nomenclature, function),
            ", ".join(sorted(inputs.catalogue.solutions[identifier].name for identifier in each.alternatives)),
            _classes(each.solution_classes),
        )
        for function, each in by_function.items()
    ]
    yield Table(
        caption="Pistes par fonction exposée",
        header=("Fonction", "Solutions du catalogue", "Classes de solution"),
        rows=tuple(sorted(rows)),
        widths=(0.24, 0.46, 0.3),
    )
    known = {identifier for each in by_function.values() for identifier in each.alternatives}
    limited = [solution for identifier in known if (solution := inputs.catalogue.solutions[identifier]).limits]
    if limited:
        yield Table(
            caption="Ce que des pistes ne couvrent pas, quand une source le dit",
            header=("Solution", "Limite"),
            rows=tuple(sorted((solution.name, solution.limits or "") for solution in limited)),
            widths=(0.24, 0.76),
        )


def _gaps(inputs: ReportInputs) -> Iterator[Block]:
    """What is used here and has no alternative in the Union today: said as plainly as the leads."""
    functions = {each.dependency.function for each in inputs.diagnosis.assessments}
    gaps = [gap for gap in inputs.catalogue.gaps if functions.intersection(gap.functions)]
    if not gaps:
        return
    yield Heading("Sans alternative européenne aujourd’hui")
    yield Bullets(
        tuple(
            f"{gap.subject} : {gap.says.value} (au {gap.says.checked:%d/%m/%Y}, selon {gap.says.reference.title})" for gap in gaps
        )
    )


def _classes(classes: tuple[SolutionClass, ...]) -> str:
    return " ; ".join(SOLUTION_CLASS_LABELS[each] for each in classes)


def _left_out(inputs: ReportInputs) -> Iterator[Block]:
    rows = [row for reading in inputs.case.readings for row in reading.left_out]
    if not rows:
        return
    yield Heading("Lignes écartées")
    shown = rows[:SHOWN_LEFT_OUT]
    more = "" if len(shown) == len(rows) else " (premières lignes ; toutes sont dans le dossier)"
    yield Table(
        caption=f"Où elles sont et pourquoi{more}",
        header=("Endroit", "Raison", "Contenu"),
        rows=tuple((str(row.provenance), row.reason, row.content) for row in shown),
        widths=(0.3, 0.3, 0.4),
    )
