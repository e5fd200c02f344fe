"""Knowledge on a terminal: what a rule says, whom it binds, since when, and where its original is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rich.table import Table

from tiebreak import (
    APPLIES_LABELS,
    CLAIM_STATUS_LABELS,
    CLAUSE_USE_LABELS,
    RECORD_KIND_LABELS,
    ClaimStatus,
    KnowledgeBase,
    KnowledgeRecord,
    KnowledgeReport,
)
from tiebreak_cli.show import console
from tiebreak_knowledge.official.library import Ingested
from tiebreak_knowledge.retrieval.search import Found
from tiebreak_knowledge.retrieval.telling import IN_FULL, SUMMARY, Told, heading, tell


def report(result: KnowledgeReport, base: KnowledgeBase) -> None:
    """What a check found, then the counts."""
    for fault in result.faults:
        console.print(f"Faute : {fault}", style="red")
    table = Table(title="Fiches", title_justify="left")
    table.add_column("Sujet")
    table.add_column("Fiches", justify="right")
    for kind, count in result.counts.items():
        if count:
            table.add_row(RECORD_KIND_LABELS[kind], str(count))
    console.print(table)
    named = ", ".join(
        f"{base.texts[text].short if text in base.texts else text} {count}" for text, count in result.by_text.items()
    )
    console.print(f"Droit, par texte : {named}.")
    statuses = ", ".join(f"{CLAIM_STATUS_LABELS[ClaimStatus(status)]} {count}" for status, count in result.statuses.items())
    console.print(f"Statuts : {statuses}.")
    console.print(
        f"{len(result.unsettled)} fiches à vérifier avant de s’y fier ; {result.without_review} que seul leur auteur a lues ; "
        f"{result.read_by_a_lawyer} relues par un juriste ; {len(result.not_in_force)} qui ne sont pas en vigueur ce jour-là."
    )
    said = "aucune faute" if result.is_sound else f"{len(result.faults)} fautes"
    console.print(f"Connaissances {base.version}. Vérification : {said}.", style="bold" if result.is_sound else "bold red")


def record(entry: KnowledgeRecord, base: KnowledgeBase) -> None:
    """One record, with all that lets a reader check it."""
    console.print(f"{entry.title} ({entry.id})", style="bold")
    console.print(f"{RECORD_KIND_LABELS[entry.kind].capitalize()}. Résumé de TIE Break, qui ne remplace pas le texte.")
    console.print(entry.summary)
    if entry.clause is not None:
        _line("Rédaction proposée", entry.clause.wording)
        _line("Place", CLAUSE_USE_LABELS[entry.clause.goes_in])
        _line("Preuve", entry.clause.proof)
        _line("Prudence", entry.clause.caution)
    condition = f" : {entry.condition}" if entry.condition else ""
    _line("S’applique aux collectivités", f"{APPLIES_LABELS[entry.applies]}{condition}")
    if entry.places:
        _line("Résume", " ; ".join(base.place_words(place) for place in entry.places))
    if entry.rests_on:
        _line("Repose sur", " ; ".join(base.place_words(place) for place in entry.rests_on))
    if entry.official_id:
        _line("Identifiant", entry.official_id)
    _line("Version lue", entry.version)
    _line("En vigueur", _validity(entry.in_force_from, entry.in_force_until, entry.seen_in_force))
    _line("Statut", CLAIM_STATUS_LABELS[entry.status])
    if entry.unsettled:
        _line("À vérifier", entry.unsettled)
    for reference in entry.references:
        _line("Source", f"{reference.title}, lue le {reference.consulted:%d/%m/%Y}, {reference.url}")
    reviews = "; ".join(f"{review.by}, le {review.on:%d/%m/%Y}" for review in entry.reviews)
    lawyer = "" if entry.is_read_by_a_lawyer else " Non relu par un juriste."
    _line("Relecture", f"{reviews or 'par son seul auteur'}.{lawyer}")


def found(result: Found, base: KnowledgeBase, on: date) -> None:
    """What answers, or « non trouvé » with what came nearest."""
    for notice in result.notices:
        console.print(notice, style="yellow")
    told = [tell(hit, base, on) for hit in result.hits]
    if above := heading(result):
        console.print(above, style="bold")
    in_full = 0 if above else IN_FULL
    for number, each in enumerate(told[:in_full], start=1):
        _hit(number, each)
    if told[in_full:] and in_full:
        console.print("\nVoir aussi", style="bold")
    for each in told[in_full:]:
        about = "; ".join(part for part in (each.kind, f"fiche {each.record}" if each.record else "", *each.warnings[:1]) if part)
        console.print(f"- {each.title} ({about})")


def ingested(done: Ingested, *, has_model: bool) -> None:
    """What bringing one text did."""
    console.print(
        f"« {done.title} » gardé sous « {done.text} » : {done.articles} articles, {done.passages} passages, "
        f"dont {done.changed} nouveaux ou changés et {done.removed} retirés.",
        style="bold",
    )
    for remark in done.remarks:
        console.print(remark, style="yellow")
    if not has_model:
        console.print("Sans modèle de plongement sur cette machine : ce texte se cherche par les mots.", style="yellow")


def texts(titles: Mapping[str, str]) -> None:
    """The texts kept."""
    for identifier, title in titles.items():
        console.print(f"{identifier} : {title}")
    if not titles:
        console.print("Aucun texte apporté. Pour en apporter : tiebreak knowledge ingest FICHIER.")


def _hit(number: int, told: Told) -> None:
    console.print(f"\n{number}. {told.title}", style="bold")
    for line in (told.places, told.text):
        if line:
            console.print(line)
    if told.quote:
        console.print(f"Extrait ({told.quoted_from}) : « {told.quote} »", style="italic")
    for title, text in (
        ("S’applique aux collectivités", told.applies),
        *(("À vérifier", warning) for warning in told.warnings),
        ("Source", " ".join(part for part in (told.source, told.url) if part)),
        ("Fiche", f"tiebreak knowledge show {told.record} ({SUMMARY.casefold()})" if told.record else ""),
        ("Note", SUMMARY if told.is_summary and not told.record else ""),
    ):
        if text:
            _line(title, text)


def _validity(start: date | None, end: date | None, seen: date | None) -> str:
    parts = [f"depuis le {start:%d/%m/%Y}" if start else "début inconnu"]
    if end:
        parts.append(f"jusqu’au {end:%d/%m/%Y}")
    if seen:
        parts.append(f"vu en vigueur au {seen:%d/%m/%Y}")
    return ", ".join(parts)


def _line(title: str, text: str) -> None:
    console.print(f"{title} : {text}")
