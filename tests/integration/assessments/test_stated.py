"""The documents' tables on people, scrutiny and the horizon: two independent readings, cell by cell, and the texts."""

import re
from pathlib import Path

import pandas as pd
import pytest

PROJECT = Path(__file__).resolve().parents[3]
REFERENCE = PROJECT / "data_access" / "reference"
SECOND = PROJECT / "tests" / "data" / "second_transcription"
DOCUMENTS = PROJECT.parent / "shared" / "assessments"
FORCES = {"E23000017": "Warwickshire", "E23000016": "West Mercia"}
ALL_FILES = (
    *("stated_strength", "stated_sickness", "stated_toil_rdil", "stated_specials", "stated_survey"),
    *("stated_confidence", "stated_standards", "stated_texts", "inspections", "peel_grades"),
    *("performance_measures", "strategies", "horizon_drivers", "horizon_items"),
)


def _first(name: str) -> pd.DataFrame:
    return pd.read_csv(REFERENCE / f"{name}.csv", dtype=str, keep_default_na=False)


def _second(name: str) -> pd.DataFrame:
    return pd.read_csv(SECOND / f"{name}.csv", dtype=str, keep_default_na=False)


def _read_lines(edition: str) -> list[str]:
    return (DOCUMENTS / f"strategic-assessment-{edition}.txt").read_text(encoding="utf-8").splitlines()


# --- people -----------------------------------------------------------------------------------------


def test_the_strength_stated_is_the_same_in_both_readings() -> None:
    first = _first("stated_strength")
    names = {"Police Officer": "officer", "Police Staff": "staff", "Special Constables": "special", "PCSO": "pcso"}
    second = {
        (names[row["row"]], month): row[f"{month} (Actual Strength)"]
        for row in _second("strength_2017_18").to_dict("records")
        for month in ("July 2016", "July 2017")
    }
    assert dict(zip(zip(first["group_code"], first["period"], strict=True), first["printed"], strict=True)) == second
    assert first["value"].tolist() == first["printed"].tolist()
    assert set(first["area"]) == {"alliance"}


def test_hours_lost_in_2017_are_the_same_in_both_readings() -> None:
    first = _first("stated_sickness").query("measure_code == 'hours-lost-month'")
    second = {
        (row["force"], row["group"].lower().removesuffix("s"), month): row[month]
        for row in _second("sickness_hours_2017").to_dict("records")
        for month in ("October 2017", "September 2017")
    }
    keys = zip(first["area"].map(FORCES), first["group_code"], first["period"], strict=True)
    assert dict(zip(keys, first["printed"], strict=True)) == second
    assert (first["value"] + "%").tolist() == first["printed"].tolist()


def test_sickness_of_2016_17_is_the_same_in_both_readings() -> None:
    first = _first("stated_sickness").query("edition == '2016-17'")
    second = _second("sickness_2016_17")
    # One row of the second reading stands for both forces where it says so, or for a group without a figure.
    stated = first[first["status"] == "value"]
    assert sorted(set(stated["printed"])) == sorted(set(second["printed"]) - {"no figure"})
    assert sorted(set(stated["line"].astype(int))) == sorted(set(second["line"].astype(int)))
    by_line = stated.drop_duplicates(["line", "measure_code", "group_code", "printed", "period"])
    counts = by_line[by_line["period"] != "the comparison before"].groupby("line").size().to_dict()
    wanted = second[~second["printed"].eq("no figure") & ~second["when"].eq("before")].groupby("line").size().to_dict()
    assert counts == wanted
    assert first.loc[first["status"] == "not_stated", "group_code"].tolist() == ["staff", "staff"]
    for row in second[second["who"].str.startswith(("officers W", "officers b"))].to_dict("records"):
        own = stated[stated["printed"] == row["printed"]]
        forces = {"officers Warwickshire": 1, "officers West Mercia": 1, "officers both Forces": 2}[row["who"]]
        assert len(own[own["measure_code"] == "hours-lost-half-year"]) == forces


