"""What changed in recorded crime, where, and how sure are we?"""

from components import cache
from components.crime_months import (
    COMPARED_LEVELS,
    LEVEL_PLURALS,
    draw_annotations,
    draw_anti_social_behaviour,
    draw_breakdowns,
    draw_tables,
    draw_trend,
)
from components.crime_years import draw_year_section
from components.findings.crime import find_crime
from components.messages import draw_empty, draw_finding, draw_note, draw_title
from components.view import get_view
from data_access.measures.sensitive import LEFT_OUT_NOTE, SMALL_LEVELS

view = get_view()
kinds = "group" if view.filters.source_id else "category"
counts = cache.ask("crime.counts", view.filters, breakdown=kinds)
totals = cache.ask("crime.counts", view.filters, breakdown="total")
level = COMPARED_LEVELS.get(view.area.level, "policing_area")
# An area within a force is compared with all of its kind; a force or all forces with the areas within.
compared = view.filters.area_code if view.area.level in ("alliance", "force") else view.default.area_code
areas = cache.ask("crime.areas", view.filters.but(area_code=compared), level=level)

draw_title(view, "What changed in recorded crime, and where?", subject="recorded crime")
if counts.empty and view.filters.threat_code:
    draw_empty(
        f"No monthly category of street-level crime stands for {view.threat_name.lower()}.",
        advice="What is published by year, if anything, stands below.",
    )
elif counts.empty:
    draw_empty(
        f"No month of street-level crime is held for {view.area.name} in this period.",
        advice="Clear the period, or load months: 'python -m data_access load street-crime PATH'.",
    )
else:
    name = view.name_area(last_month=counts["month"].max())
    draw_finding(find_crime(counts, totals, areas, area_name=name, level_words=LEVEL_PLURALS[level]))
    draw_note(view.explain_alliance(last_month=counts["month"].max()))
    draw_note(LEFT_OUT_NOTE if view.filters.source_id and view.area.level in SMALL_LEVELS else "")
    draw_trend(view, totals)
    draw_annotations(view, cache.ask("crime.annotations", view.filters))
    draw_breakdowns(view, counts, areas)
    draw_anti_social_behaviour(view, totals)
    draw_tables(view, counts, areas)
draw_year_section(view)
