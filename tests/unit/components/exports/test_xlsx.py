"""A workbook holds the figures and says what they are."""

import io

from openpyxl import load_workbook


def test_the_workbook_holds_the_figures_and_says_what_they_are():
    from datetime import date

    import pandas as pd

    from components.exports.stamp import Stamp
    from components.exports.xlsx import write_xlsx

    stamp = Stamp("Office, as at 2016", "Counts", "Rugby, 2016-17", "OFFICIAL", date(2026, 11, 22))
    frame = pd.DataFrame({"name": ["=1+1", "b"], "crime_count": [1, None], "rate": [0.5, float("nan")]})
    book = load_workbook(io.BytesIO(write_xlsx(frame, stamp=stamp)))
    rows = list(book["Figures"].values)
    assert rows == [("name", "crime_count", "rate"), ("=1+1", 1, 0.5), ("b", None, None)]
    assert book["Figures"]["A2"].data_type == "s", "text that starts with = is no formula"
    about = dict(book["About"].values)
    assert about["Source"] == "Office, as at 2016"
    assert about["Protective marking"] == "OFFICIAL"
    assert about["Made on"] == "2026-11-22"
