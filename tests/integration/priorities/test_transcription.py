"""The partnership tables of the two assessments: two independent readings, cell by cell, and the documents."""

import re
from pathlib import Path

import pandas as pd
import pytest

PROJECT = Path(__file__).resolve().parents[3]
REFERENCE = PROJECT / "data_access" / "reference"
SECOND = PROJECT / "tests" / "data" / "second_transcription"
DOCUMENTS = PROJECT.parent / "shared" / "assessments"


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def cells() -> pd.DataFrame:
    """The bundled cells, with wording and focus put together as printed."""
    frame = _read(REFERENCE / "csp_priorities.csv")
    focus = (" (" + frame["focus"] + ")").where(frame["focus"] != "", "")
    return frame.assign(cell=frame["local_wording"] + focus, order=frame["position"].astype(int))


def test_the_tables_of_2016_17_are_the_same_in_both_readings(cells: pd.DataFrame) -> None:
    first = cells[(cells["edition"] == "2016-17") & (cells["kind"] == "priority")]
    second = _read(SECOND / "csp_2016_17.csv")
    columns = ["csp_name", "position", "cell"]
    assert len(second) == 78
    assert first[columns].to_numpy().tolist() == second[columns].to_numpy().tolist()


def test_the_emerging_and_cross_cutting_themes_are_the_same_in_both_readings(cells: pd.DataFrame) -> None:
    first = cells[(cells["edition"] == "2016-17") & (cells["kind"] != "priority")]
    scope = first["csp_name"].str.removesuffix(" County")
    second = _read(SECOND / "csp_2016_17_extra.csv")
    assert len(second) == 9
    assert first.assign(scope=scope)[["scope", "kind", "cell"]].to_numpy().tolist() == second.to_numpy().tolist()


def test_the_chart_of_2017_18_is_the_same_in_both_readings(cells: pd.DataFrame) -> None:
    first = cells[cells["edition"] == "2017-18"]
    second = _read(SECOND / "csp_2017_18.csv")
    columns = ["chart", "block", "cell"]
    assert len(second) == 45 + 47 + 1
    assert first[columns].to_numpy().tolist() == second[columns].to_numpy().tolist()
    assert second.groupby("chart")["order"].apply(lambda order: order.astype(int).tolist()).to_dict() == {
        "Warwickshire": list(range(1, 46)),
        "West Mercia": list(range(1, 49)),
    }


def test_the_tables_hold_78_and_45_and_47_cells_and_one_statement(cells: pd.DataFrame) -> None:
    counts = cells.groupby(["edition", "chart", "kind"]).size().to_dict()
    assert counts == {
        ("2016-17", "Warwickshire", "priority"): 29,
        ("2016-17", "West Mercia", "priority"): 49,
        ("2016-17", "Warwickshire", "cross_cutting"): 3,
        ("2016-17", "Warwickshire", "emerging"): 4,
        ("2016-17", "West Mercia", "emerging"): 2,
        ("2017-18", "Warwickshire", "priority"): 42,
        ("2017-18", "Warwickshire", "cross_cutting"): 3,
        ("2017-18", "West Mercia", "priority"): 47,
        ("2017-18", "West Mercia", "state"): 1,
    }


def test_every_wording_has_exactly_one_theme(cells: pd.DataFrame) -> None:
    wordings = _read(REFERENCE / "csp_wordings.csv")
    themes = _read(REFERENCE / "csp_themes.csv")
    keys = ["edition", "local_wording"]
    printed = cells.loc[cells["kind"] != "state", keys].drop_duplicates()
    assert not wordings.duplicated(keys).any()
    assert not themes.duplicated("theme_code").any()
    assert sorted(map(tuple, printed.to_numpy())) == sorted(map(tuple, wordings[keys].to_numpy()))
    assert set(wordings["theme_code"]) <= set(themes["theme_code"])
    others = wordings.loc[wordings["other_theme_codes"] != "", "other_theme_codes"].str.split(r"[ ,;|]+").explode()
    assert set(others) <= set(themes["theme_code"])


def test_every_theme_is_used(cells: pd.DataFrame) -> None:
    wordings = _read(REFERENCE / "csp_wordings.csv")
    used = set(wordings["theme_code"]) | set(wordings["other_theme_codes"].str.split(r"[ ,;|]+").explode())
    assert set(_read(REFERENCE / "csp_themes.csv")["theme_code"]) <= used


def test_a_cell_is_as_certain_as_its_rule_says(cells: pd.DataFrame) -> None:
    rules = _read(REFERENCE / "csp_placement_rules.csv").set_index("rule")["certainty"]
    ruled = cells[cells["rule"] != ""]
    assert ruled["rule"].map(rules).tolist() == ruled["certainty"].tolist()
    assert (cells.loc[cells["rule"] == "", "certainty"] != "inferred").all()
    unplaced = cells["certainty"] == "unplaced"
    assert (cells.loc[unplaced, "csp_code"] == "").all()
    assert (cells.loc[~unplaced & (cells["kind"] == "priority"), "csp_code"] != "").all()


def test_a_partnership_holds_a_wording_once(cells: pd.DataFrame) -> None:
    placed = cells[(cells["csp_code"] != "") & (cells["kind"] == "priority")]
    assert not placed.duplicated(["edition", "csp_code", "local_wording"]).any()


def test_a_correction_stands_beside_the_wording_as_printed(cells: pd.DataFrame) -> None:
    corrected = cells[cells["corrected_wording"] != ""]
    assert corrected[["csp_name", "focus", "corrected_wording"]].to_numpy().tolist() == [
        ["Rugby", "focusing on personal ash", "focusing on personal ASB"]
    ]


def _words(text: str) -> list[str]:
    return re.findall(r"[\w'&-]+", text)


def _stand_in_order(wanted: list[str], text: list[str]) -> bool:
    rest = iter(text)
    return all(word in rest for word in wanted)


def test_every_cell_stands_in_the_documents_at_its_line_or_in_the_other_reading(cells: pd.DataFrame) -> None:
    readings = [_read(SECOND / name) for name in ("csp_2016_17.csv", "csp_2016_17_extra.csv", "csp_2017_18.csv")]
    assert set(cells["cell"]) == {cell for reading in readings for cell in reading["cell"]}
    if not DOCUMENTS.is_dir():
        return
    lines = {
        edition: (DOCUMENTS / f"strategic-assessment-{edition}.txt").read_text(encoding="utf-8").splitlines()
        for edition in ("2016-17", "2017-18")
    }
    for row in cells.to_dict("records"):
        start = int(row["line"]) - 1
        text = _words(" ".join(lines[row["edition"]][start : start + 3]))
        assert _stand_in_order(_words(row["cell"]), text), f"{row['edition']} line {row['line']}: {row['cell']}"


def test_every_cell_of_the_2016_17_tables_is_in_its_own_column(cells: pd.DataFrame) -> None:
    tables = cells[(cells["edition"] == "2016-17") & (cells["kind"] == "priority")]
    assert (
        tables.groupby("csp_name")["order"].apply(lambda order: order.tolist() == list(range(1, len(order) + 1))).all()
    )
    if not DOCUMENTS.is_dir():
        return
    lines = (DOCUMENTS / "strategic-assessment-2016-17.txt").read_text(encoding="utf-8").splitlines()
    for row in tables.to_dict("records"):
        printed = lines[int(row["line"]) - 1].split("\t")
        assert printed[int(row["block"]) - 1].strip() == row["cell"]
