"""Which pieces of evidence speak of the same thing: expenses first, then installations, then uses.

An installation or a use joins the dependency that money already shows; it makes one of its own only when
no money does, and never carries any. So two sources never count the same thing twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from tiebreak.catalogue.index import Catalogue
from tiebreak.method.axes import is_free
from tiebreak.method.perimeter import AnnualLine
from tiebreak.model.evidence import InventoryItem, ProductUse, SpendLine
from tiebreak.model.recognition import Recognition
from tiebreak.recognition import Recogniser
from tiebreak.spelling import normalise

Key = tuple[str, str | None]
"""What is used, for which function."""


@dataclass
class Group:
    """The pieces that speak of one thing, and the surest recognition among them."""

    key: Key
    recognition: Recognition
    lines: list[AnnualLine] = field(default_factory=list)
    items: list[InventoryItem] = field(default_factory=list)
    uses: list[ProductUse] = field(default_factory=list)

    @property
    def licences(self) -> int | None:
        """The largest count of each department and contract, summed, for a monthly line repeats its count."""
        counts: dict[tuple[str | None, str | None], int] = {}
        for line in (annual.line for annual in self.lines):
            if line.licence_count is not None:
                place = (line.service, line.contract_number)
                counts[place] = max(counts.get(place, 0), line.licence_count)
        return sum(counts.values()) if counts else None

    @property
    def amount(self) -> Decimal:
        """Annual euros of its lines."""
        return sum((annual.annual_amount for annual in self.lines), Decimal(0))

    def serves(self, function: str) -> bool:
        """Whether it is for that function, by its product or by what was said of its use."""
        return self.key[1] == function or any(use.function == function for use in self.uses)


@dataclass(frozen=True)
class Gathered:
    """The groups, and what was seen installed and is no product of the catalogue."""

    groups: tuple[Group, ...]
    unrecognised: tuple[InventoryItem, ...]


def gather(
    lines: Iterable[AnnualLine],
    items: Iterable[InventoryItem],
    uses: Iterable[ProductUse],
    catalogue: Catalogue,
    recogniser: Recogniser,
) -> Gathered:
    """Put each piece with those that speak of the same thing; the order of the pieces changes nothing."""
    gathering = _Gathering(catalogue, recogniser)
    for annual in lines:
        gathering.add_line(annual)
    for item in sorted(items, key=lambda each: each.id):
        gathering.add_item(item)
    recognised = [(use, recogniser.recognise_use(use.product_text or "", function=use.function)) for use in uses]
    for use, recognition in sorted(recognised, key=_plainest_last):
        gathering.add_use(use, recognition)
    return Gathered(tuple(gathering.groups.values()), tuple(gathering.unrecognised))


def function_of(recognition: Recognition, catalogue: Catalogue) -> str | None:
    """Main function of the product; of the editor when all it edits serves one; else `None`."""
    if recognition.solution is not None:
        return catalogue.solutions[recognition.solution].functions[0]
    served = {solution.functions[0] for solution in catalogue.solutions.values() if solution.supplier == recognition.editor}
    return served.pop() if len(served) == 1 else None


class _Gathering:
    """The groups under way."""

    def __init__(self, catalogue: Catalogue, recogniser: Recogniser) -> None:
        self.groups: dict[Key, Group] = {}
        self.unrecognised: list[InventoryItem] = []
        self._by_solution: dict[str, list[Group]] = defaultdict(list)
        self._catalogue = catalogue
        self._recogniser = recogniser

    def add_line(self, annual: AnnualLine) -> None:
        recognition = self._recogniser.recognise_line(annual.line)
        key = (self._paid_for(annual.line, recognition), function_of(recognition, self._catalogue))
        group = self._group(key, recognition)
        group.lines.append(annual)
        group.recognition = _surer(group.recognition, recognition)

    def add_item(self, item: InventoryItem) -> None:
        recognition = self._recogniser.recognise_product(item.product_text, publisher_text=item.publisher_text)
        if recognition.solution is None:
            self.unrecognised.append(item)
            return
        group = self._of_solution(recognition.solution)
        key = (f"solution:{recognition.solution}", function_of(recognition, self._catalogue))
        (group or self._group(key, recognition)).items.append(item)

    def add_use(self, use: ProductUse, recognition: Recognition) -> None:
        if use.product_text is None:
            serving = (group for group in self.groups.values() if group.serves(use.function))
            group = self._largest(serving) if use.says_no_more else None
            unknown = self._recogniser.recognise(None, "")
            (group or self._group((f"unknown:{use.function}", use.function), unknown)).uses.append(use)
            return
        if recognition.solution is not None:
            what = f"solution:{recognition.solution}"
            group = self._of_solution(recognition.solution)
        elif recognition.editor is not None:
            what = f"supplier:{recognition.editor}"
            group = self._of_editor(recognition.editor, use.function)
        else:
            what = f"text:{recognition.payee or normalise(use.product_text)}"
            same = (group for group in self.groups.values() if group.key[0] == what and group.key[1] in {None, use.function})
            group = self._largest(same)
        (group or self._group((what, use.function), recognition)).uses.append(use)

    def _paid_for(self, line: SpendLine, recognition: Recognition) -> str:
        """The product, else the payee, else the words of the line: two unknown suppliers are never one.

        A free software is told apart by who is paid for it, because that is whose money it is.
        """
        payee = recognition.payee or normalise(line.supplier_text or "")
        if recognition.solution is not None:
            solution = self._catalogue.solutions[recognition.solution]
            is_service = is_free(solution) and not recognition.is_subscription
            return f"solution:{solution.id} {payee}" if is_service else f"solution:{solution.id}"
        if recognition.editor is not None:
            return f"supplier:{recognition.editor}"
        return f"text:{payee}" if payee else f"label:{normalise(line.label)}"

    def _of_solution(self, solution: str) -> Group | None:
        return self._largest(self._by_solution[solution])

    def _of_editor(self, editor: str, function: str) -> Group | None:
        """The editor as such for that function or none, else its product for that function."""
        groups = self.groups.values()
        as_such = self._largest(
            group for group in groups if group.key[0] == f"supplier:{editor}" and group.key[1] in {None, function}
        )
        of_product = self._largest(
            group
            for group in groups
            if group.recognition.editor == editor and group.recognition.solution is not None and self._is_for(group, function)
        )
        return of_product or as_such

    def _is_for(self, group: Group, function: str) -> bool:
        return function in self._catalogue.solutions[group.recognition.solution or ""].functions

    def _group(self, key: Key, recognition: Recognition) -> Group:
        if key not in self.groups:
            self.groups[key] = Group(key, recognition)
            if recognition.solution is not None:
                self._by_solution[recognition.solution].append(self.groups[key])
        return self.groups[key]

    def _largest(self, groups: Iterable[Group]) -> Group | None:
        """The one that holds the most money; the first by its key on a tie."""
        return min(groups, key=lambda group: (-group.amount, group.key[0], group.key[1] or ""), default=None)


def _plainest_last(each: tuple[ProductUse, Recognition]) -> tuple[bool, bool, bool, str]:
    """A product before its editor, a name before none, so that the order of the answers changes nothing."""
    use, recognition = each
    return recognition.solution is None, recognition.editor is None, use.product_text is None, use.id


def _surer(known: Recognition, new: Recognition) -> Recognition:
    """The surest recognition of a group; the same one whatever the order of the lines."""
    return min(known, new, key=lambda each: (-each.confidence, each.method, each.explanation, each.model_dump_json()))
