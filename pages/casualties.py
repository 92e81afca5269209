"""On which roads were people killed or seriously injured?"""

import streamlit as st

from components import cache
from components.charts.crime import draw_bars
from components.figures import draw_chart
from components.findings.casualties import find_casualties, find_period
from components.map_frame import find_bounds, make_ground, make_labels
from components.maps.casualties import draw_collisions, name_marks
from components.messages import draw_empty, draw_finding, draw_map_source, draw_note, draw_title
from components.tables import Column, draw_table
from components.view import get_view

ROAD_COLUMNS = {
    "road": Column("Road"),
    "force_name": Column("Force"),
    "ksi_count": Column("KSI collisions", "count"),
    "fatal_count": Column("Fatal", "count"),
    "serious_count": Column("Serious", "count"),
}
COLUMNS = {
    "collision_date": Column("Date"),
    "collision_time": Column("Time"),
    "severity": Column("Severity"),
    "road": Column("Road"),
    "area_name": Column("Place"),
    "speed_limit": Column("Speed limit, mph"),
    "light": Column("Light"),
    "weather": Column("Weather"),
    "surface": Column("Surface"),
}

view = get_view()
collisions = cache.ask("casualties.collisions", view.filters, severity="ksi")
roads = cache.ask("casualties.roads", view.filters)

draw_title(view, "On which roads were people killed or seriously injured?", subject="KSI collisions")
if collisions.empty:
    draw_empty(
        f"No KSI collisions are held for {view.area.name} in this period.",
        advice="Clear the period, or load a year: 'python -m data_access load collisions PATH'.",
    )
else:
    period = find_period(view.filters, collisions)
    draw_finding(find_casualties(roads, area_name=view.name_area(last_month=period[-4:]), period=period))

    left, right = st.columns([3, 2])
    with left:
        st.markdown(f"## KSI collisions, {period}")
        st.pydeck_chart(
            draw_collisions(collisions, labels=make_labels("town"), bounds=find_bounds(view), ground=make_ground(view)),
            height=520,
            alt=f"Map of {len(collisions)} collisions in which somebody was killed or seriously injured; tables below",
        )
        draw_note(name_marks(collisions))
        draw_map_source()
    with right:
        st.markdown("## Roads with most of them")
        named = roads.assign(road_name=roads["road"].replace("", "road not held") + ", " + roads["force_name"])
        draw_chart(
            view,
            lambda: draw_bars(
                named.head(15), name="road_name", value="ksi_count", title="KSI collisions", ink=view.ink
            ),
            name="roads",
            alt="Bars of the 15 roads with most KSI collisions",
        )
        draw_note(
            "A count is no measure of risk: long and busy roads have more. Unclassified roads have no number and "
            "stand together for each force."
        )
    draw_table(roads, ROAD_COLUMNS, caption=f"Roads by KSI collisions, {period}", view=view, name="ksi-roads")
    draw_table(collisions, COLUMNS, caption=f"KSI collisions, {period}", view=view, name="ksi-collisions")
