"""Which CPV codes are digital: prefixes and labels of a data file, with their source and status."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_CODE = re.compile(r"\d{8}(?:-\d)?")


@cache
def _read() -> Mapping[str, Any]:
    return tomllib.loads(files("tiebreak_opendata").joinpath("cpv.toml").read_text(encoding="utf-8"))


def digital_prefixes() -> Mapping[str, str]:
    """Label of each prefix held for digital."""
    prefixes: Mapping[str, str] = _read()["digital"]
    return prefixes


def list_status() -> str:
    """How sure the list is, in French."""
    return str(_read()["status"])


def is_code(written: str) -> bool:
    """Whether it reads as a CPV code: eight digits, with or without the check digit."""
    return bool(_CODE.fullmatch(written))


def digital_label(written: str) -> str | None:
    """Label of the longest prefix that a code has; `None` when it is not held for digital.

    >>> digital_label("72415000-2"), digital_label("45000000-7")
    ('Hébergement de sites web', None)
    """
    prefixes = digital_prefixes()
    known = (written[:length] for length in range(len(written), 0, -1) if written[:length] in prefixes)
    return next((prefixes[prefix] for prefix in known), None) if is_code(written) else None
