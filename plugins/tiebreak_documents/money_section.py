"""Where the money goes: by type of expense, by country of the owners."""

from __future__ import annotations

from collections.abc import Iterator

from tiebreak import ReportInputs, load_zone_policies
from tiebreak_documents.blocks import Block, Heading, Table
from tiebreak_documents.charts import spend_chart
from tiebreak_documents.words import ABSENT, figure


def money_section(inputs: ReportInputs) -> Iterator[Block]:
    """The chart and the two tables."""
    yield Heading("Où va l’argent")
    alternative = "Barres par type de dépense ; les mêmes chiffres sont dans le tableau qui suit."
    yield spend_chart(inputs.diagnosis.by_spend_type, alternative)
    yield _by_spend_type(inputs)
    yield _by_owner_country(inputs)


def _by_spend_type(inputs: ReportInputs) -> Table:
    prefixes = ((row.label, f"spend-type.{row.key or 'none'}") for row in inputs.diagnosis.by_spend_type)
    rows = [
        (label, *(figure(inputs.facts, f"{prefix}.{name}") for name in ("amount", "low", "high"))) for label, prefix in prefixes
    ]
    if inputs.diagnosis.negative_balance:
        rows.append(("Avoirs sans dépense en face, hors des parts", str(inputs.facts["negative-balance"]), ABSENT, ABSENT))
    return Table(
        caption="Montant annuel par type de dépense et part hors de la zone, par propriétaire ultime",
        header=("Type de dépense", "Montant annuel", "Au moins", "Au plus"),
        rows=tuple(rows),
        numeric=frozenset({1, 2, 3}),
        widths=(0.46, 0.22, 0.16, 0.16),
    )


def _by_owner_country(inputs: ReportInputs) -> Table:
    """Who counts Switzerland or the United Kingdom inside can see what it changes."""
    policy = load_zone_policies().policy(inputs.diagnosis.zone_policy)
    place = {True: "hors de la zone", False: "dans la zone", None: "inconnu"}
    return Table(
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
