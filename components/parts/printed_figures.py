"""The figures that the assessments print, with value, range and unit in words."""

import pandas as pd

QUALIFIERS = {
    "about": "about ",
    "over": "over ",
    "under": "under ",
    "nearly": "nearly ",
    "within": "within ",
}


def write_figures(evidence: pd.DataFrame) -> pd.DataFrame:
    """The figures with value, range and unit in words beside the numbers."""
    rows = evidence.to_dict("records")
    return evidence.assign(
        value_words=[write_figure(row) for row in rows],
        where=[f"{row['edition']}, {row['section']}, line {row['line']}" for row in rows],
    )


def write_figure(row: dict[str, object]) -> str:
    """'about 3,200,000 frauds', '10% to 16% above ...', '24% fall', '£46,200,000,000'."""
    unit = str(row["unit"])
    values = [row["value"]] + ([row["value_to"]] if row["qualifier"] == "range" else [])
    numbers = " to ".join(f"{float(str(value)):,.12g}" for value in values)
    before = QUALIFIERS.get(str(row["qualifier"]), "")
    if unit == "pounds":
        return f"{before}£{numbers}"
    if unit.startswith("%"):
        return f"{before}{numbers}{unit}"
    if unit in ("rank", "hour of the day", "number in the list of drivers"):
        return f"{unit} {numbers}"
    singular = unit.removesuffix("s") if numbers == "1" else unit
    return f"{before}{numbers} {singular}"
