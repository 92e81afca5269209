"""Links from one page to another with the filters that the reader chose. Pure."""

from urllib.parse import urlencode

from data_access.filters import Filters


def write_link(path: str, filters: Filters, *, default: Filters, **more: str) -> str:
    """A page's address with the filters that differ from the default, and what is given besides."""
    chosen = {name: value for name, value in filters.to_params(default=default).items() if value}
    query = urlencode({**chosen, **more})
    return f"{path}?{query}" if query else path
