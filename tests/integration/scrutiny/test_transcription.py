"""Inspections, grades, performance and risk in the documents' tables: two independent readings, cell by cell."""

from tests.integration.readings import read_first, read_second

FORCES = {"E23000017": "Warwickshire", "E23000016": "West Mercia"}


def test_the_tables_of_inspections_are_the_same_in_both_readings() -> None:
    first = read_first("inspections").query("edition == '2016-17'")
    second = read_second("inspections_2016_17")
    columns = ["title", "kind", "inspected", "core_group", "action_plan"]
    assert first[columns].head(9).to_numpy().tolist() == second.to_numpy().tolist()


def test_the_dates_of_reports_are_the_same_in_both_readings() -> None:
    first = read_first("inspections")
    held = dict(zip(zip(first["edition"], first["title"], strict=True), first["published"], strict=True))
    second = read_second("inspections_dates")
    assert len(second) == 14
    for row in second.to_dict("records"):
        assert held[(row["edition"], row["title"])] == row["reported"]
    others = {key for key, published in held.items() if published} - set(
        zip(second["edition"], second["title"], strict=True)
    )
    assert others == {("2016-17", "HBV/ FGM/ FM")}  # 'later in 2015'


def test_the_inspections_to_come_are_the_same_in_both_readings() -> None:
    coming = read_first("inspections").query("state == 'forthcoming'")["title"]
    assert (
        coming.str.replace(" (rolling programme)", "").tolist()
        == read_second("inspections_forthcoming_2018")["what"].tolist()
    )


def test_the_two_dates_of_the_reports_of_february_2016_stand_as_printed_with_a_note() -> None:
    (row,) = read_first("inspections").query("line == '827'").to_dict("records")
    assert row["published"] == "due 15 February 2016"
    assert "18 February 2016" in row["note"]
    assert "11 February 2016" in row["note"]


def test_the_grades_are_the_same_in_both_readings() -> None:
    first = read_first("peel_grades")
    names = first["force_code"].map(FORCES)
    wide = first.assign(force=names).pivot(
        index=["edition", "pillar", "graded", "previous_printed"], columns="force", values="printed"
    )
    second = read_second("peel").set_index(["edition", "what", "date", "before"])
    assert len(wide) == len(second) == 9
    for key, row in second.iterrows():
        assert wide.loc[key, "Warwickshire"] == row["Warwickshire"]
        assert wide.loc[key, "West Mercia"] == row["West Mercia"]
    scale = read_first("peel_scale").set_index("grade")["grade_name"].to_dict()
    printed = first[(first["printed"] != "")]
    assert printed["grade"].map(scale).str.lower().tolist() == printed["printed"].str.lower().tolist()


def test_the_performance_framework_is_the_same_in_both_readings() -> None:
    themes = read_first("performance_measures").groupby("theme", sort=False)["measure"].agg("|".join)
    assert themes.to_dict() == read_second("performance_2016_17").set_index("theme")["measures"].to_dict()
    assert len(themes) == 6


def test_confidence_is_the_same_in_both_readings() -> None:
    columns = ["line", "printed"]
    assert (
        read_first("stated_confidence")[columns].to_numpy().tolist()
        == read_second("confidence_2017_18").to_numpy().tolist()
    )


def test_the_levels_of_risk_are_the_same_in_both_readings() -> None:
    columns = ["position", "level_name", "definition_line", "exposure_line", "governance_line"]
    first = read_first("risk_levels")
    assert first[columns].to_numpy().tolist() == read_second("risk_2016_17").to_numpy().tolist()
    assert set(first["certainty"]) == {"inferred"}
