"""Where does every figure come from, and what is missing?"""

import streamlit as st

from components.choosing import choose_view
from components.messages import draw_title
from components.request import get_request, narrow_view
from components.views.sources.coverage import draw_coverage_view
from components.views.sources.held import draw_sources_view

VIEWS = {"held": draw_sources_view, "coverage": draw_coverage_view}

top = st.container()
request = get_request()
shown = choose_view(request)
request = narrow_view(request, shown)
with top:
    draw_title(request, "Where does every figure come from?", subject="sources held")
VIEWS[shown](request)
