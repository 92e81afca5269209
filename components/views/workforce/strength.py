"""The workforce page's view of strength: by date, as stated, and per 1,000 residents beside peers."""

from functools import partial

import pandas as pd
import streamlit as st

from components import cache
from components.charts.workforce import BASIS_NAMES, WORKER_NAMES, draw_pairs, draw_ranked, draw_strength
from components.choosing import choose
from components.figures import draw_chart
from components.findings.words import say_names
from components.findings.workforce import say_day, say_peers, say_status, say_strength
from components.messages import draw_empty, draw_finding, draw_note
from components.missing import NO_FIGURE, NOT_HELD
from components.plain import draw_heading
from components.request import Request
from components.tables import Column, draw_table, write_date
from data_access.publications import WORKFORCE

# Left off the charts: until September 2016 releases print 0 for forces that cannot tell them from staff.
CHARTED = ("officer", "staff", "pcso", "special", "volunteer")
PANELS = 3
RATE_COLUMNS = {
    "area_name": Column("Force"),
    "as_at_date": Column("As at", "date"),
    "strength_count": Column("Strength", "rate", missing=NO_FIGURE),
    "reason": Column("Why no figure", missing=""),
    "population": Column("Residents", "count"),
    "population_year": Column("Residents at mid-year"),
    "strength_per_1000": Column("Per 1,000 residents", "decimal", missing=NO_FIGURE),
}


def draw(request: Request) -> None:
    """Lines by date, the strength an assessment states, and the forces beside their peers."""
    strength = cache.ask("workforce.strength", request.filters)
    published = strength[strength["basis"] != "not_stated"]
    if published.empty:
        dates = request.sources.set_index("source_id")["cover"].get(WORKFORCE, "none")
        draw_empty("No strength is held for this period.", advice=f"Held: {dates}. Widen the period or clear it.")
        return
    own = published[published["area_code"] == request.area.code]
    shown_code = request.area.code if len(own) else published["area_code"].iloc[0]
    if own.empty:
        draw_note(f"Published for forces only: these are the figures of {published['area_name'].iloc[0]} as a whole.")
    draw_finding(say_strength(published, area_code=shown_code))
    named = _name_series(request, published)
    for basis in ("fte", "headcount"):
        _draw_panels(request, named[named["basis"] == basis], basis=basis)
    _draw_stated(request, strength[strength["basis"] == "not_stated"])
    _draw_peers(request)


def _name_series(request: Request, strength: pd.DataFrame) -> pd.DataFrame:
    """Short names for the ends of lines: all forces together by what they are called then."""
    together = request.name_area(last_month=strength["as_at_date"].max()[:7])
    is_all = strength["area_code"] == request.default.area_code
    return strength.assign(series=strength["area_name"].where(~is_all, together[0].upper() + together[1:]))


def _draw_panels(request: Request, part: pd.DataFrame, *, basis: str) -> None:
    """A small chart for each worker type, three in a row; on a phone one below the other."""
    workers = [code for code in CHARTED if code in set(part["worker_type"])]
    if not workers:
        return
    draw_heading(f"Strength in {BASIS_NAMES[basis]}")
    names = list(dict.fromkeys(part["series"]))
    for column, worker in zip(st.columns(PANELS), workers, strict=False):
        rows = part[part["worker_type"] == worker]
        with column:
            draw_heading(WORKER_NAMES[worker], level=3)
            unit = "FTE" if basis == "fte" else "people"
            draw_chart(
                request,
                partial(draw_strength, rows, unit=unit, ink=request.ink, names=names),
                name=f"strength-{worker}",
                alt=f"Lines of {WORKER_NAMES[worker].lower()} ({unit}) by date, {rows['as_at_date'].nunique()} dates",
            )


