"""Which addresses a source and a period mean, and what is refused."""

from pathlib import Path

import pytest

from data_access.fetch.download import fetch_source
from data_access.fetch.failures import FetchError


@pytest.mark.parametrize(
    ("source", "month", "year", "words"),
    [
        ("street-crime", "", "", ["published by month", "--month YYYY-MM"]),
        ("street-crime", "2024-13", "", ["'2024-13' is not a month"]),
        ("street-crime", "2024-02\n", "", ["is not a month"]),
        ("street-crime", "2024-02", "2024", ["not published by year", "leave out --year"]),
        ("collisions", "", "", ["published by year", "--year YYYY or all"]),
        ("collisions", "", "../2015", ["'../2015' is not a year"]),
        ("roads", "", "2024", ["leave out --year"]),
        ("horoscopes", "", "", ["'horoscopes'", "street-crime, collisions"]),
    ],
)
def test_a_period_missing_or_malformed_is_refused(
    tmp_path: Path, source: str, month: str, year: str, words: list[str]
) -> None:
    with pytest.raises(FetchError) as error:
        fetch_source(source, month=month, year=year, into=tmp_path)
    for word in words:
        assert word in str(error.value)
    assert list(tmp_path.iterdir()) == []
