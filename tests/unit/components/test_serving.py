"""What is served beside the pages: the files that maps are made of, by name, and nothing else of their folder."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from components.maps.ground import Ground
from components.serving import SERVED, NamedFiles, serve_boundaries

OTHERS = ("threat-picture.duckdb", "threat-picture.current", "alliance.toml", "areas.csv", "lsoa.csv", "secrets.toml")


def fetch(files: NamedFiles, path: str, *, method: str = "GET") -> int:
    """The status that a path below /geodata is answered with."""
    scope: dict[str, Any] = {
        "type": "http",
        "method": method,
        "path": f"/geodata/{path}",
        "root_path": "/geodata",
        "headers": [],
    }
    scope["asgi"] = {"spec_version": "2.4"}
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        sent.append(message)

    async def run() -> None:
        from starlette.exceptions import HTTPException

        try:
            await files(scope, receive, send)
        except HTTPException as error:
            sent.append({"status": error.status_code})

    asyncio.run(run())
    return int(sent[0]["status"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A boundaries folder that holds a store too, as with boundaries = "." in the alliance file."""
    inner = tmp_path / "inner"
    (inner / "deeper").mkdir(parents=True)
    for name in (*SERVED, *OTHERS, "deeper/force.geojson"):
        (inner / name).write_text("{}", encoding="utf-8")
    (tmp_path / "force.geojson.txt").write_text("secret", encoding="utf-8")
    return inner


def test_every_file_of_a_map_is_served(folder: Path) -> None:
    assert {name: fetch(NamedFiles(directory=folder), name) for name in SERVED} == dict.fromkeys(SERVED, 200)
    assert {Ground("").style.rsplit("/", 1)[1], Ground("", is_dark=True).style.rsplit("/", 1)[1]} <= SERVED


@pytest.mark.parametrize(
    "path",
    [*OTHERS, "", ".", "deeper/force.geojson", "deeper", "../force.geojson.txt", "..", "../inner/areas.csv",
     "FORCE.GEOJSON/", "force.geojson\x00.duckdb", "/etc/passwd", "..\\force.geojson.txt"],
)  # fmt: skip
def test_nothing_else_of_the_folder_is_served(path: str, folder: Path) -> None:
    assert fetch(NamedFiles(directory=folder), path) == 404


def test_a_name_served_that_is_a_link_out_of_the_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "store.duckdb").write_text("figures", encoding="utf-8")
    (folder / "district.geojson").unlink()
    (folder / "district.geojson").symlink_to(tmp_path / "store.duckdb")
    assert fetch(NamedFiles(directory=folder), "district.geojson") == 404


def test_files_are_only_read(folder: Path) -> None:
    assert fetch(NamedFiles(directory=folder), "force.geojson", method="PUT") == 405


def test_the_bundled_folder_has_every_file_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALLIANCE_CONFIG", raising=False)
    files = serve_boundaries()
    assert {fetch(files, name) for name in SERVED} == {200}
    assert fetch(files, "alliance.toml") == 404
