"""Results as Markdown for the page; every figure comes from the register of facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tiebreak import (
    AXIS_LABELS,
    QUADRANT_LABELS,
    CaseFile,
    Diagnosis,
    FactRegister,
    agree,
    amount_words,
    budget_year,
    conflict_sentences,
    inventory_sentences,
    load_nomenclature,
    not_counted_sentences,
    nothing_measured,
    reading_sentence,
    reconciliation_sentences,
    state_facts,
    uses_sentences,
)

_OPTION = re.compile(r'--map "([^"]+)"')
SHOWN_PRIORITIES = 15
RIGHT_ALIGNED = frozenset(
    {
        "Criticité",
        "Au moins",
        "Au plus",
        "Connu",
        "Montant annuel",
        "Montant",
        "Part hors de la zone",
        "Rang",
        "Risque",
        "Hors de la zone",
    }
    | {"Coût ponctuel", "Coût connu", "Évite", "Si études abouties", "Coût"}
)


def readings(case: CaseFile, failures: Iterable[str]) -> str:
    """What was read of each file and what was left out."""
    lines = [warning(failure) for failure in failures]
    for reading in case.readings:
        lines.append(f"**{escaped(reading_sentence(reading))}.**")
        used = [f"{escaped(use.title)} → {use.meaning}" for use in reading.columns if use.meaning]
        unused = [escaped(use.title) for use in reading.columns if not use.meaning]
        if used or unused:
            lines.append(f"Colonnes : {', '.join(used)}." + (f" Non utilisées : {', '.join(unused)}." if unused else ""))
        lines += [f"À savoir : {escaped(notice)}." for notice in reading.notices]
    return "\n\n".join(lines)


def diagnosis(result: Diagnosis) -> str:
    """The headline, the shares and the first priorities."""
    facts = state_facts(result, None)
    parts = [f"**{escaped(result.authority.name)}**, {budget_year(facts)}", *_published(result, facts)]
    if result.perimeter is not None and not result.axis_shares:
        parts.append(nothing_measured(result, facts))
    if result.perimeter is not None and result.axis_shares:
        owner = "share.ultimate_owner"
        lines = agree(facts["line-count"], "{} ligne", "{} lignes")
        parts += [
            (
                f"### {_range(facts, owner)} hors de la zone"
                if result.is_of_spending
                else f"### Plafonds de marché, ramenés à un an : {facts['total']}"
            ),
            (
                f"Sur **{facts['total']}** par an ({lines}) : part dont le **propriétaire ultime** "
                f"est hors de la zone. "
                f"Propriétaire connu pour {facts[f'{owner}.known']} du montant."
            ),
            *([result.headline_note] if result.headline_note else []),
            table(
                ("Question", "Au moins", "Au plus", "Connu"),
                [_axis_row(AXIS_LABELS[share.axis], f"share.{share.axis.value}", facts) for share in result.axis_shares],
            ),
            "#### Par type de dépense",
            table(
                ("Type", "Montant annuel", "Au moins", "Au plus"),
                [_spend_row(row.label, f"spend-type.{row.key or 'none'}", facts) for row in result.by_spend_type],
            ),
        ]
    parts += _uses(result, facts)
    if result.assessments:
        parts += _priorities(result, facts)
    parts += [f"{escaped(said)}." for said in (*inventory_sentences(result, facts), *reconciliation_sentences(result, facts))]
    if conflicts := [f"- {escaped(said)}" for said in conflict_sentences(result)]:
        parts += ["#### À vérifier (usage interne)", "\n".join(conflicts)]
    parts += [f"{escaped(sentence)}." for sentence in not_counted_sentences(result, facts)]
    return "\n\n".join(parts)


def _uses(result: Diagnosis, facts: FactRegister) -> list[str]:
    if result.uses is None:
        return []
    said = {True: "oui", False: "non", None: "inconnu"}
    return [
        "#### Ce qui est utilisé",
        *(f"{escaped(sentence)}." for sentence in uses_sentences(result, facts)),
        table(
            ("Fonction", "Criticité", "Propriétaire ultime hors de la zone"),
            [(each.label, str(each.criticality), said[each.is_outside]) for each in result.uses.functions],
        ),
    ]


def _priorities(result: Diagnosis, facts: FactRegister) -> list[str]:
    return [
        "#### Premières priorités (usage interne)",
        table(
            ("Rang", "Dépendance", "Montant annuel", "Risque", "À faire"),
            [
                (
                    str(each.rank),
                    escaped(each.dependency.label),
                    amount_words(facts, each.dependency.id),
                    _scores(facts, f"dependency.{each.dependency.id}.risk"),
                    QUADRANT_LABELS[each.quadrant],
                )
                for each in result.assessments[:SHOWN_PRIORITIES]
            ],
        ),
    ]


def no_trajectory(result: Diagnosis) -> str:
    """Why nothing can be planned."""
    if result.is_published_only:
        return "Un total publié sans lignes ne permet pas de trajectoire : il faut le détail des dépenses."
    return nothing_measured(result, state_facts(result, None))


def refusal(message: str) -> str:
    """What is refused, line by line, as a warning; what a command would take is told where to write it here."""
    told = _OPTION.sub(r"« \1 »", message)
    if told != message:
        told += " Choisissez-la dans la liste ci-dessous, ou écrivez-le dans Réglages, « Sens des colonnes »."
    return warning(told.replace("\n", "\n\n"))


def _published(result: Diagnosis, facts: FactRegister) -> list[str]:
    marginal = result.marginal
    if marginal is None:
        return []
    nomenclature = load_nomenclature()
    parts = [f"### Total publié : {facts['published.total']}"]
    if marginal.outside is not None:
        parts.append(
            f"Union européenne : **{facts['published.inside']}** ; hors Union européenne : **{facts['published.outside']}**, "
            f"soit **{facts['published.outside-share']}**."
        )
    for published in marginal.tables:
        if published.dimension.value == "spend_type":
            rows = []
            for cell in sorted(published.cells, key=lambda cell: (-cell.amount, cell.key)):
                spend_type = nomenclature.spend_type(cell.key)
                amount = str(facts[f"published.spend_type.{cell.key}"])
                rows.append((spend_type.label if spend_type else cell.key, amount, "non publié"))
            parts.append(table(("Type de dépense", "Montant", "Part hors de la zone"), rows))
    return parts


def _axis_row(label: str, prefix: str, facts: FactRegister) -> tuple[str, ...]:
    return (label, *(str(facts[f"{prefix}.{name}"]) for name in ("low", "high", "known")))


def _spend_row(label: str, prefix: str, facts: FactRegister) -> tuple[str, ...]:
    bounds = (str(facts[f"{prefix}.{bound}"]) if f"{prefix}.{bound}" in facts else "–" for bound in ("low", "high"))
    return (label, str(facts[f"{prefix}.amount"]), *bounds)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; what a user wrote in it is to be escaped before."""
    alignments = ["---:" if title in RIGHT_ALIGNED else "---" for title in header]
    lines = [header, alignments, *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _range(facts: FactRegister, prefix: str) -> str:
    low, high = str(facts[f"{prefix}.low"]), str(facts[f"{prefix}.high"])
    return low if low == high else f"{low} à {high}"


def _scores(facts: FactRegister, prefix: str) -> str:
    low, high = str(facts[f"{prefix}-low"]), str(facts[f"{prefix}-high"])
    return low if low == high else f"{low} à {high}"


def escaped(text: str) -> str:
    """User's text inside Markdown: no table break, no markup, no HTML."""
    for character in "\\|*_<>[]`#":
        text = text.replace(character, f"\\{character}")
    return text


def warning(message: str) -> str:
    """What must not be passed over."""
    return f"⚠️ **Attention** : {escaped(message)}"