@pytest.mark.parametrize(("kind", "limit"), [("toil", "40"), ("rdil", "5")])
def test_toil_and_rdil_are_the_same_in_both_readings(kind: str, limit: str) -> None:
    first = _first("stated_toil_rdil")
    second = _second(f"{kind}_2015")
    cells = first[first["measure_code"].isin([f"{kind}-over", f"{kind}-average"])]
    wide = cells.pivot(index="period", columns=["group_code", "measure_code"], values="printed")
    for row in second.to_dict("records"):
        month, *figures = row.values()
        own = wide.loc[f"{month} 2015"]
        order = [(group, f"{kind}-{part}") for group in ("officer", "staff") for part in ("over", "average")]
        assert [own[key] for key in order] == figures
    assert len(cells) == 20
    assert first.loc[first["measure_code"] == f"{kind}-limit", "value"].tolist() == [limit]


def test_the_special_constabulary_is_the_same_in_both_readings() -> None:
    first = _first("stated_specials")
    (row,) = _second("specials_2015").to_dict("records")
    table = first[first["line"] == "1225"]
    assert table["printed"].tolist() == list(row.values())
    text = _second("specials_text_2015").set_index("what")
    held = first.set_index(["measure_code", "area"])["printed"]
    assert held[("specials-interest", "alliance")] == text.loc["expressions of interest", "alliance"]
    assert held[("specials-interest", "E23000017")] == text.loc["expressions of interest", "WP"]
    assert held[("specials-interest", "E23000016")] == text.loc["expressions of interest", "WMP"]
    invited, applied = text.index[1], text.index[2]
    assert held[("specials-invited", "alliance")] == text.loc[invited, "alliance"] == "73"
    assert held[("specials-applied", "alliance")] == text.loc[applied, "alliance"] == "16"
    assert held[("specials-resigned", "E23000017")] == text.loc["resign each month", "WP"]
    assert held[("specials-resigned", "E23000016")] == text.loc["resign each month", "WMP"]
    assert held[("specials-joining", "E23000016")] == text.loc["further recruits before year end", "WMP"]
    dates = first.set_index("measure_code")["period"]
    assert dates["specials-applied"] == text.loc[applied, "as of"]
    assert set(dates["specials-interest"]) == {text.loc["expressions of interest", "as of"]}


def test_the_survey_is_the_same_in_both_readings() -> None:
    first, second = _first("stated_survey"), _second("survey_2015")
    keys = ["line", "printed"]
    ordered = [frame[keys].sort_values(keys).to_numpy().tolist() for frame in (first, second)]
    assert ordered[0] == ordered[1]
    printed = first[first["printed"].str.fullmatch(r"\d+%")]
    assert (printed["value"] + "%").tolist() == printed["printed"].tolist()


def test_equality_objectives_and_headings_are_the_same_in_both_readings() -> None:
    texts, strategies = _first("stated_texts"), _first("strategies")
    objectives = texts[texts["table_code"] == "equality-objectives"]
    second = _second("equality_objectives")
    assert objectives[["edition", "group_name", "heading"]].to_numpy().tolist() == second.to_numpy().tolist()
    parts = {
        "standards-four-ps": texts[(texts["table_code"] == "standards") & (texts["group_name"] == "Four Ps")],
        "standards-complaints": texts[(texts["table_code"] == "standards") & (texts["group_name"] == "Complaints")],
    }
    for table, rows in _second("headings").query("table != 'horizon-driver'").groupby("table"):
        if table in ("vision-2025", "people-strategy"):
            own = strategies[(strategies["strategy_code"] == table) & (strategies["edition"] == "2017-18")]
            found = own["objective"].tolist()
        else:
            own = parts.get(str(table), texts[texts["table_code"] == table])
            found = own["heading"].tolist()
        assert found[: len(rows)] == rows["heading"].tolist(), table


def test_finance_of_2016_17_is_not_published_in_the_document() -> None:
    (row,) = _first("stated_texts").query("table_code == 'finance'").to_dict("records")
    assert (row["edition"], row["line"]) == ("2016-17", "1279")
    assert row["statement"].startswith("Not published in the document")


