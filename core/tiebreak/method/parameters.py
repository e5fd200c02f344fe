"""The thresholds of the method, from `data/method.toml`; explained in `docs/methode.md`."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files

from pydantic import PositiveInt

from tiebreak.model.base import Frozen, Text
from tiebreak.model.interval import Share
from tiebreak.model.money import AmountKind
from tiebreak.model.nomenclature import Criticality


class MethodParameters(Frozen):
    """Every number that the method chose."""

    version: Text
    point_threshold: Share
    amount_kind_preference: tuple[AmountKind, ...]
    default_criticality: Criticality
    high_risk: PositiveInt
    able_capacity: PositiveInt
    contract_horizon_months: PositiveInt
    several_alternatives: PositiveInt


@cache
def load_parameters() -> MethodParameters:
    """The parameters shipped with the core."""
    text = files("tiebreak").joinpath("data/method.toml").read_text("utf-8")
    return MethodParameters.model_validate(tomllib.loads(text, parse_float=Decimal))
