"""Which priorities do the Community Safety Partnerships name, and which do they share?"""

from collections.abc import Callable

import streamlit as st

from components import cache
from components.choosing import choose_view
from components.messages import draw_empty, draw_title
from components.request import Request, get_request, narrow_view
from components.views.priorities.editions import draw_editions_view
from components.views.priorities.gaps import draw_gaps_view
from components.views.priorities.map import draw_map_view
from components.views.priorities.matrix import draw_matrix_view
from components.views.priorities.mine import draw_mine_view
from components.views.priorities.who import draw_who_view

VIEWS: dict[str, Callable[[Request], None]] = {
    "matrix": draw_matrix_view,
    "map": draw_map_view,
    "mine": draw_mine_view,
    "editions": draw_editions_view,
    "gaps": draw_gaps_view,
    "who": draw_who_view,
}

request = get_request()
edition = request.filters.edition

top = st.container()
chosen = choose_view(request) if edition else ""
request = narrow_view(request, chosen)
with top:
    draw_title(request, "Which priorities do partnerships share?", subject="partnership priorities")
if not edition:
    draw_empty("No strategic assessment is held for these forces.", advice="Partnership priorities come from one.")
elif cache.ask("priorities.csp", request.filters).empty and chosen in ("matrix", "map", "gaps"):
    draw_empty(
        f"No partnership priorities of {edition} are held for {request.area.name}.",
        advice="Choose a policing area, a force or all forces, and another threat or edition.",
    )
else:
    VIEWS[chosen](request)
