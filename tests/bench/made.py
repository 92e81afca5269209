"""Made rows for the bench, never for the product: 1.2 million crimes over ten unbroken years."""

import numpy as np
import pyarrow as pa
import sqlalchemy as sa

from data_access import schema
from data_access.database.versions import open_versions, write_version
from data_access.load.provenance import LoadReport, record_load
from data_access.load.rollups import rebuild_rollups
from data_access.load.sources import describe_sources
from data_access.load.street_crime import CATEGORIES, store_counts
from data_access.publications import STREET_CRIME
from data_access.settings import Settings

CRIMES = 1_200_000
MONTHS = [f"{2014 + n // 12}-{n % 12 + 1:02d}" for n in range(120)]


def make_crimes(lsoas: list[tuple[str, str]], *, crimes: int = CRIMES, seed: int = 1) -> pa.Table:
    """Counts that add up to a number of crimes, spread over LSOAs (code, force), months and categories."""
    rng = np.random.default_rng(seed)
    places = rng.integers(0, len(lsoas), crimes)
    months = rng.integers(0, len(MONTHS), crimes)
    kinds = rng.choice(len(CATEGORIES), crimes, p=rng.dirichlet(np.full(len(CATEGORIES), 3.0)))
    keys, counts = np.unique(np.stack([months, places, kinds]), axis=1, return_counts=True)
    codes = list(CATEGORIES)
    return pa.table(
        {
            "month": [MONTHS[n] for n in keys[0]],
            "force_code": [lsoas[n][1] for n in keys[1]],
            "lsoa_code": [lsoas[n][0] for n in keys[1]],
            "offence_code": [codes[n] for n in keys[2]],
            "outcome": [""] * len(counts),
            "crime_count": counts.astype(np.int64),
        }
    )


def load_made_crimes(settings: Settings) -> int:
    """Put the made crimes into a new version of a store and return how many."""
    member = schema.core_area_member
    with write_version(open_versions(settings), from_current=True) as connection:
        forces = sa.select(schema.core_area.c.area_code).where(schema.core_area.c.level == "force")
        lsoas = connection.execute(
            sa.select(member.c.area_code, member.c.ancestor_code).where(
                member.c.level == "lsoa",
                member.c.ancestor_code.in_(forces),
                member.c.area_code.not_like("%-%"),
            )
        ).all()
        report = LoadReport(source_id=STREET_CRIME, command="bench")
        store_counts(connection, make_crimes([tuple(row) for row in lsoas]), report=report)
        record_load(connection, report)
        rebuild_rollups(connection)
        describe_sources(connection)
    return CRIMES
