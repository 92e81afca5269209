"""The transcribed files and the two documents, as the tests read them."""

from functools import cache
from pathlib import Path

import pandas as pd

from data_access.load.threats import read_threat_file

PROJECT = Path(__file__).resolve().parents[3]
REFERENCE = PROJECT / "data_access" / "reference"
DOCUMENTS = PROJECT.parent / "shared" / "assessments"


def read_reference(name: str) -> pd.DataFrame:
    return read_threat_file(REFERENCE / f"{name}.csv")


@cache
def read_document(edition: str) -> list[str]:
    """The lines of a document; none where the documents are not here."""
    path = DOCUMENTS / f"strategic-assessment-{edition}.txt"
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def read_threats() -> pd.DataFrame:
    return pd.read_csv(REFERENCE / "threats.csv", dtype=str, keep_default_na=False)
