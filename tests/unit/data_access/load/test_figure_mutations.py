"""Damaged copies of every yearly official file end in one sentence or in counts that add up, never in a traceback."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from data_access.errors import BadFileError
from data_access.load.population import read_population
from data_access.load.reading import Reading
from data_access.load.recorded_crime import read_home_office_quarterly, read_ons_yearly
from data_access.load.traffic import read_road_flow, read_vehicle_km
from data_access.load.workforce import read_workforce

SAMPLES = Path(__file__).resolve().parents[3] / "data" / "official"
MUTATIONS = 300
LARGEST_SAMPLE = 4_000  # bytes of a text file that are mutated: enough for every kind of row

FORMATS: dict[str, tuple[str, Callable[[Path], Reading]]] = {
    "ons-yearly": ("ons-recorded-crime-by-force-ye-sep-2015-2024.csv", read_ons_yearly),
    "home-office-quarterly": ("prc-pfa-2017-18.csv", read_home_office_quarterly),
    "population": ("ons_population_by_area_mid2011_2023.csv", read_population),
    "vehicle-km": ("dft_tra89_million_vehicle_km_by_LA_2015_2023.csv", read_vehicle_km),
    "road-flow": ("mean-aadf-by-road-and-authority-2000-2016.csv", read_road_flow),
    "workforce": ("police-workforce-tables-sep16.ods", read_workforce),
}


def mutate(data: bytes, rng: random.Random) -> bytes:
    """One damaged copy: cut off, bytes changed, a stretch repeated, or something put in that does not belong."""
    kind = rng.randrange(6)
    at = rng.randrange(len(data))
    if kind == 0:
        return data[:at]
    if kind == 1:
        return bytes(byte ^ (1 << rng.randrange(8)) if rng.random() < 0.01 else byte for byte in data)
    if kind == 2:
        end = min(len(data), at + rng.randrange(1, 400))
        return data[:at] + data[at:end] * 2 + data[end:]
    if kind == 3:
        end = min(len(data), at + rng.randrange(1, 400))
        return data[:at] + data[end:]
    put = rng.choice(
        [b"\x00", b'"', b",", b"\n", b"-5", b"\xff\xfe", b"1e999", b"x" * 5000, b"31/02/2015", b"\xef\xbb\xbf"]
    )
    return data[:at] + put + data[at:]


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
def test_a_damaged_file_is_refused_or_its_counts_add_up(name: str, tmp_path: Path) -> None:
    file_name, read = FORMATS[name]
    data = (SAMPLES / file_name).read_bytes()
    if not file_name.endswith(".ods"):
        data = data[: data.rfind(b"\n", 0, LARGEST_SAMPLE) + 1]
    rng = random.Random(20261122)
    refused = read_whole = 0
    for number in range(MUTATIONS):
        path = tmp_path / f"{number}-{file_name}"
        path.write_bytes(mutate(data, rng))
        outcome = try_to_read(path, read)
        if isinstance(outcome, Reading):
            read_whole += 1
            assert outcome.read_count == outcome.stored_count + len(outcome.rejects)
            held = outcome.figures[outcome.figures["status"] == "value"]
            assert held["value"].notna().all()
        else:
            refused += 1
            assert "\n" not in outcome
            assert file_name in outcome
        path.unlink()
    assert refused + read_whole == MUTATIONS
    assert refused > 0


def try_to_read(path: Path, read: Callable[[Path], Reading]) -> Reading | str:
    """What was read, or the sentence that refuses the file; any other error is the test's failure."""
    try:
        return read(path)
    except BadFileError as error:
        return str(error)
