"""An upgrade loses nothing: stores of each layout since 3 are carried over, exported, backed up and restored."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.commands.check import find_faults
from data_access.commands.main import main
from data_access.database.versions import open_versions, write_version
from data_access.load.carrying import BY_LOAD, BY_SOURCE
from data_access.load.held import read_version
from data_access.settings import Settings, read_settings
from data_access.store import find_version

STORES = Path(__file__).resolve().parents[1] / "data" / "stores"
LAYOUTS = sorted(STORES.glob("layout-*.zip"), key=lambda path: int(path.stem.removeprefix("layout-")))
SAMPLES = STORES.parent
STREET = SAMPLES / "street-crime"
LOADED = ["annotations", "collisions", "force-crimes", "street-crime"]
# Worked out when a row is loaded, or about the load itself: they differ from one load of a file to the next.
OWN_OF_A_LOAD = ("load_id", "loaded_at", "note")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; gives its exit code and what it printed."""

    def run_command(settings: Settings, *arguments: object) -> tuple[int, str, str]:
        monkeypatch.setenv("STORE_URL", settings.store_url)
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_command


@pytest.fixture(params=LAYOUTS, ids=lambda path: path.stem)
def kept_store(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """A store of an older release with four loads and their files."""
    return _unpack(request.param, tmp_path / "kept")


@pytest.fixture
def present_store(tmp_path: Path) -> Settings:
    """The same of the present layout, into which more can be loaded."""
    return _unpack(LAYOUTS[-1], tmp_path / "present")


def _unpack(layout: Path, folder: Path) -> Settings:
    with zipfile.ZipFile(layout) as archive:
        archive.extractall(folder)
    return read_settings({"STORE_URL": f"duckdb:///{folder / 'store.duckdb'}"})


def _folder(settings: Settings) -> Path:
    return Path(sa.make_url(settings.store_url).database or "").parent


def _call_layout(settings: Settings, layout: int) -> None:
    with write_version(open_versions(settings), from_current=True) as connection:
        connection.execute(sa.text(f"UPDATE meta_store SET schema_version = {layout}"))


def _read_loaded(settings: Settings, *, sources: list[str], without: tuple[str, ...] = OWN_OF_A_LOAD) -> dict[str, str]:
    """Every row of these sources, table by table, in an order of its own."""
    versions = open_versions(settings)
    found = {}
    with read_version(versions, find_version(settings), seconds=60) as connection:
        load = schema.core_load
        ids = list(connection.scalars(sa.select(load.c.load_id).where(load.c.source_id.in_(sources))))
        for table in (*BY_SOURCE, *BY_LOAD):
            key, values = ("source_id", sources) if table in BY_SOURCE else ("load_id", ids)
            rows = pd.read_sql(sa.select(table).where(table.c[key].in_(values)), connection)
            rows = rows.drop(columns=[name for name in without if name in rows]).astype(str)
            found[table.name] = rows.sort_values(list(rows.columns)).reset_index(drop=True).to_csv()
    return found


def _list_loads(settings: Settings) -> list[tuple[str, int, int, int]]:
    load = schema.core_load
    with read_version(open_versions(settings), find_version(settings), seconds=60) as connection:
        rows = connection.execute(
            sa.select(load.c.source_id, load.c.read_count, load.c.stored_count, load.c.rejected_count)
            .where(load.c.command.startswith("load "))
            .order_by(load.c.source_id)
        ).all()
    return [tuple(row) for row in rows]


# --- upgrade --------------------------------------------------------------------------------------------


def test_a_store_of_the_present_layout_is_kept_for_later_releases() -> None:
    assert f"layout-{schema.SCHEMA_VERSION}" in [path.stem for path in LAYOUTS], "python -m tests.data.stores.build"
    assert all(path.stat().st_size < 1_000_000 for path in LAYOUTS)


def test_every_load_of_an_older_store_is_loaded_again_from_its_kept_files(
    run: Run, kept_store: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _list_loads(kept_store)
    monkeypatch.setattr(schema, "SCHEMA_VERSION", schema.SCHEMA_VERSION + 1)
    code, out, _ = run(kept_store, "upgrade")
    assert code == 0, out
    assert [load[0] for load in before] == LOADED
    assert _list_loads(kept_store) == before
    assert all(read == stored + rejected for _, read, stored, rejected in before)
    assert find_faults(kept_store) == []
    assert run(kept_store, "upgrade")[0] == 0, "the files are kept for the new version too"
    assert _list_loads(kept_store) == before


def test_loads_made_before_files_were_kept_are_carried_over_row_by_row(
    run: Run, kept_store: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (_folder(kept_store) / "store.loaded.duckdb").unlink()
    before = _read_loaded(kept_store, sources=LOADED, without=())
    monkeypatch.setattr(schema, "SCHEMA_VERSION", schema.SCHEMA_VERSION + 1)
    code, out, _ = run(kept_store, "upgrade")
    assert code == 0
    assert out.count("carried over as it was held") == 4
    assert _read_loaded(kept_store, sources=LOADED, without=()) == before
    assert find_faults(kept_store) == []


def test_a_source_with_loads_of_both_kinds_is_carried_over_once(run: Run, present_store: Settings) -> None:
    (_folder(present_store) / "store.loaded.duckdb").unlink()
    changes = _folder(present_store) / "changes.csv"
    changes.write_text(
        "date,area_code,offence_code,text,source,is_rebase\n2019-01-01,E23000017,,Another system,Log,no\n", "utf-8"
    )
    assert run(present_store, "load", "annotations", changes)[0] == 0
    before = _read_loaded(present_store, sources=LOADED, without=())
    assert run(present_store, "upgrade")[0] == 0
    assert _read_loaded(present_store, sources=LOADED, without=()) == before


@pytest.mark.parametrize("damage", ["a kept file is damaged", "a kept file is refused"])
def test_an_upgrade_that_fails_half_way_changes_nothing(
    run: Run, kept_store: Settings, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_versions(kept_store).open_kept() as kept:
        if damage == "a kept file is damaged":
            kept.execute(sa.text("UPDATE kept_part SET content = (SELECT max(content) FROM kept_part)"))
        else:
            kept.execute(sa.text("UPDATE kept_request SET source = 'risks' WHERE source = 'annotations'"))
    before = {path.name for path in _folder(kept_store).iterdir()}
    loads = _list_loads(kept_store)
    code, out, err = run(kept_store, "upgrade")
    assert code == 2
    assert out == ""
    assert err.split("\r")[-1].strip().endswith(".")
    assert {path.name for path in _folder(kept_store).iterdir()} - before <= {"store.lock"}
    assert _list_loads(kept_store) == loads


def test_an_upgrade_works_on_both_databases(run: Run, own_settings: Settings) -> None:
    assert run(own_settings, "load", "street-crime", STREET)[0] == 0
    before = _read_loaded(own_settings, sources=["street-crime"])
    code, out, _ = run(own_settings, "upgrade")
    assert code == 0
    assert "street-crime: 333 rows read from 5 files, 333 stored, 0 set aside." in out
    assert _read_loaded(own_settings, sources=["street-crime"]) == before
    assert find_faults(own_settings) == []
    assert run(own_settings, "rollback")[0] == 0


def test_a_rebuild_deletes_no_version_of_loaded_data(run: Run, kept_store: Settings) -> None:
    held = open_versions(kept_store).list_held()
    for _ in range(4):
        assert run(kept_store, "upgrade")[0] == 0
    assert set(held) < set(open_versions(kept_store).list_held())


# --- no store is replaced in silence --------------------------------------------------------------------


@pytest.mark.parametrize("options", [[], ["--if-missing"]])
def test_an_older_store_with_loads_is_left_and_the_next_step_said(
    run: Run, kept_store: Settings, options: list[str]
) -> None:
    _call_layout(kept_store, 2)
    held, loads = open_versions(kept_store).list_held(), _list_loads(kept_store)
    code, out, err = run(kept_store, "init", *options)
    assert (code, out) == (2, "")
    assert "layout 2" in err
    assert ", ".join(LOADED) in err
    assert "python -m data_access upgrade" in err
    assert err.count("\n") == 1
    assert (open_versions(kept_store).list_held(), _list_loads(kept_store)) == (held, loads)


def test_a_store_with_loads_of_a_later_release_is_not_upgraded_down(run: Run, kept_store: Settings) -> None:
    _call_layout(kept_store, schema.SCHEMA_VERSION + 1)
    for command in (["init"], ["upgrade"]):
        code, _, err = run(kept_store, *command)
        assert code == 2
        assert "newer release" in err


@pytest.mark.parametrize("command", [["init"], ["init", "--if-missing"], ["upgrade"]])
def test_another_alliances_loads_are_left_and_the_next_step_said(
    run: Run, kept_store: Settings, command: list[str]
) -> None:
    with write_version(open_versions(kept_store), from_current=True) as connection:
        connection.execute(schema.meta_store.update().values(alliance_name="Kent Police"))
    held = open_versions(kept_store).list_held()
    code, _, err = run(kept_store, *command)
    assert code == 2
    assert "Kent Police" in err
    assert "STORE_URL" in err
    assert open_versions(kept_store).list_held() == held


@pytest.mark.parametrize("kind", ["duckdb"], indirect=True)
def test_a_store_of_bundled_figures_alone_is_built_again_with_a_sentence(run: Run, own_settings: Settings) -> None:
    _call_layout(own_settings, 2)
    code, out, _ = run(own_settings, "init", "--if-missing")
    assert code == 0
    assert "layout 2" in out.splitlines()[0]
    assert "nothing but the bundled figures" in out.splitlines()[0]
    assert find_faults(own_settings) == []


# --- export and import ----------------------------------------------------------------------------------


def test_an_export_loads_whole_into_another_store(
    run: Run, kept_store: Settings, default_settings: Callable[[str], Settings], tmp_path: Path
) -> None:
    target = tmp_path / "loaded.zip"
    code, out, _ = run(kept_store, "export", target)
    assert code == 0
    assert "4 loads" in out
    shutil.copytree(_folder(default_settings("duckdb")), tmp_path / "other")
    other = read_settings({"STORE_URL": f"duckdb:///{tmp_path / 'other' / 'store.duckdb'}"})
    assert run(other, "import", target)[0] == 0
    assert _list_loads(other) == _list_loads(kept_store)
    assert find_faults(other) == []
    assert run(other, "export", tmp_path / "again.zip")[0] == 0
    with zipfile.ZipFile(target) as first, zipfile.ZipFile(tmp_path / "again.zip") as second:
        assert sorted(first.namelist()) == sorted(second.namelist())


def test_an_export_never_writes_over_a_file(run: Run, kept_store: Settings, tmp_path: Path) -> None:
    (tmp_path / "mine.zip").write_bytes(b"mine")
    code, _, err = run(kept_store, "export", tmp_path / "mine.zip")
    assert code == 2
    assert "is there already" in err
    assert (tmp_path / "mine.zip").read_bytes() == b"mine"


def test_loads_without_kept_files_are_named_and_kept_when_they_are_loaded_again(
    run: Run, present_store: Settings, tmp_path: Path
) -> None:
    (_folder(present_store) / "store.loaded.duckdb").unlink()
    code, _, err = run(present_store, "export", tmp_path / "loaded.zip")
    assert code == 2
    assert ", ".join(LOADED) in err
    assert not (tmp_path / "loaded.zip").exists()
    held = open_versions(present_store).list_held()
    code, out, _ = run(present_store, "load", "street-crime", STREET)
    assert (code, "held already" in out) == (0, True)
    assert open_versions(present_store).list_held() == held
    _, _, err = run(present_store, "export", tmp_path / "loaded.zip")
    assert "street-crime" not in err
    assert "collisions" in err


def _spoil(source: Path, target: Path, *, change: Callable[[str, bytes], bytes | None]) -> Path:
    with zipfile.ZipFile(source) as read, zipfile.ZipFile(target, "w") as written:
        for name in read.namelist():
            content = change(name, read.read(name))
            if content is not None:
                written.writestr(name, content)
    return target


def _lead_outside(name: str, content: bytes) -> bytes:
    if name != "manifest.json":
        return content
    manifest = json.loads(content)
    manifest["requests"][0]["files"][0]["file_name"] = "../outside.csv"
    return json.dumps(manifest).encode()


SPOILED: dict[str, Callable[[str, bytes], bytes | None]] = {
    "another content": lambda name, content: content if name == "manifest.json" else content + b"x",
    "a file missing": lambda name, content: content if name == "manifest.json" else None,
    "no manifest": lambda name, content: None if name == "manifest.json" else content,
    "a manifest that is none": lambda name, content: b"[]" if name == "manifest.json" else content,
    "another alliance": lambda _, content: content.replace(b"Warwickshire Police and", b"Kent Police and"),
    "a name that leads outside": _lead_outside,
}


def test_an_export_that_is_not_whole_changes_nothing(run: Run, kept_store: Settings, tmp_path: Path) -> None:
    assert run(kept_store, "export", tmp_path / "loaded.zip")[0] == 0
    held = open_versions(kept_store).list_held()
    (tmp_path / "text.zip").write_text("no zip", encoding="utf-8")
    files = [_spoil(tmp_path / "loaded.zip", tmp_path / f"{name}.zip", change=SPOILED[name]) for name in SPOILED]
    for file in [*files, tmp_path / "text.zip", tmp_path / "none.zip", tmp_path]:
        code, out, err = run(kept_store, "import", file)
        assert (code, out) == (2, ""), file
        assert err.split("\r")[-1].strip().endswith("."), file
        assert open_versions(kept_store).list_held() == held
    assert not (tmp_path / "outside.csv").exists()


# --- backup and restore ---------------------------------------------------------------------------------


@pytest.mark.parametrize("into", ["duckdb", "postgresql"])
def test_a_backup_of_either_database_is_restored_to_either(
    run: Run, own_settings: Settings, into: str, make_store_url: Callable[[str], str], tmp_path: Path
) -> None:
    assert run(own_settings, "load", "street-crime", STREET)[0] == 0
    assert run(own_settings, "backup", tmp_path / "store.zip")[0] == 0
    other = read_settings({"STORE_URL": make_store_url(into)})
    assert run(other, "restore", tmp_path / "store.zip")[0] == 0
    own = _read_loaded(own_settings, sources=["street-crime", "population", "collisions"], without=())
    assert _read_loaded(other, sources=["street-crime", "population", "collisions"], without=()) == own
    assert find_faults(other) == []
    assert run(other, "export", tmp_path / "loaded.zip")[0] == 0


def test_a_backup_of_an_older_layout_is_restored_and_then_upgraded(
    run: Run, kept_store: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads = _list_loads(kept_store)
    assert run(kept_store, "backup", tmp_path / "store.zip")[0] == 0
    monkeypatch.setattr(schema, "SCHEMA_VERSION", schema.SCHEMA_VERSION + 1)
    other = read_settings({"STORE_URL": f"duckdb:///{tmp_path / 'other' / 'store.duckdb'}"})
    code, out, _ = run(other, "restore", tmp_path / "store.zip")
    assert code == 0
    assert "data_access upgrade" in out
    assert run(other, "upgrade")[0] == 0
    assert _list_loads(other) == loads


def test_a_restore_can_be_rolled_back_and_a_damaged_backup_changes_nothing(
    run: Run, kept_store: Settings, tmp_path: Path
) -> None:
    assert run(kept_store, "backup", tmp_path / "store.zip")[0] == 0
    held = open_versions(kept_store).list_held()

    def change(name: str, content: bytes) -> bytes:
        return content[:-9] if name.endswith("core_area.parquet") else content

    spoiled = _spoil(tmp_path / "store.zip", tmp_path / "spoiled.zip", change=change)
    code, _, err = run(kept_store, "restore", spoiled)
    assert code == 2
    assert "core_area.parquet" in err
    assert open_versions(kept_store).list_held() == held
    assert run(kept_store, "restore", tmp_path / "store.zip")[0] == 0
    assert run(kept_store, "rollback")[0] == 0
    assert open_versions(kept_store).find_current() == held[-1]


# --- damaged stores -------------------------------------------------------------------------------------

DAMAGE = {
    "a table is missing": ("DROP TABLE core_annotation", "core_annotation: the table is missing"),
    "a column is missing": ("ALTER TABLE core_theme DROP COLUMN definition", "core_theme: the column definition"),
    "nothing says what it is": ("DELETE FROM meta_store", "meta_store: 0 rows"),
    "another layout": ("UPDATE meta_store SET schema_version = 2", "the store has table layout 2"),
}


@pytest.mark.parametrize("kind", ["duckdb"], indirect=True)
@pytest.mark.parametrize("damage", DAMAGE)
def test_the_check_finds_damage_and_a_load_onto_it_is_refused(run: Run, own_settings: Settings, damage: str) -> None:
    statement, words = DAMAGE[damage]
    with write_version(open_versions(own_settings), from_current=True) as connection:
        connection.execute(sa.text(statement))
    held = open_versions(own_settings).list_held()
    code, out, _ = run(own_settings, "check")
    assert code == 1
    assert words in out
    code, out, err = run(own_settings, "load", "street-crime", STREET)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert open_versions(own_settings).list_held() == held


PARTLY = {
    "a district without residents of a year": (
        "DELETE FROM core_figure WHERE measure_code = 'population' AND area_code = 'E07000220' "
        "AND period_code = 'mid-2015'",
        "core_figure: population of mid-2015 is held for some areas only, not for 1 area, such as E07000220",
    ),
    "a district without residents of any year": (
        "DELETE FROM core_figure WHERE measure_code = 'population' AND area_code = 'E07000220'",
        "core_figure: population of mid-2011 is held",
    ),
    "an LSOA without residents": (
        "DELETE FROM core_figure WHERE measure_code = 'population_lsoa' AND area_code = 'E01031178'",
        "core_figure: population_lsoa of mid-2017 is held for some areas only, not for 1 area, such as E01031178",
    ),
    "a force without residents of a year": (
        "DELETE FROM core_figure WHERE measure_code = 'population_crime_year' AND area_code = 'E23000016' "
        "AND period_code = 'ye-2023-09'",
        "population_crime_year of ye-2023-09 is held for some areas only, not for 1 area, such as E23000016",
    ),
}


@pytest.mark.parametrize("kind", ["duckdb"], indirect=True)
@pytest.mark.parametrize("lack", PARTLY)
def test_the_check_finds_a_denominator_held_for_some_areas_only(run: Run, own_settings: Settings, lack: str) -> None:
    statement, words = PARTLY[lack]
    with write_version(open_versions(own_settings), from_current=True) as connection:
        connection.execute(sa.text(statement))
    code, out, _ = run(own_settings, "check")
    assert code == 1
    assert words in out
