"""What every view of partnership priorities rests on: an edition, and priorities that it prints."""

import pandas as pd

from components import cache
from components.messages import draw_empty
from components.parts.stated import NO_ASSESSMENT
from components.request import Request


def require_edition(request: Request) -> Request | None:
    """The request where an assessment is held; otherwise None, and it says so."""
    if request.filters.edition:
        return request
    draw_empty(NO_ASSESSMENT, advice="Partnership priorities come from one.")
    return None


def ask_priorities(request: Request) -> pd.DataFrame:
    """The priorities of the area as the edition prints them; where it prints none it says so."""
    cells = cache.ask("priorities.csp", request.filters)
    if cells.empty:
        draw_empty(
            f"No partnership priorities of {request.filters.edition} are held for {request.area.name}.",
            advice="Choose a policing area, a force or all forces, and another threat or edition.",
        )
    return cells
