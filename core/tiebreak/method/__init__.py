"""The method of the diagnosis: pure functions from evidence to figures. Explained in `docs/methode.md`."""

from tiebreak.method.diagnose import diagnose
from tiebreak.method.parameters import load_parameters

__all__ = ["diagnose", "load_parameters"]
