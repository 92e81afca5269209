"""The view of the crime page that compares forces: rank, funnel, and year by year."""

import pandas as pd
import streamlit as st

from components import cache
from components.charts.crime_peers import draw_funnel, draw_peer_years
from components.choosing import choose
from components.figures import draw_chart, draw_wide_chart
from components.findings.crime_peers import say_peers
from components.messages import draw_empty, draw_finding, draw_note
from components.missing import NO_RATE, NONE, NOT_JUDGED
from components.parts.crime_words import TOTAL_CODES, choose_year
from components.request import Request
from components.tables import Column, draw_table

SHOWS = {"rate": "Rate per 1,000 residents (nine years)", "crime_count": "Count (ten years)"}
PEER_COLUMNS = {
    "area_name": Column("Force"),
    "role": Column("Role", missing="other force"),
    "crime_count": Column("Recorded crimes", "count"),
    "population": Column("Residents", "count"),
    "rate": Column("Per 1,000 residents", "rate", missing=NO_RATE),
    "rate_lower": Column("95% from", "rate", missing=NO_RATE),
    "rate_upper": Column("95% to", "rate", missing=NO_RATE),
    "rank": Column("Rank by rate", "count", missing=NONE),
    "differs": Column("Than the peers", missing=NOT_JUDGED),
    "note": Column("Note", missing=""),
}
LIST_NOTE = (
    "The list of peers is incomplete: the 2017-18 assessment names five for both forces and speaks of eight forces. A "
    "reviewed list can be put into the alliance file (peers), which the README explains."
)


def draw_peers_view(request: Request) -> None:
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


def name_means(peers: pd.DataFrame) -> str:
    """Both means by their name, and what the list of peers lacks."""
    if peers.empty or peers["is_peer"].sum() == 0:
        return "No peers are named for these forces; a list can be put into the alliance file."
    row = peers.iloc[0]
    if pd.isna(row["peers_weighted_rate"]):
        return LIST_NOTE
    return (
        f"The peers' weighted mean (all their crimes by all their residents) is {row['peers_weighted_rate']:.1f}, the "
        f"simple mean of their rates {row['peers_simple_rate']:.1f}. {LIST_NOTE}"
    )


def _draw_funnel(request: Request, peers: pd.DataFrame, *, group: str, year: str) -> None:
    if peers["rate"].notna().sum() < 2:
        return
    st.markdown(f"## Forces around the peers' rate, year to September {year[:4]}")
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


def name_role(row: dict[str, object]) -> str:
    """'own', 'peer' or ''."""
    return "own" if row["is_own"] else "peer" if row["is_peer"] else ""


def _lower(name: str) -> str:
    return name[0].lower() + name[1:]
