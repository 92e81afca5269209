"""The local figures that stand for a partnership's themes: counts, rates against all forces, then and now."""

import math

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.measures.change import NO_SAME_MONTHS, ZERO, compare_counts, tabulate_changes
from data_access.measures.judging import judge_intervals
from data_access.measures.rates import add_rates
from data_access.measures.same_months import pair_with_earlier
from data_access.months import name_runs, split_runs
from data_access.publications import COLLISIONS, STREET_CRIME
from data_access.queries.sources.areas import list_populations
from data_access.queries.sources.coverage import list_months_held

ALL_CRIME = "*"
SHORTEST_RUN = 3  # months: a shorter run says little of a yearly pattern
PER = {"street": 1_000, "ksi": 100_000}
FIGURE_COLUMNS = [
    "csp_code",
    "csp_name",
    "theme_code",
    "theme",
    "figure_code",
    "figure_name",
    "unit",
    "coverage",
    "reason",
    "reviewer",
    "reviewed_date",
    "period",
    "figure_count",
    "rate",
    "rate_lower",
    "rate_upper",
    "per",
    "alliance_rate",
    "differs",
    "same_months",
    "then_count",
    "now_count",
    "z",
    "judgement",
    "source_id",
]


def list_theme_figures(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each partnership, theme and published figure that stands for the theme.

    The period is the filters', else the latest unbroken run of three months or more held for every force,
    and for collisions the latest year. rate is per `per` residents with a 95% interval; differs says
    'higher' or 'lower' where that interval does not reach the rate of all the forces together. Only the same
    calendar months are compared across a gap (then_count, now_count, z allowing for chance alone).
    """
    street = _list_street(connection, filters)
    ksi = _list_ksi(connection)
    figures = pd.concat([part for part in (street, ksi) if len(part)] or [street], ignore_index=True)
    if figures.empty:
        return pd.DataFrame(columns=FIGURE_COLUMNS)
    link, theme = schema.core_theme_figure, schema.core_theme
    themes = read_frame(
        connection,
        sa.select(link, theme.c.theme_name.label("theme")).join(theme, theme.c.theme_code == link.c.theme_code),
    )
    frame = themes.merge(figures, on=["scheme", "figure_code"])
    return frame.sort_values(["sort_order", "theme_code", "figure_name"], ignore_index=True)[FIGURE_COLUMNS]


def choose_run(months: list[str]) -> list[str]:
    """The latest unbroken run of three months or more; of shorter ones the latest."""
    runs = split_runs(months)
    long = [run for run in runs if len(run) >= SHORTEST_RUN]
    return (long or runs or [[]])[-1]


def _list_partnerships(connection: sa.Connection) -> pd.DataFrame:
    area = schema.core_area
    statement = (
        sa.select(area.c.area_code.label("csp_code"), area.c.area_name.label("csp_name"), area.c.sort_order)
        .where(area.c.level == "policing_area")
        .order_by(area.c.sort_order)
    )
    return read_frame(connection, statement)


def _find_alliance(connection: sa.Connection) -> str:
    return str(connection.scalar(sa.select(schema.meta_store.c.alliance_code)))


def _list_street(connection: sa.Connection, filters: Filters) -> pd.DataFrame:
    alliance = _find_alliance(connection)
    whole = Filters(area_code=alliance)
    held = list_months_held(connection, filters=whole, source_id=STREET_CRIME)
    asked = whole.but(from_month=filters.from_month, to_month=filters.to_month)
    run = choose_run(list_months_held(connection, filters=asked, source_id=STREET_CRIME))
    if not run:
        return pd.DataFrame(columns=["scheme", *FIGURE_COLUMNS])
    counts = _count_months(connection, alliance=alliance)
    pairs = pair_with_earlier(run, held=[month for month in held if month < run[0]])
    frame = _sum_months(counts, run, "figure_count")
    if pairs:
        frame["then_count"] = _sum_months(counts, [then for then, _ in pairs], "then_count")
        frame["now_count"] = _sum_months(counts, [now for _, now in pairs], "now_count")
    else:
        frame = frame.assign(then_count=math.nan, now_count=math.nan)
    frame = frame.reset_index()
    people = list_populations(connection, year=int(run[len(run) // 2][:4]))
    frame = _judge(connection, frame, people=people, alliance=alliance, per=PER["street"])
    is_incident = frame["figure_code"] == "anti-social-behaviour"
    same = f"{name_runs([then for then, _ in pairs])}; {name_runs([now for _, now in pairs])}" if pairs else ""
    return frame.assign(
        scheme="street",
        unit=is_incident.map({True: "incidents", False: "crimes"}),
        period=name_runs(run),
        same_months=same,
        source_id=STREET_CRIME,
    )


def _count_months(connection: sa.Connection, *, alliance: str) -> pd.DataFrame:
    """Counts by month, partnership (and the alliance) and category; '*' is all recorded crime."""
    out, offence = schema.out_crime_month, schema.core_offence
    statement = (
        sa.select(
            out.c.month,
            out.c.area_code.label("csp_code"),
            out.c.offence_code.label("figure_code"),
            offence.c.offence_name.label("figure_name"),
            offence.c.is_recorded_crime,
            out.c.crime_count.label("figure_count"),
        )
        .join(offence, sa.and_(offence.c.offence_code == out.c.offence_code, offence.c.scheme == "street"))
        .where(
            out.c.source_id == STREET_CRIME,
            sa.or_(out.c.level == "policing_area", sa.and_(out.c.level == "alliance", out.c.area_code == alliance)),
        )
    )
    counts = read_frame(connection, statement)
    crimes = counts[counts["is_recorded_crime"].astype(bool)]
    total = crimes.groupby(["month", "csp_code"], as_index=False)["figure_count"].sum()
    total = total.assign(figure_code=ALL_CRIME, figure_name="All recorded crime")
    return pd.concat([counts, total], ignore_index=True)


def _sum_months(counts: pd.DataFrame, months: list[str], name: str) -> pd.DataFrame:
    """Sums over some months held; an area without a crime of a category has zero of it."""
    figures = counts[["figure_code", "figure_name"]].drop_duplicates()
    keys = [(code, *figure) for code in counts["csp_code"].unique() for figure in figures.itertuples(index=False)]
    index = pd.MultiIndex.from_tuples(keys, names=["csp_code", "figure_code", "figure_name"])
    sums = counts[counts["month"].isin(months)].groupby(index.names)["figure_count"].sum()
    return sums.astype(float).reindex(index, fill_value=0.0).to_frame(name)


def _list_ksi(connection: sa.Connection) -> pd.DataFrame:
    """Collisions in which somebody was killed or seriously injured, in the latest year held, by partnership."""
    collision, member = schema.core_collision, schema.core_area_member
    year = connection.scalar(sa.select(sa.func.max(collision.c.collision_year)))
    if year is None:
        return pd.DataFrame(columns=["scheme", *FIGURE_COLUMNS])
    above = sa.select(member.c.area_code, member.c.ancestor_code).distinct().subquery("above")
    counts = read_frame(
        connection,
        sa.select(above.c.ancestor_code.label("csp_code"), sa.func.count().label("figure_count"))
        .join(above, above.c.area_code == collision.c.place_code)
        .where(collision.c.collision_year == year, collision.c.severity.in_(("fatal", "serious")))
        .group_by(above.c.ancestor_code),
    )
    counts["figure_count"] = counts["figure_count"].astype(float)
    frame = counts.assign(figure_code="ksi", figure_name="KSI collisions", then_count=math.nan, now_count=math.nan)
    people = list_populations(connection, year=int(year))
    frame = _judge(connection, frame, people=people, alliance=_find_alliance(connection), per=PER["ksi"])
    return frame.assign(scheme="ksi", unit="collisions", period=str(year), same_months="", source_id=COLLISIONS)


def _judge(
    connection: sa.Connection, frame: pd.DataFrame, *, people: pd.DataFrame, alliance: str, per: int
) -> pd.DataFrame:
    """Rates with intervals beside the rate of all forces, and the change between the same months."""
    rated = add_rates(
        frame.merge(people, left_on="csp_code", right_on="area_code", how="left"),
        count="figure_count",
        population="population",
        per=per,
    )
    whole = rated[rated["csp_code"] == alliance].set_index("figure_code")["rate"]
    own = _list_partnerships(connection).merge(rated, on="csp_code")
    own = own.assign(alliance_rate=own["figure_code"].map(whole), per=per)
    counted = zip(own["then_count"], own["now_count"], strict=True)
    changes = [compare_counts(then=then, now=now) for then, now in counted]
    reasons = [NO_SAME_MONTHS if math.isnan(then) else ZERO for then in own["then_count"]]
    columns = tabulate_changes(changes, missing=reasons)
    return own.assign(
        differs=judge_intervals(own["rate_lower"], own["rate_upper"], against=own["alliance_rate"]),
        z=columns["z"],
        judgement=columns["judgement"],
    )
