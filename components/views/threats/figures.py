"""The figures that the assessments print about one threat, as printed, with what disagrees."""

import pandas as pd

from components import cache
from components.findings.threats import say_evidence, say_threat
from components.messages import draw_empty, draw_finding, draw_note
from components.request import Request
from components.tables import Column, draw_table
from components.views.threats.choices import about_threat

QUALIFIERS = {
    "about": "about ",
    "over": "over ",
    "under": "under ",
    "nearly": "nearly ",
    "within": "within ",
}
COLUMNS = {
    "what": Column("What"),
    "value_words": Column("Figure"),
    "period": Column("Period"),
    "area_name": Column("Area"),
    "as_printed": Column("As printed"),
    "where": Column("Where"),
    "certainty": Column("Certainty"),
    "note": Column("Beware", missing=""),
}


def draw_figures_view(request: Request) -> None:
    """Finding and table of the printed figures; those about other areas are counted, not shown."""
    every = cache.ask("threats.evidence", about_threat(request))
    evidence = cache.ask("threats.evidence", request.filters.but(from_month="", to_month=""))
    draw_finding(say_evidence(evidence, name=request.threat_name, all_count=len(every)))
    left_out = len(every) - len(evidence)
    if left_out and len(evidence):
        draw_note(f"{left_out} figures about other areas are not shown: choose all forces to see them.")
    if evidence.empty:
        _explain_none(request, all_count=len(every))
        return
    caption = f"Figures printed about {say_threat(request.threat_name)}"
    draw_table(write_figures(evidence), COLUMNS, caption=caption, request=request, name="printed-figures")
    draw_note(
        "A figure stands as printed, also where it does not agree with another beside it: the note then says how. "
        "'Inferred' figures rest on our reading of a period, an area or a meaning that the text does not state."
    )


def _explain_none(request: Request, *, all_count: int) -> None:
    if all_count:
        draw_empty("None of the printed figures is about this area.", advice="Choose all forces to see them.")
        return
    draw_empty(
        f"No printed figure about {say_threat(request.threat_name)} is held.",
        advice="The picture shows what the assessments say of it in words, the measures what could count it.",
    )


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
