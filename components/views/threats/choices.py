"""Which threat the page is about, and the view narrowed to it and to the sources that are shown."""

from collections.abc import Iterable
from dataclasses import replace

from components import cache
from components.choosing import choose
from components.request import View, set_view
from data_access.filters import Filters


def choose_threat(view: View) -> View:
    """The view of one threat: the shared filter's, else the one chosen on the page (first: the latest strategy's)."""
    threats = cache.ask("threats.list")
    named = dict(zip(threats["threat_code"], threats["threat_name"], strict=True))
    code = view.filters.threat_code
    if code not in named:
        code = choose(view, "of", named, label="Threat")
    chosen = replace(view, filters=view.filters.but(threat_code=code), threat_name=named.get(code, ""))
    set_view(chosen)
    return chosen


def add_sources(view: View, source_ids: Iterable[str]) -> View:
    """The view with further sources, which the frame names and takes the marking of from here on."""
    more = tuple(source_id for source_id in source_ids if source_id not in view.entry.source_ids)
    widened = replace(view, entry=replace(view.entry, source_ids=(*view.entry.source_ids, *more)))
    set_view(widened)
    return widened


def about_threat(view: View) -> Filters:
    """Filters that keep the threat alone: what a document says of it depends on no area or month."""
    return view.default.but(threat_code=view.filters.threat_code)
