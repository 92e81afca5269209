"""Made street files, and what is read of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data_access.load.provenance import FileReport
from data_access.load.staging import open_staging
from data_access.load.street_crime import CATEGORIES
from data_access.load.street_reading import COLUMNS, StreetReading
from geodata.alliance import load_alliance

HEADER = ",".join(COLUMNS)
CELLS = {
    "Crime ID": "a" * 64,
    "Month": "2014-01",
    "Reported by": "Warwickshire Police",
    "Falls within": "Warwickshire Police",
    "Longitude": "-1.55",
    "Latitude": "52.28",
    "Location": "On or near High Street",
    "LSOA code": "E01031215",
    "LSOA name": "Warwick 001A",
    "Crime type": "Burglary",
    "Last outcome category": "Under investigation",
    "Context": "",
}


def make_row(**changed: str) -> str:
    """A sound row, with some cells changed; the names have underscores for spaces."""
    return ",".join({**CELLS, **{name.replace("_", " "): cell for name, cell in changed.items()}}.values())


def make_text(*rows: str, end: str = "\n", header: str = HEADER) -> str:
    return end.join([header, *rows]) + end


@dataclass(frozen=True)
class Read:
    files: list[FileReport]
    rejects: pd.DataFrame
    counts: pd.DataFrame
    lines: list[tuple[str, int]]

    @property
    def crimes(self) -> int:
        return int(self.counts["crime_count"].sum())


def read(paths: Sequence[Path]) -> Read:
    with open_staging() as staging:
        reading = StreetReading(staging, load_id="x", alliance=load_alliance(), categories=CATEGORIES)
        reading.read(paths)
        reading.count_rows()
        counts = staging.execute("SELECT * FROM counted").df()
        lines = staging.execute("SELECT file_name, line_number FROM new_row ORDER BY ALL").fetchall()
        result = Read(reading.report_files(), reading.list_rejects(), counts, lines)
    for file in result.files:
        assert file.read_count == file.stored_count + file.rejected_count
    return result
