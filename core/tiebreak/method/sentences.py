"""French sentences that every face says alike; each figure is taken from the register, none is computed here."""

from __future__ import annotations

from collections.abc import Iterator

from tiebreak.model.diagnosis import Diagnosis
from tiebreak.model.facts import FactRegister, agree
from tiebreak.model.money import AMOUNT_KIND_LABELS, TAX_BASIS_LABELS
from tiebreak.model.reading import Reading


def reading_sentence(reading: Reading) -> str:
    """What one file gave: its filled rows, and what became of them."""
    counts = (
        (len(reading.spend_lines), "dépense", "dépenses"),
        (len(reading.contracts), "contrat", "contrats"),
        (reading.machine_count or 0, "machine", "machines"),
        (len(reading.inventory), "logiciel installé", "logiciels installés"),
        (len(reading.uses), "usage", "usages"),
        (len(reading.balances), "compte public", "comptes publics"),
        (sum(len(table.cells) for table in reading.marginals), "total publié", "totaux publiés"),
        (sum(row.row_count for row in reading.left_out), "ligne écartée", "lignes écartées"),
        (reading.heading_rows, "ligne de titres", "lignes de titres"),
    )
    said = ", ".join(f"{count} {one if count < 2 else many}" for count, one, many in counts if count)
    rows = reading.rows_in_file
    return f"{reading.file} : {rows} {'ligne remplie' if rows < 2 else 'lignes remplies'} ({said})"


def budget_year(facts: FactRegister) -> str:
    """The budget year of the amounts, or that nobody said it."""
    return "exercice non précisé" if facts["year"].value is None else f"exercice {facts['year']}"


def plan_sentence(facts: FactRegister) -> str:
    """What a trajectory holds, in one sentence."""
    return ", ".join(
        (
            agree(facts["plan.migration-count"], "{} migration chiffrée", "{} migrations chiffrées"),
            agree(facts["plan.study-count"], "{} sortie à étudier", "{} sorties à étudier"),
            agree(
                facts["plan.identify-count"],
                "{} propriétaire à identifier dans les six mois",
                "{} propriétaires à identifier dans les six mois",
            ),
            agree(facts["plan.remaining-count"], "{} dépendance laissée en place", "{} dépendances laissées en place"),
        )
    )


def nothing_measured(diagnosis: Diagnosis, facts: FactRegister) -> str:
    """Why no share can be given of the money that was read."""
    if diagnosis.perimeter is not None and diagnosis.perimeter.line_count:
        return f"Les avoirs annulent les dépenses ({facts['total']}) : aucune part ne peut être donnée."
    return "Aucun montant lu ne peut être ramené à l’année : aucune part ne peut être donnée."


def unadded_sentences(diagnosis: Diagnosis, facts: FactRegister) -> Iterator[str]:
    """Money that is in no share, and why: other kinds of amount, credits above expenses."""
    for index, other in enumerate(diagnosis.other_perimeters, start=1):
        kind = f"{AMOUNT_KIND_LABELS[other.amount_kind]} {TAX_BASIS_LABELS[other.tax_basis]}"
        lines = agree(facts[f"other-{index}.line-count"], "{} ligne", "{} lignes")
        yield f"Hors périmètre : {facts[f'other-{index}.total']} ({lines}, {kind}), qui ne s’additionnent pas au reste"
    if diagnosis.negative_balance:
        yield (
            f"Avoirs supérieurs aux dépenses, hors des parts : {facts['negative-balance']} ; "
            f"les parts portent sur {facts['share-base']}, le total net est de {facts['total']}"
        )


def doubtful_sentences(diagnosis: Diagnosis, facts: FactRegister) -> Iterator[str]:
    """What is counted and may not be digital: the total and the shares are right only if it is."""
    if diagnosis.elsewhere_count:
        what = "autre chose qu’un achat numérique (repas, travaux, énergie, mobilier…)"
        said = agree(
            facts["elsewhere.count"], f"{{}} ligne semble dire {what} et compte", f"{{}} lignes semblent dire {what} et comptent"
        )
        yield f"{said} pour {facts['elsewhere.amount']} : ôtez du tableau ce qui n’est pas numérique avant de citer un chiffre"


def not_counted_sentences(diagnosis: Diagnosis, facts: FactRegister) -> Iterator[str]:
    """What may not belong, then all that is in no share, and why: money that cannot be added, and the rows left out of each file."""
    yield from doubtful_sentences(diagnosis, facts)
    yield from unadded_sentences(diagnosis, facts)
    for index, row in enumerate(diagnosis.left_out, start=1):
        rows = agree(facts[f"left-out-{index}.count"], "{} ligne", "{} lignes")
        yield f"Écarté : {rows} de {row.file}, {row.reason}"
