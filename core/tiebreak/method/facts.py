"""Every figure that documents and answers may print, stated once from the diagnosis and the trajectory."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tiebreak.method.facts_beside_money import facts_beside_money
from tiebreak.method.facts_of_plan import facts_of_plan
from tiebreak.method.stating import count_fact, euro_fact, interval_facts, ratio_fact, score_fact, share_fact
from tiebreak.model.catalogue import AXIS_LABELS, Axis
from tiebreak.model.diagnosis import QUADRANT_LABELS, Breakdown, Diagnosis, Quadrant
from tiebreak.model.facts import Fact, FactRegister, FactRounding, FactUnit
from tiebreak.model.trajectory import Trajectory


def state_facts(diagnosis: Diagnosis, trajectory: Trajectory | None) -> FactRegister:
    """The register of one run. An identifier says what is measured; the formula, how."""
    register = FactRegister()
    for statement in (_money, _shares, _groups, _dependencies, _marginal, facts_beside_money, _counts, _left_out):
        for fact in statement(diagnosis):
            register.add(fact)
    for fact in facts_of_plan(trajectory) if trajectory is not None else ():
        register.add(fact)
    return register


def _money(diagnosis: Diagnosis) -> Iterator[Fact]:
    year = diagnosis.authority.year
    yield Fact(
        id="year",
        value=None if year is None else Decimal(year),
        unit=FactUnit.YEAR,
        formula="exercice indiqué, ou lu dans les fichiers",
    )
    if (perimeter := diagnosis.perimeter) is not None:
        yield euro_fact("total", perimeter.total, "somme des lignes du périmètre, ramenées à l’année")
        base = perimeter.total - diagnosis.negative_balance
        yield euro_fact("share-base", base, "dénominateur des parts : total, moins les soldes négatifs des avoirs")
        yield count_fact("line-count", perimeter.line_count, "nombre de lignes de dépense du périmètre")
    for index, other in enumerate(diagnosis.other_perimeters, start=1):
        yield euro_fact(f"other-{index}.total", other.total, "somme d’une autre nature de montant, hors des parts")
        yield count_fact(f"other-{index}.line-count", other.line_count, "nombre de lignes d’une autre nature de montant")
    yield euro_fact(
        "negative-balance",
        diagnosis.negative_balance,
        "somme des dépendances dont les avoirs dépassent les dépenses, hors des parts",
    )
    doubtful = "dont les mots ou le compte disent autre chose qu’un achat numérique, comptées"
    yield count_fact("elsewhere.count", diagnosis.elsewhere_count, f"lignes {doubtful}")
    yield euro_fact("elsewhere.amount", diagnosis.elsewhere_amount, f"somme annuelle des lignes {doubtful}")


def _shares(diagnosis: Diagnosis) -> Iterator[Fact]:
    for share in diagnosis.axis_shares:
        what = f"part hors de la zone par {AXIS_LABELS[share.axis]}"
        yield from interval_facts(f"share.{share.axis.value}", share.interval, what)
        rounding = FactRounding.NEAREST if share.interval.known == 1 else FactRounding.DOWN
        yield share_fact(
            f"share.{share.axis.value}.presumed", share.presumed, f"{what} : seulement présumé / total", rounding=rounding
        )
    yield share_fact(
        "concentration.top-three", diagnosis.top_three_share, "montant des trois premiers propriétaires connus / total"
    )


def _groups(diagnosis: Diagnosis) -> Iterator[Fact]:
    groups: dict[str, tuple[Breakdown, ...]] = {
        "spend-type": diagnosis.by_spend_type,
        "function": diagnosis.by_function,
        "supplier": diagnosis.by_supplier,
        "criticality": diagnosis.by_criticality,
        "owner-country": diagnosis.by_owner_country,
    }
    for name, rows in groups.items():
        for row in rows:
            prefix = f"{name}.{(row.key or 'none').lower()}"
            yield euro_fact(f"{prefix}.amount", row.amount, f"somme annuelle : {row.label}")
            if row.interval is not None:
                yield from interval_facts(prefix, row.interval, f"part hors de la zone, {row.label}")


def _dependencies(diagnosis: Diagnosis) -> Iterator[Fact]:
    for each in diagnosis.assessments:
        dependency, prefix = each.dependency, f"dependency.{each.dependency.id}"
        formula = "somme annuelle des lignes de la dépendance"
        yield euro_fact(f"{prefix}.amount", dependency.annual_amount, formula, *dependency.spend_line_ids)
        yield score_fact(f"{prefix}.criticality", dependency.criticality, "criticité de la fonction, 1 à 4")
        for name, scored in (("risk", each.risk), ("capacity", each.capacity)):
            yield score_fact(f"{prefix}.{name}-low", scored.low, f"docs/methode.md : {name}, borne basse")
            yield score_fact(f"{prefix}.{name}-high", scored.high, f"docs/methode.md : {name}, borne haute")
    for score in diagnosis.criteria_scores:
        prefix = f"criteria.{score.criteria_set}.{score.subject}"
        if score.low is not None and score.high is not None:
            said = f"{score.criteria_set} : sans réponse au plus"
            down, up = (score.low, FactRounding.DOWN), (score.high, FactRounding.UP)
            if score.low == score.high:
                down = up = (score.low, FactRounding.NEAREST)
            yield ratio_fact(f"{prefix}.low", down[0], f"{said} bas", down[1])
            yield ratio_fact(f"{prefix}.high", up[0], f"{said} haut", up[1])
        if score.level is not None:
            yield score_fact(f"{prefix}.level", score.level, f"{score.criteria_set} : plus bas niveau de ce qui a une réponse")
        yield share_fact(f"{prefix}.completeness", score.completeness, f"{score.criteria_set} : poids des réponses", decimals=0)
    unknown = [each for each in diagnosis.assessments if each.axis(Axis.ULTIMATE_OWNER).is_outside is None]
    amount = sum((each.dependency.known_amount for each in unknown), Decimal(0))
    yield count_fact("unknown-owner.count", len(unknown), "dépendances dont le propriétaire ultime est inconnu")
    yield euro_fact("unknown-owner.amount", amount, "montant annuel des dépendances dont le propriétaire ultime est inconnu")


def _marginal(diagnosis: Diagnosis) -> Iterator[Fact]:
    marginal = diagnosis.marginal
    if marginal is None:
        return
    files = tuple(table.file for table in marginal.tables)
    inside = None if marginal.outside is None else marginal.total - marginal.outside
    outside_share = "montant publié hors de l’Union européenne / total"
    yield euro_fact("published.total", marginal.total, "somme du tableau publié", *files)
    yield euro_fact("published.outside", marginal.outside, "montant publié hors de l’Union européenne", *files)
    yield euro_fact("published.inside", inside, "montant publié dans l’Union européenne", *files)
    yield share_fact("published.outside-share", marginal.outside_share, outside_share, *files, decimals=2)
    for table in marginal.tables:
        for cell in table.cells:
            identifier = f"published.{table.dimension.value}.{cell.key}"
            yield euro_fact(identifier, cell.amount, "montant publié", str(cell.provenance))


def _counts(diagnosis: Diagnosis) -> Iterator[Fact]:
    yield count_fact("dependency-count", len(diagnosis.assessments), "nombre de dépendances distinctes")
    for quadrant in Quadrant:
        count = sum(each.quadrant is quadrant for each in diagnosis.assessments)
        yield count_fact(f"quadrant.{quadrant.value}", count, f"nombre de dépendances à « {QUADRANT_LABELS[quadrant]} »")


def _left_out(diagnosis: Diagnosis) -> Iterator[Fact]:
    for index, each in enumerate(diagnosis.accounts, start=1):
        counts = {"rows": each.row_count, "headings": each.heading_count, "evidence": each.evidence_count}
        for name, count in {**counts, "left-out": each.left_out_count}.items():
            yield count_fact(f"file-{index}.{name}", count, "lignes = titres + preuves + écartées", each.file)
        yield euro_fact(f"file-{index}.amount", each.amount, "somme des lignes de dépense du fichier", each.file)
    total = sum(row.row_count for row in diagnosis.left_out)
    yield count_fact("left-out-count", total, "lignes écartées, toutes raisons")
    for index, row in enumerate(diagnosis.left_out, start=1):
        yield count_fact(f"left-out-{index}.count", row.row_count, f"lignes écartées : {row.reason}", row.file)
        yield euro_fact(f"left-out-{index}.amount", row.amount, f"montant lisible des lignes écartées : {row.reason}", row.file)
