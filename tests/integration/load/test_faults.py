"""Loads from the command line to the store, on both databases: all or nothing, and nothing twice."""

import gc
import random
import shutil
import uuid
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.commands.check import find_faults
from data_access.commands.main import main
from data_access.database.versions import Versions, open_versions, write_version
from data_access.errors import BadFileError, UserFacingError
from data_access.load.collisions import load_collision_files
from data_access.load.loading import load_source
from data_access.load.provenance import LoadReport, record_load
from data_access.load.requests import Request
from data_access.settings import Settings, read_settings
from geodata.alliance import load_alliance

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared" / "data"
STREET = ROOT / "tests" / "data" / "street-crime"
COLLISIONS = ROOT / "tests" / "data" / "collisions"
needs_real_files = pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED} is absent")
# For what is decided before the database is written to, the same way for both.
ONE_DATABASE = pytest.mark.parametrize("store", ["duckdb"], indirect=True)
FIGURES = (
    *("core_street_crime", "raw_street_crime", "core_collision", "core_vehicle", "core_coverage", "core_reject"),
    *("core_force_crime", "core_csp_priority", "core_wording", "core_annotation", "core_road_line"),
)
OUTSIDE, NOLOC = "E23000017-OUTSIDE", "E23000017-NOLOC"


