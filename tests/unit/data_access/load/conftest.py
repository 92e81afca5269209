"""Where the official files are: the real ones if they are there, else small samples cut from them."""

import shutil
import uuid
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import sqlalchemy as sa

from data_access import schema
from data_access.database.engine import open_duckdb, open_postgresql, parse_url

PROJECT = Path(__file__).resolve().parents[4]
SHARED = PROJECT.parent / "shared" / "data"
SAMPLES = PROJECT / "tests" / "data" / "official"

Sheets = dict[str, list[list[object]]]


@dataclass(frozen=True)
class SharedData:
    """The official files, whole or as samples."""

    folder: Path
    is_whole: bool

    def path(self, name: str) -> Path:
        """The file, named by its folder and name among the real files."""
        return self.folder / name if self.is_whole else self.folder / Path(name).name

    def expect(self, *, whole: object, sample: object) -> object:
        """What to expect where the answer depends on how much of a file there is."""
        return whole if self.is_whole else sample


@pytest.fixture
def shared_data() -> SharedData:
    if SHARED.is_dir():
        return SharedData(folder=SHARED, is_whole=True)
    print(f"{SHARED} is absent: this test runs on the samples in {SAMPLES}")
    return SharedData(folder=SAMPLES, is_whole=False)


@pytest.fixture
def write_text(tmp_path: Path) -> Callable[..., Path]:
    """Write a text file under any name."""

    def write(text: str, *, name: str = "table.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.fixture
def write_ods(tmp_path: Path) -> Callable[..., Path]:
    """Write a spreadsheet with the cells given, sheet by sheet."""

    def write(sheets: Sheets, *, name: str = "workforce.ods") -> Path:
        path = tmp_path / name
        save_ods(path, sheets)
        return path

    return write


def save_ods(path: Path, sheets: Sheets) -> None:
    """Save text, numbers and dates as an OpenDocument spreadsheet."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}">{"".join(map(_write_row, rows))}</table:table>'
        for name, rows in sheets.items()
    )
    names = {
        "office": "office:1.0",
        "table": "table:1.0",
        "text": "text:1.0",
    }
    spaces = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}"' for short, name in names.items())
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr("mimetype", kind, compress_type=zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )


def _write_row(row: list[object]) -> str:
    return f"<table:table-row>{''.join(map(_write_cell, row))}</table:table-row>"


def _write_cell(cell: object) -> str:
    if isinstance(cell, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{cell!r}"/>'
    if isinstance(cell, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{cell:%Y-%m-%d}"/>'
    if cell == "":
        return "<table:table-cell/>"
    text = escape(str(cell)).replace("\n", " ")
    if text != text.rstrip():  # a space at the end of a paragraph has its own element
        text = text.rstrip() + "<text:s/>"
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


@pytest.fixture(scope="module", params=["duckdb", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.Engine]:
    """An engine on an empty store of each kind that the test module's fill_store has filled."""
    if request.param == "duckdb":
        path = str(tmp_path_factory.mktemp("scratch") / "store.duckdb")
        opened = open_duckdb(path, is_read_only=False, seconds=20)
    else:
        url, name = parse_url(request.getfixturevalue("postgres_url")), f"test_{uuid.uuid4().hex}"
        opened = open_postgresql(url, schema=name, is_read_only=False, seconds=20)
        with opened.begin() as connection:
            connection.execute(sa.schema.CreateSchema(name))
    with opened.begin() as connection:
        schema.metadata.create_all(connection)
        request.module.fill_store(connection)
    yield opened
    if request.param == "postgresql":
        with opened.begin() as connection:
            connection.execute(sa.schema.DropSchema(name, cascade=True))
    opened.dispose()


@pytest.fixture
def connection(engine: sa.Engine, tmp_path: Path) -> Iterator[sa.Connection]:
    """A connection whose changes are undone; with DuckDB on a copy, because bulk inserts stay."""
    if engine.dialect.name == "duckdb":
        engine.dispose()
        path = shutil.copy(str(engine.url.database), tmp_path / "copy.duckdb")
        engine = open_duckdb(str(path), is_read_only=False, seconds=20)
    with engine.connect() as opened:
        yield opened
        opened.rollback()
    engine.dispose()
