"""What a software seen on machines is. Nobody is paid: only the product and its editor are known."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from tiebreak.model.catalogue import Solution, Supplier
from tiebreak.recognition.context import words_of
from tiebreak.recognition.names import Named, NameIndex
from tiebreak.spelling import normalise

_VERSION = re.compile(r"\d.*|[vrb]\d+|cs\d|sp\d")


def installed_product(
    product_text: str, publisher: Supplier | None, names: NameIndex, solutions: Mapping[str, Solution]
) -> Solution | None:
    """The solution that a name of the list of programs is, `None` when none is.

    It must begin as a product, after its publisher's name, and end by words of edition or version only: a kit, a viewer
    or a driver of a product is not that product. A name that is not a product's alone is one beside its publisher only.
    """
    words = normalise(product_text).split()
    starts = {0}
    if publisher is not None:
        own = (normalise(name).split() for name in (publisher.name, *publisher.aliases))
        starts |= {len(name) for name in own if name == words[: len(name)]}
    places = [place for place in names.within(words) if place.start in starts and is_edition(words[place.end :])]
    for place in sorted(places, key=lambda each: (each.start, -each.end)):
        for named in place.named:
            solution = solutions[named.entry]
            if _is_named(named, solution, publisher, is_alone=len(place.named) == 1):
                return solution
    return None


def _is_named(named: Named, solution: Solution, publisher: Supplier | None, *, is_alone: bool) -> bool:
    is_publishers = publisher is not None and publisher.id == solution.supplier
    if solution.needs_supplier or not is_alone:
        return is_publishers
    return named.rule is None or is_publishers


def is_edition(words: Sequence[str]) -> bool:
    """Whether the words after the name of a product only tell which edition or version of it this is.

    "update" is of a version when a number follows it, else it names the tool that updates.
    """
    return all(
        word in words_of("edition_words")
        or _VERSION.fullmatch(word) is not None
        or (word == "update" and following[:1].isdigit())
        for word, following in zip_longest(words, words[1:], fillvalue="")
    )
