"""Text in CSV files that people open in a spreadsheet: a cell must not be worked out there as a formula.

A recording change or a partnership's theme comes from a file somebody wrote; '=HYPERLINK(...)' in it would be a live
link, or a command, on the machine of whoever opens the export. JSON is for machines and stays as it is.
"""

import pandas as pd

# The wide forms count as well: spreadsheets of East Asian languages take them for the narrow ones.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def neutralise(value: object) -> object:
    """A text that starts a formula, with an apostrophe before it as OWASP advises; anything else as it is."""
    if isinstance(value, str) and value.lstrip(" \ufeff").startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def neutralise_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with every head and every text neutralised; numbers, also negative ones, stay numbers."""
    harmless = frame.set_axis([neutralise(column) for column in frame.columns], axis=1)
    for place in range(harmless.shape[1]):
        column = harmless.iloc[:, place]
        if not (pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column)):
            harmless.isetitem(place, column.astype(object).map(neutralise, na_action="ignore"))
    return harmless
