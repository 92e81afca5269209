"""Errors shown to users are one sentence that says what to do."""

import pytest

from data_access import errors
from data_access.errors import UserFacingError

EXAMPLES: list[UserFacingError] = [
    errors.StoreMissingError("/a/store.duckdb"),
    errors.StoreUnreadableError("/a/store.duckdb", reason="the file is damaged or is no store"),
    errors.StoreUnwritableError("/a/store.duckdb", reason="the disk is full", advice="make room and try again"),
    errors.OutputError("The output takes ascii only: set PYTHONIOENCODING=utf-8 and run the command again."),
    errors.StoreOutdatedError(found=1, expected=2),
    errors.QueryTooSlowError(seconds=20.0),
    errors.UnknownQuestionError("crime.guess"),
    errors.BadFilterError(name="area", value="E99", expected="the code of an area of this alliance"),
    errors.BadFileError("2014-01.csv", "the column 'Month' is missing from its first line"),
    errors.TooManyRejectsError(file="2014-01.csv", fault_count=20, read_count=100, example="line 3: no month"),
    errors.LoadRunningError(),
    errors.NoEarlierVersionError(),
    errors.StoreHeldError(
        "/a/store.duckdb",
        found="has table layout 3",
        sources=["collisions", "street-crime"],
        advice="run 'python -m data_access upgrade'",
    ),
    errors.StoreDamagedError("/a/store.duckdb", damage="core_theme: the table is missing"),
]


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_for_users_is_one_sentence(error: UserFacingError) -> None:
    text = str(error)
    assert text.endswith(".")
    assert ". " not in text
    assert "\n" not in text


def test_what_a_damaged_file_holds_reaches_no_screen() -> None:
    text = str(errors.BadFileError("roads\x1b[31m.gpkg", 'unrecognized token: "\x12"\nand\ufeff more'))
    assert text == 'roads?[31m.gpkg: unrecognized token: "?" and? more; nothing was loaded.'


def test_every_named_error_has_an_example_here() -> None:
    kinds = {
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, UserFacingError) and kind is not UserFacingError
    }
    assert kinds - {type(error) for error in EXAMPLES} == {errors.SettingsError}


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (EXAMPLES[0], ["/a/store.duckdb", "python -m data_access init"]),
        (EXAMPLES[1], ["damaged", "python -m data_access rollback"]),
        (EXAMPLES[2], ["/a/store.duckdb", "the disk is full", "is as it was", "make room"]),
        (EXAMPLES[4], ["layout 1", "layout 2", "python -m data_access upgrade"]),
        (EXAMPLES[5], ["20 seconds", "shorter period"]),
        (EXAMPLES[6], ["'crime.guess'", "figures --list"]),
        (EXAMPLES[7], ["'E99'", "area", "expected the code"]),
        (EXAMPLES[8], ["2014-01.csv", "'Month'", "nothing was loaded"]),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, UserFacingError) else "",
)
def test_the_sentence_names_what_is_wrong_and_what_to_do(error: UserFacingError, words: list[str]) -> None:
    for word in words:
        assert word in str(error)
