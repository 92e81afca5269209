"""The view of the crime page that shows the trend with its control limits."""

import pandas as pd
import streamlit as st

from components import cache
from components.charts.crime import draw_bars, draw_months
from components.charts.crime_trend import draw_control_chart, draw_then_and_now
from components.choosing import choose
from components.figures import draw_chart
from components.findings.changes import add_words
from components.findings.crime import say_crime
from components.findings.crime_trend import say_last, say_then_and_now, say_trend
from components.messages import draw_empty, draw_finding, draw_note
from components.missing import say_none_held
from components.parts.crime_columns import MARKS_NOTE
from components.parts.crime_words import TOTAL_CODES, draw_annotations, explain_force_only, find_changes_shown
from components.plain import draw_heading
from components.request import Request
from components.tables import Column, draw_table
from components.views.crime.trend_tables import STEP_UNITS, draw_projections, draw_tables
from data_access.measures.sensitive import LEFT_OUT_NOTE, SMALL_LEVELS

MOST_PAIRS = 5


def draw(request: Request) -> None:
    """Trend by the step and offence chosen, then and now, categories, anti-social behaviour, projections."""
    steps = cache.ask("crime.steps", request.filters)
    named = dict(zip(steps["step"], steps["step_name"], strict=True))
    held = [step for step, is_held in zip(steps["step"], steps["is_held"], strict=True) if is_held]
    kinds = "group" if request.filters.source_id else "category"
    counts = cache.ask("crime.counts", request.filters, breakdown=kinds)
    _draw_missing_months(request, counts, has_steps=bool(held))
    if not held:
        return
    left, right = st.columns(2)
    with left:
        step = choose(request, "step", {code: named[code] for code in held}, label="By")
    with right:
        trend, subject = _choose_series(request, counts, step=step)
    draw_note(_name_greyed(steps))
    totals = cache.ask("crime.trend", request.filters, step=step)
    pairs = add_words(cache.ask("crime.then_and_now", request.filters))
    _say(request, trend, counts, pairs, subject=subject, step=step)
    _draw_main(request, trend, subject=subject, step=step)
    left, right = st.columns(2)
    with left:
        _draw_categories(request, counts)
    with right:
        _draw_pairs(request, pairs)
    _draw_anti_social_behaviour(request, totals, step=step)
    _draw_other_series(request)
    draw_tables(request, trend, counts, pairs, subject=subject, step=step)
    draw_projections(request)


def _draw_missing_months(request: Request, counts: pd.DataFrame, *, has_steps: bool) -> None:
    if not counts.empty:
        return
    if request.filters.threat_code:
        draw_empty(
            f"No monthly category of street-level crime stands for {request.threat_name.lower()}.",
            advice="What is published by year, if anything, stands below." if has_steps else "Choose another threat.",
        )
    else:
        draw_empty(
            say_none_held("month of street-level crime", area_name=request.area.name),
            advice="Clear the period, or load months: 'python -m data_access load street-crime PATH'.",
        )


def _choose_series(request: Request, counts: pd.DataFrame, *, step: str) -> tuple[pd.DataFrame, str]:
    """The series chosen: all recorded crime, or one category or offence group; with its name."""
    by_group = step.startswith("published") or bool(request.filters.source_id)
    breakdown = "group" if by_group else "category"
    total = cache.ask("crime.trend", request.filters, step=step)
    # The categories' own charts are long: they are asked for only when one is chosen, their names come with the counts.
    parts = cache.ask("crime.trend", request.filters, step=step, breakdown=breakdown) if by_group else counts
    named = _name_crimes(total) | _name_crimes(parts)
    chosen = choose(request, breakdown, named, label="Offence")
    is_total = chosen in TOTAL_CODES and len(total) > 0
    both = total if is_total else cache.ask("crime.trend", request.filters, step=step, breakdown=breakdown)
    return both[both["offence_code"] == chosen].reset_index(drop=True), named.get(chosen, "")


def _name_crimes(rows: pd.DataFrame) -> dict[str, str]:
    """Offences of recorded crime by code; the total under one name in every series."""
    crimes = rows[rows["is_recorded_crime"].astype(bool)].drop_duplicates("offence_code")
    pairs = zip(crimes["offence_code"], crimes["offence_name"], strict=True)
    return {code: "Recorded crime" if code in TOTAL_CODES else name for code, name in pairs}


def _name_greyed(steps: pd.DataFrame) -> str:
    """The steps that cannot be chosen, each with its reason."""
    greyed = steps[~steps["is_held"].astype(bool)]
    said = [f"{name}: {reason}" for name, reason in zip(greyed["step_name"], greyed["reason"], strict=True)]
    return f"Not offered. {'. '.join(said)}." if said else ""


