"""How many people do the forces have, how are they, and what is asked of them?"""

import streamlit as st

from components.choosing import choose_view
from components.messages import draw_title
from components.request import get_request, narrow_view
from components.views.workforce.capacity import draw_capacity_view
from components.views.workforce.sickness import draw_sickness_view, draw_toil_view
from components.views.workforce.specials import draw_specials_view
from components.views.workforce.strength import draw_strength_view
from components.views.workforce.survey import draw_equality_view, draw_survey_view

VIEWS = {
    "strength": draw_strength_view,
    "capacity": draw_capacity_view,
    "sickness": draw_sickness_view,
    "toil": draw_toil_view,
    "specials": draw_specials_view,
    "survey": draw_survey_view,
    "equality": draw_equality_view,
}

top = st.container()
shown = choose_view(get_request())
request = narrow_view(get_request(), shown)
with top:
    draw_title(request, "How many people do the forces have?", subject="police workforce")
VIEWS[shown](request)
