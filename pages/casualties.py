"""On which roads were people killed or seriously injured?"""

import streamlit as st

from components import cache
from components.choosing import choose_view
from components.findings.casualties import say_period
from components.messages import draw_empty, draw_title
from components.missing import say_none_held
from components.request import get_request, narrow_view
from components.views.casualties.choices import choose_collisions

top = st.container()
shown = choose_view(get_request())
request = narrow_view(get_request(), shown)
with top:
    draw_title(request, "On which roads were people killed or seriously injured?", subject="KSI collisions")
chosen = choose_collisions(request)
collisions = cache.ask("casualties.collisions", request.filters, **chosen.options)
period = say_period(request.filters, collisions)

# Each view brings its own charts and statistics: only the one shown is imported.
if collisions.empty and shown != "areas":
    draw_empty(
        say_none_held(f"{chosen.words}", area_name=request.area.name, is_many=True),
        advice="Clear the period, or load a year: 'python -m data_access load collisions PATH'.",
    )
elif shown == "ranking":
    from components.views.casualties.ranking import draw_ranking_view

    draw_ranking_view(request, chosen, period=period)
elif shown == "route":
    from components.views.casualties.route import draw_route_view

    draw_route_view(request, chosen, period=period)
elif shown == "profile":
    from components.views.casualties.profile import draw_profile_view

    draw_profile_view(request, chosen, period=period)
elif shown == "areas":
    from components.views.casualties.areas import draw_areas_view

    draw_areas_view(request, chosen, period=period)
else:
    from components.views.casualties.map import draw_map_view

    draw_map_view(request, chosen, collisions, period=period)
