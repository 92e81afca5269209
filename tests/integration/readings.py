"""Two independent readings of the documents' tables, and the documents."""

from pathlib import Path

import pandas as pd

PROJECT = Path(__file__).resolve().parents[2]
REFERENCE = PROJECT / "data_access" / "reference"
SECOND = PROJECT / "tests" / "data" / "second_transcription"
DOCUMENTS = PROJECT.parent / "shared" / "assessments"


def read_first(name: str) -> pd.DataFrame:
    return pd.read_csv(REFERENCE / f"{name}.csv", dtype=str, keep_default_na=False)


def read_second(name: str) -> pd.DataFrame:
    return pd.read_csv(SECOND / f"{name}.csv", dtype=str, keep_default_na=False)


def read_lines(edition: str) -> list[str]:
    return (DOCUMENTS / f"strategic-assessment-{edition}.txt").read_text(encoding="utf-8").splitlines()
