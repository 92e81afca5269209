"""Nobody is named, no sentence is copied, and every file is loaded."""

import re
from pathlib import Path

import pandas as pd
import pytest

from data_access.load.threats import COMMON_FILES, EDITION_FILES
from tests.integration.assessments.reading import read_document

PROJECT = Path(__file__).resolve().parents[3]
REFERENCE = PROJECT / "data_access" / "reference"
LAST_LINES = {"2016-17": 1300, "2017-18": 1294}
# Words about who people are, and people named in the documents: none belongs in a row.
PERSONAL = re.compile(
    r"\b(white|black|asian|jewish|maltese|muslim|islam\w*|sharia|albania\w*|nigeria\w*|vietnam\w*|british|"
    r"stiff|noman|stoneman|rhodes|farrar|campion|seccombe|longmore|winsor)\b",
    re.IGNORECASE,
)
PROSE = {
    "evidence": ["what", "note"],
    "threat_texts": ["text", "note"],
    "threat_measures": ["measure_name", "definition", "reason"],
    "document_sections": ["text_only"],
    "intelligence": ["requirement", "note"],
    "intelligence_scale": ["reason"],
    "morile": ["definition", "basis"],
    "threat_themes": ["reason"],
}


def _list_prose(name: str) -> list[str]:
    frame = pd.read_csv(REFERENCE / f"{name}.csv", dtype=str, keep_default_na=False)
    return [text for column in PROSE[name] for text in frame[column] if text]


@pytest.mark.parametrize("name", PROSE)
def test_nobody_is_named_or_described_by_origin_or_belief(name: str) -> None:
    assert [text for text in _list_prose(name) if PERSONAL.search(text)] == []


@pytest.mark.parametrize("name", PROSE)
def test_no_row_copies_eight_words_in_a_row_from_the_documents(name: str) -> None:
    printed = " ".join(" ".join(_split(line)) for edition in LAST_LINES for line in read_document(edition))
    for text in _list_prose(name):
        words = _split(text)
        assert all(word for word in words)
        for start in range(len(words) - 7):
            run = " ".join(words[start : start + 8])
            assert run not in printed, run


def _split(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.casefold())


def test_every_file_here_is_loaded_into_the_store() -> None:
    for name in (*EDITION_FILES, *COMMON_FILES):
        assert (REFERENCE / name).is_file()
