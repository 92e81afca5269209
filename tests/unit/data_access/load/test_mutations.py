"""Damaged copies of street and STATS19 files: each is refused in a sentence or read with sums that add up.

The damage is drawn from a seed, so a failing copy can be made again: its number is in the test's name.
"""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from data_access.errors import UserFacingError
from data_access.load.collision_parties import read_casualties, read_vehicles
from data_access.load.collision_reading import read_collisions
from data_access.load.staging import open_staging
from data_access.load.street_crime import CATEGORIES
from data_access.load.street_reading import StreetReading
from geodata.alliance import load_alliance

ROOT = Path(__file__).resolve().parents[4]
STREET = ROOT / "tests" / "data" / "street-crime" / "2014-01-warwickshire-street.csv"
COLLISIONS = ROOT / "tests" / "data" / "collisions" / "sample-all-32-columns-2015.csv"
VEHICLES = ROOT / "tests" / "data" / "collisions" / "Vehicles_2015_alliance.csv"
COPIES = 300
BATCH = 20

Damage = Callable[[random.Random, bytes], bytes]


def truncate(rng: random.Random, content: bytes) -> bytes:
    return content[: rng.randrange(len(content))]


def flip_bytes(rng: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.choice([1, 5, 200])):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def insert_junk(rng: random.Random, content: bytes) -> bytes:
    junk = rng.choice([b"\0", b'"', b"\n", b"\r", b",", b'","', b"\x1a", "é".encode("latin-1"), b"\xff\xfe", b"\n\n\n"])
    position = rng.randrange(len(content))
    return content[:position] + junk * rng.choice([1, 3]) + content[position:]


def cut_middle(rng: random.Random, content: bytes) -> bytes:
    first, last = sorted(rng.randrange(len(content)) for _ in range(2))
    return content[:first] + content[last:]


def fill_cell(rng: random.Random, content: bytes) -> bytes:
    """Put something where a cell was: of the wrong kind, huge, or dangerous to a careless reader."""
    lines = content.split(b"\n")
    number = rng.randrange(len(lines))
    cells = lines[number].split(b",")
    values = [b"", b"-1", b"-2", b"NaN", b"inf", b"1e308", b"0", b"9" * 400, b"31/02/2015", b"x" * 200_000, b"=1+1"]
    values += ["٣".encode(), b"'; DROP TABLE raw; --", b'"a,b"', b'"a\nb"', b'"a""b"', b" 22 ", b"2.0", b"\t", b"#N/A"]
    cells[rng.randrange(len(cells))] = rng.choice(values)
    lines[number] = b",".join(cells)
    return b"\n".join(lines)


def change_columns(rng: random.Random, content: bytes) -> bytes:
    """Drop, repeat, rename or swap a column, in every line or in the first alone."""
    lines = [line.split(b",") for line in content.split(b"\n")]
    first, second = (rng.randrange(len(lines[0])) for _ in range(2))
    kind = rng.choice(["drop", "repeat", "rename", "swap", "empty"])
    for line in lines if rng.random() < 0.6 else lines[:1]:
        if len(line) <= max(first, second):
            continue
        if kind == "drop":
            del line[first]
        elif kind == "repeat":
            line.append(line[first])
        elif kind == "rename":
            line[first] = line[first] if line is not lines[0] else b"Column"
        elif kind == "swap":
            line[first], line[second] = line[second], line[first]
        else:
            line[first] = b""
    return b"\n".join(b",".join(line) for line in lines)


def move_lines(rng: random.Random, content: bytes) -> bytes:
    """Shuffle, repeat or drop lines; the first may end up anywhere."""
    lines = content.split(b"\n")
    kind = rng.choice(["shuffle", "repeat", "drop", "reverse"])
    if kind == "shuffle":
        rng.shuffle(lines)
    elif kind == "repeat":
        lines *= rng.choice([2, 3])
    elif kind == "drop":
        del lines[rng.randrange(len(lines))]
    else:
        lines.reverse()
    return b"\n".join(lines)


def encode_otherwise(rng: random.Random, content: bytes) -> bytes:
    encoding = rng.choice(["utf-16", "utf-16-le", "utf-32", "utf-8-sig", "cp500"])
    return content.decode("utf-8").encode(encoding)


