"""The headline: bounds that hold whatever the unknown turns out to be."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from tiebreak import share_interval

THRESHOLD = Decimal("0.8")
amounts = st.decimals(min_value=0, max_value=10**7, places=2)
answers = st.lists(st.tuples(amounts, st.sampled_from([True, False, None])), min_size=1, max_size=8)


def test_no_money_gives_no_share_rather_than_zero() -> None:
    assert share_interval([], point_threshold=THRESHOLD) is None
    assert share_interval([(Decimal(0), True)], point_threshold=THRESHOLD) is None


def test_an_unknown_supplier_is_neither_european_nor_foreign() -> None:
    interval = share_interval([(Decimal(60), True), (Decimal(20), False), (Decimal(20), None)], point_threshold=THRESHOLD)

    assert interval is not None
    assert (interval.low, interval.high, interval.known) == (Decimal("0.6"), Decimal("0.8"), Decimal("0.8"))
    assert interval.point == Decimal("0.75")


def test_a_point_is_printed_only_when_enough_money_is_known() -> None:
    interval = share_interval([(Decimal(79), True), (Decimal(21), None)], point_threshold=THRESHOLD)

    assert interval is not None
    assert interval.point is None


@given(answers)
def test_the_interval_holds_every_completion_of_the_unknown(lines: list[tuple[Decimal, bool | None]]) -> None:
    interval = share_interval(lines, point_threshold=THRESHOLD)
    if interval is None:
        assert sum(amount for amount, _ in lines) == 0
        return
    unknown = [index for index, (_, answer) in enumerate(lines) if answer is None]
    for completion in product([True, False], repeat=min(len(unknown), 4)):
        completed = list(lines)
        for index, answer in zip(unknown, completion, strict=False):
            completed[index] = (lines[index][0], answer)
        narrower = share_interval(completed, point_threshold=THRESHOLD)
        assert narrower is not None
        assert interval.low <= narrower.low <= narrower.high <= interval.high


@given(answers, st.randoms())
def test_the_order_of_lines_changes_nothing(lines: list[tuple[Decimal, bool | None]], random: object) -> None:
    shuffled = sorted(lines, key=lambda _: random.random())  # type: ignore[attr-defined]

    assert share_interval(lines, point_threshold=THRESHOLD) == share_interval(shuffled, point_threshold=THRESHOLD)
