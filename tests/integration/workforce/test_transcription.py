"""People in the documents' tables: two independent readings, cell by cell."""

import pytest

from tests.integration.readings import read_first, read_second

FORCES = {"E23000017": "Warwickshire", "E23000016": "West Mercia"}


def test_the_strength_stated_is_the_same_in_both_readings() -> None:
    first = read_first("stated_strength")
    names = {"Police Officer": "officer", "Police Staff": "staff", "Special Constables": "special", "PCSO": "pcso"}
    second = {
        (names[row["row"]], month): row[f"{month} (Actual Strength)"]
        for row in read_second("strength_2017_18").to_dict("records")
        for month in ("July 2016", "July 2017")
    }
    assert dict(zip(zip(first["group_code"], first["period"], strict=True), first["printed"], strict=True)) == second
    assert first["value"].tolist() == first["printed"].tolist()
    assert set(first["area"]) == {"alliance"}


def test_hours_lost_in_2017_are_the_same_in_both_readings() -> None:
    first = read_first("stated_sickness").query("measure_code == 'hours-lost-month'")
    second = {
        (row["force"], row["group"].lower().removesuffix("s"), month): row[month]
        for row in read_second("sickness_hours_2017").to_dict("records")
        for month in ("October 2017", "September 2017")
    }
    keys = zip(first["area"].map(FORCES), first["group_code"], first["period"], strict=True)
    assert dict(zip(keys, first["printed"], strict=True)) == second
    assert (first["value"] + "%").tolist() == first["printed"].tolist()


def test_sickness_of_2016_17_is_the_same_in_both_readings() -> None:
    first = read_first("stated_sickness").query("edition == '2016-17'")
    second = read_second("sickness_2016_17")
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
    first = read_first("stated_toil_rdil")
    second = read_second(f"{kind}_2015")
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
    first = read_first("stated_specials")
    (row,) = read_second("specials_2015").to_dict("records")
    table = first[first["line"] == "1225"]
    assert table["printed"].tolist() == list(row.values())
    text = read_second("specials_text_2015").set_index("what")
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
    first, second = read_first("stated_survey"), read_second("survey_2015")
    keys = ["line", "printed"]
    ordered = [frame[keys].sort_values(keys).to_numpy().tolist() for frame in (first, second)]
    assert ordered[0] == ordered[1]
    printed = first[first["printed"].str.fullmatch(r"\d+%")]
    assert (printed["value"] + "%").tolist() == printed["printed"].tolist()


def test_equality_objectives_and_headings_are_the_same_in_both_readings() -> None:
    texts, strategies = read_first("stated_texts"), read_first("strategies")
    objectives = texts[texts["table_code"] == "equality-objectives"]
    second = read_second("equality_objectives")
    assert objectives[["edition", "group_name", "heading"]].to_numpy().tolist() == second.to_numpy().tolist()
    parts = {
        "standards-four-ps": texts[(texts["table_code"] == "standards") & (texts["group_name"] == "Four Ps")],
        "standards-complaints": texts[(texts["table_code"] == "standards") & (texts["group_name"] == "Complaints")],
    }
    for table, rows in read_second("headings").query("table != 'horizon-driver'").groupby("table"):
        if table in ("vision-2025", "people-strategy"):
            own = strategies[(strategies["strategy_code"] == table) & (strategies["edition"] == "2017-18")]
            found = own["objective"].tolist()
        else:
            own = parts.get(str(table), texts[texts["table_code"] == table])
            found = own["heading"].tolist()
        assert found[: len(rows)] == rows["heading"].tolist(), table


def test_finance_of_2016_17_is_not_published_in_the_document() -> None:
    (row,) = read_first("stated_texts").query("table_code == 'finance'").to_dict("records")
    assert (row["edition"], row["line"]) == ("2016-17", "1279")
    assert row["statement"].startswith("Not published in the document")
