"""What is expected when, with the inspections and events beside it."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.database.frames import read_frame
from data_access.filters import Filters
from data_access.queries.scrutiny.inspections import list_inspections
from data_access.queries.scrutiny.peel import list_peel_grades

TIMELINE_COLUMNS = [
    "edition",
    "kind",
    "category",
    "item",
    "first_month",
    "last_month",
    "period",
    "likelihood",
    "threat_codes",
    "questions",
    "statement",
    "certainty",
    "note",
    "section",
    "line",
    "source_id",
]
INSPECTION_LIKELIHOODS = {
    "reported": "happened",
    "self-assessed": "happened",
    "mentioned": "happened",
    "expected": "expected",
    "forthcoming": "expected",
}


def list_timeline(connection: sa.Connection, *, filters: Filters) -> pd.DataFrame:
    """A row for each thing on the horizon and each inspection, in the order of time; undated ones last.

    kind is 'horizon', 'event' or 'inspection'; category is one of PESTELO for the first two. likelihood is
    'happened', 'current', 'expected', 'uncertain' or 'indicator' (a sign of change to watch for). Category
    and likelihood are our reading; threat_codes and questions name what an item bears on.
    """
    frame = pd.concat([_read_items(connection, filters), _read_inspections(connection, filters)], ignore_index=True)[
        TIMELINE_COLUMNS
    ]
    is_undated = frame["first_month"] == ""
    order = frame.assign(is_undated=is_undated).sort_values(
        ["is_undated", "first_month", "last_month", "edition", "line", "item"], kind="stable"
    )
    return order[TIMELINE_COLUMNS].reset_index(drop=True)


def _read_items(connection: sa.Connection, filters: Filters) -> pd.DataFrame:
    item = schema.core_horizon_item
    kind = sa.case((item.c.table_code.in_(("elections", "roads-policing")), "event"), else_="horizon")
    statement = sa.select(*(item.c[name] for name in TIMELINE_COLUMNS if name != "kind"), kind.label("kind")).order_by(
        item.c.source_id, item.c.edition, item.c.table_code, item.c.position
    )
    if filters.edition:
        statement = statement.where(item.c.edition == filters.edition)
    if filters.from_month:
        statement = statement.where(item.c.last_month >= filters.from_month)
    if filters.to_month:
        statement = statement.where(item.c.first_month <= filters.to_month, item.c.first_month != "")
    frame = read_frame(connection, statement)
    if filters.threat_code:
        has_threat = [filters.threat_code in str(codes).split() for codes in frame["threat_codes"]]
        frame = frame[pd.Series(has_threat, index=frame.index, dtype=bool)]
    return frame


def _read_inspections(connection: sa.Connection, filters: Filters) -> pd.DataFrame:
    """Inspections as items of the timeline; a threat leaves them out, for they bear on none alone."""
    frame = list_inspections(connection, filters=filters)
    if filters.threat_code:
        frame = frame.iloc[0:0]
    grades = _name_grades(connection, filters)
    first = frame["first_month"].where(frame["first_month"] != "", frame["published_month"])
    last = frame["published_month"].where(frame["published_month"] != "", frame["first_month"])
    months = frame["inspected"].where(frame["inspected"] != "", frame["published"])
    words = months.where(
        frame["published"].isin(["", *months]) | (frame["inspected"] == ""),
        frame["inspected"] + "; report " + frame["published"],
    )
    return frame.assign(
        kind="inspection",
        category="",
        item=frame["title"],
        first_month=first,
        last_month=last,
        period=words.where(words != "", "no date given"),
        likelihood=frame["state"].map(INSPECTION_LIKELIHOODS),
        threat_codes="",
        questions="scrutiny.inspections",
        statement=(frame["finding"] + " " + frame["title"].map(grades).fillna("")).str.strip(),
        source_id="assessment-" + frame["edition"],
    )[TIMELINE_COLUMNS]


def _name_grades(connection: sa.Connection, filters: Filters) -> dict[str, str]:
    """The grades given in an inspection, in words, by the inspection's title."""
    grades = list_peel_grades(connection, filters=filters.but(from_month="", to_month=""))
    given = grades[(grades["grade_name"] != "") & (grades["state"] != "earlier")]
    found = {}
    for pillar, rows in given.groupby("pillar", sort=False):
        words = ", ".join(f"{row.force_name} {str(row.grade_name).lower()}" for row in rows.itertuples())
        for title in (f"PEEL {pillar}", f"PEEL: {pillar}"):
            found[title] = f"Graded: {words}."
    return found
