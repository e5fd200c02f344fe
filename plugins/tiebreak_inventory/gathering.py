"""From entries of machines to one piece of evidence a product, and one account of what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tiebreak import InventoryItem, LeftOut, Provenance
from tiebreak_inventory.fates import Fate, fate_of
from tiebreak_inventory.fleet import Fleet, Place
from tiebreak_inventory.product_names import cleaned, product_key, publisher_key, version_text
from tiebreak_inventory.program_tables import Listed

Key = tuple[str, str, str]
"""Kind, product and publisher, as spellings share them."""
SHOWN_CONTENT = 200


@dataclass
class _Product:
    """One product over all machines, while it is gathered."""

    first: Place
    row_count: int = 0
    installations: int = 0
    last_machine: int = -1
    names: Counter[str] = field(default_factory=Counter)
    publishers: Counter[str] = field(default_factory=Counter)
    versions: set[str] = field(default_factory=set)

    def take(self, fate: Fate, place: Place) -> None:
        self.first = min(self.first, place)
        self.row_count += 1
        self.names[fate.product] += 1
        if fate.publisher:
            self.publishers[fate.publisher] += 1
        if fate.version:
            self.versions.add(fate.version)


@dataclass
class _Left:
    """The entries left out for one reason."""

    first: Place
    row_count: int = 0
    content: str = ""


@dataclass
class Gathering:
    """The products and what is left out, as they are met."""

    _products: dict[Key, _Product] = field(default_factory=dict)
    _left: dict[str, _Left] = field(default_factory=dict)
    repeated_products: int = 0
    """Products of a list that several of its rows name."""

    def take_fleet(self, fleet: Fleet) -> None:
        """Count every entry of every machine; a machine counts once for a product."""
        fates = [fate_of(entry) for entry in fleet.entries]
        keys = _keys(fates)
        for machine, entry, place in fleet.seen():
            fate = fates[entry]
            if fate.reason is not None:
                self.leave_out(fate.reason, place, content=fleet.entries[entry].name)
                continue
            product = self._product(keys[entry], place)
            product.take(fate, place)
            if product.last_machine != machine:
                product.last_machine = machine
                product.installations += 1

    def take_list(self, products: Iterable[Listed], file: int) -> None:
        """Count the rows of a list of products, whose installations are added."""
        listed = list(products)
        fates = [fate_of(each.entry) for each in listed]
        for each, fate, key in zip(listed, fates, _keys(fates), strict=True):
            place = (file, each.rank)
            if fate.reason is not None:
                self.leave_out(fate.reason, place, content=each.entry.name)
                continue
            product = self._product(key, place)
            product.take(fate, place)
            product.versions.update(text for version in each.versions if (text := version_text(version)))
            product.installations += each.installations
            self.repeated_products += product.row_count == 2

    def leave_out(self, reason: str, place: Place, *, count: int = 1, content: str = "") -> None:
        """Count entries that are no evidence, with the others of the same reason."""
        left = self._left.setdefault(reason, _Left(place))
        left.first = min(left.first, place)
        left.row_count += count
        left.content = content if left.row_count == 1 else ""

    def items(self, digest: str, provenance: Callable[[Place], Provenance]) -> tuple[InventoryItem, ...]:
        """The products, the most installed first, then by name."""
        found = sorted(((_most(product.names), product) for product in self._products.values()), key=_rank)
        return tuple(
            InventoryItem(
                id=f"{digest}-{rank}",
                product_text=name,
                installations=product.installations,
                publisher_text=_most(product.publishers) or None,
                versions=tuple(sorted(product.versions)),
                row_count=product.row_count,
                provenance=provenance(product.first),
            )
            for rank, (name, product) in enumerate(found, start=1)
        )

    def left_out(self, provenance: Callable[[Place], Provenance]) -> tuple[LeftOut, ...]:
        """What is left out, the largest first."""
        found = sorted(self._left.items(), key=lambda each: (-each[1].row_count, each[0]))
        return tuple(
            LeftOut(
                reason=reason,
                content=cleaned(left.content)[:SHOWN_CONTENT],
                row_count=left.row_count,
                provenance=provenance(left.first),
            )
            for reason, left in found
        )

    def _product(self, key: Key, place: Place) -> _Product:
        product = self._products.get(key)
        if product is None:
            product = self._products[key] = _Product(place)
        return product


def _keys(fates: list[Fate]) -> list[Key]:
    """The key of each entry; one that does not say its publisher is of the only publisher known for its name."""
    keys = [
        (fate.kind, product_key(fate.product), publisher_key(fate.publisher)) if fate.reason is None else ("", "", "")
        for fate in fates
    ]
    publishers: dict[tuple[str, str], set[str]] = {}
    for kind, name, publisher in keys:
        if publisher:
            publishers.setdefault((kind, name), set()).add(publisher)
    return [_with_publisher(key, publishers.get(key[:2], set())) for key in keys]


def _with_publisher(key: Key, known: set[str]) -> Key:
    kind, name, publisher = key
    return (kind, name, next(iter(known))) if not publisher and len(known) == 1 else key


def _most(counts: Counter[str]) -> str:
    """The spelling met most often; the first in the order of letters on a tie."""
    return min(counts.items(), key=lambda each: (-each[1], each[0]), default=("", 0))[0]


def _rank(found: tuple[str, _Product]) -> tuple[int, str, Place]:
    name, product = found
    return (-product.installations, product_key(name), product.first)
