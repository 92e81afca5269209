"""A download from the screen: it says where it comes from and holds what the table shows."""

import csv
import io
from pathlib import Path

from playwright.sync_api import TimeoutError

from tests.browser.conftest import Visitor

NOT_OFFENCES = ("month", "is_suppressed", "source", "definition", "filters", "marking", "made_on")


def download(visitor: Visitor, label: str) -> tuple[str, list[dict[str, str]]]:
    """The file's name and its rows."""
    button = visitor.page.get_by_role("button", name=label)
    visitor.page.wait_for_timeout(1_000)
    try:  # a click while the page is still settling is lost on a busy machine: a reader clicks again
        with visitor.page.expect_download(timeout=8_000) as waiting:
            button.click()
    except TimeoutError:
        with visitor.page.expect_download() as waiting:
            button.click()
    saved = waiting.value
    text = Path(saved.path()).read_text(encoding="utf-8-sig")
    return saved.suggested_filename, list(csv.DictReader(io.StringIO(text)))


def read_table(visitor: Visitor, name: str) -> list[list[str]]:
    """The cells of a table on the page, head first."""
    return visitor.page.get_by_role("region", name=name).evaluate(
        "(one) => [...one.querySelectorAll('tr')].map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"
    )


def test_the_crime_table_downloads_as_it_stands_with_its_source_and_filters(visitor: Visitor):
    visitor.open("crime?area=E22000321&from=2018-10&to=2019-02")
    name, rows = download(visitor, "Download crime by month (CSV)")
    assert name.startswith("threat-picture-crime-by-month-")
    assert name.endswith(".csv")
    for row in rows:
        assert "data.police.uk" in row["source"]
        assert "Rugby (policing area), October 2018 to February 2019" in row["filters"]
        assert row["marking"] == "OFFICIAL"  # the view quotes the document of 2017-18, too
        assert row["definition"]
        assert row["made_on"] in name
        assert row["is_suppressed"] == "False"
    head, *shown = read_table(visitor, "Recorded crime and anti-social behaviour by month, Rugby")
    assert [row["month"] for row in rows] == ["2018-10", "2018-11", "2018-12", "2019-01", "2019-02"]
    offences = [column for column in rows[0] if column not in NOT_OFFENCES]
    assert head == ["Month", *offences]
    for written, row in zip(shown, rows, strict=True):
        for cell, offence in zip(written[1:], offences, strict=True):
            assert cell == ("not held" if row[offence] == "" else f"{float(row[offence]):,.0f}"), (
                row["month"],
                offence,
            )


def test_a_download_from_a_marked_page_carries_the_marking(visitor: Visitor):
    visitor.open("priorities?edition=2017-18")
    _, rows = download(visitor, "Download partnership priorities (CSV)")
    assert {row["marking"] for row in rows} == {"OFFICIAL"}
    assert all("Alliance Strategic Assessment 2017-18" in row["source"] for row in rows)