@dataclass(frozen=True)
class Loaded:
    """A default store that tests may load into."""

    settings: Settings
    versions: Versions

    def ask(self, statement: sa.Select | str) -> list[tuple]:
        engine = self.versions.open_reader(self.versions.find_current() or 0)
        try:
            with engine.connect() as connection:
                query = sa.text(statement) if isinstance(statement, str) else statement
                return [tuple(row) for row in connection.execute(query)]
        finally:
            engine.dispose()

    def snapshot(self) -> tuple[object, ...]:
        """The version and what it holds."""
        counts = tuple(self.ask(f"SELECT count(*) FROM {table}")[0][0] for table in FIGURES)
        crimes = self.ask("SELECT sum(crime_count), count(DISTINCT month) FROM core_street_crime")[0]
        rolled = self.ask("SELECT sum(crime_count) FROM out_crime_month")[0]
        return self.versions.find_current(), self.versions.list_held(), counts, crimes, rolled

    def count_month(self, month: str) -> int:
        return int(
            self.ask(
                f"SELECT coalesce(sum(crime_count), 0) FROM core_street_crime WHERE force_code = 'E23000017' "
                f"AND month = '{month}'"
            )[0][0]
        )

    def find_faults(self) -> list[str]:
        """What the command `check` finds; it leaves a connection to be collected, which says so."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            faults = find_faults(self.settings)
            gc.collect()
        return faults

    def load(self, source: str, *paths: Path, **options: object) -> list[LoadReport]:
        return load_source(self.settings, Request(source, paths, **options))


@pytest.fixture(params=["duckdb", "postgresql"])
def store(
    request: pytest.FixtureRequest, default_settings: Callable[[str], Settings], tmp_path: Path
) -> Iterator[Loaded]:
    """A copy of the default store, on each kind of database."""
    url = default_settings(request.param).store_url
    if request.param == "duckdb":
        base = Path(url.removeprefix("duckdb:///"))
        shutil.copytree(base.parent, tmp_path / "store")
        yield _open(f"duckdb:///{tmp_path / 'store' / base.name}")
        return
    server, name = sa.make_url(request.getfixturevalue("postgres_url")), f"faults_{uuid.uuid4().hex}"
    base = sa.make_url(url).database
    _run_outside_transaction(
        server,
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{base}'",
        f'CREATE DATABASE "{name}" TEMPLATE "{base}"',
    )
    yield _open(server.set(database=name).render_as_string(hide_password=False))
    _run_outside_transaction(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _open(url: str) -> Loaded:
    settings = read_settings({"STORE_URL": url})
    return Loaded(settings, open_versions(settings))


def _run_outside_transaction(server: sa.URL, *statements: str) -> None:
    engine = sa.create_engine(server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))
    engine.dispose()


@pytest.fixture
def run(
    store: Loaded, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    def command(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setenv("STORE_URL", store.settings.store_url)
        capsys.readouterr()
        code = main(["load", *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err.splitlines()[-1] if printed.err.strip() else ""

    return command


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def copy_street(tmp_path: Path) -> Callable[..., Path]:
    """A street file of another month with a number of rows, some of them changed."""
    lines = (STREET / "2014-05-warwickshire-street.csv").read_text().splitlines()

    def copy(
        month: str = "2014-11", *, rows: int = 60, name: str = "", changes: dict[int, tuple[str, str]] | None = None
    ) -> Path:
        written = [lines[0], *(lines[1 + n % (len(lines) - 1)].replace("2014-05", month) for n in range(rows))]
        for number, (old, new) in (changes or {}).items():
            assert old in written[number - 1]
            written[number - 1] = written[number - 1].replace(old, new)
        path = tmp_path / (name or f"{month}-warwickshire-street.csv")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(written) + "\n")
        return path

    return copy


Copy = Callable[..., Path]


# --- files at fault ------------------------------------------------------------------------------


def test_a_file_at_fault_changes_nothing_and_exits_with_2(store: Loaded, run: Run, tmp_path: Path) -> None:
    content = (STREET / "2014-05-warwickshire-street.csv").read_bytes()
    damaged = {
        "empty": b"",
        "binary": bytes(range(256)) * 50,
        "cut": content[:-30],
        "header": content.replace(b"Crime type", b"Kind", 1),
        "huge": content + b"x" * 10_000_000,
        "zip": b"PK\x03\x04" + content,
    }
    before = store.snapshot()
    for name, damage in damaged.items():
        path = tmp_path / f"{name}-street.csv"
        path.write_bytes(damage)
        code, out, err = run("street-crime", str(path))
        assert (code, out) == (2, ""), name
        assert err.startswith(path.name)
        assert err.endswith("; nothing was loaded.")
        code, out, err = run("collisions", str(path))
        assert (code, out) == (2, ""), name
    assert store.snapshot() == before


@ONE_DATABASE
def test_one_bad_file_stops_the_good_ones_beside_it(store: Loaded, copy_street: Copy) -> None:
    good, bad = copy_street("2014-11"), copy_street("2014-12")
    bad.write_bytes(bad.read_bytes()[:-20])
    before = store.snapshot()
    with pytest.raises(BadFileError, match=r"2014-12-warwickshire-street.csv: line 61"):
        store.load("street-crime", good, bad)
    assert store.snapshot() == before


@ONE_DATABASE
def test_two_files_of_one_force_and_month_are_both_named(store: Loaded, copy_street: Copy) -> None:
    paths = copy_street(name="a-street.csv"), copy_street(name="b-street.csv")
    before = store.snapshot()
    with pytest.raises(BadFileError, match=r"a-street.csv: b-street.csv also holds Warwickshire Police for 2014-11"):
        store.load("street-crime", *paths)
    assert store.snapshot() == before


@ONE_DATABASE
def test_a_file_of_another_force_is_refused(store: Loaded, copy_street: Copy) -> None:
    path = copy_street(changes=dict.fromkeys(range(2, 62), ("Warwickshire Police,Warwickshire", "Kent Police,Kent")))
    before = store.snapshot()
    with pytest.raises(BadFileError, match="every row falls within Kent Police, and this store is about"):
        store.load("street-crime", path)
    assert store.snapshot() == before


# --- rows at fault -------------------------------------------------------------------------------


def test_a_row_at_fault_is_set_aside_and_the_number_is_said(store: Loaded, run: Run, copy_street: Copy) -> None:
    path = copy_street(rows=200, changes={101: ("2014-11", "2014-31")})
    code, out, _ = run("street-crime", str(path))
    assert code == 0
    assert "200 rows read from 1 file, 199 stored, 1 set aside" in out
    assert store.count_month("2014-11") == 199
    rejects = store.ask("SELECT file_name, line_number, column_name, is_fault FROM core_reject WHERE line_number = 101")
    assert rejects == [(path.name, 101, "Month", True)]
    wrong = sa.select(schema.core_load_file).where(
        schema.core_load_file.c.read_count
        != schema.core_load_file.c.stored_count + schema.core_load_file.c.rejected_count
    )
    assert store.ask(wrong) == []
    assert store.ask(f"SELECT count(*) FROM raw_street_crime WHERE file_name = '{path.name}'") == [(199,)]
    assert store.find_faults() == []


@ONE_DATABASE
def test_too_many_rows_at_fault_stop_a_load_unless_accepted(store: Loaded, run: Run, copy_street: Copy) -> None:
    path = copy_street(rows=100, changes=dict.fromkeys((5, 50), ("2014-11", "2014-31")))
    before = store.snapshot()
    code, _, err = run("street-crime", str(path))
    assert code == 2
    assert "2 of 100 rows are at fault (the first in line 5, Month" in err
    assert store.snapshot() == before
    assert run("street-crime", str(path), "--accept-rejects")[0] == 0
    assert store.count_month("2014-11") == 98


@ONE_DATABASE
def test_rows_elsewhere_are_stored_as_outside_the_force_area(store: Loaded, copy_street: Copy) -> None:
    path = copy_street(rows=60)
    lines = [line.split(",") for line in path.read_text().splitlines()]
    placed = [number for number, cells in enumerate(lines[1:], 1) if cells[7]]
    at_sea, other_force, nowhere = placed[:3]
    lines[at_sea][4:9] = ["-40.1", "50.2", "On or near Ocean", "", ""]
    lines[other_force][7] = "E01009350"
    lines[nowhere][4:9] = ["", "", "No Location", "", ""]
    path.write_text("\n".join(",".join(cells) for cells in lines) + "\n")
    before = dict(store.ask("SELECT place_code, sum(crime_count) FROM core_street_crime GROUP BY 1"))
    (report,) = store.load("street-crime", path)
    assert (report.stored_count, report.rejected_count) == (60, 0)
    after = dict(store.ask("SELECT place_code, sum(crime_count) FROM core_street_crime GROUP BY 1"))
    was_outside = sum(1 for cells in lines[1:] if cells[7] == "" and cells[4] == "") - 1
    assert after[NOLOC] - before.get(NOLOC, 0) == 1 + was_outside
    assert after[OUTSIDE] - before.get(OUTSIDE, 0) >= 2
    assert store.find_faults() == []


# --- repeats -------------------------------------------------------------------------------------


def test_the_same_files_again_make_no_version(store: Loaded, copy_street: Copy) -> None:
    path = copy_street()
    assert store.load("street-crime", path)
    before = store.snapshot()
    assert store.load("street-crime", path) == []
    assert store.snapshot() == before


def test_a_corrected_month_replaces_the_one_held(store: Loaded, copy_street: Copy) -> None:
    store.load("street-crime", copy_street(rows=60))
    (report,) = store.load("street-crime", copy_street(rows=70, name="corrected-street.csv"))
    assert store.count_month("2014-11") == 70
    assert store.ask("SELECT count(*) FROM raw_street_crime WHERE month = '2014-11'") == [(70,)]
    assert report.stored_count == 70
    assert store.find_faults() == []


@ONE_DATABASE
def test_corrections_of_several_forces_are_said_in_one_sentence(store: Loaded, run: Run, copy_street: Copy) -> None:
    mercia = ("Warwickshire Police,Warwickshire Police", "West Mercia Police,West Mercia Police")
    for rows in (60, 70):
        paths = [
            copy_street("2014-11", rows=rows, name=f"{rows}-warwickshire-street.csv"),
            copy_street("2014-12", rows=rows, name=f"{rows}-december-street.csv"),
            copy_street(
                "2014-11",
                rows=rows,
                name=f"{rows}-mercia-street.csv",
                changes=dict.fromkeys(range(2, rows + 2), mercia),
            ),
        ]
        code, out, _ = run("street-crime", *map(str, paths))
    assert code == 0
    assert out.count("corrected") == 1
    assert "3 periods corrected" in out


@ONE_DATABASE
def test_a_zip_loads_as_its_files_do(store: Loaded, run: Run, copy_street: Copy, tmp_path: Path) -> None:
    path = copy_street()
    packed = tmp_path / "download.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, f"2014-11/{path.name}")
        archive.writestr("2014-11/2014-11-warwickshire-outcomes.csv", "x")
    code, out, _ = run("street-crime", str(packed))
    assert code == 0
    assert "60 stored" in out
    assert "Not read: 2014-11-warwickshire-outcomes.csv" in out
    assert store.ask("SELECT DISTINCT file_name FROM raw_street_crime") == [(path.name,)]


@ONE_DATABASE
def test_files_of_one_name_are_told_apart(store: Loaded, copy_street: Copy, tmp_path: Path) -> None:
    copy_street("2014-11", name="a/x-street.csv")
    copy_street("2014-12", name="b/x-street.csv", rows=200, changes={30: ("2014-12", "2014-32")})
    (report,) = store.load("street-crime", tmp_path)
    assert [(file.path.name, file.read_count, file.rejected_count) for file in report.files] == [
        ("a - x-street.csv", 60, 0),
        ("b - x-street.csv", 200, 1),
    ]
    assert store.ask("SELECT file_name, line_number FROM core_reject WHERE line_number = 30 AND column_name = 'Month'")[
        -1
    ] == ("b - x-street.csv", 30)
    assert store.find_faults() == []


@needs_real_files
def test_all_real_street_files_load_whole_and_name_the_lsoas_of_2021(store: Loaded, run: Run) -> None:
    code, out, _ = run("street-crime", str(SHARED / "street-crime"))
    assert code == 0
    assert "379,172 rows read from 58 files, 379,172 stored, 0 set aside" in out
    assert (
        "12,573 rows name an LSOA that only the 2021 census has, 12,422 a part of a split one and 151 a merged" in out
    )
    assert store.ask("SELECT sum(crime_count), count(DISTINCT month) FROM core_street_crime") == [(379_172, 29)]
    assert store.ask("SELECT count(*) FROM raw_street_crime") == [(379_172,)]
    by_place = dict(
        store.ask(
            "SELECT CASE WHEN place_code LIKE '%-NOLOC' THEN 'none' WHEN place_code LIKE '%-OUTSIDE' THEN 'outside' "
            "ELSE 'inside' END, sum(crime_count) FROM core_street_crime GROUP BY 1"
        )
    )
    # Counted row by row with the look-ups alone. To 2024, and in 2025: 966 and 850 lie outside both forces; 106
    # and 173 in the other force, two of those to 2024 in LSOAs that only 2021 has.
    outside = (966 + 106) + (850 + 173)
    assert by_place == {"none": 691 + 2_130, "outside": outside, "inside": 379_172 - (691 + 2_130) - outside}
    assert store.find_faults() == []


# --- collisions ----------------------------------------------------------------------------------

ACCIDENTS, VEHICLES = COLLISIONS / "Accidents_2015_alliance.csv", COLLISIONS / "Vehicles_2015_alliance.csv"


def _write_casualties(path: Path, *, references: list[str]) -> Path:
    header = "Accident_Index,Vehicle_Reference,Casualty_Reference,Casualty_Class,Sex_of_Casualty,Age_of_Casualty"
    header += ",Age_Band_of_Casualty,Casualty_Severity,Casualty_Type,Casualty_Home_Area_Type"
    lines = [header, *(f"{reference},1,1,1,1,33,6,3,9,2" for reference in references), "elsewhere,1,1,1,1,33,6,3,9,2"]
    path.write_text("\n".join(lines) + "\n")
    return path


def _load_collisions(store: Loaded, **files: object) -> LoadReport:
    """A load of collisions with all that the loader takes, recorded as a command would."""
    with write_version(store.versions, from_current=True) as connection:
        report = load_collision_files(connection, alliance=load_alliance(), **files)
        record_load(connection, report)
    return report


def test_a_year_of_collisions_replaces_the_one_held(store: Loaded) -> None:
    rows = len(ACCIDENTS.read_text().splitlines()) - 1
    (report,) = store.load("collisions", ACCIDENTS, vehicles=VEHICLES)
    assert report.files[0].stored_count == rows
    assert store.ask("SELECT count(*) FROM core_collision") == [(rows,)]
    assert store.ask("SELECT count(*) FROM raw_collision") == [(rows,)]
    vehicles = store.ask("SELECT count(*) FROM core_vehicle")
    assert store.load("collisions", ACCIDENTS, vehicles=VEHICLES) == []
    assert vehicles == store.ask("SELECT count(*) FROM core_vehicle")
    assert store.ask(
        "SELECT count(*) FROM core_vehicle WHERE collision_id NOT IN (SELECT collision_id FROM core_collision)"
    ) == [(0,)]
    assert store.find_faults() == []


def test_vehicles_held_stay_when_their_collisions_are_loaded_again(store: Loaded, tmp_path: Path) -> None:
    store.load("collisions", ACCIDENTS, vehicles=VEHICLES)
    before = store.ask("SELECT collision_id, vehicle_reference FROM core_vehicle ORDER BY 1, 2")
    again = tmp_path / "again.csv"
    again.write_bytes(ACCIDENTS.read_bytes() + b"\r\n")
    store.load("collisions", again)
    assert store.ask("SELECT collision_id, vehicle_reference FROM core_vehicle ORDER BY 1, 2") == before
    assert before


def test_casualties_are_stored_with_their_collisions_and_no_home(store: Loaded, tmp_path: Path) -> None:
    references = [line.split(",")[0] for line in ACCIDENTS.read_text().splitlines()[1:]]
    casualties = _write_casualties(tmp_path / "casualties.csv", references=references)
    report = _load_collisions(store, paths=[ACCIDENTS], vehicles=VEHICLES, casualties=casualties)
    assert report.read_count == report.stored_count + report.rejected_count
    assert store.ask("SELECT count(*), min(age_band), min(sex) FROM core_casualty") == [
        (len(references), "26 to 35", "Male")
    ]
    left_out = store.ask("SELECT file_name, is_fault, row_text FROM core_reject WHERE file_name = 'casualties.csv'")
    assert left_out == [("casualties.csv", False, "")]
    assert store.find_faults() == []


@ONE_DATABASE
def test_files_of_several_years_load_at_once_unless_they_share_one(store: Loaded, tmp_path: Path) -> None:
    later = tmp_path / "2016.csv"
    later.write_bytes(ACCIDENTS.read_bytes().replace(b"/2015", b"/2016").replace(b"\n2015", b"\n2016"))
    report = _load_collisions(store, paths=[ACCIDENTS, later])
    years = dict(store.ask("SELECT collision_year, count(*) FROM core_collision GROUP BY 1"))
    assert years == {2015: report.files[0].stored_count, 2016: report.files[1].stored_count}
    copy = tmp_path / "copy.csv"
    copy.write_bytes(later.read_bytes())
    before = store.snapshot()
    with pytest.raises(BadFileError, match=r"2016.csv: copy.csv also holds (West Mercia|Warwickshire) for 2016"):
        _load_collisions(store, paths=[later, copy])
    assert store.snapshot() == before


@ONE_DATABASE
def test_collision_files_of_one_name_in_different_folders_load(store: Loaded, tmp_path: Path) -> None:
    for year in ("2015", "2016"):
        (tmp_path / year).mkdir()
        content = ACCIDENTS.read_bytes().replace(b"/2015", f"/{year}".encode()).replace(b"\n2015", f"\n{year}".encode())
        (tmp_path / year / "collisions.csv").write_bytes(content)
    (tmp_path / "vehicles").mkdir()
    vehicles = tmp_path / "vehicles" / "collisions.csv"
    vehicles.write_bytes(VEHICLES.read_bytes())
    paths = [tmp_path / year / "collisions.csv" for year in ("2016", "2015")]
    (report,) = store.load("collisions", *paths, paths[0], vehicles=vehicles)
    assert [file.path.name for file in report.files] == [
        f"{folder} - collisions.csv" for folder in ("2016", "2015", "vehicles")
    ]
    years = dict(store.ask("SELECT collision_year, count(*) FROM core_collision GROUP BY 1"))
    assert years == {2016: report.files[0].stored_count, 2015: report.files[1].stored_count}
    assert store.load("collisions", *paths, vehicles=vehicles) == []
    with pytest.raises(BadFileError, match="the same file is given with --vehicles and once more"):
        store.load("collisions", paths[0], vehicles=paths[0])
    assert store.find_faults() == []


@ONE_DATABASE
def test_a_file_that_another_source_holds_is_not_called_held(store: Loaded, tmp_path: Path) -> None:
    store.load("collisions", ACCIDENTS)
    with pytest.raises(BadFileError, match=r"the column 'Crime ID' is missing"):
        store.load("street-crime", ACCIDENTS)


@ONE_DATABASE
def test_a_national_file_loads_what_is_of_the_alliance(store: Loaded, tmp_path: Path) -> None:
    lines = ACCIDENTS.read_text().splitlines()
    force = lines[0].split(",").index("Police_Force")
    others = []
    for number, line in enumerate(lines[1:] * 30):
        cells = line.split(",")
        cells[0], cells[force] = f"2015{number:09}X", "1"
        others.append(",".join(cells))
    path = tmp_path / "national.csv"
    path.write_text("\n".join([lines[0], *others, *lines[1:]]) + "\n")
    (report,) = store.load("collisions", path)
    assert (report.stored_count, report.rejected_count) == (len(lines) - 1, len(others))
    assert report.faults.empty
    assert f"{len(others):,} left out as a collision of a force outside this alliance" in report.describe()
    assert store.ask("SELECT count(*) FROM raw_collision") == [(len(lines) - 1,)]


@ONE_DATABASE
def test_a_collision_at_sea_is_outside_the_force_area(store: Loaded, tmp_path: Path) -> None:
    lines = ACCIDENTS.read_text().splitlines()
    names = lines[0].split(",")
    cells = lines[1].split(",")
    for name, cell in {"Longitude": "-40.5", "Latitude": "50.1", "LSOA_of_Accident_Location": "-1"}.items():
        cells[names.index(name)] = cell
    path = tmp_path / "sea.csv"
    path.write_text("\n".join([lines[0], ",".join(cells)]) + "\n")
    store.load("collisions", path)
    assert store.ask(f"SELECT place_code FROM core_collision WHERE collision_id = '{cells[0]}'")[0][0].endswith(
        "-OUTSIDE"
    )


@needs_real_files
def test_the_real_collisions_load_whole(store: Loaded) -> None:
    folder = SHARED / "collisions"
    (report,) = store.load("collisions", folder / ACCIDENTS.name, vehicles=folder / VEHICLES.name)
    assert [(file.read_count, file.stored_count) for file in report.files] == [(3_801, 3_801), (5_936, 5_936)]
    without_vehicle = (
        "SELECT count(*) FROM core_collision WHERE collision_id NOT IN (SELECT collision_id FROM core_vehicle)"
    )
    assert store.ask(without_vehicle) == [(679,)]
    # Twelve have no LSOA; eleven of them a position in a district, one no position at all.
    assert store.ask("SELECT count(*) FROM core_collision WHERE lsoa_code = ''") == [(12,)]
    assert store.ask("SELECT count(*) FROM core_collision WHERE place_code LIKE '%-NOLOC'") == [(1,)]
    assert store.find_faults() == []


# --- a force's own crimes ---------------------------------------------------------------------

CRIMES = "recorded,force,offence_code,area_code,outcome,crime_count"
CRIME = "2018-10,E23000017,28E,E07000220,Charged,3"


def _write_crimes(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([CRIMES, *rows]) + "\n")
    return path


@ONE_DATABASE
def test_rows_of_an_extract_at_fault_are_set_aside_with_line_column_and_reason(store: Loaded, tmp_path: Path) -> None:
    faults = {
        "recorded": [("2018-13", "is not a month"), ("2099-01", "is yet to come"), ("2018-02-30", "is not a month")],
        "force": [("Kent", "is not a force of this alliance")],
        "offence_code": [("999Z", "is not a Home Office offence code")],
        "area_code": [("Rugby", "is not a GSS code")],
        "crime_count": [(text, "is not a whole number of crimes") for text in ("-1", "2.5", "1e3", "nan", "many")],
    }
    rows, expected = [CRIME], []
    for column, cells in faults.items():
        for cell, reason in cells:
            changed = dict(zip(CRIMES.split(","), CRIME.split(","), strict=True)) | {column: cell}
            rows.append(",".join(changed.values()))
            expected.append((len(rows) + 1, column, f"'{cell}' {reason}"))
    (report,) = store.load("crimes", _write_crimes(tmp_path / "crimes.csv", *rows), accepts_rejects=True)
    rejects = report.rejects.itertuples(index=False)
    found = [(row.line_number, row.column_name, row.reason) for row in rejects]
    assert len(found) == len(expected)
    for (line, column, reason), (wanted_line, wanted_column, begins) in zip(found, expected, strict=True):
        assert (line, column) == (wanted_line, wanted_column)
        assert reason.startswith(begins)
    assert (report.read_count, report.stored_count) == (len(rows), 1)
    assert store.ask("SELECT month, offence_code, crime_count FROM core_force_crime") == [("2018-10", "28E", 3)]
    assert store.find_faults() == []


def test_an_extract_replaces_its_months_and_changes_no_published_figure(
    store: Loaded, run: Run, tmp_path: Path
) -> None:
    published = store.ask("SELECT sum(crime_count) FROM core_street_crime")
    path = _write_crimes(tmp_path / "crimes.csv", CRIME, CRIME.replace("2018-10", "2018-11"))
    assert run("crimes", str(path))[1].startswith("force-crimes: 2 rows read from 1 file, 2 stored, 0 set aside.")
    assert run("crimes", str(path))[1] == "crimes: these files are held already; nothing changed.\n"
    run("crimes", str(_write_crimes(tmp_path / "again.csv", CRIME.replace(",3", ",5"))))
    held = "SELECT month, crime_count FROM core_force_crime ORDER BY month"
    assert store.ask(held) == [("2018-10", 5), ("2018-11", 3)]
    assert store.ask("SELECT sum(crime_count) FROM core_street_crime") == published
    before = store.snapshot()
    other = _write_crimes(tmp_path / "other.csv", CRIME)
    code, _, said = run("crimes", str(path), str(other))
    assert code == 2
    assert said.startswith("crimes.csv: other.csv also holds E23000017 for 2018-10")
    code, _, said = run("crimes", str(_write_crimes(tmp_path / "none.csv", CRIME.replace("28E", "999Z"))))
    assert code == 2
    assert said.startswith("none.csv: no row can be used (line 2, offence_code: '999Z' is not a Home Office offence")
    assert store.snapshot() == before


# --- damaged copies ------------------------------------------------------------------------------


SMALL_FILES = {
    "crimes.csv": f"{CRIMES}\n{CRIME}\n2018-11,E23000016,8N,,Charged,12\n",
    "priorities.csv": "edition,partnership,kind,local_wording,focus,theme_code\n"
    "2018-19,North Worcestershire,priority,Reducing reoffending,,reducing-reoffending\n"
    "2018-19,Rugby,emerging,County lines,young people,\n",
    "annotations.csv": "date,area_code,offence_code,text,source,is_rebase\n"
    "2018-10,E23000017,,A new crime system,Force order 12,no\n",
    "roads.geojson": '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"ref": "A46"}, '
    '"geometry": {"type": "LineString", "coordinates": [[-1.60, 52.28], [-1.59, 52.28]]}}]}',
}


COPIES = 5
# Every source on one database; on the other two kinds of load, as both leave the version in force by the same way.
SOURCES = ("street-crime", "collisions", "crimes", "priorities", "annotations", "roads")
ON_EACH = [*(("duckdb", source) for source in SOURCES), ("postgresql", "street-crime"), ("postgresql", "crimes")]


@pytest.mark.parametrize(("store", "source"), ON_EACH, indirect=["store"])
def test_damaged_copies_never_leave_a_changed_store(store: Loaded, tmp_path: Path, source: str) -> None:
    large = {"street-crime": STREET / "2014-05-warwickshire-street.csv", "collisions": ACCIDENTS}.get(source)
    (name,) = [large.name] if large else [name for name in SMALL_FILES if name.startswith(source)]
    content = large.read_bytes() if large else SMALL_FILES[name].encode()
    before = store.snapshot()
    refused = 0
    for number in range(COPIES):
        rng = random.Random(number)
        damaged = bytearray(content[: rng.randrange(len(content))] if number % 2 else content)
        for _ in range(rng.choice([0, 1, 30])):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        path = tmp_path / f"damaged-{number}-{name}"
        path.write_bytes(bytes(damaged))
        said = ""
        try:
            reports = store.load(source, path)
        except UserFacingError as error:
            said = str(error)
        if said:
            refused += 1
            assert "\n" not in said
            assert store.snapshot() == before, (number, said)
        else:
            assert all(report.read_count == report.stored_count + report.rejected_count for report in reports)
            assert (store.snapshot() == before) == (not reports), number
            before = store.snapshot()
    assert refused >= COPIES // 2
    assert store.find_faults() == []