def _draw_stated(request: Request, stated: pd.DataFrame) -> None:
    """What an assessment states, on its own: neither FTE nor headcount by its text."""
    if stated.empty:
        return
    source = stated["source"].iloc[0]
    st.markdown("## Actual strength, as an assessment states it")
    draw_note(
        f"{source}. The text does not say whether people or full-time equivalents are counted, so this series stands "
        "alone and on no chart with the others."
    )
    rows = stated.assign(
        worker=stated["worker_type"].map(WORKER_NAMES),
        month=stated["as_at_date"].map(say_day),
        printed=stated["strength_count"].map("{:,.0f}".format),
    )
    left, right = st.columns([3, 2])
    with left:
        draw_chart(
            request,
            partial(
                draw_pairs,
                rows,
                row="worker",
                series="month",
                value="strength_count",
                printed="printed",
                title="strength, basis not stated",
                ink=request.ink,
                order=list(dict.fromkeys(rows["month"])),
            ),
            name="stated-strength",
            alt=f"Dots of the strength stated for {say_names(list(dict.fromkeys(rows['month'])))} by kind of worker",
        )
    with right:
        table = rows.pivot_table(index="worker", columns="month", values="strength_count", sort=False).reset_index()
        columns = {"worker": Column("Workers")} | {name: Column(name, "count") for name in table.columns[1:]}
        caption = "Actual strength, all forces together, basis not stated"
        draw_table(table, columns, caption=caption, request=request, name="stated-strength")


def _draw_peers(request: Request) -> None:
    """One kind of worker on one date, each force per 1,000 residents, with the peers the assessment names."""
    held = cache.ask("workforce.strength", request.filters, with_peers=True)
    held = held[(held["basis"] != "not_stated") & (held["area_code"] != request.default.area_code)]
    st.markdown("## Beside peers, per 1,000 residents")
    left, right = st.columns(2)
    with left:
        workers = {code: WORKER_NAMES[code] for code in WORKER_NAMES if code in set(held["worker_type"])}
        worker = choose(request, "worker", workers, label="Workers")
    with right:
        dates = sorted(held.loc[held["worker_type"] == worker, "as_at_date"].unique(), reverse=True)
        date = choose(request, "date", {day: write_date(day) for day in dates}, label="As at")
    rows = held[(held["worker_type"] == worker) & (held["as_at_date"] == date)]
    own = [force.name for force in request.alliance.forces]
    own_codes = list(request.alliance.force_codes)
    draw_finding(say_peers(rows, own_codes=own_codes, worker=WORKER_NAMES[worker]), name="peers")
    if rows["strength_per_1000"].notna().any():
        draw_chart(
            request,
            partial(
                draw_ranked,
                rows,
                name="area_name",
                value="strength_per_1000",
                title=f"{workers[worker].lower()} per 1,000 residents",
                ink=request.ink,
                focus=own,
            ),
            name=f"peers-{worker}-{date}",
            alt=f"Bars of {workers[worker].lower()} per 1,000 residents by force as at {write_date(date)}",
        )
    draw_note(
        "The list of peers is incomplete: the document names five and speaks of eight forces. More for each resident "
        "is neither better nor worse in itself."
    )
    table = rows.assign(reason=rows["status"].map(say_status))
    caption = f"{workers[worker]} as at {write_date(date)}, with peers"
    columns = {code: column for code, column in RATE_COLUMNS.items() if code != "reason" or table[code].ne("").any()}
    draw_table(table, columns, caption=caption, request=request, name="strength-beside-peers")
    if worker == "designated-officer":
        draw_note("Until September 2016 releases print 0 for forces that cannot tell designated officers from staff.")
    _draw_dates(request, held[held["worker_type"] == worker], words=workers[worker])


def _draw_dates(request: Request, rows: pd.DataFrame, *, words: str) -> None:
    """Every date as a column; what is no figure stands in words, never as zero."""
    wide = rows.pivot(index="area_name", columns="as_at_date", values="strength_count")
    order = list(dict.fromkeys(rows["area_name"]))
    gaps = rows[rows["status"] != "value"].groupby("as_at_date")["status"]
    reasons = {str(day): " or ".join(sorted(map(say_status, set(found)))) for day, found in gaps}
    table = wide.reindex(order).reset_index()
    columns = {"area_name": Column("Force")} | {
        day: Column(write_date(day), "rate", missing=reasons.get(day, NOT_HELD)) for day in wide.columns
    }
    draw_table(table, columns, caption=f"{words} by date", request=request, name="strength-by-date")
