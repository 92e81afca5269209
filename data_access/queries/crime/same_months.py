"""Then and now: the same calendar months of two years, the only comparison made across a gap."""

import pandas as pd
import sqlalchemy as sa

from data_access.filters import Filters
from data_access.measures.change import JUDGEMENT_COLUMNS, ZERO, compare_counts, tabulate_changes
from data_access.measures.same_months import SameMonths, pair_same_months
from data_access.options import Breakdown
from data_access.publications import STREET_CRIME
from data_access.queries.crime.counts import count_crime

SAME_MONTH_COLUMNS = [
    "months_words",
    "then_year",
    "now_year",
    "years_between",
    "is_across_gap",
    "month_count",
    "area_code",
    "area_name",
    "offence_code",
    "offence_name",
    "is_recorded_crime",
    "then",
    "now",
    "pct",
    "z",
    *JUDGEMENT_COLUMNS,
    "source_id",
]


def compare_same_months(connection: sa.Connection, *, filters: Filters, breakdown: Breakdown = "total") -> pd.DataFrame:
    """The same calendar months of neighbouring years held, added up, with z and the judgement.

    A row is a pair of years, their months and an offence. No table of 43 forces stands behind monthly
    counts, so z allows for chance alone, which allows_for says. years_between names the years between,
    which may be held for other months.
    """
    counts = count_crime(connection, filters=filters, breakdown=breakdown)
    parts = [_compare(counts, pair) for pair in pair_same_months(counts["month"].tolist())]
    if not parts:
        return pd.DataFrame(columns=SAME_MONTH_COLUMNS)
    frame = pd.concat(parts, ignore_index=True).assign(source_id=filters.source_id or STREET_CRIME)
    return frame[SAME_MONTH_COLUMNS]


def _compare(counts: pd.DataFrame, pair: SameMonths) -> pd.DataFrame:
    keys = ["area_code", "area_name", "offence_code", "offence_name", "is_recorded_crime"]
    sums = {
        name: counts[counts["month"].isin(months)].groupby(keys, sort=False)["crime_count"].sum().rename(name)
        for name, months in (("then", pair.then_months), ("now", pair.now_months))
    }
    both = pd.concat(sums.values(), axis=1).reset_index()
    changes = [compare_counts(then=then, now=now) for then, now in zip(both["then"], both["now"], strict=True)]
    return both.assign(
        months_words=pair.words,
        then_year=pair.then_year,
        now_year=pair.now_year,
        years_between=pair.years_between,
        is_across_gap=pair.is_across_gap,
        month_count=len(pair.numbers),
        **tabulate_changes(changes, missing=ZERO),
    )
