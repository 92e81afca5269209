"""Counts of both censuses on common ground: nothing lost, nothing doubled."""

from pathlib import Path

import pandas as pd

from data_access.measures.lsoa_vintages import group_lsoas, map_lsoa_2011
from geodata.alliance import load_alliance
from geodata.areas import read_lsoa_changes, read_lsoas

ROOT = Path(__file__).resolve().parents[4]
BUNDLED_COUNTS = ROOT / "data_access" / "reference" / "street-crime.parquet"

# A is split into A1 and A2; B and C are merged into M; D is unchanged.
CHANGES = pd.DataFrame(
    [("A", "A1", "S"), ("A", "A2", "S"), ("B", "M", "M"), ("C", "M", "M")],
    columns=["lsoa11_code", "lsoa21_code", "change_code"],
)


def _map(**counts: int) -> dict[str, int]:
    frame = pd.DataFrame({"lsoa_code": list(counts), "count": list(counts.values())})
    return dict(map_lsoa_2011(frame, changes=CHANGES).itertuples(index=False))


def test_parts_of_a_split_lsoa_add_up_to_it() -> None:
    assert _map(A=5, A1=2, A2=3, D=7) == {"A": 10, "D": 7}


def test_merged_lsoas_are_one_group_in_every_year() -> None:
    assert _map(B=1, C=2, M=4) == {"B+C": 7}


def test_unknown_and_blank_codes_stay() -> None:
    frame = pd.DataFrame({"lsoa_code": ["", "X", None], "count": [1, 2, 3]})
    mapped = map_lsoa_2011(frame, changes=CHANGES)
    assert mapped["count"].tolist() == [1, 2, 3]


def test_other_columns_are_keys() -> None:
    frame = pd.DataFrame({"month": ["m", "n"], "lsoa_code": ["A1", "A2"], "crimes": [2, 3]})
    mapped = map_lsoa_2011(frame, changes=CHANGES, count="crimes")
    assert mapped.to_dict("records") == [
        {"month": "m", "lsoa_code": "A", "crimes": 2},
        {"month": "n", "lsoa_code": "A", "crimes": 3},
    ]


def test_irregular_changes_make_one_group() -> None:
    changes = pd.DataFrame([("P", "X"), ("Q", "X"), ("Q", "Y")], columns=["lsoa11_code", "lsoa21_code"])
    assert group_lsoas(changes) == dict.fromkeys(("P", "Q", "X", "Y"), "P+Q")


def test_the_published_look_up_gives_each_changed_lsoa_one_ground() -> None:
    changes = read_lsoa_changes(load_alliance())
    groups = group_lsoas(changes)
    assert set(groups) == set(changes["lsoa11_code"]) | set(changes["lsoa21_code"])
    together = {group for group in groups.values() if "+" in group}
    assert together == {"E01028991+E01033529", "E01029004+E01029015"}
    assert len(set(groups.values())) == changes["lsoa11_code"].nunique() - 2


def test_the_real_counts_keep_their_totals_on_common_ground() -> None:
    alliance = load_alliance()
    changes, lsoas = read_lsoa_changes(alliance), read_lsoas(alliance)
    counts = pd.read_parquet(BUNDLED_COUNTS)
    counts = counts[counts["month"].str.startswith("2024")]
    by_lsoa = counts.groupby("lsoa_code", as_index=False)["crime_count"].sum()
    mapped = map_lsoa_2011(by_lsoa, changes=changes, count="crime_count")
    new = by_lsoa["lsoa_code"].isin(set(changes["lsoa21_code"]) - set(changes["lsoa11_code"]))
    assert by_lsoa.loc[new, "crime_count"].sum() == 1_732
    assert mapped["crime_count"].sum() == by_lsoa["crime_count"].sum()
    assert not mapped["lsoa_code"].isin(by_lsoa.loc[new, "lsoa_code"]).any()
    merged = mapped[mapped["lsoa_code"].str.contains("+", regex=False)]
    assert merged["crime_count"].sum() == 17
    # The same in each district: an LSOA of 2021 lies in the district of those of 2011 it was made from.
    district = dict(zip(lsoas["lsoa_code"], lsoas["district_code"], strict=True))
    before = by_lsoa.groupby(by_lsoa["lsoa_code"].map(district))["crime_count"].sum()
    after = mapped.groupby(mapped["lsoa_code"].str.split("+").str[0].map(district))["crime_count"].sum()
    pd.testing.assert_series_equal(before, after)
