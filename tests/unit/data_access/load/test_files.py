"""Folders and zips of street files: what is found, unpacked, passed over and refused."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from data_access.errors import BadFileError
from data_access.load import archives
from data_access.load.files import find_files, name_apart
from data_access.load.requests import Request
from data_access.load.street_files import name_only_force
from geodata.alliance import load_alliance
from tests.unit.data_access.load.made_streets import make_row, make_text, read

ALLIANCE = load_alliance()
NAME = "2014-01-warwickshire-street.csv"
Find = Callable[..., tuple[list[str], list[str]]]


@pytest.fixture
def found() -> Find:
    """Names of the files read and those passed over."""

    def find(*paths: Path) -> tuple[list[str], list[str]]:
        with find_files(Request("street-crime", paths), alliance=ALLIANCE) as files:
            assert all(path.is_file() for path in files.read)
            return [path.name for path in files.read], files.passed_over

    return find


def write_zip(path: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_folders_are_read_to_the_bottom_and_other_kinds_are_named(tmp_path: Path, found: Find) -> None:
    deep = tmp_path / "a" / "b" / "2014-01"
    deep.mkdir(parents=True)
    (deep / NAME).write_text(make_text(make_row()))
    (deep / "2014-01-warwickshire-outcomes.csv").write_text("x")
    (deep / "2014-01-warwickshire-stop-and-search.csv").write_text("x")
    (tmp_path / "README.txt").write_text("x")
    write_zip(tmp_path / "more.zip", {"2014-02/2014-02-warwickshire-street.csv": make_text(make_row(Month="2014-02"))})
    read_names, passed_over = found(tmp_path)
    assert read_names == [NAME, "2014-02-warwickshire-street.csv"]
    assert passed_over == ["2014-01-warwickshire-outcomes.csv", "2014-01-warwickshire-stop-and-search.csv"]


def test_files_of_other_kinds_given_by_name_are_passed_over(tmp_path: Path, found: Find) -> None:
    for name in (NAME, "2014-01-warwickshire-outcomes.csv"):
        (tmp_path / name).write_text(make_text(make_row()))
    assert found(*sorted(tmp_path.iterdir())) == ([NAME], ["2014-01-warwickshire-outcomes.csv"])


def test_a_zip_is_read_as_the_site_packs_it(tmp_path: Path, found: Find) -> None:
    path = write_zip(
        tmp_path / "download.zip",
        {
            "2014-01/": "",
            f"2014-01/{NAME}": make_text(make_row()),
            "2014-01/2014-01-warwickshire-outcomes.csv": "x",
            "2014-01/2014-01-warwickshire-stop-and-search.csv": "x",
            "inner.zip": b"PK",
        },
    )
    assert found(path) == (
        [NAME],
        ["2014-01-warwickshire-outcomes.csv", "2014-01-warwickshire-stop-and-search.csv", "inner.zip"],
    )


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"../2014-01-x-street.csv": "x"}, "a path outside it"),
        ({"/etc/2014-01-x-street.csv": "x"}, "a path outside it"),
        ({"a\\..\\..\\2014-01-x-street.csv": "x"}, "a path outside it"),
        ({"2014-01-x-street.csv": b"\0" * 20_000_000}, "unpack to 20,000,000 bytes"),
        ({"readme.txt": "x"}, "no file ending in -street.csv"),
        ({"x-outcomes.csv": "x"}, "not read: x-outcomes.csv"),
        ({"2014-01-x-street.csv": ""}, "the file is empty"),
    ],
)
def test_a_zip_that_cannot_be_trusted_is_refused(
    tmp_path: Path, found: Find, members: dict[str, str | bytes], words: str
) -> None:
    with pytest.raises(BadFileError) as caught:
        found(write_zip(tmp_path / "bad.zip", members))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def make_rows_of(force: str, *, rows: int = 3) -> str:
    return make_text(*(make_row(**{"Reported by": force, "Falls within": force}) for _ in range(rows)))


def test_a_national_archive_is_unpacked_for_our_forces_alone(
    tmp_path: Path, found: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, others = make_rows_of("Warwickshire Police"), make_rows_of("Kent Police", rows=400)
    members = {f"2014-{month:02}/2014-{month:02}-warwickshire-street.csv": ours for month in (1, 2)}
    members |= {f"2014-{month:02}/2014-{month:02}-kent-street.csv": others for month in range(1, 10)}
    members["2014-01/2014-01-essex-street.csv"] = make_rows_of("Essex Police")
    path = write_zip(tmp_path / "2014-09.zip", members)
    # Counted whole it is past the limit, as the real archive of 43 forces is; ours alone is far below it.
    monkeypatch.setattr(archives, "MOST_UNPACKED", 2 * len(ours))
    with find_files(Request("street-crime", (path,)), alliance=ALLIANCE) as files:
        assert [each.name for each in files.read] == [f"2014-{month:02}-warwickshire-street.csv" for month in (1, 2)]
        assert files.describe_not_read() == ["not read: 10 street files of other forces (Essex Police, Kent Police)"]
    monkeypatch.setattr(archives, "MOST_UNPACKED", 2 * len(ours) - 1)
    with pytest.raises(BadFileError, match="which no official file does"):
        found(path)


def test_files_of_other_forces_in_a_folder_are_counted_and_alone_are_named(tmp_path: Path, found: Find) -> None:
    (tmp_path / "2014-01-kent-street.csv").write_text(make_rows_of("Kent Police"))
    with pytest.raises(BadFileError, match=r"of Warwickshire Police or West Mercia Police was found; not read: 1 stre"):
        found(tmp_path)
    (tmp_path / NAME).write_text(make_text(make_row()))
    with find_files(Request("street-crime", (tmp_path,)), alliance=ALLIANCE) as files:
        assert [path.name for path in files.read] == [NAME]
        assert files.other_forces == {"Kent Police": 1}


@pytest.mark.parametrize("content", [b"", b"\0\0", b"a,b\n1,2\n", b"Month,Falls within\n2014-01,\n", b'"Month\n'])
def test_a_file_whose_force_cannot_be_told_is_left_to_the_reader(content: bytes) -> None:
    assert name_only_force(content) == ""


def test_a_file_of_a_long_name_is_not_lost_from_a_zip(tmp_path: Path, found: Find) -> None:
    name = f"{'a' * 80}-street.csv"
    assert found(write_zip(tmp_path / "x.zip", {name: make_text(make_row())})) == ([name], [])


def test_a_damaged_zip_is_refused(tmp_path: Path, found: Find) -> None:
    text = make_text(*(make_row(Location=f"On or near {number}") for number in range(500)))
    path = write_zip(tmp_path / "bad.zip", {NAME: text})
    content = bytearray(path.read_bytes())
    for damage in (content[: len(content) // 2], b"PK\x03\x04 no zip", content[:200] + b"\xff" * 99 + content[299:]):
        path.write_bytes(bytes(damage))
        with pytest.raises(BadFileError, match=r"^bad\.zip: "):
            found(path)


@pytest.mark.parametrize("path", ["none", "empty"])
def test_a_path_with_nothing_to_read_is_refused(tmp_path: Path, found: Find, path: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadFileError, match=r"no such file or folder|no file ending in"):
        found(tmp_path / path)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path, found: Find) -> None:
    (tmp_path / NAME).write_text(make_text(make_row()))
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / NAME).symlink_to(tmp_path / NAME)
    with pytest.raises(BadFileError, match="a link to a place outside"):
        found(tmp_path / "given")


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path, found: Find) -> None:
    for folder, month in (("first", "2014-01"), ("second", "2014-02")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x-street.csv").write_text(make_text(make_row(Month=month)))
    assert found(tmp_path)[0] == ["first - x-street.csv", "second - x-street.csv"]
    with find_files(Request("street-crime", (tmp_path,)), alliance=ALLIANCE) as files:
        assert [file.read_count for file in read(files.read).files] == [1, 1]


def test_files_of_one_name_and_folder_name_take_a_folder_more(tmp_path: Path) -> None:
    paths = [tmp_path / top / "same" / "x.csv" for top in ("a", "b")]
    for path in paths:
        path.parent.mkdir(parents=True)
        path.write_text(path.parts[-3])
    (tmp_path / "work").mkdir()
    apart = name_apart([*paths, tmp_path / "y.csv"], folder=tmp_path / "work")
    assert [path.name for path in apart] == ["a - same - x.csv", "b - same - x.csv", "y.csv"]
    assert [path.read_text() for path in apart[:2]] == ["a", "b"]
    assert [path.read_text() for path in paths] == ["a", "b"]


def test_a_file_given_twice_is_read_once(tmp_path: Path, found: Find) -> None:
    (tmp_path / NAME).write_text(make_text(make_row()))
    assert found(tmp_path, tmp_path / NAME)[0] == [NAME]
