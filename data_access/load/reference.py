"""Make the bundled figures again from the official files: `make reference`.

The files themselves stay outside the project; what is kept are compact tables of their figures.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data_access.errors import UserFacingError
from data_access.load import recorded_crime, stats19_codes, traffic
from data_access.load.bundle import FIGURE_FILES
from data_access.load.collisions import read_collisions
from data_access.load.population import read_population
from data_access.load.reading import FIGURE_COLUMNS
from data_access.load.street_crime import count_street_files
from data_access.load.workforce import combine_workforce, read_workforce
from data_access.publications import (
    POPULATION,
    RECORDED_CRIME_QUARTER,
    RECORDED_CRIME_YEAR,
    ROAD_FLOW,
    TRAFFIC,
    WORKFORCE,
)
from data_access.settings import PROJECT_ROOT
from geodata.alliance import Alliance, load_alliance

RAW = PROJECT_ROOT.parent / "shared" / "data"
KSI = ("fatal", "serious")


def make_reference(*, raw: Path, out: Path, alliance: Alliance) -> list[Path]:
    """Write every bundled table of official figures; returns the files written."""
    crime = raw / "recorded-crime"
    quarterly = crime / "prc-pfa-2017-18.csv"
    figures = {
        RECORDED_CRIME_YEAR: recorded_crime.read_ons_yearly(
            crime / "ons-recorded-crime-by-force-ye-sep-2015-2024.csv"
        ).figures,
        RECORDED_CRIME_QUARTER: recorded_crime.read_home_office_quarterly(quarterly).figures,
        WORKFORCE: combine_workforce([read_workforce(path) for path in sorted((raw / "workforce").glob("*.ods"))]),
        POPULATION: read_population(raw / "population" / "ons_population_by_area_mid2011_2023.csv").figures,
        TRAFFIC: traffic.read_vehicle_km(raw / "traffic" / "dft_tra89_million_vehicle_km_by_LA_2015_2023.csv").figures,
        ROAD_FLOW: traffic.read_road_flow(raw / "traffic" / "mean-aadf-by-road-and-authority-2000-2016.csv").figures,
    }
    written = [_write_parquet(frame[FIGURE_COLUMNS], out / FIGURE_FILES[source]) for source, frame in figures.items()]
    counts = count_street_files(sorted((raw / "street-crime").glob("*-street.csv")), alliance=alliance)
    written.append(_write_parquet(counts.to_pandas(), out / "street-crime.parquet"))
    written.append(_write_csv(recorded_crime.read_offences(quarterly), out / "offences.csv"))
    weights = recorded_crime.read_severity_weights(crime / "ons-crime-severity-weights.csv")
    written.append(_write_csv(weights, out / "severity-weights.csv"))
    written.extend(_write_collisions(raw / "collisions", out=out, alliance=alliance))
    return written


def _write_collisions(folder: Path, *, out: Path, alliance: Alliance) -> list[Path]:
    reading = read_collisions(folder / "Accidents_2015_alliance.csv", alliance=alliance)
    rows = reading.rows
    if reading.rejected_count:
        raise UserFacingError(
            f"{reading.rejected_count} collisions of {folder} would be set aside; mend the reader first."
        )
    # The columns DfT added later are held only where a file has them, which that of 2015 has not.
    later = ["enhanced_severity", "is_injury_based", "adjusted_serious", "adjusted_slight"]
    ksi = rows[rows["severity"].isin(KSI)].drop(columns=later, errors="ignore")
    vehicles = pd.read_csv(folder / "Vehicles_2015_alliance.csv", dtype=str).rename(
        columns={
            "Accident_Index": "collision_id",
            "Vehicle_Reference": "vehicle_reference",
            "Vehicle_Type": "vehicle_type",
        }
    )
    is_numbered = rows["road_class"].isin([stats19_codes.ROAD_CLASSES[code] for code in ("1", "2", "3")])
    positions = rows[is_numbered & rows["longitude"].notna()].sort_values(["road", "longitude", "latitude"])
    return [
        _write_csv(ksi.sort_values("collision_id"), out / "collisions-ksi-2015.csv"),
        _write_csv(
            vehicles[vehicles["collision_id"].isin(ksi["collision_id"])],
            out / "collision-vehicles-ksi-2015.csv",
        ),
        _write_csv(positions[["road", "force_code", "longitude", "latitude"]], out / "road-positions-2015.csv"),
    ]


def _write_parquet(frame: pd.DataFrame, path: Path) -> Path:
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(table, path, compression="zstd", compression_level=15)
    return path


def _write_csv(frame: pd.DataFrame, path: Path) -> Path:
    frame.to_csv(path, index=False, lineterminator="\n")
    return path


def main(arguments: Sequence[str]) -> int:
    """The command `python -m data_access.load.reference`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raw", type=Path, default=RAW, help="folder of the official files")
    parser.add_argument("--out", type=Path, default=PROJECT_ROOT / "data_access" / "reference")
    chosen = parser.parse_args(arguments)
    if not chosen.raw.is_dir():
        print(
            f"The official files are not at {chosen.raw}; the bundled figures stay as they are.",
            file=sys.stderr,
        )
        return 2
    for path in make_reference(raw=chosen.raw, out=chosen.out, alliance=load_alliance()):
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
