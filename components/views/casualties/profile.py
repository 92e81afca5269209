"""When collisions happen and who is in them: the profile view of the casualties page."""

import pandas as pd
import streamlit as st

from components import cache
from components.charts.casualties import draw_hours, draw_values
from components.choosing import choose
from components.figures import draw_chart
from components.findings.casualties import say_motorcycles, say_period, say_profile, say_recording_change
from components.messages import draw_finding, draw_note
from components.plain import draw_heading
from components.request import Request
from components.tables import Column, draw_table
from components.views.casualties.choices import COUNTINGS, Chosen, ask_collisions, choose_collisions
from components.views.casualties.months import draw_months
from data_access.measures.profiles import find_evenness

LEFT = {"weekday": "Day of the week", "hour": "Hour"}
RIGHT = {
    "month": "Month of the year",
    "road_class": "Road class",
    "speed_limit": "Speed limit",
    "urban_rural": "Urban or rural",
    "vehicle_group": "Vehicles in it",
}
PROFILE_COLUMNS = {
    "dimension_name": Column("By"),
    "value": Column("Value"),
    "ksi_count": Column("Collisions", "count"),
    "fatal_count": Column("Of them fatal", "count"),
}
PEOPLE_COLUMNS = {
    "dimension_name": Column("By"),
    "value": Column("Value"),
    "casualty_count": Column("Casualties killed or seriously injured", "count"),
}
PEOPLE = {"severity": "Severity", "casualty_class": "Class", "age_band": "Age", "sex": "Sex"}
EVIDENCE_COLUMNS = {
    "edition": Column("Edition"),
    "said": Column("What it says, in our words"),
    "area_name": Column("Area", missing="the alliance or the nation"),
    "certainty": Column("Area read as"),
    "section": Column("Section"),
    "line": Column("Line", "count"),
}


def draw(request: Request) -> None:
    """Days, hours, months, roads and vehicles, with what the assessments say beside them."""
    chosen = choose_collisions(request)
    collisions = ask_collisions(request, chosen)
    if collisions.empty:
        return
    period = say_period(request.filters, collisions)
    profile = cache.ask("casualties.profile", request.filters, **chosen.options)
    vehicles = cache.ask("casualties.vehicles", request.filters, **chosen.options)
    evidence = cache.ask("casualties.evidence", request.filters)
    days = profile[(profile["dimension"] == "weekday") & profile["is_held"].astype(bool)]
    national = evidence.dropna(subset=["share_pct"]).set_index("topic")["share_pct"].to_dict()
    draw_finding(
        [
            *say_profile(profile, noun=chosen.noun, weekday_chance=_judge_days(days)),
            *say_motorcycles(vehicles, national=national, noun=chosen.noun),
            *say_recording_change(cache.ask("casualties.reporting_change", request.filters)),
        ]
    )
    _draw_hours(request, profile, chosen)
    left, right = st.columns(2)
    with left:
        _draw_values(request, profile, LEFT, chosen)
        _draw_months(request, chosen)
    with right:
        _draw_values(request, profile, RIGHT, chosen)
        _note_vehicles(vehicles, chosen)
    draw_people(request, chosen)
    draw_evidence(request, evidence)
    names = LEFT | RIGHT
    table = profile[profile["dimension"].isin(names)]
    table = table.assign(dimension_name=table["dimension"].map(names))
    caption = f"Profile of {chosen.words}, {request.area.name}, {period}"
    draw_table(table, PROFILE_COLUMNS, caption=caption, request=request, name="collision-profile")


def _judge_days(days: pd.DataFrame) -> float | None:
    """Weekdays against chance; a day without a collision is a day all the same."""
    counts = days.set_index("value")["ksi_count"].dropna()
    return find_evenness(counts.reindex(range(7)).fillna(0)) if counts.empty else find_evenness(_fill(counts))


def _fill(counts: pd.Series) -> pd.Series:
    return pd.Series([*counts.astype(float), *[0.0] * (7 - len(counts))])


