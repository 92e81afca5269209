"""What every view of recorded crime says of the series chosen."""

from components import cache
from components.messages import draw_note
from components.request import Request


def say_rounded(request: Request) -> Request:
    """A note where the figures are made of rounded counts: they are good for a picture, not for a single case."""
    if request.filters.source_id:
        base = cache.get_settings().small_number_threshold
        draw_note(
            f"The force's own extract: all figures are made of counts rounded at random to multiples of {base}, so "
            f"that nobody can be found in them. Totals differ a little from the force's own; '<{base}' may be none."
        )
    return request
