"""Reads a library of CISO Assistant, which the user brings, as criteria sets.

A library holds frameworks; a framework, a tree of requirements of which some are assessed. Each assessed one becomes a
criterion in the dimension of its first ancestor. The scale is the framework's own when it defines scores; else the
four results that the tool gives (non conforme, en partie, conforme, sans objet), which the source leaves unvalued: the
values are then ours, and the set says so. Licences differ from one library to another: none is shipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import count
from operator import itemgetter
from typing import Any

import yaml
from pydantic import ValidationError

from tiebreak import CriteriaSet, CriteriaSubject, Criterion, Dimension, KnowledgeError, Rung, normalise
from tiebreak_criteria.bounded_yaml import read_node, told

MAX_IDENTIFIER = 80
LABEL_LENGTH = 120
RANK_LENGTH = 6
RESULTS = (
    Rung(id="sans-objet", label="Sans objet"),
    Rung(id="non", label="Non conforme", value=Decimal(0)),
    Rung(id="en-partie", label="Conforme en partie", value=Decimal("0.5")),
    Rung(id="oui", label="Conforme", value=Decimal(1)),
)
STEP = Decimal("0.000001")
"""Values of a scale are rounded to it: thirds that never end would make the sums of two bounds cross."""


def read_library(text: str, *, origin: str, subject: CriteriaSubject = CriteriaSubject.AUTHORITY) -> tuple[CriteriaSet, ...]:
    """The frameworks of a library; `origin` names the file in errors, `subject` what they are to judge here.

    Raises:
        KnowledgeError: when the text is no library, a framework has nothing to assess, or says a score, a weight or
            what is assessed otherwise than with a number and a boolean.
    """
    library = _document(text, origin)
    objects = library.get("objects") if isinstance(library, Mapping) else None
    found = objects.get("framework") or objects.get("frameworks") if isinstance(objects, Mapping) else None
    frameworks = [each for each in (found if isinstance(found, list) else [found]) if isinstance(each, Mapping)]
    if not isinstance(library, Mapping) or not frameworks:
        raise KnowledgeError(f"{origin} : ce n’est pas une bibliothèque CISO Assistant (« objects: framework » manque).")
    try:
        return tuple(_set(framework, library, subject) for framework in frameworks)
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, each['loc']))} : {each['msg']}" for each in error.errors())
        raise KnowledgeError(f"{origin} : {faults}") from error
    except KnowledgeError as error:
        raise KnowledgeError(f"{origin} : {error}") from error


def _document(text: str, origin: str) -> object:
    try:
        return read_node(text)[1]
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{origin} : YAML illisible : {error}. Téléchargez la bibliothèque de nouveau.") from error
    except KnowledgeError as error:
        raise KnowledgeError(f"{origin} : {error}") from error


def _set(framework: Mapping[str, Any], library: Mapping[str, Any], subject: CriteriaSubject) -> CriteriaSet:
    nodes = _mappings(framework.get("requirement_nodes"), "requirement_nodes")
    assessed = [node for node in nodes if _is_assessed(node)]
    if not assessed:
        raise KnowledgeError(f"aucune exigence à évaluer dans « {framework.get('name', '?')} ».")
    by_urn = {str(node.get("urn")): node for node in nodes}
    names = _unique(str(node.get("urn", "")).rsplit(":", 1)[-1] for node in assessed)
    roots = [_root(node, by_urn) for node in assessed]
    groups = dict.fromkeys(str(root.get("urn")) for root in roots)
    has_groups = len(groups) > 1 and any(root is not node for root, node in zip(roots, assessed, strict=True))
    group_names = dict(zip(groups, _unique(urn.rsplit(":", 1)[-1] for urn in groups), strict=True)) if has_groups else {}
    scale = _scale(framework)
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
                weight=_number(node.get("weight", 1), f"poids de {_label(node)!r}"),
                ladder=scale or RESULTS,
                help=node.get("typical_evidence") or None,
            )
            for node, name, root in zip(assessed, names, roots, strict=True)
        ),
        scales_are_ours=not scale,
    )


def _mappings(raw: object, field: str) -> Sequence[Mapping[str, Any]]:
    """What a list of mappings holds; an absent list is an empty one."""
    if raw is None:
        return ()
    if not isinstance(raw, list):
        raise KnowledgeError(f"« {field} » : une liste est attendue, lu {told(raw)}.")
    for rank, each in enumerate(raw, start=1):
        if not isinstance(each, Mapping):
            raise KnowledgeError(f"« {field} », rang {rank} : un ensemble de champs est attendu, lu {told(each)}.")
    return raw


def _is_assessed(node: Mapping[str, Any]) -> bool:
    said = node.get("assessable")
    if said is not None and not isinstance(said, bool):
        raise KnowledgeError(f"« assessable » de {_label(node)!r} : true ou false est attendu, lu {told(said)}.")
    return bool(said)


def _number(raw: object, what: str) -> Decimal:
    """A finite number, as exact as it is written."""
    number = Decimal(str(raw)) if isinstance(raw, (int, float)) and not isinstance(raw, bool) else None
    if number is None or not number.is_finite():
        raise KnowledgeError(f"{what} : un nombre est attendu, lu {told(raw)}. Écrivez par exemple 1.")
    return number


def _scale(framework: Mapping[str, Any]) -> tuple[Rung, ...]:
    """The scores that the framework defines, brought to a share of its highest; empty when it defines none."""
    scores = [(_score(each), each) for each in _mappings(framework.get("scores_definition"), "scores_definition")]
    if len(scores) < 2:
        return ()
    least, most = (bound(score for score, _ in scores) for bound in (min, max))
    if least == most:
        raise KnowledgeError(f"« scores_definition » : tous les scores sont égaux à {least}, ce n’est pas une échelle.")
    return tuple(
        Rung(
            id=f"score-{score:f}",
            label=str(each.get("name") or each["score"]),
            value=((score - least) / (most - least)).quantize(STEP, ROUND_HALF_EVEN).normalize(),
        )
        for score, each in sorted(scores, key=itemgetter(0))
    )


def _score(defined: Mapping[str, Any]) -> Decimal:
    score = _number(defined.get("score"), "« scores_definition », score")
    if score < 0:
        raise KnowledgeError(f"« scores_definition » : score négatif {told(defined['score'])}. Une échelle part de 0 ou plus.")
    return score


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
