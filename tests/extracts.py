"""Two extracts of a force's own crimes that differ in sensitive crimes alone, each loaded into a store of its own.

What is shown below policing areas must be the same from both: then nothing there can tell of a sensitive crime.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from data_access.load.loading import load_source
from data_access.load.requests import Request
from data_access.settings import Settings, read_settings

FORCE = "E23000017"
POLICING_AREA = "E22000359"  # South Warwickshire: two districts
DISTRICT = "E07000221"  # Stratford-on-Avon
LSOA = "E01031213"
MONTHS = ("2018-10", "2018-11")
SENSITIVE_COUNT = 7775  # of every sensitive row: no other figure has these digits; a multiple stays as it is
HEADER = "recorded,force,offence_code,area_code,domestic_abuse,cse,hate,knife,crime_count"

# Home Office codes of every sensitive kind: sexual offences, exploitation, slavery, hate crime by strand.
SENSITIVE_CODES = ("19C", "20A", "71", "72", "88A", "106", "24", "86", "8P", "105B", "8M", "9B", "58J")
HARMLESS = (("28E", 60), ("8N", 40), ("105A", 35), ("46", 25), ("9A", 20))
PLACES = (LSOA, DISTRICT, POLICING_AREA, "")


@dataclass(frozen=True)
class ExtractStores:
    """A store with sensitive crimes and one without; else they hold the same."""

    whole: Settings
    harmless: Settings


def list_harmless_rows() -> list[str]:
    """Ordinary crimes at every kind of place."""
    return [
        f"{month},{FORCE},{code},{place},no,,no,{'yes' if code == '8N' else ''},{count}"
        for month in MONTHS
        for place in PLACES
        for code, count in HARMLESS
    ]


def list_sensitive_rows() -> list[str]:
    """Crimes that are sensitive by their code, and by each flag under codes that are not."""
    flags = {"yes,no,no": "8N", "no,yes,": "105A", ",,yes": "9A"}
    rows = []
    for month in MONTHS:
        for place in PLACES:
            rows += [f"{month},{FORCE},{code},{place},,,,,{SENSITIVE_COUNT}" for code in SENSITIVE_CODES]
            rows += [f"{month},{FORCE},{code},{place},{cells},yes,{SENSITIVE_COUNT}" for cells, code in flags.items()]
    return rows


def write_extract(path: Path, rows: list[str]) -> Path:
    """Save rows as the template's CSV."""
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def make_extract_stores(default: Settings, folder: Path) -> ExtractStores:
    """Load both extracts into copies of the default DuckDB store."""
    harmless = list_harmless_rows()
    return ExtractStores(
        whole=_load_copy(default, folder / "whole", [*harmless, *list_sensitive_rows()]),
        harmless=_load_copy(default, folder / "harmless", harmless),
    )


def _load_copy(default: Settings, folder: Path, rows: list[str]) -> Settings:
    built = Path(sa.make_url(default.store_url).database or "")
    shutil.copytree(built.parent, folder / "store")
    settings = read_settings({"STORE_URL": f"duckdb:///{folder / 'store' / built.name}"})
    load_source(settings, Request("crimes", (write_extract(folder / "crimes.csv", rows),)))
    return settings
