"""What the documents said of recorded crime, beside what was recorded."""

from collections.abc import Callable

from data_access.filters import Filters
from data_access.store import Store

WEST_MERCIA, WARWICKSHIRE = "E23000016", "E23000017"


def test_projections_stand_as_stated_beside_the_nearest_years(store: Store) -> None:
    stated = store.ask("crime.projections").set_index("area_code")
    assert stated.loc[WARWICKSHIRE, ["lower_pct", "upper_pct", "then", "now"]].tolist() == [10, 16, 29_817, 33_433]
    assert stated.loc[WEST_MERCIA, ["lower_pct", "upper_pct", "then", "now"]].tolist() == [13, 21, 67_571, 75_663]
    assert stated["note"].str.contains("periods differ").all()


def test_the_survey_is_said_to_fall_in_both_documents(store: Store) -> None:
    said = store.ask("crime.survey")
    survey = said[said["subject"] == "survey"]
    assert set(survey["edition"]) == {"2016-17", "2017-18"}
    assert set(survey["direction"]) == {"down"}
    assert len(store.ask("crime.survey", Filters(edition="2017-18"))) == 2


def test_what_the_documents_said_is_quoted_from_their_lines(open_default: Callable[[str], Store]) -> None:
    from tests.conftest import SHARED_DOCUMENTS

    store = open_default("duckdb")
    rows = [*store.ask("crime.survey").to_dict("records"), *store.ask("crime.projections").to_dict("records")]
    assert len(rows) == 7
    for row in rows if SHARED_DOCUMENTS.is_dir() else []:
        lines = (SHARED_DOCUMENTS / f"strategic-assessment-{row['edition']}.txt").read_text("utf-8").split("\n")
        near = " ".join(lines[row["line"] - 1 : row["line"] + 1])
        assert row["quote"] in " ".join(near.split()), row["quote"]
