"""The ranking view of the casualties page: estimates with intervals and chances, roads, the fit behind them."""

import pandas as pd
import streamlit as st

from components import cache
from components.charts.casualties import draw_estimates
from components.charts.crime import draw_bars
from components.figures import draw_chart
from components.findings.casualties import say_casualties, say_period, say_ranking
from components.messages import draw_finding, draw_note
from components.missing import NOT_APPLICABLE, NOT_HELD
from components.plain import draw_heading
from components.request import Request
from components.tables import Column, draw_table
from components.views.casualties.choices import Chosen, ask_collisions, choose_collisions
from components.views.casualties.sections import ask_sections
from components.views.casualties.table import draw_sections

FIT_COLUMNS = {
    "class_words": Column("Fitted to"),
    "exposure_words": Column("Exposure"),
    "section_count": Column("Sections", "count"),
    "ksi_count": Column("KSI collisions", "count"),
    "rate_words": Column("Rate a year"),
    "log_rate_se": Column("Standard error of its logarithm", "decimal"),
    "spread": Column("Overdispersion k", "decimal"),
    "spread_se": Column("Its standard error", "decimal", missing=NOT_APPLICABLE),
    "use": Column("Used for"),
    "years": Column("Years"),
}
ROAD_COLUMNS = {
    "road": Column("Road"),
    "force_name": Column("Force"),
    "ksi_count": Column("Collisions", "count"),
    "count_lower": Column("95% from", "rate"),
    "count_upper": Column("95% to", "rate"),
    "fatal_count": Column("Fatal", "count"),
    "serious_count": Column("Serious", "count"),
}
SHOWN = 15
CLASSES = {"all": "all roads traced", "A": "A roads", "B": "B roads", "Motorway": "motorways"}


def draw(request: Request) -> None:
    """Which sections do most harm, and how sure that is."""
    chosen = choose_collisions(request)
    collisions = ask_collisions(request, chosen)
    if collisions.empty:
        return
    period = say_period(request.filters, collisions)
    sections = ask_sections(request, chosen)
    roads = cache.ask("casualties.roads", request.filters, **chosen.options)
    counted = say_casualties(roads, area_name=request.area.name, period=period, noun=chosen.noun, kind=chosen.kind)
    draw_finding(say_ranking(sections) or counted)
    if not chosen.has_estimates:
        draw_note("Estimates are fitted to all KSI collisions of a section: of this choice there are counts only.")
    left, right = st.columns([3, 2])
    ranked = sections.dropna(subset=["eb_estimate"]).head(SHOWN)
    with left:
        if len(ranked):
            _draw_estimates(request, ranked, chosen)
    with right:
        draw_heading(f"Roads with most {chosen.noun}")
        named = roads.assign(name=roads["road"].replace("", f"road {NOT_HELD}") + ", " + roads["force_name"])
        draw_chart(
            request,
            lambda: draw_bars(named.head(SHOWN), name="name", value="ksi_count", title=chosen.noun, ink=request.ink),
            name=f"roads-{chosen.key}",
            alt=f"Bars of the {SHOWN} roads with most {chosen.noun}",
        )
        draw_note("A count is no measure of risk: long and busy roads have more.")
    caption = f"Sections and roads by estimated harm, {request.area.name}, {period}"
    draw_sections(request, sections, chosen=chosen, caption=caption)
    roads_caption = f"Roads by {chosen.noun}, {period}"
    rounded = roads.assign(count_lower=roads["count_lower"].round(1), count_upper=roads["count_upper"].round(1))
    draw_table(rounded, ROAD_COLUMNS, caption=roads_caption, request=request, name="ksi-roads")
    draw_fit(request)


def _draw_estimates(request: Request, ranked: pd.DataFrame, chosen: Chosen) -> None:
    st.markdown("## Sections by estimated KSI collisions")
    draw_chart(
        request,
        lambda: draw_estimates(ranked, ink=request.ink),
        name=f"estimates-{chosen.key}",
        alt=f"The {len(ranked)} sections of highest estimate, with 95% intervals, counts and chances",
    )
    draw_note(
        "Filled mark and line: the estimate and its 95% interval. Diamond: what was counted. The percentage is the "
        "chance that the section is truly among the ten worst of all sections of the forces together."
    )
    if not (request.filters.from_month and request.filters.to_month):
        draw_note("Choose a first and a last month to see what moved since the same number of months before.")
    kinds = set(ranked["exposure_unit"].dropna())
    if "km" in kinds:
        draw_note("Where no traffic is held for a road, its exposure is its length.")


def draw_fit(request: Request) -> None:
    """What is expected of a section, and how well that is known."""
    fits = cache.ask("casualties.fit")
    if fits.empty:
        return
    with st.expander("What is expected of a section: the fitted rates and their standard errors"):
        table = fits.assign(
            class_words=fits["road_class"].map(CLASSES),
            exposure_words=fits["exposure_kind"].map({"traffic": "million vehicle-km", "length": "km"}),
            rate_words=fits["rate"].map("{:.4f}".format),
            use=[
                "its sections"
                if used and name != "all"
                else "classes with fewer than 30 sections"
                if used
                else "nothing"
                for used, name in zip(fits["is_used"], fits["road_class"], strict=True)
            ],
        )
        draw_table(table, FIT_COLUMNS, caption="Negative binomial fits", request=request, name="road-fits")
        small = [CLASSES[name] for name in fits.loc[~fits["is_used"].astype(bool), "road_class"].unique()]
        absent = [words for name, words in CLASSES.items() if name not in set(fits["road_class"])]
        draw_note(
            "A class with fewer than 30 sections uses the fit over all roads"
            + (f": {', '.join(dict.fromkeys([*small, *absent]))}." if small or absent else "; none does here.")
        )
