"""Which months of collisions are held, for the charts by month of several topics."""

from components import cache
from components.request import Request
from data_access.months import expand_months


def list_collision_months(request: Request) -> list[str]:
    """The months of the period for which collisions are held, in order."""
    coverage = cache.ask("sources.coverage", source_id="collisions")
    return [month for month in expand_months(coverage["period_code"]) if request.filters.includes(month)]
