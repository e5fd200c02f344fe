"""The constraints as the collectivité writes them: a TOML file with French keys, and its own words for what it names."""

from tiebreak.constraining.reading import Opening, constraints_of, opening_of
from tiebreak.constraining.subjects import SubjectNames, subject_names
from tiebreak.constraining.toml_file import ConstraintsFile, read_constraints_file
from tiebreak.constraining.values import CLASS_WORDS

__all__ = [
    "CLASS_WORDS",
    "ConstraintsFile",
    "Opening",
    "SubjectNames",
    "constraints_of",
    "opening_of",
    "read_constraints_file",
    "subject_names",
]
