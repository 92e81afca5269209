"""The command that downloads: what it takes, what it says, and what is taken by hand."""

import argparse
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from data_access.commands.fetch import add_fetch_command, run_fetch
from data_access.fetch.addresses import Content
from data_access.fetch.choosing import find_addresses
from data_access.settings import read_settings
from tests.unit.data_access.fetch.serving import Answer, Server, make_address, make_zip

CSV = b"collision_index,collision_year\n" + b"".join(b"2023%06d,2023\n" % number for number in range(20_000))
ZIP = make_zip()


def _parse(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_fetch_command(parser.add_subparsers())
    return parser.parse_args(["fetch", *arguments])


def test_the_command_takes_a_source_a_period_and_a_folder() -> None:
    chosen = _parse("collisions", "--year", "2023", "--into", "a folder")
    assert chosen.run is run_fetch
    assert (chosen.source, chosen.month, chosen.year, chosen.into) == ("collisions", "", "2023", Path("a folder"))
    assert _parse("workforce").into == Path("downloads")


def test_the_command_says_what_came_and_how_to_load_it(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    addresses = [
        replace(make_address(server, path=f"/{kind}-{{year}}.csv"), load_option=option)
        for kind, option in (("collision", ""), ("vehicle", "--vehicles"), ("casualty", "--casualties"))
    ]
    for kind in ("collision", "vehicle", "casualty"):
        server.answers[f"/{kind}-2023.csv"] = [Answer(CSV)]
    folder = tmp_path / "a folder"
    code = run_fetch(
        _parse("collisions", "--year", "2023", "--into", str(folder)), read_settings({}), addresses=addresses
    )
    out = capsys.readouterr().out
    assert code == 0
    for kind in ("collision", "vehicle", "casualty"):
        assert f"{folder}/{kind}-2023.csv: {len(CSV):,} bytes, SHA-256 {hashlib.sha256(CSV).hexdigest()}" in out
        assert f"from {server.root}/{kind}-2023.csv" in out
    assert out.splitlines()[-1] == (
        f"Now run: python -m data_access load collisions '{folder}/collision-2023.csv' "
        f"--vehicles '{folder}/vehicle-2023.csv' --casualties '{folder}/casualty-2023.csv'"
    )
    assert out.count("Earlier years are in the file of all years.") == 1


def test_a_zip_of_roads_is_loaded_as_it_comes(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.answers["/roads"] = [Answer(ZIP, kind="application/zip")]
    (official,) = find_addresses("roads")
    address = replace(official, template=f"{server.root}/roads")
    assert run_fetch(_parse("roads", "--into", str(tmp_path)), read_settings({}), addresses=[address]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == f"Now run: python -m data_access load roads {tmp_path}/oproad_gpkg_gb.zip"
    assert (tmp_path / "oproad_gpkg_gb.zip").read_bytes() == ZIP


def test_a_source_without_a_loader_has_no_load_command(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.answers["/maps"] = [Answer(ZIP, kind="application/zip")]
    address = replace(
        make_address(server, path="/maps?area=GB&redirect", content=Content.ZIP), source="maps", file_name="maps.zip"
    )
    chosen = argparse.Namespace(source="maps", month="", year="", into=tmp_path)
    assert run_fetch(chosen, read_settings({}), addresses=[address]) == 0
    out = capsys.readouterr().out
    assert f"{tmp_path}/maps.zip" in out
    assert "data_access load" not in out


@pytest.mark.parametrize("source", ["recorded-crime", "workforce", "population", "traffic"])
def test_a_source_on_a_page_is_taken_by_hand(source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run_fetch(_parse(source, "--into", str(tmp_path / "in")), read_settings({}))
    out = capsys.readouterr().out
    assert code == 1
    for address in find_addresses(source):
        assert f"Open {address.page}\n  {address.advice}." in out
    assert out.endswith(f"Then run: python -m data_access load {source} FILE\n")
