"""The picture today: its strongest signals, each threat, where they lie, headline figures, what changed."""

import pandas as pd
import streamlit as st

from components import cache
from components.charts.crime import draw_years
from components.choosing import choose
from components.figures import draw_chart
from components.findings.changes import add_words
from components.findings.overview import Scope, say_signals
from components.messages import draw_empty, draw_note
from components.metrics import draw_headlines
from components.missing import NOT_COMPARABLE
from components.request import Request
from components.tables import Column, draw_table
from components.views.overview.choices import choose_as_at, choose_strategy, find_default
from components.views.overview.heat import AGAINST, draw_heat
from components.views.overview.signals import Picture, ask_for, ask_picture, draw_signals
from components.views.overview.threats import draw_threats

YEAR_COLUMNS = {"year_ending": Column("Year to", "month"), "crime_count": Column("Recorded crimes", "count")}
CHANGE_COLUMNS = {
    "offence_name": Column("Offence group"),
    "then": Column("Year before", "count"),
    "now": Column("This year", "count"),
    "pct": Column("Change", "pct", missing=NOT_COMPARABLE),
    "words": Column("Judgement"),
}


def draw(request: Request) -> None:
    """Signals on top; below them the threats, their areas, the headlines, years and changes behind the signals."""
    top = st.container()
    with st.container(horizontal=True, key="overview_choices"):
        strategy, strategy_words = choose_strategy(request)
        as_at = choose_as_at(request)
    picture = ask_picture(request.filters, strategy=strategy, as_at=as_at)
    scope = Scope(request.name_area(last_month=picture.year), request.area.code, find_default(request))
    with top:
        signals = say_signals(picture.headlines, picture.changes, picture.threats, picture.areas, scope=scope)
        draw_signals(signals, empty=f"No figures are held for {scope.area_name} and this period.")
    threats, areas = picture.threats.frame, picture.areas.frame
    draw_threats(request, threats, areas, strategy_words=strategy_words, default=scope.default)
    if len(threats):
        _draw_areas(request, picture, strategy=strategy, as_at=as_at)
    st.markdown("## Headline figures")
    draw_headlines(picture.headlines.frame, filters=request.filters)
    _draw_years(request, picture, as_at=as_at)
    _draw_changes(request, picture.changes.frame, year=picture.year)


def _draw_areas(request: Request, picture: Picture, *, strategy: str, as_at: str) -> None:
    st.markdown("## Where each threat lies above or below")
    against = choose(request, "against", AGAINST, label="Compare with", is_row=True)
    compared = picture.areas
    if against != "alliance":
        compared = ask_for("threats.areas", request.filters, against=against, as_at=as_at)
    shown = compared.order("threat_code", list(picture.threats.frame["threat_code"])).frame
    draw_heat(request, shown, against=against, name=f"heat-{against}-{strategy}-{as_at}")


def _draw_years(request: Request, picture: Picture, *, as_at: str) -> None:
    st.markdown("## Recorded crime, years to September")
    years = cache.ask("crime.years", request.filters.but(from_month="", to_month=""))
    is_shown = years["area_code"].isin(picture.changes.frame["area_code"])
    totals = years[(years["offence_code"] == "total") & is_shown]
    if totals.empty:
        draw_empty("No yearly recorded crime is held for this period.", advice="Choose a later 'To month' or clear it.")
        return
    name = totals["area_name"].iloc[0]
    draw_chart(
        request,
        lambda: draw_years(totals, ink=request.ink, focus_year=picture.year),
        name=f"years-{as_at}",
        alt=f"Bars of recorded crime in {name} for each year to September",
    )
    draw_note(request.explain_alliance(last_month=totals["year_ending"].max()))
    draw_table(totals, YEAR_COLUMNS, caption=f"Recorded crime in {name}", request=request, name="recorded-crime-years")


def _draw_changes(request: Request, changes: pd.DataFrame, *, year: str) -> None:
    st.markdown("## Which offence groups changed")
    moved = add_words(changes).sort_values("z", key=abs, ascending=False, na_position="last")
    caption = f"Recorded crime by offence group, year to September {year[:4]} and the year before"
    draw_table(moved, CHANGE_COLUMNS, caption=caption, request=request, name="recorded-crime-change")
