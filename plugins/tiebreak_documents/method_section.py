"""How the figures were obtained, what was left out, and where the references are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import urlsplit

from tiebreak import (
    Catalogue,
    Reference,
    ReportInputs,
    agree,
    doubtful_sentences,
    load_zone_policies,
    normalise,
    unadded_sentences,
)
from tiebreak_documents.blocks import Block, Bullets, Heading, Paragraph, Table
from tiebreak_documents.document_facts import left_out_fact, public_reason
from tiebreak_documents.plan_method import plan_method
from tiebreak_documents.words import ABSENT, amounts_label

LINES = ("{} ligne", "{} lignes")


def method_section(inputs: ReportInputs, *, is_internal: bool) -> Iterator[Block]:
    """The last section of every document; how files were understood is for the internal one."""
    diagnosis, facts = inputs.diagnosis, inputs.facts
    yield Heading("Méthode, limites et sources")
    if diagnosis.perimeter is None and diagnosis.marginal is not None:
        yield Paragraph(
            "Les totaux sont ceux des tableaux publiés, repris tels quels ; seule la part est calculée, et aucun chiffre n’est écrit par "
            f"un modèle de langue. La zone est celle de la source. Méthode TIE Break {diagnosis.method_version}."
        )
        return
    yield Paragraph(
        "Tous les chiffres sont calculés à partir des fichiers de la collectivité et de références publiques datées ; aucun n’est "
        f"écrit par un modèle de langue. Méthode TIE Break {diagnosis.method_version}, nomenclature "
        f"{diagnosis.nomenclature_version}, catalogue {diagnosis.catalogue_version}. Zone : "
        f"{load_zone_policies().policy(diagnosis.zone_policy).label}."
    )
    notes = []
    if diagnosis.perimeter:
        notes.append(f"Périmètre : {agree(facts['line-count'], *LINES)}, {amounts_label(diagnosis.perimeter)}.")
    if is_internal:
        notes += [f"{sentence}." for sentence in doubtful_sentences(diagnosis, facts)]
    notes += [f"{sentence}." for sentence in unadded_sentences(diagnosis, facts)]
    notes += diagnosis.notices if is_internal else ()
    if notes:
        yield Bullets(tuple(notes))
    if is_internal:
        yield from _accounts(inputs)
    yield from _left_out(inputs, is_internal=is_internal)
    if inputs.trajectory is not None and inputs.trajectory.actions:
        yield from plan_method(inputs, inputs.trajectory, is_internal=is_internal)
    references = _references(inputs)
    if references and not is_internal:
        yield Paragraph(
            f"Sources publiques des coûts et durées (titres et adresses dans l’annexe interne) : {_hosts(references, inputs.catalogue)}."
        )


def _accounts(inputs: ReportInputs) -> Iterator[Block]:
    """What became of every row of every file."""
    accounts, facts = inputs.diagnosis.accounts, inputs.facts
    if accounts:
        yield Table(
            "Compte des lignes : dans chaque fichier, titres + preuves + écartées = lignes remplies",
            ("Fichier", "Lignes", "Titres", "Preuves", "Écartées", "Dépenses lues"),
            tuple(
                (
                    each.file,
                    *(str(facts[f"file-{index}.{name}"]) for name in ("rows", "headings", "evidence", "left-out")),
                    ABSENT if each.amount is None else str(facts[f"file-{index}.amount"]),
                )
                for index, each in enumerate(accounts, start=1)
            ),
            numeric=frozenset({1, 2, 3, 4, 5}),
            widths=(0.4, 0.11, 0.1, 0.11, 0.11, 0.17),
        )


def _left_out(inputs: ReportInputs, *, is_internal: bool) -> Iterator[Block]:
    """Rows that do not count, by reason; the names of files, which may hold that of a supplier, are for the internal one."""
    left_out, facts = inputs.diagnosis.left_out, inputs.facts
    if not left_out:
        return
    caption = "Lignes des fichiers qui ne sont pas comptées, et pourquoi"
    if is_internal:
        rows = tuple((row.file, row.reason, str(facts[f"left-out-{index}.count"])) for index, row in enumerate(left_out, start=1))
        yield Table(caption, ("Fichier", "Raison", "Lignes"), rows, numeric=frozenset({2}), widths=(0.32, 0.56, 0.12))
        return
    reasons = dict.fromkeys(public_reason(row.reason) for row in left_out)
    counts = tuple((reason, str(facts[left_out_fact(reason)])) for reason in reasons)
    yield Table(caption, ("Raison", "Lignes"), counts, numeric=frozenset({1}), widths=(0.88, 0.12))


def reference_list(inputs: ReportInputs) -> Iterator[Block]:
    """Titles and addresses, which may name products: for the internal annex."""
    if references := _references(inputs):
        yield Heading("Références des coûts et durées")
        yield Bullets(tuple(f"{each.title}, {each.url}, consulté le {each.consulted:%d/%m/%Y}" for each in references))


def _hosts(references: Sequence[Reference], catalogue: Catalogue) -> str:
    """Sites, by the day on which they were read; that of a supplier or product is not named, for a note names none."""
    names = {normalise(each.name).replace(" ", "") for each in catalogue.entries}
    by_day: dict[date, set[str]] = defaultdict(set)
    for each in references:
        host = (urlsplit(each.url).hostname or "").removeprefix("www.")
        is_named = not names.isdisjoint(part.replace("-", "") for part in host.split("."))
        by_day[each.consulted].add("site d’un éditeur" if is_named else host)
    return " ; ".join(f"{', '.join(sorted(hosts))} (consultés le {day:%d/%m/%Y})" for day, hosts in sorted(by_day.items()))


def _references(inputs: ReportInputs) -> list[Reference]:
    if inputs.trajectory is None:
        return []
    found = {reference.url: reference for action in inputs.trajectory.actions for reference in action.references}
    return [found[url] for url in sorted(found)]