# --- scrutiny ---------------------------------------------------------------------------------------


def test_the_tables_of_inspections_are_the_same_in_both_readings() -> None:
    first = _first("inspections").query("edition == '2016-17'")
    second = _second("inspections_2016_17")
    columns = ["title", "kind", "inspected", "core_group", "action_plan"]
    assert first[columns].head(9).to_numpy().tolist() == second.to_numpy().tolist()


def test_the_dates_of_reports_are_the_same_in_both_readings() -> None:
    first = _first("inspections")
    held = dict(zip(zip(first["edition"], first["title"], strict=True), first["published"], strict=True))
    second = _second("inspections_dates")
    assert len(second) == 14
    for row in second.to_dict("records"):
        assert held[(row["edition"], row["title"])] == row["reported"]
    others = {key for key, published in held.items() if published} - set(
        zip(second["edition"], second["title"], strict=True)
    )
    assert others == {("2016-17", "HBV/ FGM/ FM")}  # 'later in 2015'


def test_the_inspections_to_come_are_the_same_in_both_readings() -> None:
    coming = _first("inspections").query("state == 'forthcoming'")["title"]
    assert (
        coming.str.replace(" (rolling programme)", "").tolist()
        == _second("inspections_forthcoming_2018")["what"].tolist()
    )


def test_the_two_dates_of_the_reports_of_february_2016_stand_as_printed_with_a_note() -> None:
    (row,) = _first("inspections").query("line == '827'").to_dict("records")
    assert row["published"] == "due 15 February 2016"
    assert "18 February 2016" in row["note"]
    assert "11 February 2016" in row["note"]


def test_the_grades_are_the_same_in_both_readings() -> None:
    first = _first("peel_grades")
    names = first["force_code"].map(FORCES)
    wide = first.assign(force=names).pivot(
        index=["edition", "pillar", "graded", "previous_printed"], columns="force", values="printed"
    )
    second = _second("peel").set_index(["edition", "what", "date", "before"])
    assert len(wide) == len(second) == 9
    for key, row in second.iterrows():
        assert wide.loc[key, "Warwickshire"] == row["Warwickshire"]
        assert wide.loc[key, "West Mercia"] == row["West Mercia"]
    scale = _first("peel_scale").set_index("grade")["grade_name"].to_dict()
    printed = first[(first["printed"] != "")]
    assert printed["grade"].map(scale).str.lower().tolist() == printed["printed"].str.lower().tolist()


def test_the_performance_framework_is_the_same_in_both_readings() -> None:
    themes = _first("performance_measures").groupby("theme", sort=False)["measure"].agg("|".join)
    assert themes.to_dict() == _second("performance_2016_17").set_index("theme")["measures"].to_dict()
    assert len(themes) == 6


def test_confidence_is_the_same_in_both_readings() -> None:
    columns = ["line", "printed"]
    assert _first("stated_confidence")[columns].to_numpy().tolist() == _second("confidence_2017_18").to_numpy().tolist()


def test_the_levels_of_risk_are_the_same_in_both_readings() -> None:
    columns = ["position", "level_name", "definition_line", "exposure_line", "governance_line"]
    first = _first("risk_levels")
    assert first[columns].to_numpy().tolist() == _second("risk_2016_17").to_numpy().tolist()
    assert set(first["certainty"]) == {"inferred"}


# --- horizon ----------------------------------------------------------------------------------------


def test_one_of_eighteen_drivers_is_named_and_no_place_is_given() -> None:
    drivers = _first("horizon_drivers")
    assert drivers["number"].tolist() == [str(number) for number in range(1, 19)]
    named = drivers[drivers["status"] == "named"]
    second = _second("headings").query("table == 'horizon-driver'")
    assert named[["number", "driver"]].to_numpy().tolist() == second[["position", "heading"]].to_numpy().tolist()
    others = drivers[drivers["status"] != "named"]
    assert set(others["status"]) == {"not_in_the_text"}
    assert set(others["driver"]) | set(drivers["impact"]) | set(drivers["uncertainty"]) == {""}


