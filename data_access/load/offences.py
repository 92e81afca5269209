"""The offence trees of the store: street categories, ONS offence groups, Home Office codes, weights."""

from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.load.offence_codes import read_offence_groups
from data_access.load.provenance import append_frame
from data_access.load.street_crime import ANTI_SOCIAL_BEHAVIOUR, CATEGORIES


def store_offences(connection: sa.Connection, *, reference_dir: Path) -> None:
    """Write every offence code the sources use, each under its scheme, and the severity weights."""
    street = pd.DataFrame(
        {
            "scheme": "street",
            "offence_code": list(CATEGORIES),
            "offence_name": list(CATEGORIES.values()),
            "parent_code": "",
            "is_recorded_crime": [code != ANTI_SOCIAL_BEHAVIOUR for code in CATEGORIES],
            "is_leaf": True,
        }
    )
    offences = pd.read_csv(reference_dir / "offences.csv", dtype=str, keep_default_na=False)
    offences["is_recorded_crime"] = True
    frame = pd.concat([street, _mark_leaves(read_offence_groups()), _mark_leaves(offences)], ignore_index=True)
    frame["sort_order"] = range(len(frame))
    append_frame(connection, schema.core_offence, frame)
    weights = pd.read_csv(reference_dir / "severity-weights.csv", dtype={"offence_code": str})
    append_frame(connection, schema.core_severity_weight, weights)


def _mark_leaves(offences: pd.DataFrame) -> pd.DataFrame:
    """is_leaf: no other offence of the scheme is part of it."""
    return offences.assign(is_recorded_crime=True, is_leaf=~offences["offence_code"].isin(set(offences["parent_code"])))
