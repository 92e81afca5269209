"""The view of the crime page that compares forces: rank, funnel, and year by year."""

import pandas as pd
import streamlit as st

from components import cache
from components.charts.crime_peers import draw_funnel, draw_peer_years
from components.choosing import choose
from components.figures import draw_chart, draw_wide_chart
from components.findings.crime_peers import say_peers
from components.messages import draw_empty, draw_finding, draw_note
from components.parts.crime_words import TOTAL_CODES, choose_year
from components.parts.peers import PEER_COLUMNS, name_means, name_role
from components.plain import draw_heading
from components.request import Request
from components.tables import draw_table

SHOWS = {"rate": "Rate per 1,000 residents (nine years)", "crime_count": "Count (ten years)"}


def draw(request: Request) -> None:
    """One year's funnel and ranking of the 43 forces, and own forces and peers over the years."""
    groups = cache.ask("crime.years", request.filters.but(threat_code=""))
    named = dict(zip(groups["offence_code"], groups["offence_name"], strict=True))
    named = {code: "Recorded crime" if code in TOTAL_CODES else name for code, name in named.items()}
    if not named:
        draw_empty("No yearly recorded crime is held for this period.", advice="Widen the period or clear it.")
        return
    left, middle, right = st.columns(3)
    with left:
        group = choose(request, "group", named, label="Offence group")
    every = cache.ask("crime.peers", request.filters, offence_code=group)
    rated = every.loc[every["rate"].notna(), "year_ending"]
    years = sorted(set(rated)) or sorted(set(every["year_ending"]))
    with middle:
        year = choose_year(request, years)
    with right:
        value = choose(request, "show", SHOWS, label="Over the years")
    peers = every[every["year_ending"] == year]
    draw_finding(say_peers(peers, noun="crimes" if group in TOTAL_CODES else f"crimes ({_lower(named[group])})"))
    draw_note(name_means(peers))
    _draw_funnel(request, peers, group=group, year=year)
    _draw_years(request, every, group=group, value=value)
    table = peers.assign(role=[name_role(row) for row in peers.to_dict("records")])
    caption = f"{named[group]} of the 43 forces, year to September {year[:4]}"
    draw_table(table, PEER_COLUMNS, caption=caption, request=request, name="forces")


def _draw_funnel(request: Request, peers: pd.DataFrame, *, group: str, year: str) -> None:
    if peers["rate"].notna().sum() < 2:
        return
    draw_heading(f"Forces around the peers' rate, year to September {year[:4]}")
    draw_chart(
        request,
        lambda: draw_funnel(peers, ink=request.ink),
        name=f"funnel-{group}-{year}",
        alt="Forces by residents and rate, with 95% and 99.8% limits around the weighted mean rate of the peers",
    )
    draw_note(
        "Squares: own forces; diamonds: peers; circles: others. Dotted: 95% limits, dashed: 99.8%. A rate 'differs' "
        "only outside the dashed lines. They allow for chance alone, so with counts this large most forces lie "
        "outside. The City of London has no meaningful rate per resident and is left off."
    )


def _draw_years(request: Request, every: pd.DataFrame, *, group: str, value: str) -> None:
    st.markdown("## Own forces and peers, years to September")
    draw_wide_chart(
        request,
        lambda: draw_peer_years(every, value=value, unit=SHOWS[value], ink=request.ink),
        name=f"peer-years-{group}-{value}",
        alt="A small panel for each own force and peer by year; a year without a value is a gap",
    )
    draw_note(f"{SHOWS[value]}. A year whose residents are not held has a count and no rate.")


def _lower(name: str) -> str:
    return name[0].lower() + name[1:]