@pytest.mark.parametrize("edition", ["2016-17", "2017-18"])
def test_the_items_of_the_horizon_are_the_same_in_both_readings(edition: str) -> None:
    first = _first("horizon_items").query("edition == @edition")
    second = _second(f"horizon_{edition.replace('-', '_')}")
    order = second["order"].where(second["table"] != "transformation", (second["order"].astype(int) - 2014).astype(str))
    keys = list(zip(second["table"], order, second["line"], strict=True))
    assert list(zip(first["table_code"], first["position"], first["line"], strict=True)) == keys
    years = first[first["table_code"] == "transformation"]["period"].tolist()
    assert years == second.loc[second["table"] == "transformation", "order"].tolist()
    if DOCUMENTS.is_dir():
        lines = _read_lines(edition)
        for row in second.to_dict("records"):
            plain = lines[int(row["line"]) - 1].replace("*", "")
            assert row["starts"] in plain, row


# --- every row --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL_FILES)
def test_every_row_has_its_edition_section_line_and_certainty(name: str) -> None:
    rows = _first(name)
    assert set(rows["edition"]) <= {"2016-17", "2017-18"}
    assert (rows["section"] != "").all()
    assert rows["line"].str.fullmatch(r"\d+").all()
    assert set(rows["certainty"]) <= {"certain", "inferred"}
    inferred = rows[rows["certainty"] == "inferred"]
    assert (inferred["note"] != "").all(), "what is inferred says how"


def test_a_figure_has_a_value_where_its_status_says_so_and_a_measure_that_is_described() -> None:
    measures = _first("stated_measures")
    assert not measures.duplicated("measure_code").any()
    assert (measures["definition"] != "").all()
    assert set(measures["polarity"]) <= {"higher", "lower", "none"}
    for name in ALL_FILES[:7]:
        rows = _first(name)
        assert ((rows["status"] == "value") == (rows["value"] != "")).all()
        assert set(rows["measure_code"]) <= set(measures["measure_code"])
        assert set(rows["area"]) <= {"alliance", "national", *FORCES}


def _words(text: str) -> list[str]:
    return re.findall(r"\d[\d,.]*\d|\d", text)


@pytest.mark.parametrize("name", ALL_FILES[:7])
def test_every_printed_figure_stands_in_its_line_of_the_document(name: str) -> None:
    for row in _first(name).to_dict("records"):
        if not DOCUMENTS.is_dir() or row["status"] != "value":
            continue
        line = _read_lines(row["edition"])[int(row["line"]) - 1].replace("*", "")
        after = " ".join(_read_lines(row["edition"])[int(row["line"]) - 1 : int(row["line"]) + 1])
        numbers = _words(row["printed"])
        if numbers:
            assert all(number in _words(line) for number in numbers), row
        else:
            assert row["printed"] in after.replace("Almost", "almost").replace("Around", "around").replace(
                "Just over", "just over"
            ).replace("Two thirds", "two thirds"), row


def test_no_statement_is_a_sentence_of_the_documents() -> None:
    if not DOCUMENTS.is_dir():
        return
    texts = " ".join(" ".join(_read_lines(edition)) for edition in ("2016-17", "2017-18"))
    plain = " ".join(re.findall(r"[a-z]+", texts.lower()))
    for name, columns in (
        ("stated_texts", ["statement"]),
        ("inspections", ["finding", "note"]),
        ("horizon_items", ["statement"]),
        ("strategies", ["statement"]),
        ("risk_levels", ["definition", "exposure", "governance"]),
    ):
        for column in columns:
            for statement in _first(name)[column]:
                words = re.findall(r"[a-z]+", statement.lower())
                for start in range(max(len(words) - 8, 0)):
                    run = " ".join(words[start : start + 9])
                    assert run not in plain, f"{name}: nine words in a row are the document's: {run}"
