"""The command line on both databases: from nothing to a load, a check and back."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_access.commands.main import main
from data_access.settings import Settings

SAMPLES = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command on a store; gives its exit code and what it printed."""

    def run_command(settings: Settings, *arguments: object) -> tuple[int, str, str]:
        monkeypatch.setenv("STORE_URL", settings.store_url)
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_command


def test_a_store_is_built_loaded_checked_and_rolled_back(
    run: Callable[..., tuple[int, str, str]], empty_settings: Settings
) -> None:
    code, out, _ = run(empty_settings, "init")
    assert code == 0
    assert "street-crime: 225,869 rows read from 1 file, 225,869 stored, 0 set aside." in out
    whole = run(empty_settings, "figures", "crime.counts", "--by", "month")[1]
    code, out, _ = run(empty_settings, "load", "street-crime", SAMPLES / "street-crime")
    assert code == 0
    assert "street-crime: 333 rows read from 5 files, 333 stored, 0 set aside." in out
    code, out, _ = run(
        empty_settings,
        "load",
        "collisions",
        SAMPLES / "collisions" / "Accidents_2015_alliance.csv",
        "--vehicles",
        SAMPLES / "collisions" / "Vehicles_2015_alliance.csv",
    )
    assert (code, out) == (
        0,
        "collisions: 77 rows read from 2 files, 77 stored, 0 set aside. 2 periods corrected.\n",
    )
    assert run(empty_settings, "figures", "crime.counts", "--by", "month")[1] != whole
    assert run(empty_settings, "check")[0] == 0
    assert run(empty_settings, "rollback")[:2] == (0, "Went back from version 3 to version 2.\n")
    assert run(empty_settings, "rollback")[0] == 0
    assert run(empty_settings, "figures", "crime.counts", "--by", "month")[1] == whole
    code, _, err = run(empty_settings, "rollback")
    assert (code, err) == (2, "There is no earlier version of the store to go back to.\n")


@pytest.mark.parametrize(
    "command",
    [["status"], ["check"], ["figures", "casualties.roads"], ["init", "--if-missing"], ["figures", "crime.guess"]],
    ids=" ".join,
)
@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_a_command_closes_every_connection_to_the_database(
    run: Callable[..., tuple[int, str, str]], own_settings: Settings, command: list[str]
) -> None:
    run(own_settings, *command)
    engine = sa.create_engine(
        sa.make_url(own_settings.store_url).set(drivername="postgresql+psycopg"), poolclass=sa.NullPool
    )
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with engine.connect() as connection:
        assert connection.scalar(sa.text(others + " AND backend_type = 'client backend'")) == 0
