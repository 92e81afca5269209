"""What the assessments said of recorded crime beside what was recorded: projections and the national survey."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.queries.crime.published import TOTAL
from data_access.queries.crime.years import count_crime_by_year
from data_access.queries.sources.areas import find_area

PROJECTION_COLUMNS = [
    "edition",
    "area_code",
    "area_name",
    "base_year",
    "projected_year",
    "lower_pct",
    "upper_pct",
    "then_period",
    "then",
    "now_period",
    "now",
    "pct",
    "note",
    "quote",
    "section",
    "line",
    "certainty",
]


def list_projections(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """The ranges an assessment projected for a financial year, beside the nearest years to September held.

    A row is a force of the area: the range as stated in per cent, the two years to September that end
    within the financial years meant, and their change. Whether the projection came true is not judged:
    the periods differ, and note says so.
    """
    projection, area = schema.core_projection, schema.core_area
    chosen = find_area(connection, area_code=filters.area_code)
    statement = (
        sa.select(projection, area.c.area_name)
        .join(area, area.c.area_code == projection.c.area_code)
        .where(projection.c.area_code.in_(chosen.force_codes))
        .order_by(projection.c.edition, area.c.sort_order)
    )
    stated = read_frame(connection, statement)
    if stated.empty:
        return pd.DataFrame(columns=PROJECTION_COLUMNS)
    years = count_crime_by_year(connection, filters=filters.but(from_month="", to_month="", threat_code=""))
    totals = years[years["offence_code"] == TOTAL].set_index(["area_code", "year_ending"])["crime_count"]
    for name, column in (("then", "base_year"), ("now", "projected_year")):
        # The year to September within '2014/15' is that of 2015: half of its months lie in the financial year.
        ends = stated[column].str.slice(0, 4).astype(int) + 1
        stated[f"{name}_period"] = "year to September " + ends.astype(str)
        stated[name] = [
            totals.get((code, f"{end}-09"), float("nan")) for code, end in zip(stated["area_code"], ends, strict=True)
        ]
    stated["pct"] = 100 * (stated["now"] / stated["then"] - 1)
    stated["note"] = (
        "projected for April to March; the nearest years held run from October to September, so the periods differ"
    )
    return stated[PROJECTION_COLUMNS]


def list_survey_statements(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """What each assessment says of the direction of the national survey and of recorded crime.

    A row is a statement: subject ('survey' or 'recorded'), direction ('up', 'down'), the period in the
    document's terms, our wording, its quote with section and line. No figure of the survey itself is held.
    """
    said = schema.core_survey_statement
    statement = sa.select(said).order_by(said.c.edition.desc(), said.c.line, said.c.subject, said.c.quote)
    if filters.edition:
        statement = statement.where(said.c.edition == filters.edition)
    return read_frame(connection, statement)
