"""Figures on the command line: what is printed, and what is refused in a sentence."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from data_access.questions import QUESTIONS

Run = Callable[..., tuple[int, str, str]]
WEST_MERCIA, WARWICKSHIRE = "E23000016", "E23000017"


def _read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def _is_one_sentence(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith(".\n") and "Traceback" not in text


def test_the_list_names_every_question_and_needs_no_store(run: Run, tmp_path: Path) -> None:
    code, out, err = run("figures", "--list", store_url=f"duckdb:///{tmp_path / 'none.duckdb'}")
    assert (code, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()] == list(QUESTIONS)
    assert all(len(line.split(maxsplit=1)) == 2 for line in out.splitlines())


def test_figures_without_a_question_name_the_questions(run: Run) -> None:
    assert run("figures")[:2] == run("figures", "--list")[:2]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["crime.guess"], "crime.guess"),
        (["crime.counts", "--area", "E99999999"], "E99999999"),
        (["crime.counts", "--from", "2018"], "2018"),
        (["crime.counts", "--from", "2019-01", "--to", "2018-01"], "2019-01"),
        (["crime.counts", "--by", "colour"], "colour"),
        (["crime.counts", "--severity", "fatal"], "--severity"),
        (["sources.list", "--level", "force"], "--level"),
        (["casualties.collisions", "--from", "0000-01"], "0000-01"),
    ],
)
def test_what_cannot_be_answered_is_said_in_one_sentence(ask: Run, arguments: list[str], words: str) -> None:
    code, out, err = ask("figures", *arguments)
    assert (code, out) == (2, "")
    assert _is_one_sentence(err)
    assert words in err


def test_the_last_month_of_the_calendar_is_answered_or_refused(ask: Run) -> None:
    code, _, err = ask("figures", "casualties.collisions", "--to", "9999-12")
    assert code == 0 or (code == 2 and _is_one_sentence(err))


def test_figures_are_printed_as_csv_with_the_columns_of_the_frame(ask: Run) -> None:
    code, out, err = ask("figures", "crime.counts", "--area", WARWICKSHIRE, "--from", "2014-01", "--to", "2014-01")
    assert (code, err) == (0, "")
    rows = _read_csv(out)
    assert list(rows[0])[:7] == [
        "month",
        "area_code",
        "area_name",
        "offence_code",
        "offence_name",
        "is_recorded_crime",
        "crime_count",
    ]
    assert {(row["month"], row["area_name"]) for row in rows} == {("2014-01", "Warwickshire")}
    assert sum(int(row["crime_count"]) for row in rows) == 3405


def test_counts_are_added_up_by_the_columns_asked_for(ask: Run) -> None:
    code, out, _ = ask("figures", "crime.counts", "--level", "force", "--by", "area_code, is_recorded_crime")
    assert code == 0
    rows = _read_csv(out)
    assert [list(row) for row in rows] == [["area_code", "is_recorded_crime", "crime_count"]] * 4
    incidents = sum(int(row["crime_count"]) for row in rows if row["is_recorded_crime"] == "False")
    assert incidents == 81_570
    assert sum(int(row["crime_count"]) for row in rows) == 225_869


def test_adding_up_never_adds_full_time_equivalents_to_heads(ask: Run) -> None:
    code, out, err = ask("figures", "workforce.strength", "--by", "as_at_date")
    assert (code, out) == (2, "")
    assert "one whose rows add up: crime.counts, casualties.roads" in err


def test_figures_are_printed_as_json(ask: Run) -> None:
    code, out, _ = ask("figures", "casualties.roads", "--area", WARWICKSHIRE, "--format", "json")
    assert code == 0
    rows = json.loads(out)
    numbered = [row for row in rows if row["road"].startswith("A")]
    assert (numbered[0]["road"], numbered[0]["ksi_count"]) == ("A46", 17)


def test_a_missing_figure_is_empty_in_csv_and_null_in_json_and_never_zero(ask: Run) -> None:
    arguments = ["figures", "crime.years", "--area", WARWICKSHIRE, "--to", "2015-09"]
    blank = [row for row in _read_csv(ask(*arguments)[1]) if row["status"] == "missing"]
    nulls = [row for row in json.loads(ask(*arguments, "--format", "json")[1]) if row["status"] == "missing"]
    assert len(blank) == len(nulls) == 2
    assert {row["crime_count"] for row in blank} == {""}
    assert {row["crime_count"] for row in nulls} == {None}


def test_the_severity_asked_for_is_the_one_listed(ask: Run) -> None:
    rows = _read_csv(ask("figures", "casualties.collisions", "--severity", "fatal")[1])
    assert len(rows) == 66
    assert {row["severity"] for row in rows} == {"fatal"}
