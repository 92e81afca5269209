"""LSOAs of both censuses, and a look-up file that is not what it should be."""

from pathlib import Path

import pandas as pd
import pytest

from geodata.lsoas import LookupFileError, list_lsoas, read_changes


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("lsoa11_code,change_code\nE01000001,U\n", "no column lsoa21_code"),
        ("LSOA11CD,LSOA21CD,LSOA21NM,CHGIND\nE01000001,E01000001,A,U\n", "none of the LSOAs"),
        ("", "cannot be read"),
    ],
)
def test_wrong_change_file_is_named(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "changes.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LookupFileError, match=reason) as caught:
        read_changes(path, lsoa_codes=pd.Series(["E01031181"]))
    assert "changes.csv" in str(caught.value)


def test_split_and_merged_lsoas_get_their_vintage(tmp_path: Path) -> None:
    path = tmp_path / "changes.csv"
    path.write_text(
        "LSOA11CD,LSOA21CD,LSOA21NM,CHGIND\nE1,E1,One,U\nE2,E5,Two A,S\nE2,E6,Two B,S\nE3,E7,Three,M\nE4,E7,Three,M\n",
        encoding="utf-8",
    )
    lsoas = pd.DataFrame({"lsoa_code": ["E1", "E2", "E3", "E4"]})
    lsoas = lsoas.assign(lsoa_name="name", district_code=["D1", "D1", "D2", "D2"])
    changes = read_changes(path, lsoa_codes=lsoas["lsoa_code"])
    table = list_lsoas(lsoas, changes=changes, population=None).set_index("lsoa_code")
    assert table["vintage"].to_dict() == {
        "E1": "both",
        "E2": "2011",
        "E3": "2011",
        "E4": "2011",
        "E5": "2021",
        "E6": "2021",
        "E7": "2021",
    }
    assert table.loc[["E5", "E7"], "district_code"].to_list() == ["D1", "D2"]
    assert table["population_mid2017"].isna().all()
