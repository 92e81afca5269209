"""The workforce page's view of the Special Constabulary: how many, how many are wanted, who comes and goes."""

from functools import partial

import pandas as pd
import streamlit as st

from components import cache
from components.charts.workforce import draw_funnel, draw_limit, draw_pairs
from components.figures import draw_chart
from components.findings.workforce import list_funnel, say_specials
from components.messages import draw_finding, draw_note
from components.parts.stated import draw_nothing_stated, draw_stated_table
from components.plain import draw_heading
from components.request import Request
from data_access.months import name_month
from data_access.publications import FORCE_SPECIALS


def draw(request: Request) -> None:
    """Establishment beside what is wanted, recruitment step by step, and a force's own totals."""
    figures = cache.ask("workforce.specials", request.filters)
    if figures.empty:
        draw_nothing_stated(request, "the Special Constabulary", load="specials")
        return
    draw_finding(say_specials(figures))
    _draw_establishment(request, figures)
    _draw_recruitment(request, figures)
    _draw_own(request, figures[figures["source_id"] == FORCE_SPECIALS])
    draw_stated_table(
        request, figures, caption="Special Constabulary, every figure stated", name="special-constabulary"
    )


def _draw_establishment(request: Request, figures: pd.DataFrame) -> None:
    codes = ["specials-establishment", "specials-desired"]
    rows = figures[figures["measure_code"].isin(codes) & (figures["status"] == "value")]
    if rows.empty:
        return
    st.markdown("## Special constables, with those in training")
    is_wish = rows["measure_code"] == "specials-desired"
    when = rows["first_month"].map(name_month)
    named = rows.assign(when=when.where(~is_wish, when + ", wanted")).sort_values("first_month", kind="stable")
    draw_chart(
        request,
        partial(
            draw_pairs,
            named,
            row="area_name",
            series="when",
            value="value",
            printed="printed",
            title="special constables, by head",
            ink=request.ink,
            order=list(dict.fromkeys(named["when"])),
        ),
        name="specials-establishment",
        alt="Dots of special constables in two years and of the strength wanted, by force",
    )
    missing = figures[(figures["measure_code"] == "specials-desired") & (figures["status"] == "not_applicable")]
    for name in missing["area_name"]:
        draw_note(f"{name} wants a 'significant uplift', which is no number, so none is drawn.")


def _draw_recruitment(request: Request, figures: pd.DataFrame) -> None:
    steps = list_funnel(figures)
    if steps.empty:
        return
    st.markdown("## Recruitment after the campaign of October 2015")
    draw_chart(
        request,
        partial(draw_funnel, steps, ink=request.ink),
        name="specials-funnel",
        alt=f"Bars of {len(steps)} steps of recruitment with counts and dates",
    )
    resigned = figures[figures["measure_code"] == "specials-resigned"]
    said = [f"{printed} from {name}" for name, printed in zip(resigned["area_name"], resigned["printed"], strict=True)]
    draw_note(f"In an average month special constables resign: {' and '.join(said)}." if said else "")
    draw_note("Yearly duty hours are charts in the document and are not in its text.")


def _draw_own(request: Request, rows: pd.DataFrame) -> None:
    held = rows[rows["status"] == "value"]
    if held.empty:
        return
    st.markdown("## A force's own totals")
    draw_note("What stands for under 10 people is shown as '<10' in the table and is on no chart.")
    for code, part in held.groupby("measure_code", sort=False):
        title = part["measure_name"].iloc[0]
        draw_heading(title, level=3)
        draw_chart(
            request,
            partial(
                draw_limit,
                part.assign(series=part["area_name"]),
                unit="people",
                ink=request.ink,
                names=list(dict.fromkeys(part["area_name"])),
                height=170,
            ),
            name=f"own-{code}",
            alt=f"Lines of {title.lower()} by month",
        )
