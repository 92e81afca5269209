"""What is coming, when, and how sure is it?"""

from components.choosing import choose_view
from components.messages import draw_title
from components.request import get_request
from components.views.horizon.timeline import draw_authorities_view, draw_drivers_view, draw_timeline_view

VIEWS = {
    "timeline": draw_timeline_view,
    "drivers": draw_drivers_view,
    "authorities": draw_authorities_view,
}

request = get_request()
draw_title(request, "What is coming, and when?", subject="the horizon")
VIEWS[choose_view(request)](request)