def _draw_hours(request: Request, profile: pd.DataFrame, chosen: Chosen) -> None:
    st.markdown("## Day by hour")
    hours = profile[profile["dimension"] == "weekday-hour"]
    draw_chart(
        request,
        lambda: draw_hours(hours, ink=request.ink),
        name=f"hours-{chosen.key}",
        alt=f"Squares of {chosen.noun} by day of the week and hour; the larger, the more",
    )


def _draw_values(request: Request, profile: pd.DataFrame, named: dict[str, str], chosen: Chosen) -> None:
    for dimension, title in named.items():
        counts = profile[profile["dimension"] == dimension]
        if counts.empty:
            continue
        draw_heading(title)
        draw_chart(
            request,
            lambda counts=counts: draw_values(counts, title=chosen.noun, ink=request.ink),  # type: ignore[misc]
            name=f"profile-{dimension}-{chosen.key}",
            alt=f"Bars of {chosen.noun} by {title.lower()}",
        )


def _draw_months(request: Request, chosen: Chosen) -> None:
    """Month by month, as recorded or adjusted where DfT's adjusted severity is held for whole months."""
    months = cache.ask("casualties.months", request.filters, **chosen.options)
    st.markdown("## Month by month")
    value = "collision_count"
    if chosen.severity == "ksi" and months["adjusted_ksi_count"].notna().any():
        counting = choose(request, "counting", COUNTINGS, label="Counting")
        value = "adjusted_ksi_count" if counting == "adjusted" else value
        draw_note("Adjusted figures are DfT's estimate of what injury-based recording would have said throughout.")
    draw_months(request, months, chosen=chosen, name=f"months-{value}-{chosen.key}", value=value)
    if months["adjusted_ksi_count"].isna().all():
        draw_note("DfT's adjusted severity is not held for these collisions: figures are as recorded.")


def _note_vehicles(vehicles: pd.DataFrame, chosen: Chosen) -> None:
    missing = int(vehicles["not_held_count"].max()) if len(vehicles) else 0
    draw_note(
        "A collision counts once for each kind of vehicle in it, so these add up to more than all."
        + (f" Vehicle types are not held for {missing} {chosen.noun}: outlined bar." if missing else "")
    )


def draw_people(request: Request, chosen: Chosen) -> None:
    """People killed or seriously injured, a second measure: by class, age and sex in totals of five or more."""
    st.markdown("## People killed or seriously injured")
    people = cache.ask("casualties.people", request.filters, **chosen.options)
    if people.empty:
        draw_note(
            "Casualties are not held: collisions are counted above, not people. Load a casualty file with "
            "'python -m data_access load collisions PATH --casualties PATH'."
        )
        return
    table = people.assign(dimension_name=people["dimension"].map(PEOPLE))
    caption = f"Casualties killed or seriously injured, {request.area.name}; no total under five is shown"
    draw_table(table, PEOPLE_COLUMNS, caption=caption, request=request, name="ksi-casualties")


def draw_evidence(request: Request, evidence: pd.DataFrame) -> None:
    """What the assessments say: causation factors and situation reports, with section and line."""
    if evidence.empty:
        return
    st.markdown("## What the assessments say")
    factors = evidence[evidence["topic"] == "factor"]
    if len(factors):
        draw_note(
            f"Causation factors the {factors['edition'].iloc[0]} assessment names, in its order: "
            + "; ".join(f"{number}. {text}" for number, text in enumerate(factors["text"], start=1))
            + ". Factors are not in the figures held, so nothing here tests them."
        )
    said = [
        f"{text}: {share:.0f}%" if pd.notna(share) else text
        for text, share in zip(evidence["text"], evidence["share_pct"], strict=True)
    ]
    table = evidence[evidence["topic"] != "factor"].assign(
        said=pd.Series(said, index=evidence.index)[evidence["topic"] != "factor"]
    )
    draw_table(
        table, EVIDENCE_COLUMNS, caption="Statements of the assessments", request=request, name="casualty-evidence"
    )
