"""What is known about one threat, from the documents and from published figures?"""

from collections.abc import Callable

import streamlit as st

from components.choosing import choose_view
from components.findings.threats import say_threat
from components.messages import draw_empty, draw_title
from components.request import Request, get_request, narrow_view
from components.views.threats.choices import choose_threat
from components.views.threats.figures import draw_figures_view
from components.views.threats.intelligence import draw_intelligence_view
from components.views.threats.measures import draw_measures_view
from components.views.threats.morile import draw_morile_view
from components.views.threats.picture import draw_picture_view
from components.views.threats.who import draw_sharing_view

VIEWS: dict[str, Callable[[Request], None]] = {
    "picture": draw_picture_view,
    "figures": draw_figures_view,
    "measures": draw_measures_view,
    "who": draw_sharing_view,
    "intelligence": draw_intelligence_view,
    "morile": draw_morile_view,
}

top = st.container()
request = choose_threat(get_request())
shown = choose_view(request)
request = narrow_view(request, shown)
with top:
    question = (
        f"What is known about {say_threat(request.threat_name)}?"
        if request.threat_name
        else "What is known of threats?"
    )
    draw_title(request, question, subject="the assessments and published figures")
if request.threat_name:
    VIEWS[shown](request)
else:
    draw_empty("No threats are held.", advice="Build the store again: 'python -m data_access init'.")
