"""The figures that the assessments print about one threat, as printed, with what disagrees."""

from components import cache
from components.findings.threats import say_evidence, say_threat
from components.messages import draw_empty, draw_finding, draw_note
from components.parts.printed_figures import write_figures
from components.request import Request
from components.tables import Column, draw_table
from components.views.threats.choices import about_threat

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


def draw(request: Request) -> None:
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
