"""The Crime Severity Score of every force by quarter of 2017/18, beside the plain count."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.database.remembered import remember
from data_access.filters import Filters
from data_access.measures.severity import score_areas, weigh_offences
from data_access.periods import parse_period
from data_access.publications import RECORDED_CRIME_QUARTER
from data_access.queries.crime.offence_tree import list_weights
from data_access.queries.crime.peers import NO_RESIDENT_RATE
from data_access.queries.crime.published import keep_whole_periods, list_quarter_counts
from data_access.queries.sources.areas import find_area

# Mid-2017, the middle of 2017/18, is printed beside the year to September 2017.
POPULATION_PERIOD = "ye-2017-09"
WHOLE_YEAR = "2017-18"
SEVERITY_COLUMNS = [
    "period_code",
    "period_words",
    "area_code",
    "area_name",
    "crime_count",
    "unweighted_count",
    "harm",
    "population",
    "score",
    "rate",
    "rank",
    "rate_rank",
    "is_own",
    "is_meaningful",
    "weight_vintage",
    "source_id",
]


def score_severity(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """Every force's severity score and crimes per 1,000 residents, for each quarter and for 2017/18.

    A row is a force (or the alliance) and a period: score is harm per resident at mid-2017, harm the sum
    of count x ONS weight over offence codes; unweighted_count is the crimes whose code has no weight. rank is 1 for the
    highest score and rate_rank for the highest rate of the forces with a meaningful rate; the alliance has none.
    Quarters lie whole in the filters' period; the year is there where all four do.
    """
    chosen = find_area(connection, area_code=filters.area_code)
    counts = list_quarter_counts(connection)
    counts = keep_whole_periods(counts, filters)
    if counts.empty:
        return pd.DataFrame(columns=SEVERITY_COLUMNS)
    weights = list_weights(connection)
    counts = counts.merge(_list_residents(connection), on="area_code")
    weighed = weigh_offences(counts, weights=weights)
    if counts["period_code"].nunique() == 4:
        weighed = pd.concat([weighed, weighed.assign(period_code=WHOLE_YEAR)], ignore_index=True)
    keys = ["period_code", "area_code", "area_name"]
    scored = _rank(score_areas(weighed, keys=keys))
    if chosen.level == "alliance":
        scored = pd.concat([scored, _score_together(scored, chosen.code, chosen.name, chosen.force_codes)])
    scored["is_own"] = scored["area_code"].isin([*chosen.force_codes, chosen.code])
    scored["weight_vintage"] = weights["weight_vintage"].max() if len(weights) else ""
    scored["period_words"] = scored["period_code"].map(_name_period)
    scored["source_id"] = RECORDED_CRIME_QUARTER
    return scored.sort_values(["period_code", "rank", "area_code"], na_position="last", ignore_index=True)[
        SEVERITY_COLUMNS
    ]


@remember
def _list_residents(connection: sa.Connection) -> pd.DataFrame:
    figure = schema.core_figure
    statement = sa.select(figure.c.area_code, sa.cast(figure.c.value, sa.Double).label("population")).where(
        figure.c.measure_code == "population_crime_year",
        figure.c.period_code == POPULATION_PERIOD,
        figure.c.status == "value",
    )
    return read_frame(connection, statement)


def _rank(scored: pd.DataFrame) -> pd.DataFrame:
    is_meaningful = ~scored["area_code"].isin(NO_RESIDENT_RATE)
    ranked = scored.assign(is_meaningful=is_meaningful)
    for column, name in (("score", "rank"), ("rate", "rate_rank")):
        values = ranked[column].where(is_meaningful)
        ranked[name] = values.groupby(ranked["period_code"]).rank(ascending=False, method="min").astype("Int64")
    return ranked


def _score_together(scored: pd.DataFrame, code: str, name: str, force_codes: tuple[str, ...]) -> pd.DataFrame:
    """The forces of the alliance as one: their harm over their residents."""
    own = scored[scored["area_code"].isin(force_codes)]
    sums = own.groupby("period_code", as_index=False)[["crime_count", "unweighted_count", "harm", "population"]].sum()
    return sums.assign(
        area_code=code,
        area_name=name,
        score=sums["harm"] / sums["population"],
        rate=1000 * sums["crime_count"] / sums["population"],
        rank=pd.array([pd.NA] * len(sums), dtype="Int64"),
        rate_rank=pd.array([pd.NA] * len(sums), dtype="Int64"),
        is_meaningful=True,
    )


def _name_period(code: str) -> str:
    return "April 2017 to March 2018" if code == WHOLE_YEAR else parse_period(code).label
