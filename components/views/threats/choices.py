"""Which threat the page is about, and the request narrowed to it."""

from dataclasses import replace

from components import cache
from components.choosing import choose
from components.findings.threats import say_threat
from components.messages import draw_empty
from components.request import Request, set_request
from data_access.filters import Filters


def choose_threat(request: Request) -> Request | None:
    """The request about one threat: the shared filter's, else the one chosen here (first: the latest strategy's).

    None where no threats are held, and it says so.
    """
    threats = cache.ask("threats.list")
    named = dict(zip(threats["threat_code"], threats["threat_name"], strict=True))
    if not named:
        draw_empty("No threats are held.", advice="Build the store again: 'python -m data_access init'.")
        return None
    code = request.filters.threat_code
    if code not in named:
        code = choose(request, "of", named, label="Threat")
    chosen = replace(request, filters=request.filters.but(threat_code=code), threat_name=named[code])
    set_request(chosen)
    return chosen


def ask_about(request: Request) -> str:
    """The page's question in words: 'What is known about burglary?'."""
    if not request.threat_name:
        return "What is known of threats?"
    return f"What is known about {say_threat(request.threat_name)}?"


def about_threat(request: Request) -> Filters:
    """Filters that keep the threat alone: what a document says of it depends on no area or month."""
    return request.default.but(threat_code=request.filters.threat_code)
