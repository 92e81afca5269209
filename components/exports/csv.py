"""A frame as CSV that carries its source, filters and marking with every row."""

import pandas as pd

from components.exports.stamp import Stamp
from data_access.spreadsheets import neutralise_frame


def write_csv(frame: pd.DataFrame, *, stamp: Stamp) -> bytes:
    """The frame with columns source, definition, filters, marking and made_on; UTF-8 with BOM, so that Excel reads it.

    Missing values are empty cells; is_suppressed says which counts were hidden. Text that a spreadsheet would take
    for a formula begins with an apostrophe.
    """
    stamped = frame.assign(
        source=stamp.source,
        definition=stamp.definition,
        filters=stamp.filters,
        marking=stamp.marking,
        made_on=stamp.made_on.isoformat(),
    )
    text: str = neutralise_frame(stamped).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")
