"""What became of each priority between two editions of the assessment."""

import pandas as pd
import sqlalchemy as sa

from data_access import schema
from data_access.errors import BadFilterError
from data_access.filters import Filters
from data_access.measures.edition_changes import CHANGE_COLUMNS, compare_claims, compare_statements
from data_access.queries.priorities.csp import keep_partners
from data_access.queries.priorities.editions import (
    keep_threat,
    list_alliance_priorities,
    read_edition,
)


def list_edition_changes(
    connection: sa.Connection, *, filters: Filters, from_edition: str = "", to_edition: str = ""
) -> pd.DataFrame:
    """What became of each priority between two editions, for each partnership and for the alliance.

    A row is a partnership and theme, or the alliance (its own code) and alliance priority: change is
    'kept', 'reworded', 'new', 'dropped' or 'not known', with both wordings. Without editions: the one
    asked for and the one before it, or the first two held.
    """
    then_code, now_code = _choose_editions(connection, filters, from_edition, to_edition)
    columns = ["from_edition", "to_edition", "csp_name", "is_partnership", "theme", *CHANGE_COLUMNS]
    if not then_code:
        return pd.DataFrame(columns=columns)
    then, now = read_edition(connection, edition=then_code), read_edition(connection, edition=now_code)
    both = then.partners["csp_code"].isin(now.partners["csp_code"])
    comparable = set(then.partners.loc[both, "csp_code"])
    changes = compare_claims(then.claims, now.claims, waiting=now.waiting)
    partners = pd.concat([then.partners, now.partners]).drop_duplicates("csp_code").set_index("csp_code")
    changes = changes[changes["csp_code"].isin(comparable)]
    changes = changes.assign(
        csp_name=changes["csp_code"].map(partners["csp_name"]),
        is_partnership=changes["csp_code"].map(partners["is_partnership"]),
        theme=changes["code"].map(now.theme_names),
    )
    changes = keep_threat(connection, changes, filters, edition=now_code, column="code")
    order = {code: number for number, code in enumerate(partners.index)}
    changes = changes.assign(place=changes["csp_code"].map(order)).sort_values(["place", "change", "theme"])
    own = _compare_alliance(connection, filters, then_code, now_code)
    frame = pd.concat([own, keep_partners(connection, changes, filters)], ignore_index=True)
    return frame.assign(from_edition=then_code, to_edition=now_code)[columns]


def _compare_alliance(connection: sa.Connection, filters: Filters, then_code: str, now_code: str) -> pd.DataFrame:
    then = list_alliance_priorities(connection, edition=then_code)
    now = list_alliance_priorities(connection, edition=now_code)
    if then.empty or now.empty:
        return pd.DataFrame(columns=["csp_code", "csp_name", "is_partnership", "theme", *CHANGE_COLUMNS[1:]])
    frame = compare_statements(then, now)
    if filters.threat_code:
        frame = frame[frame["code"] == filters.threat_code]
    meta = connection.execute(sa.select(schema.meta_store)).mappings().one()
    names = pd.concat([then, now]).drop_duplicates("priority_code", keep="last")
    named = dict(zip(names["priority_code"], names["priority_name"], strict=True))
    return frame.assign(
        csp_code=meta["alliance_code"],
        csp_name="The alliance",
        is_partnership=False,
        theme=frame["code"].map(named),
    )


def _choose_editions(connection: sa.Connection, filters: Filters, then: str, now: str) -> tuple[str, str]:
    """The two editions to compare, oldest first; ('', '') where fewer than two are held."""
    column = schema.core_edition.c.edition
    held = list(connection.scalars(sa.select(column).order_by(column)))
    for name, value in (("from-edition", then), ("to-edition", now)):
        if value and value not in held:
            raise BadFilterError(name=name, value=value, expected=f"one of {', '.join(held)}")
    if len(held) < 2:
        return "", ""
    later = now or (filters.edition if filters.edition in held[1:] else held[1])
    earlier = then or max((edition for edition in held if edition < later), default="")
    return (earlier, later) if earlier and earlier < later else ("", "")
