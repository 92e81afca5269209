"""The command line: what it prints, and how it refuses."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from data_access.commands.main import main
from data_access.questions import QUESTIONS
from data_access.settings import Settings

Run = Callable[..., tuple[int, str, str]]
WEST_MERCIA, WARWICKSHIRE = "E23000016", "E23000017"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; gives its exit code, and what it printed to stdout and stderr."""

    def run_command(*arguments: str, store_url: str = "") -> tuple[int, str, str]:
        monkeypatch.setenv("STORE_URL", store_url)
        capsys.readouterr()
        code = main(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_command


@pytest.fixture
def ask(run: Run, default_settings: Callable[[str], Settings]) -> Run:
    """Run a command on the default store."""
    url = default_settings("duckdb").store_url
    return lambda *arguments: run(*arguments, store_url=url)


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


@pytest.mark.parametrize("command", [["status"], ["figures", "crime.counts"], ["check"], ["rollback"]])
def test_without_a_store_a_command_says_how_to_build_one(run: Run, tmp_path: Path, command: list[str]) -> None:
    code, out, err = run(*command, store_url=f"duckdb:///{tmp_path / 'none.duckdb'}")
    assert (code, out) == (2, "")
    assert _is_one_sentence(err)


def test_without_a_store_nothing_is_loaded(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "2014-01-warwickshire-street.csv"
    file.write_text("Crime ID,Month\n", encoding="utf-8")
    code, _, err = run("load", "street-crime", str(file), store_url=f"duckdb:///{tmp_path / 'none.duckdb'}")
    assert code == 2
    assert "python -m data_access init" in err


def test_a_setting_that_cannot_be_used_is_said_in_one_sentence(run: Run) -> None:
    code, out, err = run("status", store_url="sqlite:///store.db")
    assert (code, out) == (2, "")
    assert _is_one_sentence(err)


def test_a_missing_configuration_is_said_in_one_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLIANCE_CONFIG", str(tmp_path / "none.toml"))
    code, out, err = run("init", store_url=f"duckdb:///{tmp_path / 'store.duckdb'}")
    assert (code, out) == (2, "")
    assert "none.toml" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("arguments", [[], ["guess"], ["load", "weather", "x.csv"], ["figures", "--format", "xml"]])
def test_a_command_line_that_is_no_command_exits_with_2(run: Run, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(*arguments)
    assert caught.value.code == 2


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


def test_the_status_says_what_is_held_and_what_is_missing(ask: Run) -> None:
    code, out, _ = ask("status")
    assert code == 0
    assert "225,869 rows read, 225,869 stored, 0 set aside" in out
    assert "Jan to Oct 2014, Oct 2018 to Feb 2019, Jan to Feb 2024" in out
    assert "missing in between: Nov 2014 to Sep 2018, Mar 2019 to Dec 2023" in out


def test_the_status_as_json_has_every_source_with_its_files_and_their_hashes(ask: Run) -> None:
    code, out, _ = ask("status", "--json")
    assert code == 0
    status = json.loads(out)
    sources = {source["source_id"]: source for source in status["sources"]}
    assert status["versions_held"] == [status["version"]]
    assert len(sources["street-crime"]["months_held"]) == 17
    assert all(len(file["sha256"]) == 64 for source in sources.values() for file in source["files"])
    assert all(source["files"] for source in sources.values())


def test_the_check_of_a_sound_store_ends_with_0(ask: Run) -> None:
    assert ask("check") == (0, "Every level adds up and every row has its source.\n", "")


def test_a_store_that_is_there_is_not_built_again(ask: Run, default_settings: Callable[[str], Settings]) -> None:
    before = json.loads(ask("status", "--json")[1])
    assert ask("init", "--if-missing")[0] == 0
    assert json.loads(ask("status", "--json")[1]) == before
