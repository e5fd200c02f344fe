"""The table itself: one name for each file."""

from __future__ import annotations

from collections import Counter

from tests.bad_inputs import (
    test_archives,
    test_json,
    test_parquet,
    test_paths,
    test_text_tables,
    test_workbooks,
    test_xml,
)
from tests.bad_inputs.trials import Case

MODULES = (test_archives, test_json, test_parquet, test_paths, test_text_tables, test_workbooks, test_xml)


def cases() -> list[Case]:
    lists = {id(value): value for module in MODULES for value in vars(module).values() if isinstance(value, list)}
    return [each for value in lists.values() for each in value if isinstance(each, Case)]


def test_no_two_bad_files_bear_the_same_name() -> None:
    assert [name for name, count in Counter(case.id for case in cases()).items() if count > 1] == []
