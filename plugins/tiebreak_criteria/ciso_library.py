"""Reads a library of CISO Assistant, which the user brings, as criteria sets.

A library holds frameworks; a framework, a tree of requirements of which some are assessed. Each assessed one becomes a
criterion in the dimension of its first ancestor. The scale is the framework's own when it defines scores; else the
four results that the tool gives (non conforme, en partie, conforme, sans objet), which the source leaves unvalued: the
values are then ours, and the set says so. Licences differ from one library to another: none is shipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import count
from typing import Any

import yaml
from pydantic import ValidationError

from tiebreak import CriteriaSet, CriteriaSubject, Criterion, Dimension, KnowledgeError, Rung, normalise

MAX_IDENTIFIER = 80
LABEL_LENGTH = 120
RANK_LENGTH = 6
RESULTS = (
    Rung(id="sans-objet", label="Sans objet"),
    Rung(id="non", label="Non conforme", value=Decimal(0)),
    Rung(id="en-partie", label="Conforme en partie", value=Decimal("0.5")),
    Rung(id="oui", label="Conforme", value=Decimal(1)),
)
_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_library(text: str, *, origin: str, subject: CriteriaSubject = CriteriaSubject.AUTHORITY) -> tuple[CriteriaSet, ...]:
    """The frameworks of a library; `origin` names the file in errors, `subject` what they are to judge here.

    Raises:
        KnowledgeError: when the text is no library, or a framework has nothing to assess.
    """
    try:
        library = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{origin} : YAML illisible : {error}. Téléchargez la bibliothèque de nouveau.") from error
    objects = library.get("objects") if isinstance(library, Mapping) else None
    found = objects.get("framework") or objects.get("frameworks") if isinstance(objects, Mapping) else None
    frameworks = [each for each in (found if isinstance(found, list) else [found]) if isinstance(each, Mapping)]
    if not isinstance(library, Mapping) or not frameworks:
        raise KnowledgeError(f"{origin} : ce n’est pas une bibliothèque CISO Assistant (« objects: framework » manque).")
    return tuple(_set(framework, library, origin, subject) for framework in frameworks)


def _set(framework: Mapping[str, Any], library: Mapping[str, Any], origin: str, subject: CriteriaSubject) -> CriteriaSet:
    nodes = [node for node in framework.get("requirement_nodes") or () if isinstance(node, Mapping)]
    assessed = [node for node in nodes if node.get("assessable")]
    if not assessed:
        raise KnowledgeError(f"{origin} : aucune exigence à évaluer dans « {framework.get('name', '?')} ».")
    by_urn = {str(node.get("urn")): node for node in nodes}
    names = _unique(str(node.get("urn", "")).rsplit(":", 1)[-1] for node in assessed)
    roots = [_root(node, by_urn) for node in assessed]
    groups = dict.fromkeys(str(root.get("urn")) for root in roots)
    has_groups = len(groups) > 1 and any(root is not node for root, node in zip(roots, assessed, strict=True))
    group_names = dict(zip(groups, _unique(urn.rsplit(":", 1)[-1] for urn in groups), strict=True)) if has_groups else {}
    scale = _scale(framework)
    try:
        return CriteriaSet(
            id=_slug(f"ciso-{framework.get('ref_id') or library.get('ref_id')}"),
            title=str(framework.get("name") or library.get("name")),
            version=str(library.get("version", "?")),
            language=_slug(str(library.get("locale", "fr"))),
            subject=subject,
            status=f"Bibliothèque apportée par l’utilisateur ; droits : {_short(str(library.get('copyright') or 'non dits'))}",
            dimensions=tuple(Dimension(id=name, label=_label(by_urn[urn])) for urn, name in group_names.items()),
            criteria=tuple(
                Criterion(
                    id=name,
                    label=_label(node),
                    question=str(node.get("description") or node.get("name") or node.get("ref_id") or name),
                    dimension=group_names.get(str(root.get("urn"))),
                    weight=Decimal(str(node.get("weight", 1))),
                    ladder=scale or RESULTS,
                    help=node.get("typical_evidence") or None,
                )
                for node, name, root in zip(assessed, names, roots, strict=True)
            ),
            scales_are_ours=not scale,
        )
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, each['loc']))} : {each['msg']}" for each in error.errors())
        raise KnowledgeError(f"{origin} : {faults}") from error


def _scale(framework: Mapping[str, Any]) -> tuple[Rung, ...]:
    """The scores that the framework defines, brought to a share of its highest; empty when it defines none."""
    scores = [each for each in framework.get("scores_definition") or () if isinstance(each, Mapping) and "score" in each]
    if len(scores) < 2:
        return ()
    least, most = (Decimal(str(bound(each["score"] for each in scores))) for bound in (min, max))
    return tuple(
        Rung(
            id=f"score-{each['score']}",
            label=str(each.get("name") or each["score"]),
            value=(Decimal(str(each["score"])) - least) / (most - least),
        )
        for each in sorted(scores, key=lambda each: each["score"])
    )


def _root(node: Mapping[str, Any], by_urn: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    seen: set[str] = set()
    while (parent := str(node.get("parent_urn"))) in by_urn and parent not in seen:
        seen.add(parent)
        node = by_urn[parent]
    return node


def _label(node: Mapping[str, Any]) -> str:
    reference, name = str(node.get("ref_id") or "").strip(), str(node.get("name") or "").strip()
    said = name or _short(str(node.get("description") or "").strip())
    return " ".join(part for part in (reference, said) if part) or "Exigence"


def _short(text: str) -> str:
    first = " ".join(text.split())
    return first if len(first) <= LABEL_LENGTH else first[: LABEL_LENGTH - 1] + "…"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", normalise(text).replace("+", " ")).strip("-")[:MAX_IDENTIFIER].strip("-") or "x"


def _unique(texts: Iterable[str]) -> list[str]:
    """Identifiers made of these texts, told apart by a number when they are the same."""
    taken: dict[str, None] = {}
    for text in texts:
        slug = _slug(text)
        told = (slug if rank == 1 else f"{slug[: MAX_IDENTIFIER - RANK_LENGTH].strip('-')}.{rank}" for rank in count(1))
        taken[next(name for name in told if name not in taken)] = None
    return list(taken)
