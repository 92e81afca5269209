"""Who looks at the forces, what did they find, and what is steered by it?"""

from components.choosing import choose_view
from components.messages import draw_title
from components.request import get_request
from components.views.scrutiny.inspections import draw_inspections_view, draw_peel_view
from components.views.scrutiny.performance import draw_performance_view, draw_risk_view, draw_strategies_view

VIEWS = {
    "inspections": draw_inspections_view,
    "peel": draw_peel_view,
    "performance": draw_performance_view,
    "risk": draw_risk_view,
    "strategies": draw_strategies_view,
}

request = get_request()
draw_title(request, "What did inspections find, and how is risk steered?", subject="scrutiny and performance")
VIEWS[choose_view(request)](request)