def write_otherwise(rng: random.Random, content: bytes) -> bytes:
    """Other delimiters, line ends, quotes and wrappings."""
    old, new = rng.choice(
        [
            (b",", b";"),
            (b",", b"\t"),
            (b",", b"|"),
            (b"\n", b"\r"),
            (b"\n", b"\r\n"),
            (b"\r\n", b"\n"),
            (b",", b'","'),
            (b",", b" , "),
            (b"\n", b"\n\n"),
            (b"\n", b",\n"),
        ]
    )
    count = rng.choice([-1, 1, 7])
    wrapping = rng.choice([b"", b"", b"\n", b"PK\x03\x04", b"\x1f\x8b", b"sep=,\n", b"\xef\xbb\xbf"])
    return wrapping + content.replace(old, new, count)


DAMAGES: list[Damage] = [
    truncate,
    truncate,
    flip_bytes,
    flip_bytes,
    insert_junk,
    cut_middle,
    fill_cell,
    fill_cell,
    change_columns,
    move_lines,
    encode_otherwise,
    write_otherwise,
]


def damage(seed: int, content: bytes) -> bytes:
    """A copy damaged once or, now and then, several times."""
    rng = random.Random(seed)
    for _ in range(rng.choice([1, 1, 1, 2, 4])):
        if content:
            try:
                content = rng.choice(DAMAGES)(rng, content)
            except UnicodeError:
                continue
    return content


def read_street(path: Path) -> tuple[int, int]:
    with open_staging() as staging:
        reading = StreetReading(staging, load_id="x", alliance=load_alliance(), categories=CATEGORIES)
        reading.read([path])
        reading.count_rows()
        counted = staging.execute("SELECT coalesce(sum(crime_count), 0) FROM counted").fetchall()[0][0]
        rejects = reading.list_rejects()
        (file,) = reading.report_files()
    assert (file.stored_count, file.rejected_count) == (counted, len(rejects))
    assert rejects["line_number"].is_unique
    return file.read_count, counted + len(rejects)


def read_stats19(path: Path) -> tuple[int, int]:
    reading = read_collisions(path, alliance=load_alliance())
    return _add_up(path, reading.rows, reading.rejects)


def read_party_file(path: Path) -> tuple[int, int]:
    held = {line.split(",")[0] for line in VEHICLES.read_text().splitlines()}
    reading = (read_casualties if path.name.startswith("casualty") else read_vehicles)(path, held=held)
    return _add_up(path, reading.rows, reading.rejects)


def _add_up(path: Path, rows: object, rejects: object) -> tuple[int, int]:
    lines = path.read_bytes().rstrip(b"\r\n").count(b"\n")
    return lines, len(rows) + len(rejects)  # type: ignore[arg-type]


def make_casualties() -> bytes:
    """Casualties of the vehicles' collisions: the format, as no real file of them is held."""
    header = "accident_index,vehicle_reference,casualty_reference,casualty_class,sex_of_casualty,age_band_of_casualty"
    lines = [header + ",casualty_severity,casualty_type"]
    for line in VEHICLES.read_text().splitlines()[1:]:
        reference, vehicle, kind = line.split(",")
        lines.append(f"{reference},{vehicle},1,1,2,{len(lines) % 11 + 1},{len(lines) % 3 + 1},{kind}")
    return ("\n".join(lines) + "\n").encode()


FORMATS = {
    "street": (STREET.read_bytes, "2014-01-warwickshire-street.csv", read_street),
    "collision": (COLLISIONS.read_bytes, "collision.csv", read_stats19),
    "vehicle": (VEHICLES.read_bytes, "vehicle.csv", read_party_file),
    "casualty": (make_casualties, "casualty.csv", read_party_file),
}


@pytest.mark.parametrize("name", list(FORMATS))
def test_the_sound_file_is_read(tmp_path: Path, name: str) -> None:
    make, file_name, read = FORMATS[name]
    path = tmp_path / file_name
    path.write_bytes(make())
    read_count, accounted = read(path)
    assert read_count == accounted > 5


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(COPIES // BATCH))
@pytest.mark.parametrize("name", list(FORMATS))
def test_a_damaged_copy_is_refused_or_adds_up(tmp_path: Path, name: str, batch: int) -> None:
    make, file_name, read = FORMATS[name]
    content = make()
    path = tmp_path / file_name
    for number in range(batch * BATCH, (batch + 1) * BATCH):
        path.write_bytes(damage(number, content))
        try:
            read_count, accounted = read(path)
        except UserFacingError as error:
            message = str(error)
            assert message.startswith(f"{file_name}: "), (number, message)
            assert message.endswith("; nothing was loaded."), (number, message)
            assert "\n" not in message, (number, message)
            assert message.isprintable(), (number, message)
            assert len(message) < 500, (number, message)
        except Exception as error:  # the copy's number is needed to make it again
            raise AssertionError(f"copy {number} of {name}: {error!r}") from error
        else:
            assert read_count == accounted, number
