"""What changed in recorded crime, where, how sure are we, and against whom?"""

import streamlit as st

from components.choosing import choose_view
from components.messages import draw_title
from components.request import get_request, narrow_view
from components.views.crime.change import draw_change_view
from components.views.crime.hotspots import draw_hotspots_view
from components.views.crime.outcomes import draw_outcomes_view
from components.views.crime.peers import draw_peers_view
from components.views.crime.places import draw_places_view
from components.views.crime.severity import draw_severity_view
from components.views.crime.trend import draw_trend_view

# Only the view chosen asks its questions.
VIEWS = {
    "trend": draw_trend_view,
    "change": draw_change_view,
    "places": draw_places_view,
    "hotspots": draw_hotspots_view,
    "peers": draw_peers_view,
    "severity": draw_severity_view,
    "outcomes": draw_outcomes_view,
}

top = st.container()
shown = choose_view(get_request())
request = narrow_view(get_request(), shown)
with top:
    draw_title(request, "What changed in recorded crime, and where?", subject="recorded crime")
VIEWS[shown](request)
