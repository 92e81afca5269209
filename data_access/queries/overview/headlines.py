"""The headline figures of the first page, each with its period, comparison and source."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.measures.change import JUDGEMENT_COLUMNS
from data_access.months import name_month, name_runs
from data_access.publications import COLLISIONS, RECORDED_CRIME_YEAR, STREET_CRIME, WORKFORCE
from data_access.queries.casualties.collisions import rank_roads
from data_access.queries.crime.change import compare_years
from data_access.queries.sources.areas import find_area
from data_access.queries.sources.coverage import list_months_held, list_years_held
from data_access.queries.workforce.strength import count_strength

EDITION, LATEST = "edition", "latest"
AS_AT = (EDITION, LATEST)
HEADLINE_COLUMNS = [
    "headline_code",
    "label",
    "value",
    "unit",
    "period",
    "then",
    "pct",
    "z",
    *JUDGEMENT_COLUMNS,
    "area_code",
    "area_name",
    "source_id",
    "is_wider",
    "is_before_period",
]


def find_crime_year(connection: sa.Connection, *, filters: Filters) -> str:
    """The year to September to show: the edition's (the latest by default); '' means the period's last."""
    if filters.to_month or filters.from_month:
        return ""
    edition = schema.core_edition
    # An edition loaded from the template has no year of crime: the latest that has one is meant.
    statement = (
        sa.select(edition.c.crime_period_code)
        .where(edition.c.crime_period_code != "")
        .order_by(edition.c.edition.desc())
        .limit(1)
    )
    if filters.edition:
        statement = statement.where(edition.c.edition == filters.edition)
    code = connection.scalar(statement)
    return (code or "").removeprefix("ye-")


def list_headlines(connection: sa.Connection, *, filters: Filters, as_at: str = EDITION) -> pd.DataFrame:
    """A row for each headline: recorded crime, KSI collisions, officers, months of street-level crime.

    Figures published for forces only are given for the force of a smaller area (is_wider). Without a
    period recorded crime is of the edition's year, with as_at 'latest' of the last year held; is_before_period
    says that the period itself holds no year. A missing value means the store holds none for the area and period.
    Raises BadFilterError for another as_at.
    """
    if as_at not in AS_AT:
        raise BadFilterError(name="--as-at", value=as_at, expected=f"one of {', '.join(AS_AT)}")
    rows = [
        *_list_crime(connection, filters, as_at=as_at),
        _count_ksi(connection, filters),
        _count_officers(connection, filters),
        _count_months(connection, filters),
    ]
    frame = pd.DataFrame(rows, columns=HEADLINE_COLUMNS)
    flags = {name: frame[name].eq(True) for name in ("is_wider", "is_before_period")}
    texts = {name: frame[name].astype(object).fillna("") for name in JUDGEMENT_COLUMNS}
    return frame.assign(**flags, **texts)


def _list_crime(connection: sa.Connection, filters: Filters, *, as_at: str) -> list[dict[str, object]]:
    chosen = find_area(connection, area_code=filters.area_code)
    changes = compare_years(
        connection,
        filters=filters.but(threat_code=""),
        year_ending=find_crime_year(connection, filters=filters) if as_at == EDITION else "",
    )
    totals = changes[changes["offence_code"] == "total"]
    own = totals[totals["area_code"] == chosen.code]
    shown = own if len(own) else totals
    rows = []
    for row in shown.to_dict("records"):
        is_wider = row["area_code"] != chosen.code
        rows.append(
            {
                "headline_code": "recorded-crime",
                "label": "Recorded crime",
                "value": row["now"],
                "unit": "crimes",
                "period": f"year to {name_month(row['year_ending'])}",
                "then": row["then"],
                "pct": row["pct"],
                "z": row["z"],
                **{name: row[name] for name in JUDGEMENT_COLUMNS},
                "area_code": row["area_code"],
                "area_name": row["area_name"],
                "source_id": RECORDED_CRIME_YEAR,
                "is_wider": is_wider,
                "is_before_period": str(row["year_ending"]) < filters.from_month,
            }
        )
    return rows


def _count_ksi(connection: sa.Connection, filters: Filters) -> dict[str, object]:
    chosen = find_area(connection, area_code=filters.area_code)
    years = list_years_held(connection, filters=filters, source_id=COLLISIONS)
    is_filtered = bool(filters.from_month or filters.to_month)
    roads = rank_roads(connection, filters=filters)
    return {
        "headline_code": "ksi-collisions",
        "label": "KSI collisions",
        "value": float(roads["ksi_count"].sum()) if years and (len(roads) or not is_filtered) else None,
        "unit": "collisions",
        "period": filters.describe_period() if is_filtered else ", ".join(map(str, years)),
        "area_code": chosen.code,
        "area_name": chosen.name,
        "source_id": COLLISIONS,
    }


def _count_officers(connection: sa.Connection, filters: Filters) -> dict[str, object]:
    chosen = find_area(connection, area_code=filters.area_code)
    strength = count_strength(connection, filters=filters)
    officers = strength[
        (strength["worker_type"] == "officer") & (strength["basis"] == "fte") & (strength["status"] == "value")
    ]
    own = officers[officers["area_code"] == chosen.code]
    shown = (own if len(own) else officers).sort_values("as_at_date").tail(1).to_dict("records")
    row = shown[0] if shown else {}
    is_wider = bool(row) and row["area_code"] != chosen.code
    return {
        "headline_code": "officers",
        "label": "Police officers",
        "value": row.get("strength_count"),
        "unit": "FTE",
        "period": str(row.get("as_at_date", "")),
        "area_code": row.get("area_code", chosen.code),
        "area_name": row.get("area_name", chosen.name),
        "source_id": WORKFORCE,
        "is_wider": is_wider,
    }


def _count_months(connection: sa.Connection, filters: Filters) -> dict[str, object]:
    chosen = find_area(connection, area_code=filters.area_code)
    months = list_months_held(connection, filters=filters, source_id=STREET_CRIME)
    return {
        "headline_code": "months-held",
        "label": "Months of crime held",
        "value": float(len(months)),
        "unit": "months",
        "period": name_runs(months),
        "area_code": chosen.code,
        "area_name": chosen.name,
        "source_id": STREET_CRIME,
    }