def _say(
    request: Request, trend: pd.DataFrame, counts: pd.DataFrame, pairs: pd.DataFrame, *, subject: str, step: str
) -> None:
    last = str(trend["last_month"].max()) if len(trend) else ""
    own = trend["area_name"].iloc[0] if len(trend) else request.area.name
    name = request.name_area(last_month=last) if own == request.area.name else own
    is_usual = step == "month" and subject == "Recorded crime" and not counts.empty
    if is_usual:
        totals = cache.ask("crime.trend", request.filters, step=step).rename(columns={"period_code": "month"})
        first, *others = say_crime(counts, totals, counts.iloc[0:0], area_name=name) or [""]
        sentences = [first, *say_trend(trend, subject=subject), *say_then_and_now(pairs, area_name=name), *others]
    else:
        sentences = [*say_last(trend, subject=subject, area_name=name), *say_trend(trend, subject=subject)]
    draw_finding([sentence for sentence in sentences if sentence])
    draw_note(request.explain_alliance(last_month=last))
    draw_note(explain_force_only(request, trend))
    draw_note(LEFT_OUT_NOTE if request.filters.source_id and request.area.level in SMALL_LEVELS else "")


def _draw_main(request: Request, trend: pd.DataFrame, *, subject: str, step: str) -> None:
    draw_heading(f"{subject} {STEP_UNITS[step]}")
    annotations = cache.ask("crime.annotations", request.filters)
    code = str(trend["offence_code"].iloc[0]) if len(trend) else ""
    changes = find_changes_shown(annotations, offence_code=code)
    draw_chart(
        request,
        lambda: draw_control_chart(trend, unit=f"crimes {STEP_UNITS[step]}", ink=request.ink, changes=changes),
        name=f"trend-{step}-{code}",
        alt=f"{subject} {STEP_UNITS[step]} in {request.area.name} with mean and limits; what is not held is a gap",
    )
    draw_note(MARKS_NOTE)
    draw_annotations(request, annotations, placed=len(changes))


def _draw_categories(request: Request, counts: pd.DataFrame) -> None:
    if counts.empty:
        return
    st.markdown("## Categories")
    crimes = counts[counts["is_recorded_crime"].astype(bool)]
    groups = crimes.groupby("offence_name", as_index=False)["crime_count"].sum()
    groups["share_pct"] = 100 * groups["crime_count"] / max(groups["crime_count"].sum(), 1)
    draw_chart(
        request,
        lambda: draw_bars(
            groups,
            name="offence_name",
            value="crime_count",
            share="share_pct",
            title="recorded crimes in the months held",
            ink=request.ink,
        ),
        name="categories",
        alt="Bars of recorded crimes by category with their share",
    )
    draw_note("Hidden counts are in none of the bars." if crimes["is_suppressed"].any() else "")


def _draw_pairs(request: Request, pairs: pd.DataFrame) -> None:
    crimes = pairs[pairs["is_recorded_crime"].astype(bool)].dropna(subset=["then", "now"])
    if crimes.empty:
        return
    latest = crimes.tail(MOST_PAIRS)
    st.markdown("## Then and now" if latest["is_across_gap"].any() else "## Year on year")
    draw_chart(
        request,
        lambda: draw_then_and_now(latest, ink=request.ink),
        name="then-and-now",
        alt="Recorded crime in the same calendar months of two years, a hollow dot for then and a filled one for now",
    )
    draw_note(
        "Hollow: the earlier year; filled: the later one. Only the same calendar months are compared across a gap; how "
        "recording changed in between stands in the list above. The table has every pair."
    )


def _draw_anti_social_behaviour(request: Request, totals: pd.DataFrame, *, step: str) -> None:
    """Incidents on a chart of their own: they are not recorded crime."""
    incidents = totals[~totals["is_recorded_crime"].astype(bool)]
    if incidents.empty:
        return
    draw_heading(f"Anti-social behaviour {STEP_UNITS[step]}")
    draw_note("ASB is reported incidents, not recorded crime; it is in none of the figures above.")
    draw_chart(
        request,
        lambda: draw_control_chart(incidents, unit=f"incidents {STEP_UNITS[step]}", ink=request.ink, height=220),
        name=f"asb-{step}",
        alt=f"Line of anti-social behaviour incidents {STEP_UNITS[step]} in {request.area.name} with control limits",
    )


def _draw_other_series(request: Request) -> None:
    """The published series beside a force's own extract; never added to it."""
    if not request.filters.source_id:
        return
    published = cache.ask("crime.counts", request.filters.but(source_id=""), breakdown="total")
    crimes = published[published["is_recorded_crime"].astype(bool)] if len(published) else published
    if crimes.empty:
        return
    st.markdown("## The published series of the same area")
    draw_note(
        "As published by the Home Office on data.police.uk. It counts other rows than the extract; the two stand side "
        "by side and are never added."
    )
    draw_chart(
        request,
        lambda: draw_months(crimes, value="crime_count", unit="recorded crimes", ink=request.ink, height=220),
        name="published-beside",
        alt=f"Line of recorded crimes a month in {request.area.name} as published, beside the force's own extract",
    )
    columns = {"month": Column("Month", "month"), "crime_count": Column("Recorded crimes, published", "count")}
    draw_table(crimes, columns, caption="The published series by month", request=request, name="published-by-month")
