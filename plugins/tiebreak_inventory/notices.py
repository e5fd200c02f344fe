"""What the user should know of how an inventory was understood, in French; no figure of a machine or a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tiebreak_inventory.fleet import Fleet
from tiebreak_inventory.osquery import NO_START
from tiebreak_inventory.package_rules import PRESUMED


def of_reading(
    fleet: Fleet,
    *,
    encodings: Iterable[str],
    other_files: int,
    same_files: int,
    repeated_products: int,
    starts_late: bool,
    reasons: Iterable[str],
) -> tuple[str, ...]:
    """The notices of one reading, in the order in which they matter."""
    counted = (
        *_of_fleet(fleet),
        (
            same_files,
            "{} fichier identique à un autre, et qui ne dit pas de quel poste il est : chacun compte pour un poste",
            "{} fichiers identiques à d’autres, et qui ne disent pas de quel poste ils sont : chacun compte pour un poste",
        ),
        (
            repeated_products,
            "{} produit sur plusieurs lignes de la liste : ses installations sont additionnées, un poste qui en a deux compte deux fois",
            "{} produits sur plusieurs lignes de la liste : leurs installations sont additionnées, un poste qui en a deux compte deux fois",
        ),
        (
            other_files,
            "{} fichier dont le suffixe n’est pas celui d’un inventaire n’est pas lu",
            "{} fichiers dont le suffixe n’est pas celui d’un inventaire ne sont pas lus",
        ),
    )
    said = [(one if count == 1 else many).format(count) for count, one, many in counted if count]
    if starts_late:
        said.append(NO_START)
    if PRESUMED in set(reasons):
        said.append(
            "des paquets Linux sont écartés d’après leur seule version : si l’un d’eux est un logiciel que vous payez, déclarez-le à part"
        )
    said += [f"encodage reconnu : {encoding}" for encoding in sorted(set(encodings) - {"utf-8"})]
    return tuple(said)


def _of_fleet(fleet: Fleet) -> Iterator[tuple[int, str, str]]:
    yield (
        fleet.replaced_reports,
        "{} relevé d’un poste déjà vu : seul le dernier de chaque poste compte",
        "{} relevés de postes déjà vus : seul le dernier de chaque poste compte",
    )
    yield (
        fleet.undated,
        "{} de ces relevés n’est pas daté : un relevé daté lui est préféré, sinon le premier dans l’ordre des noms",
        "{} de ces relevés ne sont pas datés : un relevé daté leur est préféré, sinon le premier dans l’ordre des noms",
    )
    yield (
        fleet.shared_numbers,
        "{} poste a le même numéro de machine qu’un autre sous un autre nom : il compte à part",
        "{} postes ont le même numéro de machine que d’autres sous un autre nom : ils comptent à part",
    )
