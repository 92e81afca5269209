"""The descriptions of sources in the store, with the coverage that their rows show."""

import sqlalchemy as sa

from data_access import schema
from data_access.markings import Marking
from data_access.months import name_runs
from data_access.periods import Period, parse_period
from data_access.publications import PUBLICATIONS


def store_source(connection: sa.Connection, source_id: str) -> None:
    """Write or renew the description of one known publication."""
    table = schema.core_source
    publication = next(known for known in PUBLICATIONS if known.source_id == source_id)
    connection.execute(table.delete().where(table.c.source_id == source_id))
    connection.execute(
        table.insert().values(
            source_id=publication.source_id,
            title=publication.title,
            publisher=publication.publisher,
            licence=publication.licence,
            address=publication.address,
            access=publication.access,
            marking=Marking(publication.marking).name,
            as_at=publication.as_at,
            cover="",
            definition=publication.definition,
            caveat=publication.caveat,
            how_made=publication.how_made,
        )
    )


def describe_sources(connection: sa.Connection) -> None:
    """Write the coverage and as-at words of every source and the table of periods, from what is held."""
    source, coverage, period = schema.core_source, schema.core_coverage, schema.core_period
    rows = connection.execute(sa.select(coverage.c.source_id, coverage.c.period_code).distinct()).all()
    held: dict[str, list[Period]] = {}
    for source_id, code in rows:
        held.setdefault(source_id, []).append(parse_period(code))
    for source_id, periods in held.items():
        latest = max(periods, key=lambda each: each.end)
        connection.execute(
            source.update().where(source.c.source_id == source_id).values(as_at=latest.label, cover=name_cover(periods))
        )
    connection.execute(period.delete())
    unique = {each.code: each for periods in held.values() for each in periods}
    if unique:
        connection.execute(
            period.insert(),
            [
                {
                    "period_code": each.code,
                    "kind": each.kind,
                    "start_date": each.start,
                    "end_date": each.end,
                    "label": each.label,
                }
                for each in unique.values()
            ],
        )


def name_cover(periods: list[Period]) -> str:
    """What is held, in words: unbroken runs of months, else the periods from first to last."""
    months = [each.code for each in periods if each.kind == "month"]
    if months:
        return name_runs(months)
    ordered = sorted(periods, key=lambda each: each.end)
    if len(ordered) == 1:
        return ordered[0].label
    kinds = {
        "day": "dates",
        "quarter": "quarters",
        "mid_year": "years",
        "year": "years",
        "year_ending": "years",
    }
    return f"{ordered[0].label} to {ordered[-1].label} ({len(ordered)} {kinds[ordered[0].kind]})"
