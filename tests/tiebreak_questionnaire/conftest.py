"""What the tests of the questionnaire share: the questions shipped, and files of answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tiebreak_questionnaire.questions import Questionnaire, load_questionnaire

WriteAnswers = Callable[[str], Path]


@pytest.fixture
def questionnaire() -> Questionnaire:
    return load_questionnaire()


@pytest.fixture
def write(tmp_path: Path, questionnaire: Questionnaire) -> WriteAnswers:
    """Write a file that begins with the version, then says what is given from line 2."""

    def written(body: str) -> Path:
        path = tmp_path / "mairie.questionnaire.toml"
        path.write_text(f'questionnaire = "{questionnaire.version}"\n{body}', encoding="utf-8")
        return path

    return written
