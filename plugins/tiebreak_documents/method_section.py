"""How the figures were obtained, what was left out, and where the references are."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from tiebreak import Reference, ReportInputs, agree, load_zone_policies
from tiebreak_documents.blocks import Block, Bullets, Heading, Paragraph, Table
from tiebreak_documents.words import amounts_label

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
    notes += [
        f"Hors périmètre : {agree(facts[f'other-{index}.line-count'], *LINES)}, {amounts_label(other)}, "
        f"{facts[f'other-{index}.total']} ; cette nature de montant ne s’additionne pas à la première."
        for index, other in enumerate(diagnosis.other_perimeters, start=1)
    ]
    if diagnosis.negative_balance:
        notes.append(f"Avoirs supérieurs aux dépenses, hors des parts : {facts['negative-balance']}.")
    notes += diagnosis.notices if is_internal else ()
    if notes:
        yield Bullets(tuple(notes))
    if diagnosis.left_out:
        yield Table(
            caption="Lignes des fichiers qui ne sont pas comptées, et pourquoi",
            header=("Fichier", "Raison", "Lignes"),
            rows=tuple(
                (row.file, row.reason, str(facts[f"left-out-{index}.count"]))
                for index, row in enumerate(diagnosis.left_out, start=1)
            ),
            numeric=frozenset({2}),
            widths=(0.32, 0.56, 0.12),
        )
    references = _references(inputs)
    if references and not is_internal:
        yield Paragraph("Sources publiques des coûts et durées (titres et adresses dans l’annexe interne) :")
        hosts = sorted({(urlsplit(each.url).hostname or "", each.consulted) for each in references})
        yield Bullets(tuple(f"{host}, consulté le {consulted:%d/%m/%Y}" for host, consulted in hosts))


def reference_list(inputs: ReportInputs) -> Iterator[Block]:
    """Titles and addresses, which may name products: for the internal annex."""
    if references := _references(inputs):
        yield Heading("Références des coûts et durées")
        yield Bullets(tuple(f"{each.title}, {each.url}, consulté le {each.consulted:%d/%m/%Y}" for each in references))


def _references(inputs: ReportInputs) -> list[Reference]:
    if inputs.trajectory is None:
        return []
    found = {reference.url: reference for action in inputs.trajectory.actions for reference in action.references}
    return [found[url] for url in sorted(found)]
